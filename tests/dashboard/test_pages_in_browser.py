"""Every page in a real browser: quiet, German, accessible, same before and after scripts, address kept."""

from __future__ import annotations

import json
import re

import pytest

from dashboard.pages import pages

pytestmark = pytest.mark.browser
PATHS = list(pages())


def _open_quietly(visit, path):
    """Open a page, unfold its details, and expect: no error, no foreign host, nothing for axe to find."""
    page = visit.open(path)
    page.wait_for_load_state("networkidle")
    for part in page.locator("details").all()[:8]:
        part.evaluate("part => { part.open = true }")
    assert _violations(page) == []
    assert visit.errors == []
    assert visit.foreign == []
    return page


@pytest.mark.parametrize("path", PATHS)
def test_a_page_opens_without_errors_foreign_hosts_or_barriers_in_every_form(visit, path):
    """One visit: wide, forced colours, dark, then 320 px (what 400 % zoom makes of 1280), then paper."""
    page = _open_quietly(visit, path)
    assert page.get_attribute("html", "lang") == "de"
    assert page.title().startswith(pages()[path].title)
    assert page.locator("h1").count() == 1
    assert page.locator("main").count() == 1
    assert page.locator("#vorab").count() == 0, "the first HTML has made way for the living page"
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    assert _violations(page) == []
    page.emulate_media(color_scheme="dark", forced_colors="none")
    assert _violations(page) == []
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert _violations(page) == []
    page.emulate_media(media="print")
    assert page.locator("nav").first.is_hidden()
    assert (visit.errors, visit.foreign) == ([], [])


def _violations(page):
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [(rule["id"], rule["nodes"][0]["html"][:200]) for rule in found]


@pytest.mark.parametrize("path", ["/", "/personal"])
def test_the_page_says_the_same_before_scripts_run(visit, path, client):
    before = re.sub(
        r"<[^>]+>|\s+",
        "",
        re.search(r'<div id="vorab">(.*?)</div><div id="dash"', _first(client, path), re.S)[1],
    )
    page = visit.open(path)
    after = page.evaluate("document.getElementById('seite').textContent")
    options = page.evaluate(
        "Array.from(document.querySelectorAll('#seite option')).map(o => o.textContent).join('')"
    )
    assert re.sub(r"\s+", "", after) == _unescaped(before)
    assert options, "the controls are part of what is compared"


def _first(client, path):
    return client.get(path).get_data(as_text=True)


def _unescaped(text):
    from html import unescape

    return unescape(text)


def test_a_choice_goes_into_the_address_and_back_and_reload_keep_it(visit):
    page = visit.open("/")
    _choose(page, "kennzahl", "entries")
    page.wait_for_url("**/?kennzahl=entries")
    page.wait_for_selector("#verlauf h2:has-text('Zugänge')")
    _choose(page, "traeger", "CARITAS")
    page.wait_for_url("**/?kennzahl=entries&traeger=CARITAS")
    page.reload()
    visit.turn()
    assert _chosen(page, "kennzahl") == "entries"
    assert _chosen(page, "traeger") == "CARITAS"
    page.go_back()
    page.wait_for_url("**/?kennzahl=entries")
    page.wait_for_selector("#verlauf h2:has-text('Zugänge')")
    assert visit.errors == []


def _control(page, word):
    identity = json.dumps({"art": "wahl", "wort": word}, separators=(",", ":"))
    return page.locator(f"[id='{identity}']")


def _choose(page, word, value):
    _control(page, word).select_option(value)


def _chosen(page, word):
    return _control(page, word).input_value()


