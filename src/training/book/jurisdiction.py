"""Lays a country's law, limits and contacts over the pages: `{local}`, `{contact}`.

Every pack's words stand in the page, hidden; `jurisdiction.js` shows those of the pack
that the reader chose. Without a choice, or without scripts, the general page holds and
says so.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from docutils import nodes  # noqa: TC002 - Sphinx reads it
from sphinx.util.docutils import ReferenceRole, SphinxDirective

from training.book.library import library_of
from training.book.nodes import Generated
from training.content.jurisdiction import (
    CONTACT_TOPICS,
    LAW_TOPICS,
    PACK_FILES,
    Pack,
    Rule,
)
from training.content.problems import did_you_mean
from training.play.words import say, say_html, to_say

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx

__all__ = ["WRITTEN", "connect", "render_choice", "render_contact", "render_local"]

CHOICE_PAGE = "about/your-country"
_MONTHS = (
    *(to_say("January"), to_say("February"), to_say("March"), to_say("April")),
    *(to_say("May"), to_say("June"), to_say("July"), to_say("August")),
    *(to_say("September"), to_say("October"), to_say("November"), to_say("December")),
)


def day(when: Any) -> str:
    """Return a date as people say it: 3 March 2026."""
    month = say(_MONTHS[when.month - 1])
    return say("{day} {month} {year}", day=when.day, month=month, year=when.year)


def render_local(packs: list[Pack], topics: list[str], choose: str) -> str:
    """Return the box that shows the chosen pack's law on some topics.

    `choose` is the address of the page on which a reader chooses a country.
    """
    none = say_html("No country is chosen, so this page gives the general rule.")
    link = f'<a href="{choose}">{say_html("Choose a country")}</a>'
    general = f'<p data-pack="">{none} {link}.</p>\n'
    parts = "".join(_one_pack(pack, topics, choose) for pack in packs)
    return (
        '<aside class="training-local" data-training-local>\n'
        f'<p class="training-local__title">{say_html("In your country")}</p>\n'
        f"{general}{parts}</aside>\n"
    )


def _one_pack(pack: Pack, topics: list[str], choose: str) -> str:
    title = f"<b>{escape(pack.head.title)}</b>"
    if pack.head.kind == "fictional":
        title = say_html("{country}, invented for training", country=title)
    dates = say_html(
        "Law as at {day}, to be read again by {end}.",
        day=day(pack.head.law_as_at),
        end=day(pack.head.review_by),
    )
    rows = "".join(_topic(pack, topic) for topic in topics)
    return (
        f'<div data-pack="{pack.id}" hidden><p class="training-local__which">'
        f"{title}. {dates} "
        f'<a href="{choose}">{say_html("Change")}</a></p>\n<dl>{rows}</dl></div>\n'
    )


def _topic(pack: Pack, topic: str) -> str:
    rules = "".join(_rule(rule) for rule in pack.rules_on(topic))
    if not rules:
        why = pack.head.not_covered.get(f"law/{topic}", "")
        holds = say_html("The general rule on this page holds.")
        silent = say_html("The pack says nothing on this. The general rule holds.")
        rules = f"<p>{escape(why)} {holds}</p>" if why else f"<p>{silent}</p>"
    return f"<dt>{say_html(LAW_TOPICS[topic])}</dt><dd>{rules}</dd>"


def _rule(rule: Rule) -> str:
    cited = rule.citation or ", ".join(rule.sources)
    limits = "".join(f"<li>{_limit(one)}.</li>" for one in rule.limits)
    listed = f"<ul>{limits}</ul>" if limits else ""
    return f"<p>{escape(rule.says)} <small>{escape(cited)}</small></p>{listed}"


def _limit(limit: Any) -> str:
    words = say_html(
        "{what}: {length}, counted from {start}",
        what=escape(limit.what),
        length=f"<b>{escape(limit.length)}</b>",
        start=escape(limit.counts_from),
    )
    if not limit.if_missed:
        return words
    missed = say_html("if missed, {then}", then=escape(limit.if_missed))
    return f"{words}; {missed}"


def render_contact(packs: list[Pack], topic: str, otherwise: str) -> str:
    """Return the words that name whom to reach, for each pack, or the empty slot."""
    parts = [f'<span data-pack="">{escape(otherwise)}</span>']
    for pack in packs:
        words = "; ".join(
            f"{one.who}, {one.reached_by} ({one.hours}) [{pack.head.title}]"
            for one in pack.contacts_for(topic)
        )
        words = words or pack.head.not_covered.get(f"contacts/{topic}", otherwise)
        parts.append(f'<span data-pack="{pack.id}" hidden>{escape(words)}</span>')
    return f'<span class="training-contact" data-training-local>{"".join(parts)}</span>'


def render_choice(packs: list[Pack]) -> str:
    """Return the form that chooses a country, with what each pack holds."""
    options = [_option("", say("No country: general rules only"), "")]
    options += [_option(p.id, p.head.title, _about(p)) for p in packs]
    asked = say_html("Which country’s rules should the pages show?")
    return (
        '<form class="training-js" data-training-countries autocomplete="off">'
        f"<fieldset><legend>{asked}</legend>"
        f'<div class="training-options">{"".join(options)}</div></fieldset>'
        '<p role="status" data-training-chosen></p></form>\n'
        f"{''.join(_gaps(pack) for pack in packs)}"
    )


def _option(value: str, title: str, about: str) -> str:
    small = f"<small>{escape(about)}</small>" if about else ""
    return (
        '<label class="training-option"><input type="radio" name="training-country" '
        f'value="{value}"><span><b>{escape(title)}</b>{small}</span></label>\n'
    )


def _about(pack: Pack) -> str:
    law = len({rule.topic for rule in pack.rules})
    limits = sum(len(rule.limits) for rule in pack.rules)
    about = say(
        "{law} of {topics} topics of law, {limits} time limits, {contacts} of {people} "
        "contacts. Law as at {day}; checked by {lawyer}; to be read again by {end}.",
        law=law,
        topics=len(LAW_TOPICS),
        limits=limits,
        contacts=len({one.topic for one in pack.contacts}),
        people=len(CONTACT_TOPICS),
        day=day(pack.head.law_as_at),
        lawyer=pack.head.checked_by,
        end=day(pack.head.review_by),
    )
    is_invented = pack.head.kind == "fictional"
    return f"{say('Invented for training.')} {about}" if is_invented else about


def _gaps(pack: Pack) -> str:
    if not pack.head.not_covered:
        return ""
    rows = "".join(
        f"<li>{say_html(_topic_title(name))}: {escape(why)}</li>"
        for name, why in pack.head.not_covered.items()
    )
    title = say_html("What {country} does not have", country=escape(pack.head.title))
    return f"<h2>{title}</h2><ul>{rows}</ul>\n"


def _topic_title(name: str) -> str:
    part, _, topic = name.partition("/")
    return (CONTACT_TOPICS if part == "contacts" else LAW_TOPICS).get(topic, name)


def _note_packs(env: Any) -> None:
    folder = library_of(env.app).root / "jurisdictions"
    for path in folder.glob("*/*.yml"):
        if path.name in PACK_FILES:
            env.note_dependency(str(path))


class _LocalDirective(SphinxDirective):
    """A box with the chosen country's law on the topics named."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return a part that is written when the packs are known."""
        _note_packs(self.env)
        topics = [topic.strip() for topic in self.arguments[0].split(",")]
        for topic in topics:
            if topic not in LAW_TOPICS:
                near = did_you_mean(topic, LAW_TOPICS)
                message = (
                    f'topic "{topic}" is not one of {", ".join(LAW_TOPICS)}.{near}'
                )
                raise self.error(message)
        node = Generated("", what="local", topics=topics)
        self.set_source_info(node)
        return [node]


