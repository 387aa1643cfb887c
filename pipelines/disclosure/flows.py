"""Stock and flow of totals over the months, rounded in closed form.

Not the monthly flows but their running sums since the beginning are rounded, each to its nearest multiple. With an
odd base b no running sum is then off by more than (b − 1) / 2. Hence
  * any flow between two month ends (a difference of two running sums) is off by less than b, for every pair of months;
  * any stock (entries so far − exits so far) is off by less than b;
  * stock(t) = stock(t−1) + entries(t) − exits(t) holds in the printed numbers, without solving anything;
  * appending a month never changes an earlier one.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from pipelines.disclosure.rounding import Rounded, round_cells
from pipelines.disclosure.tables import CellSystem, Equation
from pipelines.errors import Refused


@dataclass(frozen=True)
class Series:
    """Totals of consecutive months: stock at each end, entries and exits of the month before it. Persons."""

    months: tuple[str, ...]
    stock: tuple[int, ...]
    entries: tuple[int, ...]
    exits: tuple[int, ...]


def stock_key(name: str, month: str) -> tuple[str, str, tuple[()]]:
    """The cell of a total; a stock and its flows differ by metric name only."""
    return (name, month, ())


def round_series(
    series: Series,
    base: int = 5,
    *,
    salt: bytes,
    names: tuple[str, str, str] = ("active_target_group", "entries", "exits"),
    printed: Mapping[Hashable, int] | None = None,
    periods: Mapping[Hashable, Sequence[str]] | None = None,
    fixed: Mapping[Hashable, int] | None = None,
) -> Rounded:
    """Printed totals of a series as cells (name, month, ()).

    periods: cells (name, period, ()) of longer flows → their months; they are rounded with the rest.
    fixed: cells whose printed value is decided elsewhere (totals that stand beside an exact anchor).

    The closed form is taken when it agrees with everything printed before. Where late reports have changed the past,
    an integer program keeps the printed cells that still hold and marks the others as corrections.
    """
    values = _closed_form(series, base, names)
    for key, months in (periods or {}).items():
        values[key] = period_flow(values, _name(key), months)
    before = {key: value for key, value in (printed or {}).items() if key in values}
    held = dict(fixed or {})
    check_series(series, names)
    if all(values[key] == old for key, old in (before | held).items()):
        return Rounded(values, {})
    return round_cells(
        _system(series, names, periods), base, salt=salt, fixed=held, printed=before, wish=values
    )


def _closed_form(series: Series, base: int, names: tuple[str, str, str]) -> dict[Hashable, int]:
    stock, entries, exits = names
    # Whoever was there at the beginning counts as come in before it.
    came = series.stock[0] - series.entries[0] + series.exits[0]
    gone = 0
    last_came, last_gone = _near(came, base), 0
    values: dict[Hashable, int] = {}
    for place, month in enumerate(series.months):
        came += series.entries[place]
        gone += series.exits[place]
        now_came, now_gone = _near(came, base), _near(gone, base)
        values[stock_key(stock, month)] = now_came - now_gone
        values[stock_key(entries, month)] = now_came - last_came
        values[stock_key(exits, month)] = now_gone - last_gone
        last_came, last_gone = now_came, now_gone
    return values


def _near(value: int, base: int) -> int:
    """Nearest multiple; for an even base the half goes up. All errors lie within one window of width base − 1."""
    return (value + base // 2) // base * base


def _name(key: Hashable) -> str:
    assert isinstance(key, tuple)
    return str(key[0])


def _system(
    series: Series, names: tuple[str, str, str], periods: Mapping[Hashable, Sequence[str]] | None = None
) -> CellSystem:
    stock, entries, exits = names
    system = CellSystem()
    for place, month in enumerate(series.months):
        now: dict[Hashable, int] = {
            stock_key(stock, month): series.stock[place],
            stock_key(entries, month): series.entries[place],
            stock_key(exits, month): series.exits[place],
        }
        system.exact.update(now)
        if place:
            terms: dict[Hashable, int] = {
                stock_key(stock, month): 1,
                stock_key(stock, series.months[place - 1]): -1,
                stock_key(entries, month): -1,
                stock_key(exits, month): 1,
            }
            system.equations.append(Equation(terms, f"{stock}, {entries}, {exits} im Monat {month}"))
    for key, inside in (periods or {}).items():
        parts: dict[Hashable, int] = {stock_key(_name(key), month): 1 for month in inside}
        system.exact[key] = sum(system.exact[part] for part in parts)
        system.equations.append(Equation({**parts, key: -1}, f"{_name(key)}, Halbjahr"))
    return system


def check_series(series: Series, names: tuple[str, str, str]) -> None:
    """Raises Refused when a stock is not the last one plus entries minus exits, or a number is below 0."""
    _system(series, names).check()
    for place, month in enumerate(series.months):
        if min(series.stock[place], series.entries[place], series.exits[place]) < 0:
            raise Refused(f"Im Monat {month} steht eine Zahl unter null; bitte die Berechnung prüfen.")


def period_flow(values: Mapping[Hashable, int], name: str, months: Sequence[str]) -> int:
    """Printed flow over several consecutive months: the sum of their printed flows."""
    return sum(values[stock_key(name, month)] for month in months)
