"""Sentences made from figures: what a number is, how it changed, and why."""

from __future__ import annotations

from datetime import date

from pipelines.metrics.catalogue import Metric
from pipelines.metrics.model import Figure
from pipelines.months import is_month_end
from pipelines.publish import german
from pipelines.publish.document import printed_number
from pipelines.publish.smallbase import base_unit, smallest_base, too_few

ROUNDING = "Abweichungen durch Rundung."
_COUNTED = {"persons", "fte", "consultations", "places"}


def statement(metric: Metric, now: Figure, before: Figure | None = None, when: str = "vor einem Jahr") -> str:
    """One sentence about a figure and its change: «Am 30.06.2022 waren es 1.048 …, 29 mehr als …»."""
    value = german.value_of(now)
    if value is None:
        return f"{metric.name}: Für den {german.day(now.as_of)} ist kein Wert bestimmt ({german.shown(now)})."
    if too_few(now):
        return f"{metric.name}: Für einen Anteil sind es zu wenige {base_noun(now)}."
    return f"{_core(metric, now)}{_tail(now, before, when)}."


def _core(metric: Metric, now: Figure) -> str:
    value = german.value_of(now)
    assert value is not None  # `statement` has answered that already
    day = german.day(now.as_of)
    amount, quantity = german.in_prose(now), quantity_of(now) + _base(metric, now)
    if now.kind == "flow" and now.period_from is None:
        return f"{metric.name} im Jahr {now.as_of.year}: {quantity}"
    if now.period_from is not None:
        return f"{metric.name} {period(now.period_from, now.as_of)}: {quantity}"
    if now.unit == "per_1000":
        return f"Am {day} waren es {amount} {metric.short}{_base(metric, now)}"
    if now.unit in _COUNTED and metric.short[0] not in "0123456789":
        return f"Am {day} waren es {amount} {metric.short}"
    if now.unit == "fraction" and metric.short.startswith("Anteil"):
        return f"Der {metric.short} lag am {day} bei {quantity}"
    return f"{metric.name} am {day}: {quantity}"


def base_noun(figure: Figure) -> str:
    """Of what a share is one, in the plural: «Personen», «Plätze»."""
    return german.UNIT_NAMES[base_unit(figure)].removesuffix(" (VZÄ)")


def _base(metric: Metric, figure: Figure) -> str:
    """What a share of persons or a figure per inhabitant was taken of: « (von 805)», « (bei 51.349 Einwohnern)»."""
    if figure.denominator is None or metric.calendar_year:
        return ""
    base = german.number(figure.denominator)
    return {"fraction": f" (von {base})", "per_1000": f" (bei {base} Einwohnern)"}.get(figure.unit, "")


def quantity_of(figure: Figure) -> str:
    """The figure's one string with its noun; a published percentage is a whole one."""
    if figure.unit == "fraction" and figure.status == "rounded":
        return german.in_prose(figure).replace("%", "Prozent")
    return german.quantity(german.value_of(figure) or 0, figure.unit)


def share(part: Figure, whole: Figure) -> str:
    """«78,1 Prozent», of published figures «78 Prozent»; «» when the base is too small for a percentage."""
    above, below = german.value_of(part), german.value_of(whole)
    public = "rounded" in (part.status, whole.status)
    if above is None or not below or below < smallest_base(public):
        return ""
    return german.percent(above / below, 0 if public else 1).replace("%", "Prozent")


def _tail(now: Figure, before: Figure | None, when: str) -> str:
    old = german.value_of(before) if before and not too_few(before) else None
    new = german.value_of(now)
    if old is None or new is None:
        return ""
    return ", " + german.change(new, old, now.unit, when, now.status == "rounded")


def rounding_note(now: Figure, before: Figure | None) -> str:
    """What has to stand by a change that is not the difference of the two printed numbers, else «».

    A change is rounded once, from exact values: 294,3 − 282,5 are 12, and 1 : 294 beside 1 : 283 looks like 11.
    """
    new, old = german.value_of(now), german.value_of(before) if before else None
    if new is None or old is None or any(too_few(figure) for figure in (now, before) if figure):
        return ""
    size, one, other = (
        printed_number(value, now.unit, now.status == "rounded") for value in (abs(new - old), new, old)
    )
    return "" if size == abs(one - other) else ROUNDING


