"""A release whose files are no longer what they were answers nobody: one sentence, exit code 6."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dashboard.app import create
from pipelines import releases
from pipelines.__main__ import main
from pipelines.errors import Damaged
from pipelines.paths import Home
from pipelines.releases.intact import sealed
from tests.cli.exports import case, write_cases, write_positions

Damage = Callable[[Path], None]


def _append(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"x")


def _overwrite(path: Path) -> None:
    path.write_bytes(b"x")


def _flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes(content))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with two releases, the later one approved; nothing may write into it."""
    folder = tmp_path_factory.mktemp("stadt")
    home, inbox = folder / "home", folder / "eingang"
    inbox.mkdir()
    write_cases(inbox, [case(number, "01.02.2022") for number in range(40)])
    write_positions(inbox)
    assert main(["load", str(inbox), "--home", str(home)]) in (0, 3)
    assert main(["release", "--home", str(home)]) == 0
    assert main(["release", "--approve", "Beispiel", "--home", str(home)]) == 0
    return home


@pytest.fixture
def home(whole: Path, tmp_path: Path) -> Home:
    """A copy that may be damaged."""
    return Home(Path(shutil.copytree(whole, tmp_path / "home")))


def served(home: Home) -> Path:
    return home.releases / str(releases.current_id(home))


FIGURES = ["figures", "--metric", "active_target_group", "--as-of", "2022-06-30"]
VERBS: dict[str, list[str]] = {
    "figures for the office": FIGURES,
    "figures for the press": [*FIGURES, "--audience", "press"],
    "figures for the council": [*FIGURES, "--audience", "council"],
    "briefing": ["briefing", "--as-of", "2022-06-30", "--out", "unterlage.html"],
    "press": ["press", "--as-of", "2022-06-30"],
    "check": ["check", "entwurf.txt"],
    "audit": ["audit"],
}


