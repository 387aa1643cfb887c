"""What can be said about staged rows once they are typed: lines around the table, texts that look like formulas."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pipelines.intake import kinds
from pipelines.intake.cells import listed
from pipelines.intake.findings import Finding
from pipelines.intake.kinds import Kind
from pipelines.intake.model import FileAccount
from pipelines.intake.personal.gate import FileGate
from pipelines.intake.words import NOTE, OUTSIDE, RULED
from pipelines.storage import quoted

if TYPE_CHECKING:
    import duckdb

    from pipelines.intake.stage import Filled


def after_typing(
    connection: duckdb.DuckDBPyConnection, filled: Mapping[str, Filled], accounts: Mapping[int, FileAccount]
) -> tuple[dict[int, list[Finding]], set[tuple[str, int]]]:
    """Take blank records, totals and footers of straightly read files out of the staged tables.

    A blank record (`;;;`) is no row at all, as a blank line is none; totals, footers and a header that is printed again
    (a page break) count as outside. What stood in them is looked at like any footer: personal data by file.

    Only rows in which a required cell could not be read are asked, so a record is never taken for a total.
    filled: by kind, how full its staged columns are. Returns personal data by file, and (file, row) of what went:
    what was told about these rows as records is void.
    """
    gates = {number: FileGate(account.file) for number, account in accounts.items()}
    gone = set()
    for name, full in filled.items():
        kind = kinds.load()[name]
        if not any(full.gaps(column.name) for column in kind.columns if column.required):
            continue
        for file_no, row, cells in _take_out(connection, kind):
            gone.add((accounts[file_no].file, row))
            told = [cell for cell in cells if cell]
            accounts[file_no].rows_outside += bool(told)
            accounts[file_no].rows_read -= not told
            for cell in told:
                gates[file_no].corner("Titel- oder Fußzeile", cell, row)
    return {number: found for number, gate in gates.items() if (found := gate.findings())}, gone


def _take_out(connection: duckdb.DuckDBPyConnection, kind: Kind) -> list[tuple[int, int, list[str | None]]]:
    """Delete what is no record; file, row and cells of each."""
    broken = " OR ".join(f"{column.name} IS NULL" for column in kind.columns if column.required)
    raws = ", ".join(f"{column.name}__raw" for column in kind.columns)
    filled = f"list_filter([{raws}], lambda cell: cell IS NOT NULL)"
    alone = f"(len({filled}) = 1 AND regexp_matches({filled}[1], {quoted(NOTE)}, 's'))"
    ruled = f"len(list_filter({filled}, lambda cell: NOT regexp_matches(cell, {quoted(RULED)}))) = 0"  # blank records too
    return connection.execute(
        f"DELETE FROM {kind.staged} WHERE ({broken}) AND (regexp_matches(coalesce({raws}), {quoted(OUTSIDE)}, 'is') "
        f"OR ({_header_again(kind)}) OR {alone} OR {ruled}) RETURNING file_no, row_no, [{raws}]"
    ).fetchall()


def _header_again(kind: Kind) -> str:
    """SQL condition: every required cell holds the header of its own column."""
    return " AND ".join(
        f"lower({column.name}__raw) IN {listed([name.lower() for name in (column.header, *column.aliases)])}"
        for column in kind.columns if column.required
    )  # fmt: skip


def formula_cells(
    connection: duckdb.DuckDBPyConnection, kind: Kind, filled: Filled, names: Mapping[int, str]
) -> list[Finding]:
    """Texts that begin like a formula: they stay text, and are reported once per file and column."""
    parts = []
    for number, column in enumerate(kind.columns):
        raw = f"{column.name}__raw"
        any_text = column.type in ("text", "pseudonym") and not column.pattern
        if not any_text and not filled.unread(column.name):
            continue
        unread = "true" if any_text else f"{column.name} IS NULL"
        parts.append(
            f"SELECT file_no, {number}, min(row_no), count(*) FROM {kind.staged} WHERE {unread} "
            f"AND left({raw}, 1) IN ('=', '+', '-', '@') AND NOT regexp_full_match({raw}, '[+-][0-9.,]+') "
            "GROUP BY file_no"
        )
    rows = connection.execute(" UNION ALL ".join(parts) + " ORDER BY ALL").fetchall() if parts else []
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
