"""Names where the id of a household or of a person should stand. An id is made: it holds figures or is a code."""

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

# How many words in capitals or small letters are no codes any more: pseudonyms may be nothing but letters.
_COLUMNS = {"household_id": 1, "person_id": 3}
# Words that offices write in place of an id or before what they take for one.
_NO_NAMES = frozenset(
    "haushalt haushalts familie familien einzelperson einzel alleinstehend allein single ledig paar ehepaar eltern "  # noqa: SIM905
    "gemeinschaft bedarfsgemeinschaft wohngemeinschaft person ohne keine kein entfaellt offen neu fehlt unbekannt gruppe "
    "nummer".split()
)
_LEADERS = (
    "haushalt",
    "hh",
    "bedarfsgemeinschaft",
    "bg",
    "familie",
    "fam",
    "wohngemeinschaft",
    "wg",
    "paar",
    "ehepaar",
    "person",
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
_LEADER = re.compile(rf"\A(?:(?:{'|'.join(_LEADERS)})[ _:-]+)+", re.IGNORECASE)
_FEW = 3


def surnames(connection: duckdb.DuckDBPyConnection, kind: Kind) -> dict[tuple[int, str, str], list[str]]:
    """Names by file and column, in the form of `search_staged`."""
    found: dict[tuple[int, str, str], list[str]] = {}
    for column in sorted({column.name for column in kind.columns} & _COLUMNS.keys()):
        found |= _in_column(connection, kind, column)
    return found


def _in_column(
    connection: duckdb.DuckDBPyConnection, kind: Kind, column: str
) -> dict[tuple[int, str, str], list[str]]:
    """The same for one column; only cells that read like a word are fetched."""
    rows = connection.execute(
        f"SELECT file_no, list(DISTINCT {column}) FILTER (regexp_full_match({column}, '[^0-9]{{3,}}[0-9]{{0,2}}')), "
        f"count(DISTINCT {column}) FROM {kind.staged} WHERE {column} IS NOT NULL GROUP BY file_no"
    ).fetchall()
    found = {file_no: names_among(texts or [], total, _COLUMNS[column]) for file_no, texts, total in rows}
    return {(no, column, detectors.NAME): sorted(names) for no, names in found.items() if names}


def names_among(texts: Collection[str], total: int, fewest: int) -> set[str]:
    """Texts that are names rather than ids. total: how many different ids the column holds;
    fewest: see `_COLUMNS`.

    A capitalised word is one wherever it stands. Words in capitals or small letters may be codes, which are all of one
    length, and words before a number may be all the same prefix: they count where most of the column is such words.
    «Haushalt Petrenko» is judged by what stands behind the household.
    """
    bare = {text: _LEADER.sub("", text) for text in texts}
    words = {text for text in texts if _is_no_everyday_word(bare[text])}
    names = {text for text in words if _CAPITALISED.fullmatch(bare[text])}
    letters = {text for text in words if _LETTERS.fullmatch(text)} - names
    if len(letters) >= fewest and len(letters | names) * 2 > total and not _are_codes(letters):
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
