"""From what an office writes to the code of the list: codes, labels, aliases, ISO codes, lost zeros."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from pipelines import codelists
from pipelines.intake.kinds import Column
from pipelines.intake.words import EMPTY_WORDS, fold

_LIST_MARKS = re.compile(r"[|;,/\n]")


@dataclass
class Reader:
    """Reads the cells of one code column; `canonical` are the cells that need no reading at all.

    nothing: words for «nothing here» (`-`, `k. A.`, `NULL`). They are an empty cell, unless the list or a profile
    has the word itself: «unbekannt» says that something was asked and is not known.
    """

    column: Column
    words: Mapping[str, str]
    canonical: frozenset[str]
    historic: Mapping[str, str] = field(default_factory=dict)
    nothing: frozenset[str] = EMPTY_WORDS

    def one(self, cell: str) -> str | None:
        """The code of one word, or None."""
        if self.is_empty(cell):  # first, for without its stroke «n/a» would be Namibia
            return None
        folded = fold(cell)
        if folded.isdigit() and self.column.codelist == "nationality":
            # A spreadsheet turns 000 into 0: the Destatis number has three digits.
            folded = folded.zfill(3)
        return self.words.get(folded) if folded else None

    def many(self, cell: str) -> list[str] | None:
        """The codes of a list such as `WOHNEN|ARBEIT`, or None when one of them is unknown."""
        whole = self.one(cell)
        if whole:
            return [whole]
        codes = [self.one(word) for word in _LIST_MARKS.split(cell) if word.strip()]
        return None if None in codes or not codes else [code for code in dict.fromkeys(codes) if code]

    def is_empty(self, cell: str) -> bool:
        """True for a word that means «nothing here» (and is no code of this list)."""
        return cell.casefold() in self.nothing


def reader(column: Column, own: Mapping[str, str], more_traeger: Iterable[str]) -> Reader:
    """The reader of a code column. own: a profile's words → code or label. more_traeger: Träger beyond the list.

    Order of trust: the code itself, the profile's words, ISO codes, labels, aliases; the first meaning stays.
    """
    entries = codelists.load(column.codelist or "")
    words = {fold(code): code for code in entries}
    if column.codelist == "traeger":
        words |= {fold(name): name for name in more_traeger if fold(name) not in words}
    for part in ("iso2", "iso3", "label"):
        for code, entry in entries.items():
            words.setdefault(fold(getattr(entry, part)), code)
    for code, entry in entries.items():
        for alias in entry.aliases:
            words.setdefault(fold(alias), code)
    words |= {fold(word): words.get(fold(meaning), meaning) for word, meaning in own.items()}
    words.pop("", None)
    historic = {code: entry.historic for code, entry in entries.items() if entry.historic}
    untouched = frozenset(
        set(words.values()) - {words.get(fold(word), word) for word in own if word in entries}
    )
    return Reader(column, words, untouched, historic, _nothing(column, {fold(word) for word in own}))


def _nothing(column: Column, own: Collection[str]) -> frozenset[str]:
    """What `Reader.nothing` holds; a profile that gives one of the words a meaning of its own is believed."""
    entries = codelists.load(column.codelist or "").values()
    said = {word.casefold() for entry in entries for word in (entry.code, entry.label, *entry.aliases)}
    return frozenset(word for word in EMPTY_WORDS - said if fold(word) not in own)
