"""The first page: three sentences and the key figures."""

from __future__ import annotations

from pipelines.metrics import Figure, catalogue
from pipelines.publish import german
from pipelines.publish.briefing.frame import Frame, difference, growth, is_flow, relative, value
from pipelines.publish.document import Cell, Points, Row, Section, Table
from pipelines.publish.smallbase import SMALLEST_PUBLIC_BASE
from pipelines.publish.worlds import OF_THE_YEAR

KEY_FIGURES = (
    "active_target_group",
    "active_with_contact",
    "entries",
    "exits",
    "ukraine_arrivals_total",
    "ukraine_present",
    "fte_planned",
    "fte_filled",
    "fte_funded",
    "caseload_filled",
    "consultations",
    "cost_coverage",
    "city_share_eur",
)

_NO_VALUE = "kein Wert"  # nothing is withheld: the record does not reach back that far
_NAMES = {
    "active_with_contact": "davon mit Kontakt in 12 Monaten («betreut»)",
}


def name_of(metric: str) -> str:
    """The line of a key figure, in tables and wherever it is named again; amounts of money carry their sign."""
    return _NAMES.get(metric) or catalogue.metric(metric).name.removesuffix(" (EUR)")


def _names(frame: Frame) -> list[str]:
    return [name for name in KEY_FIGURES if frame.tells(name)]


def essentials(frame: Frame) -> Section:
    """Three sentences: how many, Ukraine (before the war there: who came and went), the caseload."""
    second = _ukraine(frame) if frame.knows_ukraine else balance(frame)
    sentences = (_stock(frame), second, _caseload(frame))
    return Section("Das Wichtigste", (Points(tuple(frame.sentence(text) for text in sentences)),))


def _stock(frame: Frame) -> str:
    now, before = frame.pair("active_target_group")
    new, old = value(now), value(before)
    if now is None or new is None:
        return "Die Zahl der aktiven Zielgruppe wird für diesen Stichtag nicht veröffentlicht."
    lead = f"Am {german.day(frame.as_of)} umfasst die aktive Zielgruppe {german.quantity(new, 'persons')}"
    if old is None:
        return f"{lead}."
    change = growth(now, before)
    share = f" ({_percent_words(change)})" if change is not None and german.rounded(change, 2) != 0 else ""
    return f"{lead}, {german.change(new, old, 'persons', frame.when)}{share}."


def _percent_words(change: object) -> str:
    text = german.percent(change, 0).replace("%", "Prozent")  # type: ignore[arg-type]
    return text if text.startswith(german.MINUS) else f"+{text}"


def _ukraine(frame: Frame) -> str:
    arrived, present = (frame.pair(name)[0] for name in ("ukraine_arrivals_total", "ukraine_present"))
    came, here = value(arrived), value(present)
    if came is None or here is None:
        return "Die Zahlen zur Ukraine werden für diesen Stichtag nicht veröffentlicht."
    if came == 0:
        return "Geflüchtete aus der Ukraine sind bis zum Stichtag nicht im Zuzugsregister."
    share = (
        f", das sind {german.percent(here / came, 0).replace('%', 'Prozent')}"
        if came >= SMALLEST_PUBLIC_BASE
        else ""
    )
    return (
        f"Seit dem 24.02.2022 kamen {german.quantity(came, 'persons')} aus der Ukraine; "
        f"{german.number(here)} davon leben noch im Stadtgebiet{share}."
    )


def balance(frame: Frame) -> str:
    """Who came and who left in the period."""
    came, left = (value(frame.reader.one(name, frame.as_of, frame.compare)) for name in ("entries", "exits"))
    if came is None or left is None:
        return f"Zugänge und Abgänge {frame.period} werden nicht veröffentlicht."
    return (
        f"{frame.period[0].upper()}{frame.period[1:]} begann die Begleitung für "
        f"{german.quantity(came, 'persons')} und endete für {german.quantity(left, 'persons')}."
    )


def _caseload(frame: Frame) -> str:
    now = frame.pair("caseload_filled")[0]
    persons = value(now)
    if now is None or persons is None or now.denominator is None:
        return "Der Betreuungsschlüssel ist für diesen Stichtag nicht bestimmt."
    lead = (
        f"Auf eine besetzte Vollzeitstelle kommen {german.quantity(persons, 'persons')} "
        f"({german.fte(now.denominator)} Stellen)"
    )
    target = frame.edition.target(frame.as_of)
    if target is None:
        return f"{lead}."
    return f"{lead}; Ziel ist {german.ratio(target['persons_per_fte'])} ({target['source']})."


def key_figures(frame: Frame) -> Section:
    """Now, before, change absolute and in percent."""
    rows = [row for row in (_row(frame, name) for name in _names(frame)) if row is not None]
    header = (
        "Kennzahl", frame.label(frame.as_of), frame.label(frame.compare), "Veränderung", "in Prozent",
    )  # fmt: skip
    table = Table(
        "kennzahlen",
        frame.caption("Kennzahlen im Vergleich"),
        header,
        tuple(rows),
        _note(frame),
    )
    return Section("Kennzahlen", (table,))


def _note(frame: Frame) -> str:
    span = f"{frame.period}, verglichen mit dem gleich langen Zeitraum davor ({frame.period_before})"
    if frame.months == 12:
        span = "zwölf Monate bis zum Stichtag, verglichen mit den zwölf Monaten davor"
    missing = (
        f" «{_NO_VALUE}»: Für den Zeitraum {frame.period_before} liegen keine Zahlen vor."
        if any(_lacks_period(name, *frame.pair(name)) for name in _names(frame))
        else ""
    )
    running = f" Das Jahr {frame.as_of.year} läuft noch, deshalb ohne Vergleich." if frame.year_runs else ""
    return (
        f"Zugänge, Abgänge und Beratungen: {span}.{missing} VZÄ: Vollzeitäquivalente. "
        f"Geld: Kalenderjahr des Stichtags{', bei beiden Tagen dasselbe' if frame.same_year else ''}.{running}"
    )


def _row(frame: Frame, name: str) -> Row | None:
    """One line; a metric that this world does not hold at all is left out."""
    now, before = frame.pair(name)
    if now is None and before is None:
        return None
    lacks = _lacks_period(name, now, before)
    changes = (difference(now, before), relative(now, before))
    if lacks or (name in OF_THE_YEAR and (frame.year_runs or frame.same_year)):
        changes = (Cell(german.UNDEFINED), Cell(german.UNDEFINED))
    cells = (Cell.of(now), Cell(_NO_VALUE) if lacks else Cell.of(before), *changes)
    return Row(name_of(name), cells, total=name == "active_target_group")


def _lacks_period(name: str, now: Figure | None, before: Figure | None) -> bool:
    """Whether a flow has no comparison because that period begins before the record does."""
    return is_flow(name) and now is not None and before is None
