"""Presseblatt: wahre, gerundete, datierte Sätze mit Tabelle, Quelle und Bild (nur öffentliche Zahlen)."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from datetime import date, datetime
from functools import partial
from pathlib import Path

from pipelines.arguments import approver, iso_date
from pipelines.paths import find_home


def _moment(text: str) -> datetime:
    """A day with a time, for `type=` of an argument."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(
            f"«{text}» ist kein Zeitpunkt; erwartet wird z. B. 2022-07-14T10:00"
        ) from None


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--as-of", type=iso_date, metavar="TAG", help="Stichtag (sonst der letzte Monatsletzte)"
    )
    parser.add_argument(
        "--grain",
        default="",
        metavar="N",
        help="Personen in Sätzen auf N runden, z. B. 100 (sonst 5, 10 oder 50)",
    )
    parser.add_argument("--embargo", type=_moment, metavar="ZEIT", help="Sperrfrist, z. B. 2022-07-14T10:00")
    parser.add_argument(
        "--approved-by", type=approver, metavar="NAME", help="wer freigibt; die Zahlen kommen ins Register"
    )
    parser.add_argument("--release", metavar="ID", help="Freigabe (sonst die bereitgestellte)")
    parser.add_argument(
        "--out",
        type=Path,
        metavar="ZIEL",
        help=".html, .txt, .docx oder ein Ordner (dann mit Bildern und Tabellen)",
    )


def run(args: Namespace) -> int:
    from pipelines import settings
    from pipelines.publish import press, register, worlds
    from pipelines.publish.document_forms import form_of, render
    from pipelines.publish.press import approved, grain
    from pipelines.publish.press.folder import files
    from pipelines.releases import open_release
    from pipelines.storage import require_folder_of, write_atomically
    from pipelines.verbs.briefing import record, warn

    into_folder = args.out is not None and (args.out.is_dir() or not args.out.suffix)
    form = "txt" if args.out is None or into_folder else form_of(args.out, ("html", "txt", "docx"))
    if args.out is not None and not into_folder:
        require_folder_of(args.out)
    home = find_home(args.home)

    last = partial(register.public_words, register.standing(home))
    with open_release(home, args.release) as release:
        edition = worlds.edition(release, settings.load(home))
        approval = press.Approval(args.approved_by or "", args.embargo)
        sheet = press.make(
            worlds.public_answers(release),
            edition,
            args.as_of or edition.newest,
            grain.read(args.grain, edition.base),
            approval,
            last,
        )
    new = approved.entries(sheet, edition, approval, date.today())
    warn(home, new)
    if args.out is None:
        record(home, new)
        sys.stdout.write(render(sheet.document, form).decode())
        return 0
    made = files(sheet) if into_folder else {args.out.name: render(sheet.document, form)}
    for name, content in made.items():
        write_atomically((args.out if into_folder else args.out.parent) / name, content)
    record(home, new)
    print(f"Das Presseblatt steht in {args.out}.", file=sys.stderr)
    return 0
