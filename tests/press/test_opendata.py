"""The open data file says what the public world says, and its metadata can be read by a portal."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from pipelines.errors import NotAvailable, UsageProblem
from pipelines.metrics import Figure, Query
from pipelines.publish import german, opendata
from pipelines.publish.opendata import CSV_NAME, METADATA_NAME, Terms
from tests.briefing.town import AS_OF, DATA_AS_OF, EDITION, public

TERMS = Terms("dl-by-de/2.0", "statistik@stadt.example", "https://daten.stadt.example/integration/")


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    return opendata.export(public(suppressed=("over_36_months",)), EDITION, TERMS)


def _rows(made: dict[str, bytes]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(made[CSV_NAME].decode())))


def test_every_row_is_what_the_world_answers(made: dict[str, bytes]) -> None:
    rows = {(row["metric"], row["as_of"], row["dimension"], row["code"]): row for row in _rows(made)}
    for figure in public()(Query("active_target_group", AS_OF, by=("sex",))):
        name, code = next(iter(figure.by.items()), ("", ""))
        row = rows["active_target_group", AS_OF.isoformat(), name, code]
        assert row["value"] == str(figure.value) and row["shown"] == german.shown(figure)


def test_no_row_appears_twice_and_no_preliminary_month_is_given_out(made: dict[str, bytes]) -> None:
    rows = _rows(made)
    keys = [(row["metric"], row["from"], row["as_of"], row["dimension"], row["code"]) for row in rows]
    assert len(keys) == len(set(keys)) > 1000
    assert max(row["as_of"] for row in rows) == DATA_AS_OF.isoformat()


def test_breakdowns_that_are_published_per_half_year_are_given_per_half_year() -> None:
    def answers(query: Query) -> Sequence[Figure]:
        if query.by == ("abgangsgrund",) and query.every:
            raise NotAvailable("Nur je Halbjahr.")
        return public()(query)

    rows = [
        row for row in _rows(opendata.export(answers, EDITION, TERMS)) if row["dimension"] == "abgangsgrund"
    ]
    assert {(row["from"], row["as_of"]) for row in rows} >= {
        ("2021-12-31", "2022-06-30"),
        ("2021-06-30", "2021-12-31"),
    }
    assert {row["as_of"][5:] for row in rows} == {"06-30", "12-31"}


def test_a_suppressed_value_is_an_empty_field(made: dict[str, bytes]) -> None:
    hidden = [row for row in _rows(made) if row["metric"] == "over_36_months"]
    assert hidden and {(row["value"], row["shown"], row["status"]) for row in hidden} == {
        ("", "•", "suppressed")
    }


def test_a_rate_carries_no_more_digits_than_it_is_published_with(made: dict[str, bytes]) -> None:
    rates = [row["value"] for row in _rows(made) if row["metric"] == "ukraine_retention" and row["value"]]
    assert rates and all(len(value) == 4 for value in rates), rates[:5]


def test_the_metadata_name_licence_place_period_contact_and_file(made: dict[str, bytes]) -> None:
    _, dataset, distribution = json.loads(made[METADATA_NAME])["@graph"]
    assert distribution["dct:license"]["@id"] == "http://dcat-ap.de/def/licenses/dl-by-de/2.0"
    assert (
        distribution["spdx:checksum"]["spdx:checksumValue"]["@value"]
        == hashlib.sha256(made[CSV_NAME]).hexdigest()
    )
    assert distribution["dcat:downloadURL"]["@id"].endswith(f"/integration/{CSV_NAME}")
    assert dataset["dct:spatial"]["@id"].endswith("/municipalityKey/08336050")
    assert "dcatde:politicalGeocodingURI" not in dataset, "given up by DCAT-AP.de 3.0"
    assert dataset["dct:temporal"]["dcat:endDate"]["@value"] == "2022-07-31"
    assert dataset["dcat:contactPoint"]["vcard:hasEmail"]["@id"] == "mailto:statistik@stadt.example"
    assert dataset["dcat:distribution"] == [{"@id": distribution["@id"]}]


# Demanded of each class by DCAT-AP 3.0 and, of a distribution's licence, by DCAT-AP.de.
_DEMANDED = {
    "dcat:Catalog": {"dct:title", "dct:description", "dct:publisher", "dcat:dataset"},
    "dcat:Dataset": {"dct:title", "dct:description"},
    "dcat:Distribution": {"dcat:accessURL", "dct:license", "dcatde:licenseAttributionByText"},
    "foaf:Agent": {"foaf:name"},
    "vcard:Organization": {"vcard:fn"},
    "spdx:Checksum": {"spdx:algorithm", "spdx:checksumValue"},
}


def _nodes(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _nodes(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _nodes(inner)


def _types(node: dict[str, Any]) -> list[str]:
    named = node.get("@type", [])
    return [named] if isinstance(named, str) else named


def test_the_metadata_hold_everything_the_profile_demands(made: dict[str, bytes]) -> None:
    text = json.loads(made[METADATA_NAME])
    nodes = list(_nodes(text["@graph"]))
    for kind, demanded in _DEMANDED.items():
        found = [node for node in nodes if kind in _types(node)]
        assert found and all(demanded <= set(node) for node in found), kind
    # Every reference into the file leads somewhere, every short name is declared.
    known = {node["@id"] for node in nodes if "@type" in node and "@id" in node}
    catalogue, dataset, _ = text["@graph"]
    assert {link["@id"] for link in catalogue["dcat:dataset"] + dataset["dcat:distribution"]} <= known
    names = {name.partition(":")[0] for node in nodes for name in node if not name.startswith("@")}
    assert names <= set(text["@context"])


def test_the_metadata_say_what_a_joined_code_stands_for(made: dict[str, bytes]) -> None:
    _, dataset, _ = json.loads(made[METADATA_NAME])["@graph"]
    text = dataset["dct:description"]["@value"]
    assert "rueckkehr_abschiebung = Rückkehr, Ausreise oder Abschiebung;" in text
    assert "privat = privat wohnend" in text and "multiple" not in text


def test_a_contact_without_an_address_keeps_its_name() -> None:
    terms = Terms("cc-zero", "Stabsstelle Statistik", "https://daten.stadt.example")
    dataset = json.loads(opendata.export(public(), EDITION, terms)[METADATA_NAME])["@graph"][1]
    assert dataset["dcat:contactPoint"] == {
        "@type": ["vcard:Kind", "vcard:Organization"],
        "vcard:fn": "Stabsstelle Statistik",
    }


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        (Terms("", "x", "https://a.example"), "opendata.licence"),
        (Terms("dl-by-de/2.0", "x", "http://a.example"), "opendata.url"),
        (Terms("dl-by/2", "x", "https://a.example"), "Meinten Sie «dl-by-de/2.0»"),
    ],
)
def test_missing_terms_are_named(terms: Terms, words: str) -> None:
    with pytest.raises(UsageProblem, match=words):
        opendata.export(public(), EDITION, terms)
