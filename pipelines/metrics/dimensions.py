"""The dimensions of figures: names, labels and the order of their codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from pipelines import codelists
from pipelines.declarations import read_yaml
from pipelines.errors import UsageProblem
from pipelines.hints import did_you_mean

_FILE = Path(__file__).with_name("dimensions.yml")
_SPECIAL = {"unknown": "unbekannt", "other": "Weitere", "multiple": "mehrfach gezählt"}

REST = "rest_"  # public tables: what is left of a region when the larger nationalities have rows of their own


@dataclass(frozen=True)
class Dimension:
    """One way to break a figure down.

    needs_export: the attribute describes the day of an export; before the first one it is undefined.
    by_size: its codes have no order of their own; tables show the largest first.
    nested: its codes contain one another (3 months lie within 6), so their cells are never added.
    """

    id: str
    name: str
    codelist: str | None = None
    labels: Mapping[str, str] = field(default_factory=dict)
    needs_export: bool = False
    by_size: bool = False
    nested: bool = False

    def label(self, code: str) -> str:
        """What a person reads for a code; a code of no list is its own label."""
        if code in self.labels:
            return self.labels[code]
        if code in _SPECIAL:
            return _SPECIAL[code]
        if code.startswith(REST):
            return f"Weitere ({codelists.label('region', code.removeprefix(REST))})"
        return codelists.label(self.codelist, code) if self.codelist else code

    @property
    def joined(self) -> dict[str, str]:
        """Codes under which public tables join several of the code list, with their labels."""
        own = set(codelists.load(self.codelist)) | set(_SPECIAL) if self.codelist else set(self.labels)
        return {code: label for code, label in self.labels.items() if code not in own}

    def rank(self, code: str) -> tuple[int, int, str]:
        """Sort key: order of the list, then by code (a number as a number); Weitere, mehrfach and unbekannt come last."""
        if code in _SPECIAL:
            return (2, ("other", "unknown", "multiple").index(code), code)
        if code.startswith(REST):
            return (1, 0, code)
        listed = [*(codelists.load(self.codelist) if self.codelist else ()), *self.labels]
        if not listed and code.isdecimal():
            return (0, int(code), code)  # months stand in their order: 2 before 10
        return (0, listed.index(code) if code in listed else len(listed), code)


@cache
def load() -> dict[str, Dimension]:
    """All dimensions by id."""
    declared = read_yaml(_FILE)
    return {name: Dimension(name, **keys) for name, keys in declared.items()}


def dimension(name: str) -> Dimension:
    """The dimension called `name`; UsageProblem with a suggestion when there is none."""
    known = load()
    if name not in known:
        raise UsageProblem(f"Die Gliederung «{name}» gibt es nicht. {did_you_mean(name, known)}")
    return known[name]
