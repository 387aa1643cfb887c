"""Daten: how old the data are, what was delivered, what is released, what every number means."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from dash import html

from dashboard import records
from dashboard.components.blocks import definition
from dashboard.components.tables import section, table
from dashboard.lookup import place
from dashboard.page import Content, Page
from dashboard.state import Choices
from dashboard.view import View
from pipelines import codelists
from pipelines.metrics import catalogue
from pipelines.metrics import dimensions as dims
from pipelines.publish import german

# A Träger that lags this far behind the newest export is stale (EXPORTS.md, "What a finding does").
_STALE = timedelta(days=45)
_WORDS = (
    ("Stichtag", "Der Tag, an dessen Ende gezählt wird."),
    (
        "Datenstand",
        "Der älteste unter den neuesten Exporten der Träger. Zahlen für spätere Stichtage sind vorläufig.",
    ),
    (
        "Freigabe",
        "Ein fester, unveränderlicher Stand aller Zahlen mit einer Kennung, auf die man sich berufen kann.",
    ),
    ("VZÄ", "Vollzeitäquivalent: Stellenanteile zusammengezählt; zwei halbe Stellen sind 1,0 VZÄ."),
    ("Betreuungsschlüssel", "Personen der aktiven Zielgruppe je Vollzeitstelle, geschrieben als 1 : n."),
    ("Bestand", "Eine Zahl an einem Tag. Bestände verschiedener Tage werden nie zusammengezählt."),
    (
        "Zugang, Abgang",
        "Beginn und Ende der Begleitung im Zeitraum. Bestand neu = Bestand alt + Zugänge − Abgänge.",
    ),
    ("mehrfach gezählt", "Personen, die zwei Träger führen. Die Zeile gleicht die Summe der Träger aus."),
)


def make(view: View) -> Content:
    """Data state per Träger, deliveries, releases, catalogue, glossary."""
    inside = [] if view.public else [_deliveries(view), _findings(view)]
    history = [
        records.releases(view),
        records.changes(view),
        records.corrected(view),
        records.published(view),
    ]
    parts = [_state(view), *inside, *history, _glossary(), _catalogue()]
    return Content(before=[part for part in parts if part is not None])


def _manifest_deliveries(view: View) -> list[dict[str, Any]]:
    return list(view.edition.release.manifest.get("deliveries", ()))


def _day(entry: dict[str, Any]) -> date:
    return date.fromisoformat(str(entry["export_date"]))


def _state(view: View) -> html.Section:
    entries = [
        entry for entry in _manifest_deliveries(view) if entry["kind"] == "faelle" and entry.get("newest")
    ]
    newest = max((_day(entry) for entry in entries), default=view.edition.data_as_of)
    rows = []
    for entry in sorted(entries, key=lambda entry: str(entry["traeger"])):
        late = newest - _day(entry) >= _STALE
        word = "veraltet: bitte neu liefern lassen" if late else "aktuell"
        rows.append([codelists.label("traeger", entry["traeger"]), german.day(_day(entry)), word])
    sentence = (
        f"Datenstand ist der {german.day(view.edition.data_as_of)}: bis dahin haben alle Träger geliefert. "
        "Zahlen für spätere Stichtage sind vorläufig."
    )
    grid = table("Neuester Export der Fälle je Träger", ("Träger", "Export vom", "Stand"), rows)
    return section("Datenstand je Träger", "datenstand", [html.P(sentence, className="satz"), grid])


def _deliveries(view: View) -> html.Section:
    entries = [entry for entry in _manifest_deliveries(view) if entry.get("newest")]
    rows = [
        [
            entry["file"],
            codelists.label("traeger", entry["traeger"]),
            german.day(_day(entry)),
            german.number(entry["rows"]),
        ]
        for entry in sorted(entries, key=lambda entry: (str(entry["kind"]), str(entry["traeger"])))
    ]
    older = len(_manifest_deliveries(view)) - len(entries)
    note = f"Dazu kommen {german.number(older)} ältere Dateien, die für frühere Stichtage aufgehoben sind."
    grid = table(
        "Dateien, aus denen diese Freigabe gezählt ist", ("Datei", "Träger", "Export vom", "Zeilen"), rows, 1
    )
    return section("Lieferungen", "lieferungen", [grid, html.P(note)])


_SEVERITIES = {"error": "Fehler", "warning": "Warnungen", "info": "Hinweise"}
_COUNTED = {"rows_quarantined": "zurückgewiesene Zeilen", **_SEVERITIES}


def _findings(view: View) -> html.Section:
    """What the checks found about the deliveries of this release; a release of an older make does not tell."""
    counts = view.edition.release.manifest.get("findings")
    more = html.P("Einzeln und je Träger zeigt sie das Welcome-Center mit dem Befehl «zgm quality».")
    if counts is None:
        lead = "Wie viele Befunde es gab, ist für diese Freigabe nicht festgehalten."
        return section("Befunde der Prüfung", "befunde", [html.P(lead, className="satz"), more])
    parts = [html.P(_sums(counts), className="satz"), *_flawed(counts["by_delivery"]), more]
    return section("Befunde der Prüfung", "befunde", parts)


def _sums(counts: dict[str, Any]) -> str:
    entries = [*counts["by_delivery"], counts["elsewhere"]]
    found = ", ".join(
        f"{word}: {german.number(sum(entry[key] for entry in entries))}" for key, word in _SEVERITIES.items()
    )
    away = german.number(sum(entry["rows_quarantined"] for entry in counts["by_delivery"]))
    return f"{found}. Zurückgewiesene Zeilen, die nicht mitzählen: {away}."


def _flawed(entries: list[dict[str, Any]]) -> list[Any]:
    """The deliveries with findings, one row each; the others in a sentence."""
    flawed = [entry for entry in entries if any(entry[key] for key in _COUNTED)]
    if not flawed:
        return [html.P("Keine Datei, aus der diese Freigabe gezählt ist, hat einen Befund.")]
    rows = [
        [
            entry["file"],
            codelists.label("traeger", entry["traeger"]),
            *(german.number(entry[key]) for key in _COUNTED),
        ]
        for entry in flawed
    ]
    header = ("Datei", "Träger", *_COUNTED.values())
    grid = table("Dateien mit Befunden", header, rows, len(_COUNTED))
    rest = len(entries) - len(flawed)
    return [grid, html.P(f"Dateien ohne Befund: {german.number(rest)}.")] if rest else [grid]


def _glossary() -> html.Section:
    words = [part for word, meaning in _WORDS for part in (html.Dt(word), html.Dd(meaning))]
    signs = [part for sign, meaning in german.SIGNS.items() for part in (html.Dt(sign), html.Dd(meaning))]
    heading = html.H3("Zeichen in Tabellen (DIN 55301)")
    return section("Begriffe", "begriffe", [html.Dl(words), heading, html.Dl(signs, className="zeichen")])


def _catalogue() -> html.Section:
    entries = []
    for metric in sorted(catalogue.load().values(), key=lambda metric: place(metric.name)):
        by = ", ".join(dims.dimension(name).name for name in metric.dimensions) or "keine"
        body = [
            *definition(metric.id)[1:],
            html.P(f"Gliederungen: {by} · Kurzname: {metric.id}", className="quelle"),
        ]
        entries.append(
            # A link to what is folded unfolds it; a link to the fold itself would not.
            html.Details([html.Summary(metric.name), html.Div(body, className="definition", id=metric.id)])
        )
    lead = html.P("Jede Zahl hat eine Definition, eine Quelle und jemanden, der für sie zuständig ist.")
    return section("Kennzahlenkatalog", "katalog", [lead, *entries])


PAGE = Page(
    path="/daten",
    title="Daten",
    order=7,
    lead="Datenstand, Lieferungen, Freigabe, Definitionen und Begriffe.",
    make=make,
    choices=Choices(as_of=False),
)
