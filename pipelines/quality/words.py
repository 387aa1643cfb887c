"""German words of the report and the lists."""

from __future__ import annotations

from datetime import date

SEVERITY = {"error": "Fehler", "warning": "Warnung", "info": "Hinweis"}
EFFECT = {
    "quarantine": "Zeile zurückgewiesen",
    "blank": "Angabe gilt als unbekannt",
    "report": "wie geliefert übernommen",
    "refuse": "Lieferung abgelehnt",
}
VERDICT = {
    "loaded": "übernommen",
    "warnings": "übernommen, mit Befunden",
    "refused": "abgelehnt, nichts wurde geändert",
    "superseded": "als Geschichte gespeichert",
    "unchanged": "unverändert, schon gespeichert",
}
RULE = {
    "bad_format": "falsche Form",
    "conflicting_files": "zwei Dateien für dasselbe",
    "cross_traeger_duplicate": "bei zwei Trägern geführt",
    "date_after_export": "Datum nach dem Export",
    "duplicate_key": "Schlüssel mehrfach",
    "empty_file": "leere Datei",
    "empty_interval": "leerer Zeitraum",
    "end_before_start": "Ende vor Beginn",
    "extra_column": "zusätzliche Spalte",
    "formula_cell": "Formel in einer Zelle",
    "funded_above_planned": "gefördert über Plan",
    "handover_gap": "Lücke bei der Übergabe",
    "historic_code": "früherer Schlüssel",
    "identical_row": "doppelte Zeile",
    "impossible_date": "unmögliches Datum",
    "missing_column": "fehlende Spalte",
    "missing_kind": "fehlende Datei",
    "missing_value": "leere Pflichtangabe",
    "mojibake": "falsch gespeicherte Umlaute",
    "negative_value": "negative Zahl",
    "no_contact_12_months": "zwölf Monate ohne Beratung",
    "out_of_range": "Wert außerhalb des Möglichen",
    "over_36_months": "über 36 Monate ohne Verlängerung",
    "overlap": "Zeiträume überschneiden sich",
    "parts_not_total": "Teile ergeben nicht das Ganze",
    "personal_data": "personenbezogene Daten",
    "planned_end": "geplantes Ende",
    "same_content": "gleicher Inhalt unter neuem Datum",
    "sentinel_date": "Platzhalter-Datum",
    "stale_traeger": "veralteter Export",
    "status_nationality": "Status passt nicht zur Staatsangehörigkeit",
    "stock_jump": "Sprung im Bestand",
    "truncated_file": "abgebrochene Datei",
    "unknown_code": "unbekannter Schlüssel",
    "unknown_reference": "Fall fehlt",
    "unreadable_file": "unlesbare Datei",
    "unsafe_file": "unsichere Datei",
}


def german_day(day: date | None) -> str:
    """30.06.2022, or a dash when there is none."""
    return f"{day:%d.%m.%Y}" if day else "–"


def german_count(number: int, one: str, many: str) -> str:
    """«1 Zeile», «1.050 Zeilen»."""
    return f"{number:,}".replace(",", ".") + f" {one if number == 1 else many}"