@pytest.mark.parametrize("words", VERBS.values(), ids=VERBS)
@pytest.mark.parametrize(
    ("part", "damage", "said"),
    [
        ("public/cells.parquet", _append, "wurde verändert"),
        ("public/answers.json", _append, "wurde verändert"),
        ("public/answers.json", Path.unlink, "fehlt"),
        ("internal/active.parquet", Path.unlink, "fehlt"),
        ("internal/totals.parquet", _overwrite, "wurde verändert"),
        ("internal/audit/active.json", _overwrite, "wurde verändert"),
        ("core/cases.parquet", _flip, "wurde verändert"),
        ("core/positions.parquet", Path.unlink, "fehlt"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_no_verb_answers_from_a_damaged_release(
    home: Home, words: list[str], part: str, damage: Damage, said: str,
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    Path("entwurf.txt").write_text("Am 30.06.2022 waren es 40 Personen.", encoding="utf-8")
    damage(served(home) / part)
    assert main([*words, "--home", str(home.root)]) == 6
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith(f"Freigabe {releases.current_id(home)}: Die Datei {part} {said}; bitte mit ")
    assert "«zgm releases verify»" in told.err and "«zgm releases rollback ID»" in told.err
    assert "Sicherung" in told.err and told.err.count("\n") == 1
    assert not Path("unterlage.html").exists()


@pytest.mark.parametrize("content", ["", "{", "{}", "[]", '{"release": "anders"}', "\udcff"])
def test_a_broken_manifest_is_a_sentence(
    home: Home, content: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (served(home) / "manifest.json").write_bytes(content.encode("utf-8", "surrogateescape"))
    for words in (FIGURES, ["releases", "verify"], ["release", "--approve", "Beispiel"], ["audit"]):
        assert main([*words, "--home", str(home.root)]) == 6, words
        assert f"Freigabe {releases.current_id(home)}: " in capsys.readouterr().err
    with pytest.raises(Damaged, match=r"manifest\.json"):
        releases.open_release(home)


def test_the_other_release_still_answers(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    """What the sentence advises helps."""
    damaged = releases.current_id(home)
    other = next(name for name in releases.existing_ids(home) if name != damaged)
    _append(served(home) / "public/cells.parquet")
    assert main([*FIGURES, "--home", str(home.root)]) == 6
    assert main([*FIGURES, "--home", str(home.root), "--release", other]) == 0
    assert main(["releases", "rollback", other, "--home", str(home.root)]) == 0
    assert main([*FIGURES, "--home", str(home.root)]) == 0


def test_a_damaged_release_is_not_served_again(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    """The same state was released already: it is the same release, and it is damaged."""
    _flip(served(home) / "internal/active.parquet")
    assert main(["release", "--approve", "Beispiel", "--home", str(home.root)]) == 6
    assert "internal/active.parquet wurde verändert" in capsys.readouterr().err


def test_a_release_that_is_gone_is_a_sentence(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    name = releases.current_id(home)
    shutil.rmtree(served(home))
    assert main([*FIGURES, "--home", str(home.root)]) == 6
    assert f"Die bereitgestellte Freigabe {name} fehlt" in capsys.readouterr().err


@pytest.mark.parametrize("content", [b"", b"\xff\n", b"../home\n", b"a\nb\n"])
def test_a_broken_pointer_is_a_sentence(
    home: Home, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    (home.releases / "current").write_bytes(content)
    for words in (FIGURES, ["releases", "verify"]):
        assert main([*words, "--home", str(home.root)]) == 6
        assert "bereitgestellte" in capsys.readouterr().err


def test_a_broken_history_is_a_sentence(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    (home.releases / "history.jsonl").write_bytes(b"x\n")
    assert main(["releases", "list", "--home", str(home.root)]) == 6
    assert "history.jsonl, Zeile 1" in capsys.readouterr().err


@pytest.mark.parametrize("damage", [Path.unlink, lambda path: path.write_bytes(b"")], ids=["gone", "empty"])
def test_a_history_that_is_gone_is_missed(
    home: Home, damage: Damage, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing would say who approved what is served, and the next release removed what was only served inside."""
    before = releases.existing_ids(home)
    damage(home.releases / "history.jsonl")
    for words in (["releases", "verify"], ["releases", "list"], ["release", "--approve", "Beispiel"]):
        assert main([*words, "--home", str(home.root)]) == 6, words
        told = capsys.readouterr()
        assert "history.jsonl: Im Verlauf fehlt die bereitgestellte Freigabe" in told.err and told.out == ""
    assert releases.existing_ids(home) == before
    assert main([*FIGURES, "--home", str(home.root)]) == 0


@pytest.mark.parametrize(
    "damage", [Path.unlink, lambda path: path.write_bytes(b"L\xff")], ids=["gone", "changed"]
)
def test_a_lost_pointer_of_the_warehouse_loses_nothing(
    home: Home, damage: Damage, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The next load took the home for an empty one and removed every warehouse file and every copy."""
    write_cases(tmp_path, [case(number, "01.02.2022") for number in range(41)])
    before = {path for path in home.root.rglob("*") if path.suffix in (".duckdb", ".csv")}
    damage(home.warehouse / "current")
    for words in (["load", str(tmp_path)], ["release"], ["quality"]):
        assert main([*words, "--home", str(home.root)]) == 6, words
        told = capsys.readouterr().err
        assert "warehouse/current" in told and "zgm restore" in told and told.count("\n") == 1
    assert {path for path in home.root.rglob("*") if path.suffix in (".duckdb", ".csv")} == before


def test_a_pointer_lost_after_the_first_load_is_told_from_a_load_that_was_killed(
    home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No release and no second load yet: the next load still took the home for an empty one."""
    shutil.rmtree(home.releases)
    write_cases(tmp_path, [case(number, "01.02.2022") for number in range(41)])
    write_positions(tmp_path)
    (home.warehouse / "current").unlink()
    before = sorted(path.name for path in home.snapshots.rglob("*"))
    assert main(["load", str(tmp_path), "--home", str(home.root)]) == 6
    assert "warehouse/current" in capsys.readouterr().err
    assert sorted(path.name for path in home.snapshots.rglob("*")) == before


def test_the_doctor_sees_the_damage(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    _append(served(home) / "public/cells.parquet")
    assert main(["doctor", "--home", str(home.root)]) == 1
    assert "Die Datei public/cells.parquet wurde verändert" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("part", "role"),
    [("public/cells.parquet", "press"), ("internal/active.parquet", "ob"), ("manifest.json", "ob")],
)
def test_pages_of_a_damaged_release_say_so(home: Home, part: str, role: str) -> None:
    _append(served(home) / part)
    app: Any = create(home)
    app.contents.warm()
    client = app.server.test_client()
    client.set_cookie("zgm-rolle", role, domain="localhost")
    for address in ("/", "/daten", "/datei/ueberblick/verlauf.csv"):
        answer = client.get(address)
        text = answer.get_data(as_text=True)
        assert answer.status_code == 503
        assert part in text and "zgm releases verify" in text and "Traceback" not in text
    assert client.get("/health/live").status_code == 200


@pytest.mark.parametrize("part", ["public/cells.parquet", "internal/active.parquet", "manifest.json"])
@pytest.mark.parametrize("role", ["press", "ob"])
def test_a_server_is_not_ready_when_any_part_that_it_serves_is_damaged(
    home: Home, part: str, role: str
) -> None:
    """With a damaged public part it was «ready» while council, press and every page that quotes got no answer."""
    _append(served(home) / part)
    client = create(home).server.test_client()
    client.set_cookie("zgm-rolle", role, domain="localhost")
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert part in answer.get_json()["reason"]


def test_a_release_without_public_numbers_is_ready(home: Home) -> None:
    """What was never made is not damaged."""
    folder = served(home)
    manifest = json.loads((folder / "manifest.json").read_bytes())
    manifest["public"] = None
    (folder / "manifest.json").write_bytes(sealed(manifest))
    assert create(home).server.test_client().get("/health/ready").status_code == 200


def test_pages_need_no_rows_about_persons(home: Home) -> None:
    """The web account cannot read them, and a web host may lack them altogether."""
    shutil.rmtree(served(home) / "core")
    app: Any = create(home)
    assert app.server.test_client().get("/daten").status_code == 200


def test_a_damaged_earlier_release_leaves_the_pages_of_the_served_one_standing(home: Home) -> None:
    name = next(name for name in releases.existing_ids(home) if name != releases.current_id(home))
    _append(home.releases / name / "internal/totals.parquet")
    app: Any = create(home)
    client = app.server.test_client()
    assert client.get("/").status_code == 200
    text = client.get("/daten").get_data(as_text=True)
    assert f"Freigabe {name}: Die Datei internal/totals.parquet wurde verändert" in text


def test_json_of_verify_names_every_fault(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    _append(served(home) / "public/cells.parquet")
    _overwrite(served(home) / "internal/totals.parquet")
    capsys.readouterr()
    assert main(["releases", "verify", "--json", "--home", str(home.root)]) == 6
    assert len(json.loads(capsys.readouterr().out)["faults"]) == 2
