"""A small delivery in, the staged rows and findings out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines import intake
from pipelines.intake.findings import Finding
from pipelines.intake.model import FileAccount, Intake
from pipelines.settings import KEYS, Settings

SETTINGS = Settings({key.name: key.default for key in KEYS})


@dataclass
class Taken:
    """The result of one reading, with short ways to ask it."""

    connection: duckdb.DuckDBPyConnection
    result: Intake

    @property
    def files(self) -> list[FileAccount]:
        return self.result.files

    @property
    def account(self) -> FileAccount:
        assert len(self.result.files) == 1
        return self.result.files[0]

    @property
    def findings(self) -> list[Finding]:
        return self.result.findings

    def rules(self) -> list[str]:
        return [finding.rule for finding in self.result.findings]

    def rows(self, table: str, columns: str) -> list[tuple[Any, ...]]:
        return self.connection.execute(
            f"SELECT {columns} FROM staged_{table} ORDER BY file_no, row_no"
        ).fetchall()

    def staged(self, table: str) -> list[tuple[Any, ...]]:
        """Typed values of all rows without row numbers, in order."""
        from pipelines.intake import kinds

        kind = next(kind for kind in kinds.load().values() if kind.table == table)
        return self.rows(table, ", ".join(column.name for column in kind.columns))

    def count(self) -> int:
        return sum(self.result.staged_rows.values())


Take = Callable[..., Taken]


def read_files(
    folder: Path, files: Mapping[str, bytes | str], profiles: tuple[Any, ...] = (), **more: Any
) -> Taken:
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, content in files.items():
        path = folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        paths.append(path)
    connection = duckdb.connect()
    return Taken(connection, intake.read(connection, paths, SETTINGS, profiles, **more))


@pytest.fixture
def take(tmp_path: Path) -> Iterator[Take]:
    """`take({"faelle_STADT_2022-06-30.csv": "Fall-ID;…"})` reads a delivery."""
    opened: list[Taken] = []

    def _take(files: Mapping[str, bytes | str], profiles: tuple[Any, ...] = (), **more: Any) -> Taken:
        taken = read_files(tmp_path / "inbox", files, profiles, **more)
        opened.append(taken)
        return taken

    yield _take
    for taken in opened:
        taken.connection.close()
