"""What a question and an answer look like: every figure in the product is an answer of this form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Status = Literal["exact", "rounded", "suppressed", "undefined", "preliminary"]


@dataclass(frozen=True)
class Query:
    """One question to a release.

    metric: id of the catalogue. as_of: Stichtag (end of that day). period_from: start of the period, exclusive,
    needed by flows. by: at most two dimensions to break down by. filters: dimension → code. every: `"month"` asks
    for a series: month ends in (period_from, as_of] and as_of itself; a flow then covers the time between two of them.
    top: keep the n largest codes of the first dimension, merge the rest into `other`.
    """

    metric: str
    as_of: date
    period_from: date | None = None
    by: tuple[str, ...] = ()
    filters: Mapping[str, str] = field(default_factory=dict)
    every: Literal["month"] | None = None
    top: int | None = None


@dataclass(frozen=True)
class Figure:
    """One figure: `by` empty is the total, else the codes of the cell (`unknown`, `other`, `multiple` are codes too).

    value is None when undefined or suppressed. numerator and denominator (ratios only) carry their own units.
    status has the precedence suppressed, undefined, preliminary, rounded, exact; `preliminary` says in any case
    that the Stichtag lies after the Datenstand. corrected: an earlier release printed something else here, another
    number or none (public world only). earlier: the number that stood there, None when there was none (where an old
    ledger does not tell it, too). What has no record is 0 among counts, no number among money and quota, as in `compute`.
    """

    metric: str
    definition_version: int
    unit: str
    kind: str
    as_of: date
    period_from: date | None
    by: Mapping[str, str]
    value: int | float | None
    numerator: int | float | None
    denominator: int | float | None
    status: Status
    preliminary: bool
    corrected: bool = False
    earlier: int | float | None = None

    @property
    def stands(self) -> bool:
        """Whether a number is told here or was in print: a table that leaves out what nobody told keeps its place."""
        return self.value is not None or self.corrected
