"""Entries and exits, the composition of the target group, and Ukraine."""

from __future__ import annotations

from datetime import date

from pipelines.months import previous_month_end
from pipelines.publish import german
from pipelines.publish.briefing.breakdowns import flow_table, stock_table
from pipelines.publish.briefing.frame import INVASION, Frame, difference, value
from pipelines.publish.briefing.overview import balance
from pipelines.publish.chart import Chart, Point, Series
from pipelines.publish.chart.model import points
from pipelines.publish.document import Block, Cell, Paragraph, Picture, Row, Section, Table
from pipelines.publish.worlds import a_year_before

_LARGEST = 8
_TEMPORARY = "«anerkannt, befristet» enthält auch den vorübergehenden Schutz (§ 24 AufenthG)."
_STRUCTURE = (
    ("nationality", "Staatsangehörigkeit", _LARGEST, ""),
    ("status_group", "Aufenthaltsstatus", None, _TEMPORARY),
    ("age_band", "Alter", None, ""),
    ("sex", "Geschlecht", None, ""),
    ("household", "Haushalt", None, ""),
    ("housing", "Unterbringung", None, ""),
)


def movement(frame: Frame) -> Section:
    """Entries and exits with their reasons, and the curve of two years."""
    blocks: list[Block] = [Paragraph(frame.sentence(balance(frame)))]
    blocks += _curve(frame)
    blocks.append(flow_table(frame, "entries", "zugangsart", "Zugänge nach Art"))
    blocks.append(flow_table(frame, "exits", "abgangsgrund", "Abgänge nach Grund"))
    return Section("Zugänge und Abgänge", tuple(blocks))


def _curve(frame: Frame) -> list[Block]:
    start = _two_years_before(frame)
    figures = frame.reader.series("active_target_group", start, frame.as_of)
    known = [figure for figure in figures if value(figure) is not None]
    if len(known) < 2:
        return []
    title = frame.caption(
        f"Aktive Zielgruppe: {german.in_prose(known[0])} Personen Ende {german.month(known[0].as_of)}, "
        f"{german.in_prose(known[-1])} Ende {german.month(known[-1].as_of)}"
    )
    days = tuple(figure.as_of for figure in figures)
    return [Picture(Chart("aktive-zielgruppe", "line", title, "", "persons", days,
                          (Series("Aktive Zielgruppe", points(figures)),), "Stichtag", frame.source))]  # fmt: skip


def _two_years_before(frame: Frame) -> date:
    """The month end before the first one of a curve, which shows the Stichtag of two years ago as well."""
    return previous_month_end(a_year_before(a_year_before(frame.as_of)))


def structure(frame: Frame) -> Section:
    """Who belongs to the target group: six tables with «Weitere» and «unbekannt»."""
    tables = (
        stock_table(frame, "active_target_group", name, f"Aktive Zielgruppe nach {words}", top, note)
        for name, words, top, note in _STRUCTURE
    )
    return Section("Zusammensetzung", tuple(tables))


def ukraine(frame: Frame) -> Section | None:
    """Arrived against present, apart from the target group; left out before the war."""
    if not frame.knows_ukraine:
        return None
    rows = []
    for metric, words in (
        ("ukraine_arrivals_total", "angekommen seit 24.02.2022"),
        ("ukraine_present", "im Stadtgebiet"),
        ("ukraine_retention", "davon geblieben"),
    ):
        now, before = frame.pair(metric)
        if now is not None:
            rows.append(Row(words, (Cell.of(now), Cell.of(before), difference(now, before))))
    if not rows:
        return Section("Ukraine", (Paragraph("Die Zahlen zur Ukraine werden nicht veröffentlicht.", "note"),))
    header = (
        "Geflüchtete aus der Ukraine",
        frame.label(frame.as_of),
        frame.label(frame.compare),
        "Veränderung",
    )
    note = (
        "Diese Zahlen stammen aus dem Zuzugsregister. Wer begleitet wird, zählt auch in der aktiven Zielgruppe; "
        "beide Zahlen lassen sich nicht addieren."
    )
    table = Table("ukraine", frame.caption("Angekommen und geblieben"), header, tuple(rows), note)
    return Section("Ukraine", (*_ukraine_curve(frame), table))


def _ukraine_curve(frame: Frame) -> list[Block]:
    start = max(date(2022, 1, 31), _two_years_before(frame))
    if frame.as_of < date(2022, 4, 30):
        return []
    arrived = frame.reader.series("ukraine_arrivals_total", start, frame.as_of)
    present = {
        figure.as_of: Point.of(figure)
        for figure in frame.reader.series("ukraine_present", start, frame.as_of)
    }
    days = tuple(figure.as_of for figure in arrived if figure.as_of >= INVASION and figure.as_of in present)
    if len(days) < 2 or value(arrived[-1]) is None:
        return []
    came = {figure.as_of: Point.of(figure) for figure in arrived}
    title = f"{came[days[-1]].shown} angekommen, {present[days[-1]].shown} noch im Stadtgebiet"
    series = (Series("angekommen", tuple(came[day] for day in days)),
              Series("im Stadtgebiet", tuple(present[day] for day in days)))  # fmt: skip
    return [
        Picture(
            Chart(
                "ukraine", "line", frame.caption(title), "", "persons", days, series, "Stichtag", frame.source
            )
        )
    ]
