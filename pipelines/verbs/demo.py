"""Beispieldaten schreiben, laden, freigeben und anzeigen: das ganze Produkt mit einem Befehl."""

from __future__ import annotations

import shutil
import sys
from argparse import ArgumentParser, Namespace

from pipelines.errors import Refused
from pipelines.paths import Home, find_home, require_writable

NOTICE = "Beispieldaten, frei erfunden"
_SETTINGS = f"""# Von «zgm demo» angelegt. Mit echten Lieferungen gehört diese Datei in ein eigenes Datenverzeichnis.
[city]
sample_notice = "{NOTICE}"
"""


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=8050, metavar="N", help="Anschluss der Seiten (8050)")
    parser.add_argument("--no-serve", action="store_true", help="nur laden und freigeben, nicht anzeigen")


def run(args: Namespace) -> int:
    home = find_home(args.home)
    require_writable(home)
    _mark_as_sample(home)
    if not home.sample.exists():
        _write_sample(home)
    steps = (
        ["load", str(home.sample)],
        ["release", "--approve", "Beispiel"],
        ["register", "import", "--sample"],
    )
    for step in steps:
        code = _call(home, step)
        if code not in (0, 3):
            return code
    return 0 if args.no_serve else _call(home, ["serve", "--port", str(args.port)])


def _call(home: Home, words: list[str]) -> int:
    from pipelines.__main__ import main

    print(f"zgm {words[0]} …", file=sys.stderr)
    return main([*words, "--home", str(home.root)])


def _write_sample(home: Home) -> None:
    """Half a set of exports must never pass for a whole one: the folder gets its name when it is complete."""
    unfinished = home.sample.with_name(home.sample.name + ".unfertig")
    if unfinished.exists():
        shutil.rmtree(unfinished)
    _call(home, ["sample", "--out", str(unfinished)])
    unfinished.rename(home.sample)


def _mark_as_sample(home: Home) -> None:
    """Invented and real figures must never meet: the demo takes only a home that is empty or marked as its own."""
    from pipelines import settings
    from pipelines.storage import write_atomically

    if home.settings_file.exists() or home.snapshots.exists():
        if not settings.load(home)["city.sample_notice"]:
            raise Refused(
                f"In {home.root} liegen eigene Daten oder Einstellungen; "
                "bitte für die Vorführung mit --home ein leeres Verzeichnis wählen."
            )
        return
    write_atomically(home.settings_file, _SETTINGS.encode())
