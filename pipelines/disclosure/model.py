"""What an attacker reads: whole numbers he does not know, and a linear condition for every printed number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Condition:
    """lower ≤ Σ coefficient · unknown ≤ upper; None means no limit. `label` says which printed number it is."""

    terms: Mapping[int, int]
    lower: int | None
    upper: int | None
    label: str = ""


@dataclass(frozen=True)
class Protected:
    """A cell nobody may find out: `where` (dimension → code), the unknowns it sums, candidates it must keep."""

    where: Mapping[str, str]
    terms: Mapping[int, int]
    need: int


@dataclass
class Published:
    """Everything the world knows: `unknowns` whole numbers ≥ 0, conditions on them, cells to protect.

    witnesses: points already known to satisfy all conditions (checked before they are believed).
    moves: steps (unknown → change) that may lead from one possible point to the next, such as one person more in one
    cell and one fewer in another; they only save work, a step that breaks a condition leads nowhere.
    """

    unknowns: int
    conditions: list[Condition] = field(default_factory=list)
    protected: list[Protected] = field(default_factory=list)
    witnesses: list[Sequence[int]] = field(default_factory=list)
    moves: list[Mapping[int, int]] = field(default_factory=list)

    def exactly(self, members: Sequence[int], value: int, label: str = "") -> None:
        """A number printed as it is."""
        self.between(members, value, value, label)

    def between(self, members: Sequence[int], lower: int | None, upper: int | None, label: str = "") -> None:
        """A number known to lie in [lower, upper]: rounding interval, dot, percentage."""
        self.conditions.append(Condition({member: 1 for member in members}, lower, upper, label))


@dataclass(frozen=True)
class Finding:
    """What the attack learned about one cell.

    lower, upper: the smallest and largest whole value it can have (upper None: no limit).
    candidates: how many values are possible, None without limit. recovered: exactly one is.
    """

    where: Mapping[str, str]
    lower: int
    upper: int | None
    candidates: int | None
    need: int
    proof: str

    @property
    def recovered(self) -> bool:
        return self.candidates == 1

    @property
    def too_few(self) -> bool:
        """Fewer candidates than the rule asks for."""
        return self.candidates is not None and self.candidates < self.need


@dataclass(frozen=True)
class Findings:
    """The result of an attack, one finding per protected cell in the order given."""

    cells: tuple[Finding, ...]

    @property
    def recovered(self) -> int:
        return sum(cell.recovered for cell in self.cells)

    @property
    def too_few(self) -> int:
        return sum(cell.too_few for cell in self.cells)

    @property
    def passed(self) -> bool:
        """True when every protected cell keeps the candidates it needs."""
        return self.too_few == 0
