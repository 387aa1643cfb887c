"""What a delivery leads to: exit code, verdict per file, and what is stored afterwards."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines import storage
from pipelines.__main__ import main
from tests.load.desk import Desk, case, numbers, told


def test_a_clean_delivery_is_loaded(desk: Desk) -> None:
    desk.write_required()
    code, result = desk.load()
    assert (code, result["verdict"], result["data_as_of"]) == (0, "loaded", "2022-06-30")
    assert numbers(result, "faelle") == (3, 3, 0, 0, 0)
    assert desk.query(
        "SELECT case_id, traeger, nationality, admitted_on::VARCHAR FROM current_cases ORDER BY row_no LIMIT 1"
    ) == [(case(1), "CARITAS", "475", "2022-01-01")]


def test_the_json_holds_exactly_the_documented_keys(desk: Desk) -> None:
    desk.write_required()
    desk.write("stellen", "S1;CARITAS;INTEGRATIONSMANAGEMENT;1,0;1,0;2,0;01.01.2020")
    _, result = desk.load()
    assert sorted(result) == ["data_as_of", "files", "findings", "load", "verdict"]
    assert sorted(result["files"][0]) == [
        "delimiter", "encoding", "export_date", "file", "kind", "reason", "rows_identical", "rows_loaded",
        "rows_outside", "rows_quarantined", "rows_read", "sha256", "traeger", "verdict",
    ]  # fmt: skip
    assert sorted(result["findings"][0]) == ["column", "file", "message", "row", "rule", "severity"]


def test_a_half_open_end_is_the_day_after_the_last_valid_day(desk: Desk) -> None:
    desk.write_required()
    desk.write("stellen", "S1;CARITAS;INTEGRATIONSMANAGEMENT;1;1;1;01.01.2020;30.06.2022")
    desk.load()
    assert desk.query("SELECT valid_to::VARCHAR FROM current_positions") == [("2022-07-01",)]


def test_unknown_codes_of_the_list_are_stored_as_null(desk: Desk) -> None:
    desk.write_required()
    desk.write("aufenthalt", f"{case(1)};UNB;01.01.2022", f"{case(2)};24;01.01.2022")
    code, _ = desk.load()
    assert desk.query("SELECT status FROM current_residence_status ORDER BY row_no") == [(None,), ("24",)]
    assert code == 3  # § 24 of a Syrian is told


def test_the_same_bytes_again_change_nothing(desk: Desk) -> None:
    desk.write_required()
    desk.load()
    before = desk.tree()
    code, result = desk.load()
    assert (code, [file["verdict"] for file in result["files"]]) == (0, ["unchanged", "unchanged"])
    assert desk.tree() == before


@pytest.mark.parametrize(
    ("content", "said"), [(None, "lässt sich nicht lesen"), ("profile: [", "kein gültiges YAML")]
)
def test_a_profile_that_cannot_be_read_is_named_also_when_every_file_is_here_already(
    desk: Desk, tmp_path: Path, content: str | None, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.write_required()
    desk.load()
    profile = tmp_path / "nix.yml"
    if content is not None:
        profile.write_text(content, encoding="utf-8")
    words = ["load", str(desk.inbox), "--profile", str(profile), "--home", str(desk.home.root)]
    assert main(words) == 2
    told = capsys.readouterr()
    assert told.out == "" and "nix.yml" in told.err and said in told.err


def test_an_unchanged_delivery_is_recognised_without_great_expectations(desk: Desk) -> None:
    desk.write_required()
    desk.load()
    probe = (
        "import sys; from pipelines.__main__ import main\n"
        f"code = main(['load', {str(desk.inbox)!r}, '--json', '--home', {str(desk.home.root)!r}])\n"
        "heavy = {'great_expectations', 'pandas', 'sqlalchemy', 'python_calamine'} & set(sys.modules)\n"
        "print(code, sorted(heavy), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "0 []"


def test_an_older_export_is_kept_as_history(desk: Desk) -> None:
    desk.write_required()
    desk.load()
    old = desk.write("faelle", f"{case(1)};CARITAS;Syrien;01.01.2022", day="2022-03-31")
    code, result = desk.load(old)
    assert [file["verdict"] for file in result["files"]] == ["superseded"]
    assert desk.query("SELECT count(*) FROM cases") == [(4,)]
    assert desk.query("SELECT count(*) FROM current_cases") == [(3,)]
    assert code in (0, 3)


def test_a_newer_export_counts_and_the_older_stays(desk: Desk) -> None:
    desk.write_required()
    desk.load()
    desk.load(desk.write("faelle", f"{case(9)};CARITAS;Syrien;01.01.2022", day="2022-07-31"))
    assert desk.query("SELECT case_id FROM current_cases") == [(case(9),)]
    assert desk.query("SELECT count(*) FROM deliveries WHERE kind = 'faelle'") == [(2,)]
    assert desk.query("SELECT data_as_of::VARCHAR FROM load_state") == [("2022-07-31",)]


def test_the_cut_off_decides_what_counts(desk: Desk) -> None:
    desk.write_required()
    desk.write("faelle", f"{case(9)};CARITAS;Syrien;01.01.2022", day="2022-07-31")
    desk.load(options=("--cut-off", "2022-06-30"))
    assert desk.query("SELECT count(*) FROM current_cases") == [(3,)]
    # The same files without a cut-off: nothing new arrives, but the newer export counts now.
    desk.load()
    assert desk.query("SELECT case_id FROM current_cases") == [(case(9),)]


def test_another_file_for_the_same_day_is_refused_naming_both(desk: Desk) -> None:
    desk.write_required()
    _, first = desk.load()
    before = desk.tree()
    changed = desk.write("faelle", f"{case(1)};CARITAS;Irak;01.01.2022")
    code, result = desk.load(changed)
    assert (code, result["verdict"], result["files"][0]["rows_loaded"]) == (4, "refused", 0)
    [finding] = result["findings"]
    assert finding["rule"] == "conflicting_files"
    old_hash = next(file["sha256"] for file in first["files"] if file["kind"] == "faelle")
    assert finding["message"].count("faelle_CARITAS_2022-06-30.csv") == 2
    assert old_hash[:8] in finding["message"]
    assert desk.tree() == before


def test_a_withdrawn_file_makes_room_for_its_correction(desk: Desk) -> None:
    desk.write_required()
    desk.load()
    changed = desk.write("faelle", f"{case(1)};CARITAS;Irak;01.01.2022")
    code, result = desk.load(changed, options=("--withdraw", "faelle_CARITAS_2022-06-30.csv"))
    assert (code, result["verdict"]) == (0, "loaded")
    assert desk.query("SELECT nationality FROM current_cases") == [("438",)]
    assert desk.query("SELECT file, withdrawn_in FROM withdrawn") == [
        ("faelle_CARITAS_2022-06-30.csv", "L0002")
    ]
    known = {row[0] for row in desk.query("SELECT sha256 FROM deliveries")}
    assert {path.name.split(".")[0] for path in desk.home.snapshots.glob("*/*")} == known


def test_withdrawing_something_unknown_is_wrong_usage(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.write_required()
    desk.load()
    assert main(["load", "--withdraw", "faelle_AWO_2022-06-30.csv", "--home", str(desk.home.root)]) == 2
    assert "keine geladene Datei bekannt" in capsys.readouterr().err


@pytest.mark.parametrize(("left", "missing"), [("stellen", "faelle"), ("faelle", "stellen")])
def test_a_required_kind_that_never_came_refuses_the_load(desk: Desk, left: str, missing: str) -> None:
    desk.write_required()
    [path] = desk.inbox.glob(f"{left}_*")
    code, result = desk.load(path)
    assert (code, result["verdict"]) == (4, "refused")
    assert [(f["rule"], f["severity"]) for f in result["findings"]] == [("missing_kind", "error")]
    assert f"«{missing}»" in result["findings"][0]["message"]
    assert desk.tree() == {}


def test_what_is_stored_counts_for_a_delivery_of_one_file(desk: Desk) -> None:
    desk.write_required()
    desk.load()
    code, _ = desk.load(desk.write("kosten", "CARITAS;2021;PERSONAL;64.000"))
    assert code == 0
    assert desk.query("SELECT amount_eur::VARCHAR FROM current_costs") == [("64000.00",)]


def test_personal_data_refuse_the_whole_load(desk: Desk) -> None:
    desk.write_required()
    desk.write(
        "beratungen", f"K1;{case(1)};01.02.2022;WOHNEN;30", "frau.muster@example.org;;01.02.2022;WOHNEN;30"
    )
    code, result = desk.load()
    assert (code, result["verdict"]) == (5, "refused")
    assert "personal_data" in {finding["rule"] for finding in result["findings"]}
    assert "muster" not in json.dumps(result)
    assert desk.tree() == {}


def test_the_same_bytes_under_a_later_date_are_a_delivery_and_told(desk: Desk) -> None:
    desk.write_required()
    desk.load()
    first = desk.inbox / "faelle_CARITAS_2022-06-30.csv"
    later = desk.inbox / "faelle_CARITAS_2022-07-31.csv"
    later.write_bytes(first.read_bytes())
    code, result = desk.load(later)
    assert (code, told(result)) == (0, [("same_content", None, None)])
    assert desk.query("SELECT data_as_of::VARCHAR FROM load_state") == [("2022-07-31",)]


@pytest.mark.parametrize("name", ["leer", "gibt-es-nicht"])
def test_nothing_to_load_is_one_sentence(desk: Desk, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    (desk.inbox / "leer").mkdir()
    (desk.inbox / "leer" / "LIESMICH.txt").write_text("nur eine Notiz", encoding="utf-8")
    assert main(["load", str(desk.inbox / name), "--home", str(desk.home.root)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_folder_of_folders_says_which_to_take(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    for month in ("2022-05", "2022-06"):
        (desk.inbox / month).mkdir()
    assert main(["load", str(desk.inbox), "--home", str(desk.home.root)]) == 2
    assert f"wohl aber Unterordner; bitte einen davon angeben, z. B. «{desk.inbox / '2022-05'}»." in (
        capsys.readouterr().err
    )


def test_what_is_no_export_is_told_and_left(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.write_required()
    (desk.inbox / "Anschreiben.docx").write_bytes(b"PK")
    assert main(["load", str(desk.inbox), "--home", str(desk.home.root)]) == 0
    assert "Nicht gelesen, weil keine Exporte (.csv, .xlsx): «Anschreiben.docx»." in capsys.readouterr().err


def test_what_is_no_export_is_a_remark_in_the_json(desk: Desk) -> None:
    """A note of a colleague is named; what a system puts into every shared folder is not."""
    desk.write_required()
    for name in (
        "liesmich.txt",
        "Anhang.docx",
        "Frau Beispiel.pdf",
        "Thumbs.db",
        "desktop.ini",
        ".DS_Store",
        "~$a.xlsx",
    ):
        (desk.inbox / name).write_bytes(b"PK")
    for _ in range(2):  # also when every export is here already
        code, result = desk.load()
        left = [(f["rule"], f["severity"], f["file"]) for f in result["findings"]]
        assert (code, result["verdict"], left) == (
            0,
            "loaded",
            [("unreadable_file", "info", name) for name in ("Anhang.docx", "Datei 2.pdf", "liesmich.txt")],
        )


@pytest.mark.parametrize("ending", [".txt", ".csv.gz", ".docx", ""])
def test_a_delivery_in_a_form_that_nobody_reads_is_refused_by_name(desk: Desk, ending: str) -> None:
    """Left alone like a note, a Träger would be missing without a word."""
    desk.write_required()
    name = f"faelle_DIAKONIE_2022-06-30{ending}"
    (desk.inbox / name).write_bytes((desk.inbox / "faelle_CARITAS_2022-06-30.csv").read_bytes())
    code, result = desk.load()
    (file,) = [file for file in result["files"] if file["traeger"] == "DIAKONIE"]
    assert (code, file["file"], file["kind"], file["verdict"]) == (4, name, "faelle", "refused")
    assert "CSV oder XLSX" in file["reason"]


def test_a_file_with_another_ending_is_read_when_a_profile_claims_it(desk: Desk, tmp_path: Path) -> None:
    desk.write_required()
    (desk.inbox / "faelle_CARITAS_2022-06-30.csv").rename(desk.inbox / "export.txt")
    profile = tmp_path / "eigenes.yml"
    profile.write_text(
        "profile: eigenes\nclaims:\n  file: 'export\\.txt'\nkind: faelle\ntraeger: CARITAS\n"
        "export_date: 2022-06-30\n",
        encoding="utf-8",
    )
    code, result = desk.load(options=("--profile", str(profile)))
    assert (code, [file["file"] for file in result["files"]]) == (
        0, ["export.txt", "stellen_STADT_2022-06-30.csv"]
    )  # fmt: skip


def test_the_sentence_of_a_refused_file_names_it_once(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.write_required()
    path = desk.write("quote", "2022;01.01.2022;100", heads="Jahrgang;Stand vom;Soll")
    assert main(["load", str(desk.inbox), "--home", str(desk.home.root)]) == 4
    sentences = [line for line in capsys.readouterr().err.splitlines() if "fehlt die Spalte «Jahr»" in line]
    assert sentences and all(line.count(path.name) == 1 for line in sentences)


def test_two_loads_at_once(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.write_required()
    with storage.single_writer(desk.home.lock):
        assert main(["load", str(desk.inbox), "--home", str(desk.home.root)]) == 1
    assert "Ein anderer Vorgang schreibt gerade" in capsys.readouterr().err


def test_a_reader_keeps_its_state_while_a_load_runs(desk: Desk) -> None:
    desk.write_required()
    desk.load()
    with desk.open() as reader:
        desk.load(desk.write("faelle", f"{case(9)};CARITAS;Syrien;01.01.2022", day="2022-07-31"))
        assert reader.execute("SELECT count(*) FROM current_cases").fetchall() == [(3,)]
    assert desk.query("SELECT count(*) FROM current_cases") == [(1,)]


def test_only_the_current_file_and_its_predecessor_stay(desk: Desk) -> None:
    desk.write_required()
    for day in ("2022-06-30", "2022-07-31", "2022-08-31", "2022-09-30"):
        desk.load(desk.write("faelle", f"{case(9)};CARITAS;Syrien;01.01.2022", day=day), desk.inbox)
    assert sorted(path.name for path in desk.home.warehouse.iterdir()) == [
        "L0003.duckdb", "L0004.duckdb", "current", "previous"
    ]  # fmt: skip


def test_old_deliveries_go_when_their_years_are_over_but_never_those_that_count(desk: Desk) -> None:
    (desk.home.root / "settings.toml").write_text("[retention]\ndeliveries_years = 2\n", encoding="utf-8")
    desk.write_required()
    for day in ("2018-12-31", "2021-12-31"):
        desk.write("faelle", f"{case(1)};CARITAS;Syrien;01.01.2017", day=day)
    desk.write("quote", "2017;01.01.2017;100;90", day="2017-12-31")
    desk.load()
    days = desk.query("SELECT kind, export_date::VARCHAR FROM deliveries ORDER BY ALL")
    assert days == [
        ("faelle", "2021-12-31"), ("faelle", "2022-06-30"), ("quote", "2017-12-31"), ("stellen", "2022-06-30")
    ]  # fmt: skip


def test_great_expectations_leaves_no_files_and_no_words(desk: Desk, tmp_path: Path) -> None:
    desk.write_required()
    done = subprocess.run(
        [sys.executable, "-m", "pipelines", "load", str(desk.inbox), "--home", str(desk.home.root)],
        capture_output=True, text=True, check=False, cwd=tmp_path,
        env={"HOME": str(tmp_path), "TMPDIR": str(tmp_path), "PATH": "", "PYTHONPATH": str(Path.cwd())},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["eingang", "haus"]
    assert [line for line in done.stderr.splitlines() if not line.endswith(" …")] == []
