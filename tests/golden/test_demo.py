"""The main job, as `make demo` does it: calibrated exports, load, release, and the figures the city printed."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipelines.__main__ import main
from pipelines.metrics import Query, compute
from pipelines.paths import Home
from pipelines.releases import Release, open_release

GOLDEN = Path(__file__).with_name("figures_2022-06-30.json")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    root = tmp_path_factory.mktemp("demo") / "home"
    assert main(["demo", "--no-serve", "--home", str(root)]) == 0
    return Home(root)


@pytest.fixture(scope="module")
def release(home: Home) -> Any:
    with open_release(home) as opened:
        yield opened


def value(release: Release, metric: str, as_of: date, **cell: str) -> Any:
    figures = compute(release.internal, Query(metric, as_of, filters=cell))
    return next(figure.value for figure in figures if not figure.by)


def test_the_four_figures_of_the_press_release_of_june_2022(release: Release) -> None:
    as_of = date(2022, 6, 30)
    found = {
        metric: value(release, metric, as_of)
        for metric in ("active_target_group", "ukraine_arrivals_total", "ukraine_present", "fte_funded")
    }
    assert found == {
        "active_target_group": 1048,
        "ukraine_arrivals_total": 512,
        "ukraine_present": 400,
        "fte_funded": 3.5,
    }


@pytest.mark.parametrize(
    ("as_of", "metric", "cell", "low", "high"),
    [
        (date(2017, 12, 31), "active_target_group", {}, 351, 351),
        (date(2019, 6, 30), "active_target_group", {}, 537, 537),
        (date(2020, 12, 31), "active_target_group", {}, 622, 622),
        (date(2020, 12, 31), "active_target_group", {"sex": "m"}, 366, 372),
        (date(2020, 12, 31), "active_target_group", {"household": "family"}, 411, 417),
        (date(2020, 12, 31), "active_target_group", {"nationality": "475"}, 202, 208),
        (date(2020, 12, 31), "active_target_group", {"nationality": "unknown"}, 17, 23),
        (date(2023, 9, 30), "active_target_group", {}, 1190, 1210),
        (date(2023, 9, 30), "active_with_contact", {}, 1140, 1160),
        (date(2024, 9, 30), "active_target_group", {}, 1362, 1362),
        (date(2025, 7, 31), "active_target_group", {}, 1380, 1420),
        (date(2022, 6, 30), "fte_filled", {}, 4.0, 4.0),
        (date(2022, 7, 31), "fte_filled", {}, 4.75, 4.75),
        (date(2022, 6, 30), "quota_target", {}, 592, 592),
    ],
)
def test_published_anchors_hold(
    release: Release, as_of: date, metric: str, cell: dict[str, str], low: float, high: float
) -> None:
    assert low <= value(release, metric, as_of, **cell) <= high


def test_every_figure_of_the_stichtag_is_the_golden_one(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    """A change of any figure must be meant: look at the difference, then write the file anew with the same command."""
    capsys.readouterr()
    words = ["figures", "--as-of", "2022-06-30", "--from", "2021-06-30", "--json", "--home", str(home.root)]
    assert main(words) == 0
    figures = json.loads(capsys.readouterr().out)["figures"]
    shown = {f"{figure['metric']} {figure['by'] or ''}".strip(): figure["shown"] for figure in figures}
    assert shown == json.loads(GOLDEN.read_text())


def test_what_is_not_core_holds_no_row_about_a_person(home: Home, release: Release) -> None:
    """Pseudonyms of the exports occur in the core part and nowhere else of a release."""
    export = next(home.sample.glob("faelle_CARITAS_2025-07-31.csv")).read_text()
    case_id = export.splitlines()[1].split(";")[0].encode()
    import duckdb

    core = duckdb.sql(
        f"SELECT count(*) FROM '{release.folder}/core/cases.parquet' WHERE case_id = '{case_id.decode()}'"
    )
    assert core.fetchall()[0][0] >= 1
    for path in release.folder.rglob("*"):
        if path.is_file() and path.suffix == ".parquet" and path.parent.name != "core":
            columns = {row[0] for row in duckdb.sql(f"DESCRIBE SELECT * FROM '{path}'").fetchall()}
            assert not columns & {"case_id", "person_id", "household_id"}, path.name


def test_the_second_start_of_the_demo_takes_in_nothing_new(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(path.name for path in home.releases.iterdir())
    assert main(["demo", "--no-serve", "--home", str(home.root)]) == 0
    assert sorted(path.name for path in home.releases.iterdir()) == before
    assert "unverändert" in capsys.readouterr().out


def test_the_demo_never_mixes_with_real_deliveries(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "settings.toml").write_text('[city]\nname = "Lörrach"\n')
    assert main(["demo", "--no-serve", "--home", str(tmp_path)]) == 4
    assert "leeres Verzeichnis" in capsys.readouterr().err


def test_half_years_of_arrival_are_published_near_the_exact_months(release: Release) -> None:
    """Of 512 who came by June 2022 the public learns in half-years who stayed; the house by month."""
    as_of, by = date(2024, 6, 30), ("cohort", "horizon_months")
    query = Query("ukraine_retention", as_of, by=by)
    published = {tuple(f.by.values()): f for f in release.public.figures(query) if f.by}
    assert set(published) == {
        *((half, horizon) for half in ("2022-H1", "2022-H2") for horizon in ("3", "6", "12")),
        *(("2023-H1", horizon) for horizon in ("3", "6", "12")), ("2023-H2", "3"), ("2023-H2", "6"), ("2022-H1", "24"),
    }  # fmt: skip
    months = [f for f in compute(release.internal, query) if f.by.get("horizon_months") == "12"]
    spring = [f for f in months if f.by["cohort"] <= "2022-06"]
    exact = sum(f.numerator for f in spring) / sum(f.denominator for f in spring)
    told = published["2022-H1", "12"]
    assert (told.status, told.unit) == ("rounded", "fraction")
    assert told.value == pytest.approx(exact, abs=0.015)
    assert round(told.value * 100) == told.value * 100


def test_the_page_of_the_public_shows_half_years_where_the_house_sees_months(home: Home) -> None:
    from dashboard.app import create

    client = create(home).server.test_client()
    assert "Ankunftsmonat (Zahl der Angekommenen)" in client.get("/ukraine").get_data(as_text=True)
    client.set_cookie("zgm-rolle", "press", domain="localhost")
    page = client.get("/ukraine").get_data(as_text=True)
    assert "Ankunftshalbjahr (Zahl der Angekommenen)" in page
    assert "Ankunftsmonat (Zahl der Angekommenen)" not in page
    assert "1. Halbjahr 2022 (510)" in page
