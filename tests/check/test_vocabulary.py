"""The vocabulary names the catalogue's metrics, units and dimensions, or the test says which one does not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import yaml

from pipelines.declarations import read_yaml
from pipelines.metrics import catalogue, dimensions
from pipelines.publish.check.text import tokenise
from pipelines.publish.check.words import vocabulary


def test_every_metric_is_known_but_those_of_tables_only():
    missing = set(catalogue.load()) - set(vocabulary.load().topics)
    assert missing == {"ukraine_survival", "quota_carry_over"}
    assert set(vocabulary.load().topics) <= set(catalogue.load())


def test_it_is_read_alike_without_libyaml():
    written = Path(vocabulary.__file__).with_name("vocabulary.yml")
    assert yaml.safe_load(written.read_text(encoding="utf-8")) == read_yaml(written)


def test_a_metric_without_words_of_its_own_is_known_by_its_names():
    declared = yaml.safe_load(
        Path(vocabulary.__file__).with_name("vocabulary.yml").read_text(encoding="utf-8")
    )
    places = replace(
        catalogue.load()["entries"],
        id="course_places",
        name="Plätze in Sprachkursen (belegt)",
        short="Kursplätze",
    )
    named = vocabulary.Vocabulary(vocabulary.with_names(declared, [places]))
    assert named.topics["course_places"].signs == (("plätze in sprachkursen*",), ("kursplätze*",))
    assert (named.topics["course_places"].unit, named.topics["course_places"].period) == ("persons", True)
    found = {hit.concept for hit in named.hits(tokenise.words("2024 gab es 120 Plätze in Sprachkursen."))}
    assert "plätze in sprachkursen*" in found


def test_units_and_periods_are_those_of_the_catalogue():
    known = catalogue.load()
    for name, topic in vocabulary.load().topics.items():
        assert (name, topic.unit) == (name, known[name].unit)
        assert (name, topic.period) == (name, catalogue.needs_period(known[name]))


def test_dimensions_and_codes_exist():
    known = dimensions.load()
    declared = vocabulary.load()
    for dimension in declared.dimensions:
        assert dimension in known
    for dimension, groups in declared.sums.items():
        for codes in groups.values():
            assert all(code in known[dimension].labels for code in codes)
