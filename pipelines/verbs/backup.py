"""Alles aus dem Datenverzeichnis in eine geprüfte Datei sichern."""

from __future__ import annotations

import argparse
from pathlib import Path

from pipelines.paths import find_home


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="DATEI", help="Ziel, z. B. sicherung.tar (wird ersetzt)")


def run(args: argparse.Namespace) -> int:
    from pipelines.warehouse.backup import backup

    home = find_home(args.home)
    count = backup(home, Path(args.file))
    print(f"{count} Dateien aus {home.root} in {args.file} gesichert und geprüft.")
    return 0