class _CountriesDirective(SphinxDirective):
    """The form that chooses a country."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return a part that is written when the packs are known."""
        _note_packs(self.env)
        return [Generated("", what="countries")]


class _ContactRole(ReferenceRole):
    """`{contact}` followed by `[local number] <topic>`: whom to reach here."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return a part that is written when the packs are known."""
        _note_packs(self.env)
        if self.target not in CONTACT_TOPICS:
            known = ", ".join(CONTACT_TOPICS)
            message = self.inliner.reporter.error(
                f'contact "{self.target}" is not one of {known}', line=self.lineno
            )
            return [], [message]
        words = self.title if self.has_explicit_title else say("[local number]")
        return [Generated("", what="contact", topic=self.target, words=words)], []


def written_by(page: Any, node: Generated) -> str:
    """Return the HTML of a part of this module, on the page it stands in."""
    packs = [p for p in page.library.packs if p.head.kind != "template"]
    if node["what"] == "local":
        return render_local(packs, node["topics"], page.link(CHOICE_PAGE))
    if node["what"] == "contact":
        return render_contact(packs, node["topic"], node["words"])
    return render_choice(packs)


WRITTEN: dict[str, Callable[[Any, Generated], str]] = dict.fromkeys(
    ("local", "contact", "countries"), written_by
)


def connect(app: Sphinx) -> None:
    """Register the directives and the role."""
    app.add_directive("local", _LocalDirective)
    app.add_directive("countries", _CountriesDirective)
    app.add_role("contact", _ContactRole())
