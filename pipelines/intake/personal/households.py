"""Names where the id of a household should stand. An id is made: it holds figures or is a code, a name is a word."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import TYPE_CHECKING

from pipelines.intake.kinds import Kind
from pipelines.intake.personal import detectors
from pipelines.intake.personal.people import is_everyday
from pipelines.intake.words import fold

if TYPE_CHECKING:
    import duckdb

_COLUMN = "household_id"
# Words that offices write in place of an id or before its number.
_NO_NAMES = frozenset(
    "haushalt haushalts familie familien einzelperson einzel alleinstehend allein single ledig paar ehepaar eltern "  # noqa: SIM905
    "gemeinschaft bedarfsgemeinschaft wohngemeinschaft ohne keine kein entfaellt offen neu fehlt gruppe nummer".split()
)
_WORD = r"[^\W\d_]{3,}"
# «Müller», «Al-Hassan», «de Vries», but neither «ABC» nor «abc».
_CAPITALISED = re.compile(
    r"(?:[^\W\d_]{1,4}[ '’-]+){0,2}[^\W\d_a-zäöüß][^\W\d_A-ZÄÖÜ]{2,}(?:[ '’-]+[^\W\d_]+){0,3}"
)
_LETTERS = re.compile(r"(?:[^\W\d_]{1,4}[ '’-]+){0,2}[^\W\d_]{4,}(?:[ '’-]+[^\W\d_]+){0,3}")
# What says of itself that it is something else is told as that.
_TOLD = detectors.ALL - {detectors.NAME}
_NUMBERED = re.compile(rf"({_WORD}(?:[ '’-]{_WORD})*)[ _/.-]?\d{{1,2}}")
_HEX = re.compile(r"[A-Fa-f]{6,}")  # a number that happens to hold no figure
_FEW = 3


def surnames(connection: duckdb.DuckDBPyConnection, kind: Kind) -> dict[tuple[int, str, str], list[str]]:
    """Names by file and column, in the form of `search_staged`; only cells that read like a word are fetched."""
    if _COLUMN not in {column.name for column in kind.columns}:
        return {}
    rows = connection.execute(
        f"SELECT file_no, list(DISTINCT {_COLUMN}) FILTER (regexp_full_match({_COLUMN}, '[^0-9]{{3,}}[0-9]{{0,2}}')), "
        f"count(DISTINCT {_COLUMN}) FROM {kind.staged} WHERE {_COLUMN} IS NOT NULL GROUP BY file_no"
    ).fetchall()
    found = {file_no: names_among(texts or [], total) for file_no, texts, total in rows}
    return {(no, _COLUMN, detectors.NAME): sorted(names) for no, names in found.items() if names}


def names_among(texts: Collection[str], total: int) -> set[str]:
    """Texts that are names rather than ids. total: how many different ids the column holds.

    A capitalised word is one wherever it stands. Words in capitals or small letters may be codes, which are all of one
    length, and words before a number may be all the same prefix: they count where most of the column is such words.
    """
    words = {text for text in texts if _is_no_everyday_word(text)}
    names = {text for text in words if _CAPITALISED.fullmatch(text)}
    letters = {text for text in words if _LETTERS.fullmatch(text)} - names
    if letters and len(letters | names) * 2 > total and not _are_codes(letters):
        names |= letters
    numbered = {text: found[1] for text in words if (found := _NUMBERED.fullmatch(text))}
    if len(set(numbered.values())) >= _FEW and len(numbered.keys() | names) * 2 > total:
        names |= {text for text in numbered if any(map(str.islower, text))}
    return names


def _is_no_everyday_word(text: str) -> bool:
    words = re.findall(_WORD, text)
    if (
        not words
        or _HEX.fullmatch(text)
        or any(is_everyday(word) or fold(word) in _NO_NAMES for word in words)
    ):
        return False
    return detectors.find(text, _TOLD) is None


def _are_codes(texts: Collection[str]) -> bool:
    return len(texts) >= _FEW and len({len(text) for text in texts}) == 1
