"""The gate over staged rows: the database finds the few texts that deserve a closer look, whatever the number of rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from pipelines.intake.findings import Finding
from pipelines.intake.kinds import Column, Kind
from pipelines.intake.personal import days, detectors
from pipelines.intake.personal.gate import MUNICIPALITY, told
from pipelines.intake.personal.households import surnames
from pipelines.intake.personal.mentions import hides_in_an_id
from pipelines.storage import quoted

if TYPE_CHECKING:
    import duckdb

    from pipelines.intake.stage import Filled

_ONLY_NUMBERS = re.compile(r"[\d.\-/: ]{3,19}")
# Serial ids such as K20220001 look like passport numbers one by one; together they share their first letters.
_SERIAL = r"[A-Z]{1,2}[0-9]{6,9}"
_IDS = frozenset({"contact_id", "position_no", "grant_no"})
_ANY_IDS = _IDS | {"household_id", "person_id"}
# Dates are read as such, numbers mean what they say.
_MEASURED = frozenset({"date", "integer", "fte", "eur"})
_Hits = dict[tuple[int, str, str], list[str]]  # texts by file, column and what they are


def search_staged(
    connection: duckdb.DuckDBPyConnection,
    kind: Kind,
    filled: Filled,
    names: Mapping[int, str],
    sites: Collection[str],
) -> dict[int, list[Finding]]:
    """Findings by file in the staged rows of a kind. sites: names of housing sites, which may be addresses."""
    asked = [column for column in kind.columns if _is_free_text(column) or filled.unread(column.name)]
    parts = [_suspects(connection, kind, column) for column in asked]
    suspects = connection.execute(" UNION ALL ".join(parts)).fetchall() if parts else []
    hits = (
        _born(connection, kind, asked) | _born_as_serial(connection, kind, asked) | surnames(connection, kind)
    )
    for key, days_found in _born_on_days(connection, kind, asked).items():
        hits[key] = sorted({*hits.get(key, []), *days_found})
    for name, file_no, text in suspects:
        if what := _in_column(kind, kind.column(name), text, sites):
            known = hits.setdefault((file_no, name, what), [])
            known += [text] * (text not in known)
    found: dict[int, list[Finding]] = {}
    for (file_no, name, what), texts in sorted(hits.items()):
        rows = _rows_with(connection, kind, name, file_no, texts)
        header = kind.column(name).header
        sentence = told(f"Spalte «{header}»", what, rows)
        found.setdefault(file_no, []).append(
            Finding("personal_data", "error", names[file_no], rows[0], header, sentence)
        )
    return found


def _born(connection: duckdb.DuckDBPyConnection, kind: Kind, asked: Sequence[Column]) -> _Hits:
    """Days of birth written as one number (dates are read as such, numbers mean what they say)."""
    columns = [column for column in asked if column.type not in _MEASURED]
    where = "length(raw) = 8 AND regexp_full_match(raw, '[0-9]{8}')"
    return _judged(connection, kind, columns, "list(raw)", where, days.days_of_birth)


def _born_on_days(connection: duckdb.DuckDBPyConnection, kind: Kind, asked: Sequence[Column]) -> _Hits:
    """Days of birth written as days, judged by their neighbours in the column: «12.03.85» beside «24.12.01».

    Numbers of contacts, posts and grants are parted like that too and name no person.
    """
    columns = [column for column in asked if column.type not in _MEASURED and column.name not in _IDS]
    where = f"length(raw) <= 19 AND regexp_matches(raw, {quoted(days.LIKE_A_DAY)})"
    return _judged(connection, kind, columns, "list(DISTINCT raw ORDER BY raw)", where, days.born_among)


def _judged(
    connection: duckdb.DuckDBPyConnection,
    kind: Kind,
    columns: Sequence[Column],
    texts: str,
    where: str,
    born: Callable[[list[str]], Iterable[str]],
) -> _Hits:
    """The texts of each file and column that `born` takes for days of birth.

    texts: what `born` is given of those that hold `where`; both are SQL about `raw`.
    """
    hits: _Hits = {}
    for column in columns:
        rows = connection.execute(
            f"SELECT file_no, {texts} FROM (SELECT file_no, {column.name}__raw AS raw FROM {kind.staged}) "
            f"WHERE {where} GROUP BY file_no"
        ).fetchall()
        for file_no, among in rows:
            if found := born(among):
                hits[file_no, column.name, detectors.BIRTH] = sorted(found)
    return hits


def _born_as_serial(connection: duckdb.DuckDBPyConnection, kind: Kind, asked: Sequence[Column]) -> _Hits:
    """Days of birth as a spreadsheet counts them (31118) or in six digits (120385), where most of a file's years of birth
    are such numbers.

    One of them is rather a year with a digit too many.
    """
    if "birth_year" not in {column.name for column in asked}:
        return {}
    short = "(0[1-9]|[12][0-9]|3[01])(0[1-9]|1[0-2])[0-9]{2}"
    serial = f"regexp_full_match(birth_year__raw, '[1-4][0-9]{{4}}([.,]0+)?|{short}')"
    rows = connection.execute(
        f"SELECT file_no, list(DISTINCT birth_year__raw) FILTER ({serial}) FROM {kind.staged} "
        f"GROUP BY file_no HAVING count(*) FILTER ({serial}) * 2 > count(birth_year__raw)"
    ).fetchall()
    return {(file_no, "birth_year", detectors.BIRTH): sorted(texts) for file_no, texts in rows}


def _suspects(connection: duckdb.DuckDBPyConnection, kind: Kind, column: Column) -> str:
    """A query for the texts of a column that deserve a closer look: what could not be read, and odd free texts."""
    raw = f"{column.name}__raw"
    head = f"SELECT DISTINCT {quoted(column.name)}, file_no, {raw} FROM {kind.staged} WHERE {raw} IS NOT NULL AND "
    if not _is_free_text(column):
        return f"{head}{column.name} IS NULL"
    suspicious = f"regexp_matches({raw}, {quoted(detectors.SUSPICIOUS)})"
    prefixes = _serial_prefixes(connection, kind, raw)
    if prefixes:
        serial = f"({'|'.join(prefixes)})[0-9]+"
        suspicious += f" AND NOT regexp_full_match({raw}, {quoted(serial)})"
    return head + suspicious


def _is_free_text(column: Column) -> bool:
    """Anything can stand in such a column, so being read says nothing about it."""
    return column.type in ("text", "pseudonym") and not column.pattern


def _serial_prefixes(connection: duckdb.DuckDBPyConnection, kind: Kind, raw: str) -> list[str]:
    """First letters that at least half of a column's texts share, two of them at least."""
    rows = connection.execute(
        f"SELECT CASE WHEN regexp_full_match({raw}, '{_SERIAL}') THEN regexp_extract({raw}, '^[A-Z]+') END AS letters, "
        f"count(*) FROM {kind.staged} WHERE {raw} IS NOT NULL GROUP BY letters"
    ).fetchall()
    total = sum(count for _, count in rows)
    return [letters for letters, count in rows if letters and count >= 2 and count * 2 >= total]


