"""The press sheet of an address: rounded and embargoed as typed, approved when the register says so.

An approval is no word in an address: it is what the register of published figures holds (docs/DASHBOARD.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import cast

from dashboard.view import View
from pipelines.errors import NotAvailable, UsageProblem
from pipelines.publish import press, register, worlds
from pipelines.publish.press import Approval, Sheet, approved, embargo, grain
from pipelines.publish.register import Entry
from pipelines.publish.register.approval import approver, record
from pipelines.publish.register.words import sentences
from pipelines.releases import Release

MOST_WARNINGS = 5


@dataclass(frozen=True)
class Desk:
    """One sheet with what an approval of it needs. by: who approved it, "" for a draft."""

    sheet: Sheet
    edition: worlds.Edition
    as_of: date
    until: datetime | None
    by: str

    @property
    def preliminary(self) -> bool:
        return self.edition.preliminary(self.as_of)


def desk_of(view: View) -> Desk:
    """The sheet for the Stichtag, the rounding and the embargo of the address.

    Raises NotAvailable without a public world or for a day that it does not know, UsageProblem for what was typed.
    """
    release, fields = cast(Release, view.edition.release), dict(view.state.fields)
    edition, answers = worlds.edition(release, view.settings), worlds.public_answers(release)
    step = grain.read(fields.get("rundung", ""), edition.base)
    until = embargo.read(fields.get("sperrtag", ""), fields.get("sperrzeit", ""))
    known = register.standing(view.home) if view.home else []

    def made(approval: Approval, before: Sequence[Entry]) -> Sheet:
        return press.make(
            answers, edition, view.as_of, step, approval, partial(register.public_words, before)
        )

    draft = made(Approval("", until), known)
    own = approved.found(draft, edition, Approval("", until), known)
    if not own:
        return Desk(draft, edition, view.as_of, until, "")
    # What was last published is what stood there before this sheet.
    by, ids = approver(own[0]), {entry.id for entry in own}
    signed = made(Approval(by, until), [entry for entry in known if entry.id not in ids])
    return Desk(signed, edition, view.as_of, until, by)


def contradictions(view: View, desk: Desk) -> list[list[str]]:
    """What the figures of the sheet contradict in print, each as its sentences; only public figures are named."""
    if view.home is None or desk.by:
        return []
    new = approved.entries(desk.sheet, desk.edition, Approval("?", desk.until), date.today())
    return [sentences(conflict) for conflict in register.contradicting(view.home, new, public=True)]


def approve(view: View, name: str) -> None:
    """Write the figures of the sheet into the register; a sheet that is approved already changes nothing.

    Raises UsageProblem without a name, NotAvailable for preliminary figures; otherwise like `desk_of`.
    """
    desk = desk_of(view)
    if desk.preliminary:
        raise NotAvailable(PRELIMINARY)
    approval = Approval(name, desk.until)
    if not approval.name:
        raise UsageProblem("Es fehlt, wer freigibt; bitte den Namen eintragen.")
    if not desk.by and view.home is not None:
        record(view.home, approved.entries(desk.sheet, desk.edition, approval, date.today()))


PRELIMINARY = "Vorläufige Zahlen gibt diese Seite nicht frei; bitte einen Stichtag bis zum Datenstand wählen."
