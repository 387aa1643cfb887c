"""Einen Textentwurf (Text, DOCX, HTML) gegen die Daten einer Freigabe prüfen, Aussage für Aussage."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.arguments import add_forms, iso_date
from pipelines.errors import ClaimsWrong, NotAvailable, UsageProblem
from pipelines.paths import find_home

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelines.publish.check import Facts, Verdict
    from pipelines.releases import Release

_WORDS = {"true": "stimmt", "false": "falsch", "undecidable": "offen"}


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="der Entwurf; «-» liest von der Standardeingabe")
    parser.add_argument(
        "--as-of", type=iso_date, metavar="TAG", help="Tag des Textes, wenn er selbst keinen nennt"
    )
    parser.add_argument(
        "--audience", choices=("ob", "council", "press"), default="ob", help="gegen welche Zahlen"
    )
    parser.add_argument("--release", metavar="ID", help="Freigabe (sonst die bereitgestellte)")
    add_forms(parser)


def run(args: Namespace) -> int:
    from pipelines.publish import check
    from pipelines.releases import open_release

    text = check.read(*_content(args.file))
    with open_release(find_home(args.home), args.release) as release:
        facts, public = _worlds(release, args.audience)
        verdicts = check.check(text, facts, args.audience, args.as_of, public)
        release_id = release.id
    if args.format == "json":
        print(
            json.dumps(
                check.to_json(verdicts, release_id, args.audience),
                ensure_ascii=False,
                sort_keys=True,
                indent=1,
            )
        )
    else:
        _print_table(verdicts, release_id, args.audience)
    return ClaimsWrong.exit_code if any(v.verdict == "false" for v in verdicts) else 0


def _content(name: str) -> tuple[bytes, str]:
    if name == "-":
        return sys.stdin.buffer.read(), ""
    path = Path(name)
    if path.is_dir():
        raise UsageProblem(f"{name} ist ein Ordner; bitte eine Datei angeben.")
    if not path.is_file():
        raise UsageProblem(f"Die Datei {name} gibt es nicht; bitte den Pfad prüfen.")
    return path.read_bytes(), name


def _worlds(release: Release, audience: str) -> tuple[Facts, Facts | None]:
    """The world of the audience, and the public one if this release has it.

    Raises NotAvailable when a public audience asks and there is no public world: exact numbers never take its place.
    """
    from pipelines.publish.check import ReleaseFacts
    from pipelines.publish.worlds import exact_answers, public_answers, require_public

    days = (release.id, release.data_as_of, release.default_stichtag)
    base = int(release.settings["disclosure.base"])

    def printed() -> ReleaseFacts:
        return ReleaseFacts(public_answers(release), *days, base, require_public(release).anchors())

    if audience != "ob":
        return printed(), None
    try:
        public = printed()
    except NotAvailable:
        public = None
    return ReleaseFacts(exact_answers(release), *days, base), public


def _print_table(verdicts: Sequence[Verdict], release_id: str, audience: str) -> None:
    from pipelines.publish.check.verdict.advice import checked, plain
    from pipelines.publish.worlds import INTERNAL_USE

    if not verdicts:
        print("Der Text enthält keine Aussage über eine bekannte Kennzahl.")
    for verdict in verdicts:
        print(f"{_WORDS[verdict.verdict]:<8} «{plain(verdict.claim.text)}»")
        print(f"         {plain(verdict.reason)}")
        if verdict.suggestion:
            print(f"         Vorschlag: {plain(verdict.suggestion)}")
        if not verdict.publishable:
            print("         Nicht veröffentlichen: genauer als die öffentlichen Zahlen.")
    if verdicts and audience == "ob":
        print(f"Geprüft mit genauen Zahlen; {INTERNAL_USE}.")
    counts = ", ".join(f"{sum(v.verdict == key for v in verdicts)} {word}" for key, word in _WORDS.items())
    print(f"{checked(len(verdicts))} ({counts}); Freigabe {release_id}.", file=sys.stderr)
