"""From what a person types to an entry: every field checked, one German sentence per fault."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from pipelines import codelists
from pipelines.errors import UsageProblem
from pipelines.hints import did_you_mean
from pipelines.metrics import catalogue
from pipelines.metrics import dimensions as dims
from pipelines.publish.register import stichtag
from pipelines.publish.register.model import UNITS, UNKNOWN_DAY, Entry, cell_of
from pipelines.publish.wording import HEDGES

COLUMNS = (
    "medium", "veroeffentlicht", "wortlaut", "stichtag", "wort", "wert", "von", "bis", "einheit", "kennzahl",
    "gliederung", "fassung", "zeitraum_nach", "bezeichnung", "welt", "freigabe", "quelle", "anmerkung",
    "berichtigt",
)  # fmt: skip
_NUMBER = r"[+−-]?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?"
_UNIT_WORDS = {word.lower(): unit for unit, word in UNITS.items()} | {unit: unit for unit in UNITS}
_WORLDS = ("", "internal", "public")


@dataclass(frozen=True)
class Fault:
    """What is wrong with one field."""

    column: str
    sentence: str


class Faulty(UsageProblem):
    """The fields make no entry; `faults` names each reason, one sentence per line."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__("\n".join(f"«{fault.column}»: {fault.sentence}" for fault in faults))


class _Reader:
    """Reads field after field and collects what is wrong, so that a person mends a row once."""

    def __init__(self, given: Mapping[str, str]) -> None:
        self.given = {name: (given.get(name) or "").strip() for name in COLUMNS}
        self.faults: list[Fault] = []

    def fault(self, column: str, sentence: str) -> None:
        self.faults.append(Fault(column, sentence))

    def required(self, column: str, what: str) -> str:
        if not self.given[column]:
            self.fault(column, f"{what} fehlt; bitte eintragen.")
        return self.given[column]

    def day(self, column: str, what: str) -> stichtag.Stichtag | None:
        text = self.required(column, what)
        try:
            return stichtag.read(text) if text else None
        except ValueError:
            self.fault(
                column,
                f"«{text}» ist kein Tag, Monat oder Jahr; erwartet wird 2022-06-30, 2022-06 oder 2022.",
            )
            return None

    def published(self) -> stichtag.Stichtag | None:
        if self.given["veroeffentlicht"].lower() == UNKNOWN_DAY:
            return None
        return self.day("veroeffentlicht", "Der Tag der Veröffentlichung (oder «unbekannt»)")

    def number(self, column: str) -> Decimal | None:
        text = self.given[column]
        if text and not re.fullmatch(_NUMBER, text):
            self.fault(column, f"«{text}» ist keine deutsche Zahl; erwartet wird z. B. 1.400 oder 3,5.")
            return None
        return to_decimal(text) if text else None

    def one_of(self, column: str, known: Mapping[str, Any] | tuple[str, ...]) -> str:
        text = self.given[column]
        if text not in known:
            self.fault(column, f"«{text}» ist hier nicht bekannt. {did_you_mean(text, filter(None, known))}")
        return text


def to_decimal(text: str) -> Decimal:
    """A German number as it was printed, decimals kept: «1.400» → 1400, «4,0» → 4.0."""
    return Decimal(text.replace(".", "").replace(",", ".").replace("−", "-"))


def entry_from(given: Mapping[str, str]) -> Entry:
    """The entry that the COLUMNS describe.

    Raises Faulty with one sentence per fault.
    """
    reader = _Reader(_split(given))
    metric = _metric(reader)
    hedge, value, low, high = _quantity(reader)
    as_of = reader.day("stichtag", "Der Stichtag")
    fields: dict[str, Any] = {
        "medium": reader.required("medium", "Das Medium"),
        "published": reader.published(),
        "wording": reader.given["wortlaut"],
        "hedge": hedge, "value": value, "low": low, "high": high,
        "unit": _unit(reader, metric),
        "metric": metric.id if metric else None,
        "by": _cell(reader, metric),
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
        raise Faulty(reader.faults)
    return Entry(as_of=as_of, **fields)


def _split(given: Mapping[str, str]) -> dict[str, str]:
    """«über 500», «54 Prozent» and «500 bis 600» may be typed as one value; they become their fields."""
    fields = dict(given)
    text = " ".join((fields.get("wert") or "").split())
    if span := re.fullmatch(rf"({_NUMBER}) bis ({_NUMBER})", text):
        if not (fields.get("von") or fields.get("bis")):
            fields |= {"wert": "", "von": span[1], "bis": span[2]}
        return fields
    if percent := re.fullmatch(r"(.+?) ?(?:%|Prozent)", text):
        text = percent[1]
        fields["einheit"] = fields.get("einheit") or "Prozent"
    if (word := re.fullmatch(rf"(\D+) ({_NUMBER})", text)) and not fields.get("wort"):
        fields["wort"], text = word[1], word[2]
    return fields | {"wert": text}


def _metric(reader: _Reader) -> catalogue.Metric | None:
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


def _quantity(reader: _Reader) -> tuple[str, Decimal | None, Decimal | None, Decimal | None]:
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


def _hedge_hint(word: str) -> str:
    near = did_you_mean(word, HEDGES)
    return near if near.startswith("Meinten") else "Bekannt sind z. B. rund, etwa, über, gut, knapp, bis zu."


def _unit(reader: _Reader, metric: catalogue.Metric | None) -> str:
    text = reader.given["einheit"]
    own = "percent" if metric and metric.unit == "fraction" else metric.unit if metric else None
    if not text:
        if own is None:
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


def _cell(reader: _Reader, metric: catalogue.Metric | None) -> tuple[tuple[str, str], ...]:
    """The cell `a=b,c=d`; a free fact may name its parts freely."""
    cell: dict[str, str] = {}
    for part in filter(None, reader.given["gliederung"].split(",")):
        name, sign, code = (text.strip() for text in part.partition("="))
        if not (name and sign and code):
            reader.fault("gliederung", f"«{part}» ist keine Zelle; erwartet wird z. B. household=family.")
        elif metric is not None:
            _check_code(reader, metric, name, code)
        cell[name] = code
    return cell_of(cell)


def _check_code(reader: _Reader, metric: catalogue.Metric, name: str, code: str) -> None:
    allowed = (*metric.dimensions, *metric.always_by)
    if name not in allowed:
        hint = did_you_mean(name, allowed) if allowed else "Es gibt sie nur insgesamt."
        reader.fault("gliederung", f"«{metric.name}» gibt es nicht nach «{name}». {hint}")
        return
    dimension = dims.dimension(name)
    listed = codelists.load(dimension.codelist) if dimension.codelist else {}
    labels = {**dimension.labels, **{one.code: one.label for one in listed.values()}}
    if labels and code not in (*labels, "unknown", "other", "multiple"):
        reader.fault(
            "gliederung", f"Den Code «{code}» gibt es bei «{name}» nicht. {_code_hint(code, labels)}"
        )


def _code_hint(code: str, labels: Mapping[str, str]) -> str:
    """Who typed the name gets its code; a long list is not recited."""
    named = [known for known, label in labels.items() if label.lower() == code.lower()]
    if named:
        return f"Meinten Sie «{named[0]}»?"
    return did_you_mean(code, labels) if len(labels) < 20 else "Bitte den Code aus «zgm figures --by» nehmen."


def _version(reader: _Reader, metric: catalogue.Metric | None) -> int | None:
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


def _period(reader: _Reader, metric: catalogue.Metric | None, as_of: stichtag.Stichtag | None) -> date | None:
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
