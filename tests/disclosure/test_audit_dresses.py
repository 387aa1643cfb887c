"""One table in the many forms in which strangers write it: the auditor counts the same everywhere.

Expected: the counts of DISCLOSURE.md for nationality × status (63 hidden; 15 or 21 recovered), and those of
nationality × age, which an interval program written apart from the product confirmed (57; 14 or 30).
"""

import csv
import io
import json
from collections import Counter
from pathlib import Path

import pytest

from pipelines.__main__ import main

COUNTS = Path(__file__).parent / "data" / "refugee_base_counts.csv"
EXPECTED = {
    ("status", "hidden"): (63, 15),
    ("status", "shown"): (63, 21),
    ("age", "hidden"): (57, 14),
    ("age", "shown"): (57, 30),
}


def base():
    with COUNTS.open(encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if row["month"] == "2026-01"]


def margins(other):
    """Rows (region, nationality, other, count) of January 2026 with all sums."""
    sums = Counter()
    for row in base():
        for nat in (row["nat"], "Gesamt"):
            for region in (row["region"], "Gesamt") if nat == "Gesamt" else (row["region"],):
                for code in (row[other], "Gesamt"):
                    sums[region, nat, code] += int(row["n"])
    codes = [*sorted({code for *_, code in sums if code != "Gesamt"}), "Gesamt"]
    places = sorted({key[:2] for key in sums}, key=lambda key: ("Gesamt" in key, key))
    return places, codes, sums


def long(other, show, total="Gesamt"):
    places, codes, sums = margins(other)
    rows = [[*place, code, show(sums[*place, code])] for place in places for code in codes]
    return [
        ["Region", "Staat", other, "Anzahl"],
        *([total if c == "Gesamt" else c for c in row] for row in rows),
    ]


def cross(other, show, total="Summe"):
    places, codes, sums = margins(other)
    head = ["Region", "Staat", *(total if code == "Gesamt" else code for code in codes)]
    names = {"Gesamt": total}
    return [
        head,
        *(
            [names.get(region, region), f"{total} {region}" if nat == "Gesamt" != region else names.get(nat, nat)]
            + [show(sums[region, nat, code]) for code in codes]
            for region, nat in places
        ),
    ]  # fmt: skip


def printed(sign, zero):
    return lambda n: zero if n == 0 else sign if n < 5 else f"{n:,}".replace(",", ".")


DRESSES = {
    "bullets, dash": (long, "•", "–", ";", "utf-8", csv.QUOTE_MINIMAL),
    "dots, hyphen, cp1252": (long, ".", "-", ";", "cp1252", csv.QUOTE_MINIMAL),
    "empty, 0, commas": (long, "", "0", ",", "utf-8-sig", csv.QUOTE_MINIMAL),
    "x, quotes": (long, "x", "-", ";", "cp1252", csv.QUOTE_ALL),
    "cross, bullets": (cross, "•", "–", ";", "utf-8", csv.QUOTE_MINIMAL),
    "cross, slash, quotes": (cross, "/", "0", ",", "cp1252", csv.QUOTE_ALL),
    "exact counts": (lambda other, _: long(other, str), "", "", ";", "utf-8", csv.QUOTE_MINIMAL),
}


@pytest.mark.parametrize("dress", DRESSES)
@pytest.mark.parametrize(("other", "zeros"), EXPECTED)
def test_the_same_table_gives_the_same_counts_in_every_dress(tmp_path, capsys, dress, other, zeros):
    form, sign, zero, delimiter, encoding, quoting = DRESSES[dress]
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, quoting=quoting).writerows(form(other, printed(sign, zero)))
    path = tmp_path / "tabelle.csv"
    path.write_bytes(text.getvalue().encode(encoding))
    code = main(["audit", "--table", str(path), "--threshold", "5", "--zeros", zeros, "--json"])
    body = json.loads(capsys.readouterr().out)
    assert code == 9
    assert (body["counts"]["hidden"], body["counts"]["recovered"]) == EXPECTED[other, zeros]
    assert sum(cell["recovered"] for cell in body["cells"]) == EXPECTED[other, zeros][1]


@pytest.mark.parametrize(
    ("sign", "zeros", "bounds"),
    [
        ("<5", "shown", (1, 4)),
        ("unter 5", "hidden", (0, 4)),
        ("1–4", "shown", (1, 4)),
        ("≤ 4", "hidden", (0, 4)),
    ],
)
def test_a_sign_that_names_the_threshold_tells_the_largest_value(tmp_path, capsys, sign, zeros, bounds):
    path = tmp_path / "tabelle.csv"
    path.write_text(f"Land;Geschlecht;Anzahl\nA;m;{sign}\nA;w;{sign}\nB;m;12\nB;w;9\n", encoding="utf-8")
    assert main(["audit", "--table", str(path), "--zeros", zeros, "--json"]) == 0
    cells = json.loads(capsys.readouterr().out)["cells"]
    assert [(cell["lower"], cell["upper"]) for cell in cells] == [bounds, bounds]
