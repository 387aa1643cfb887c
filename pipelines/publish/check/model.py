"""What the press check finds in a text and what it says about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeVar, dataclass_transform

Kind = Literal["amount", "share", "ratio", "change", "relative", "points", "factor"]

Part = Literal["", "of", "in", "own"]
Source = Literal["text", "assumed"]
Role = Literal["level", "change", "level_before"]  # what a number says of its metric; `stated.roles`
CAME_AND_STAYED = ("ukraine_arrivals_total", "ukraine_present")  # who came, and who of them is still here


_Record = TypeVar("_Record")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(cls: type[_Record]) -> type[_Record]:
    """A frozen dataclass to the type checker, at run time a plain one: a draft has thousands, made twice as fast so."""
    return dataclass(unsafe_hash=True)(cls)


@record
class Span:
    """A stretch of the text: offsets of its first character and of the one behind its last."""

    start: int
    end: int

    def holds(self, position: int) -> bool:
        return self.start <= position < self.end


@record
class Word(Span):
    """One word, as written and in small letters, reported verbs as plain ones."""

    text: str
    lower: str


@record
class Quantity(Span):
    """A number in the text.

    form: how it is written. step: the last printed digit's size (1, 0.1, 100000 for «1,2 Mio.»).
    """

    value: float
    form: Literal["plain", "percent", "points", "ratio", "fraction", "factor"]
    step: float = 1
    upper: float | None = None  # «zwischen 1.300 und 1.400»


@record
class Noun:
    """What stands behind a number: where it ends, its unit (None if none), and whether it is a thing unknown here."""

    span: Span
    unit: str | None
    foreign: bool


@record
class Mention:
    """A number in its place: with hedge and noun."""

    quantity: Quantity
    hedge: str
    noun: Noun
    span: Span
    sentence: int
    clause: int
    genitive: Span  # «600 [der angekommenen Ukrainer]»: the whole that the number is a part of


@record
class Moment(Span):
    """A date expression.

    shape: `point` names a day, `period` a stretch of time (period_from, as_of], `shift` a distance in months from
    another date («vor einem Jahr» = −12), `now` no day at all («aktuell»).
    role: `stand` dates the whole draft, `compared` is what a change is compared with, `since` starts a period.
    precise: False when the day was assumed from «Anfang», a season or a bare year.
    """

    shape: Literal["point", "period", "shift", "now"]
    role: Literal["plain", "stand", "compared", "since"] = "plain"
    as_of: date | None = None
    period_from: date | None = None
    months: int = 0
    then: bool = False  # a distance that tells of that day («vor einem Jahr»), not how far it is («binnen eines Jahres»)
    precise: bool = True
    first: date | None = (
        None  # the Stichtag its first words name: «von Juni 2022 bis …» is 30.06.2022 for a stock
    )
    also: tuple[date, ...] = ()  # other days it may mean: «Anfang 2018» the first of January

    @property
    def is_month(self) -> bool:
        """«im Juni 2021»: a stretch of no more than a month, whose end a stock takes for its Stichtag."""
        if self.period_from is None or self.as_of is None:
            return False
        return (self.as_of - self.period_from).days <= 31


@record
class Time:
    """The Stichtag of a claim, or the period (period_from, as_of] of a flow."""

    as_of: date | None
    period_from: date | None = None
    source: Source = "assumed"
    also: tuple[date, ...] = ()  # asked in turn when the claim does not hold at `as_of`


def is_later(one: Moment | Time, other: Moment | Time) -> bool:
    """Is the Stichtag of the first behind that of the second? False where one of them has none."""
    return one.as_of is not None and other.as_of is not None and one.as_of > other.as_of


@record
class Claim(Span):
    """One claim about a known metric, before it is judged.

    value: in the unit of the metric; percentages, percentage points and shares as fractions, a factor as number of times.
    noun: the words behind the number that belong to it, for the corrected wording.
    rivals: other metrics it may mean. second: metrics asked only when the first reading does not hold.
    upper: the other end of a range.
    readings: other groups or days that the number may be of, where its own clause names none; asked before «false».
    before: the point of comparison of a change. against: the group of the same day that it is set against instead.
    rest: is it the share of those who have not («38 Prozent haben keinen Integrationsplan»)?
    of_group: is a share taken of the group itself («94,9 Prozent der Frauen hatten Kontakt»), and not of all who had?
    doubt: why it cannot be decided whatever the data say.
    """

    text: str
    metric: str
    kind: Kind
    value: float
    step: float
    hedge: str
    time: Time
    by: Mapping[str, str] = field(default_factory=dict)
    before: Time | None = None
    against: Mapping[str, str] | None = None
    direction: int = 0
    approximate: bool = False
    partitive: Part = ""
    noun: str = ""
    rivals: tuple[str, ...] = ()
    second: tuple[str, ...] = ()
    doubt: str = ""
    upper: float | None = None
    readings: tuple[Claim, ...] = ()
    rest: bool = False
    of_group: bool = False


@record
class Verdict:
    """A judged claim; `exact` is None outside the internal world. Fields as in `zgm check --json`."""

    claim: Claim
    exact: float | None
    shown: str
    verdict: Literal["true", "false", "undecidable"]
    reason: str
    suggestion: str | None
    publishable: bool
