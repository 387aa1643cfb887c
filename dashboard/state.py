"""The address of a page carries what it shows: parameters ⇄ state; defaults are not written.

Whatever stands in an address is checked against closed lists; what is unknown, outdated or hostile falls back to
the default, and the page says so in a sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol
from urllib.parse import parse_qsl, urlencode

from pipelines import codelists
from pipelines.errors import UsageProblem
from pipelines.metrics import catalogue
from pipelines.metrics import dimensions as dims
from pipelines.months import month_end

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
    fields: tuple[str, ...] = ()  # free inputs; the page judges them
    as_of: bool = True


@dataclass(frozen=True)
class State:
    """What an address asks for. filters: (dimension, code), at most two. fields: free inputs as text."""

    as_of: date
    span: str = DEFAULT_SPAN
    metric: str = ""
    by: str = ""
    filters: tuple[tuple[str, str], ...] = ()
    fields: tuple[tuple[str, str], ...] = ()
    notices: tuple[str, ...] = ()


def defaults(edition: Months, choices: Choices) -> State:
    """The state of an address without parameters."""
    return State(edition.newest, metric=choices.metrics[0] if choices.metrics else "")


def parse(search: str, edition: Months, choices: Choices) -> State:
    """The state that the query part of an address asks for."""
    state = defaults(edition, choices)
    if len(search) > _LONGEST_ADDRESS:
        return _noticed(state, "Die Adresse ist zu lang; gezeigt wird die Voreinstellung.")
    given = parse_qsl(search.lstrip("?"))
    for word in _twice(given):
        state = _noticed(state, f"«{_short(word)}» steht mehrfach in der Adresse; es gilt die letzte Angabe.")
    for word, value in dict(given).items():
        if value == NONE:
            continue
        try:
            state = _take(state, word, value, edition, choices)
        except _NotUnderstoodError as problem:
            state = _noticed(state, str(problem))
    return _fitting(state)


def _twice(given: Sequence[tuple[str, str]]) -> list[str]:
    """Words that stand in an address with more than one value."""
    values: dict[str, set[str]] = {}
    for word, value in given:
        values.setdefault(word, set()).add(value)
    return [word for word, found in values.items() if len(found) > 1]


class _NotUnderstoodError(Exception):
    """One parameter cannot be used; the sentence says which."""


def _take(state: State, word: str, value: str, edition: Months, choices: Choices) -> State:
    if word == "stand" and choices.as_of:
        return replace(state, as_of=_month(value, edition))
    if word == "zeitraum" and choices.span:
        return replace(state, span=_one_of(value, SPANS, "Der Zeitraum"))
    if word == "kennzahl" and choices.metrics:
        return replace(state, metric=_one_of(value, choices.metrics, "Die Kennzahl"))
    if word == "nach" and choices.breakdowns:
        return replace(state, by=_one_of(value, choices.breakdowns, "Die Gliederung"))
    if FILTERS.get(word, "") in choices.filters:
        return _with_filter(state, FILTERS[word], value, edition)
    if word in choices.fields:
        return replace(state, fields=(*state.fields, (word, _short(value))))
    raise _NotUnderstoodError(f"Die Angabe «{_short(word)}» in der Adresse kennt diese Seite nicht.")


def _short(text: str) -> str:
    return "".join(sign for sign in text if sign.isprintable())[:_LONGEST_NAME]


def _month(value: str, edition: Months) -> date:
    try:
        year, month = (int(part) for part in value.split("-")[:2])
        day = month_end(date(year, month, 1))
    except ValueError:
        raise _NotUnderstoodError(f"Den Stichtag «{_short(value)}» gibt es nicht.") from None
    if day not in edition.months:
        raise _NotUnderstoodError(
            f"Für den {day:%d.%m.%Y} gibt es hier keine Zahlen; gezeigt wird der neueste Stand."
        )
    return day


def _one_of(value: str, known: Sequence[str] | dict[str, str], what: str) -> str:
    if value not in known:
        raise _NotUnderstoodError(f"{what} «{_short(value)}» ist hier unbekannt.")
    return value


def _with_filter(state: State, dimension: str, code: str, edition: Months) -> State:
    if len(state.filters) >= MOST_FILTERS:
        raise _NotUnderstoodError(
            f"Es gelten höchstens {MOST_FILTERS} Filter zugleich; die übrigen entfallen."
        )
    if code not in edition.codes(dimension):
        raise _NotUnderstoodError(f"«{_short(code)}» gibt es bei «{dims.dimension(dimension).name}» nicht.")
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
    try:
        known = catalogue.metric(state.metric).dimensions
    except UsageProblem as problem:
        return _noticed(state, str(problem))
    unknown = [name for name, _ in state.filters if name not in known]
    if state.by and state.by not in known:
        unknown.append(state.by)
    for name in unknown:
        sentence = (
            f"«{catalogue.metric(state.metric).name}» gibt es nicht nach «{dims.dimension(name).name}»."
        )
        state = _noticed(state, sentence)
    kept = tuple(pair for pair in state.filters if pair[0] in known and pair[0] != state.by)
    return replace(state, filters=kept, by=state.by if state.by in known else "")


def _noticed(state: State, sentence: str) -> State:
    return replace(state, notices=(*state.notices, sentence)[:4])


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
    words += [(WORDS[dimension], code) for dimension, code in state.filters]
    words += [(word, value) for word, value in state.fields if value]
    return "?" + urlencode(words) if words else ""
