"""Befunde der letzten Ladung zeigen; mit --out je Träger eine Liste zum Zurücksenden schreiben."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from pipelines.arguments import add_forms
from pipelines.errors import EnvironmentProblem, Refused, UsageProblem, because
from pipelines.hints import did_you_mean
from pipelines.paths import Home, find_home

if TYPE_CHECKING:
    from pipelines.quality.outcome import FindingRow, Outcome


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", metavar="DIR", help="Listen als CSV und XLSX in diesen Ordner schreiben")
    parser.add_argument("--traeger", metavar="NAME", help="nur dieser Träger")
    add_forms(parser, what="json: mit dem Tag, seit dem jeder Befund bekannt ist")


def run(args: argparse.Namespace) -> int:
    from pipelines.quality import lists, report
    from pipelines.warehouse import state

    home = find_home(args.home)
    folder = state.last_report(home)
    if folder is None:
        raise Refused("Es ist noch nichts geladen; bitte zuerst «zgm load ORDNER» ausführen.")
    outcome = report.read(folder)
    grouped = lists.by_traeger(outcome.findings)
    if args.traeger:
        known = _known_traeger(home) | set(grouped) | {file.traeger or "" for file in outcome.files} - {""}
        chosen = args.traeger.upper() if args.traeger.upper() in known else args.traeger
        if chosen not in known:
            raise UsageProblem(
                f"Einen Träger «{args.traeger}» gibt es nicht. {did_you_mean(args.traeger, known)}"
            )
        grouped = {chosen: grouped.get(chosen, [])}
    if args.out:
        _write(Path(args.out), grouped, sys.stderr if args.format == "json" else sys.stdout)
    if args.format == "json":
        chosen_findings = {finding for findings in grouped.values() for finding in findings}
        _print_json(replace(outcome, findings=[f for f in outcome.findings if f in chosen_findings]))
    elif not args.out:
        _show(outcome.load_id, grouped, one_by_one=bool(args.traeger))
    return 0


def _print_json(outcome: Outcome) -> None:
    """The form of `zgm load --json`, each finding with the day since which it is known."""
    record = outcome.as_json()
    for told, finding in zip(record["findings"], outcome.findings, strict=True):
        told["known_since"] = str(finding.known_since) if finding.known_since else None
    print(json.dumps(record, sort_keys=True, ensure_ascii=False, indent=1))


def _known_traeger(home: Home) -> set[str]:
    from pipelines import codelists, settings

    return set(codelists.load("traeger")) | set(settings.load(home)["traeger"])


def _write(folder: Path, grouped: dict[str, list[FindingRow]], tell: TextIO) -> None:
    from pipelines.quality import lists

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EnvironmentProblem(
            f"Der Ordner {folder} kann nicht angelegt werden ({because(error)}); bitte einen anderen wählen."
        ) from error
    if not grouped:
        print("Keine Befunde; es wurde keine Liste geschrieben.", file=tell)
    for traeger, findings in grouped.items():
        for path in lists.write(folder, traeger, findings):
            print(path, file=tell)


def _show(load_id: str, grouped: dict[str, list[FindingRow]], one_by_one: bool) -> None:
    from pipelines.quality.summary import finding_line
    from pipelines.quality.words import german_count

    print(f"Befunde der Ladung {load_id}")
    if not any(grouped.values()):
        print("Keine Befunde.")
    for traeger, findings in grouped.items():
        print(f"\n{traeger}: {german_count(len(findings), 'Befund', 'Befunde')}")
        print("\n".join([finding_line(f) for f in findings] if one_by_one else _counts(findings)))


def _counts(findings: Sequence[FindingRow]) -> list[str]:
    from pipelines.quality.words import RULE, SEVERITY

    counts = Counter((finding.severity, finding.rule) for finding in findings)
    return [
        f"  {count:>6}  {SEVERITY[severity]}: {RULE.get(rule, rule)}"
        for (severity, rule), count in counts.items()
    ]
