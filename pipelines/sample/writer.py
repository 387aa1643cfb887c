"""Writing a sample: files grow block by block under a temporary name and get their own name at the end."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from pipelines.errors import UsageProblem
from pipelines.sample import dress
from pipelines.sample.columns import COLUMNS

_EXPORT = re.compile(r"[a-z]+_[A-ZÄÖÜ]+_\d{4}-\d{2}-\d{2}\.(csv|xlsx)")
Key = tuple[str, str, int]  # kind, Träger, index of the delivery
Spoil = Callable[[Key, list[str]], list[str]]


def pages(
    lines: Iterable[tuple[str, str, int, str]], spoil: Spoil | None = None
) -> dict[Key, tuple[int, bytes]]:
    """Lines (kind, Träger, delivery, text) sorted into their files, in the order in which they came.

    `spoil` may put mistakes into the rows of one file.
    """
    files: dict[Key, list[str]] = defaultdict(list)
    for kind, traeger, index, line in lines:
        files[kind, traeger, index].append(line)
    if spoil:
        files = defaultdict(list, {key: spoil(key, rows) for key, rows in files.items()})
    return {key: (len(rows), ("\n".join(rows) + "\n").encode()) for key, rows in files.items()}


class Writer:
    """Appends lines to the files of all deliveries in one directory."""

    def __init__(self, directory: Path, deliveries: tuple[int, ...], dressed: bool = False) -> None:
        self._dressed = dressed
        self._directory = directory
        self._deliveries = deliveries
        self._begun: dict[str, Path] = {}
        self.rows: dict[str, int] = {}
        directory.mkdir(parents=True, exist_ok=True)

    def name(self, key: Key) -> str:
        """`<kind>_<TRAEGER>_<date>.csv`, or `.xlsx` for a Träger that delivers workbooks."""
        kind, traeger, index = key
        ending = dress.ending(kind, traeger) if self._dressed else "csv"
        return f"{kind}_{traeger}_{date.fromordinal(self._deliveries[index]).isoformat()}.{ending}"

    def begin(self, key: Key) -> None:
        """A file with its header line only."""
        name = self.name(key)
        path = self._directory / f".{name}.teil"
        path.write_text(COLUMNS[key[0]] + "\n", encoding="utf-8", newline="")
        self._begun[name] = path
        self.rows[name] = 0

    def append(self, pages: dict[Key, tuple[int, bytes]]) -> None:
        """Add what one block has for each file: number of rows and the rows themselves."""
        for key, (rows, content) in pages.items():
            name = self.name(key)
            self.rows[name] += rows
            with self._begun[name].open("ab") as file:
                file.write(content)

    def finish(self) -> None:
        """Give all files their names; cases of a Träger who has none yet are no file, for nobody takes an empty one."""
        for name, path in sorted(self._begun.items()):
            if name.startswith("faelle_") and not self.rows[name]:
                del self.rows[name]
                (self._directory / name).unlink(missing_ok=True)
                continue
            if self._dressed:
                dress.dress(path, name)
            path.replace(self._directory / name)

    def abandon(self) -> None:
        """Remove what was begun and not finished."""
        for path in self._begun.values():
            path.unlink(missing_ok=True)


def refuse_foreign_exports(directory: Path, names: Iterable[str]) -> None:
    """Two samples in one directory would be read as one delivery.

    Raises UsageProblem when exports lie there that this run would not replace.
    """
    if not directory.is_dir():
        return
    present = {path.name for path in directory.iterdir() if _EXPORT.fullmatch(path.name)}
    others = sorted(present - set(names))
    if others:
        raise UsageProblem(
            f"Im Verzeichnis {directory} liegen schon andere Exporte (z. B. {others[0]}); "
            "bitte mit --out ein leeres Verzeichnis wählen."
        )
