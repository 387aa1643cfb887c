"""From a workbook to its table: which sheet holds it, and what else the other sheets say."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.intake import layout as layouts
from pipelines.intake import workbook
from pipelines.intake.kinds import Kind
from pipelines.intake.layout import Layout
from pipelines.intake.model import FileAccount, Record, empty
from pipelines.intake.personal.gate import FileGate
from pipelines.intake.profiles import Profile
from pipelines.intake.tables import Sibling, Table, explain, no_header
from pipelines.intake.words import fold, is_outside, repair, tidy, unwrap


def find(
    book: workbook.Workbook, kind: Kind, profile: Profile | None, account: FileAccount, gate: FileGate
) -> Table:
    """The table of a workbook: the profile's sheet, else the one whose header fits best; the others are searched.

    A sheet with records goes before an empty form with the same header. Raises FileRefused when no sheet has a header
    of this kind.
    """
    found = _tables(book, kind, profile)
    for sheet in book.sheets:
        gate.corner("Name eines Tabellenblatts", sheet.name)
    for place, words in book.corners:
        gate.corner(place, words)
    chosen = max(found, key=lambda number: _rank(number, book.sheets[number], *found[number]), default=None)
    for number, sheet in enumerate(book.sheets):
        if number != chosen:
            _search(sheet, gate)
    if book.sheets and not any(any(record) for sheet in book.sheets for record in sheet.records):
        raise empty(account.file)
    if chosen is None:
        raise no_header(account.file, kind)
    sheet, layout = book.sheets[chosen], found[chosen][0]
    account.encoding, account.sheet, account.header_row = "xlsx", sheet.name, layout.header_row
    account.explanation = explain(account, "xlsx")
    siblings = tuple(
        Sibling(other.name, other.visible, len(list(_rows(other, place))))
        for number, (place, whole, filled) in found.items()
        if number != chosen and whole and filled and (other := book.sheets[number])
    )
    formulas = sheet.empty_formulas
    return Table(layout, lambda: iter(sheet.records), empty_formulas=formulas, siblings=siblings)


def _tables(
    book: workbook.Workbook, kind: Kind, profile: Profile | None
) -> dict[int, tuple[Layout, bool, bool]]:
    """By number of the sheet: its layout, whether no required column is missing, whether it holds any record."""
    own, row = (profile.headers, profile.header_row) if profile else ({}, None)
    fixed = profile.fixed if profile else {}
    needed = {column.name for column in kind.columns if column.required} - set(fixed)
    found = {}
    for number, sheet in enumerate(book.sheets):
        head = [[unwrap(tidy(repair(cell))) for cell in record] for record in sheet.records[:60]]
        layout = layouts.find(head, kind, own, row)
        if layout and (profile is None or profile.sheet is None or fold(sheet.name) == fold(profile.sheet)):
            found[number] = layout, needed <= set(layout.positions), any(_rows(sheet, layout))
    return found


def _rows(sheet: workbook.Sheet, layout: Layout) -> Iterator[Record]:
    """Records below the header that are neither blank nor a line around the table."""
    tidied = ([tidy(cell) for cell in record] for record in sheet.records[layout.header_row :])
    return (record for record in tidied if any(record) and not is_outside(record))


def _rank(
    number: int, sheet: workbook.Sheet, layout: Layout, whole: bool, filled: bool
) -> tuple[bool, bool, int, bool, int]:
    return whole, filled, len(layout.positions), sheet.visible, -number


def _search(sheet: workbook.Sheet, gate: FileGate) -> None:
    place = "Weiteres Tabellenblatt" if sheet.visible else "Ausgeblendetes Tabellenblatt"
    header: Record = []
    for row, record in enumerate(sheet.records, start=1):
        for position, cell in enumerate(record):
            words = tidy(cell)
            if not words:
                continue
            gate.corner(place, words, row)
            gate.promised(place, header[position] if position < len(header) else "", words, row)
        header = header or ([tidy(cell) for cell in record] if sum(map(bool, record)) > 1 else [])
