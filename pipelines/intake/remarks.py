"""What the intake remarks about cells that it reads all the same: placeholders, historic codes, American days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from pipelines.intake import cells, codes
from pipelines.intake.findings import Finding
from pipelines.intake.kinds import Column

if TYPE_CHECKING:
    import duckdb

    from pipelines.intake.stage import Batch

_SLASHED = "^([0-9]{1,2})/([0-9]{1,2})/([0-9]{2}|[0-9]{4})$"


_AMERICAN = "Die Tage stehen als Monat/Tag/Jahr und wurden so gelesen; bitte als TT.MM.JJJJ liefern."
_EITHER = (
    "Ob die Tage mit Schrägstrich Tag/Monat oder Monat/Tag meinen, ist offen; bitte als TT.MM.JJJJ liefern."
)


def slashed_days(
    connection: duckdb.DuckDBPyConnection, batch: Batch, odd: Sequence[Column], names: Mapping[int, str]
) -> tuple[list[int], list[Finding]]:
    """Files whose days with strokes are month/day/year, and what to tell about strokes.

    03/04/2017 says nothing of its order. One 03/26/2017 in the file does, as long as no 26/03/2017 stands beside it:
    office programs write a file in one order. Where nothing says it, day/month is read, and a warning tells so.
    odd: the columns with cells that are not in the plainest dress; only there a stroke can be.
    """
    dates = [column.name for column in odd if column.type == "date"]
    if not dates or batch.date_formats:  # a profile says how its days are written
        return [], []
    parts = " UNION ALL ".join(
        f"SELECT file_no, row_no, {number} AS place, regexp_extract({name}, '{_SLASHED}', 1) AS one, "
        f"regexp_extract({name}, '{_SLASHED}', 2) AS two FROM {batch.table} WHERE contains({name}, '/')"
        for number, name in enumerate(dates)
    )
    rows = connection.execute(
        "SELECT file_no, min((row_no, place)), max(one::INTEGER) > 12, max(two::INTEGER) > 12 "
        f"FROM ({parts}) WHERE one <> '' GROUP BY file_no ORDER BY file_no"
    ).fetchall()
    findings = []
    for file_no, (row, place), day_first, month_first in rows:
        header = batch.kind.column(dates[place]).header
        if month_first and not day_first:
            findings.append(Finding("bad_format", "info", names[file_no], row, header, _AMERICAN))
        elif not month_first and not day_first:
            findings.append(Finding("bad_format", "warning", names[file_no], row, header, _EITHER))
    american = [file_no for file_no, _, day_first, month_first in rows if month_first and not day_first]
    return american, findings


def sentinel_dates(
    connection: duckdb.DuckDBPyConnection, batch: Batch, odd: Sequence[Column], names: Mapping[int, str]
) -> list[Finding]:
    """Days that stand for «none»: read as empty, told once per file and column. odd: as in `slashed_days`."""
    dates = [column for column in odd if column.type == "date"]
    if not dates:
        return []
    parts = [
        f"SELECT file_no, {number}, min(row_no), count(*) FROM {batch.table} "
        f"WHERE {cells.empty_date(column.name)} GROUP BY file_no"
        for number, column in enumerate(dates)
    ]
    rows = connection.execute(" UNION ALL ".join(parts) + " ORDER BY ALL").fetchall()
    return [
        Finding(
            "sentinel_date",
            "info",
            names[file_no],
            row,
            dates[number].header,
            f"Ein Platzhalter-Datum (z. B. 31.12.9999) wurde als leer gelesen ({_rows(count)}).",
        )
        for file_no, number, row, count in rows
    ]


def historic(
    connection: duckdb.DuckDBPyConnection,
    batch: Batch,
    reader: codes.Reader,
    found: Sequence[str],
    names: Mapping[int, str],
) -> list[Finding]:
    findings = []
    for cell in found:
        code = reader.one(cell)
        if code is not None and code in reader.historic:
            name = reader.column.name
            rows = connection.execute(
                f"SELECT file_no, min(row_no), count(*) FROM {batch.table} WHERE {name} = ? GROUP BY ALL ORDER BY ALL",
                [cell],
            ).fetchall()
            sentence = (
                f"Der Schlüssel {code} ist historisch (gültig {reader.historic[code]}) und wurde so gelesen"
            )
            findings += [
                Finding(
                    "historic_code",
                    "info",
                    names[file_no],
                    row,
                    reader.column.header,
                    f"{sentence} ({_rows(n)}).",
                )
                for file_no, row, n in rows
            ]
    return findings


def _rows(count: int) -> str:
    return "1 Zeile" if count == 1 else f"{count} Zeilen"
