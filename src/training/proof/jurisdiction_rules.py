"""Rules on jurisdiction packs: complete, sourced, and read again in time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from training.content.jurisdiction import CONTACT_TOPICS, LAW_TOPICS
from training.content.problems import did_you_mean
from training.proof.rules import JURISDICTIONS, Finding, Rule, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from training.content.course import Course, Where
    from training.content.jurisdiction import Pack

__all__ = ["RULES"]

# Topics on which a learner has to know how long there is.
_TIMED = (
    *("identification", "reflection", "removal", "asylum"),
    *("guardian", "detention", "wages", "freezing"),
)


def _at(pack: Pack, file: str, where: Where, message: str, fix: str = "") -> Finding:
    document = pack.documents[file]
    return Finding(document.path, document.line(where), pack.id, message, fix)


def _wanted() -> dict[str, str]:
    """Return every topic a pack is held to, with the file that speaks of it."""
    return {
        **{f"law/{topic}": "law.yml" for topic in LAW_TOPICS},
        **{f"limits/{topic}": "law.yml" for topic in _TIMED},
        **{f"contacts/{topic}": "contacts.yml" for topic in CONTACT_TOPICS},
    }


def _spoken_of(pack: Pack) -> set[str]:
    return {
        *(f"law/{one.topic}" for one in pack.rules),
        *(f"limits/{one.topic}" for one in pack.rules if one.limits),
        *(f"contacts/{one.topic}" for one in pack.contacts),
    }


def _is_excused(pack: Pack, name: str) -> bool:
    """Return whether a topic may be missing: it is excused, or its law is."""
    law = f"law/{name.partition('/')[2]}"
    names = (name, law) if name.startswith("limits/") else (name,)
    return any(pack.head.not_covered.get(one, "").strip() for one in names)


@rule(
    "pack-complete",
    JURISDICTIONS,
    says="A pack speaks of every topic, with its time limit where one is due, or says "
    "under `not-covered` why it cannot.",
    fix="add an entry for the topic, or a line under `not-covered` in pack.yml",
)
def pack_complete(course: Course) -> Iterator[Finding]:
    for pack in course.packs:
        excused, spoken = pack.head.not_covered, _spoken_of(pack)
        for name, file in _wanted().items():
            if name not in spoken and not _is_excused(pack, name):
                message = f'says nothing on "{name}"'
                yield _at(pack, file, (), message)
        for name in excused:
            if name not in _wanted():
                near = did_you_mean(name, _wanted())
                message = f'excuses "{name}", which is no topic'
                fix = f"correct it or take it out.{near}"
                yield _at(pack, "pack.yml", ("not-covered", name), message, fix)
            elif name in spoken:
                message = f'excuses "{name}" and speaks of it'
                fix = "take one of the two out"
                yield _at(pack, "pack.yml", ("not-covered", name), message, fix)


@rule(
    "pack-sourced",
    JURISDICTIONS,
    says="A rule of a pack names a source that may be cited, or a citation and where "
    "it was read.",
    fix="add `sources: [KEY]`, or `citation:` and `read-where:`",
)
def pack_sourced(course: Course) -> Iterator[Finding]:
    for pack in course.packs:
        for index, one in enumerate(pack.rules):
            where = ("rules", index)
            if not one.sources and not (one.citation and one.read_where):
                yield _at(pack, "law.yml", where, f'cites nothing for "{one.topic}"')
            for key in one.sources:
                if wrong := course.registry.citable(key, course.today):
                    yield _at(
                        pack, "law.yml", (*where, "sources"), wrong.message, wrong.fix
                    )


@rule(
    "pack-dates",
    JURISDICTIONS,
    says="A pack was read in the past, and is read again by its date.",
    fix="read every line against the law again; then mend both dates in pack.yml",
)
def pack_dates(course: Course) -> Iterator[Finding]:
    for pack in course.packs:
        head = pack.head
        if head.law_as_at > course.today:
            message = f"gives the law as at {head.law_as_at}, which is to come"
            yield _at(pack, "pack.yml", ("law-as-at",), message)
        elif head.review_by <= head.law_as_at:
            message = f"is to be read again by {head.review_by}, before it was read"
            yield _at(pack, "pack.yml", ("review-by",), message)
        elif head.kind != "template" and head.review_by < course.today:
            message = f"had to be read again by {head.review_by}"
            yield _at(pack, "pack.yml", ("review-by",), message)


RULES: tuple[Rule, ...] = (pack_complete, pack_sourced, pack_dates)
