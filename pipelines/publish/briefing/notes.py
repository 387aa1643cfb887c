"""How to read the figures: data, protection, signs, definitions, corrections."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from pipelines.metrics import catalogue
from pipelines.publish import german
from pipelines.publish.anchors import beside
from pipelines.publish.briefing.corrections import Corrections
from pipelines.publish.briefing.frame import Frame
from pipelines.publish.briefing.outlook import BEYOND
from pipelines.publish.document import Block, Paragraph, Points, Section, Table, Terms, signs_used, tables_of

TITLE = "Hinweise zu den Zahlen"
_ON_PAGE_ONE = 3
_SUMS = ("Weitere", BEYOND)
_DEFINED = (
    "active_target_group",
    "active_with_contact",
    "ukraine_present",
    "caseload_filled",
    "cost_coverage",
)


def notes(frame: Frame, sections: Iterable[Section], corrections: Corrections) -> Section:
    """The last section; only signs that occur are explained."""
    shown = [block for section in sections for block in section.blocks]
    names = {row.name for block in shown if isinstance(block, Table) for row in block.rows}
    blocks: list[Block] = [Points(tuple(_sources(frame, names, _shares(shown))))]
    blocks.append(Paragraph(signs(shown) or "In den Tabellen stehen nur Zahlen.", "note"))
    defined = [catalogue.metric(name) for name in _DEFINED if frame.tells(name)]
    blocks.append(Terms(tuple((metric.name, metric.definition) for metric in defined)))
    blocks.append(Paragraph(_corrections(corrections)))
    return Section(TITLE, tuple(blocks))


def _shares(blocks: Iterable[Block]) -> str:
    """How shares come about; where a small one is printed as «0 %», that this does not mean nobody."""
    none = german.percent(0, 0)
    small = any(cell.shown == none for table in tables_of(blocks) for row in table.rows for cell in row.cells)
    words = "Anteile und Veränderungen sind aus den gedruckten Zahlen berechnet. Anteile ergeben nicht immer genau 100."
    return f"{words} «{none}» heißt: weniger als ein halbes Prozent." if small else words


def _sources(frame: Frame, rows: Collection[str], shares: str) -> list[str]:
    known = frame.edition
    lines = [
        f"Alle Zahlen stammen aus der Freigabe {known.release} mit Datenstand {german.day(known.data_as_of)}.",
        *protection(known.base, [name for name in _SUMS if name in rows], beside(known.anchors, frame.days)),
        shares,
    ]
    if known.preliminary(frame.as_of):
        lines.insert(0, "Der Stichtag liegt nach dem Datenstand: Alle Zahlen dazu sind vorläufig.")
    return [*lines, f"Rückfragen: {known.contact}."]


def protection(base: int, sums: Sequence[str] = (), exact: Sequence[str] = ()) -> list[str]:
    """How the public world rounds, in sentences a councillor understands.

    sums: rows that add up rounded numbers. exact: the words of the anchors beside the tables.
    """
    *first, last = ["Zahlen über mehrere Monate", *(f"«{name}»" for name in sums)]
    return [
        f"Personenzahlen sind auf Vielfache von {base} gerundet, damit niemand erkennbar wird. "
        f"Am Stichtag weicht eine einzelne Zahl um höchstens {base - 1} ab; eine 0 heißt «0 bis {base - 1}». "
        "Eine Summe mehrerer gerundeter Zahlen kann etwas stärker abweichen.",
        *exact,
        f"Solche Summen sind {' und '.join(filter(None, (', '.join(first), last)))}.",
        "Stellen, Geldbeträge und Aufnahmequote sind genau. Was mit Personen berechnet ist, etwa Personen je Stelle, "
        "Euro je Person oder fehlende Stellen, beruht auf gerundeten Zahlen.",
    ]


def signs(blocks: Iterable[Block]) -> str:
    """The signs in the tables of a document, those of its pictures too; empty when there are only numbers."""
    used = signs_used(cell for table in tables_of(blocks) for row in table.rows for cell in row.cells)
    return f"Zeichen in den Tabellen: {', '.join(used)}." if used else ""


def _since(corrections: Corrections) -> str:
    return (
        "seit der letzten Unterlage"
        if corrections.since_briefing
        else "gegenüber früher veröffentlichten Zahlen"
    )


def corrected(corrections: Corrections) -> list[Paragraph]:
    """The corrected totals for the first page, the newest three; nothing when no total was corrected."""
    named = corrections.totals[:_ON_PAGE_ONE]
    if not named:
        return []
    ending = f"Einzelheiten unter «{TITLE}»."
    return [Paragraph(f"Berichtigt {_since(corrections)}: {'; '.join(named)}. {ending}")]


def _corrections(corrections: Corrections) -> str:
    if not corrections.some and corrections.since_briefing:
        return "Berichtigungen: Seit der letzten Unterlage wurde keine Zahl berichtigt."
    if not corrections.some:
        return "Berichtigungen: Es ist keine frühere Unterlage hinterlegt, mit der verglichen werden kann."
    sentences = [f"{total}." for total in corrections.totals]
    if corrections.further:
        sentences.append(_further(corrections))
    return f"Berichtigungen {_since(corrections)}: {' '.join(sentences)}"


def _further(corrections: Corrections) -> str:
    count = german.number(corrections.further)
    one = corrections.further == 1
    more = ("Ein weiterer Wert" if one else f"Weitere {count} Werte") if corrections.totals else (
        "Ein Wert" if one else f"{count} Werte")  # fmt: skip
    return f"{more} in Gliederungen oder früheren Monaten {'wurde' if one else 'wurden'} berichtigt."
