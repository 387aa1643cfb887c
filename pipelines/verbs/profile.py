"""Zuordnungsprofil für eine fremde Datei vorschlagen: zgm profile suggest DATEI."""

from __future__ import annotations

import argparse
from pathlib import Path

from pipelines.errors import UsageProblem


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", metavar="suggest", help="suggest: ersten Entwurf eines Profils ausgeben")
    parser.add_argument("file", type=Path, metavar="DATEI", help="die Datei, die nicht verstanden wird")


def run(args: argparse.Namespace) -> int:
    from pipelines.hints import did_you_mean
    from pipelines.intake.model import FileRefused
    from pipelines.intake.suggest import draft

    if args.action != "suggest":
        raise UsageProblem(f"«{args.action}» gibt es hier nicht. {did_you_mean(args.action, ['suggest'])}")
    try:
        print(draft(args.file), end="")
    except FileRefused as refused:
        raise UsageProblem(str(refused)) from refused
    return 0
