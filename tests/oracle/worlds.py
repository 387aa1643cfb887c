"""Small random worlds: few persons, few days close together, so that every edge is met often."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from tests.oracle.calendar import add_months

TRAEGER = ("CARITAS", "DIAKONIE", "STADT")
EDGES = [date(2022, 2, 28), date(2022, 5, 31), date(2022, 6, 30), date(2022, 8, 31), date(2022, 12, 31)]
HOUSEHOLDS = {"A": "H1", "B": "H1", "C": "H2", "D": "H2", "E": "H3"}
Row = dict[str, Any]


def any_day(rnd: Random, years_back: int = 0) -> date:
    """A day of 2022, near a month's end more often than not; whole years earlier on demand."""
    edge = rnd.choice(EDGES)
    near = edge + timedelta(rnd.choice([-1, 0, 0, 1, 1, 2, rnd.randint(-120, 120)]))
    return add_months(near, -12 * rnd.randint(0, years_back))


def later(rnd: Random, start: date) -> date | None:
    """An end: open, the same day (an empty interval) or some time after."""
    gap = rnd.choice([None, None, 0, 1, 30, rnd.randint(1, 400)])
    return None if gap is None else max(start + timedelta(gap), any_day(rnd) if rnd.random() < 0.4 else start)


def cases(rnd: Random, size: int) -> list[Row]:
    """Case rows with re-entries and hand-overs; the key Fall-ID + Träger + Aufnahme IM is unique."""
    rows: dict[tuple[str, str, date], Row] = {}
    for _ in range(size):
        person = rnd.choice("ABCDEFG")
        before = [row for row in rows.values() if row["case_id"] == person and row.get("ended_on")]
        start = any_day(rnd, 4)
        if before and rnd.random() < 0.6:
            start = rnd.choice(before)["ended_on"] + timedelta(rnd.choice([0, 0, 1, -1]))
        row: Row = {
            "case_id": person,
            "traeger": rnd.choice(TRAEGER),
            "admitted_on": start,
            "ended_on": later(rnd, start),
            "moved_away_on": later(rnd, start) if rnd.random() < 0.2 else None,
            "assigned_on": start - timedelta(rnd.randint(0, 400)) if rnd.random() < 0.5 else None,
            "birth_year": rnd.choice([None, 1940, 1957, 1958, 1990, 2003, 2004, 2005, 2016]),
            "sex": rnd.choice(["m", "w", "d", None]),
            "nationality": rnd.choice(["166", "475", "997", "998", "999", "000"]),
            # Most keep their household; a row may name another one while an older row is still open.
            "household_id": rnd.choice([*HOUSEHOLDS.values(), None])
            if rnd.random() < 0.3
            else HOUSEHOLDS.get(person),
            "access_route": rnd.choice(["ZUWEISUNG", "GEBURT", None]),
            "exit_reason": rnd.choice([None, None, "SONST", "TRAEGERWECHSEL", "DUBLETTE"]),
        }
        rows[person, str(row["traeger"]), start] = row
    return list(rows.values())


def exports(rnd: Random) -> dict[str, list[date]]:
    """Träger → its export days; nobody exports twice on a day."""
    return {name: sorted({any_day(rnd) for _ in range(rnd.randint(1, 3))}) for name in TRAEGER}


def history(rnd: Random, rows: list[Row], days: dict[str, list[date]]) -> list[Row]:
    """What each export said of the undated attributes; an export may not know a case."""
    return [
        {
            "owner": row["traeger"],
            "export_date": export,
            "case_id": row["case_id"],
            "traeger": row["traeger"],
            "admitted_on": row["admitted_on"],
            "language": rnd.choice(["A0", "ALPHA", "A2", "B1", "C2", "MUTTERSPRACHE", None]),
            "employment": rnd.choice(["SVP", "MINIJOB", "AUSBILDUNG", "SCHULE", "ARBEITSUCHEND", None]),
            "plan_on": rnd.choice([None, any_day(rnd, 1)]),
            "extended": rnd.choice([True, False, None]),
        }
        for row in rows
        for export in days[row["traeger"]]
        if row["admitted_on"] <= export or rnd.random() < 0.1
    ]


def periods(rnd: Random, table: str) -> list[Row]:
    """Status or housing periods, overlapping, gapped or empty; a person's starts differ."""
    start_name, end_name, value_name, values = {
        "residence_status": (
            "valid_from",
            "valid_to",
            "status",
            ["24", "60A", "55_ASYLG", "26_3", "SONST", None],
        ),
        "housing": ("moved_in_on", "moved_out_on", "housing", ["AU_ZENTRAL", "AU_ZENTRAL", "VU_GU", None]),
    }[table]
    rows: dict[tuple[str, date], Row] = {}
    for _ in range(rnd.randint(0, 8)):
        person, start = rnd.choice("ABCDEX"), any_day(rnd, 1)
        row: Row = {"owner": rnd.choice(TRAEGER), "case_id": person, value_name: rnd.choice(values)}
        row |= {start_name: start, end_name: later(rnd, start)}
        if table == "housing":
            row["site"] = rnd.choice(["S1", "S2", None]) if row["housing"] == "AU_ZENTRAL" else None
        rows[person, start] = row
    return list(rows.values())


