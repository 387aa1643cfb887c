"""Eine Sicherung zurückholen; was bisher im Datenverzeichnis lag, wird beiseitegelegt."""

from __future__ import annotations

import argparse
from pathlib import Path

from pipelines.paths import find_home, require_writable


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="DATEI", help="eine Datei, die «zgm backup» geschrieben hat")


def run(args: argparse.Namespace) -> int:
    from pipelines.warehouse.backup import restore

    home = find_home(args.home)
    require_writable(home)
    count, aside = restore(home, Path(args.file))
    print(f"{count} Dateien nach {home.root} zurückgeholt und geprüft.")
    if aside is not None:
        print(f"Der bisherige Inhalt liegt in {aside}; er kann gelöscht werden, wenn alles stimmt.")
    return 0
