"""The documentation is held to the code: nothing undocumented passes, nothing documented is missing."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from pipelines import settings
from pipelines.__main__ import VERBS
from pipelines.metrics import catalogue
from pipelines.metrics import dimensions as dims
from pipelines.paths import Home

ROOT = Path(__file__).parents[2]


def test_every_setting_is_documented_and_every_documented_one_exists() -> None:
    documented = set(re.findall(r"^\| `([a-z_.]+)`", (ROOT / "docs/SETTINGS.md").read_text(), re.M))
    assert documented == {key.name for key in settings.KEYS}


def test_the_sample_settings_are_the_defaults(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text((ROOT / "data/settings.example.toml").read_text())
    assert settings.load(Home(tmp_path)).values == {key.name: key.default for key in settings.KEYS}


def test_every_verb_has_a_module_with_a_german_first_line() -> None:
    for verb in VERBS:
        path = ROOT / "pipelines/verbs" / f"{verb}.py"
        assert path.exists(), f"{verb} is promised in --help"
        assert path.read_text().startswith('"""'), f"{verb} has no help line"


@pytest.mark.parametrize("name", sorted(catalogue.load()))
def test_every_metric_says_what_it_is_and_what_not(name: str) -> None:
    metric = catalogue.metric(name)
    assert metric.version >= 1 and metric.audience
    for text in (metric.definition, metric.is_not):
        assert text.endswith("."), text
        sentences = re.split(r"(?<=[.:;])\s", text)
        assert max(len(sentence.split()) for sentence in sentences) <= 30, text


def test_every_dimension_that_a_metric_names_has_labels_for_its_codes() -> None:
    for dimension in dims.load().values():
        assert dimension.label("unknown") == "unbekannt"
        assert dimension.label("other") == "Weitere"


def test_every_environment_entry_of_pyproject_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = [
        *project["dependencies"],
        *(need for extra in project["optional-dependencies"].values() for need in extra),
    ]
    pinned = (ROOT / "requirements/runtime.txt").read_text()
    for need in wanted:
        assert f"{need.lower()} " in pinned, f"{need} is not in requirements/runtime.txt: make requirements"


def test_requirement_files_name_no_registry() -> None:
    for path in (ROOT / "requirements").iterdir():
        assert "://" not in path.read_text(), path.name
