"""Breakdowns of two days: everybody stands in a row on either day, also who is in none of the largest groups."""

from __future__ import annotations

import pytest

from dashboard.app import create
from dashboard.pages import overview, structure


@pytest.fixture(scope="module")
def public_app(approved):
    return create(approved)


def sums(block):
    return [sum(point.value or 0 for point in series.points) for series in block.chart.series]


def totals(view):
    name = "active_target_group"
    return [view.figure(name).value, view.before(name).value]


@pytest.mark.parametrize("path", ["/", "/struktur"])
@pytest.mark.parametrize("world", ["internal", "public"])
def test_the_rows_of_a_nationality_chart_add_up_to_everybody_on_both_days(public_app, world, path):
    """«Weitere» was left out: the bars had 1.267 persons, the sentence above them 1.398."""
    made = public_app.contents.page(path, "", world)
    view = public_app.contents.view("/", "")
    chart = made.blocks["herkunft"].chart
    assert [chart.label(place) for place in chart.places][-2:] == ["Weitere", "unbekannt"]
    if world == "internal":
        assert sums(made.blocks["herkunft"]) == totals(view)
    assert not any({point.shown for point in points} <= {"0", "–"} for points in rows_of(chart)), "of nobody"


def rows_of(chart):
    return list(zip(*(series.points for series in chart.series), strict=True))


def test_weitere_is_everybody_but_the_largest_of_today_also_a_year_ago(app, monkeypatch):
    """In the town Syria and Ukraine are the two largest today; a year ago too others are «Weitere»."""
    monkeypatch.setattr(overview, "TOP", 2)
    view = app.contents.view("/", "")
    (block,) = overview._origins(view)
    chart = block.chart
    assert [chart.label(place) for place in chart.places] == ["Syrien", "Ukraine", "Weitere"]
    assert sums(block) == totals(view)


def test_who_is_in_no_row_today_still_stands_in_the_row_of_a_year_ago(app):
    made = structure.make(app.contents.view("/struktur", ""))
    view = app.contents.view("/", "")
    for block in made.blocks:
        if block.chart.kind == "bars" and len(block.chart.series) == 2:
            assert sums(block) == totals(view), block.key
