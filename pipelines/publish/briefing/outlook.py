"""What lies ahead: the 3-year limit, and a scenario that is marked as one."""

from __future__ import annotations

from fractions import Fraction

from pipelines.publish import german
from pipelines.publish.briefing.frame import Frame, by_code, not_published, value
from pipelines.publish.document import Block, Cell, Paragraph, Row, Section, Table, printed_number

BEYOND = "sind schon darüber"  # a sum of two rounded numbers: with and without extension
_ABOUT_A_YEAR = range(11, 14)  # months


def outlook(frame: Frame) -> Section:
    """Persons who reach the limit, who are beyond it, and the scenario."""
    return Section("Ausblick", (*_limit(frame), *_scenario(frame)))


def _limit(frame: Frame) -> list[Block]:
    ahead = by_code(frame.reader.cells("reaching_36_months", frame.as_of, "horizon_months"), "horizon_months")
    rows = [
        Row(f"erreichen sie in den nächsten {months} Monaten", (Cell.of(figure),))
        for months, figure in ahead.items()
    ]
    for metric, words in (
        ("over_36_months", BEYOND),
        ("over_36_months_extended", "davon mit Verlängerung um ein viertes Jahr"),
    ):
        figure = frame.reader.one(metric, frame.as_of)
        if figure is not None:
            rows.append(Row(words, (Cell.of(figure),)))
    if not rows:
        return [not_published("3-Jahres-Grenze")]
    overlap = "Die Zeiträume enthalten einander: Wer zum kürzesten zählt, zählt auch zu den längeren."
    note = overlap if len(ahead) > 1 else ""
    caption = frame.caption(f"3-Jahres-Grenze der Begleitung, Stand {german.day(frame.as_of)}")
    return [
        Table("drei-jahres-grenze", caption, ("Aktive Personen und die Grenze von 36 Monaten", "Personen"), tuple(rows),
              note)
    ]  # fmt: skip


def _scenario(frame: Frame) -> list[Block]:
    """Simple arithmetic on printed figures: what if the change of about a year came again; of another period nothing."""
    if frame.months not in _ABOUT_A_YEAR:
        return []
    now, before = (value(figure) for figure in frame.pair("active_target_group"))
    filled = value(frame.reader.one("fte_filled", frame.as_of))
    target = frame.edition.target(frame.as_of)
    if now is None or before is None or not filled or target is None:
        return []
    step = now - before
    rows = tuple(
        _assumed(words, max(now + share * step, Fraction(0)), filled, Fraction(target["persons_per_fte"]))
        for words, share in (
            ("Die Zielgruppe ändert sich halb so stark", Fraction(1, 2)),
            ("Sie ändert sich noch einmal so stark", Fraction(1)),
        )
    )
    warning = Paragraph(
        "Szenario, keine Vorhersage: Die Rechnung schreibt die Veränderung "
        f"{frame.period} fort. Die Stellen bleiben bei {german.fte(filled)}.",
        "marked",
    )
    header = ("Annahme", "Personen", "je besetzte Stelle", "fehlende Vollzeitstellen")
    caption = "Szenario: Was wäre, wenn sich die letzte Veränderung wiederholt?"
    return [warning, Table("szenario", caption, header, rows)]


def _assumed(words: str, persons: Fraction, filled: Fraction, target: Fraction) -> Row:
    whole = Fraction(german.rounded(persons))
    missing = whole / target - filled
    numbers = ((whole, "persons"), (whole / filled, "persons_per_fte"), (max(missing, Fraction(0)), "fte"))
    return Row(
        words,
        tuple(
            Cell(german.amount(number, unit), float(printed_number(number, unit, True)), unit)
            for number, unit in numbers
        ),
    )
