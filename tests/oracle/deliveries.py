"""A second, simple reader of exports: clean CSV files after the table of columns, nothing else."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from tests.oracle.people import Row

NATIONALITIES = {"Syrien": "475", "UA": "166", "AFG": "423", "Gambia": "237"}


def text(cell: str) -> str | None:
    return None if cell in ("", "UNB") else cell


def day(cell: str) -> date | None:
    number, month, year = cell.split(".") if cell else ("", "", "")
    return date(int(year), int(month), int(number)) if cell else None


def last_day(cell: str) -> date | None:
    """The last valid day named by the office; the interval ends the day after."""
    last = day(cell)
    return last + timedelta(1) if last else None


def number(cell: str) -> int | None:
    return int(cell) if cell else None


def decimal(cell: str) -> float | None:
    return float(cell.replace(".", "").replace(",", ".")) if cell else None


def nationality(cell: str) -> str | None:
    return NATIONALITIES.get(cell, cell)


def yes(cell: str) -> bool | None:
    return {"j": True, "n": False, "": None}[cell]


def topics(cell: str) -> list[str]:
    return cell.split("|") if cell else []


Reader = Callable[[str], Any]
COLUMNS: dict[str, tuple[str, dict[str, tuple[str, Reader]]]] = {
    "faelle": (
        "cases",
        {
            "Fall-ID": ("case_id", text),
            "Haushalts-ID": ("household_id", text),
            "Träger": ("traeger", text),
            "Geburtsjahr": ("birth_year", number),
            "Geschlecht": ("sex", text),
            "Staatsangehörigkeit": ("nationality", nationality),
            "Zuweisung AU": ("assigned_on", day),
            "Aufnahme IM": ("admitted_on", day),
            "Zugangsart": ("access_route", text),
            "Ende IM": ("ended_on", day),
            "Abgangsgrund": ("exit_reason", text),
            "Wegzug am": ("moved_away_on", day),
            "Integrationsplan vom": ("plan_on", day),
            "Verlängerung 4. Jahr": ("extended", yes),
            "Sprachniveau": ("language", text),
            "Erwerbsstatus": ("employment", text),
        },
    ),
    "aufenthalt": (
        "residence_status",
        {
            "Fall-ID": ("case_id", text),
            "Aufenthaltsstatus": ("status", text),
            "gültig ab": ("valid_from", day),
            "gültig bis": ("valid_to", last_day),
        },
    ),
    "unterbringung": (
        "housing",
        {
            "Fall-ID": ("case_id", text),
            "Unterbringungsart": ("housing", text),
            "Objekt": ("site", text),
            "Einzug": ("moved_in_on", day),
            "Auszug": ("moved_out_on", day),
        },
    ),
    "zuzugsregister": (
        "arrivals",
        {
            "Person-ID": ("person_id", text),
            "Staatsangehörigkeit": ("nationality", nationality),
            "Aufenthaltsstatus": ("status", text),
            "Geburtsjahr": ("birth_year", number),
            "Geschlecht": ("sex", text),
            "Zuzug": ("arrived_on", day),
            "Fortzug": ("left_on", day),
        },
    ),
    "beratungen": (
        "consultations",
        {
            "Kontakt-ID": ("contact_id", text),
            "Fall-ID": ("case_id", text),
            "Datum": ("held_on", day),
            "Kanal": ("channel", text),
            "Thema": ("topics", topics),
        },
    ),
    "stellen": (
        "positions",
        {
            "Stellen-Nr.": ("position_no", text),
            "Träger": ("traeger", text),
            "Funktion": ("position_function", text),
            "VZÄ Plan": ("fte_planned", decimal),
            "VZÄ besetzt": ("fte_filled", decimal),
            "VZÄ gefördert": ("fte_funded", decimal),
            "gültig ab": ("valid_from", day),
            "gültig bis": ("valid_to", last_day),
        },
    ),
    "foerderung": (
        "grants",
        {
            "Bescheid": ("grant_no", text),
            "Programm": ("programme", text),
            "Träger": ("traeger", text),
            "von": ("period_from", day),
            "bis": ("period_to", last_day),
            "VZÄ gefördert": ("fte_funded", decimal),
            "bewilligt (EUR)": ("approved_eur", decimal),
            "ausgezahlt (EUR)": ("paid_eur", decimal),
        },
    ),
    "kosten": (
        "costs",
        {
            "Träger": ("traeger", text),
            "Jahr": ("year", number),
            "Kostenart": ("cost_type", text),
            "Betrag (EUR)": ("amount_eur", decimal),
            "Verwaltungspauschale Stadt (EUR)": ("lump_sum_eur", decimal),
        },
    ),
    "quote": (
        "quota",
        {
            "Jahr": ("year", number),
            "Stand vom": ("version_on", day),
            "Soll": ("target", number),
            "Ist": ("actual", number),
            "Übertrag": ("carry_over", number),
        },
    ),
    "objekte": (
        "sites",
        {
            "Objekt": ("site", text),
            "Plätze": ("places", number),
            "nutzbar": ("usable", number),
            "ab": ("valid_from", day),
            "bis": ("valid_to", last_day),
        },
    ),
    "bevoelkerung": (
        "population",
        {
            "AGS": ("ags", text),
            "Stichtag": ("as_of", day),
            "Einwohner": ("inhabitants", number),
            "Basis": ("basis", text),
        },
    ),
}


def read(files: Mapping[str, str]) -> tuple[dict[str, list[Row]], dict[str, list[date]]]:
    """File name → text to tables and export days: the newest file of a kind and owner counts, cases keep history."""
    tables: dict[str, list[Row]] = {"case_history": []}
    exports: dict[str, list[date]] = {}
    newest: dict[tuple[str, str], tuple[date, list[Row]]] = {}
    for name, content in files.items():
        kind, owner, exported = name.removesuffix(".csv").split("_")
        export = date.fromisoformat(exported)
        rows = [row | {"owner": owner} for row in _rows(kind, content)]
        newest[kind, owner] = max(
            newest.get((kind, owner), (date.min, [])), (export, rows), key=lambda e: e[0]
        )
        if kind == "faelle":
            exports.setdefault(owner, []).append(export)
            tables["case_history"] += [row | {"export_date": export} for row in rows]
    for (kind, _), (_, rows) in newest.items():
        tables.setdefault(COLUMNS[kind][0], []).extend(rows)
    return tables, exports


def _rows(kind: str, content: str) -> list[Row]:
    columns = COLUMNS[kind][1]
    lines = csv.DictReader(content.splitlines(), delimiter=";")
    return [{columns[head][0]: columns[head][1](cell or "") for head, cell in line.items()} for line in lines]
