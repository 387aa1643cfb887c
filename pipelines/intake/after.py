"""What can be said about staged rows once they are typed: lines around the table, texts that look like formulas."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pipelines.intake import kinds
from pipelines.intake.cells import listed, quoted
from pipelines.intake.findings import Finding
from pipelines.intake.kinds import Kind
from pipelines.intake.model import FileAccount
from pipelines.intake.words import OUTSIDE

if TYPE_CHECKING:
    import duckdb


def after_typing(connection: duckdb.DuckDBPyConnection, accounts: Mapping[int, FileAccount]) -> None:
    """Take blank records, totals and footers of straightly read files out of the staged tables.

    A blank record (`;;;`) is no row at all, as a blank line is none; totals, footers and a header that is printed again
    (a page break) count as outside.

    Only rows in which a required cell could not be read are asked, so a record is never taken for a total.
    """
    for kind in kinds.load().values():
        broken = " OR ".join(f"{column.name} IS NULL" for column in kind.columns if column.required)
        first = ", ".join(f"{column.name}__raw" for column in kind.columns)
        gone = connection.execute(
            f"DELETE FROM {kind.staged} WHERE ({broken}) AND (coalesce({first}) IS NULL OR ({_header_again(kind)}) "
            f"OR regexp_matches(coalesce({first}), {quoted(OUTSIDE)}, 'is')) RETURNING file_no, coalesce({first}) IS NULL"
        ).fetchall()
        for file_no, blank in gone:
            accounts[file_no].rows_outside += not blank
            accounts[file_no].rows_read -= blank


def _header_again(kind: Kind) -> str:
    """SQL condition: every required cell holds the header of its own column."""
    return " AND ".join(
        f"lower({column.name}__raw) IN {listed([name.lower() for name in (column.header, *column.aliases)])}"
        for column in kind.columns if column.required
    )  # fmt: skip


def formula_cells(
    connection: duckdb.DuckDBPyConnection, kind: Kind, names: Mapping[int, str]
) -> list[Finding]:
    """Texts that begin like a formula: they stay text, and are reported once per file and column."""
    parts = []
    for number, column in enumerate(kind.columns):
        raw = f"{column.name}__raw"
        unread = "true" if column.type in ("text", "pseudonym") else f"{column.name} IS NULL"
        parts.append(
            f"SELECT file_no, {number}, min(row_no), count(*) FROM {kind.staged} WHERE {unread} "
            f"AND left({raw}, 1) IN ('=', '+', '-', '@') AND NOT regexp_full_match({raw}, '[+-][0-9.,]+') "
            "GROUP BY file_no"
        )
    rows = connection.execute(" UNION ALL ".join(parts) + " ORDER BY ALL").fetchall()
    return [
        Finding(
            "formula_cell",
            "info",
            names[file_no],
            row,
            kind.columns[number].header,
            f"Ein Text beginnt wie eine Formel; er bleibt Text ({'1 Zeile' if count == 1 else f'{count} Zeilen'}).",
        )
        for file_no, number, row, count in rows
    ]
