"""The vocabulary names the catalogue's metrics, units and dimensions, or the test says which one does not."""

from __future__ import annotations

from pipelines.metrics import catalogue, dimensions
from pipelines.publish.check import vocabulary

# Figures of curves and of the quota's carry-over appear in tables, never as a number in a sentence.
WITHOUT_WORDS = {"ukraine_survival", "quota_carry_over"}


def test_every_metric_has_an_entry_and_every_entry_a_metric():
    assert set(vocabulary.load().topics) == set(catalogue.load()) - WITHOUT_WORDS


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
