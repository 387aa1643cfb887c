"""The command line: a table of contents of the verbs; each verb is one module that is imported only when called."""

from __future__ import annotations

import codecs
import errno
import importlib
import os
import sys
from argparse import SUPPRESS, ArgumentParser
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path

from pipelines.arguments import GermanParser
from pipelines.errors import EnvironmentProblem, Problem, because
from pipelines.hints import did_you_mean

VERBS = {
    "demo": "Beispieldaten laden, freigeben und anzeigen",
    "sample": "erfundene Beispiel-Exporte schreiben",
    "load": "eine Lieferung lesen, prüfen und übernehmen",
    "release": "den geladenen Stand freigeben",
    "releases": "Freigaben auflisten, vergleichen, zurücknehmen, prüfen",
    "metrics": "Kennzahlenkatalog",
    "figures": "Zahlen aus einer Freigabe",
    "briefing": "Unterlage für den Gemeinderat",
    "press": "Presseblatt",
    "check": "einen Textentwurf gegen die Daten prüfen",
    "quality": "Befunde der letzten Ladung, Listen für die Träger",
    "audit": "eine Freigabe oder Tabelle angreifen wie ein Außenstehender",
    "serve": "die Seiten bereitstellen",
    "accounts": "Konten für die Seiten anlegen und entfernen",
    "backup": "alles sichern",
    "restore": "eine Sicherung zurückholen",
    "profile": "Zuordnungsprofil für eine fremde Datei vorschlagen",
    "register": "Register der veröffentlichten Zahlen",
    "doctor": "was eingerichtet und erreichbar ist, in Worten",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb; returns its exit code. Every failure is one German sentence on stderr."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    debug = "--debug" in words
    _can_write_german()
    try:
        return _run([word for word in words if word != "--debug"])
    except Problem as problem:
        if debug:
            raise
        print(problem, file=sys.stderr)
        return problem.exit_code
    except BrokenPipeError:
        # The reader of our output (head, less) has gone; that is its right.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return _cancelled()
    except OSError as error:
        if debug:
            raise
        print(_environment_sentence(error), file=sys.stderr)
        return EnvironmentProblem.exit_code
    except Exception as error:
        if debug:
            raise
        # DuckDB answers Ctrl-C during a query with an error of this form, not with a KeyboardInterrupt.
        if type(error) is RuntimeError and str(error) == "Query interrupted":
            return _cancelled()
        print(_unexpected_sentence(error), file=sys.stderr)
        return EnvironmentProblem.exit_code


def _cancelled() -> int:
    print("Abgebrochen.", file=sys.stderr)
    return 130


def _can_write_german() -> None:
    """Our signs («», –, narrow blanks) are not in every locale: then UTF-8, and a terminal shows «?» for the rest."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper) and codecs.lookup(stream.encoding).name != "utf-8":
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8")


def _run(words: list[str]) -> int:
    parser = _front_page()
    front, rest = parser.parse_known_args(words)
    if front.verb is None:
        parser.print_help()
        return 0
    if front.verb not in VERBS:
        parser.error(f"Den Befehl «{front.verb}» gibt es nicht. {did_you_mean(front.verb, VERBS)}")
    verb = importlib.import_module(f"pipelines.verbs.{front.verb}")
    page = GermanParser(prog=f"zgm {front.verb}", description=verb.__doc__)
    page.add_argument(
        "--home", metavar="DIR", default=front.home, help="Datenverzeichnis (sonst ZGM_HOME, sonst data/)"
    )
    verb.add_arguments(page)
    return int(verb.run(page.parse_intermixed_args(rest)))


def _front_page() -> ArgumentParser:
    contents = "\n".join(f"  {verb:<10} {what}" for verb, what in VERBS.items())
    parser = GermanParser(
        prog="zgm",
        usage="zgm [--home DIR] BEFEHL …",
        description="Zielgruppenmonitor: Zahlen über die aktive Zielgruppe des Integrationsmanagements.",
        epilog=f"Befehle:\n{contents}\n\nJeder Befehl erklärt sich mit «zgm BEFEHL --help».",
        add_help=False,
    )
    parser.add_argument(
        "--home", metavar="DIR", default=None, help="Datenverzeichnis (sonst ZGM_HOME, sonst data/)"
    )
    parser.add_argument("verb", nargs="?", metavar="BEFEHL", help=SUPPRESS)
    return parser


def _environment_sentence(error: OSError) -> str:
    folder = Path(error.filename).parent if isinstance(error.filename, str) else None
    if error.errno == errno.ENOENT and folder is not None and not folder.exists():
        return f"Den Ordner {folder} gibt es nicht; bitte anlegen oder einen anderen nennen."
    what = because(error)
    where = f": {error.filename}" if error.filename else ""
    return f"{what[0].upper()}{what[1:]}{where}; bitte beheben und den Befehl wiederholen."


def _unexpected_sentence(error: Exception) -> str:
    return (
        f"Unerwarteter Fehler im Programm ({type(error).__name__}); am Bestand wurde nichts geändert. "
        "Bitte den Befehl mit --debug wiederholen und die Ausgabe der Administration schicken."
    )


if __name__ == "__main__":
    sys.exit(main())
