"""One published figure: what was printed, where, when, about which day, and what it means in our catalogue."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal

from pipelines.metrics import catalogue
from pipelines.metrics import dimensions as dims
from pipelines.publish import german
from pipelines.publish.register.stichtag import Stichtag
from pipelines.publish.sentences import months_or_days

World = Literal["", "internal", "public"]
Cell = tuple[tuple[str, str], ...]
UNKNOWN_DAY = "unbekannt"

# German words of the register for the units of the catalogue; "percent" is a rate or a share as it is printed.
UNITS = {
    "persons": "Personen",
    "places": "Plätze",
    "consultations": "Beratungen",
    "fte": "VZÄ",
    "eur": "Euro",
    "percent": "Prozent",
    "persons_per_fte": "Personen je Stelle",
    "per_1000": "je 1.000 Einwohner",
    "months": "Monate",
    "years": "Jahre",
    "consultations_per_person": "Beratungen je Person",
    "consultations_per_fte": "Beratungen je Stelle",
    "eur_per_person": "Euro je Person",
}


def cell_of(by: Mapping[str, str]) -> Cell:
    """A cell in one order, so that equal cells are equal."""
    return tuple(sorted(by.items()))


@dataclass(frozen=True)
class Entry:
    """A figure that went out. Either mapped (`metric`, `version`) or a free fact (`label`).

    published: when it was printed, None when nobody knows. value: the number after the hedge word, with the decimals
    that were printed; percentages in percent. low, high: what the number can stand for (a printed span, or the
    interval of a publicly rounded figure); value is None when only a span was printed. period_from: start of a
    flow's period, exclusive. replaces: id of the entry that this one corrects in print.
    """

    medium: str
    published: Stichtag | None
    wording: str
    as_of: Stichtag
    unit: str
    value: Decimal | None = None
    hedge: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    metric: str | None = None
    by: Cell = ()
    version: int | None = None
    period_from: date | None = None
    label: str = ""
    world: World = ""
    release: str | None = None
    source: str = ""
    note: str = ""
    replaces: str | None = None

    @cached_property
    def id(self) -> str:
        """Twelve hex digits of the content: the same row is the same entry."""
        return hashlib.sha256(canonical(self).encode()).hexdigest()[:12]

    @property
    def name(self) -> str:
        """The metric's German name with the cell, or the free label."""
        names = [_label(dimension, code) for dimension, code in self.by]
        head = catalogue.load()[self.metric].name if self.metric in catalogue.load() else self.label
        return ", ".join([head or str(self.metric), *names])

    @property
    def shown(self) -> str:
        """The figure as it was printed: «rund 1.400», «54 Prozent», «500 bis 600»."""
        if self.value is None:
            text = f"{_number(self.low)} bis {_number(self.high)}"
        else:
            text = " ".join(filter(None, (self.hedge, _number(self.value))))
        if self.unit in ("persons", "places", "consultations", "fte"):
            return text
        return f"1 : {text}" if self.unit == "persons_per_fte" else f"{text} {UNITS[self.unit]}"

    @property
    def when(self) -> str:
        """What it was printed for: the Stichtag («30.06.2022»), of a flow its months («Juli 2021 bis Juni 2022»)."""
        if self.period_from is None:
            return self.as_of.shown
        return months_or_days(self.period_from, self.as_of.last)

    @property
    def stand(self) -> str:
        """`when` within a sentence: «Stand 30.06.2022», of a flow the months alone."""
        return self.when if self.period_from else f"Stand {self.when}"

    @property
    def publication(self) -> tuple[str, str, str]:
        """What stands together in one text."""
        return self.medium, str(self.published or ""), self.source


def _label(dimension: str, code: str) -> str:
    known = dims.load().get(dimension)
    return known.label(code) if known else code


def _number(value: Decimal | None) -> str:
    if value is None:
        return german.LATER
    places = max(0, -int(value.as_tuple().exponent))
    return german.number(value, places)


def as_record(entry: Entry) -> dict[str, Any]:
    """The entry as JSON types; numbers as text, so that printed decimals stay («4,0»)."""
    return {field.name: _plain(field.name, getattr(entry, field.name)) for field in fields(entry)}


def _plain(name: str, value: Any) -> Any:
    if name == "by":
        return dict(value)
    if isinstance(value, Decimal | Stichtag):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


def from_record(record: Mapping[str, Any]) -> Entry:
    """The entry that `as_record` wrote down."""
    given = dict(record)
    for name in ("value", "low", "high"):
        given[name] = None if given[name] is None else Decimal(given[name])
    for name in ("published", "as_of"):
        given[name] = None if given[name] is None else Stichtag(given[name])
    if given["period_from"] is not None:
        given["period_from"] = date.fromisoformat(given["period_from"])
    given["by"] = cell_of(given["by"])
    return Entry(**given)


def canonical(entry: Entry) -> str:
    """One text per content, for hashes."""
    return json.dumps(as_record(entry), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
