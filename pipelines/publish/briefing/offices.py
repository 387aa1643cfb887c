"""Quota, positions and caseload per Träger, money, consultations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from pipelines.metrics import dimensions as dims
from pipelines.metrics.model import Figure
from pipelines.publish import german
from pipelines.publish.briefing.breakdowns import flow_table
from pipelines.publish.briefing.frame import Frame, by_code, not_published, signed, value
from pipelines.publish.chart import Chart, Point, Series, Target
from pipelines.publish.document import Block, Cell, Paragraph, Picture, Row, Section, Table

_STAFF = ("fte_planned", "fte_filled", "fte_funded", "active_target_group", "caseload_filled")
_RUNNING = "Das Jahr {year} läuft noch: Enthalten ist nur, was bis zum Datenstand geliefert wurde."
_MONEY = ("costs_eur", "grants_eur", "cost_coverage", "city_share_eur")
_LUMP_SUM = "lump_sum_eur"  # a part of the coverage, no metric of its own
_HOW_MONEY_ADDS_UP = (
    "Deckung: Zuschüsse und Verwaltungspauschale, geteilt durch die Kosten. Eigenanteil: Kosten minus Zuschüsse; "
    "die Verwaltungspauschale zahlt die Stadt selbst, sie ist darin enthalten."
)


def quota(frame: Frame) -> Section | None:
    """Target and actual of the admission quota; left out when none is recorded."""
    rows = []
    for words, metric in (
        ("Soll", "quota_target"),
        ("Ist", "quota_actual"),
        ("Saldo (Ist minus Soll)", "quota_balance"),
        ("Übertrag aus dem Vorjahr", "quota_carry_over"),
    ):
        now, before = frame.pair(metric)
        if any(figure is not None and figure.stands for figure in (now, before)):
            rows.append((words, now, before))
    if not rows:
        return None
    with_before = any(before is not None and before.stands for _, _, before in rows)
    header = ("Aufnahmequote", *(_year_label(day) for day in (frame.as_of, frame.compare)[: 1 + with_before]))
    table = Table(
        "aufnahmequote",
        frame.caption("Aufnahmequote: Soll und Ist"),
        header,
        tuple(
            Row(words, (_quota_cell(now), _quota_cell(before))[: 1 + with_before])
            for words, now, before in rows
        ),
        "Personen. Die Quote eines Jahres kann mehrfach neu festgesetzt werden; gedruckt ist der Stand am genannten Tag.",
    )
    return Section("Aufnahmequote", (table,))


def _quota_cell(figure: Figure | None) -> Cell:
    """The cell of a figure; a balance above zero carries its plus, as the one below zero carries its minus."""
    cell, number = Cell.of(figure), value(figure)
    if figure is None or figure.metric != "quota_balance" or not number or number < 0:
        return cell
    return replace(cell, shown=signed(number, cell.shown))


def _year_label(day: date) -> str:
    return f"{day.year}, Stand {german.day(day)}"


def staffing(frame: Frame) -> Section:
    """Positions and caseload per Träger against the target ratio."""
    columns = _per_traeger(frame, _STAFF)
    if not columns["fte_filled"]:
        return Section("Stellen und Betreuung", (not_published("Stellen und Betreuung"),))
    header = ("Träger", "Plan", "besetzt", "gefördert", "Personen", "je besetzte Stelle")
    table = Table(
        "stellen",
        frame.caption(f"Stellen in Vollzeitäquivalenten und Personen je Stelle am {german.day(frame.as_of)}"),
        header,
        _traeger_rows(columns, _totals(frame, _STAFF)),
        "«je besetzte Stelle» ist die Zahl der Personen geteilt durch die besetzten Stellen des Integrationsmanagements.",
    )
    need = _need(frame)
    blocks: list[Block] = [need] if need else []
    return Section(
        "Stellen und Betreuung", (*blocks, table, *_caseload_chart(frame, columns), *_apart(frame))
    )


def _per_traeger(frame: Frame, metrics: tuple[str, ...]) -> dict[str, dict[str, Figure]]:
    return {name: by_code(frame.reader.cells(name, frame.as_of, "traeger"), "traeger") for name in metrics}


def _totals(frame: Frame, metrics: tuple[str, ...]) -> dict[str, Figure | None]:
    return {name: frame.reader.one(name, frame.as_of) for name in metrics}


def _traeger_rows(
    columns: Mapping[str, Mapping[str, Figure]], totals: Mapping[str, Figure | None]
) -> tuple[Row, ...]:
    """One row per Träger and the total; «mehrfach gezählt» has persons only. columns: in their order."""
    dimension = dims.dimension("traeger")
    codes = sorted({code for cells in columns.values() for code in cells}, key=dimension.rank)
    rows = []
    for code in codes:
        cells = tuple(
            Cell.of(columns[name].get(code))
            if code != "multiple" or code in columns[name]
            else Cell(german.UNDEFINED)
            for name in columns
        )
        rows.append(Row(dimension.label(code), cells))
    return (*rows, Row("insgesamt", tuple(Cell.of(totals[name]) for name in columns), total=True))


def _need(frame: Frame) -> Paragraph | None:
    target = frame.edition.target(frame.as_of)
    needed, missing = (frame.reader.one(name, frame.as_of) for name in ("fte_needed", "fte_missing"))
    need, gap = value(needed), value(missing)
    if target is None or need is None or gap is None:
        return None
    ending = f"es fehlen {german.fte(gap)}" if gap > 0 else "sie sind besetzt"
    text = (
        f"Das Ziel {german.ratio(target['persons_per_fte'])} ({target['source']}) verlangt {german.fte(need)} "
        f"Vollzeitstellen; {ending}."
    )
    told = (needed, missing if gap > 0 else None)
    return Paragraph(frame.sentence(text), told=tuple(figure for figure in told if figure is not None))


def _caseload_chart(frame: Frame, columns: dict[str, dict[str, Figure]]) -> list[Block]:
    cells = {code: figure for code, figure in columns["caseload_filled"].items() if value(figure) is not None}
    target = frame.edition.target(frame.as_of)
    if not cells or target is None:
        return []
    label = dims.dimension("traeger").label
    chart = Chart(
        "betreuungsschluessel", "bars", frame.caption("Personen je besetzte Vollzeitstelle, nach Träger"), "",
        "persons_per_fte", tuple(label(code) for code in cells),
        (Series("Personen je Stelle", tuple(Point.of(figure) for figure in cells.values())),), "Träger", frame.source,
        target=Target(float(target["persons_per_fte"]), f"Ziel {german.ratio(target['persons_per_fte'])}"),
    )  # fmt: skip
    return [Picture(chart)]


def _apart(frame: Frame) -> list[Block]:
    parts, told = [], []
    for metric, words in (("fte_coordination", "Koordination"), ("fte_emergency_aid", "Soforthilfe Ukraine")):
        figure = frame.reader.one(metric, frame.as_of)
        if figure is not None and (found := value(figure)):
            parts.append(f"{words} {german.fte(found)}")
            told.append(figure)
    if not parts:
        return []
    return [
        Paragraph(f"Nicht mitgezählt (Vollzeitstellen): {' und '.join(parts)}.", "note", told=tuple(told))
    ]


def money(frame: Frame) -> Section:
    """Grants, costs, coverage and the city's own share in the calendar year."""
    year = frame.as_of.year
    columns = _per_traeger(frame, _MONEY)
    if not columns["costs_eur"]:
        return Section(
            "Zuschüsse und Kosten", (Paragraph(f"Für {year} sind keine Kosten veröffentlicht.", "note"),)
        )
    header = ("Träger", "Kosten", "Zuschüsse", "Verwaltungspauschale", "Deckung", "Eigenanteil")
    table = Table(
        "kosten",
        frame.caption(f"Kosten und Zuschüsse im Kalenderjahr {year}"),
        header,
        _money_rows(columns, _totals(frame, _MONEY)),
        _HOW_MONEY_ADDS_UP + (f" {_RUNNING.format(year=year)}" if frame.year_runs else ""),
    )
    per_person = frame.reader.one("city_share_per_person", frame.as_of)
    amount = value(per_person)
    blocks: list[Block] = [table]
    if per_person is not None and amount is not None:
        so_far = " bisher" if frame.year_runs else ""
        blocks.insert(
            0,
            Paragraph(
                f"Im Jahr {year} trägt die Stadt{so_far} selbst {german.eur(amount)} je Person der aktiven Zielgruppe.",
                told=(per_person,),
            ),
        )
    return Section("Zuschüsse und Kosten", tuple(blocks))


