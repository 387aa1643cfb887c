"""The address of a page carries what it shows: parameters ⇄ state; defaults are not written.

Whatever stands in an address is checked against closed lists; what is unknown, outdated or hostile falls back to
the default, and the page says so in a sentence. A file never falls back: its address is refused (`misread`).
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol
from urllib.parse import parse_qsl, urlencode

from dashboard import comparing
from pipelines import codelists
from pipelines.metrics import catalogue
from pipelines.metrics import dimensions as dims
from pipelines.months import month_end
from pipelines.publish import german

SPANS = {"12": "12 Monate", "24": "2 Jahre", "36": "3 Jahre", "60": "5 Jahre", "alle": "alle Monate"}
DEFAULT_SPAN = "36"
# Word in the address → dimension. Two of them may be filters at a time, one may be the breakdown.
FILTERS = {
    "traeger": "traeger",
    "herkunft": "nationality",
    "status": "status",
    "alter": "age_band",
    "geschlecht": "sex",
    "unterbringung": "housing",
}
WORDS = {dimension: word for word, dimension in FILTERS.items()}
MOST_FILTERS = 2
_LONGEST_ADDRESS = 2000
_LONGEST_NAME = 40
LONGEST_FIELD = 100  # «Ausschuss für Soziales, Integration, Bildung und Sport» has 54
_MOST_NOTICES = 4
_STAND = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?", re.ASCII)
NONE = "ohne"  # what a form sends for «no filter» and «no breakdown»


class Months(Protocol):
    """What of an edition the address is checked against."""

    months: tuple[date, ...]

    @property
    def newest(self) -> date: ...

    def codes(self, dimension: str) -> list[str]: ...


@dataclass(frozen=True)
class Choices:
    """What a page lets its reader choose; an empty tuple means that it has no such control."""

    metrics: tuple[str, ...] = ()
    breakdowns: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()
    span: bool = False
    compare: bool = False
    fields: tuple[str, ...] = ()  # free inputs; the page judges them
    as_of: bool = True


@dataclass(frozen=True)
class Notice:
    """What of an address is not understood, and what a page does instead; as text one sentence."""

    what: str
    instead: str

    def __str__(self) -> str:
        return f"{self.what}; {self.instead}."


@dataclass(frozen=True)
class State:
    """What an address asks for. filters: (dimension, code), at most two. fields: free inputs as text."""

    as_of: date
    span: str = DEFAULT_SPAN
    metric: str = ""
    by: str = ""
    compare: str = comparing.USUAL
    filters: tuple[tuple[str, str], ...] = ()
    fields: tuple[tuple[str, str], ...] = ()
    notices: tuple[Notice, ...] = ()


def defaults(edition: Months, choices: Choices) -> State:
    """The state of an address without parameters."""
    return State(edition.newest, metric=choices.metrics[0] if choices.metrics else "")


def parse(search: str, edition: Months, choices: Choices) -> State:
    """The state that the query part of an address asks for."""
    state = defaults(edition, choices)
    if len(search) > _LONGEST_ADDRESS:
        return _noticed(state, Notice("Die Adresse ist zu lang", "gezeigt wird die Voreinstellung"))
    given = parse_qsl(search.lstrip("?"))
    for word in _twice(given):
        again = Notice(f"{_quoted(word)} steht mehrfach in der Adresse", "es gilt die letzte Angabe")
        state = _noticed(state, again)
    for word, value in dict(given).items():
        if value == NONE:
            continue
        try:
            state = _take(state, word, value, edition, choices)
        except _NotUnderstoodError as problem:
            state = _noticed(state, problem.notice)
    return _fitting(state)


def misread(state: State) -> str:
    """What of an address is not understood, for the middle of a sentence; "" when all of it is."""
    return "; ".join(notice.what for notice in state.notices)


def _twice(given: Sequence[tuple[str, str]]) -> list[str]:
    """Words that stand in an address with more than one value."""
    values: dict[str, set[str]] = {}
    for word, value in given:
        values.setdefault(word, set()).add(value)
    return [word for word, found in values.items() if len(found) > 1]


class _NotUnderstoodError(Exception):
    """One parameter cannot be used; the notice says which."""

    def __init__(self, what: str, instead: str) -> None:
        super().__init__(what)
        self.notice = Notice(what, instead)


def _take(state: State, word: str, value: str, edition: Months, choices: Choices) -> State:
    if word == "stand" and choices.as_of:
        return replace(state, as_of=_month(value, edition))
    if word == "zeitraum" and choices.span:
        return replace(state, span=_one_of(value, SPANS, "Der Zeitraum"))
    if word == "kennzahl" and choices.metrics:
        return replace(state, metric=_one_of(value, choices.metrics, "Die Kennzahl"))
    if word == "nach" and choices.breakdowns:
        return replace(state, by=_one_of(value, choices.breakdowns, "Die Gliederung"))
    if word == "vergleich" and choices.compare:
        return replace(state, compare=_one_of(value, comparing.COMPARISONS, "Der Vergleich"))
    if FILTERS.get(word, "") in choices.filters:
        return _with_filter(state, FILTERS[word], value, edition)
    if word in choices.fields:
        return replace(state, fields=(*state.fields, (word, _typed(word, value))))
    raise _NotUnderstoodError(
        f"Die Angabe {_quoted(word)} in der Adresse kennt diese Seite nicht", "sie entfällt"
    )


def _printable(text: str) -> str:
    return "".join(sign for sign in text if sign.isprintable())


def _quoted(text: str) -> str:
    return german.quoted(_printable(text)[:_LONGEST_NAME])


def _typed(word: str, value: str) -> str:
    """A free input, whole: cut short it would be printed as if it had been meant."""
    if len(value) > LONGEST_FIELD:
        raise _NotUnderstoodError(f"«{word}» ist länger als {LONGEST_FIELD} Zeichen", "die Angabe entfällt")
    return _printable(value)


def _month(value: str, edition: Months) -> date:
    """The month end of «2022-06», or of its last day; another day is no Stichtag."""
    day = _month_end(value)
    if day is None:
        raise _NotUnderstoodError(f"Den Stichtag {_quoted(value)} gibt es nicht", _NEWEST)
    if day not in edition.months:
        raise _NotUnderstoodError(f"Für den {day:%d.%m.%Y} gibt es hier keine Zahlen", _NEWEST)
    return day


_NEWEST = "gezeigt wird der neueste Stand"


def _month_end(value: str) -> date | None:
    typed = _STAND.fullmatch(value)
    try:
        day = month_end(date(int(typed[1]), int(typed[2]), 1)) if typed else None
    except ValueError:
        return None  # a month 13, a year 0: the caller has the sentence
    return day if typed and day and int(typed[3] or day.day) == day.day else None


def _one_of(value: str, known: Container[str], what: str) -> str:
    if value not in known:
        raise _NotUnderstoodError(
            f"{what} {_quoted(value)} ist hier unbekannt", "gezeigt wird die Voreinstellung"
        )
    return value


def _with_filter(state: State, dimension: str, code: str, edition: Months) -> State:
    if len(state.filters) >= MOST_FILTERS:
        raise _NotUnderstoodError(
            f"Es gelten höchstens {MOST_FILTERS} Filter zugleich", "die übrigen entfallen"
        )
    if code not in edition.codes(dimension):
        name = dims.dimension(dimension).name
        raise _NotUnderstoodError(f"{_quoted(code)} gibt es bei «{name}» nicht", "dieser Filter entfällt")
    return replace(state, filters=(*state.filters, (dimension, code)))


def codes(dimension: str) -> list[str]:
    """Every code that may be filtered for, in the order of the list."""
    entry = dims.dimension(dimension)
    listed = codelists.load(entry.codelist) if entry.codelist else entry.labels
    return [code for code in listed if code != "multiple"] + ["unknown"]


def _fitting(state: State) -> State:
    """Drop filters and a breakdown that the chosen metric does not have."""
    if not state.metric:
        return state
    entry = catalogue.metric(state.metric)
    known = entry.dimensions
    asked = [name for name, _ in state.filters] + ([state.by] if state.by else [])
    for name in [name for name in asked if name not in known]:
        what = f"«{entry.name}» gibt es nicht nach «{dims.dimension(name).name}»"
        state = _noticed(state, Notice(what, "die Angabe entfällt"))
    by = state.by if state.by in known else ""
    if by and by in dict(state.filters):
        what = f"Nach «{dims.dimension(by).name}» lässt sich nicht zugleich gliedern und filtern"
        state = _noticed(state, Notice(what, "der Filter entfällt"))
    kept = tuple(pair for pair in state.filters if pair[0] in known and pair[0] != by)
    return replace(state, filters=kept, by=by)


def _noticed(state: State, notice: Notice) -> State:
    """The state with one more notice; of an address full of nonsense the rest is one more sentence."""
    if len(state.notices) >= _MOST_NOTICES:
        notice = Notice("Auch weitere Angaben der Adresse kennt diese Seite nicht", "sie entfallen")
    return replace(state, notices=(*state.notices[:_MOST_NOTICES], notice))


def query_of(state: State) -> str:
    """Stichtag and free inputs of a state as a query part, for files that are made from them."""
    words = [("stand", f"{state.as_of:%Y-%m}"), *((word, value) for word, value in state.fields if value)]
    return "?" + urlencode(words)


def address(state: State, edition: Months, choices: Choices) -> str:
    """The query part for a state, «» for the defaults; the inverse of `parse` for valid states."""
    usual = defaults(edition, choices)
    words: list[tuple[str, str]] = []
    if state.as_of != usual.as_of:
        words.append(("stand", f"{state.as_of:%Y-%m}"))
    if state.span != usual.span:
        words.append(("zeitraum", state.span))
    if state.metric != usual.metric:
        words.append(("kennzahl", state.metric))
    if state.by:
        words.append(("nach", state.by))
    if state.compare != usual.compare:
        words.append(("vergleich", state.compare))
    words += [(WORDS[dimension], code) for dimension, code in state.filters]
    words += [(word, value) for word, value in state.fields if value]
    return "?" + urlencode(words) if words else ""
