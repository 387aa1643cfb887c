"""Alles aus dem Datenverzeichnis in eine geprüfte Datei sichern; Beschädigtes nur auf Wunsch."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from pipelines.errors import Damaged
from pipelines.paths import Home, find_home


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="DATEI", help="Ziel, z. B. sicherung.tar (wird ersetzt)")
    parser.add_argument(
        "--damaged", action="store_true", help="auch ein beschädigtes Datenverzeichnis sichern, wie es ist"
    )


def run(args: argparse.Namespace) -> int:
    from pipelines.warehouse.backup import backup

    home = find_home(args.home)
    saved = backup(home, Path(args.file), _faults, args.damaged)
    if not saved.faults:
        print(f"{saved.files} Dateien aus {home.root} in {args.file} gesichert und geprüft.")
        return 0
    print(f"{saved.files} Dateien aus {home.root} in {args.file} gesichert, wie sie sind.")
    for fault in saved.faults:
        print(f"Beschädigt: {fault}", file=sys.stderr)
    return Damaged.exit_code


def _faults(home: Home) -> Iterator[str]:
    """What is damaged in the home, room by room."""
    from pipelines.publish import register
    from pipelines.releases.verify import verify
    from pipelines.warehouse import files, snapshots

    yield from files.damaged(home)
    yield from snapshots.damaged(home)
    yield from verify(home)
    try:
        register.entries(home)
    except Damaged as damage:
        yield str(damage)
