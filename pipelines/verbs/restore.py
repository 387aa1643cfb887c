"""Eine Sicherung zurückholen; was bisher im Datenverzeichnis lag, wird beiseitegelegt."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from pipelines.paths import find_home, require_writable


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="DATEI", help="eine Datei, die «zgm backup» geschrieben hat")


def run(args: argparse.Namespace) -> int:
    from pipelines.warehouse.backup import restore

    home = find_home(args.home)
    require_writable(home)
    made = restore(home, Path(args.file))
    print(f"{made.files} Dateien nach {home.root} zurückgeholt und geprüft.")
    for group in sorted(made.groups):
        print(
            f"Die Gruppe {group} ließ sich hier nicht vergeben; bitte die Ordner nach docs/DEPLOYMENT.md einrichten.",
            file=sys.stderr,
        )
    if made.aside is not None:
        print(f"Der bisherige Inhalt liegt in {made.aside}; er kann gelöscht werden, wenn alles stimmt.")
    return 0
