"""Unterlage für den Gemeinderat als PDF, Word, Excel oder HTML (nur öffentliche Zahlen)."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from pipelines.arguments import iso_date
from pipelines.paths import find_home


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--as-of", type=iso_date, metavar="TAG", help="Stichtag (sonst der letzte Monatsletzte)"
    )
    parser.add_argument(
        "--compare", type=iso_date, metavar="TAG", help="Vergleichstag (sonst ein Jahr vorher)"
    )
    parser.add_argument("--number", default="", metavar="NR", help="Nummer der Sitzungsvorlage")
    parser.add_argument("--committee", default="", metavar="NAME", help="Gremium")
    parser.add_argument("--meeting", type=iso_date, metavar="TAG", help="Tag der Sitzung")
    session = parser.add_mutually_exclusive_group()
    session.add_argument("--public", action="store_true", default=None, help="die Sitzung ist öffentlich")
    session.add_argument(
        "--closed", dest="public", action="store_false", help="die Sitzung ist nichtöffentlich"
    )
    parser.add_argument("--release", metavar="ID", help="Freigabe (sonst die bereitgestellte)")
    parser.add_argument(
        "--out",
        type=Path,
        required=True,
        metavar="FILE",
        help="Ziel; die Endung bestimmt die Form: .pdf, .docx, .xlsx, .html",
    )


def run(args: Namespace) -> int:
    from pipelines import settings
    from pipelines.publish import briefing, worlds
    from pipelines.publish.document_forms import form_of, render
    from pipelines.releases import open_release
    from pipelines.storage import write_atomically

    form = form_of(args.out)
    home = find_home(args.home)
    with open_release(home, args.release) as release:
        edition = worlds.edition(release, settings.load(home))
        header = briefing.Header(args.number, args.committee, args.meeting, args.public)
        made = briefing.make(
            worlds.public_answers(release), edition, args.as_of or edition.newest, args.compare, header
        )
    write_atomically(args.out, render(made, form))
    print(f"Die Unterlage steht in {args.out}.", file=sys.stderr)
    return 0
