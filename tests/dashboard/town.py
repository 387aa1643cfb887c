"""A small invented town, released the way the product releases: rows → cubes → manifest → pointer.

Three Träger, 90 persons, 40 arrivals from Ukraine, four years of months. Numbers follow simple rules, so a test can
say what a page must show. Nothing here comes from a real person.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from pipelines.metrics import cubes
from pipelines.months import month_end, month_ends
from pipelines.paths import Home
from pipelines.releases import pointer
from pipelines.releases.intact import sealed
from pipelines.verbs.demo import NOTICE
from tests.metrics.world import DEFAULTS, world

DATA_AS_OF = date(2022, 7, 31)
MONTHS = month_ends(date(2019, 1, 31), date(2022, 8, 31))
_TRAEGER = ("STADT", "CARITAS", "DIAKONIE")
_NATIONS = ("166", "475", "423", "166", "238", "475")


def _german(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def _cases() -> list[dict[str, Any]]:
    rows = []
    for number in range(90):
        start = date(2019, 1, 10) + timedelta(days=14 * number)
        ended = _german(start + timedelta(days=400)) if number % 5 == 0 else None
        rows.append(
            {
                "case_id": f"LO-{number:010X}",
                "household_id": f"H{number // 3}" if number % 4 else None,
                "traeger": _TRAEGER[number % 3],
                "birth_year": 1950 + number % 60 if number % 11 else None,
                "sex": "mw"[number % 2],
                "nationality": _NATIONS[number % len(_NATIONS)],
                "admitted_on": _german(start),
                "access_route": "ZUWEISUNG",
                "ended_on": ended,
                "exit_reason": "WEGZUG_KOMMUNE" if ended else None,
            }
        )
    return rows


def _arrivals() -> list[dict[str, Any]]:
    rows = []
    for number in range(40):
        arrived = date(2022, 3, 1) + timedelta(days=3 * number)
        left = _german(arrived + timedelta(days=60)) if number % 4 == 0 else None
        rows.append(
            {
                "person_id": f"Z{number}", "nationality": "166", "status": "24", "birth_year": 1960 + number,
                "sex": "wm"[number % 2], "arrived_on": _german(arrived), "left_on": left,
            }
        )  # fmt: skip
    return rows


def _tables() -> dict[str, list[dict[str, Any]]]:
    fte = {"STADT": "0.5", "CARITAS": "1.25", "DIAKONIE": "1.75"}
    return {
        "cases": _cases(),
        "arrivals": _arrivals(),
        "positions": [
            {
                "traeger": name, "position_function": "INTEGRATIONSMANAGEMENT", "fte_planned": plan,
                "fte_filled": plan, "fte_funded": plan, "valid_from": "01.01.2019",
            }
            for name, plan in fte.items()
        ],
        "costs": [
            {"traeger": name, "year": year, "cost_type": "PERSONAL", "amount_eur": 90000, "lump_sum_eur": 5000}
            for name in fte
            for year in (2021, 2022)
        ],
        "grants": [
            {"programme": "VWV_IM", "traeger": name, "period_from": "01.01.2021", "period_to": "31.12.2022",
             "paid_eur": 120000}
            for name in fte
        ],
        "consultations": [
            {"owner": "CARITAS", "case_id": f"LO-{number:010X}",
             "held_on": _german(date(2022, 1, 5) + timedelta(days=number)),
             "channel": "TELEFON", "topics": ["WOHNEN"]}
            for number in range(90)
        ],
        "population": [
            {"ags": "08336050", "as_of": "31.12.2018", "inhabitants": 49000, "basis": "ZENSUS_2011"},
        ],
        "quota": [{"year": 2022, "version_on": "01.01.2022", "target": 592, "actual": 638, "carry_over": 0}],
    }  # fmt: skip


def release(root: Path, release_id: str = "2022-07-31-00000000", extra: dict[str, Any] | None = None) -> Home:
    """A home with this town released in it."""
    home = Home(root)
    folder = home.releases / release_id
    (folder / "internal").mkdir(parents=True)
    exports = {name: ["31.12.2021", _german(DATA_AS_OF)] for name in _TRAEGER}
    source = world(_tables(), exports)
    cubes.build(source, MONTHS, folder / "internal")
    deliveries = [
        {"sha256": "0" * 64, "file": f"faelle_{name}_2022-07-31.csv", "kind": "faelle", "traeger": name,
         "export_date": "2022-07-31", "rows": 30, "newest": True}
        for name in _TRAEGER
    ]  # fmt: skip
    manifest = {
        "release": release_id,
        "data_as_of": DATA_AS_OF.isoformat(),
        "cut_off": None,
        "first_export": "2021-12-31",
        "months": [month.isoformat() for month in MONTHS],
        "deliveries": deliveries,
        "settings_values": {key: value for key, value in DEFAULTS.values.items()},
        "files": {},
        "public": None,
        "metrics": {},
        **(extra or {}),
    }
    (folder / "manifest.json").write_bytes(sealed(manifest))
    pointer.switch(home, release_id, "release", "Beispiel")
    # As in the demo: the town is invented, and every page must say so without a barrier.
    home.settings_file.write_text(f'[city]\nsample_notice = "{NOTICE}"\n', encoding="utf-8")
    return home


NEWEST = month_end(DATA_AS_OF)
