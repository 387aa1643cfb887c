"""Schreibt erfundene Beispiel-Exporte aller Arten; gleiche Angaben ergeben gleiche Dateien."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from pipelines.arguments import add_forms, whole_number

FLAWS = ("none", "typical", "hostile")


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--out", metavar="DIR", required=True, type=Path, help="Verzeichnis für die Dateien")
    parser.add_argument(
        "--persons",
        metavar="N",
        type=whole_number(1),
        help="so viele Personen (sonst die Stadt der Beispiele)",
    )
    parser.add_argument(
        "--months", metavar="M", type=whole_number(1), help="so viele Monate bis Juli 2025 (sonst 93)"
    )
    parser.add_argument(
        "--deliveries",
        metavar="K",
        type=whole_number(1),
        help="so viele Lieferungen (sonst 9, mit --persons 1)",
    )
    parser.add_argument(
        "--seed", metavar="S", type=whole_number(0), default=2022, help="Startwert des Zufalls (sonst 2022)"
    )
    parser.add_argument(
        "--flaws", choices=FLAWS, default="none", help="Fehler wie in echten Exporten (sonst none)"
    )
    add_forms(parser)


def run(args: Namespace) -> int:
    from pipelines import sample

    months = args.months or sample.MONTHS
    rows = sample.write(args.out, sample.Wish(args.persons, months, args.deliveries, args.seed, args.flaws))
    if args.format == "json":
        print(json.dumps(rows, sort_keys=True, ensure_ascii=False, indent=1))
    else:
        for name in sorted(rows):
            print(f"{rows[name]:>10}  {name}")
    print(f"{sample.NOTICE}: {_summary(rows, args.flaws)} in {args.out}", file=sys.stderr)
    return 0


def _summary(rows: dict[str, int], flaws: str) -> str:
    if flaws == "hostile":
        return f"{len(rows)} feindliche Lieferungen, jede in einem eigenen Ordner,"
    total = f"{sum(rows.values()):,}".replace(",", ".")
    return f"{len(rows)} Dateien mit {total} Zeilen"
