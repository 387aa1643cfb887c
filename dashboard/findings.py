"""«Das fällt auf»: at most three sentences that say what changed within a year and why, each linked to its chart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dashboard import comparing, records
from dashboard.state import Choices, address
from dashboard.view import View
from pipelines.metrics import Figure, Query
from pipelines.metrics import dimensions as dims
from pipelines.publish import german
from pipelines.publish.sentences import caseload, growth, largest_mover, retention, rounding_note

MOST = 3
_NAME = "active_target_group"
_WHY = {
    records.CORRECTION: "Grund sind berichtigte Lieferungen",
    records.DEFINITION: "Grund ist eine geänderte Definition",
    records.SETTING: "Grund ist eine geänderte Einstellung",
}
_WORTH_TELLING = 10  # persons; smaller moves of a group are everyday noise


def findings(view: View) -> list[tuple[str, str]]:
    """(sentence, address of the chart), the most telling first."""
    told = [_restated(view), _growth(view), _mover(view), _caseload(view), _ukraine(view)]
    lead = "Vorläufig: " if view.preliminary else ""
    return [(lead + item[0], item[1]) for item in told if item and item[0]][:MOST]


def chart_of(
    view: View, key: str, filters: tuple[tuple[str, str], ...] = (), compare: str = comparing.USUAL
) -> str:
    """The address of a chart of the overview that shows the target group: here, unless the address asks for others."""
    wanted = replace(view.state, metric=_NAME, by="", filters=filters, compare=compare)
    here = "" if wanted == view.state else "/" + address(wanted, view.edition, Choices((_NAME,)))
    return f"{here}#{key}"


def _restated(view: View) -> tuple[str, str] | None:
    """The figure itself changed since the release before: a correction or another definition, not people."""
    found = records.restated(view, _NAME)
    if found is None:
        return None
    before, after, reason = found
    day, old, new = german.day(view.as_of), german.number(before), german.number(after)
    return f"Für den {day} stand hier zuletzt {old}, jetzt {new}: {_WHY[reason]}.", "/daten#aenderungen"


def _growth(view: View) -> tuple[str, str] | None:
    before = view.before(_NAME, day=view.year_ago)
    if before is None:
        return None
    entries = view.flow("entries", view.year_ago, view.as_of)
    exits = view.flow("exits", view.year_ago, view.as_of)
    return growth(view.figure(_NAME), before, entries, exits), chart_of(view, "verlauf")


def _mover(view: View) -> tuple[str, str] | None:
    if view.before(_NAME, day=view.year_ago) is None:
        return None
    now, then = _nationalities(view, view.as_of), _nationalities(view, view.year_ago)

    def before(code: str) -> Figure:
        # Nobody of this group a year ago means zero: a count, not a gap.
        return then.get(code) or replace(now[code], as_of=view.year_ago, value=0)

    def moved(code: str) -> int:
        return int((now[code].value or 0) - (before(code).value or 0))

    # What the public world had merged into a rest a year ago was not zero.
    known = [code for code in now if code != "unknown" and (code in then or not view.public)]
    if not known:
        return None
    most = max(known, key=lambda code: (abs(moved(code)), code))
    if abs(moved(most)) < _WORTH_TELLING:
        return None
    label = dims.dimension("nationality").label(most)
    return largest_mover(label, now[most], before(most)) + _moves(view, most, moved(most)), chart_of(
        view, "herkunft"
    )


def _nationalities(view: View, day: date) -> dict[str, Figure]:
    """Of the whole, whatever the address filters: its entries and exits explain the change of the whole only."""
    cells = view.cells(_NAME, "nationality", day, filters={})
    return {cell.by["nationality"]: cell for cell in cells}


def _moves(view: View, nationality: str, moved: int) -> str:
    """Why a group changed: its entries and exits, where this world holds them, and what they do not explain."""
    asked = (
        Query(name, view.as_of, view.year_ago, filters={"nationality": nationality})
        for name in ("entries", "exits")
    )
    came, went = (view.edition.ask(query)[0] for query in asked)
    if came.value is None or went.value is None:
        return ""
    said = f" Dort gab es {german.in_prose(came)} Zugänge und {german.in_prose(went)} Abgänge"
    exact = came.status == "exact"
    rest = moved - int(came.value - went.value)
    return said + (f", dazu {german.number(abs(rest))} Berichtigungen." if exact and rest else ".")


def _caseload(view: View) -> tuple[str, str] | None:
    target = view.target()
    if target is None:
        return None
    now = view.figure("caseload_filled")
    sentence = caseload(now, target["persons_per_fte"], target["source"])
    why = _why(now, view.before("caseload_filled", day=view.year_ago)) if sentence else ""
    return sentence + why, f"/personal?stand={view.as_of:%Y-%m}#schluessel"


def _why(now: Figure, before: Figure | None) -> str:
    """What moved a ratio within a year: persons, positions, or both."""
    if before is None or not before.denominator or german.shown(now) == german.shown(before):
        return ""
    persons = _words(now.numerator, before.numerator, "gleich viele")
    positions = _words(now.denominator, before.denominator, "gleich vielen")
    note = rounding_note(now, before)  # the tile beside it says by how much
    year_ago = german.shown(before) + (f" ({note.removesuffix('.')})" if note else "")
    return f" Vor einem Jahr war es {year_ago}; seitdem: {persons} Personen bei {positions} Stellen."


def _words(now: float | None, before: float | None, same: str) -> str:
    difference = german.exact(now or 0) - german.exact(before or 0)
    return same if difference == 0 else "mehr" if difference > 0 else "weniger"


def _ukraine(view: View) -> tuple[str, str] | None:
    arrived, present = view.figure("ukraine_arrivals_total"), view.figure("ukraine_present")
    if not german.value_of(arrived):
        return None
    return retention(arrived, present), f"/ukraine?stand={view.as_of:%Y-%m}#bestand"
