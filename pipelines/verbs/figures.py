"""Zahlen aus einer Freigabe: als Tabelle, JSON, CSV oder XLSX."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.arguments import add_forms, iso_date, whole_number
from pipelines.errors import NotAvailable, UsageProblem
from pipelines.paths import find_home

if TYPE_CHECKING:
    from datetime import date

    from pipelines.metrics import Figure, Query
    from pipelines.metrics.catalogue import Metric
    from pipelines.releases import Release
    from pipelines.releases.public_history import Anchor


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--as-of", type=iso_date, metavar="TAG", help="Stichtag (sonst der letzte Monatsletzte)"
    )
    parser.add_argument(
        "--metric", action="append", metavar="ID", help="Kennzahl; mehrfach möglich (sonst alle)"
    )
    parser.add_argument(
        "--by", metavar="GLIEDERUNG[,…]", help="eine oder zwei Gliederungen, z. B. traeger,sex"
    )
    parser.add_argument("--from", dest="start", type=iso_date, metavar="TAG", help="Tag vor dem Zeitraum")
    parser.add_argument(
        "--every",
        choices=("month",),
        help="month: eine Zahl je Monatsletztem (Bestände ohne --from: alle Monate)",
    )
    parser.add_argument(
        "--top", type=whole_number(1), metavar="N", help="die N größten, der Rest als «Weitere»"
    )
    parser.add_argument("--audience", choices=("ob", "council", "press"), default="ob", help="für wen")
    parser.add_argument("--release", metavar="ID", help="Freigabe (sonst die bereitgestellte)")
    everything = "opendata: alle öffentlichen Zahlen mit Metadaten in den Ordner --out"
    add_forms(parser, "csv", "xlsx", "opendata", default=None, what=everything)
    parser.add_argument("--out", metavar="FILE", type=Path, help="in eine Datei schreiben")


def run(args: Namespace) -> int:
    from pipelines import releases
    from pipelines.publish import tabular
    from pipelines.storage import require_folder_of

    form = args.format or _form_of(args.out)
    if form == "opendata":
        return _open_data(args)
    if args.out is not None:
        require_folder_of(args.out)
    if form == "xlsx" and args.out is None:
        raise UsageProblem("XLSX braucht mit --out FILE eine Datei als Ziel.")
    with releases.open_release(find_home(args.home), args.release) as release:
        figures = list(_figures(release, args))
        heading = tabular.Heading(
            release.id,
            release.data_as_of,
            args.audience,
            release_sample_notice(args),
            release.settings["disclosure.base"],
            _anchors(release, args.audience, figures),
        )
    content = tabular.render(figures, heading, form)
    if args.out is None:
        sys.stdout.write(content.decode() if isinstance(content, bytes) else content)
    else:
        args.out.write_bytes(content if isinstance(content, bytes) else content.encode())
        count = f"{len(figures)} Zahlen stehen" if len(figures) != 1 else "1 Zahl steht"
        print(f"{count} in {args.out}.", file=sys.stderr)
    return 0


def _open_data(args: Namespace) -> int:
    """The public world as open data; exact numbers never enter it, whatever the audience says."""
    from pipelines import releases, settings
    from pipelines.publish import opendata, worlds
    from pipelines.storage import write_atomically

    if args.out is None or args.out.suffix:
        raise UsageProblem("Offene Daten brauchen mit --out einen Ordner als Ziel.")
    home = find_home(args.home)
    known = settings.load(home)
    terms = opendata.Terms(
        known["opendata.licence"], known["opendata.contact"] or known["city.contact"], known["opendata.url"]
    )
    with releases.open_release(home, args.release) as release:
        made = opendata.export(worlds.public_answers(release), worlds.edition(release, known), terms)
    for name, content in made.items():
        write_atomically(args.out / name, content)
    print(f"Die offenen Daten stehen in {args.out} ({', '.join(sorted(made))}).", file=sys.stderr)
    return 0


def release_sample_notice(args: Namespace) -> str:
    from pipelines import settings

    notice: str = settings.load(find_home(args.home))["city.sample_notice"]
    return notice


def _form_of(out: Path | None) -> str:
    """The form that the ending of a file asks for; without a file a table."""
    if out is None:
        return "table"
    forms = {".json": "json", ".csv": "csv", ".xlsx": "xlsx", ".txt": "table"}
    if out.suffix.lower() not in forms:
        raise UsageProblem(
            f"Die Endung von {out.name} sagt nicht, welche Form gewünscht ist; möglich sind {', '.join(forms)} "
            "oder eine Angabe mit --format."
        )
    return forms[out.suffix.lower()]


def _figures(release: Release, args: Namespace) -> Iterator[Figure]:
    answer = _world(release, args.audience)
    for query in _queries(release, args):
        try:
            yield from answer(query)
        except NotAvailable as reason:
            # Who named the metric gets the reason as the answer; a list of all leaves it out and says so.
            if args.metric:
                raise
            print(f"Ausgelassen: {query.metric} ({reason})", file=sys.stderr)


def _anchors(release: Release, audience: str, figures: Sequence[Figure]) -> tuple[Anchor, ...]:
    """The exact totals that stand beside these public figures."""
    asked = {(figure.metric, figure.as_of) for figure in figures}
    known = release.public.anchors() if audience != "ob" and release.public else []
    return tuple(anchor for anchor in known if (anchor.metric, anchor.as_of) in asked)


def _world(release: Release, audience: str) -> Callable[[Query], Iterable[Figure]]:
    """What answers a question for an audience: the exact figures or the public world."""
    from pipelines.metrics import compute

    if audience == "ob":
        return partial(compute, release.core)
    if release.public is None:
        raise NotAvailable(
            f"Die Freigabe {release.id} ist nur für den internen Gebrauch; "
            "öffentliche Zahlen entstehen mit «zgm release --approve NAME», "
            "frühere holt «zgm releases rollback ID» zurück."
        )
    return release.public.figures


def _queries(release: Release, args: Namespace) -> Iterator[Query]:
    """One question per metric; when no metric was named, those that cannot answer this form of question are left out."""
    from pipelines.metrics import Query, catalogue, dimensions
    from pipelines.metrics.cubes import require_month_ends
    from pipelines.metrics.sources import Point

    as_of: date = args.as_of or release.default_stichtag
    if args.audience != "ob":
        require_month_ends(Point(as_of, args.start), release.public.months if release.public else ())
    by = tuple(name for name in (args.by or "").split(",") if name)
    for name in by:
        dimensions.dimension(name)  # a slip fits no metric, and all would be left out
    for name in args.metric or catalogue.load():
        metric = catalogue.metric(name)
        fits = all(dimension in (*metric.dimensions, *metric.always_by) for dimension in by)
        answers = fits and (args.start is not None or not catalogue.needs_period(metric))
        if args.metric or answers:
            start = args.start or _beginning(release, args, metric, as_of)
            yield Query(name, as_of, start, by, every=args.every, top=args.top)
        else:
            reason = "braucht --from" if fits else "lässt sich so nicht gliedern"
            print(f"Ausgelassen: {metric.name} ({reason}).", file=sys.stderr)


def _beginning(release: Release, args: Namespace, metric: Metric, as_of: date) -> date | None:
    """Where a series without --from begins: with the first month of its world. A flow has no beginning of its own."""
    from datetime import timedelta

    from pipelines.metrics import catalogue
    from pipelines.months import previous_month_end

    months = release.months if args.audience == "ob" else release.public.months if release.public else ()
    if args.every is None or catalogue.needs_period(metric) or not months:
        return None
    return min(previous_month_end(months[0]), as_of - timedelta(days=1))
