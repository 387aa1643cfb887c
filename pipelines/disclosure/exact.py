"""Tables that are printed exactly: small cells hidden, the fewest others with them, attacked like everything else.

What was printed stays: a cell shown once is shown again, a hidden one stays hidden, and only a cell that has become
small disappears. So two releases of the same half-year never show together what each of them hides.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

from pipelines.disclosure.audit import attack
from pipelines.disclosure.model import Condition, Findings, Protected, Published
from pipelines.disclosure.suppression import published_cells, suppress
from pipelines.disclosure.tables import CellSystem
from pipelines.errors import Disclosive

# Neither kind of dot may be computed; a dot that hides no small cell needs no more than that.
_NOT_COMPUTED = 2


@dataclass(frozen=True)
class ExactTable:
    """printed: cell → number, or None for "•". need: hidden cell → values that must remain possible.

    sums: the additions that a reader knows, each as the parts and their sum.
    """

    printed: Mapping[Hashable, int | None]
    need: Mapping[Hashable, int]
    sums: tuple[tuple[tuple[Hashable, ...], Hashable], ...]

    def attacked(self) -> Findings:
        """What a reader who sees the zeros, and so knows every dot to be at least 1, finds out about the dots."""
        place = {key: number for number, key in enumerate(self.printed)}
        published = Published(len(place))
        for key, value in self.printed.items():
            if value is not None:
                published.exactly([place[key]], value)
                continue
            published.between([place[key]], 1, None)
            published.protected.append(Protected(_words(key), {place[key]: 1}, self.need[key]))
        for parts, total in self.sums:
            terms = {place[part]: 1 for part in parts} | {place[total]: -1}
            published.conditions.append(Condition(terms, 0, 0))
        return attack(published)


def print_exactly(system: CellSystem, need: int, before: Mapping[Hashable, int | None]) -> ExactTable:
    """The table as it may be printed; before: the same cells as printed by an earlier release (None: "•").

    Raises Disclosive when what was printed before leaves no safe choice.
    """
    hidden = frozenset(key for key in system.exact if key in before and before[key] is None)
    shown = frozenset(key for key in system.exact if before.get(key) is not None)
    result = suppress(system, need, "shown", hidden=hidden, shown=shown)
    needs = {key: need if key in result.primary else _NOT_COMPUTED for key in result.hidden}
    table = ExactTable(published_cells(system, result), needs, _sums(system))
    findings = table.attacked()
    if not findings.passed:
        worst = next(cell for cell in findings.cells if cell.too_few)
        raise Disclosive(
            f"Die genaue Tabelle lässt sich neben früher Gedrucktem nicht schützen, zuerst {dict(worst.where)}; "
            "bitte in settings.toml aus disclosure.exact_tables nehmen."
        )
    return table


def _sums(system: CellSystem) -> tuple[tuple[tuple[Hashable, ...], Hashable], ...]:
    return tuple(
        (
            tuple(key for key, factor in equation.terms.items() if factor == 1),
            next(key for key, factor in equation.terms.items() if factor == -1),
        )
        for equation in system.equations
    )


def _words(key: Hashable) -> dict[str, str]:
    assert isinstance(key, tuple)
    return {"metric": key[0], "period": key[1], **dict(key[2])}
