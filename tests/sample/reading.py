"""A tiny reader and counter of exports after the definitions of the metrics; it shares no code with the product."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

TRAEGER = ("CARITAS", "DIAKONIE", "STADT")


def read(directory: Path, kind: str, delivery: str) -> pd.DataFrame:
    """All rows of one kind of one delivery as text, with the owner of the file."""
    parts = [
        pd.read_csv(path, sep=";", dtype=str, keep_default_na=False).assign(owner=path.name.split("_")[1])
        for path in sorted(directory.glob(f"{kind}_*_{delivery}.csv"))
    ]
    return pd.concat(parts, ignore_index=True)


def days(column: pd.Series) -> pd.Series:
    return pd.to_datetime(column.where(column != ""), format="%d.%m.%Y")


def active(directory: Path, delivery: str, as_of: str) -> pd.DataFrame:
    """Rows of `faelle` whose [Aufnahme IM, min(Ende IM, Wegzug am)) holds the day, without doubles, one per person."""
    cases = read(directory, "faelle", delivery)
    at = pd.Timestamp(as_of)
    begun = days(cases["Aufnahme IM"])
    end = pd.concat([days(cases["Ende IM"]), days(cases["Wegzug am"])], axis=1).min(axis=1)
    held = cases[(begun <= at) & ~(end <= at) & (cases["Abgangsgrund"] != "DUBLETTE")]
    return held.assign(begun=begun).sort_values("begun").drop_duplicates("Fall-ID", keep="last")


def register(directory: Path, delivery: str, as_of: str) -> tuple[int, int]:
    """Persons from Ukraine (or under § 24) arrived since 24.02.2022, and those of them present on the day."""
    rows = read(directory, "zuzugsregister", delivery)
    rows = rows[(rows["Staatsangehörigkeit"] == "166") | (rows["Aufenthaltsstatus"] == "24")]
    rows = rows.assign(came=days(rows["Zuzug"]), went=days(rows["Fortzug"]))
    first = rows.groupby("Person-ID")["came"].min()
    arrived = first[(first >= pd.Timestamp("2022-02-24")) & (first <= pd.Timestamp(as_of))].index
    mine = rows[rows["Person-ID"].isin(arrived)]
    here = mine[(mine["came"] <= pd.Timestamp(as_of)) & ~(mine["went"] <= pd.Timestamp(as_of))]
    return len(arrived), here["Person-ID"].nunique()


def with_contact(directory: Path, delivery: str, as_of: str) -> int:
    """Active persons with a consultation in the twelve months up to the day."""
    contacts = read(directory, "beratungen", delivery)
    held = days(contacts["Datum"])
    at = pd.Timestamp(as_of)
    recent = set(contacts.loc[(held <= at) & (held > at - pd.DateOffset(years=1)), "Fall-ID"])
    return int(active(directory, delivery, as_of)["Fall-ID"].isin(recent).sum())


def families(persons: pd.DataFrame) -> tuple[int, int]:
    """Persons who share their household with another active person, and persons who do not."""
    known = persons[persons["Haushalts-ID"] != ""]
    size = known.groupby("Haushalts-ID")["Fall-ID"].transform("size")
    return int((size > 1).sum()), int((size == 1).sum())
