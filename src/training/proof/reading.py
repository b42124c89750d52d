"""How hard a text is to read, by two plain measures.

*Sentence length*: the words between full stops. *Grade*: the Flesch-Kincaid formula,
0.39 x words per sentence + 11.8 x syllables per word - 15.59, with syllables counted as
groups of vowels. The formula was made for American schools; we use it only as a fence:
texts that careful readers at level B2 manage lie below 11, statutes above 15.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Reading", "measure", "sentences", "syllables"]

_END = re.compile(r"(?<=[.?!])[\"'\u2019\u201d)]*\s+(?=[\"'\u2018\u201c(]*[A-Z\d])")
_SHORT = re.compile(r"\b(?:e\.g|i\.e|art|arts|no|nos|v|vs|Mr|Mrs|Ms|Dr|para|s|ss|p)\.$")
_WORD = re.compile(r"[A-Za-z\u00c0-\u024f][\w'\u2019-]*")
_VOWELS = re.compile(r"[aeiouy]+")


@dataclass(frozen=True)
class Reading:
    """Measures of a text."""

    words: int
    sentences: int
    syllables: int

    @property
    def sentence_length(self) -> float:
        """Return the average number of words of a sentence."""
        return self.words / self.sentences if self.sentences else 0.0

    @property
    def grade(self) -> float:
        """Return the Flesch-Kincaid grade."""
        if not self.words:
            return 0.0
        per_word = self.syllables / self.words
        return 0.39 * self.sentence_length + 11.8 * per_word - 15.59


def syllables(word: str) -> int:
    """Return about how many syllables a word has.

    >>> [syllables(word) for word in ("law", "police", "mistake", "table", "asked")]
    [1, 2, 2, 2, 1]
    """
    plain = re.sub(r"[^a-z]", "", word.lower())
    count = len(_VOWELS.findall(plain))
    silent = plain.endswith("e") and not plain.endswith(("le", "ee"))
    silent = silent or (plain.endswith("es") and not plain.endswith(("ses", "ces")))
    silent = silent or (plain.endswith("ed") and not plain.endswith(("ted", "ded")))
    return max(count - silent, 1)


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a paragraph.

    >>> list(sentences("See art. 13 of it. Ask her."))
    ['See art. 13 of it.', 'Ask her.']
    """
    start = 0
    for match in _END.finditer(text):
        part = text[start : match.start()]
        if _SHORT.search(part.rstrip()):
            continue
        yield part.strip()
        start = match.end()
    if text[start:].strip():
        yield text[start:].strip()


def measure(paragraphs: Iterable[str]) -> Reading:
    """Return the measures of several paragraphs together."""
    words = count = total = 0
    for paragraph in paragraphs:
        for sentence in sentences(paragraph):
            found = _WORD.findall(sentence)
            if found:
                count += 1
                words += len(found)
                total += sum(map(syllables, found))
    return Reading(words, count, total)
