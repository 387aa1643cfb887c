"""The largest groups in words, on whichever page: one of them, several that are as large, or none that is known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from pipelines.metrics import Figure
from pipelines.metrics import dimensions as dims
from pipelines.publish import german

NO_GROUP = ("other", "unknown")  # joined, or not known: never the largest, and last in a chart


@dataclass(frozen=True)
class Largest:
    """The cells with most persons and their names; empty where nobody is known."""

    cells: tuple[Figure, ...]
    names: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.cells)

    @property
    def several(self) -> bool:
        return len(self.cells) > 1

    @property
    def each(self) -> str:
        """What stands before a number that holds for each of several: «je »."""
        return "je " if self.several else ""

    @property
    def named(self) -> str:
        return together(self.names)

    @property
    def quoted(self) -> str:
        return together([german.quoted(name) for name in self.names])

    @property
    def people(self) -> str:
        """«45 Personen», «je 45 Personen»."""
        size = self.cells[0].value if self.cells else 0
        return self.each + german.quantity(size or 0, "persons")

    @property
    def heading(self) -> str:
        """What a title says after its colon."""
        return f"am häufigsten {self.named}" if self else "unbekannt"

    @property
    def lead(self) -> str:
        return "Die größten Gruppen" if self.several else "Die größte Gruppe"

    @property
    def verb(self) -> str:
        return "sind" if self.several else "ist"


def largest(dimension: str, cells: Sequence[Figure]) -> Largest:
    """The largest groups of a breakdown, under their labels."""
    label = dims.dimension(dimension).label
    return largest_of(cells, lambda cell: label(cell.by[dimension]))


def largest_of(cells: Iterable[Figure], name: Callable[[Figure], str]) -> Largest:
    """The cells with most persons, several when they are as large; what is unknown, joined or nobody is no group."""
    known = [cell for cell in cells if not set(cell.by.values()) & set(NO_GROUP)]
    most = max((cell.value or 0 for cell in known), default=0)
    found = tuple(cell for cell in known if most and cell.value == most)
    return Largest(found, tuple(map(name, found)))


def by_size(dimension: str, cells: Sequence[Figure]) -> Callable[[str], float]:
    """The order of codes in a chart: by these cells, the largest first; the rest and the unknown at the end."""
    sizes = {cell.by[dimension]: float(cell.value or 0) for cell in cells}
    return lambda code: 1.0 + NO_GROUP.index(code) if code in NO_GROUP else -sizes.get(code, 0.0)


def together(names: Sequence[str]) -> str:
    """«m, w und d»; with semicolons where a name holds a comma itself."""
    mark = "; " if any("," in name for name in names) else ", "
    return " und ".join([*filter(None, [mark.join(names[:-1])]), *names[-1:]])
