"""An invented town of 640 persons, and a stand-in for its public world: internal figures rounded to multiples of 5."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from pipelines.errors import NotAvailable
from pipelines.metrics import Figure, Query, compute, cubes
from pipelines.metrics.cubes import CubeSource
from pipelines.months import month_ends
from pipelines.publish import german
from pipelines.publish.worlds import Answers, Edition
from tests.metrics.world import DEFAULTS, world

AS_OF, COMPARE = date(2022, 6, 30), date(2021, 6, 30)
DATA_AS_OF = date(2022, 7, 31)
MONTHS = tuple(month_ends(date(2020, 5, 31), date(2022, 9, 30)))
TRAEGER = ("STADT", "CARITAS", "DIAKONIE")
_NATIONS = ("166", "475", "423", "166", "238", "475", "232", "438", "439", "224", "163", "121")
_ROUTES = ("ZUWEISUNG", "FAMILIENNACHZUG", "UMZUG_KOMMUNE")
_REASONS = ("UEBERGABE_REGELDIENST_3J", "WEGZUG_KOMMUNE", "RUECKKEHR_AUSREISE")
_TOPICS = (["WOHNEN"], ["ARBEIT", "SPRACHE"], ["BEHOERDEN"])
_PROTECTED = {"persons", "consultations"}


def _day(on: date) -> str:
    return f"{on:%d.%m.%Y}"


def _cases() -> list[dict[str, Any]]:
    rows = []
    for number in range(640):
        start = date(2019, 1, 10) + timedelta(days=2 * number)
        ended = _day(start + timedelta(days=700)) if number % 4 == 0 else None
        rows.append(
            {
                "case_id": f"LO-{number:010X}", "traeger": TRAEGER[number % 3],
                "household_id": f"H{number // 3}" if number % 5 else None,
                "birth_year": 1950 + number % 60 if number % 11 else None, "sex": "mw"[number % 2],
                "nationality": _NATIONS[number % len(_NATIONS)] if number % 17 else None,
                "admitted_on": _day(start), "access_route": _ROUTES[number % 3], "ended_on": ended,
                "exit_reason": _REASONS[number // 4 % 3] if ended else None,
            }
        )  # fmt: skip
    return rows


def _arrivals() -> list[dict[str, Any]]:
    return [
        {
            "person_id": f"Z{number}", "nationality": "166", "status": "24", "birth_year": 1960 + number % 50,
            "sex": "wm"[number % 2], "arrived_on": _day(date(2022, 2, 26) + timedelta(days=number // 2)),
            "left_on": _day(date(2022, 5, 30)) if number % 5 == 0 and number < 150 else None,
        }
        for number in range(230)
    ]  # fmt: skip


def tables() -> dict[str, list[dict[str, Any]]]:
    """The rows of the town."""
    fte = {"STADT": "0.5", "CARITAS": "1.25", "DIAKONIE": "1.75"}
    return {
        "cases": _cases(),
        "arrivals": _arrivals(),
        "positions": [
            {"traeger": name, "position_function": "INTEGRATIONSMANAGEMENT", "fte_planned": plan, "fte_filled": plan,
             "fte_funded": plan, "valid_from": "01.01.2019"}
            for name, plan in fte.items()
        ],
        "costs": [
            {"traeger": name, "year": year, "cost_type": "PERSONAL", "amount_eur": 90000, "lump_sum_eur": 5000}
            for name in fte for year in (2021, 2022)
        ],
        "grants": [
            {"programme": "VWV_IM", "traeger": name, "period_from": "01.01.2021", "period_to": "31.12.2022",
             "paid_eur": 120000}
            for name in fte
        ],
        "consultations": [
            {"owner": "CARITAS", "case_id": f"LO-{number % 640:010X}",
             "held_on": _day(date(2020, 8, 5) + timedelta(days=number // 3)), "channel": "TELEFON",
             "topics": _TOPICS[number % 3]}
            for number in range(2000)
        ],
        "population": [{"ags": "08336050", "as_of": "31.12.2018", "inhabitants": 49000, "basis": "ZENSUS_2011"}],
        "quota": [{"year": 2022, "version_on": "01.01.2022", "target": 592, "actual": 451, "carry_over": 0}],
    }  # fmt: skip


@cache
def source() -> CubeSource:
    """The town's exact figures at month ends."""
    folder = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, folder)
    return CubeSource(build_cubes(Path(folder)), DATA_AS_OF, date(2019, 12, 31), list(MONTHS))


def build_cubes(folder: Path) -> Path:
    """The cubes of the town, written into `folder`."""
    rows = world(tables(), {name: ["31.12.2019", _day(DATA_AS_OF)] for name in TRAEGER})
    cubes.build(rows, list(MONTHS), folder)
    return folder


EDITION = Edition(
    release="2022-07-31-00000000", data_as_of=DATA_AS_OF, months=MONTHS, city="Lörrach", contact="Stabsstelle Medien",
    ags="08336050", targets=tuple(DEFAULTS["target_ratio"]),
)  # fmt: skip


def _five(value: int | float) -> int:
    return int(german.rounded(german.exact(value) / 5)) * 5


def _rounded(figure: Figure) -> Figure:
    if figure.value is None or figure.metric.startswith("quota") or figure.unit == "eur":
        return figure
    if figure.unit in _PROTECTED:
        return replace(figure, value=_five(figure.value), status="rounded")
    persons_below = figure.unit in ("fraction", "consultations_per_person")
    if figure.kind == "ratio" and figure.numerator is not None and figure.metric != "cost_coverage":
        top = _five(figure.numerator)
        below = _five(figure.denominator or 0) if persons_below else figure.denominator
        return replace(
            figure, value=top / below if below else None, numerator=top, denominator=below, status="rounded"
        )
    return figure


def public(missing: Sequence[str] = (), suppressed: Sequence[str] = ()) -> Answers:
    """The stand-in. missing: metrics the table programme does not hold; suppressed: metrics printed as a dot."""

    def answers(query: Query) -> list[Figure]:
        if query.metric in missing:
            raise NotAvailable("Nicht im Tabellenprogramm.")
        figures = [_rounded(figure) for figure in _of_the_town(query)]
        if query.metric in suppressed:
            figures = [
                replace(f, value=None, numerator=None, denominator=None, status="suppressed") for f in figures
            ]
        return figures

    return answers


@cache
def _answer(key: tuple[Any, ...]) -> list[Figure]:
    metric, as_of, start, by, filters, every, top = key
    return compute(source(), Query(metric, as_of, start, by, dict(filters), every, top))


_of_the_town: Callable[[Query], list[Figure]] = lambda q: _answer(  # noqa: E731
    (q.metric, q.as_of, q.period_from, q.by, tuple(q.filters.items()), q.every, q.top)
)