@pytest.mark.parametrize(
    "answer", [{"status": 401, "body": "Bitte zuerst anmelden."}, {"status": 503, "body": ""}, None]
)
def test_a_choice_that_the_server_does_not_answer_is_told(visit, answer):
    """Otherwise the choice would show one thing and the chart under it another."""
    page = visit.open("/")
    page.route(
        "**/_dash-update-component*", lambda route: route.fulfill(**answer) if answer else route.abort()
    )
    _choose(page, "zeitraum", "12")
    page.wait_for_selector("#neuer-stand[role=status]:has-text('Der Server hat nicht geantwortet')")
    assert page.locator("#neuer-stand a").bounding_box()["y"] < 900, "seen wherever the reader is"
    page.unroute("**/_dash-update-component*")
    page.get_by_role("link", name="Seite neu laden").click()
    page.wait_for_selector("#neuer-stand:empty", state="attached")
    visit.turn()
    assert _chosen(page, "zeitraum") == "36"


def test_once_the_server_answers_a_choice_again_the_page_no_longer_says_it_does_not(visit):
    page = visit.open("/")
    page.route("**/_dash-update-component*", lambda route: route.fulfill(status=503, body=""))
    _choose(page, "zeitraum", "12")
    page.wait_for_selector("#neuer-stand:has-text('Der Server hat nicht geantwortet')")
    page.unroute("**/_dash-update-component*")
    _choose(page, "kennzahl", "entries")
    page.wait_for_selector("#verlauf h2:has-text('Zugänge')")
    page.wait_for_selector("#neuer-stand:empty", state="attached", timeout=3000)


def test_who_does_not_see_the_page_hears_what_it_shows_after_a_choice(visit):
    page = visit.open("/")
    said = page.locator("#angesagt[role=status]")
    assert said.inner_text() == ""
    _choose(page, "kennzahl", "entries")
    page.wait_for_selector("#angesagt:has-text('Angezeigt: Zugänge')", state="attached")
    page.go_back()
    page.wait_for_selector("#verlauf h2:has-text('Aktive Zielgruppe')")


def test_the_focus_stays_on_the_control_that_was_used(visit):
    page = visit.open("/")
    _control(page, "zeitraum").focus()
    _choose(page, "zeitraum", "12")
    page.wait_for_url("**/?zeitraum=12")
    page.wait_for_load_state("networkidle")
    assert "zeitraum" in page.evaluate("document.activeElement.id")


def test_a_chart_wakes_up_in_its_place_and_speaks_german(visit):
    page = visit.open("/")
    page.wait_for_load_state("networkidle")
    before = page.evaluate("document.getElementById('bewegung').offsetTop")
    page.locator("#verlauf .knopf").click()
    page.wait_for_selector("#verlauf .js-plotly-plot .main-svg")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.getElementById('bewegung').offsetTop") == before, "nothing moved"
    assert page.evaluate("window.Plotly.version").startswith("4.")
    assert not page.locator("text=/share|chart studio|cloud/i").count()
    buttons = page.evaluate(
        "Array.from(document.querySelectorAll('.modebar-btn')).map(b => b.dataset.title || '')"
    )
    assert "Ansicht zurücksetzen" in buttons
    assert visit.errors == []
    assert visit.foreign == []
    assert _violations(page) == []
    page.locator("#verlauf .knopf").click()
    page.wait_for_selector("#verlauf .js-plotly-plot", state="detached")


def test_a_download_has_the_numbers_of_the_page(visit):
    page = visit.open("/?kennzahl=entries")
    page.locator("#verlauf summary").first.click()
    newest = page.locator("#verlauf tbody tr").first
    place, value = newest.locator("th").inner_text(), newest.locator("td").inner_text()
    with page.expect_download() as download:
        page.locator("#verlauf .dateien a", has_text="CSV").first.click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    assert text.splitlines()[1] == f"{place};{value}"
    assert download.value.suggested_filename == "verlauf_2022-07-31.intern.csv"


def test_the_keyboard_alone_reaches_a_value_in_a_table(visit):
    page = visit.open("/gemeinderat")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Zum Inhalt springen"
    page = visit.open("/")
    page.locator("#verlauf summary").first.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('role')") == "region"
    assert page.locator("#verlauf tbody tr").first.is_visible()


