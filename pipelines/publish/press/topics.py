"""The topics of a press sheet: what each says in three lengths, with hedge words that are true of every value
the published number can stand for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from pipelines.metrics.model import Figure
from pipelines.months import previous_month_end
from pipelines.publish import german
from pipelines.publish.anchors import beside
from pipelines.publish.press.desk import SHORT, Desk, Topic, first_up
from pipelines.publish.press.phrases import change
from pipelines.publish.worlds import a_year_before, interval

__all__ = ["SHORT", "TOPICS", "Desk", "Topic", "active", "positions", "since_last_year", "ukraine"]


def since_last_year(desk: Desk, now: Figure, before: Figure | None) -> str:
    """«Das sind über 390 mehr als vor einem Jahr, ein Plus von über 60 Prozent.», or what it was then."""
    new = interval(now, desk.edition.base)
    old = None if before is None else interval(before, desk.edition.base)
    if new is None or old is None or before is None:
        return ""
    words = change(new, old, now.unit, desk.grain)
    return f"Das sind {words}." if words else f"Vor einem Jahr waren es {desk.about(before)}."


def active(desk: Desk) -> Topic | None:
    """The active target group."""
    now = desk.figure("active_target_group")
    if now is None:
        return None
    before = desk.figure("active_target_group", desk.year_before)
    number, city = desk.about(now), desk.edition.city
    subject = "die aktive Zielgruppe des Integrationsmanagements"
    standard = f"{first_up(desk.stand)} umfasst {subject} in {city} {number} Personen."
    change = since_last_year(desk, now, before)
    chart = desk.months("aktive-zielgruppe", f"Aktive Zielgruppe: {german.in_prose(now)} Personen",
                        (("Aktive Zielgruppe", "active_target_group"),),
                        previous_month_end(a_year_before(desk.year_before)))  # fmt: skip
    return Topic(
        "aktive-zielgruppe", "Aktive Zielgruppe", "active_target_group",
        f"{first_up(desk.stand)}: {number} Personen in der aktiven Zielgruppe der Stadt {city}.",
        standard,
        f"{standard} {change} Gemeint sind Menschen, die das Integrationsmanagement begleitet.".replace("  ", " "),
        _figures(("Personen", now), ("vor einem Jahr", before)),
        chart,
        " ".join(beside(desk.edition.anchors, desk.days)),
    )  # fmt: skip


def ukraine(desk: Desk) -> Topic | None:
    """Arrived against present."""
    came, here = desk.figure("ukraine_arrivals_total"), desk.figure("ukraine_present")
    if came is None or here is None or not german.value_of(came):
        return None
    arrived, present, city = desk.about(came), desk.about(here), desk.edition.city
    standard = (
        f"{first_up(desk.stand)}: Seit Februar 2022 kamen {arrived} Geflüchtete aus der Ukraine nach {city}; "
        f"davon leben {present} noch im Stadtgebiet."
    )
    title = f"Geflüchtete aus der Ukraine: {german.in_prose(came)} angekommen, {german.in_prose(here)} im Stadtgebiet"
    rows = (("angekommen", "ukraine_arrivals_total"), ("im Stadtgebiet", "ukraine_present"))
    start = max(date(2022, 1, 31), previous_month_end(a_year_before(desk.year_before)))
    chart = desk.months("ukraine", title, rows, start)
    return Topic(
        "ukraine", "Ukraine", "ukraine_present",
        f"{first_up(desk.stand)}: {arrived} Geflüchtete aus der Ukraine angekommen, {present} noch in {city}.",
        standard,
        f"{standard} Gezählt sind Personen im Zuzugsregister der Stadt, nicht die begleiteten Personen.",
        _figures(("angekommen", came), ("im Stadtgebiet", here)),
        chart,
    )  # fmt: skip


def positions(desk: Desk) -> Topic | None:
    """Funded and filled positions, and the caseload."""
    funded, filled = desk.figure("fte_funded"), desk.figure("fte_filled")
    load = desk.figure("caseload_filled")
    if funded is None or filled is None:
        return None
    paid, there = german.in_prose(funded), german.in_prose(filled)
    standard = f"{first_up(desk.stand)}: {_paid_of(funded, filled)}"
    target = desk.edition.target(desk.as_of)
    context, note = standard, ""
    if load is not None:
        context += f" Auf eine besetzte Stelle kommen {desk.about(load, 10)} Personen."
    if target is not None:
        note = f"Ziel der Stadt: {german.ratio(target['persons_per_fte'])} ({target['source']})."
    return Topic(
        "stellen", "Stellen", "fte_funded",
        f"{first_up(desk.stand)}: Das Land fördert {paid} Vollzeitstellen im Integrationsmanagement "
        f"der Stadt {desk.edition.city}.",
        standard,
        context,
        _figures(("gefördert", funded), ("besetzt", filled), ("Personen je besetzte Stelle", load)),
        desk.bars("stellen", f"Vollzeitstellen: {paid} gefördert, {there} besetzt", "Stellen", "Vollzeitstellen",
                  _figures(("Plan", desk.figure("fte_planned")), ("besetzt", filled), ("gefördert", funded))),
        note,
    )  # fmt: skip


def _paid_of(funded: Figure, filled: Figure) -> str:
    """How many of the filled positions the state pays for: some, all, or more than are filled."""
    paid, there = german.in_prose(funded), german.in_prose(filled)
    more = (german.value_of(funded) or 0) - (german.value_of(filled) or 0)
    if more < 0:
        return f"Von {there} besetzten Vollzeitstellen im Integrationsmanagement fördert das Land {paid}."
    if more == 0:
        return f"Das Land fördert alle {there} besetzten Vollzeitstellen im Integrationsmanagement."
    return f"Das Land fördert {paid} Vollzeitstellen im Integrationsmanagement, besetzt sind {there}."


def consultations(desk: Desk) -> Topic | None:
    """Consultations of twelve months."""
    now = desk.figure("consultations", after=desk.year_before)
    if now is None:
        return None
    first = date.fromordinal(desk.year_before.toordinal() + 1)
    number, when = desk.about(now), f"Von {german.month(first)} bis {german.month(desk.as_of)}"
    if desk.edition.preliminary(desk.as_of):
        when = f"Vorläufig: {when}"
    standard = f"{when} hielt das Integrationsmanagement {number} Beratungen fest."
    return Topic(
        "beratungen", "Beratungen", "consultations",
        f"{when}: {number} Beratungen im Integrationsmanagement.",
        standard,
        f"{standard} Gezählt sind Beratungen, nicht Personen: Eine Person kann mehrfach kommen.",
        _figures(("Beratungen in zwölf Monaten", now)),
        desk.months("beratungen", f"{german.in_prose(now)} Beratungen in zwölf Monaten, je Monat",
                    (("Beratungen", "consultations"),), desk.year_before, "columns"),
    )  # fmt: skip


def quota(desk: Desk) -> Topic | None:
    """The admission quota of the year."""
    target, actual = desk.figure("quota_target"), desk.figure("quota_actual")
    if target is None or actual is None:
        return None
    year, goal, done = desk.as_of.year, desk.plain(target), desk.plain(actual)
    standard = f"{first_up(desk.stand)}: Das Soll der Aufnahmequote {year} ist {goal} Personen, aufgenommen sind {done}."
    return Topic(
        "aufnahmequote", "Aufnahmequote", "quota_target",
        f"{first_up(desk.stand)}, Aufnahmequote {year}: Soll {goal}, Ist {done} Personen.",
        standard,
        f"{standard} {_set_anew(desk)}",
        _figures(("Soll", target), ("Ist", actual)),
        desk.bars("aufnahmequote", f"Aufnahmequote {year}: Soll {goal}, Ist {done}", "Aufnahmequote", "Personen",
                  (("Soll", target), ("Ist", actual))),
    )  # fmt: skip


def _set_anew(desk: Desk) -> str:
    """Whether the target changed within the year; what did not happen is not told."""
    year = desk.reader.series("quota_target", date(desk.as_of.year - 1, 12, 31), desk.as_of)
    values = {german.value_of(figure) for figure in year} - {None}
    if len(values) > 1:
        return f"Das Soll für {desk.as_of.year} wurde im Lauf des Jahres neu festgesetzt."
    if desk.as_of.month == 12:
        return "Das Soll blieb im Lauf des Jahres gleich."
    return "Das Soll kann noch neu festgesetzt werden."


def _figures(*pairs: tuple[str, Figure | None]) -> tuple[tuple[str, Figure], ...]:
    return tuple((name, figure) for name, figure in pairs if figure is not None)


TOPICS: tuple[Callable[[Desk], Topic | None], ...] = (active, ukraine, positions, consultations, quota)
