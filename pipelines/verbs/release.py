"""Den geladenen Stand freigeben: einfrieren, berechnen, prüfen, bereitstellen."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace

from pipelines.arguments import add_forms, approver
from pipelines.paths import Home, find_home


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--approve",
        type=approver,
        metavar="NAME",
        help="für die Öffentlichkeit freigeben; NAME wird festgehalten",
    )
    add_forms(parser)


def run(args: Namespace) -> int:
    from pipelines.releases.build import build

    home = find_home(args.home)
    warnings = _warnings(home) if args.approve is None else []
    built = build(home, args.approve, lambda step: _tell(step + " …", warnings))
    _tell("", warnings)
    answer = {
        "release": built.release_id,
        "new": built.new,
        "data_as_of": built.manifest["data_as_of"],
        "approved_by": args.approve,
        "files": built.manifest["files"],
    }
    if args.format == "json":
        print(json.dumps(answer, sort_keys=True, ensure_ascii=False, indent=2))
    else:
        what = "ist erstellt" if built.new else "gab es schon und ist nun bereitgestellt"
        world = (
            f"freigegeben von {args.approve}" if args.approve is not None else "nur für den internen Gebrauch"
        )
        print(f"Die Freigabe {built.release_id} {what} (Datenstand {answer['data_as_of']}, {world}).")
    return 0


def _warnings(home: Home) -> list[str]:
    """What the release takes away; told with its first step, when nothing stands against it."""
    public = _served_public(home)
    return [
        "Achtung: Danach gibt es keine öffentlichen Zahlen, denn diese Freigabe wird nur intern und löst die "
        f"öffentliche {public} ab; zurück führt «zgm releases rollback {public}»."
    ] if public else []  # fmt: skip


def _tell(step: str, warnings: list[str]) -> None:
    lines = [*warnings, step]
    warnings.clear()
    print(*filter(None, lines), sep="\n", end="\n" if any(lines) else "", file=sys.stderr)


def _served_public(home: Home) -> str:
    """The release that is served now if it was approved for the public, else ""."""
    from pipelines.publish.history import steps
    from pipelines.releases import current_id, history

    served = current_id(home)
    approved = {step.event["release"] for step in steps(history(home)) if step.approver}
    return served if served in approved and served is not None else ""
