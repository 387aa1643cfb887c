"""The columns of an entry and how one field is read: its value, or one German sentence about what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pipelines.errors import UsageProblem
from pipelines.hints import did_you_mean
from pipelines.publish.register import stichtag
from pipelines.publish.register.model import UNKNOWN_DAY

COLUMNS = (
    "medium", "veroeffentlicht", "wortlaut", "stichtag", "wort", "wert", "von", "bis", "einheit", "kennzahl",
    "gliederung", "fassung", "zeitraum_nach", "bezeichnung", "welt", "freigabe", "quelle", "anmerkung",
    "berichtigt",
)  # fmt: skip
NUMBER = r"[+−-]?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?"


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


class Reader:
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
        if text and not re.fullmatch(NUMBER, text):
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
