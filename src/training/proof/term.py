"""A word or phrase to avoid: how it is found, what it does to whom, what to write."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

__all__ = ["PEOPLE", "Term"]

PEOPLE = (
    r"(?:migrants?|immigrants?|emigrants?|refugees?|asylum[- ]seekers?|foreigners?|"
    r"applicants?|newcomers?|arrivals?|people|persons?|individuals?|men|women|m[ae]n|"
    r"wom[ae]n|boys?|girls?|child|children|families|workers?|labourers?|"
    r"passengers?|travellers?|victims?|nationals?|residents?|entrants?|youths?)"
)


@dataclass(frozen=True)
class Term:
    """Found where `pattern` matches and `unless` does not match nearby."""

    id: str
    pattern: str
    harm: str
    write: str
    source: str = "W/0.4"
    unless: str = ""
    hint: bool = False
    regex: re.Pattern[str] = field(init=False, repr=False)
    context: re.Pattern[str] | None = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Compile both patterns once."""
        flags = re.IGNORECASE
        object.__setattr__(self, "regex", re.compile(self.pattern, flags))
        around = re.compile(self.unless, flags) if self.unless else None
        object.__setattr__(self, "context", around)