def _in_column(kind: Kind, column: Column, text: str, sites: Collection[str]) -> str | None:
    wanted = detectors.ALL
    if column.name in _IDS:
        # Letters and digits are what numbers of contacts, posts and grants are made of; they name no person.
        wanted -= {detectors.HASH, detectors.PASSPORT}
    if column.type == "pseudonym":
        wanted = detectors.OF_PSEUDONYMS
    elif column.name == "site":
        # A site may be a street with a number where the list of sites names it; that list itself is such a list.
        if text in sites or kind.table == "sites":
            wanted -= {detectors.ADDRESS, detectors.NAME}
    elif column.name == "ags" and MUNICIPALITY.fullmatch(text):
        return None
    elif column.type == "date" and _ONLY_NUMBERS.fullmatch(text):
        wanted -= {detectors.PHONE}
    if column.name == "birth_year" and days.holds_full_day(text):
        return detectors.BIRTH
    if column.type not in _MEASURED and days.is_long_day_of_old(text):
        return detectors.BIRTH
    if what := detectors.find(text, wanted):
        return what
    return detectors.NAME if column.name in _ANY_IDS and hides_in_an_id(text) else None


def _rows_with(
    connection: duckdb.DuckDBPyConnection, kind: Kind, name: str, file_no: int, texts: Sequence[str]
) -> list[int]:
    rows = connection.execute(
        f"SELECT row_no FROM {kind.staged} WHERE file_no = ? AND list_contains(?::VARCHAR[], {name}__raw) "
        "ORDER BY row_no",
        [file_no, list(texts)],
    ).fetchall()
    return [row[0] for row in rows]
