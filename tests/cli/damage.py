"""Ways to damage a stored file, and what a test of it asks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pipelines import releases
from pipelines.paths import Home

FIGURES = ["figures", "--metric", "active_target_group", "--as-of", "2022-06-30"]
Damage = Callable[[Path], None]


def append(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"x")


def overwrite(path: Path) -> None:
    path.write_bytes(b"x")


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes(content))


def served(home: Home) -> Path:
    return home.releases / str(releases.current_id(home))


def tree(home: Home) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in home.root.rglob("*") if path.is_file()}
