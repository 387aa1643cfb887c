"""The approval of a press sheet: what it writes into the register, and who approved a sheet according to it.

Command line and page approve by the same act: a sheet is approved when the register holds its figures, with the
sentences and the embargo that were approved.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from pipelines.publish.press import Approval, Sheet, until
from pipelines.publish.register import approval as approvals
from pipelines.publish.register.model import Entry
from pipelines.publish.worlds import Edition

MEDIUM = "Presseblatt"


def entries(sheet: Sheet, edition: Edition, approval: Approval, today: date) -> list[Entry]:
    """What the sheet prints, for the register; nothing without a name. Printed on the day of the embargo, else today."""
    name = approval.name
    if not name:
        return []
    published = approval.embargo.date() if approval.embargo else today
    note = f"Sperrfrist {until(approval.embargo)}" if approval.embargo else ""
    return approvals.entries(sheet.document, MEDIUM, published, edition, name, note)


def found(sheet: Sheet, edition: Edition, approval: Approval, known: Iterable[Entry]) -> list[Entry]:
    """The entries that the newest approval of this very sheet wrote, [] when nobody approved it; whoever it was.

    Release, figures, sentences and embargo must be the same; the name in `approval` does not matter.
    """
    wanted = {_content(entry) for entry in entries(sheet, edition, replace(approval, by="?"), date.min)}
    groups: dict[str, list[Entry]] = {}
    paper = approvals.Paper(MEDIUM, sheet.document.as_of, edition.release)
    for entry in known:
        if paper.holds(entry) and _content(entry) in wanted:
            groups.setdefault(entry.source, []).append(entry)
    whole = [group for group in groups.values() if wanted <= {_content(entry) for entry in group}]
    return whole[-1] if wanted and whole else []


def _content(entry: Entry) -> Entry:
    """An entry without who approved it and when."""
    return replace(approvals.content(entry), source="")
