"""A file of a release that is damaged after the release was opened: no wrong number afterwards (docs/adr/0011)."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dashboard.app import create
from pipelines import releases
from pipelines.__main__ import main
from pipelines.paths import Home
from pipelines.storage import quoted
from tests.cli.damage import FIGURES, Damage, append, overwrite, served


def _other_numbers(path: Path) -> None:
    """A whole file of the same form, as a hand would put it there: every number is ten times what it was."""
    with duckdb.connect() as connection:
        columns = [row[0] for row in connection.execute(f"DESCRIBE FROM {quoted(path)}").fetchall()]
        values = [name for name in columns if name.startswith("m_") or name == "value"]
        assert values, columns
        tenfold = ", ".join(f"{name} * 10 AS {name}" for name in values)
        new = path.with_name("neu.parquet")
        connection.execute(f"COPY (SELECT * REPLACE ({tenfold}) FROM {quoted(path)}) TO {quoted(new)}")
    new.replace(path)


PLACES = [
    ("press", "public/cells.parquet"),
    ("press", "public/answers.json"),
    ("ob", "internal/active.parquet"),
    ("ob", "public/cells.parquet"),
]
DAMAGES: list[Damage] = [Path.unlink, append, overwrite]


def _cases() -> list[tuple[str, str, Damage]]:
    told = [(role, part, damage) for role, part in PLACES for damage in DAMAGES]
    return told + [(role, part, _other_numbers) for role, part in PLACES if part.endswith(".parquet")]


@pytest.mark.parametrize(("role", "part", "damage"), _cases())
@pytest.mark.parametrize("met", ["before any page", "after the first page"])
def test_pages_of_a_release_damaged_while_it_is_served_say_so(
    home: Home, role: str, part: str, damage: Damage, met: str
) -> None:
    app: Any = create(home)
    client = app.server.test_client()
    client.set_cookie("zgm-rolle", role, domain="localhost")
    assert client.get("/health/ready").status_code == 200  # opens every part of the release
    if met == "after the first page":
        assert client.get("/").status_code == 200
    whole = (served(home) / part).read_bytes()
    damage(served(home) / part)
    # Of the pages inside, only the overview quotes public numbers.
    inside = role == "ob" and part.startswith("public")
    for address in ("/",) if inside else ("/", "/daten", "/datei/ueberblick/verlauf.csv"):
        answer = client.get(address)
        text = answer.get_data(as_text=True)
        assert answer.status_code == 503, address
        assert part in text and "zgm releases verify" in text and "Traceback" not in text
    assert client.get("/health/ready").status_code == 503
    (served(home) / part).write_bytes(whole)
    assert client.get("/").status_code == 200, "what was put back is served again without a restart"


@pytest.mark.parametrize(("role", "part", "damage"), _cases())
@pytest.mark.parametrize("form", ["table", "json"])
def test_figures_of_a_release_damaged_after_it_was_opened_are_not_told(
    home: Home, role: str, part: str, damage: Damage, form: str,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    opened: Callable[..., releases.Release] = releases.open_release

    def open_and_damage(*words: Any, **more: Any) -> releases.Release:
        release = opened(*words, **more)
        damage(served(home) / part)
        return release

    monkeypatch.setattr(releases, "open_release", open_and_damage)
    assert main([*FIGURES, "--audience", role, "--format", form, "--home", str(home.root)]) == 6
    told = capsys.readouterr()
    assert told.out == ""
    assert part in told.err and "zgm releases verify" in told.err and told.err.count("\n") == 1


def test_a_file_that_was_only_copied_anew_is_served(home: Home) -> None:
    client = create(home).server.test_client()
    assert client.get("/").status_code == 200
    for path in sorted((served(home)).glob("*/*.parquet")):
        shutil.copy(path, path.with_name("neu"))
        path.with_name("neu").replace(path)
    assert client.get("/").status_code == 200
