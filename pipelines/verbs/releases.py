"""Freigaben auflisten, zeigen, vergleichen, zurücknehmen und prüfen."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from pipelines.arguments import add_forms
from pipelines.errors import Damaged, UsageProblem
from pipelines.paths import Home, find_home

if TYPE_CHECKING:
    from pipelines.releases import Release

_MOST_LINES = 20
_NEEDS = {"list": 0, "show": 1, "diff": 2, "rollback": 1, "verify": 0}


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("action", nargs="?", choices=sorted(_NEEDS), default="list", metavar="AKTION",
                        help="list, show ID, diff A B, rollback ID oder verify")  # fmt: skip
    parser.add_argument("ids", nargs="*", metavar="ID", help="Freigabe; der Anfang genügt")
    add_forms(parser)


def run(args: Namespace) -> int:
    if len(args.ids) != _NEEDS[args.action]:
        needs = ("keine Freigabe", "eine Freigabe", "zwei Freigaben")[_NEEDS[args.action]]
        raise UsageProblem(f"«zgm releases {args.action}» braucht {needs} als Angabe.")
    home = find_home(args.home)
    return {"list": _list, "show": _show, "diff": _diff, "rollback": _rollback, "verify": _verify}[
        args.action
    ](home, args)


def _print_json(answer: Any) -> None:
    print(json.dumps(answer, sort_keys=True, ensure_ascii=False, indent=2, default=str))


def _list(home: Home, args: Namespace) -> int:
    from pipelines import releases
    from pipelines.publish.history import steps

    served, events = releases.current_id(home), steps(releases.history(home))
    # What is served now came last; the same release may stand in earlier lines, too.
    last = max((at for at, step in enumerate(events) if step.event["release"] == served), default=None)
    if args.format == "json":
        _print_json(
            [
                {**step.event, "current": at == last, "public": step.approver is not None}
                for at, step in enumerate(events)
            ]
        )
        return 0
    for at, step in enumerate(events):
        mark = "*" if at == last else " "
        print(f"{mark} {step.event['release']}  {step.event['at']}  {step.sentence}")
    if not events:
        print("Es gibt noch keine Freigabe.")
    return 0


def _show(home: Home, args: Namespace) -> int:
    from pipelines import releases

    with releases.open_release(home, args.ids[0]) as release:
        manifest = release.manifest
    if args.format == "json":
        _print_json(manifest)
        return 0
    months = manifest["months"]
    print(f"Freigabe {manifest['release']}: Datenstand {manifest['data_as_of']}")
    if months:
        print(f"Monatsletzte von {months[0]} bis {months[-1]}, {len(manifest['metrics'])} Kennzahlen")
    if manifest["public"] is not None:
        _show_public(manifest["public"])
    for entry in manifest["deliveries"]:
        mark = "zählt" if entry["newest"] else "Verlauf"
        print(f"  {mark:<8}{entry['file']}  {entry['rows']} Zeilen  {entry['sha256'][:12]}")
    return 0


def _show_public(part: dict[str, Any]) -> None:
    """What a reader of an earlier release should know about this one."""
    print(
        f"Öffentlich: {part['attacked_cells']} Zellen angegriffen, keine berechenbar; "
        f"{part.get('corrected_cells', 0)} gegenüber früheren Freigaben berichtigt, "
        f"{part['withdrawn_cells']} nicht mehr veröffentlicht"
    )
    for name, months in part["withheld_months"].items():
        print(f"  Tabellen nach Herkunft und Geschlecht fehlen ({name}): {', '.join(months)}")
    for anchor in part.get("anchors", []):
        print(f"  genau gedruckt: {anchor['metric']} {anchor['period']}: {anchor['value']}")


def _public_changes(before: Release, after: Release) -> list[dict[str, Any]]:
    """Printed numbers that the later release corrects, as both releases print them."""
    if before.public is None or after.public is None:
        return []
    return [asdict(change) for change in after.public.corrections_since(before.public)]


def _diff(home: Home, args: Namespace) -> int:
    from pipelines import releases
    from pipelines.publish.cellwords import cell_words, metric_words, period_words
    from pipelines.publish.comparison import sentences
    from pipelines.publish.worlds import INTERNAL_USE

    with (
        releases.open_release(home, args.ids[0]) as before,
        releases.open_release(home, args.ids[1]) as after,
    ):
        found = releases.compare(before, after)
        public = _public_changes(before, after)
    if args.format == "json":
        _print_json({**asdict(found), "public_corrections": public, "marking": INTERNAL_USE})
        return 0
    print("\n".join(sentences(found)))
    if public:
        print(f"  öffentliche Zahlen, die eine frühere Angabe berichtigen: {len(public)}")
    for change in public[:_MOST_LINES]:
        name, when = metric_words(change["metric"]), period_words(change["period"])
        print(f"    {name}, {when}, {cell_words(change['by'])}: {change['before']} → {change['value']}")
    if len(public) > _MOST_LINES:
        print(f"    … und {len(public) - _MOST_LINES} weitere (alle mit --json)")
    print(f"Genaue Zahlen; {INTERNAL_USE}.")
    return 0


def _rollback(home: Home, args: Namespace) -> int:
    from pipelines import releases
    from pipelines.paths import require_writable
    from pipelines.releases import intact
    from pipelines.storage import single_writer

    require_writable(home)
    with single_writer(home.lock):
        chosen = releases.find_id(home, args.ids[0])
        if faults := intact.faults(home.releases / chosen):
            raise Damaged(faults[0])
        releases.switch(home, chosen, "rollback", None)
    print(f"Bereitgestellt ist jetzt wieder die Freigabe {chosen}.")
    return 0


def _verify(home: Home, args: Namespace) -> int:
    from pipelines import releases
    from pipelines.releases.verify import verify

    faults = verify(home)
    if args.format == "json":
        _print_json({"faults": faults, "releases": releases.existing_ids(home)})
    elif not faults:
        count = len(releases.existing_ids(home))
        print(
            f"Alle {count} Freigaben sind unverändert."
            if count != 1
            else "Die eine Freigabe ist unverändert."
        )
    for fault in faults:
        print(fault, file=sys.stderr)
    return Damaged.exit_code if faults else 0
