"""The topics of a press sheet: what each says in three lengths, with hedge words that are true of every value
the published number can stand for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from pipelines.metrics.model import Figure
from pipelines.publish import german
from pipelines.publish.chart import Chart, Series
from pipelines.publish.chart.model import points
from pipelines.publish.wording import Interval, Phrase, Value, hedge
from pipelines.publish.worlds import LEAST_BASE, Edition, Reader, a_year_before, interval

SHORT = 140


@dataclass(frozen=True)
class Topic:
    """One subject. figures: what the sentences rest on, with names for the table. metric: whose definition is printed.

    note: what a reader of the table must know beside the numbers.
    """

    key: str
    title: str
    metric: str
    short: str
    standard: str
    context: str
    figures: tuple[tuple[str, Figure], ...]
    chart: Chart | None = None
    note: str = ""


@dataclass(frozen=True)
class Desk:
    """The world, the Stichtag and the grain a person chose (None: the usual ones)."""

    reader: Reader
    edition: Edition
    as_of: date
    grain: float | None = None

    @property
    def stand(self) -> str:
        """«Stand Juni 2022», for the beginning of a sentence."""
        lead = "vorläufiger Stand" if self.edition.preliminary(self.as_of) else "Stand"
        return f"{lead} {german.month(self.as_of)}"

    @property
    def year_before(self) -> date:
        return a_year_before(self.as_of)

    @property
    def source(self) -> str:
        """The source line of pictures and tables."""
        sentence = (
            f"Quelle: Stadt {self.edition.city}, {german.stand(self.as_of)}, Freigabe {self.edition.release}"
        )
        preliminary = ", vorläufig" if self.edition.preliminary(self.as_of) else ""
        return sentence + preliminary + (f", {self.edition.notice}" if self.edition.notice else "")

    def figure(self, metric: str, as_of: date | None = None, after: date | None = None) -> Figure | None:
        """A figure with a value, None otherwise."""
        found = self.reader.one(metric, as_of or self.as_of, after)
        return found if found is not None and german.value_of(found) is not None else None

    def about(self, figure: Figure, grain: float | None = None) -> str:
        """«rund 1.050»: the figure in prose."""
        value = interval(figure, self.edition.base)
        assert value is not None  # `figure` gave only figures with a value
        return spoken(hedge(value, self.grain if grain is None else grain), figure.unit)

    def plain(self, figure: Figure) -> str:
        """A figure that is published exactly stays as it is; any other is rounded for prose."""
        return german.in_prose(figure) if figure.status == "exact" else self.about(figure)

    def line(self, key: str, title: str, rows: tuple[tuple[str, str], ...], start: date) -> Chart | None:
        """A line chart of month ends since `start`; None when fewer than two are published."""
        made = [(name, self.reader.series(metric, start, self.as_of)) for name, metric in rows]
        if any(len(figures) < 2 or len(figures) != len(made[0][1]) for _, figures in made):
            return None
        days = tuple(figure.as_of for figure in made[0][1])
        series = tuple(Series(name, points(figures)) for name, figures in made)
        return Chart(key, "line", title, "", "persons", days, series, "Stichtag", self.source)


def spoken(phrase: Phrase, unit: str) -> str:
    """A hedge and its number; whole numbers without decimals."""
    text = german.fte(phrase.number) if unit == "fte" else german.number(phrase.number)
    return f"{phrase.hedge} {text}" if phrase.hedge else text


def first_up(text: str) -> str:
    return text[0].upper() + text[1:]


def _change(desk: Desk, now: Figure, before: Figure | None) -> str:
    """«Das sind rund 410 mehr als vor einem Jahr (plus rund 65 Prozent).», "" when it cannot be said truly."""
    new = interval(now, desk.edition.base)
    old = None if before is None else interval(before, desk.edition.base)
    if new is None or old is None:
        return ""
    low, high, printed = _ends(new)[0] - _ends(old)[1], _ends(new)[1] - _ends(old)[0], _mid(new) - _mid(old)
    if low <= 0 <= high:
        return f"Vor einem Jahr waren es {desk.about(before)}." if before else ""
    more = "mehr" if printed > 0 else "weniger"
    size: Value = Interval(min(abs(low), abs(high)), max(abs(low), abs(high)), abs(printed))
    words = spoken(hedge(size, None), now.unit)
    return f"Das sind {words} {more} als vor einem Jahr{_percent(new, old)}."


def _percent(new: Value, old: Value) -> str:
    """« (plus rund 65 Prozent)» of a published base of at least 100."""
    if _mid(old) < LEAST_BASE:
        return ""
    ratios = (_ends(new)[0] / _ends(old)[1] - 1, _mid(new) / _mid(old) - 1, _ends(new)[1] / _ends(old)[0] - 1)
    low, printed, high = (abs(ratio) * 100 for ratio in ratios)
    printed = float(german.rounded(printed))
    if printed == 0:
        return ""
    words = spoken(hedge(Interval(min(low, high), max(low, high), printed), None, "percent"), "percent")
    return f" ({'plus' if ratios[1] > 0 else 'minus'} {words} Prozent)"


def _ends(value: Value) -> tuple[float, float]:
    return (value.low, value.high) if isinstance(value, Interval) else (value, value)


def _mid(value: Value) -> float:
    return value.published if isinstance(value, Interval) else value


def active(desk: Desk) -> Topic | None:
    """The active target group."""
    now = desk.figure("active_target_group")
    if now is None:
        return None
    before = desk.figure("active_target_group", desk.year_before)
    number, city = desk.about(now), desk.edition.city
    subject = "die aktive Zielgruppe des Integrationsmanagements"
    standard = f"{first_up(desk.stand)} umfasst {subject} in {city} {number} Personen."
    change = _change(desk, now, before)
    chart = desk.line("aktive-zielgruppe", f"Aktive Zielgruppe: {german.in_prose(now)} Personen",
                      (("Aktive Zielgruppe", "active_target_group"),), a_year_before(desk.year_before))  # fmt: skip
    return Topic(
        "aktive-zielgruppe", "Aktive Zielgruppe", "active_target_group",
        f"{first_up(desk.stand)}: {number} Personen in der aktiven Zielgruppe der Stadt {city}.",
        standard,
        f"{standard} {change} Gemeint sind Menschen, die das Integrationsmanagement begleitet.".replace("  ", " "),
        _figures(("Personen", now), ("vor einem Jahr", before)),
        chart,
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
    chart = desk.line("ukraine", title, (("angekommen", "ukraine_arrivals_total"), ("im Stadtgebiet", "ukraine_present")),
                      max(date(2022, 1, 31), a_year_before(desk.year_before)))  # fmt: skip
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
    standard = (
        f"{first_up(desk.stand)}: Von {there} besetzten Vollzeitstellen im Integrationsmanagement "
        f"fördert das Land {paid}."
    )
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
        note=note,
    )  # fmt: skip


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
        f"{standard} Das Soll wird im Lauf des Jahres mehrfach neu festgesetzt.",
        _figures(("Soll", target), ("Ist", actual)),
    )  # fmt: skip


def _figures(*pairs: tuple[str, Figure | None]) -> tuple[tuple[str, Figure], ...]:
    return tuple((name, figure) for name, figure in pairs if figure is not None)


TOPICS: tuple[Callable[[Desk], Topic | None], ...] = (active, ukraine, positions, consultations, quota)
