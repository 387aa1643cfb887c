"""An invented population over many months, in the shape the library takes: for tests and for measuring."""

from __future__ import annotations

import random
from collections import Counter

from pipelines.disclosure.block import Block, FlowTable
from pipelines.disclosure.flows import Series
from pipelines.disclosure.grid import by

NATIONS = {
    "475": 30,
    "166": 30,
    "423": 9,
    "224": 7,
    "461": 5,
    "438": 5,
    "232": 4,
    "163": 4,
    "439": 3,
    "237": 3,
    "rest_africa": 3,
    "rest_asia": 3,
    "rest_europe": 2,
    "unknown": 1,
}
REGION = {
    "475": "asia",
    "423": "asia",
    "438": "asia",
    "439": "asia",
    "461": "asia",
    "rest_asia": "asia",
    "166": "europe",
    "163": "europe",
    "rest_europe": "europe",
    "224": "africa",
    "232": "africa",
    "237": "africa",
    "rest_africa": "africa",
    "unknown": "unknown",
}
PARENTS = {("nationality", nation): ("region", region) for nation, region in REGION.items()}
STATUS = ("offen", "anerkannt_befristet", "anerkannt_unbefristet", "abgelehnt", "sonstige", "unknown")
AGES = ("0-5", "6-17", "18-24", "25-39", "40-64", "65+", "unknown")
SEXES = ("m", "w", "unknown")
SIMPLE = {
    "household": ("family", "single", "unknown"),
    "housing": ("au_zentral", "au_dezentral", "privat", "unknown"),
    "contact": ("yes", "no"),
    "duration": ("0-6", "6-12", "12-24", "24-36", "36+"),
}
REASONS = ("WEGZUG", "RUECKKEHR", "ABSCHIEBUNG", "UNBEKANNT", "REGELDIENST", "SONST")
CODES = {
    "nationality": tuple(NATIONS),
    "region": tuple(sorted(set(REGION.values()))),
    "status_group": STATUS,
    "age_band": AGES,
    "sex": SEXES,
    **SIMPLE,
}
TABLES = (
    ("nationality", "status_group"),
    ("region", "status_group"),
    ("age_band", "sex"),
    ("nationality",),
    ("region",),
    ("status_group",),
    ("age_band",),
    ("sex",),
    *((name,) for name in SIMPLE),
    (),
)


def people(count: int, months: int, seed: int) -> list[dict[str, object]]:
    """Persons with the month they come and go (exclusive; `months` means still there) and their attributes."""
    dice = random.Random(seed)
    found = []
    for number in range(count):
        start = dice.randrange(-12, months) if number % 3 else dice.randrange(months // 2, months)
        stay = int(dice.expovariate(1 / 40)) + 1
        nation = dice.choices(list(NATIONS), list(NATIONS.values()))[0]
        found.append(
            {
                "in": max(start, 0) if start >= 0 else -1,
                "out": max(start, 0) + stay,
                "nationality": nation,
                "region": REGION[nation],
                "sex": dice.choices(SEXES, (60, 39, 1))[0],
                "age_band": dice.choices(AGES, (8, 15, 14, 30, 25, 6, 2))[0],
                "status_group": dice.choices(STATUS, (25, 45, 10, 12, 4, 4))[0],
                "change": dice.randrange(months),
                **{name: dice.choice(codes) for name, codes in SIMPLE.items()},
                "reason": dice.choice(REASONS),
            }
        )
    return found


def block_of(persons: list[dict[str, object]], months: int) -> Block:
    """Everything published about these people over `months` months."""
    names = tuple(f"{2018 + month // 12}-{month % 12 + 1:02}" for month in range(months))
    stock, entries, exits, structure = [], [], [], {}
    for month, name in enumerate(names):
        there = [p for p in persons if p["in"] <= month < p["out"]]
        stock.append(len(there))
        entries.append(sum(p["in"] == month for p in persons))
        exits.append(sum(p["out"] == month and p["in"] < month for p in persons))
        structure[name] = _cells([_at(person, month) for person in there])
    flows = []
    for start in range(0, months - 5, 6):
        window = range(start, start + 6)
        gone = Counter(p["reason"] for p in persons if p["out"] in window and p["in"] < p["out"])
        cells = {by([("exit_reason", reason)]): gone[reason] for reason in REASONS} | {(): gone.total()}
        flows.append(
            FlowTable("exits", f"{names[start]}/{names[start + 5]}", names[start : start + 6], cells)
        )
    return Block(Series(names, tuple(stock), tuple(entries), tuple(exits)), structure, flows, PARENTS)


def _at(person: dict[str, object], month: int) -> dict[str, object]:
    """Status changes once; everything else stays."""
    return person if month < person["change"] else {**person, "status_group": "anerkannt_befristet"}


def _cells(persons: list[dict[str, object]]) -> dict:
    import itertools

    cells = {}
    for table in TABLES:
        counts = Counter(tuple(p[dim] for dim in table) for p in persons)
        for combo in itertools.product(*(CODES[dim] for dim in table)):
            cells[by(zip(table, combo, strict=True))] = counts[combo]
    return cells
