"""The page is whole before Dash is there; what a reader does meanwhile is not lost when Dash takes over."""

from __future__ import annotations

import json

import pytest
from dash import html

from dashboard.app import create
from dashboard.pages import pages
from dashboard.prerender import render
from dashboard.still import ATTRIBUTE, stilled
from tests.dashboard.conftest import Visit, serving
from tests.dashboard.town import release

HOSTILE = '"><img src=x onerror=alert(1)><script>alert(2)</script>&amp;'


def _texts(node):
    """Every HTML text that travels with a tree."""
    if isinstance(node, list | tuple):
        return [text for part in node for text in _texts(part)]
    if not hasattr(node, "to_plotly_json"):
        return []
    props = node.to_plotly_json()["props"]
    return [*([props[ATTRIBUTE]] if ATTRIBUTE in props else []), *_texts(props.get("children"))]


def test_a_hostile_word_in_a_still_part_stays_a_word():
    tree = [html.P([html.Strong(HOSTILE), html.A("x", href=HOSTILE, title=HOSTILE)]), html.P(HOSTILE)]
    first, living = stilled(tree)
    assert first == render(tree)
    (text,) = _texts(living)
    for whole in (first, text):
        assert "<script" not in whole and "<img" not in whole and '""' not in whole


def test_what_a_callback_asks_for_stays_a_component():
    place = html.Div(id={"art": "graph", "schluessel": "a"})
    button = html.Button("Prüfen", id="pruefen-knopf")
    _, living = stilled([html.Div([html.P("a"), html.P("b"), place, button, html.Button("Kopieren")])])
    assert [type(node).__name__ for node in living[0].children] == ["Div", "Div", "Button", "Button"]
    assert living[0].children[1:3] == [place, button]
    assert getattr(living[0].children[0], ATTRIBUTE) == "<p>a</p><p>b</p>"


def test_items_of_a_list_get_no_box_between_them_and_the_list():
    items = [html.Li("a"), html.Li("b"), html.Li(html.Div(id={"art": "graph", "schluessel": "a"}))]
    _, living = stilled([html.Ul(items)])
    assert [type(node).__name__ for node in living[0].children] == ["Li", "Li", "Li"]


def _components(node):
    if isinstance(node, list | tuple):
        return sum(map(_components, node))
    return 1 + _components(getattr(node, "children", None)) if hasattr(node, "to_plotly_json") else 0


def test_no_page_makes_the_browser_build_hundreds_of_components(app):
    """Each costs a slow computer about a millisecond; the tables alone would be thousands."""
    counts = {path: _components(app.contents.page(path, "").tree) for path in pages()}
    assert max(counts.values()) < 200, counts


def _control(word):
    return f"[id='{json.dumps({'art': 'wahl', 'wort': word}, separators=(',', ':'))}']"


@pytest.fixture
def early(visit):
    """A page that nobody has turned to yet."""

    def opened(path):
        visit.page.goto(visit.base + path)
        visit.page.wait_for_load_state("networkidle")
        assert not [url for url in visit.requests if "_dash" in url], "who only reads is sent no Dash"
        return visit.page

    return opened


@pytest.mark.browser
def test_no_script_travels_beside_the_first_picture_of_a_page(early):
    """On a slow line the text would share the line with it."""
    page = early("/daten")
    asked, painted = page.evaluate(
        "[performance.getEntriesByType('resource').find(entry => entry.name.includes('seite.js')).startTime,"
        " performance.getEntriesByName('first-contentful-paint')[0].startTime]"
    )
    assert asked >= painted


@pytest.mark.parametrize("path", list(pages()))
def test_the_first_page_has_no_barrier_and_every_place_of_the_keyboard_that_the_living_page_has(
    early, visit, path
):
    from axe_playwright_python.sync_playwright import Axe

    page = early(path)
    assert Axe().run(page).response["violations"] == []
    places = "a, button, input, select, textarea, summary, [tabindex]"
    count = "([root, places]) => document.querySelectorAll(root + ' :is(' + places + ')').length"
    before = page.evaluate(count, ["#vorab", places])
    visit.turn()
    assert page.evaluate(count, ["#dash", places]) == before
    assert (visit.errors, visit.foreign) == ([], [])


