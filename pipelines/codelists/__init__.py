"""Closed code lists: one CSV per list (code; label; group; aliases, plus ISO codes for nationalities).

Sources: nationality codes and names after the Destatis list "Staats- und Gebietssystematik" (version of
2026-08-05), ISO 3166 codes; all other lists are definitions of this product (see docs/GLOSSARY.md).
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipelines.errors import Problem
from pipelines.hints import did_you_mean

_HERE = Path(__file__).parent
UNKNOWN = "unknown"
# «Not known» as a code of its own: UNB in the lists of this product, 999 «ohne Angabe» in the Destatis list of
# nationalities (998 is a finding of the authorities, not a gap in the data).
_UNKNOWN_CODES = ("UNB", "999")
# List → codes that the city which this process serves adds or names itself, with their labels.
_of_the_city: dict[str, dict[str, str]] = {}


@dataclass(frozen=True)
class Entry:
    """One code: what is stored, what a person reads, what it rolls up to, and other spellings of it."""

    code: str
    label: str
    group: str = ""
    aliases: tuple[str, ...] = ()
    iso2: str = ""
    iso3: str = ""
    historic: str = ""


@cache
def names() -> tuple[str, ...]:
    """The names of all code lists."""
    return tuple(sorted(path.stem for path in _HERE.glob("*.csv")))


@cache
def load(name: str) -> dict[str, Entry]:
    """The code list `name`, by code, in the order of its file.

    Raises Problem for a list that does not exist.
    """
    path = _HERE / f"{name}.csv"
    if not path.exists():
        raise Problem(f"Die Codeliste «{name}» gibt es nicht. {did_you_mean(name, names())}")
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter=";")
        return {row["code"]: _entry(row) for row in rows}


def _entry(row: dict[str, str]) -> Entry:
    aliases = tuple(alias for alias in row["aliases"].split("|") if alias)
    extra = {key: row[key] for key in ("iso2", "iso3", "historic") if key in row}
    return Entry(row["code"], row["label"], row["group"], aliases, **extra)


def unknown_code(name: str) -> str | None:
    """The code by which a list says that something is not known; None where it has none."""
    return next((code for code in _UNKNOWN_CODES if code in load(name)), None)


def name_further(name: str, labels: Mapping[str, str]) -> None:
    """From now on these codes, beside the list or in it, have these labels. One process serves one city."""
    _of_the_city[name] = dict(labels)


def label(name: str, code: str) -> str:
    """The German label of a code: of the city, of the list, else the code; `unknown` is «unbekannt» everywhere."""
    if code == UNKNOWN:
        return "unbekannt"
    entry = load(name).get(code)
    return _of_the_city.get(name, {}).get(code) or (entry.label if entry else code)