def arrivals(rnd: Random) -> list[Row]:
    """Stays with returns; what a person is stays the same over the rows, the nationality may not."""
    rows = []
    for number in range(rnd.randint(0, 9)):
        person = rnd.choice("PQRSTU")
        start = rnd.choice([any_day(rnd), date(2022, 2, 23), date(2022, 2, 24), date(2021, 12, 1)])
        rows.append(
            {
                "row_no": number,
                "person_id": person,
                "nationality": rnd.choice(["166", "166", "160"]),
                "status": rnd.choice(["24", None]),
                "birth_year": {"P": None, "Q": 2010}.get(person, 1990),
                "sex": {"P": "m", "Q": None}.get(person, "w"),
                "arrived_on": start,
                "left_on": later(rnd, start),
            }
        )
    return rows


def consultations(rnd: Random) -> list[Row]:
    return [
        {
            "owner": rnd.choice(TRAEGER),
            "case_id": rnd.choice(["A", "B", "C", "X", None]),
            "held_on": any_day(rnd, 1),
            "channel": rnd.choice(["TELEFON", "DIGITAL", None]),
            "topics": rnd.choice([["WOHNEN"], ["WOHNEN", "ARBEIT"], [], None]),
        }
        for _ in range(rnd.randint(0, 8))
    ]


def positions(rnd: Random) -> list[Row]:
    """Positions that begin, end and lack a funded share; a Träger may have none of a function."""
    rows: list[Row] = []
    for _ in range(rnd.randint(0, 6)):
        start = any_day(rnd, 1)
        function = rnd.choice(["INTEGRATIONSMANAGEMENT"] * 3 + ["KOORDINATION", "SOFORTHILFE_UA"])
        amounts = {f"fte_{name}": rnd.choice([0, 0.5, 1, 1.25]) for name in ("planned", "filled")}
        rows.append(
            {
                "traeger": rnd.choice(TRAEGER),
                "position_function": function,
                "fte_funded": rnd.choice([None, 0, 0.75]),
            }
            | amounts
            | {"valid_from": start, "valid_to": later(rnd, start)}
        )
    return rows


def money(rnd: Random) -> dict[str, list[Row]]:
    """Grants over years' ends; lump sums repeated on every kind of cost."""
    lump = {name: rnd.choice([None, 0, 5000]) for name in TRAEGER}
    costs = [
        {"traeger": name, "year": year, "cost_type": kind, "amount_eur": rnd.choice([0, 1000, 64000.5])}
        | {"lump_sum_eur": lump[name] if kind == "PERSONAL" or rnd.random() < 0.5 else None}
        for name in TRAEGER
        for year in (2021, 2022)
        for kind in ("PERSONAL", "SACH", "OVERHEAD")
        if rnd.random() < 0.4
    ]
    grants = []
    for _ in range(rnd.randint(0, 4)):
        start = any_day(rnd, 1)
        grants.append(
            {
                "programme": rnd.choice(["VWV_IM", "SOFORTHILFE_UA"]),
                "traeger": rnd.choice(TRAEGER),
                "period_from": start,
                "period_to": start + timedelta(rnd.randint(1, 700)),
                "paid_eur": rnd.choice([None, 1000, 36500]),
            }
        )
    return {"costs": costs, "grants": grants}


def register(rnd: Random) -> dict[str, list[Row]]:
    """Quota versions, sites and inhabitants."""
    versions = {(rnd.choice([2021, 2022]), any_day(rnd)) for _ in range(rnd.randint(0, 4))}
    quota = [
        {"year": year, "version_on": day, "target": rnd.choice([0, 365]), "actual": rnd.choice([None, 234])}
        | {"carry_over": rnd.choice([None, 12])}
        for year, day in versions
    ]
    sites = []
    for _ in range(rnd.randint(0, 4)):
        start = any_day(rnd, 1)
        sites.append({"site": rnd.choice(["S1", "S2", "S3"]), "places": 50, "usable": rnd.choice([0, 3, 40])})
        sites[-1] |= {"valid_from": start, "valid_to": later(rnd, start)}
    bases = ["ZENSUS_2011", "ZENSUS_2022", "MELDEREGISTER"]
    keys = {(rnd.choice(EDGES), rnd.choice(bases)) for _ in range(rnd.randint(0, 4))}
    population = [
        {"ags": "08336050", "as_of": day, "basis": basis, "inhabitants": rnd.randint(49000, 51000)}
        for day, basis in keys
    ] + [{"ags": "08336069", "as_of": date(2021, 1, 1), "basis": "ZENSUS_2022", "inhabitants": 1}]
    return {"quota": quota, "sites": sites, "population": population}


def any_world(rnd: Random, size: int = 12) -> tuple[dict[str, list[Row]], dict[str, list[date]]]:
    """Tables with `size` case rows, and export days."""
    rows, days = cases(rnd, size), exports(rnd)
    tables = {"cases": rows, "case_history": history(rnd, rows, days), "arrivals": arrivals(rnd)}
    tables |= {name: periods(rnd, name) for name in ("residence_status", "housing")}
    tables |= {"consultations": consultations(rnd), "positions": positions(rnd)} | money(rnd) | register(rnd)
    return tables, days
