"""From what a person types to an entry: every field checked, one German sentence per fault."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from pipelines.hints import did_you_mean
from pipelines.metrics import catalogue
from pipelines.metrics.evaluate import MULTIPLE
from pipelines.publish.register import stichtag
from pipelines.publish.register.cell import read_cell
from pipelines.publish.register.fields import COLUMNS, NUMBER, Faulty, Reader
from pipelines.publish.register.model import UNITS, Entry
from pipelines.publish.wording import HEDGES

_UNIT_WORDS = {word.lower(): unit for unit, word in UNITS.items()} | {unit: unit for unit in UNITS}
_WORLDS = ("", "internal", "public")


def entry_from(given: Mapping[str, str]) -> Entry:
    """The entry that the COLUMNS describe.

    Raises Faulty with one sentence per fault.
    """
    reader = Reader(_split(given))
    metric = _metric(reader)
    hedge, value, low, high = _quantity(reader)
    as_of = reader.day("stichtag", "Der Stichtag")
    by = read_cell(reader, metric)
    if metric and not catalogue.can_be_negative(metric) and MULTIPLE not in dict(by).values():
        _refuse_negative(reader, metric, {"wert": value, "von": low, "bis": high})
    fields: dict[str, Any] = {
        "medium": reader.required("medium", "Das Medium"),
        "published": reader.published(),
        "wording": reader.given["wortlaut"],
        "hedge": hedge, "value": value, "low": low, "high": high,
        "unit": _unit(reader, metric),
        "metric": metric.id if metric else None,
        "by": by,
        "version": _version(reader, metric),
        "period_from": _period(reader, metric, as_of),
        "label": reader.given["bezeichnung"],
        "world": reader.one_of("welt", _WORLDS),
        "release": reader.given["freigabe"] or None,
        "source": reader.required("quelle", "Die Quelle"),
        "note": reader.given["anmerkung"],
        "replaces": reader.given["berichtigt"] or None,
    }  # fmt: skip
    if reader.faults or as_of is None:
        raise Faulty(sorted(reader.faults, key=lambda fault: COLUMNS.index(fault.column)))
    return Entry(as_of=as_of, **fields)


def _split(given: Mapping[str, str]) -> dict[str, str]:
    """«über 500», «54 Prozent» and «500 bis 600» may be typed as one value; they become their fields."""
    fields = dict(given)
    text = " ".join((fields.get("wert") or "").split())
    if span := re.fullmatch(rf"({NUMBER}) bis ({NUMBER})", text):
        if not (fields.get("von") or fields.get("bis")):
            fields |= {"wert": "", "von": span[1], "bis": span[2]}
        return fields
    if percent := re.fullmatch(r"(.+?) ?(?:%|Prozent)", text):
        text = percent[1]
        fields["einheit"] = fields.get("einheit") or "Prozent"
    if (word := re.fullmatch(rf"(\D+) ({NUMBER})", text)) and not fields.get("wort"):
        fields["wort"], text = word[1], word[2]
    return fields | {"wert": text}


def _metric(reader: Reader) -> catalogue.Metric | None:
    name = reader.given["kennzahl"]
    if not name:
        if not reader.given["bezeichnung"]:
            reader.fault(
                "bezeichnung", "Kennzahl oder eigene Bezeichnung fehlt; bitte eine von beiden angeben."
            )
        return None
    known = catalogue.load()
    if name not in known:
        reader.fault("kennzahl", f"Die Kennzahl «{name}» gibt es nicht. {did_you_mean(name, known)}")
    return known.get(name)


def _quantity(reader: Reader) -> tuple[str, Decimal | None, Decimal | None, Decimal | None]:
    hedge = reader.given["wort"].lower()
    if hedge and hedge not in HEDGES:
        reader.fault("wort", f"Das Wort «{hedge}» vor einer Zahl ist nicht bekannt. {_hedge_hint(hedge)}")
    value, low, high = reader.number("wert"), reader.number("von"), reader.number("bis")
    if not any(reader.given[column] for column in ("wert", "von", "bis")):
        reader.fault("wert", "Der Wert fehlt; bitte die gedruckte Zahl eintragen.")
    if low is not None and high is not None and low > high:
        reader.fault("von", "Der kleinste Wert ist größer als der größte; bitte «von» und «bis» tauschen.")
    if hedge and not reader.given["wert"]:
        reader.fault("wort", f"Nach «{hedge}» fehlt die Zahl; bitte den Wert eintragen.")
    return hedge, value, low, high


def _refuse_negative(reader: Reader, metric: catalogue.Metric, numbers: Mapping[str, Decimal | None]) -> None:
    """What is counted or added up is never less than zero; only differences are, and the row «mehrfach gezählt»."""
    for column, number in numbers.items():
        if number is not None and number < 0:
            reader.fault(
                column,
                f"«{metric.name}» kann nicht kleiner als null sein; bitte statt {reader.given[column]} die gedruckte "
                "Zahl eintragen (für eine Veränderung eine eigene Bezeichnung statt der Kennzahl).",
            )


def _hedge_hint(word: str) -> str:
    near = did_you_mean(word, HEDGES)
    return near if near.startswith("Meinten") else "Bekannt sind z. B. rund, etwa, über, gut, knapp, bis zu."


def _unit(reader: Reader, metric: catalogue.Metric | None) -> str:
    text = reader.given["einheit"]
    own = "percent" if metric and metric.unit == "fraction" else metric.unit if metric else None
    if not text:
        # Without a metric it must be said; an unknown metric is a fault of its own already.
        if reader.given["bezeichnung"] and not reader.given["kennzahl"]:
            reader.fault("einheit", "Die Einheit fehlt; bitte z. B. «Personen» oder «Prozent» eintragen.")
        return own or ""
    unit = _UNIT_WORDS.get(text.lower())
    if unit is None:
        reader.fault(
            "einheit", f"Die Einheit «{text}» ist nicht bekannt. {did_you_mean(text, UNITS.values())}"
        )
    elif own and unit != own and not (unit == "percent" and reader.given["gliederung"]):
        reader.fault(
            "einheit",
            f"«{text}» passt nicht zur Kennzahl ({UNITS[own]}); Prozent braucht eine Gliederung als Anteil.",
        )
    return unit or ""


def _version(reader: Reader, metric: catalogue.Metric | None) -> int | None:
    text = reader.given["fassung"]
    if metric is None:
        return None
    if not text.isdigit() or int(text) < 1:
        reader.fault(
            "fassung",
            f"Die Fassung der Definition fehlt oder ist keine Zahl; heute gilt Fassung {metric.version}.",
        )
        return None
    return int(text)


def _period(reader: Reader, metric: catalogue.Metric | None, as_of: stichtag.Stichtag | None) -> date | None:
    text = reader.given["zeitraum_nach"]
    if not text:
        if metric and catalogue.needs_period(metric):
            reader.fault(
                "zeitraum_nach", f"«{metric.name}» zählt einen Zeitraum; bitte den Tag davor nennen."
            )
        return None
    try:
        start = stichtag.read(text)
    except ValueError:
        start = None
    if start is None or start.precision != "day":
        reader.fault("zeitraum_nach", f"«{text}» ist kein Tag im Kalender; erwartet wird z. B. 2021-12-31.")
        return None
    if as_of and start.first >= as_of.last:
        reader.fault("zeitraum_nach", "Der Zeitraum ist leer; sein Beginn muss vor dem Stichtag liegen.")
    return start.first
