"""Jurisdiction packs: a country's law, time limits and contacts, as data.

The book's pages stay general; a pack lays one country's rules over them. A pack is a
folder in `jurisdictions/` with three files. What a pack may speak of is a closed list
of topics, so that a page can ask for one and a check can name what is missing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from training.content.problems import Problem, did_you_mean, shown_path
from training.content.registry_records import Day, Text  # noqa: TC001 - read by pydantic
from training.content.source import Record, fields_of, fit, read_yaml

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from training.content.source import Document

__all__ = [
    "CONTACT_TOPICS",
    "LAW_TOPICS",
    "PACK_FILES",
    "Contact",
    "Head",
    "Limit",
    "Pack",
    "Rule",
    "load_packs",
]

LAW_TOPICS = {
    "trafficking": "Trafficking in persons",
    "smuggling": "Smuggling of migrants",
    "entry-and-stay": "Irregular entry and stay",
    "identification": "Identification and referral",
    "reflection": "Recovery and reflection",
    "residence-permit": "Residence permit",
    "removal": "Checks before a removal",
    "asylum": "Asylum",
    "age": "Age assessment",
    "guardian": "Guardian for a child",
    "detention": "Detention",
    "non-punishment": "Non-punishment",
    "firewall": "Complaints kept apart from stay",
    "wages": "Wages and claims",
    "compensation": "Compensation",
    "freezing": "Freezing and confiscation",
    "special-measures": "Special investigative measures",
    "co-operation": "Co-operation with other States",
    "intermediaries": "Agencies and fees",
    "information": "Sharing information",
}
CONTACT_TOPICS = {
    "help-line": "Help for the person",
    "identification": "Authority that identifies victims",
    "asylum": "Asylum office",
    "guardian": "Guardian for a child",
    "labour": "Labour inspectorate",
    "prosecutor": "Duty prosecutor",
    "asset-office": "Asset office",
    "legal-aid": "Lawyer or legal aid",
    "interpreter": "Interpreter",
    "data-protection": "Data protection adviser",
}
PACK_FILES = ("pack.yml", "law.yml", "contacts.yml")


class Limit(Record):
    """A time limit: what has to be done, how long, counted from when, and if missed."""

    what: Text
    length: Text
    counts_from: Text
    if_missed: Text | None = None


class Rule(Record):
    """What the country's law says on a topic, and where that was read.

    `sources` are keys of the registry; `citation` and `read-where` are for national
    law that the registry does not hold.
    """

    topic: Text
    says: Text
    sources: list[Text] = []
    citation: Text | None = None
    read_where: Text | None = None
    limits: list[Limit] = []


class Contact(Record):
    """Whom to reach on a topic; an office's own line, never a person's."""

    topic: Text
    who: Text
    reached_by: Text
    hours: Text
    note: Text | None = None


class Head(Record):
    """What a pack is: of which country, how it was checked, when it must be again."""

    title: Text
    kind: Literal["template", "fictional", "national"]
    law_as_at: Day
    review_by: Day
    checked_by: Text
    note: Text | None = None
    not_covered: Annotated[dict[str, str], Field(default_factory=dict)]


@dataclass(frozen=True)
class Pack:
    """A jurisdiction's data, and the files in which a problem can be located."""

    id: str
    head: Head
    rules: tuple[Rule, ...]
    contacts: tuple[Contact, ...]
    documents: dict[str, Document] = field(default_factory=dict, repr=False)

    def rules_on(self, topic: str) -> tuple[Rule, ...]:
        """Return the pack's rules on a topic, none if it does not speak of it."""
        return tuple(rule for rule in self.rules if rule.topic == topic)

    def contacts_for(self, topic: str) -> tuple[Contact, ...]:
        """Return whom the pack names for a topic."""
        return tuple(one for one in self.contacts if one.topic == topic)


def load_packs(root: Path) -> tuple[list[Pack], list[Problem]]:
    """Return the packs of a course, by id, and every problem in their files."""
    packs, problems = [], []
    for folder in sorted((root / "jurisdictions").glob("*/")):
        pack, wrong = _read_pack(folder)
        problems += wrong
        if pack is not None:
            packs.append(pack)
    return packs, sorted(problems)


def _read_pack(folder: Path) -> tuple[Pack | None, list[Problem]]:
    problems: list[Problem] = []
    documents: dict[str, Document] = {}
    lacking = [name for name in PACK_FILES if not (folder / name).is_file()]
    if lacking:
        message = f"the pack has no {' and no '.join(lacking)}"
        fix = "copy it from jurisdictions/template and fill it in"
        shown = shown_path(folder / PACK_FILES[0])
        return None, [Problem(shown, 1, folder.name, message, fix, "pack-files")]
    for name in PACK_FILES:
        document, wrong = read_yaml(folder / name)
        problems += wrong
        if document is not None:
            documents[name] = document
    if len(documents) < len(PACK_FILES):
        return None, problems
    known = [name for kind in (Head, Rule, Limit, Contact) for name in fields_of(kind)]
    head, wrong = fit(Head, documents["pack.yml"], (), known)
    problems += wrong
    rules = _records(documents["law.yml"], "rules", Rule, LAW_TOPICS, problems)
    contacts = _records(
        documents["contacts.yml"], "contacts", Contact, CONTACT_TOPICS, problems
    )
    if head is None:
        return None, problems
    return Pack(folder.name, head, rules, contacts, documents), problems


def _records(
    document: Document,
    top: str,
    kind: type[Any],
    topics: dict[str, str],
    problems: list[Problem],
) -> tuple[Any, ...]:
    """Return a file's usable records; what is wrong in it is added to `problems`."""
    data = document.data
    if not isinstance(data, dict) or not isinstance(data.get(top), list):
        message, fix = f"is not a list of {top}", f"start it with `{top}:`"
        problems.append(document.problem((), message, fix, "schema"))
        return ()
    found = []
    for index in range(len(data[top])):
        record, wrong = fit(kind, document, (top, index), fields_of(kind))
        problems += wrong
        if record is None:
            continue
        if record.topic not in topics:
            near = did_you_mean(record.topic, topics)
            message = f'topic "{record.topic}" is not one of {", ".join(topics)}'
            where = (top, index, "topic")
            problems.append(
                document.problem(where, message, f"correct it.{near}", "pack-topic")
            )
            continue
        found.append(record)
    return tuple(found)
