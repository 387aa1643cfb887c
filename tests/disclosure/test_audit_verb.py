"""`zgm audit --table`: anybody's table from a file, attacked as an outsider would."""

import json
from pathlib import Path

import pytest

from pipelines.__main__ import main

COUNTS = Path(__file__).parent / "data" / "refugee_base_counts.csv"

RECOVERABLE = """Land;Geschlecht;Anzahl
A;m;10
A;w;•
A;Gesamt;12
B;m;20
B;w;7
B;Gesamt;27
Gesamt;m;30
Gesamt;w;9
Gesamt;Gesamt;39
"""
SAFE = """Land;Geschlecht;Anzahl
A;m;•
A;w;•
A;Gesamt;25
B;m;•
B;w;•
B;Gesamt;30
Gesamt;m;28
Gesamt;w;27
Gesamt;Gesamt;55
"""
LINKED = """land,alter,status,n
A,0-17,Gesamt,.
A,18+,Gesamt,8
B,0-17,Gesamt,4
B,18+,Gesamt,6
A,Gesamt,Gesamt,10
B,Gesamt,Gesamt,10
Gesamt,0-17,Gesamt,6
Gesamt,18+,Gesamt,14
Gesamt,Gesamt,x,12
Gesamt,Gesamt,y,8
Gesamt,Gesamt,Gesamt,20
"""

# As offices print it: one column per code, totals at the edge.
CROSS = """Land;m;w;Gesamt
A;10;2;12
B;20;7;27
Gesamt;30;9;39
"""


@pytest.fixture
def audit(tmp_path, capsys):
    def run(content, *words):
        path = content
        if isinstance(content, str):
            path = tmp_path / "tabelle.csv"
            path.write_text(content, encoding="utf-8")
        code = main(["audit", "--table", str(path), *words])
        output = capsys.readouterr()
        return code, output.out, output.err

    return run


@pytest.mark.parametrize(("zeros", "recovered"), [("hidden", 15), ("shown", 21)])
def test_exact_counts_answer_what_if_small_cells_were_hidden(audit, zeros, recovered):
    words = ("--threshold", "5", "--zeros", zeros, "--by", "nat,status", "--where", "month=2026-01", "--json")
    code, out, _ = audit(COUNTS, *words)
    body = json.loads(out)
    assert code == 9
    assert (body["mode"], body["counts"]["hidden"], body["counts"]["recovered"]) == ("what_if", 63, recovered)
    assert all((cell["lower"] == cell["upper"]) == cell["recovered"] for cell in body["cells"])


def test_a_dot_that_is_a_difference_is_computed(audit):
    code, out, _ = audit(RECOVERABLE, "--json")
    body = json.loads(out)
    cell = {
        "cell": {"Geschlecht": "w", "Land": "A"},
        "lower": 2,
        "upper": 2,
        "candidates": 1,
        "recovered": True,
    }
    assert code == 9
    assert body["cells"] == [cell | {"proof": "ganzzahlig gelöst"}]


def test_the_report_says_it_in_words(audit):
    code, out, _ = audit(RECOVERABLE)
    assert code == 9
    assert "Land=A, Geschlecht=w: genau 2" in out
    assert "1 von 1 verdeckten Zellen lässt sich ausrechnen" in out


def test_a_cell_is_named_in_german_where_its_column_and_code_are_ours(audit):
    ours = RECOVERABLE.replace("Land;", "nationality;").replace("A;", "461;").replace("Geschlecht;", "sex;")
    code, out, _ = audit(ours)
    assert code == 9 and "Staatsangehörigkeit Pakistan, Geschlecht weiblich: genau 2" in out
    _, out, _ = audit(ours, "--json")
    assert json.loads(out)["cells"][0]["cell"] == {"nationality": "461", "sex": "w"}


def test_a_well_hidden_table_passes(audit):
    code, out, _ = audit(SAFE)
    assert code == 0
    assert "Keine verdeckte Zelle lässt sich ausrechnen" in out


def test_exact_margins_are_left_aside(audit):
    code, out, _ = audit(RECOVERABLE.replace("•", "2"), "--json")
    body = json.loads(out)
    assert (code, body["mode"], body["counts"]["recovered"]) == (9, "what_if", 1)


@pytest.mark.parametrize(("cell", "mode"), [("2", "what_if"), ("•", "published")])
def test_a_cross_table_is_read_cell_by_cell(audit, cell, mode):
    code, out, _ = audit(CROSS.replace(";2;", f";{cell};"), "--json")
    body = json.loads(out)
    assert (code, body["mode"]) == (9, mode)
    assert [(cell["cell"], cell["lower"]) for cell in body["cells"]] == [({"Land": "A", "Spalte": "w"}, 2)]


@pytest.mark.parametrize(("sign", "zeros"), [("dash", "shown"), ("dot", "hidden")])
def test_the_sign_for_zero_can_be_named_instead(audit, sign, zeros):
    _, out, _ = audit(SAFE, "--display", sign, "--json")
    assert json.loads(out)["zeros"] == zeros


def test_linked_margins_without_inner_cells(audit):
    code, out, _ = audit(LINKED, "--json")
    assert (code, json.loads(out)["cells"][0]["lower"]) == (9, 2)


@pytest.mark.parametrize(
    ("content", "words", "sentence"),
    [
        (RECOVERABLE.replace("27", "28"), (), "Zeile 7: Die Summe ist 28, die Zellen ergeben 27"),
        (RECOVERABLE.replace("39", "40"), (), "widersprechen einander"),
        (RECOVERABLE.replace("10\n", "zehn\n", 1), (), "Zeile 2, Spalte «Anzahl»"),
        (RECOVERABLE + "A;m;3\n", (), "steht schon in Zeile 2"),
        (RECOVERABLE, ("--where", "Lnad=A"), "Meinten Sie «Land»"),
        (RECOVERABLE, ("--threshold", "1"), "mindestens 2"),
        (CROSS.replace("20", "zwanzig"), (), "Zeile 3, Spalte «m»"),
        (CROSS.replace("20;", ""), (), "Zeile 3: 3 Felder statt 4"),
        (CROSS.replace("27", "28"), (), "Zeile 3: Die Summe ist 28, die Zellen ergeben 27"),
        ("nur eine Spalte\n1\n", (), "Zeile 1"),
        (SAFE.replace("A;Gesamt", "A;"), (), "Zeile 4, Spalte «Geschlecht»: Das Feld ist leer"),
        (SAFE + "Quelle: Stadt;;\n", (), "Zeile 11, Spalte «Geschlecht»: Das Feld ist leer"),
        (SAFE.replace("55", "99999999999"), (), "Zeile 10, Spalte «Anzahl»"),
    ],
    ids=[
        "sum",
        "margins",
        "no number",
        "twice",
        "column",
        "threshold",
        "cross",
        "ragged",
        "cross sum",
        "header",
        "no code",
        "footnote",
        "endless",
    ],
)
def test_what_is_wrong_is_said_with_its_place(audit, content, words, sentence):
    code, _, err = audit(content, *words)
    assert (code, sentence in err) == (2, True), err


def test_several_days_are_not_added_up(audit):
    code, _, err = audit(COUNTS, "--by", "nat,status")
    assert code == 2
    assert "--where month=2026-01" in err
