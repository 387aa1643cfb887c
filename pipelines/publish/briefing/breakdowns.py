"""Breakdowns as tables: a stock on both days, a flow of one period; rows of nobody shrink to a line of note."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from pipelines.metrics import catalogue
from pipelines.metrics import dimensions as dims
from pipelines.metrics.dimensions import Dimension
from pipelines.metrics.model import Figure, Status
from pipelines.publish import german
from pipelines.publish.briefing.frame import Frame, by_code, not_published, share
from pipelines.publish.document import PRELIMINARY, Cell, Paragraph, Row, Table
from pipelines.publish.sentences import period
from pipelines.publish.worlds import a_year_before, half_year_end

_OTHER, _UNKNOWN = "other", "unknown"
_HALF_YEARS = "Diese Gliederung gibt es nur für ganze Halbjahre; deshalb gilt ein anderer Zeitraum."


def stock_table(
    frame: Frame, metric: str, name: str, caption: str, top: int | None = None, note: str = ""
) -> Table | Paragraph:
    """A breakdown on the Stichtag: value, comparison and share; a sentence when the world does not hold it."""
    now = by_code(frame.reader.cells(metric, frame.as_of, name, None, top), name)
    if not now:
        return not_published(caption)
    whole = frame.reader.one(metric, frame.as_of)
    before = by_code(frame.reader.cells(metric, frame.compare, name), name)
    dimension = dims.dimension(name)
    rows = [
        Row(
            dimension.label(code),
            (_now(code, name, now), _before(code, name, before, now), share(now.get(code), whole)),
        )
        for code in _codes(dimension, now, before, top is not None)
    ]
    kept, nobody = _without_nobody(rows, 2)
    total = (Cell.of(whole), Cell.of(frame.reader.one(metric, frame.compare)), share(whole, whole))
    kept.append(Row("insgesamt", total, total=True))
    header = (dimension.name, frame.label(frame.as_of), frame.label(frame.compare), "Anteil")
    notes = _joined(note, f"An beiden Tagen 0: {nobody}." if nobody else "")
    return Table(_key(metric, name), frame.caption(caption), header, tuple(kept), notes)


def flow_table(frame: Frame, metric: str, name: str, caption: str, note: str = "") -> Table | Paragraph:
    """A breakdown of what happened between the two days, else of the last two published half-years (which it says)."""
    until = half_year_end(frame.as_of)
    for after, day in ((frame.compare, frame.as_of), (a_year_before(until), until)):
        now = by_code(frame.reader.cells(metric, day, name, after), name)
        if now:
            whole = frame.reader.one(metric, day, after)
            dimension = dims.dimension(name)
            rows = [
                Row(dimension.label(code), (Cell.of(cell), share(cell, whole))) for code, cell in now.items()
            ]
            kept, nobody = _without_nobody(rows, 1)
            kept.append(Row("insgesamt", (Cell.of(whole), share(whole, whole)), total=True))
            words = f"{caption} {period(after, day)}"
            marked = f"{words} ({PRELIMINARY})" if frame.edition.preliminary(day) else words
            other_period = _HALF_YEARS if (after, day) != (frame.compare, frame.as_of) else ""
            notes = _joined(f"In diesem Zeitraum 0: {nobody}." if nobody else "", note, other_period)
            return Table(_key(metric, name), marked, (dimension.name, "Zahl", "Anteil"), tuple(kept), notes)
    return not_published(caption)


def _key(metric: str, name: str) -> str:
    """A file's name in the words of the table: «zugaenge-nach-zugangsart»."""
    return german.file_name(f"{catalogue.metric(metric).name} nach {dims.dimension(name).name}")


def _joined(*notes: str) -> str:
    return " ".join(filter(None, notes))


def _without_nobody(rows: Iterable[Row], days: int) -> tuple[list[Row], str]:
    """The rows without those that are 0 in each of the first `days` cells, and the names of these; a dot is no 0."""
    kept: list[Row] = []
    nobody: list[str] = []
    for row in rows:
        if all(cell.value == 0 for cell in row.cells[:days]):
            nobody.append(f"«{row.name}»")
        else:
            kept.append(row)
    return kept, ", ".join(nobody)


def _codes(
    dimension: Dimension, now: Mapping[str, Figure], before: Mapping[str, Figure], largest: bool
) -> list[str]:
    """The codes of both days, so that both columns add up; in a list of the largest the others are «Weitere»."""
    gone = [code for code in before if code not in now]
    if not gone:
        return list(now)
    if not largest:
        return sorted([*now, *gone], key=dimension.rank)
    named = [code for code in now if code not in (_OTHER, _UNKNOWN)]
    others = [_OTHER] if _OTHER in now or any(code != _UNKNOWN for code in gone) else []
    return [*named, *others, *([_UNKNOWN] if _UNKNOWN in {*now, *before} else [])]


def _now(code: str, name: str, now: Mapping[str, Figure]) -> Cell:
    return Cell.of(now[code] if code in now else _nobody(code, name, now))


def _before(code: str, name: str, before: Mapping[str, Figure], now: Mapping[str, Figure]) -> Cell:
    """The comparison cell; «Weitere» then is what today's named codes leave over, a dot when one of it is withheld."""
    if code == _OTHER:
        rest = [figure for other, figure in before.items() if other not in now and other != _UNKNOWN]
        if rest:
            return Cell.of(_added(name, rest))
    if code in before:
        return Cell.of(before[code])
    return Cell.of(_nobody(code, name, before) if before else None)


def _added(name: str, figures: list[Figure]) -> Figure | None:
    """The row «Weitere» of these; None when one of them is withheld."""
    values = [figure.value for figure in figures]
    known = [item for item in values if item is not None]
    if len(known) < len(values):
        return None
    corrected = any(figure.corrected for figure in figures)
    return replace(figures[0], by={name: _OTHER}, value=sum(known), corrected=corrected, earlier=None)


def _nobody(code: str, name: str, cells: Mapping[str, Figure]) -> Figure:
    """The breakdown is published for that day and has nobody under this code."""
    known = list(cells.values())
    rounded = any(figure.status == "rounded" for figure in known)
    status: Status = "rounded" if rounded else "exact"
    return replace(known[0], by={name: code}, value=0, status=status, corrected=False, earlier=None)
