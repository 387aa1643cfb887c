"""How to read the figures: data, protection, signs, definitions, corrections."""

from __future__ import annotations

from collections.abc import Iterable

from pipelines.metrics import catalogue
from pipelines.publish import german
from pipelines.publish.briefing.frame import Frame
from pipelines.publish.document import Block, Paragraph, Points, Section, Table, Terms, signs_used

_DEFINED = (
    "active_target_group",
    "active_with_contact",
    "ukraine_present",
    "caseload_filled",
    "cost_coverage",
)


def notes(frame: Frame, sections: Iterable[Section], corrections: tuple[str, ...] | None) -> Section:
    """The last section; only signs that occur are explained."""
    blocks: list[Block] = [Points(tuple(_sources(frame)))]
    blocks.append(Paragraph(_signs(sections), "note"))
    blocks.append(
        Terms(tuple((catalogue.metric(name).name, catalogue.metric(name).definition) for name in _DEFINED))
    )
    blocks.append(Paragraph(_corrections(corrections)))
    return Section("Hinweise zu den Zahlen", tuple(blocks))


def _sources(frame: Frame) -> list[str]:
    known = frame.edition
    lines = [
        f"Alle Zahlen stammen aus der Freigabe {known.release} mit Datenstand {german.day(known.data_as_of)}.",
        *protection(known.base),
        "Prozentwerte sind aus den gerundeten Zahlen berechnet. Sie ergeben deshalb nicht immer genau 100.",
    ]
    if known.preliminary(frame.as_of):
        lines.insert(0, "Der Stichtag liegt nach dem Datenstand: Alle Zahlen dazu sind vorläufig.")
    return [*lines, f"Rückfragen: {known.contact}."]


def protection(base: int) -> list[str]:
    """How the public world rounds, in sentences a councillor understands."""
    return [
        f"Personenzahlen sind auf Vielfache von {base} gerundet, damit niemand erkennbar wird. "
        f"Am Stichtag weichen sie um höchstens {base - 1} ab; eine 0 heißt «0 bis {base - 1}».",
        "Zahlen über mehrere Monate sind Summen gerundeter Zahlen. Sie können etwas stärker abweichen.",
        "Stellen, Geldbeträge und Aufnahmequote sind genau.",
    ]


def _signs(sections: Iterable[Section]) -> str:
    shown = [
        cell.shown
        for section in sections
        for block in section.blocks
        if isinstance(block, Table)
        for row in block.rows
        for cell in row.cells
    ]
    used = signs_used(shown)
    return f"Zeichen in den Tabellen: {', '.join(used)}." if used else "In den Tabellen stehen nur Zahlen."


def _corrections(corrections: tuple[str, ...] | None) -> str:
    if corrections is None:
        return "Berichtigungen: Es ist keine frühere Unterlage hinterlegt, mit der verglichen werden kann."
    if not corrections:
        return "Berichtigungen: Seit der letzten Unterlage wurde keine Zahl berichtigt."
    return "Berichtigungen seit der letzten Unterlage: " + " ".join(corrections)
