"""A catalogue with a fault is refused as a whole, with the file's name and a suggestion."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.errors import Problem
from pipelines.metrics import catalogue

GOOD = """
id: {id}
name: Probe
short: Proben
unit: persons
kind: stock
definition: Was es ist.
is_not: Was es nicht ist.
audience: [ob]
owner: Amt
source: Lieferung
valid_from: 2020-01-01
version: 1
dimensions: [sex]
compute:
  {compute}
"""
COUNT = "value: {population: active, aggregate: count}"


def refused(folder: Path, **files: str) -> str:
    for name, text in files.items():
        (folder / f"{name}.yml").write_text(text)
    with pytest.raises(Problem) as problem:
        catalogue.load(folder)
    return str(problem.value)


def entry(name: str = "probe", compute: str = COUNT) -> str:
    return GOOD.format(id=name, compute=compute)


def test_a_metric_is_one_file(tmp_path: Path) -> None:
    (tmp_path / "probe.yml").write_text(entry())
    assert list(catalogue.load(tmp_path)) == ["probe"]


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("is_not: Was es nicht ist.", "is_not: ''", "«is_not» fehlt"),
        ("owner: Amt", "ownr: Amt", "«owner» fehlt"),
        ("version: 1", "version: 1\nversoin: 2", "Meinten Sie «version»?"),
        ("unit: persons", "unit: person", "Meinten Sie «persons»?"),
        ("kind: stock", "kind: stok", "Meinten Sie «stock»?"),
        ("[sex]", "[sexx]", "Meinten Sie «sex»?"),
        ("population: active", "population: actve", "Meinten Sie «active»?"),
        ("aggregate: count", "aggregate: cout", "Meinten Sie «count»?"),
        ("audience: [ob]", "audience: [pres]", "Meinten Sie «press»?"),
    ],
)
def test_a_typing_error_is_answered_with_a_suggestion(
    tmp_path: Path, before: str, after: str, sentence: str
) -> None:
    assert sentence in refused(tmp_path, probe=entry().replace(before, after))


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("aggregate: count", "agregate: count", "Meinten Sie «aggregate»?"),
        ("population: active, ", "", "probe.yml: In «value» fehlt «population»."),
        ("{population: active, aggregate: count}", "active", "probe.yml: «value» braucht population"),
        ("population: active", "population: actve", "probe.yml: «actve»"),
        ("aggregate: count", "aggregate: quantile, quantile: 2", "«quantile» braucht eine Zahl zwischen 0 und 1"),
        ("aggregate: count", "aggregate: count, quantile: 0.5", "«quantile» braucht eine Zahl zwischen 0 und 1"),
        (COUNT, "sum: [{metrik: probe}]", "Meinten Sie «metric»?"),
        (COUNT, "sum: [{metric: probe, sign: minus}]", "«sign» ist 1 oder -1"),
        (COUNT, "sum: {metric: probe}", "probe.yml: «sum» braucht metric"),
        ("\n  value:", " [1]\n# ", "probe.yml: «compute» braucht genau eines"),
        (COUNT, f"numerator: {COUNT[7:]}\n  denominator: {COUNT[7:]}\n  scale: viel", "«scale» ist eine ganze Zahl"),
        (COUNT, f"{COUNT}\n  scale: 100", "«scale» steht nur"),
        ("version: 1", "version: eins", "«version» braucht eine ganze Zahl ab 1"),
        ("version: 1", "", "«version» braucht eine ganze Zahl ab 1"),
        ("audience: [ob]", "", "«audience» braucht mindestens einen"),
        ("valid_from: 2020-01-01", "", "«valid_from» braucht einen Tag"),
        ("valid_from: 2020-01-01", "valid_from: gestern", "«valid_from» braucht einen Tag"),
        ("valid_from: 2020-01-01", "valid_from: 2020-01-01T08:00:00", "«valid_from» braucht einen Tag"),
        ("aggregate: count", "aggregate: quantile, quantile: viel", "«quantile» braucht eine Zahl zwischen 0 und 1"),
        ("population: active", "population: [active]", "probe.yml: «['active']» ist kein Wert für «population»"),
        (COUNT, "sum: [{metric: [probe]}]", "probe.yml: «['probe']» ist kein Wert für «metric»"),
        ("audience: [ob]", "audience: 5", "probe.yml: «audience» ist eine Liste"),
        ("dimensions: [sex]", "dimensions: sex", "probe.yml: «dimensions» ist eine Liste"),
        ("dimensions: [sex]", "dimensions: [[sex]]", "probe.yml: «['sex']» ist kein Wert für «dimensions»"),
        ("version: 1", "version: 1\nseries_breaks: 2020-01-01", "probe.yml: «series_breaks» ist eine Liste"),
        ("version: 1", "version: 1\nneeds_export: nein", "probe.yml: «needs_export» ist true oder false"),
        ("version: 1", "version: 1\n5: fünf", "probe.yml: Den Eintrag «5» gibt es nicht"),
    ],
)  # fmt: skip
def test_a_slip_in_what_is_computed_or_for_whom_is_one_sentence(
    tmp_path: Path, before: str, after: str, sentence: str
) -> None:
    """Before, it was an error of the program, or a metric that answers nobody."""
    assert before in entry()
    assert sentence in refused(tmp_path, probe=entry().replace(before, after))


def test_an_unknown_reference_names_the_nearest_metric(tmp_path: Path) -> None:
    wrong = entry("summe", "sum: [{metric: prob}]")
    assert "Meinten Sie «probe»?" in refused(tmp_path, probe=entry(), summe=wrong)


def test_a_break_of_the_series_has_a_day_and_a_reason(tmp_path: Path) -> None:
    text = entry() + "series_breaks: [{on: 2022-07-01, text: neue Zählung}]"
    assert "series_breaks" in refused(tmp_path, probe=text) and "braucht day" in refused(tmp_path, probe=text)
    (tmp_path / "probe.yml").write_text(text.replace("{on:", "{day:"))
    assert catalogue.load(tmp_path)["probe"].series_breaks[0]["text"] == "neue Zählung"


def test_a_dimension_that_the_counted_rows_lack_is_refused(tmp_path: Path) -> None:
    """Otherwise the breakdown would answer with nothing but a total."""
    foreign = entry().replace("[sex]", "[sex, abgangsgrund]")
    assert "hat die Gliederung «abgangsgrund» nicht" in refused(tmp_path, probe=foreign)
    narrow = entry("summe", "sum: [{metric: probe}]").replace("[sex]", "[age_band]")
    assert "hat die Gliederung «age_band» nicht" in refused(tmp_path, probe=entry(), summe=narrow)


def test_metrics_that_refer_to_each_other_in_a_ring_are_refused(tmp_path: Path) -> None:
    one, two = entry("eins", "sum: [{metric: zwei}]"), entry("zwei", "sum: [{metric: eins}]")
    assert "verweisen im Kreis" in refused(tmp_path, eins=one, zwei=two)


def test_a_name_stands_once_and_in_the_file_of_its_name(tmp_path: Path) -> None:
    assert "doppelt oder heißt anders" in refused(tmp_path, probe=entry(), zweite=entry("probe"))


def test_exactly_one_form_of_computation(tmp_path: Path) -> None:
    both = entry(compute=f"{COUNT}\n  sum: [{{metric: probe}}]")
    assert "genau eines" in refused(tmp_path, probe=both)


def test_a_new_metric_needs_nothing_but_its_file(tmp_path: Path) -> None:
    """The shipped catalogue is read from a folder; one more file is one more metric."""
    for path in catalogue.FOLDER.glob("*.yml"):
        (tmp_path / path.name).write_text(path.read_text())
    (tmp_path / "probe.yml").write_text(entry())
    assert set(catalogue.load(tmp_path)) == {*catalogue.load(), "probe"}
