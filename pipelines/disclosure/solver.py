"""A thin layer over HiGHS: one sparse program, solved again and again with other objectives.

Everything here is deterministic: one thread, fixed seed, no time limit that could change an answer silently.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import highspy
import numpy as np

INFINITE = math.inf
_INTEGRAL = 1e-6


@dataclass(frozen=True)
class Answer:
    """What a solve found: `value` of the objective and `point`; both None when nothing is feasible.

    bound: proven bound of the objective (equal to `value` at a proven optimum). gap: |value − bound|.
    reduced: reduced costs of the columns (relaxation only), the material of cutting planes.
    """

    feasible: bool
    value: float | None
    point: np.ndarray | None
    bound: float | None = None
    reduced: np.ndarray | None = None

    @property
    def gap(self) -> float:
        if self.value is None or self.bound is None:
            return INFINITE
        return abs(self.value - self.bound)

    @property
    def integral(self) -> bool:
        """True when every coordinate of the point is a whole number."""
        return self.point is not None and bool(np.all(np.abs(self.point - np.rint(self.point)) < _INTEGRAL))


class Program:
    """Minimise cost · x over lower ≤ x ≤ upper and row conditions; rows and columns are only ever added."""

    def __init__(self) -> None:
        self._highs = highspy.Highs()
        for option, value in (
            ("output_flag", False),
            ("threads", 1),
            ("random_seed", 0),
            ("mip_rel_gap", 0.0),
        ):
            self._highs.setOptionValue(option, value)
        self._highs.setOptionValue("mip_feasibility_tolerance", 1e-7)
        self._whole: list[int] = []
        self._is_mip = False
        self.columns = 0
        self.rows = 0

    def add_columns(
        self,
        lower: Sequence[float],
        upper: Sequence[float],
        cost: Sequence[float] | None = None,
        whole: bool = True,
    ) -> range:
        """Append variables; `whole` marks them as integers for `solve(whole=True)`. Returns their numbers."""
        count = len(lower)
        start = self.columns
        empty = np.zeros(0, dtype=np.int32)
        self._highs.addCols(
            count,
            np.asarray(cost if cost is not None else np.zeros(count), dtype=float),
            _finite(lower),
            _finite(upper),
            0,
            np.zeros(count, dtype=np.int32),
            empty,
            np.zeros(0),
        )
        self.columns += count
        if whole:
            self._whole.extend(range(start, self.columns))
        return range(start, self.columns)

    def add_row(self, terms: Mapping[int, float], lower: float, upper: float) -> int:
        """Append lower ≤ Σ coefficient · x ≤ upper; returns its number, −1 for a row without terms."""
        if not terms:
            return -1
        index = np.fromiter(terms.keys(), dtype=np.int32, count=len(terms))
        value = np.fromiter(terms.values(), dtype=float, count=len(terms))
        self._highs.addRow(
            max(lower, -highspy.kHighsInf), min(upper, highspy.kHighsInf), len(terms), index, value
        )
        self.rows += 1
        return self.rows - 1

    def set_row(self, row: int, lower: float, upper: float) -> None:
        """Replace the limits of a row."""
        self._highs.changeRowBounds(row, max(lower, -highspy.kHighsInf), min(upper, highspy.kHighsInf))

    def set_cost(self, cost: Mapping[int, float]) -> None:
        """Replace the whole objective."""
        full = np.zeros(self.columns)
        for column, value in cost.items():
            full[column] = value
        self._highs.changeColsCost(self.columns, np.arange(self.columns, dtype=np.int32), full)

    def set_bounds(self, column: int, lower: float, upper: float) -> None:
        self._highs.changeColBounds(column, lower, upper)

    def limit_seconds(self, seconds: float) -> None:
        """Stop a search after this time; the answer then carries a gap above 0, which callers must report."""
        self._highs.setOptionValue("time_limit", float(seconds))

    def solve(self, whole: bool) -> Answer:
        """Solve the relaxation (`whole=False`) or the integer program.

        An integer solve first tries the relaxation: network-shaped tables come out whole by themselves.
        """
        if whole:
            relaxed = self._run(False)
            if not relaxed.feasible or relaxed.integral:
                return relaxed
        return self._run(whole)

    def _run(self, whole: bool) -> Answer:
        self._switch(whole)
        self._highs.run()
        status = self._highs.getModelStatus()
        solved = status in (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kModelEmpty)
        info = self._highs.getInfo()
        stopped = status == highspy.HighsModelStatus.kTimeLimit
        found = solved or (
            stopped and info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        )
        if not found:
            return Answer(False, None, None)
        solution = self._highs.getSolution()
        point = np.array(solution.col_value)
        value = float(info.objective_function_value)
        bound = value if solved else (float(info.mip_dual_bound) if whole else None)
        return Answer(True, value, point, bound, None if whole else np.array(solution.col_dual))

    def _switch(self, whole: bool) -> None:
        if whole == self._is_mip or not self._whole:
            return
        kind = highspy.HighsVarType.kInteger if whole else highspy.HighsVarType.kContinuous
        index = np.array(self._whole, dtype=np.int32)
        self._highs.changeColsIntegrality(len(index), index, np.full(len(index), kind))
        self._is_mip = whole


def _finite(values: Sequence[float]) -> np.ndarray:
    return np.clip(np.asarray(values, dtype=float), -highspy.kHighsInf, highspy.kHighsInf)
