"""A sample without flaws gives the quality gate nothing to complain about, and its histories could have happened."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from tests.sample.reading import days, read

DELIVERIES = ["2018-12-31", "2022-06-30", "2025-07-31"]
KEYS = {
    "faelle": ["Fall-ID", "Träger", "Aufnahme IM"],
    "beratungen": ["owner", "Kontakt-ID"],
    "stellen": ["Stellen-Nr.", "gültig ab"],
    "foerderung": ["Bescheid"],
    "kosten": ["Träger", "Jahr", "Kostenart"],
    "quote": ["Jahr", "Stand vom"],
    "objekte": ["Objekt", "ab"],
}
EVENTS = {
    "faelle": ["Einreise Deutschland", "Zuweisung AU", "Aufnahme IM", "Integrationsplan vom"],
    "aufenthalt": ["gültig ab"],
    "unterbringung": ["Einzug"],
    "zuzugsregister": ["Zuzug"],
    "beratungen": ["Datum"],
}
INTERVALS = {
    "faelle": ("Aufnahme IM", "Ende IM"),
    "aufenthalt": ("gültig ab", "gültig bis"),
    "unterbringung": ("Einzug", "Auszug"),
    "zuzugsregister": ("Zuzug", "Fortzug"),
    "stellen": ("gültig ab", "gültig bis"),
}


@pytest.mark.parametrize("delivery", DELIVERIES)
@pytest.mark.parametrize("kind", sorted(KEYS))
def test_keys_are_unique(city: Path, kind: str, delivery: str) -> None:
    assert not read(city, kind, delivery).duplicated(KEYS[kind]).any()


@pytest.mark.parametrize("delivery", DELIVERIES)
@pytest.mark.parametrize("kind", sorted(EVENTS))
def test_nothing_has_happened_after_the_export(city: Path, kind: str, delivery: str) -> None:
    rows = read(city, kind, delivery)
    for column in EVENTS[kind]:
        assert days(rows[column]).max() <= pd.Timestamp(delivery)


@pytest.mark.parametrize("delivery", DELIVERIES)
@pytest.mark.parametrize("kind", sorted(INTERVALS))
def test_no_interval_ends_before_it_starts(city: Path, kind: str, delivery: str) -> None:
    start, end = INTERVALS[kind]
    rows = read(city, kind, delivery)
    assert not (days(rows[end]) < days(rows[start])).any()


@pytest.mark.parametrize("delivery", DELIVERIES)
@pytest.mark.parametrize("kind", ["aufenthalt", "unterbringung", "beratungen"])
def test_every_fall_id_has_a_case_at_the_same_traeger(city: Path, kind: str, delivery: str) -> None:
    cases = read(city, "faelle", delivery)
    known = set(zip(cases["owner"], cases["Fall-ID"], strict=True))
    rows = read(city, kind, delivery)
    named = rows[rows["Fall-ID"] != ""]
    assert set(zip(named["owner"], named["Fall-ID"], strict=True)) <= known


@pytest.mark.parametrize("delivery", DELIVERIES)
@pytest.mark.parametrize(
    ("kind", "start", "end", "open_day"),
    [
        ("faelle", "Aufnahme IM", "Ende IM", 0),
        ("aufenthalt", "gültig ab", "gültig bis", 1),
        ("unterbringung", "Einzug", "Auszug", 0),
    ],
)
def test_no_periods_of_a_person_overlap(
    city: Path, kind: str, start: str, end: str, open_day: int, delivery: str
) -> None:
    rows = read(city, kind, delivery)
    rows = rows.assign(begun=days(rows[start]), over=days(rows[end]) + pd.Timedelta(days=open_day))
    if kind == "faelle":
        rows = rows.assign(over=pd.concat([rows["over"], days(rows["Wegzug am"])], axis=1).min(axis=1))
    rows = rows.sort_values(["Fall-ID", "begun"])
    before = rows.groupby("Fall-ID")["over"].shift().fillna(pd.Timestamp("1900-01-01"))
    first = ~rows.duplicated("Fall-ID")
    still_open = rows.groupby("Fall-ID")["over"].shift().isna() & ~first
    assert not still_open.any()
    assert not (before > rows["begun"]).any()


def test_temporary_protection_is_for_ukrainians_only(city: Path) -> None:
    rows = read(city, "zuzugsregister", "2025-07-31")
    assert set(rows.loc[rows["Aufenthaltsstatus"] == "24", "Staatsangehörigkeit"]) == {"166"}


def test_no_site_is_overfull(city: Path) -> None:
    homes = read(city, "unterbringung", "2025-07-31")
    homes = homes[homes["Unterbringungsart"] == "AU_ZENTRAL"]
    assert (homes["Objekt"] != "").all()
    sites = read(city, "objekte", "2025-07-31")
    for month in pd.date_range("2017-11-30", "2025-07-31", freq="ME"):
        here = homes[(days(homes["Einzug"]) <= month) & ~(days(homes["Auszug"]) <= month)]
        valid = sites[(days(sites["ab"]) <= month) & ~(days(sites["bis"]) < month)]
        usable = dict(zip(valid["Objekt"], valid["nutzbar"].astype(int), strict=True))
        for site, persons in here["Objekt"].value_counts().items():
            assert persons <= usable[str(site)]


def test_all_that_a_history_can_hold_occurs(city: Path) -> None:
    cases = read(city, "faelle", "2025-07-31")
    routes = {
        "ZUWEISUNG",
        "PRIVATEINZUG_ANGERECHNET",
        "UKRAINE_DIREKT",
        "FAMILIENNACHZUG",
        "GEBURT",
        "UMZUG_KOMMUNE",
    }
    assert set(cases["Zugangsart"]) == routes | {"WIEDERAUFNAHME", "TRAEGERWECHSEL"}
    assert {"UEBERGABE_REGELDIENST_3J", "DUBLETTE", "EINBUERGERUNG", "VERSTORBEN"} <= set(
        cases["Abgangsgrund"]
    )
    returned = read(city, "zuzugsregister", "2025-07-31")["Person-ID"].duplicated()
    assert returned.sum() >= 5


def test_half_of_those_of_working_age_work_in_2020_as_was_printed(city: Path) -> None:
    cases = read(city, "faelle", "2020-12-31")
    age = 2020 - pd.to_numeric(cases["Geburtsjahr"])
    grown = cases[(age >= 18) & (age < 65) & (cases["Ende IM"] == "") & (cases["Erwerbsstatus"] != "UNB")]
    assert grown["Erwerbsstatus"].isin(["SVP", "MINIJOB", "AUSBILDUNG"]).mean() == pytest.approx(0.5, abs=0.1)


@pytest.mark.parametrize("delivery", DELIVERIES)
@pytest.mark.parametrize(
    ("kind", "column"),
    [("faelle", "Einreise Deutschland"), ("faelle", "Zuweisung AU"), ("zuzugsregister", "Zuzug")],
)
def test_nobody_enters_before_the_year_of_birth(city: Path, kind: str, column: str, delivery: str) -> None:
    rows = read(city, kind, delivery)
    assert not (days(rows[column]).dt.year < pd.to_numeric(rows["Geburtsjahr"])).any()
