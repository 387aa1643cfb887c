"""Register der veröffentlichten Zahlen: ansehen, ergänzen, einlesen, Widersprüche finden."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.arguments import add_forms
from pipelines.errors import ClaimsWrong, UsageProblem
from pipelines.paths import Home, find_home, require_writable

if TYPE_CHECKING:
    from pipelines.publish.register import Conflict, Entry

# Column of the register → option and its help.
_OPTIONS = {
    "medium": ("--medium", "wo die Zahl stand, z. B. «Pressemitteilung der Stadt»"),
    "veroeffentlicht": ("--published", "wann: 2022-06-30, 2022-06, 2022 oder «unbekannt»"),
    "wortlaut": ("--wording", "der Satz oder Halbsatz, wie er gedruckt wurde"),
    "stichtag": ("--as-of", "wofür die Zahl gilt: 2022-06-30, 2022-06 oder 2022"),
    "wort": ("--hedge", "Wort vor der Zahl: rund, über, knapp …"),
    "wert": ("--value", "die Zahl, z. B. 1.400 oder «über 500» oder «500 bis 600»"),
    "von": ("--low", "kleinster Wert, für den die Zahl stehen kann"),
    "bis": ("--high", "größter Wert, für den die Zahl stehen kann"),
    "einheit": ("--unit", "Personen, VZÄ, Prozent … (sonst die der Kennzahl)"),
    "kennzahl": ("--metric", "Kennzahl des Katalogs; bei list und conflicts wählt sie aus"),
    "gliederung": ("--by", "die Zelle, z. B. household=family"),
    "fassung": ("--version", "Fassung der Definition (sonst die heutige)"),
    "zeitraum_nach": ("--from", "Tag vor dem Zeitraum, bei Zugängen, Abgängen, Beratungen"),
    "bezeichnung": ("--label", "eigene Worte, wenn keine Kennzahl passt"),
    "welt": ("--world", "internal oder public, wenn die Zahl aus diesem Programm kam"),
    "freigabe": ("--release", "Freigabe, wenn die Zahl aus diesem Programm kam"),
    "quelle": ("--source", "Adresse oder Fundstelle"),
    "anmerkung": ("--note", "Anmerkung"),
    "berichtigt": ("--replaces", "Kennung des Eintrags, den diese Zahl im Druck berichtigt"),
}


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "action", nargs="?", choices=("list", "add", "import", "conflicts"), default="list", metavar="AKTION",
        help="list, add, import FILE oder conflicts",
    )  # fmt: skip
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="CSV-Datei für import")
    parser.add_argument("--sample", action="store_true", help="import: die mitgelieferten Beispieleinträge")
    add_forms(parser, "csv", what="csv nur für list")
    fields = parser.add_argument_group("Angaben für add")
    for column, (option, help_text) in _OPTIONS.items():
        fields.add_argument(option, dest=column, metavar="TEXT", help=help_text)


def run(args: Namespace) -> int:
    if args.file is not None and (args.action != "import" or args.sample):
        raise UsageProblem("Eine Datei braucht nur «zgm register import», und nicht zusammen mit --sample.")
    home = find_home(args.home)
    return {"list": _list, "add": _add, "import": _import, "conflicts": _conflicts}[args.action](home, args)


def _print_json(answer: Any) -> None:
    print(json.dumps(answer, sort_keys=True, ensure_ascii=False, indent=2))


def _fact(entry: Entry) -> dict[str, Any]:
    from pipelines.publish.register.model import as_record

    return {**as_record(entry), "id": entry.id, "name": entry.name, "when": entry.when, "shown": entry.shown}


def _chosen(args: Namespace, metric: str | None) -> bool:
    return not args.kennzahl or metric == args.kennzahl


def _list(home: Home, args: Namespace) -> int:
    from pipelines.metrics import catalogue
    from pipelines.publish import register
    from pipelines.publish.register import contradictions, table, words

    if args.kennzahl:
        catalogue.metric(args.kennzahl)
    known = sorted((e for e in register.entries(home) if _chosen(args, e.metric)), key=contradictions.age)
    if args.format == "json":
        _print_json([_fact(entry) for entry in known])
    elif args.format == "csv":
        sys.stdout.write(table.write(known).decode())
    else:
        shown, cells = (words.together(known), 0) if args.kennzahl else words.overview(known)
        print("\n".join(words.listed(shown)) or "Im Register steht noch nichts dazu.")
        if cells:
            print(f"{words.left_out(cells)} «--metric ID» zeigt sie, «--format csv» zeigt alles.")
    return 0


def _add(home: Home, args: Namespace) -> int:
    from pipelines.publish import register

    require_writable(home)
    entry = _entry(args)
    if entry.replaces and entry.replaces not in {known.id for known in register.entries(home)}:
        raise UsageProblem(
            f"Den Eintrag «{entry.replaces}» gibt es nicht; bitte die Kennung aus «zgm register list» nehmen."
        )
    before = register.standing(home)
    added = register.record(home, [entry])
    if args.format == "json":
        _print_json({"added": len(added), "entry": _fact(entry)})
    else:
        print(f"{'Eingetragen' if added else 'Steht schon da'}: {entry.id}  {entry.name}: {entry.shown}")
    _warn(home, entry, before)
    return 0


def _entry(args: Namespace) -> Entry:
    """The entry of the options; a fault names the option, not the column."""
    from pipelines.metrics import catalogue
    from pipelines.publish.register.fields import Faulty
    from pipelines.publish.register.reading import entry_from

    given = {column: getattr(args, column) or "" for column in _OPTIONS}
    if not given["fassung"] and given["kennzahl"] in catalogue.load():
        given["fassung"] = str(catalogue.metric(given["kennzahl"]).version)
    try:
        return entry_from(given)
    except Faulty as found:
        missing = [_OPTIONS[fault.column][0] for fault in found.faults if not given[fault.column]]
        if len(missing) < 2:
            missing = []
        told = [
            f"{_OPTIONS[f.column][0]}: {f.sentence}"
            for f in found.faults
            if _OPTIONS[f.column][0] not in missing
        ]
        raise UsageProblem("\n".join([*_missing_options(missing), *told])) from None


def _missing_options(options: list[str]) -> list[str]:
    """One sentence for all options without which there is no entry, none when nothing is missing."""
    named = [option.replace("--label", "--metric (oder --label)") for option in options]
    return (
        [f"Es fehlen die Angaben {', '.join(named[:-1])} und {named[-1]}; bitte ergänzen."] if named else []
    )


def _warn(home: Home, entry: Entry, before: list[Entry]) -> None:
    """Say what the figure contradicts, and which public cells it narrows beside what was printed before."""
    from pipelines.publish import register
    from pipelines.publish.register import narrowed
    from pipelines.publish.register.served import served

    release = served(home)
    texts = ["Achtung. " + "\n  ".join(register.sentences(conflict))
             for conflict in register.contradicting(home, [entry], release)]  # fmt: skip
    texts += narrowed.warnings(release, before, [entry]) if release is not None else []
    for text in texts:
        print(text, file=sys.stderr)


def _import(home: Home, args: Namespace) -> int:
    from pipelines.publish import register
    from pipelines.publish.register import table

    if args.file is None and not args.sample:
        raise UsageProblem("«zgm register import» braucht eine CSV-Datei oder --sample.")
    require_writable(home)
    given = table.read(table.SAMPLE if args.sample else args.file)
    added = register.record(home, given)
    if args.format == "json":
        _print_json({"added": len(added), "known": len(given) - len(added), "rows": len(given)})
    else:
        print(f"{len(added)} Einträge übernommen, {len(given) - len(added)} standen schon da.")
    _warn_of_finer(home, added)
    return 0


def _warn_of_finer(home: Home, added: list[Entry]) -> None:
    """A file may hold hundreds of figures: which cells they narrow together, the audit says."""
    from pipelines.publish.register import narrowed
    from pipelines.publish.register.served import served

    if not added or (release := served(home)) is None:
        return
    with release:
        finer = narrowed.finer_figures(release, added)
    if finer:
        some = "1 Zahl davon ist" if len(finer) == 1 else f"{len(finer)} Zahlen davon sind"
        print(f"Achtung. {some} genauer als die öffentlichen Tabellen; «zgm audit» nennt die Zellen, "
              "denen zu wenige mögliche Werte bleiben.", file=sys.stderr)  # fmt: skip


def _conflicts(home: Home, args: Namespace) -> int:
    from pipelines.metrics import catalogue
    from pipelines.publish import register
    from pipelines.publish.register.served import served
    from pipelines.publish.worlds import INTERNAL_USE

    if args.kennzahl:
        catalogue.metric(args.kennzahl)
    release = served(home)
    found, skipped = register.compared(home, release)
    found = [c for c in found if any(_chosen(args, entry.metric) for entry in c.entries)]
    if release is None:
        print("Ohne Freigabe wird nur Gedrucktes mit Gedrucktem verglichen.", file=sys.stderr)
    if args.format == "json":
        _print_json({"conflicts": [_as_json(c) for c in found], "not_comparable": skipped,
                     "release": release.id if release else None})  # fmt: skip
    else:
        _print_conflicts(found)
        if release is not None:
            print(f"\nVerglichen mit Freigabe {release.id}; {INTERNAL_USE}. "
                  f"Nicht vergleichbar: {skipped} Einträge.")  # fmt: skip
    return ClaimsWrong.exit_code if found else 0


def _print_conflicts(found: list[Conflict]) -> None:
    from pipelines.publish.register import sentences

    for conflict in found:
        print("\n  ".join(sentences(conflict)))
    count = f"{len(found)} Widersprüche." if len(found) > 1 else "1 Widerspruch."
    print(count if found else "Keine Widersprüche.")


def _as_json(conflict: Conflict) -> dict[str, Any]:
    from pipelines.publish.register import sentences

    return {
        "kind": conflict.kind,
        "reason": conflict.reason,
        "release": conflict.release,
        "entries": [_fact(entry) for entry in conflict.entries],
        "expected": list(conflict.expected),
        "sentences": sentences(conflict),
    }