_SHIFTS = """() => new Promise(done => {
  let sum = 0;
  const watch = new PerformanceObserver(list => list.getEntries().forEach(entry => { sum += entry.value }));
  watch.observe({ type: 'layout-shift', buffered: true });
  setTimeout(() => done(sum), 300);
})"""


@pytest.mark.parametrize("path", ["/", "/personal"])
def test_nothing_moves_while_the_page_comes_to_life(visit, path):
    page = visit.open(path)
    page.wait_for_load_state("networkidle")
    assert page.evaluate(_SHIFTS) <= 0.02


@pytest.mark.parametrize("path", PATHS)
def test_first_view_is_small_and_so_is_what_follows(visit, path):
    """Bar: 400 kB and 20 requests. Who only reads gets far less."""
    sizes = []
    visit.page.on("requestfinished", lambda request: sizes.append(request.sizes()["responseBodySize"]))
    visit.page.goto(visit.base + path)
    visit.page.wait_for_load_state("networkidle")
    assert sum(sizes) <= 60_000
    assert len(sizes) <= 10
    visit.turn()
    visit.page.wait_for_load_state("networkidle")
    assert sum(sizes) <= 400_000
    assert len(sizes) <= 20


def test_a_hostile_address_is_shown_as_text_and_the_page_works(visit):
    hostile = "%3Cimg src=x onerror=alert(1)%3E"
    page = visit.open(
        f"/?kennzahl={hostile}&stand=9999-99&zeitraum=alle&nach=%22%3E%3Cscript%3Ealert(1)%3C/script%3E"
    )
    notes = page.locator(".hinweis").inner_text()
    assert "<img src=x onerror=alert(1)>" in notes
    assert '"><script>alert(1)</script>' in notes
    assert "9999-99" in notes
    assert page.locator("main script, main img[src='x']").count() == 0
    assert page.locator("#verlauf").count() == 1
    assert visit.errors == []


def test_the_scenario_answers_what_if(visit):
    page = visit.open("/personal?plus=110&bis=2023-01")
    section = page.locator("section[aria-labelledby='was-waere-wenn']").inner_text()
    assert "Bis Januar 2023 werden es gleichmäßig 110 Personen mehr" in section
    assert "keine gezählte Zahl" in section


def _tab_to(page, selector):
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"the keyboard does not reach {selector}")


def test_the_keyboard_alone_asks_what_if_and_what_is_typed_stays(visit):
    page = visit.open("/personal")
    _tab_to(page, "a[href='#was-waere-wenn']")
    page.keyboard.press("Enter")
    _tab_to(page, "input[name=plus]")
    page.keyboard.type("110")
    page.keyboard.press("Tab")
    page.keyboard.type("2023-01")
    page.keyboard.press("Enter")
    page.wait_for_url("**/personal?plus=110&bis=2023-01#was-waere-wenn")
    assert "110 Personen mehr" in page.locator("section.szenario").first.inner_text()
    assert visit.errors == []


@pytest.mark.parametrize("path", ["/", "/ukraine", "/personal", "/struktur"])
def test_the_keyboard_alone_reaches_every_table_and_every_file(visit, path):
    """Every chart's values stand in a table that opens with Enter; walking on meets each table and each download."""
    page = visit.open(path)
    wanted = page.evaluate("document.querySelectorAll('#seite figure').length")
    page.evaluate("document.getElementById('inhalt').focus()")
    seen = {"SUMMARY": set(), "REGION": set(), "FILE": set()}
    for _ in range(600):
        page.keyboard.press("Tab")
        kind, name = page.evaluate(_WHERE)
        if kind == "END":
            break
        if kind == "SUMMARY" and "Alle Werte" in name:
            page.keyboard.press("Enter")
        seen.get(kind, set()).add(name)
    assert len(seen["REGION"]) >= wanted > 0
    assert len(seen["FILE"]) == 5 * wanted


