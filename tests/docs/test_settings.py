"""A slip in `settings.toml` is one German sentence with file and key, before anything is loaded or removed."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines import settings
from pipelines.errors import UsageProblem
from pipelines.paths import Home

RATIO = '[[target_ratio]]\nvalid_from = {}\npersons_per_fte = {}\nsource = "Konzept"\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (RATIO.format("2019-01-01", '"viel"'), "target_ratio braucht valid_from"),
        (RATIO.format("2019-01-01", "true"), "target_ratio braucht valid_from"),
        (RATIO.format("2019-01-01", "inf"), "target_ratio braucht valid_from"),
        (RATIO.format("2019-01-01", "0"), "target_ratio braucht valid_from"),
        (RATIO.format("2019-01-01T08:00:00", "120"), "target_ratio braucht valid_from"),
        ("[retention]\ndeliveries_years = -3\n", "«retention.deliveries_years» muss zwischen 1 und 100"),
        ("[retention]\nreleases_years = 0\n", "«retention.releases_years» muss zwischen 1 und 100"),
        ("[retention]\ndeliveries_years = 99999\n", "«retention.deliveries_years» muss zwischen 1 und 100"),
        ('[city]\nags = "8336050"\n', "«city.ags» hat acht Ziffern"),
        ("[city]\nags = 8336050\n", "erwartet wird ein Text in Anführungszeichen"),
        ('[disclosure]\nbase = "5"\n', "erwartet wird eine ganze Zahl"),
        ('[traeger]\nmultiple = "Mehrfach"\n', "«multiple» unter [traeger] ist vergeben"),
        ("[traeger]\nAWO = 5\n", "Jeder Eintrag unter [traeger] braucht einen Namen"),
    ],
)
def test_a_slip_is_refused_with_file_and_key(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "settings.toml").write_text(text, encoding="utf-8")
    with pytest.raises(UsageProblem) as problem:
        settings.load(Home(tmp_path))
    assert str(problem.value).startswith(str(tmp_path / "settings.toml")) and said in str(problem.value)


def test_codes_of_traeger_are_written_in_capitals_whatever_was_typed(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('[traeger]\nawo = "Arbeiterwohlfahrt"\n', encoding="utf-8")
    assert settings.load(Home(tmp_path))["traeger"] == {"AWO": "Arbeiterwohlfahrt"}
