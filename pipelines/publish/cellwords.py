"""A cell of a public table in German words, as an attack or a correction names it: metric, period, codes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from pipelines.metrics import catalogue
from pipelines.metrics import dimensions as dims
from pipelines.publish import german

# The ledger's own counts, and the markers that its tables count by: no catalogue entry and no page shows them.
_COUNTS = {
    "ukraine_arrivals": "Ukraine: Ankünfte",
    "ukraine_none": "Ukraine: Abgänge der Zählung",
    "consultations_so_far": "Beratungen bisher",
    "consultations_none": "Beratungen: Abgänge der Zählung",
}
_MARKERS = {
    "contacted": "Kontakt im letzten Zeitraum",
    "planned": "Integrationsplan",
    "b1": "Sprachniveau B1",
    "employed": "erwerbstätig",
    "limit_36": "Grenze von 36 Monaten",
    "presence": "Anwesenheit",
    "stayed_3": "3 Monate geblieben",
    "stayed_6": "6 Monate geblieben",
    "stayed_12": "12 Monate geblieben",
    "stayed_24": "24 Monate geblieben",
}
_ANSWERS = {
    "yes": "ja",
    "no": "nein",
    "unknown": "unbekannt",
    "no_adult": "nicht volljährig",
    "not_18_64": "nicht 18 bis 64 Jahre",
    "later": "später als in 12 Monaten",
    "within_12": "in 12 Monaten",
    "over": "überschritten",
    "over_extended": "überschritten, verlängert",
    "present": "da",
    "gone": "fort",
}


def cell_words(where: Mapping[str, str]) -> str:
    """«Aktive Zielgruppe, Juni 2022, Staatsangehörigkeit Pakistan»; «insgesamt» for no coordinate at all.

    A column of somebody's own table keeps the words it has there.

    >>> cell_words({"nationality": "461", "Stadtteil": "Nord"})
    'Staatsangehörigkeit Pakistan, Stadtteil=Nord'
    """
    return ", ".join(_part(name, code) for name, code in where.items()) or "insgesamt"


def period_words(period: str) -> str:
    """«2022-06» and «2022-H1» in words; anything else as it stands."""
    year, _, part = period.partition("-")
    if year.isdecimal() and part.startswith("H"):
        return f"{part[1:]}. Halbjahr {year}"
    if year.isdecimal() and part.isdecimal():
        return german.month(date(int(year), int(part), 1))
    return period


def metric_words(metric: str) -> str:
    """The name of a metric of the catalogue or of the ledger."""
    return catalogue.load()[metric].name if metric in catalogue.load() else _COUNTS.get(metric, metric)


def _part(name: str, code: str) -> str:
    if name == "metric":
        return metric_words(code)
    if name == "period":
        return period_words(code)
    if name in dims.load():
        dimension = dims.dimension(name)
        return f"{dimension.name} {dimension.label(code)}"
    if name in _MARKERS:
        return f"{_MARKERS[name]}: {_ANSWERS.get(code, code)}"
    return f"{name}={code}"