_WHERE = """() => {
  const at = document.activeElement, section = at.closest('section');
  if (at === document.body || at.closest('footer')) return ['END', ''];
  if (at.tagName === 'SUMMARY') return ['SUMMARY', (section ? section.id : '') + at.textContent];
  if (at.getAttribute('role') === 'region') return ['REGION', at.getAttribute('aria-label')];
  return at.hasAttribute('download') ? ['FILE', at.getAttribute('href')] : ['OTHER', ''];
}"""


@pytest.mark.parametrize("visit", [{"color_scheme": "dark"}], indirect=True)
@pytest.mark.parametrize("path", ["/presse", "/daten", "/personal"])
def test_on_paper_tables_are_whole_letters_are_dark_and_nothing_waits_for_a_click(visit, path):
    page = visit.open(path)
    page.emulate_media(media="print", color_scheme="dark")
    cut = "() => [...document.querySelectorAll('.rollen')].filter(e => e.scrollHeight > e.clientHeight + 1).length"
    assert page.evaluate(cut) == 0
    assert page.evaluate("() => getComputedStyle(document.body).color") == "rgb(27, 36, 48)"
    assert page.locator("form:visible, button:visible, details:not([open]):visible").count() == 0


@pytest.mark.parametrize("visit", [{"viewport": {"width": 320, "height": 800}}], indirect=True)
def test_the_caption_of_a_wide_table_fits_a_phone(visit):
    page = visit.open("/daten")
    widest = "() => Math.max(...[...document.querySelectorAll('caption')].map(e => e.getBoundingClientRect().width))"
    assert page.evaluate(widest) <= 320


def test_the_printer_finds_every_picture_soon_after_a_reader_turned_to_the_page(visit):
    """A print does not wait for pictures that are fetched only when a reader comes near."""
    page = visit.open("/struktur")
    page.wait_for_selector("figure")
    missing = "() => [...document.querySelectorAll('figure img')].filter(e => !e.naturalWidth).length"
    assert page.evaluate(missing) > 0, "the first view does not fetch them all"
    for _ in range(100):
        if page.evaluate(missing) == 0:
            break
        page.wait_for_timeout(100)
    assert page.evaluate(missing) == 0


@pytest.mark.parametrize("visit", [{"viewport": {"width": 320, "height": 800}}], indirect=True)
def test_a_table_that_stands_open_is_never_cut_within_a_row(visit):
    page = visit.open("/personal")
    tables = "() => [...document.querySelectorAll('.rollen')].filter(e => !e.closest('details'))"
    heights = page.evaluate(tables + ".map(e => [e.scrollHeight, e.clientHeight])")
    assert max(whole for whole, _ in heights) > 480, "one is long"
    assert [whole - shown for whole, shown in heights if whole > shown + 1] == []


@pytest.mark.parametrize("visit", [{"viewport": {"width": 320, "height": 800}}], indirect=True)
def test_on_a_phone_the_names_of_the_series_leave_room_for_the_tools(visit):
    page = visit.open("/personal")
    page.click("#schluessel .knopf")
    page.wait_for_selector("#schluessel .modebar-btn")
    tools = page.locator("#schluessel .modebar").bounding_box()
    names = page.locator("#schluessel .legend").bounding_box()
    assert names["y"] >= tools["y"] + tools["height"]
    assert page.locator("#traeger .knopf").is_hidden(), (
        "bars say as picture all that they could say when touched"
    )


@pytest.mark.parametrize("visit", [{"forced_colors": "active"}], indirect=True)
def test_in_forced_colours_one_page_of_the_navigation_is_marked(visit):
    page = visit.open("/ukraine")
    lines = page.evaluate(
        "() => [...document.querySelectorAll('nav a')].map(a => [a.textContent, getComputedStyle(a).borderBottomColor])"
    )
    ground = page.evaluate("() => getComputedStyle(document.body).backgroundColor")
    assert [name for name, colour in lines if colour != ground] == ["Ukraine"]
