"""Eine Lieferung lesen, prüfen und übernehmen; an den Freigaben ändert das nichts."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.arguments import add_forms, iso_date
from pipelines.errors import UsageProblem
from pipelines.paths import Home, find_home

if TYPE_CHECKING:
    from pipelines.intake.profiles import Profile
    from pipelines.quality.outcome import FindingRow, Outcome

_SHOWN_FINDINGS, _SHOWN_NAMES = 20, 5
# What a load does besides reading its files.
_STEPS = 5


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="*", metavar="PFAD", help="Dateien oder Ordner mit Exporten")
    parser.add_argument("--cut-off", type=iso_date, metavar="TAG", help="spätere Exporte zählen noch nicht")
    parser.add_argument(
        "--profile",
        action="append",
        default=[],
        metavar="DATEI",
        help="eigenes Zuordnungsprofil (mehrfach möglich)",
    )
    parser.add_argument(
        "--withdraw", action="append", default=[], metavar="DATEI",
        help="gespeicherte Datei zurückziehen: Dateiname oder Anfang der Prüfsumme (mehrfach möglich)",
    )  # fmt: skip
    add_forms(parser)


def run(args: argparse.Namespace) -> int:
    from pipelines.verbs.steps import Steps
    from pipelines.warehouse import inbox
    from pipelines.warehouse.loading import Order, load

    if not args.paths and not args.withdraw:
        raise UsageProblem("Es fehlt, was geladen werden soll: bitte eine Datei oder einen Ordner nennen.")
    home = find_home(args.home)
    own = [Path(name) for name in args.profile]
    claims = _claims(home, own)
    order = Order(inbox.collect(args.paths, claims), args.cut_off, own, args.withdraw)
    left_out = _left_out(inbox.left_out(args.paths, claims))
    with Steps(len(order.paths) + _STEPS) as steps:
        outcome = load(home, order, steps)
    if args.format == "json":
        outcome = replace(outcome, findings=[*outcome.findings, *left_out])
        print(json.dumps(outcome.as_json(), sort_keys=True, ensure_ascii=False, indent=1))
    else:
        _tell_left_out([finding.file for finding in left_out])
        _tell(outcome, home)
    return outcome.exit_code


def _claims(home: Home, own: Sequence[Path]) -> Callable[[str], bool]:
    """Whether a profile claims a file by its name; the profiles are read when the first is asked about."""

    @cache
    def patterns() -> list[Profile]:
        from pipelines.intake import profiles

        return profiles.available(home, own)

    return lambda name: any(profile.claim(name) is not None for profile in patterns())


def _left_out(paths: Sequence[Path]) -> list[FindingRow]:
    """A remark on each file that lies in the folder and is not read; a name that tells of a person is not repeated."""
    from pipelines.intake.names import shown
    from pipelines.quality.outcome import FindingRow

    message = (
        "Nicht gelesen, weil kein Export (.csv, .xlsx); gehört die Datei zur Lieferung, bitte als CSV oder XLSX unter "
        "einem Namen wie «faelle_CARITAS_2022-06-30.csv» abgeben."
    )
    return [
        FindingRow("unreadable_file", "info", "report", shown(path, number), None, None, message)
        for number, path in enumerate(paths, start=1)
    ]


def _tell_left_out(names: Sequence[str]) -> None:
    if names:
        shown = ", ".join(f"«{name}»" for name in names[:_SHOWN_NAMES])
        more = f" und {len(names) - _SHOWN_NAMES} weitere" if len(names) > _SHOWN_NAMES else ""
        print(f"Nicht gelesen, weil keine Exporte (.csv, .xlsx): {shown}{more}.", file=sys.stderr)


def _tell(outcome: Outcome, home: Home) -> None:
    """The summary on stdout, what must be looked at on stderr."""
    from pipelines.quality.summary import closing_lines, file_lines, finding_lines

    print(
        "\n".join(
            [*file_lines(outcome), *closing_lines(outcome, home.loads / outcome.load_id / "bericht.html")]
        )
    )
    for line in finding_lines(outcome, _SHOWN_FINDINGS):
        print(line, file=sys.stderr)
