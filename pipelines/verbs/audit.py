"""Greift eine Freigabe oder eine Tabelle an wie ein Außenstehender: Welche verdeckte Zelle lässt sich ausrechnen?

Eine CSV-Datei mit verdeckten Zellen («•», «.» oder leer) wird so angegriffen, wie sie gedruckt ist.
Eine CSV-Datei mit genauen Zahlen beantwortet die Frage: Was wäre, wenn nur Zellen unter N verdeckt würden?
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from pipelines.arguments import add_forms
from pipelines.errors import Disclosive, NotAvailable, UsageProblem

_READINGS = {
    "shown": "Nullen sind als «–» sichtbar; ein Punkt steht also für mindestens 1.",
    "hidden": "Ein Punkt kann auch für eine Null stehen.",
}
_DISPLAYS = {"dash": "shown", "dot": "hidden"}


def add_arguments(parser: ArgumentParser) -> None:
    source = parser.add_mutually_exclusive_group()
    source.add_argument("--release", metavar="ID", help="diese Freigabe angreifen (sonst die aktuelle)")
    source.add_argument("--table", metavar="CSV", type=Path, help="eine Tabelle aus einer Datei angreifen")
    parser.add_argument(
        "--threshold", metavar="N", type=int, default=5, help="Zellen unter N sind zu schützen (5)"
    )
    zeros = parser.add_mutually_exclusive_group()
    zeros.add_argument(
        "--zeros", choices=("shown", "hidden"), default="shown", help="Nullen sichtbar oder verdeckt"
    )
    zeros.add_argument(
        "--display",
        choices=_DISPLAYS,
        help="dasselbe nach dem Zeichen: dash druckt Nullen als «–», dot verdeckt auch sie mit «•»",
    )
    parser.add_argument(
        "--by", metavar="SPALTE,…", default="", help="bei genauen Zahlen: Merkmale der Tabelle"
    )
    parser.add_argument(
        "--where",
        metavar="SPALTE=WERT",
        action="append",
        default=[],
        help="nur diese Zeilen, mehrfach möglich",
    )
    parser.add_argument(
        "--value", metavar="SPALTE", help="Spalte mit den Werten (sonst n, Wert oder die letzte)"
    )
    add_forms(parser)


def run(args: Namespace) -> int:
    if args.table is None:
        return _release(args)
    return _table(args)


def _table(args: Namespace) -> int:
    from pipelines.disclosure.audit import Contradiction, attack
    from pipelines.disclosure.csvtable import base_grid, read
    from pipelines.disclosure.naive import hide_small
    from pipelines.disclosure.printed import as_published, check_sums
    from pipelines.publish import audit_report as report

    if args.display:
        args.zeros = _DISPLAYS[args.display]
    if args.threshold < 2:
        raise UsageProblem("--threshold muss mindestens 2 sein; üblich sind 3, 5 oder 10.")
    table = read(args.table, _conditions(args.where), args.value)
    what_if = not table.suppressed and table.has_inner_cells
    if what_if:
        check_sums(table)
        grid, dims = base_grid(table, [name.strip() for name in args.by.split(",") if name.strip()])
        published = hide_small(grid, [dims], args.threshold, args.zeros)
        title = f"{table.name}: Was wäre, wenn nur Zellen unter {args.threshold} verdeckt würden?"
    else:
        published = as_published(table, args.threshold, args.zeros)
        title = f"{table.name}, wie gedruckt"
    try:
        findings = attack(published)
    except Contradiction as error:
        raise UsageProblem(f"{table.name}: {error}") from error
    facts = {
        "mode": "what_if" if what_if else "published",
        "threshold": args.threshold,
        "zeros": args.zeros,
        "verdict": report.verdict(findings),
    }
    print(
        report.as_json(findings, facts)
        if args.format == "json"
        else report.as_text(findings, title, _READINGS[args.zeros])
    )
    return 9 if findings.recovered else 0


def _conditions(words: list[str]) -> dict[str, str]:
    found = {}
    for word in words:
        name, sign, code = word.partition("=")
        if not sign:
            raise UsageProblem(f"--where erwartet SPALTE=WERT, nicht «{word}».")
        found[name] = code
    return found


def _release(args: Namespace) -> int:
    from pipelines import releases
    from pipelines.disclosure import foreknowledge
    from pipelines.disclosure.model import Findings
    from pipelines.paths import find_home
    from pipelines.publish import audit_report as report
    from pipelines.publish import register
    from pipelines.publish.register import beside, narrowed
    from pipelines.releases.printed_before import knowing
    from pipelines.releases.proof import attack_release

    home = find_home(args.home)
    with releases.open_release(home, args.release) as release:
        if release.public is None:
            raise NotAvailable(
                f"Die Freigabe {release.id} hat keinen öffentlichen Teil; es gibt nichts anzugreifen. "
                "Öffentlich wird sie mit «zgm release --approve NAME»."
            )
        found = attack_release(release.folder)
        own, steady, method = knowing(home, release.folder, release.manifest)
        laid = beside.laid_beside(release, register.standing(home))
    findings = Findings(tuple(cell for part in found.values() for cell in part.cells))
    facts = {
        "mode": "release",
        "release": release.id,
        "verdict": report.verdict(findings),
        "foreknowledge": {
            "insider": vars(own),
            "unchanged_corrections": vars(steady),
            "method_of_totals": vars(method),
        },
        "register": narrowed.as_facts(laid),
    }
    reading = (
        "Alle veröffentlichten Tabellen, Monate und Zielgruppen zusammen; "
        "auf 5 gerundet steht 0 für 0 bis 4. Nachweis durch eine erfundene Bevölkerung, die zu allen Zahlen passt."
    )
    more = {
        "Mit Vorwissen (gemessen, kein Hindernis)": foreknowledge.in_words(own, steady, method),
        "Neben den Zahlen im Register (was gedruckt ist, bleibt gedruckt; das Ergebnis unten gilt der Freigabe)":
            narrowed.in_words(laid),
    }  # fmt: skip
    print(
        report.as_json(findings, facts)
        if args.format == "json"
        else report.as_text(findings, f"Freigabe {release.id}", reading, more)
    )
    return Disclosive.exit_code if not findings.passed else 0