def period(after: date, until: date) -> str:
    """«im Juni 2022», «vom 01.07.2021 bis 30.06.2022»: the days after `after` up to and including `until`."""
    first = date.fromordinal(after.toordinal() + 1)
    whole_month = first.day == 1 and (first.year, first.month) == (until.year, until.month)
    last_day = date.fromordinal(until.toordinal() + 1).day == 1
    if whole_month and last_day:
        return f"im {german.month(until)}"
    return f"vom {german.day(first)} bis {german.day(until)}"


def months_or_days(after: date, until: date) -> str:
    """The same period as a heading names it: «Juni 2022», «Juli 2021 bis Juni 2022», else its first and last day."""
    first = date.fromordinal(after.toordinal() + 1)
    if first.day != 1 or not is_month_end(until):
        return f"{german.day(first)} bis {german.day(until)}"
    name, last = german.month(first), german.month(until)
    return last if name == last else f"{name} bis {last}"


def tile_change(now: Figure, before: Figure | None, when: str, noun: str) -> str:
    """The change under a tile, or why there is none. when, noun: the day compared with, and what it is called."""
    known = [figure for figure in (now, before) if figure and german.value_of(figure) is not None]
    if before is None or len(known) < 2 or any(map(too_few, known)):
        return f"kein Vergleich mit dem {noun} möglich"
    new, old = german.value_of(now) or 0, german.value_of(before) or 0
    return german.change(new, old, now.unit, when, now.status == "rounded")


def growth(now: Figure, before: Figure, entries: Figure, exits: Figure) -> str:
    """Why the target group changed within a year: entries and exits, which explain the change exactly."""
    new, old = german.value_of(now), german.value_of(before)
    if new is None or old is None:
        return ""
    difference = new - old
    moved = "gewachsen" if difference > 0 else "kleiner geworden"
    if difference == 0:
        lead = f"Die aktive Zielgruppe ist so groß wie vor einem Jahr ({german.shown(now)} Personen)"
    else:
        by_percent = (
            f" ({german.percent(abs(difference) / old, 0).replace('%', 'Prozent')})"
            if old >= smallest_base(before.status == "rounded")
            else ""
        )
        lead = (
            "Die aktive Zielgruppe ist in zwölf Monaten "
            f"um {german.quantity(abs(difference), 'persons')}{by_percent} "
            f"von {german.in_prose(before)} auf {german.in_prose(now)} {moved}"
        )
    return f"{lead}: {german.in_prose(entries)} Zugänge, {german.in_prose(exits)} Abgänge."


def largest_mover(label: str, now: Figure, before: Figure) -> str:
    """Which group changed the most."""
    new, old = german.value_of(now) or 0, german.value_of(before) or 0
    more = "Am stärksten wuchs" if new > old else "Am stärksten schrumpfte"
    return f"{more} die Gruppe «{label}»: {german.change(new, old, 'persons')}."


def caseload(now: Figure, target: float, source: str) -> str:
    """The caseload against the target ratio, with its denominator."""
    value = german.value_of(now)
    if value is None or now.denominator is None:
        return ""
    side = "über" if value > target else "unter" if value < target else "genau auf"
    ending = f"{side} dem Ziel" if side != "genau auf" else "genau auf dem Ziel"
    return (
        f"Auf eine besetzte Vollzeitstelle kommen {german.quantity(value, 'persons')} "
        f"({german.fte(now.denominator)} Stellen): {ending} {german.ratio(target)} ({source})."
    )


def retention(arrived: Figure, present: Figure) -> str:
    """Arrived against present."""
    came, here = german.value_of(arrived), german.value_of(present)
    if came is None or here is None:
        return f"Für den {german.day(arrived.as_of)} ist nicht bekannt, wie viele aus der Ukraine kamen und noch da sind."
    if came == 0 and arrived.status == "rounded":
        # A printed zero may stand for a few.
        return "Aus dem Zuzugsregister sind bis zum Stichtag 0 Personen aus der Ukraine veröffentlicht."
    if came == 0:
        return "Im Zuzugsregister steht bis zum Stichtag niemand aus der Ukraine."
    words = share(present, arrived)
    that_is = f", das sind {words}" if words else ""
    return (
        f"Von {german.in_prose(arrived)} angekommenen ukrainischen Geflüchteten sind "
        f"am {german.day(present.as_of)} noch {german.in_prose(present)} im Stadtgebiet{that_is}."
    )
