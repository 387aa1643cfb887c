"""The sample meets the published anchors; counted here by an independent few lines, not by the product."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from tests.sample.reading import active, days, families, read, register, with_contact

NEWEST = "2025-07-31"


@pytest.mark.parametrize(
    ("as_of", "persons"),
    [
        ("2017-12-31", 351),
        ("2018-01-01", 351),
        ("2019-06-30", 537),
        ("2020-12-31", 622),
        ("2022-06-30", 1048),
        ("2023-09-30", 1203),
        ("2024-09-30", 1362),
        ("2025-07-31", 1398),
    ],
)
def test_the_stock_of_every_anchor_is_met(city: Path, as_of: str, persons: int) -> None:
    tolerance = 2 if as_of == "2018-01-01" else 0
    assert abs(len(active(city, NEWEST, as_of)) - persons) <= tolerance


def test_the_press_release_of_june_2022_holds_from_the_delivery_of_that_day_too(city: Path) -> None:
    assert len(active(city, "2022-06-30", "2022-06-30")) == 1048
    assert register(city, "2022-06-30", "2022-06-30") == (512, 400)
    assert register(city, NEWEST, "2022-06-30") == (512, 400)


def test_the_margins_of_december_2020_hold(city: Path) -> None:
    persons = active(city, NEWEST, "2020-12-31")
    assert persons["Geschlecht"].value_counts().to_dict() == {"m": 369, "w": 253}
    assert families(persons) == (414, 208)
    assert (2020 - pd.to_numeric(persons["Geburtsjahr"]) < 18).sum() == 209


def test_the_nationalities_of_december_2020_hold(city: Path) -> None:
    counts = active(city, NEWEST, "2020-12-31")["Staatsangehörigkeit"].value_counts().to_dict()
    published = {"475": 205, "237": 57, "423": 53, "232": 49, "224": 47, "438": 30, "461": 29, "439": 28}
    published |= {"273": 16, "163": 12, "998": 20}
    assert {code: counts.pop(code) for code in published} == published
    assert sum(counts.values()) == 76
    assert len(counts) > 16


def test_the_nationalities_of_january_2018_hold(city: Path) -> None:
    counts = active(city, NEWEST, "2017-12-31")["Staatsangehörigkeit"].value_counts().to_dict()
    published = {"475": 182, "423": 36, "438": 27, "224": 19, "237": 19, "439": 14, "461": 14, "232": 11}
    assert {code: counts.get(code) for code in published} == published


def test_in_september_2024_the_shares_are_as_printed(city: Path) -> None:
    shares = active(city, NEWEST, "2024-09-30")["Staatsangehörigkeit"].value_counts(normalize=True) * 100
    assert [round(shares["166"]), round(shares["475"], 1), round(shares["423"], 1)] == [54, 12.8, 6.9]


def test_in_september_2023_about_1150_of_1200_had_contact(city: Path) -> None:
    assert with_contact(city, NEWEST, "2023-09-30") == 1150


def test_arrivals_from_ukraine_follow_the_public_curve_until_june_2022(city: Path) -> None:
    rows = read(city, "zuzugsregister", NEWEST)
    rows = rows[rows["Staatsangehörigkeit"] == "166"]
    first = days(rows["Zuzug"]).groupby(rows["Person-ID"]).min()
    months = first.dt.strftime("%Y-%m").value_counts()
    curve = {"2022-02": 2.6, "2022-03": 278.8, "2022-04": 128.1, "2022-05": 77.4, "2022-06": 46.1}
    for month, persons in curve.items():
        assert months[month] == pytest.approx(persons * 512 / 533, abs=1)


def test_late_in_2022_just_under_500_persons_from_ukraine_are_present(city: Path) -> None:
    _, present = register(city, NEWEST, "2022-12-31")
    assert 485 <= present < 500


def test_age_and_sex_of_persons_from_ukraine_follow_the_unhcr_table(city: Path) -> None:
    rows = read(city, "zuzugsregister", NEWEST)
    rows = rows[(rows["Staatsangehörigkeit"] == "166") & (days(rows["Zuzug"]) <= pd.Timestamp("2022-12-31"))]
    age = 2022 - pd.to_numeric(rows["Geburtsjahr"])
    assert (age < 18).mean() == pytest.approx(0.334, abs=0.03)
    assert (age >= 60).mean() == pytest.approx(0.119, abs=0.02)
    grown = rows[(age >= 18) & (age < 60)]
    assert (grown["Geschlecht"] == "w").mean() == pytest.approx(0.735, abs=0.03)


@pytest.mark.parametrize(
    ("as_of", "filled", "funded"),
    [
        ("2019-10-01", 3.5, 3.5),
        ("2022-06-30", 4.0, 3.5),
        ("2022-07-01", 4.75, 3.5),
        ("2025-07-31", 4.75, 3.5),
    ],
)
def test_posts_of_the_case_work_are_as_printed(city: Path, as_of: str, filled: float, funded: float) -> None:
    rows = read(city, "stellen", NEWEST)
    at = pd.Timestamp(as_of)
    valid = (days(rows["gültig ab"]) <= at) & ~(days(rows["gültig bis"]) < at)
    rows = rows[valid & (rows["Funktion"] == "INTEGRATIONSMANAGEMENT")]
    fte = rows[["VZÄ Plan", "VZÄ besetzt", "VZÄ gefördert"]].apply(
        lambda column: pd.to_numeric(column.str.replace(",", ".")).sum()
    )
    assert (fte["VZÄ besetzt"], fte["VZÄ gefördert"]) == (filled, funded)
    assert fte["VZÄ Plan"] >= filled


def test_the_lump_sum_of_2025_is_351900(city: Path) -> None:
    rows = read(city, "foerderung", NEWEST)
    approved = rows.loc[rows["von"] == "01.01.2025", "bewilligt (EUR)"].str.replace(",", ".").astype(float)
    assert approved.sum() == pytest.approx(351_900, abs=0.01)


def test_corrections_occur_but_stay_small(city: Path) -> None:
    then = [len(active(city, f"{year}-12-31", f"{year}-12-31")) for year in range(2018, 2025)]
    now = [len(active(city, NEWEST, f"{year}-12-31")) for year in range(2018, 2025)]
    assert then != now
    assert all(abs(old - new) <= 0.02 * new for old, new in zip(then, now, strict=True))
