"""A small town whose months are released one after the other through the real build; only loading is written by hand.

Every delivery tells the whole history known on its day. Every tenth exit becomes known five months late.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb

from pipelines.intake import kinds
from pipelines.months import month_ends
from pipelines.paths import Home
from pipelines.releases.build import Built, build
from pipelines.warehouse import files, schema

FIRST = date(2021, 1, 4)
DELIVERIES = tuple(month_ends(date(2022, 3, 31), date(2022, 7, 31)))
TRAEGER = ("STADT", "CARITAS", "DIAKONIE")
NATIONS = ("166", "475", "423", "461", "238", "232", "438", "163")
_STATUS = ("24", "55_ASYLG", "25_2_GFK", "60A", "SONST")
_HOUSEHOLDS = 150
Row = dict[str, Any]


def people(count: int, seed: int = 7) -> list[Row]:
    """Persons with everything that their files say about them."""
    dice = random.Random(seed)
    return [_person(dice, number) for number in range(count)]


def _person(dice: random.Random, number: int) -> Row:
    came = FIRST + timedelta(days=dice.randrange(600))
    gone = came + timedelta(days=int(dice.expovariate(1 / 500)) + 20)
    return {
        "case_id": f"LO-{number:010X}",
        "household_id": f"H-{dice.randrange(_HOUSEHOLDS):06d}" if dice.random() < 0.8 else None,
        "traeger": dice.choices(TRAEGER, (5, 3, 2))[0],
        "birth_year": dice.randrange(1950, 2021) if dice.random() < 0.95 else None,
        "sex": dice.choices(("m", "w"), (3, 2))[0],
        "nationality": dice.choices(NATIONS, (40, 25, 12, 6, 4, 3, 2, 1))[0],
        "admitted_on": came,
        "assigned_on": came - timedelta(days=dice.choice((0, 0, 200, 700, 1300))),
        "access_route": dice.choice(("ZUWEISUNG", "FAMILIENNACHZUG", "UMZUG_KOMMUNE")),
        "ended_on": gone,
        "exit_reason": dice.choice(("WEGZUG_KOMMUNE", "UEBERGABE_REGELDIENST_3J", "RUECKKEHR_AUSREISE")),
        "plan_on": came + timedelta(days=60) if dice.random() < 0.6 else None,
        "employment": dice.choice(("SVP", "MINIJOB", "SCHULE", None)),
        "language": dice.choice(("A1", "B1", "C1", None)),
        "status": dice.choice(_STATUS),
        "late": number % 10 == 0,
        "contacts": [came + timedelta(days=dice.randrange(1, 400)) for _ in range(dice.randrange(5))],
        "housing": dice.choice(("AU_ZENTRAL", "AU_DEZENTRAL", "PRIVAT_MV")),
        "topic": dice.choice(("WOHNEN", "GESUNDHEIT", "ARBEIT")),
    }


def home_at(root: Path, settings: str = "") -> Home:
    """An empty home with a fixed salt: the same ties are broken the same way in every run."""
    root.mkdir()
    home = Home(root)
    home.salt.write_bytes(b"s" * 32)
    home.settings_file.write_text(settings, encoding="utf-8")
    return home


def release(home: Home, persons: list[Row], day: date) -> Built:
    """Deliver what is known on `day`, load it, and release it for the public."""
    deliver(home, persons, day)
    return build(home, "Beispiel")


def deliver(home: Home, persons: list[Row], day: date) -> None:
    """A new warehouse file with one more delivery of every Träger."""
    path = files.new_file(home, f"load-{day}")
    with duckdb.connect(str(path)) as connection:
        schema.ensure(connection)
        connection.execute("DELETE FROM load_state")
        connection.execute("INSERT INTO load_state VALUES (?, NULL, ?)", [f"load-{day}", day])
        for traeger in TRAEGER:
            own = [_known(p, day) for p in persons if p["traeger"] == traeger and p["admitted_on"] <= day]
            for kind, rows in _files(own, traeger).items():
                _insert(connection, kind, traeger, day, rows)
    files.publish(home, path)


def _known(person: Row, day: date) -> Row:
    heard = person["ended_on"] + timedelta(days=150 if person["late"] else 0)
    return person if heard <= day else {**person, "ended_on": None, "exit_reason": None}


def _files(persons: list[Row], traeger: str) -> dict[str, list[Row]]:
    fte = {"position_no": f"S-{traeger}", "traeger": traeger, "position_function": "INTEGRATIONSMANAGEMENT"}
    share = {"fte_planned": 2, "fte_filled": 1.5, "fte_funded": 1, "valid_from": date(2020, 1, 1)}
    return {
        "faelle": persons,
        "aufenthalt": [{**p, "valid_from": p["admitted_on"]} for p in persons],
        "unterbringung": [
            {"case_id": p["case_id"], "housing": p["housing"], "moved_in_on": p["admitted_on"]} for p in persons
        ],
        "beratungen": [
            {"contact_id": f"{p['case_id']}-{n}", "case_id": p["case_id"], "held_on": held, "channel": "TELEFON",
             "topics": [p["topic"]]}
            for p in persons for n, held in enumerate(p["contacts"]) if p["ended_on"] is None or held < p["ended_on"]
        ],
        "stellen": [fte | share],
        "zuzugsregister": [
            {"person_id": f"Z{p['case_id']}", "nationality": "166", "status": "24", "birth_year": p["birth_year"],
             "sex": p["sex"], "arrived_on": p["admitted_on"], "left_on": p["ended_on"]}
            for p in persons if p["nationality"] == "166"
        ],
    }  # fmt: skip


def _insert(
    connection: duckdb.DuckDBPyConnection, kind_name: str, traeger: str, day: date, rows: list[Row]
) -> None:
    kind = kinds.load()[kind_name]
    name = f"{kind_name}_{traeger}_{day}.csv"
    connection.execute(
        "INSERT INTO deliveries VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [name, name, kind_name, traeger, day, len(rows), f"load-{day}", name],
    )
    columns = schema.column_names(kind)
    values = [[name, number, *(row.get(column) for column in columns)] for number, row in enumerate(rows, 2)]
    if values:
        columns_of_values = [list(column) for column in zip(*values, strict=True)]
        types = ["VARCHAR", "BIGINT", *(column.sql_type for column in kind.columns)]
        unnested = ", ".join(f"unnest(?::{sql_type}[])" for sql_type in types)
        connection.execute(f"INSERT INTO {kind.table} SELECT {unnested}", columns_of_values)
