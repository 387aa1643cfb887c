"""One description, many forms: picture, Plotly figure, table, alt text and files say the same."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import date
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.errors import Problem
from pipelines.publish import exports
from pipelines.publish.chart import BELOW, Chart, Event, Point, Series, Target, alt_text, figure, svg, table
from pipelines.publish.chart.canvas import text_width
from pipelines.publish.chart.scale import month_ticks, scale, tick_label
from pipelines.publish.chart.table import cell
from pipelines.publish.document import Cell, Row, Table, table_of
from pipelines.publish.document_files import csv_of

MONTHS = (date(2022, 4, 30), date(2022, 5, 31), date(2022, 6, 30), date(2022, 7, 31))


def points(*values, preliminary_from=99):
    return tuple(
        Point(value, "." if value is None else f"{value:,}".replace(",", "."), at >= preliminary_from)
        for at, value in enumerate(values)
    )


def chart(kind="line", **changes):
    keys = {
        "key": "aktive-zielgruppe",
        "kind": kind,
        "title": "Aktive Zielgruppe: 48 mehr als vor einem Jahr",
        "sentence": "Am 30.06.2022 waren es 1.048 Personen.",
        "unit": "persons",
        "places": MONTHS,
        "series": (
            Series("Ukraine", points(300, 350, 400, 410, preliminary_from=3)),
            Series("Weitere <&>", points(600, None, 648, 650, preliminary_from=3)),
        ),
        "place_name": "Stichtag",
        "source": "Quelle: Zielgruppenmonitor, Freigabe abc",
        "events": (Event(date(2022, 5, 8), "etwas geschah", "Quelle", breaks=True),),
        "target": Target(500, "Ziel 500"),
    }
    return Chart(**(keys | changes))


BARS = chart("bars", places=("Syrien", "=1+1", "Gambia", "Irak"), place_name="Herkunft", events=())
HEAT = chart("heatmap", unit="fraction")
COLUMNS = chart("columns")
CURVE = chart("curve", places=(0.0, 3.0, 6.0, 12.0), place_name="Monate", events=())
ALL = [chart(), BARS, HEAT, COLUMNS, CURVE]


@pytest.mark.parametrize("made", ALL, ids=lambda made: made.kind)
@pytest.mark.parametrize("width", [720, 340])
def test_the_picture_is_valid_svg_with_a_title_and_a_text_alternative(made, width):
    root = ElementTree.fromstring(svg(made, width, framed=True))
    tags = {element.tag.split("}")[1]: element.text for element in root}
    assert root.get("role") == "img"
    assert tags["title"] == made.title
    assert tags["desc"] == alt_text(made)


@pytest.mark.parametrize("made", ALL, ids=lambda made: made.kind)
def test_plotly_accepts_the_figure_and_it_holds_the_same_strings(made):
    import plotly.graph_objects as go

    dictionary = figure(made)
    go.Figure(dictionary)
    texts = [trace["text"] for trace in dictionary["data"]]
    if made.kind == "heatmap":
        texts = [list(column) for column in zip(*texts[0], strict=True)]
    assert texts == [[cell(point) for point in series.points] for series in made.series]


@pytest.mark.parametrize("made", ALL, ids=lambda made: made.kind)
def test_the_table_holds_every_value_once(made):
    rows = table(made).rows
    assert len(rows) == len(made.places)
    found = sorted(point.shown for _, cells in rows for point in cells)
    assert found == sorted(point.shown for series in made.series for point in series.points)


def test_months_stand_newest_first_and_preliminary_ones_are_named():
    made = table(chart())
    assert made.rows[0][0] == "31.07.2022"
    assert made.legend.startswith(". = unbekannt, (v) = vorläufig, ")


def test_the_alt_text_gives_the_course_of_every_series():
    text = alt_text(chart())
    assert "Ukraine: 300 (30.04.2022) bis 410 (31.07.2022)" in text
    assert "Ab 31.07.2022 sind die Werte vorläufig." in text
    assert "Bezugslinie: Ziel 500." in text


def test_a_curve_that_the_title_names_is_told_in_the_same_sentence():
    made = chart(
        title="Ukraine: 410 Personen",
        series=(Series("Ukraine", points(300, 350, 400, 410)),),
        events=(),
        target=None,
    )
    assert alt_text(made) == (
        "Liniendiagramm: Ukraine: 410 Personen, Verlauf: 300 (30.04.2022) bis 410 (31.07.2022), "
        "höchster Wert 410 (31.07.2022), niedrigster 300 (30.04.2022)."
    )


def test_where_all_values_stand_says_only_who_prints_them():
    assert "Tabelle" not in alt_text(chart())
    assert alt_text(chart(), BELOW).endswith(" Alle Werte stehen in der Tabelle darunter.")


@pytest.mark.parametrize("kind", ["line", "columns"])
def test_incomplete_months_are_shaded_in_both_forms_and_said_in_words(kind):
    made = chart(kind)
    picture, layout = svg(made), figure(made)["layout"]
    assert len(re.findall(r'<rect [^>]*class="i"', picture)) == 1
    assert ">vorläufig</text>" in picture
    shaded = [shape for shape in layout["shapes"] if shape["type"] == "rect"]
    assert [(shape["x0"], shape["layer"]) for shape in shaded] == [("2022-07-16", "below")]
    assert shaded[0]["x1"] >= "2022-07-31", "the whole of the last month lies in the shade"
    assert shaded[0]["label"]["text"] == "vorläufig"


@pytest.mark.parametrize("kind", ["line", "columns", "bars", "curve", "heatmap"])
def test_complete_charts_are_not_shaded(kind):
    whole = Series("alle", points(1, 2, 3, 4))
    places = {"bars": ("a", "b", "c", "d"), "curve": (0.0, 3.0, 6.0, 12.0)}.get(kind, MONTHS)
    made = chart(kind, series=(whole,), places=places)
    assert "vorläufig" not in svg(made) + alt_text(made) + table(made).legend + str(figure(made))


def test_the_word_for_incomplete_months_stands_where_no_curve_ends():
    def word(*values):
        made = chart(series=(Series("a", points(*values, preliminary_from=3)),), events=(), target=None)
        [y] = re.findall(r'y="([\d.]+)"[^>]*>vorläufig', svg(made))
        [shade] = [shape for shape in figure(made)["layout"]["shapes"] if shape["type"] == "rect"]
        return float(y), shade["label"]["textposition"]

    high, low = word(1, 2, 3, 4), word(4, 3, 2, 1)
    assert high[0] > low[0] + 100, "below the curve, above it"
    assert (high[1], low[1]) == ("bottom right", "top right")


def test_a_curve_of_a_preliminary_day_is_shaded_as_a_whole():
    made = chart(
        "curve", series=(Series("a", points(1, 1, 1, 1, preliminary_from=0)),), places=(0.0, 3.0, 6.0, 12.0)
    )
    [shade] = [shape for shape in figure(made)["layout"]["shapes"] if shape["type"] == "rect"]
    assert (shade["x0"], shade["x1"]) == (0.0, 12.0)
    assert "Werte vorläufig." in alt_text(made)


def test_preliminary_bars_carry_a_sign_that_is_explained_in_every_form():
    made = chart("bars", places=("Syrien", "Gambia", "Irak", "Iran"), events=())
    assert "410 (v)" in svg(made) and "(v) = vorläufig" in svg(made)
    assert "410 (v)" in figure(made)["data"][0]["text"]
    assert "Werte vorläufig." in alt_text(made) and "(v) = vorläufig" in table(made).legend


@pytest.mark.parametrize("kind", ["line", "columns"])
def test_a_break_in_the_series_is_drawn_numbered_and_told_in_every_form(kind):
    made = chart(kind)
    told = "08.05.2022: etwas geschah (Bruch in der Reihe)"
    assert told in alt_text(made)
    assert f"1  {told}" in svg(made)
    assert "Bruch in der Reihe: 08.05.2022, etwas geschah" in table(made).legend
    layout = figure(made)["layout"]
    assert [shape["x0"] for shape in layout["shapes"] if shape.get("line", {}).get("width") == 1] == [
        "2022-05-08"
    ]
    assert [told] == [note["hovertext"] for note in layout["annotations"] if "hovertext" in note]


def test_an_event_before_the_first_month_is_in_no_form():
    early, inside = Event(date(2022, 3, 15), "vorher"), Event(date(2022, 4, 1), "im ersten Monat")
    made = chart(events=(early, inside))
    assert made.shown_events() == (inside,)
    for form in (svg(made), alt_text(made), str(figure(made)["layout"])):
        assert "vorher" not in form and "im ersten Monat" in form


@pytest.mark.parametrize("kind", ["bars", "columns"])
def test_the_target_lies_over_the_bars_and_under_the_values(kind):
    made = chart(kind, events=())
    picture = svg(made)
    assert picture.rindex('class="t"') > picture.rindex('class="f1"')
    if kind == "bars":
        assert picture.rindex('class="t"') < picture.index(">648</text>")
    [line] = [shape for shape in figure(made)["layout"]["shapes"] if shape["type"] == "line"]
    assert line.get("layer", "above") == "above"


def test_a_missing_value_is_a_gap_in_the_line_not_a_bridge():
    one = chart(series=(Series("a", points(1, 2, None, 4)),), events=(), target=None)
    paths = re.findall(r'<path d="([^"]+)"', svg(one))
    assert [path.count("L") for path in paths] == [1]


def test_series_differ_by_dash_and_not_by_colour_alone():
    drawn = re.findall(r'class="l s(\d)"( stroke-dasharray="[^"]+")?', svg(chart(series=_four())))
    assert len({dash for _, dash in drawn}) == 4


def _four():
    return tuple(Series(f"Gruppe {at}", points(1, 2, 3, 4 + at)) for at in range(4))


def test_five_series_are_refused_because_nobody_could_tell_them_apart():
    with pytest.raises(Problem, match="mehr als 4 Reihen"):
        chart(series=(*_four(), Series("noch eine", points(1, 2, 3, 4))))


def test_a_series_that_does_not_fit_is_refused():
    with pytest.raises(Problem, match="nicht zu seinen Stellen passt"):
        chart(series=(Series("zu kurz", points(1, 2)),))


def test_the_csv_for_people_is_read_by_a_german_spreadsheet_program():
    raw = exports.csv_for_people(BARS)
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig")), delimiter=";"))
    assert rows[0] == ["Herkunft", "Ukraine", "Weitere <&>"]
    assert rows[1] == ["Syrien", "300", "600"]
    assert rows[2][0] == "'=1+1", "a name that begins like a formula is made harmless"
    assert rows[-1] == ["Nur für den Dienstgebrauch"]


def test_the_csv_for_machines_has_one_value_a_row():
    rows = list(csv.DictReader(io.StringIO(exports.csv_for_machines(chart()).decode())))
    assert rows[0] == {
        "place": "2022-04-30", "series": "Ukraine", "value": "300", "shown": "300", "preliminary": "false",
        "unit": "persons", "corrected": "false", "notice": "Nur für den Dienstgebrauch",
    }  # fmt: skip
    assert len(rows) == 8
    [first, *_] = csv.DictReader(io.StringIO(exports.csv_for_machines(chart(), ()).decode()))
    assert first["notice"] == "", "a public chart has nothing to say"


def test_the_workbook_has_notes_and_data_and_no_formula():
    book = zipfile.ZipFile(io.BytesIO(exports.xlsx(BARS)))
    assert "Hinweise" in book.read("xl/workbook.xml").decode()
    assert b"<f>" not in book.read("xl/worksheets/sheet2.xml")
    assert "=1+1" in book.read("xl/sharedStrings.xml").decode()


def test_a_png_needs_no_browser():
    assert exports.png(chart()).startswith(b"\x89PNG")


def test_ticks_are_german():
    assert tick_label(1500, "persons") == "1.500"
    assert tick_label(0.25, "fraction") == "25\u202f%"
    assert tick_label(120, "persons_per_fte") == "1 : 120"
    assert month_ticks(MONTHS, 8)[0] == (0, "Apr 22")


@given(st.lists(st.decimals(-(10**6), 10**6, places=4).map(float), min_size=1))
def test_a_scale_holds_all_values_between_its_ticks(values):
    made = scale(values, 0, 100)
    assert made.ticks[0] <= min(values) and max(values) <= made.ticks[-1]
    assert 2 <= len(made.ticks) <= 9


def test_no_ratio_of_one_to_nothing_is_written():
    assert [tick_label(value, "persons_per_fte") for value in (0, 100)] == ["0", "1 : 100"]


def test_long_names_over_a_wide_heat_map_take_two_lines_and_on_a_narrow_one_a_number():
    row = points(1, 2, 3, 4)
    made = chart("heatmap", series=tuple(Series(f"anerkannt, befristet {at}", row) for at in range(5)))
    assert ">anerkannt,</text>" in svg(made) and "(1)" not in svg(made)
    assert ">(1)</text>" in svg(made, 340) and "(1) anerkannt, befristet 0" in svg(made, 340)


def test_a_touched_course_names_its_day_once_and_its_unit():
    made = figure(chart())
    assert {trace["hovertemplate"].partition("<extra>")[0] for trace in made["data"]} == {"%{text}"}
    assert made["layout"]["xaxis"]["hoverformat"] == "%d.%m.%Y"
    assert made["layout"]["yaxis"]["title"]["text"] == "Personen"


def test_a_heat_map_is_as_dark_touched_as_drawn():
    [heat] = figure(HEAT)["data"]
    assert (heat["zmin"], heat["zmax"]) == (0, 650), "an end of the scale counts only with the other"


def test_the_month_of_a_flow_is_named_and_never_a_day():
    """1.005 consultations are those of the whole of July; nothing of it happened «am 31.07.»."""
    held = chart("columns", monthly=True, unit="consultations", events=(), target=None)
    assert table(held).header[0] == "Monat" and table(held).rows[0][0] == "Juli 2022"
    assert "300 (April 2022) bis 410 (Juli 2022)" in alt_text(held)
    assert "Ab Juli 2022 sind die Werte vorläufig." in alt_text(held)
    assert exports.csv_for_people(held).decode("utf-8-sig").splitlines()[0].startswith("Monat;")
    assert table(chart()).header[0] == "Stichtag" and table(chart()).rows[0][0] == "31.07.2022"


def test_numbers_have_one_form_in_every_csv_for_people():
    """«1.045» is one thousand and forty-five in German only; decimals keep their comma, days their dots."""
    of_chart = chart(series=(Series("Personen", points(1045, 1050, 1055, 1060)),), target=None, events=())
    of_page = exports.csv_for_people(of_chart).decode("utf-8-sig").splitlines()
    of_folder = csv_of(table_of(of_chart)).decode("utf-8-sig").splitlines()
    assert of_page[:5] == of_folder[:5] and of_page[1] == "31.07.2022;1060"
    rows = (Row("Kosten", (Cell("1.234.567,5", 1234567.5), Cell("30.06.2022"))),)
    assert b"Kosten;1234567,5;30.06.2022" in csv_of(Table("k", "Kosten", ("Zahl", "Wert", "Stichtag"), rows))


def test_on_a_phone_a_whole_percentage_fits_its_cell_of_the_cohorts():
    cohorts = ("März 2022 (268)", "September 2022 (31)")
    row = (Point(1.0, "100,0\u202f%"), Point(0.5, "50,0\u202f%"))
    series = tuple(Series(f"nach {months} Monaten", row) for months in (3, 6, 12, 24))
    picture = svg(
        chart("heatmap", places=cohorts, series=series, unit="fraction", events=(), target=None), 340
    )
    cells = [float(width) for width in re.findall(r'<rect [^>]*width="([\d.]+)"', picture)][-8:]
    assert min(cells) >= text_width("100,0\u202f%", 11)