@pytest.mark.browser
def test_a_choice_made_before_dash_is_there_counts(early, visit):
    page = early("/")
    page.locator(_control("kennzahl")).select_option("entries")
    page.wait_for_url("**/?kennzahl=entries")
    page.wait_for_selector("#seite #verlauf h2:has-text('Zugänge')")
    assert page.locator(_control("kennzahl")).input_value() == "entries"
    assert visit.errors == []


@pytest.mark.browser
def test_a_button_pressed_before_dash_is_there_works(early, visit):
    page = early("/ukraine")
    page.locator("#ankuenfte .knopf").click()
    page.wait_for_selector("#seite #ankuenfte .js-plotly-plot .main-svg")
    assert page.locator(".js-plotly-plot").count() == 1
    assert visit.errors == []


@pytest.mark.browser
def test_the_place_on_the_keyboard_and_what_was_unfolded_stay(early, visit):
    page = early("/personal")
    page.evaluate("document.querySelectorAll('#bedarf summary')[1].focus()")
    page.keyboard.press("Enter")
    page.wait_for_selector("html[data-bereit]", state="attached")
    place = "document.activeElement.closest('#seite section').id + document.activeElement.textContent"
    assert page.evaluate(place) == "bedarfWas diese Zahl ist und was nicht"
    assert page.evaluate("document.activeElement.parentElement.open")


@pytest.mark.browser
def test_an_open_list_is_not_taken_away(early, visit):
    page = early("/")
    control = page.locator(f"#vorab {_control('zeitraum')}")
    control.focus()
    page.keyboard.press("Space")
    page.wait_for_selector("#dash #seite h1", state="attached")
    page.wait_for_timeout(300)
    assert control.count() == 1, "the reader is still choosing"
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    page.wait_for_selector("html[data-bereit]", state="attached")
    assert page.evaluate("document.activeElement.closest('#seite') !== null")


@pytest.mark.browser
def test_without_dash_the_controls_are_a_form(early, visit):
    page = early("/")
    page.route("**/_dash-component-suites/**", lambda route: route.abort())
    page.mouse.move(2, 2)
    page.locator(_control("kennzahl")).select_option("entries")
    page.get_by_role("button", name="Anzeigen").click()
    page.wait_for_url("**/?kennzahl=entries")
    assert "Zugänge" in page.locator("#verlauf h2").inner_text()


@pytest.mark.browser
def test_a_draft_pasted_before_dash_is_there_is_checked(chromium, approved):
    with serving(create(approved)) as base:
        context = chromium.new_context(locale="de-DE")
        visit = Visit(context.new_page(), base)
        visit.page.goto(base + "/presse")
        visit.page.locator("#entwurf").fill("Derzeit umfasst die aktive Zielgruppe 99.999 Personen.")
        visit.page.locator("#pruefen-knopf").click()
        visit.page.wait_for_selector("#urteile li")
        assert "Stimmt nicht" in visit.page.locator("#urteile").inner_text()
        assert "99.999" in visit.page.locator("#entwurf").input_value()
        assert visit.errors == []
        context.close()


@pytest.mark.browser
def test_an_open_page_says_that_newer_figures_are_there(chromium, tmp_path):
    with serving(create(release(tmp_path))) as base:
        context = chromium.new_context(locale="de-DE")
        visit = Visit(context.new_page(), base)
        page = visit.open("/?zeitraum=12")
        release(tmp_path, "2022-07-31-11111111")
        page.evaluate(
            "document.dispatchEvent(new Event('visibilitychange'))"
        )  # as when a reader comes back to it
        page.wait_for_selector("#neuer-stand:has-text('Neuer Datenstand vorhanden')")
        page.get_by_role("link", name="Seite neu laden").click()
        page.wait_for_selector("body[data-freigabe='2022-07-31-11111111']")
        assert page.url.endswith("/?zeitraum=12")
        assert visit.errors == []
        context.close()
