"""Unterlage für den Gemeinderat als PDF, Word, Excel oder HTML (nur öffentliche Zahlen)."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.arguments import approver, iso_date
from pipelines.paths import Home, find_home

if TYPE_CHECKING:
    from pipelines.publish.document import Document
    from pipelines.publish.register import Entry
    from pipelines.publish.worlds import Edition


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
    parser.add_argument(
        "--approved-by", type=approver, metavar="NAME", help="wer freigibt; die Zahlen kommen ins Register"
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
    from pipelines.publish.briefing.corrections import corrections
    from pipelines.publish.document_forms import form_of, render
    from pipelines.releases import open_release
    from pipelines.storage import require_folder_of, write_atomically

    form = form_of(args.out)
    require_folder_of(args.out)
    home = find_home(args.home)
    with open_release(home, args.release) as release:
        edition = worlds.edition(release, settings.load(home))
        header = briefing.Header(
            args.number, args.committee, args.meeting, args.public, args.approved_by or ""
        )
        answers, as_of = worlds.public_answers(release), args.as_of or edition.newest
        known = corrections(home, release, as_of)
        made = briefing.make(answers, edition, as_of, args.compare, header, known)
    if sentence := briefing.too_early(args.meeting, as_of):
        print(sentence, file=sys.stderr)
    new = _entries(args, made, edition)
    warn(home, new)
    write_atomically(args.out, render(made, form))
    record(home, new)
    print(f"Die Unterlage steht in {args.out}.", file=sys.stderr)
    return 0


def _entries(args: Namespace, made: Document, edition: Edition) -> list[Entry]:
    from pipelines.publish.briefing.corrections import MEDIUM
    from pipelines.publish.register import approval

    if args.approved_by is None:
        return []
    published = args.meeting or date.today()
    return approval.entries(made, MEDIUM, published, edition, args.approved_by)


def warn(home: Home, new: list[Entry]) -> None:
    """Say what the new figures contradict in print."""
    from pipelines.publish.register import approval

    for warning in approval.warnings(home, new) if new else ():
        print(warning, file=sys.stderr)


def record(home: Home, new: list[Entry]) -> None:
    """Write approved figures into the register."""
    from pipelines.publish.register import approval

    if new:
        added = approval.record(home, new)
        print(f"{len(added)} Zahlen stehen neu im Register der veröffentlichten Zahlen.", file=sys.stderr)
