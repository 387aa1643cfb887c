"""The data page remembers: releases, what changed between them, what was printed."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest

from dashboard.app import create
from pipelines.paths import Home
from pipelines.publish import register
from pipelines.publish.comparison import sentences
from pipelines.publish.register.model import Entry
from pipelines.publish.register.stichtag import Stichtag
from pipelines.releases.compare import Comparison
from tests.dashboard.town import release


@pytest.fixture
def text(tmp_path):
    home: Home = release(tmp_path)
    register.import_sample(home)
    client = create(home).server.test_client()
    return client.get("/daten").get_data(as_text=True)


def test_the_history_of_releases_is_shown(text):
    assert "Verlauf, das Neueste zuerst" in text
    assert "2022-07-31-00000000" in text
    assert "Dies ist die erste Freigabe" in text


def test_the_register_of_printed_figures_is_shown(text):
    assert "Register der veröffentlichten Zahlen" in text
    assert "rund 1.400" in text


def test_older_entries_of_the_register_are_folded_and_none_is_lost(text):
    card = text.split('id="veroeffentlicht"')[1].split("</section>")[0]
    newest, older = card.split("<details>")
    shown, folded = (part.count('<th scope="row">') for part in (newest, older))
    assert shown == 12
    assert f"Frühere Stichtage: {folded} Einträge" in older


def printed(day, number):
    """A sentence that the council was given: so many persons on a day."""
    return Entry(
        medium="Vorlage 12/2025",
        published=Stichtag("2025-09-01"),
        wording=f"Die Zielgruppe {number} umfasst {number} Personen.",
        as_of=Stichtag(day),
        unit="persons",
        value=Decimal(number),
        metric="active_target_group",
        version=1,
        world="public",
    )


def register_card(folder, **days):
    home = release(folder)
    register.record(home, [printed(day.strip("d").replace("_", "-"), 100 + at)
                           for day, count in days.items() for at in range(count)])  # fmt: skip
    page = create(home).server.test_client().get("/daten").get_data(as_text=True)
    return page.split('id="veroeffentlicht"')[1].split("</section>")[0]


def test_a_stichtag_of_the_register_stands_in_one_place(tmp_path):
    """The first twelve rows ended in the middle of a day; six more of it stood under «Frühere Stichtage»."""
    card = register_card(tmp_path, d2025_07_31=18, d2024_07_31=2)
    newest, older = card.split("<details>")
    assert newest.count(">31.07.2025<") == 18 and "31.07.2025" not in older
    assert "Frühere Stichtage: 2 Einträge" in older


def test_days_that_fit_together_are_the_newest_and_the_next_is_folded_whole(tmp_path):
    newest, older = register_card(tmp_path, d2025_07_31=5, d2024_07_31=6, d2023_07_31=2).split("<details>")
    assert newest.count('<th scope="row">') == 11
    assert "Frühere Stichtage: 2 Einträge" in older


def test_what_a_whole_document_printed_is_folded_under_its_stichtag(tmp_path):
    card = register_card(tmp_path, d2025_07_31=41, d2024_07_31=1)
    assert "Neuester Stichtag: 41 Einträge" in card
    assert "Frühere Stichtage: 1 Eintrag<" in card


def test_the_register_names_the_wording_and_the_version_of_the_definition(tmp_path):
    card = register_card(tmp_path, d2025_07_31=1)
    assert "Die Zielgruppe 100 umfasst 100 Personen." in card
    assert "Fassung 1" in card


def test_a_comparison_writes_rows_as_every_page_writes_numbers():
    """«2032 Zeilen» stood beside «2.032»."""
    delivered = [{"file": "faelle_CARITAS_2025-07-31.csv", "rows": 2032}]
    found = Comparison("alt", "neu", delivered, [], [], False, [], [])
    assert sentences(found)[1] == "  neu geliefert: faelle_CARITAS_2025-07-31.csv (2.032 Zeilen)"


def test_a_figure_recorded_later_is_on_the_page_without_a_restart(tmp_path):
    home = release(tmp_path)
    client = create(home).server.test_client()
    assert "steht noch nichts" in client.get("/daten").get_data(as_text=True)
    register.import_sample(home)
    assert "rund 1.400" in client.get("/daten").get_data(as_text=True)


def test_two_attributes_together_add_up_to_the_single_ones(client):
    def rows(key):
        raw = client.get(f"/datei/struktur/{key}.daten.csv").get_data(as_text=True)
        return list(csv.DictReader(io.StringIO(raw)))

    both, alone = rows("alter-geschlecht"), rows("alter")
    newest = alone[0]["series"]
    single = {row["place"]: float(row["value"]) for row in alone if row["series"] == newest}
    for band, persons in single.items():
        assert sum(float(row["value"]) for row in both if row["place"] == band) == persons


def _data_page(folder, findings):
    home = release(folder, extra=findings)
    return create(home).server.test_client().get("/daten").get_data(as_text=True)


def _delivery(kind, **counts):
    entry = {"file": f"{kind}_CARITAS_2022-07-31.csv", "kind": kind, "traeger": "CARITAS"}
    return entry | {"rows_quarantined": 0, "error": 0, "warning": 0, "info": 0} | counts


def test_the_data_page_says_how_many_findings_there_were_and_about_which_file(tmp_path):
    entries = [_delivery("faelle", rows_quarantined=2, error=3, info=1200), _delivery("aufenthalt")]
    elsewhere = {"error": 0, "warning": 1, "info": 0}
    page = _data_page(tmp_path, {"findings": {"by_delivery": entries, "elsewhere": elsewhere}})
    assert "Fehler: 3, Warnungen: 1, Hinweise: 1.200." in page
    assert "Zurückgewiesene Zeilen, die nicht mitzählen: 2." in page
    assert "Dateien ohne Befund: 1." in page
    assert "aufenthalt_CARITAS" not in page


def test_a_release_of_an_older_make_says_that_findings_are_not_recorded_and_never_zero(tmp_path):
    page = _data_page(tmp_path, {})
    assert "ist für diese Freigabe nicht festgehalten" in page
    assert "Fehler: 0" not in page