def _money_rows(
    columns: Mapping[str, Mapping[str, Figure]], totals: Mapping[str, Figure | None]
) -> tuple[Row, ...]:
    """The rows with the lump sum between grants and coverage, so that a reader can do the sums."""
    codes = {code for cells in columns.values() for code in cells}
    lump = {code: _lump_sum({name: cells.get(code) for name, cells in columns.items()}) for code in codes}
    known = {code: figure for code, figure in lump.items() if figure is not None}
    order = ("costs_eur", "grants_eur", _LUMP_SUM, "cost_coverage", "city_share_eur")
    all_columns, all_totals = {**columns, _LUMP_SUM: known}, {**totals, _LUMP_SUM: _lump_sum(totals)}
    return _traeger_rows({name: all_columns[name] for name in order}, all_totals)


def _lump_sum(money_of: Mapping[str, Figure | None]) -> Figure | None:
    """What the coverage counts beside the grants; None where these are not published."""
    coverage, grants, costs = (money_of[name] for name in ("cost_coverage", "grants_eur", "costs_eur"))
    if coverage is None or grants is None or costs is None:
        return None
    amount = _beyond(coverage.numerator, grants.value)
    covered, spent, granted = _stood(coverage), _stood(costs), _stood(grants)
    # Who had told no costs had told no lump sum either: all that was covered were the grants.
    before = _beyond(granted if covered is None or spent is None else covered * spent, granted)
    corrected = amount != before and any(figure.corrected for figure in (coverage, grants, costs))
    return replace(
        coverage, metric=_LUMP_SUM, unit="eur", kind="flow", value=amount, numerator=None, denominator=None,
        status="undefined" if amount is None else coverage.status, corrected=corrected,
        earlier=before if corrected else None,
    )  # fmt: skip


def _stood(figure: Figure) -> int | float | None:
    return figure.earlier if figure.corrected else figure.value


def _beyond(covered: int | float | None, grants: int | float | None) -> float | None:
    """Whole euros; cents first, for a share of the costs multiplied back is off by less than one of them."""
    if covered is None or grants is None:
        return None
    return float(german.rounded(german.rounded(german.exact(covered) - german.exact(grants), 2)))


def consultations(frame: Frame) -> Section:
    """Consultations of the period with their topics."""
    total = value(frame.reader.one("consultations", frame.as_of, frame.compare))
    blocks: list[Block] = []
    if total is not None:
        held = german.quantity(total, "consultations")
        text = f"{frame.period[0].upper()}{frame.period[1:]} wurden {held} festgehalten."
        blocks.append(Paragraph(frame.sentence(text)))
    note = (
        "Eine Beratung kann mehrere Themen haben; die Themen ergeben zusammen mehr als alle Beratungen. "
        "Beratungen sind keine Personen."
    )
    blocks.append(flow_table(frame, "consultations", "topic", "Beratungen nach Thema", note))
    return Section("Beratungen", tuple(blocks))
