"""What a finding does: one table, one row out of line, the effect and the sentence's place.

Every case is a delivery of one flawed row beside clean ones; the third column says what becomes of the row.
"""

from __future__ import annotations

import pytest

from tests.load.desk import DAY, Desk, case, numbers, told

_A = f"{case(7)};CARITAS;Syrien;01.05.2022"
# (file, rows, findings that are no mere remark, rows quarantined)
QUARANTINE = [
    ("faelle", [";CARITAS;Syrien;01.05.2022"], [("missing_value", "Fall-ID")]),
    ("faelle", [f"{case(7)};CARITAS;;01.05.2022"], [("missing_value", "Staatsangehörigkeit")]),
    ("faelle", [f"{case(7)};CARITAS;-;01.05.2022"], [("missing_value", "Staatsangehörigkeit")]),
    ("faelle", [f"{case(7)};CARITAS;k. A.;01.05.2022"], [("missing_value", "Staatsangehörigkeit")]),
    ("faelle", [f"{case(7)};CARITAS;NULL;01.05.2022"], [("missing_value", "Staatsangehörigkeit")]),
    ("aufenthalt", [f"{case(1)};-;01.05.2022"], [("missing_value", "Aufenthaltsstatus")]),
    ("aufenthalt", [f"{case(1)};k. A.;01.05.2022"], [("missing_value", "Aufenthaltsstatus")]),
    ("unterbringung", [f"{case(1)};-;;01.05.2022"], [("missing_value", "Unterbringungsart")]),
    ("faelle", [f"{case(7)};CARITAS;Atlantis;01.05.2022"], [("unknown_code", "Staatsangehörigkeit")]),
    ("faelle", [f"{case(7)};CARITAS;Syrien;31.02.2022"], [("impossible_date", "Aufnahme IM")]),
    ("faelle", [f"{case(7)};CARITAS;Syrien;01.07.2022"], [("date_after_export", "Aufnahme IM")]),
    ("faelle", [f"{_A};30.04.2022"], [("end_before_start", "Ende IM")]),
    ("faelle", ["LO-12;CARITAS;Syrien;01.05.2022"], [("bad_format", "Fall-ID")]),
    ("stellen", ["S2;CARITAS;KOORDINATION;-1;1;;01.01.2020"], [("negative_value", "VZÄ Plan")]),
    ("stellen", ["S2;CARITAS;KOORDINATION;viel;1;;01.01.2020"], [("bad_format", "VZÄ Plan")]),
    ("stellen", ["S2;CARITAS;KOORDINATION;1;1;;01.01.2020;30.06.2019"], [("end_before_start", "gültig bis")]),
    ("quote", ["1022;01.01.2022;100"], [("out_of_range", "Jahr")]),
    ("kosten", ["CARITAS;2021;PERSONAL;-5,00"], [("negative_value", "Betrag (EUR)")]),
    ("aufenthalt", [f"{case(1)};Fantasie;01.05.2022"], [("unknown_code", "Aufenthaltsstatus")]),
    ("beratungen", [f"K1;{case(1)};01.07.2022;WOHNEN"], [("date_after_export", "Datum")]),
    ("beratungen", [f"#REF!;{case(1)};01.05.2022;WOHNEN"], [("bad_format", "Kontakt-ID")]),
]
BLANK = [
    ("faelle", [f"{_A};;;2091"], [("out_of_range", "Geburtsjahr")], "birth_year"),
    ("faelle", [f"{_A};;;1899"], [("out_of_range", "Geburtsjahr")], "birth_year"),
    ("faelle", [f"{_A};;;alt"], [("bad_format", "Geburtsjahr")], "birth_year"),
    ("faelle", [f"{_A};;;;q"], [("unknown_code", "Geschlecht")], "sex"),
    ("faelle", [f"{_A};;;;;31.02.2020"], [("impossible_date", "Einreise Deutschland")], "entered_germany_on"),
    (
        "faelle",
        [f"{_A};;;;;01.07.2022"],
        [("date_after_export", "Einreise Deutschland")],
        "entered_germany_on",
    ),
    ("faelle", [f"{_A};31.06.2022"], [("impossible_date", "Ende IM")], "ended_on"),
]
REPORT = [
    ("stellen", ["S2;CARITAS;KOORDINATION;1;1;2;01.01.2020"], [("funded_above_planned", "VZÄ gefördert")]),
    ("aufenthalt", [f"{case(1)};24;01.05.2022"], [("status_nationality", "Aufenthaltsstatus")]),
    ("aufenthalt", [f"{case(8)};60A;01.05.2022"], [("unknown_reference", "Fall-ID")]),
    ("unterbringung", [f"{case(8)};SONST;;01.05.2022"], [("unknown_reference", "Fall-ID")]),
    ("beratungen", [f"K1;{case(8)};01.05.2022;WOHNEN"], [("unknown_reference", "Fall-ID")]),
    (
        "aufenthalt",
        [f"{case(1)};60A;01.05.2022;31.05.2022", f"{case(1)};25_5;31.05.2022"],
        [("overlap", "gültig ab")],
    ),
    ("unterbringung", [f"{case(1)};SONST;;01.05.2022", f"{case(1)};EA;;01.05.2022"], [("overlap", "Einzug")]),
    ("quote", ["2022;01.01.2022;100;90;40;40"], [("parts_not_total", "Ist")]),
]
REMARK = [
    ("faelle", [f"{_A};01.05.2022"], [("empty_interval", "Ende IM")]),
    ("faelle", [f"{_A};31.12.2022"], [("planned_end", "Ende IM")]),
    ("faelle", [f"{case(7)};CARITAS;Syrien;01.05.2019"], [("over_36_months", "Aufnahme IM")]),
]


def _short(result: dict, *severities: str) -> list[tuple[str, str | None]]:
    return [(rule, column) for rule, _, column in told(result, *severities)]


def _deliver(desk: Desk, kind: str, rows: list[str]) -> tuple[int, dict]:
    desk.write_required()
    if kind == "faelle":
        rows = [*(f"{case(n)};CARITAS;Syrien;01.0{n}.2022" for n in (1, 2, 3)), *rows]
    if kind == "stellen":
        rows = ["S1;CARITAS;INTEGRATIONSMANAGEMENT;1,5;1,0;1,0;01.01.2020", *rows]
    desk.write(kind, *rows)
    return desk.load()


def _syrians(*days: str) -> list[str]:
    """A case from Syria for each day of admission, from case 4 on."""
    return [f"{case(n)};CARITAS;Syrien;{day}" for n, day in enumerate(days, 4)]


def test_a_nationality_that_is_said_to_be_unknown_is_loaded_as_unknown(desk: Desk) -> None:
    """Placeholders of programs go back like an empty cell; who says «unbekannt» was asked."""
    words = ("unbekannt", "unbek.", "ohne Angabe", "UNB", "999")
    code, result = _deliver(
        desk, "faelle", [f"{case(n)};CARITAS;{word};01.05.2022" for n, word in enumerate(words, 4)]
    )
    assert (code, told(result)) == (0, [])
    found = desk.query(f"SELECT nationality FROM current_cases WHERE case_id >= '{case(4)}'")
    assert found == [(None,)] * len(words)


def test_the_sentence_about_a_placeholder_says_how_to_tell_that_nothing_is_known(desk: Desk) -> None:
    _, result = _deliver(desk, "faelle", [f"{case(7)};CARITAS;-;01.05.2022"])
    assert [f["message"] for f in result["findings"]] == [
        "«Staatsangehörigkeit» ist leer («-», «k. A.» und «NULL» gelten als leer); bitte den Wert nachtragen oder, wenn "
        "er nicht bekannt ist, «unbekannt» eintragen."
    ]


def test_the_error_value_of_a_formula_is_no_text(desk: Desk) -> None:
    """Read as a text, all cases that have it would live in one household."""
    errors = ("#REF!", "#BEZUG!", "#DIV/0!", "#NAME?", "#NV", "#N/A")
    desk.write_required()
    heads = "Fall-ID;Träger;Staatsangehörigkeit;Aufnahme IM;Haushalts-ID"
    households = [error for error in errors for _ in range(2)]
    cases = [
        f"{case(n)};CARITAS;Syrien;01.05.2022;{household}"
        for n, household in enumerate([*households, "#7"], 10)
    ]
    desk.write("faelle", *cases, heads=heads)
    code, result = desk.load()
    assert (code, told(result, "error", "warning")) == (
        3,
        [("bad_format", row, "Haushalts-ID") for row in range(2, 2 + len(households))],
    )
    found = desk.query("SELECT household_id FROM current_cases ORDER BY case_id")
    assert found == [(None,)] * len(households) + [("#7",)]


@pytest.mark.parametrize(("kind", "rows", "findings"), QUARANTINE)
def test_the_row_goes_back(desk: Desk, kind: str, rows: list[str], findings: list) -> None:
    code, result = _deliver(desk, kind, rows)
    assert (code, result["verdict"]) == (3, "warnings")
    assert _short(result, "error") == findings
    assert told(result, "warning") == []
    assert numbers(result, kind)[2] == 1


@pytest.mark.parametrize(
    ("kind", "rows", "rules"),
    [
        ("faelle", [f"{_A};;;;w", f"{_A};;;;m"], ["duplicate_key"] * 2),
        ("faelle", [_A, f"{case(7)};CARITAS;Atlantis;01.06.2022"], ["unknown_code"]),
        ("faelle", [f"{case(7)};CARITAS;;01.04.2022", _A], ["missing_value"]),
        ("faelle", [f"{case(7)};CARITAS;Syrien;01.04.2022;01.03.2022", _A], ["end_before_start"]),
        (
            "aufenthalt",
            [f"{case(1)};60A;01.05.2022", f"{case(1)};Fantasie;01.06.2022"],
            ["unknown_code"],
        ),
        (
            "stellen",
            ["S2;CARITAS;KOORDINATION;1;1;;01.01.2020", "S2;CARITAS;KOORDINATION;-1;1;;01.01.2021"],
            ["negative_value"],
        ),
    ],
)
def test_a_row_that_goes_back_overlaps_with_none(
    desk: Desk, kind: str, rows: list[str], rules: list[str]
) -> None:
    """Its Träger is told once what is wrong; what is loaded does not overlap."""
    _, result = _deliver(desk, kind, rows)
    assert [rule for rule, _ in _short(result, "error", "warning")] == rules
    assert numbers(result, kind)[2] == len(rules)


def test_rows_that_stay_still_overlap_beside_one_that_goes_back(desk: Desk) -> None:
    """The row between the two goes back; the others are told of each other, not of it."""
    rows = [
        f"{case(1)};60A;01.03.2022",
        f"{case(1)};Fantasie;01.04.2022",
        f"{case(1)};25_5;01.05.2022",
    ]
    _, result = _deliver(desk, "aufenthalt", rows)
    (overlap,) = [finding for finding in result["findings"] if finding["rule"] == "overlap"]
    assert overlap["row"] == 4 and "Zeile 2" in overlap["message"]


@pytest.mark.parametrize(("kind", "rows", "findings", "column"), BLANK)
def test_the_cell_becomes_unknown_and_the_row_stays(
    desk: Desk, kind: str, rows: list[str], findings: list, column: str
) -> None:
    code, result = _deliver(desk, kind, rows)
    assert code == 3
    assert _short(result, "warning") == findings and told(result, "error") == []
    assert numbers(result, kind)[1:3] == (4, 0)
    assert desk.query(f"SELECT {column} FROM current_cases WHERE case_id = '{case(7)}'") == [(None,)]


@pytest.mark.parametrize(("kind", "rows", "findings"), REPORT)
def test_it_is_kept_as_delivered_and_reported(desk: Desk, kind: str, rows: list[str], findings: list) -> None:
    code, result = _deliver(desk, kind, rows)
    assert code == 3
    assert _short(result, "warning", "error") == findings
    assert numbers(result, kind)[0] == numbers(result, kind)[1]


@pytest.mark.parametrize(("kind", "rows", "findings"), REMARK)
def test_a_remark_changes_nothing(desk: Desk, kind: str, rows: list[str], findings: list) -> None:
    code, result = _deliver(desk, kind, rows)
    assert (code, result["verdict"]) == (0, "loaded")
    assert _short(result) == findings


def test_all_rows_of_a_contradicting_key_go_back_and_identical_ones_count_once(desk: Desk) -> None:
    desk.write_required()
    rows = [f"{case(1)};CARITAS;Syrien;01.01.2022", f"{case(2)};CARITAS;Syrien;01.02.2022"]
    contradicting = f"{case(2)};CARITAS;Irak;01.02.2022"
    other_dress = f"{case(1)};CARITAS;SYR;2022-01-01"
    desk.write("faelle", *rows, contradicting, other_dress, f"{case(3)};CARITAS;Irak;01.02.2022")
    code, result = desk.load()
    assert code == 3
    assert told(result, "error") == [("duplicate_key", 3, "Fall-ID"), ("duplicate_key", 4, "Fall-ID")]
    assert told(result, "info") == [("identical_row", 5, None)]
    assert numbers(result, "faelle") == (5, 2, 2, 1, 0)
    messages = [f["message"] for f in result["findings"] if f["rule"] == "duplicate_key"]
    assert "Zeile 4" in messages[0] and "Zeile 3" in messages[1]


def test_validities_may_lie_ahead(desk: Desk) -> None:
    desk.write_required()
    desk.write("stellen", "S1;CARITAS;INTEGRATIONSMANAGEMENT;1;1;1;01.01.2023;31.12.2024")
    code, result = desk.load()
    assert (code, result["findings"]) == (0, [])


def test_a_case_active_at_two_traeger_is_told_at_both(desk: Desk) -> None:
    desk.write_required()
    desk.write("faelle", f"{case(1)};DIAKONIE;Syrien;01.03.2022", traeger="DIAKONIE")
    code, result = desk.load()
    assert code == 3
    found = [(f["rule"], f["file"], f["row"]) for f in result["findings"] if f["severity"] == "warning"]
    assert found == [
        ("cross_traeger_duplicate", "faelle_CARITAS_2022-06-30.csv", 2),
        ("cross_traeger_duplicate", "faelle_DIAKONIE_2022-06-30.csv", 2),
    ]
    assert "DIAKONIE" in result["findings"][0]["message"]


def test_a_case_of_one_traeger_in_the_files_of_two_is_told_at_both(desk: Desk) -> None:
    """Each file is the full extract of its Träger, so one of the two is wrong, and they may contradict each other."""
    desk.write_required()
    strange = f"{case(9)};DIAKONIE;Irak;01.03.2022;31.05.2022"
    desk.write("faelle", f"{case(1)};CARITAS;Syrien;01.01.2022", strange)
    desk.write("faelle", f"{case(9)};DIAKONIE;Syrien;01.03.2022", traeger="DIAKONIE")
    code, result = desk.load()
    found = [(f["rule"], f["severity"], f["file"], f["row"]) for f in result["findings"]]
    assert (code, found) == (3, [
        ("cross_traeger_duplicate", "warning", "faelle_CARITAS_2022-06-30.csv", 3),
        ("cross_traeger_duplicate", "warning", "faelle_DIAKONIE_2022-06-30.csv", 2),
    ])  # fmt: skip
    assert "Datei von DIAKONIE" in result["findings"][0]["message"]


@pytest.mark.parametrize(("reason", "rules"), [("DUBLETTE", []), ("SONST", ["handover_gap", "overlap"])])
def test_a_duplicate_overlaps_with_nothing_and_is_no_hand_over(
    desk: Desk, reason: str, rules: list[str]
) -> None:
    """A row with Abgangsgrund DUBLETTE never counts, so nothing about its days is to be clarified."""
    desk.write_required()
    desk.write(
        "faelle",
        f"{case(1)};CARITAS;Syrien;01.01.2022",
        f"{case(1)};CARITAS;Syrien;01.02.2022;01.05.2022;{reason}",
        f"{case(2)};CARITAS;Syrien;01.01.2022;30.04.2022;{reason}",
    )
    desk.write("faelle", f"{case(2)};DIAKONIE;Syrien;01.05.2022", traeger="DIAKONIE")
    _, result = desk.load()
    assert sorted(finding["rule"] for finding in result["findings"]) == rules


def test_a_hand_over_with_a_day_between_is_remarked(desk: Desk) -> None:
    desk.write_required()
    desk.write("faelle", f"{case(1)};CARITAS;Syrien;01.01.2022;30.04.2022;TRAEGERWECHSEL")
    desk.write("faelle", f"{case(1)};DIAKONIE;Syrien;01.05.2022", traeger="DIAKONIE")
    code, result = desk.load()
    assert (code, told(result)) == (0, [("handover_gap", 2, "Aufnahme IM")])


@pytest.mark.parametrize(("day", "stale"), [("2022-05-17", False), ("2022-05-16", True)])
def test_a_traeger_45_days_behind_the_newest_export_is_stale(desk: Desk, day: str, stale: bool) -> None:
    desk.write_required()
    desk.write("faelle", f"{case(9)};DIAKONIE;Syrien;01.03.2022", traeger="DIAKONIE", day=day)
    _, result = desk.load()
    found = [(f["rule"], f["file"]) for f in result["findings"]]
    assert found == ([("stale_traeger", f"faelle_DIAKONIE_{day}.csv")] if stale else [])
    assert result["data_as_of"] == day


@pytest.mark.parametrize(("left", "jump"), [(19, False), (18, True)])
def test_a_jump_of_the_same_stichtag_by_more_than_5_percent(desk: Desk, left: int, jump: bool) -> None:
    desk.write_required()
    rows = [f"{case(n)};CARITAS;Syrien;01.01.2022" for n in range(1, 21)]
    desk.write("faelle", *rows)
    desk.load()
    _, result = desk.load(desk.write("faelle", *rows[:left], day="2022-07-31"))
    assert [f["rule"] for f in result["findings"]] == (["stock_jump"] if jump else [])


def test_nobody_heard_of_for_twelve_months_is_remarked_where_consultations_are_delivered(desk: Desk) -> None:
    desk.write_required()
    desk.write("faelle", *(f"{case(n)};CARITAS;Syrien;01.0{n}.2021" for n in (1, 2, 3)))
    assert told(desk.load()[1]) == []
    rows = [f"{case(n)};CARITAS;Syrien;01.0{n}.2021" for n in (1, 2, 3)]
    later = desk.write("faelle", *rows, f"{case(4)};CARITAS;Syrien;15.07.2022", day="2022-07-31")
    # 31.07.2021 lies outside the twelve months before 31.07.2022, the day after it inside.
    heard = desk.write("beratungen", f"K1;{case(1)};01.08.2021;WOHNEN", f"K2;{case(2)};31.07.2021;WOHNEN")
    _, result = desk.load(later, heard)
    assert told(result) == [("no_contact_12_months", 3, "Fall-ID"), ("no_contact_12_months", 4, "Fall-ID")]


def test_the_same_finding_is_known_since_its_first_delivery(desk: Desk) -> None:
    flawed = f"{case(7)};CARITAS;Atlantis;01.02.2022"
    rows = [f"{case(n)};CARITAS;Syrien;01.0{n}.2022" for n in (1, 2, 3)]
    desk.write_required()
    desk.write("faelle", *rows, flawed)
    desk.load()
    desk.write("faelle", flawed, *rows, f"{case(8)};CARITAS;Atlantis;01.02.2022", day="2022-07-31")
    desk.load(desk.inbox / "faelle_CARITAS_2022-07-31.csv")
    known = desk.query(
        "SELECT row_no, known_since::VARCHAR, first_load FROM findings WHERE load_id = 'L0002' ORDER BY row_no"
    )
    assert known == [(2, "2022-06-30", "L0001"), (6, "2022-07-31", "L0002")]


def test_a_record_with_too_many_cells_goes_back_even_when_it_comes_twice(desk: Desk) -> None:
    desk.write_required()
    rows = [f"{case(n)};CARITAS;Syrien;01.0{n}.2022" for n in (1, 2, 3)]
    path = desk.write("faelle", *rows)
    torn = f"{case(4)};CARITAS;Syrien;01.04.2022;;;;;;zu;viel\n"
    path.write_text(path.read_text(encoding="utf-8") + torn + torn, encoding="utf-8")
    code, result = desk.load()
    assert code == 3
    assert [row for rule, row, _ in told(result) if rule == "bad_format"] == [5, 6]
    assert "identical_row" not in [rule for rule, _, _ in told(result)]
    assert numbers(result, "faelle") == (5, 3, 2, 0, 0)


def test_a_row_that_breaks_off_blames_no_other_row_with_its_key(desk: Desk) -> None:
    desk.write_required()
    path = desk.write("beratungen", f"K1;{case(1)};01.05.2022;WOHNEN;30")
    path.write_text(path.read_text(encoding="utf-8") + f"K1;{case(2)};02.05", encoding="utf-8")
    code, result = desk.load()
    assert (code, {row for _, row, _ in told(result)}) == (3, {3})
    assert ("truncated_file", 3, None) in told(result, "error")
    assert numbers(result, "beratungen") == (2, 1, 1, 0, 0)
    assert desk.query("SELECT contact_id, case_id FROM current_consultations") == [("K1", case(1))]


def test_an_unknown_traeger_is_told_with_the_way_out(desk: Desk) -> None:
    desk.write_required()
    desk.write("kosten", "AWO;2021;PERSONAL;5,00")
    _, result = desk.load()
    [message] = [f["message"] for f in result["findings"] if f["rule"] == "unknown_code"]
    assert "oder die Stadt trägt ihn in settings.toml unter [traeger] ein" in message


def test_a_cell_becomes_unknown_only_where_it_is_wrong(desk: Desk) -> None:
    rows = [f"{case(7)};CARITAS;Syrien;01.05.2022;;;2091;w", f"{case(8)};CARITAS;Syrien;01.05.2022;;;1990;q"]
    _deliver(desk, "faelle", rows)
    found = desk.query(
        "SELECT birth_year, sex FROM current_cases WHERE case_id >= 'LO-0000000007' ORDER BY case_id"
    )
    assert found == [(None, "w"), (1990, None)]


def test_a_row_with_too_many_cells_does_not_hide_what_is_wrong_with_its_neighbour(desk: Desk) -> None:
    rows = [f"{case(7)};CARITAS;Syrien;01.05.2022;;;;;;zuviel", f"{case(8)};CARITAS;;01.05.2022"]
    _, result = _deliver(desk, "faelle", rows)
    assert _short(result, "error") == [("bad_format", None), ("missing_value", "Staatsangehörigkeit")]
    assert numbers(result, "faelle")[1:3] == (3, 2)


@pytest.mark.parametrize("kind", ["faelle", "stellen"])
@pytest.mark.parametrize(
    "footer", ["Erstellt am 01.07.2022", "Summe;5", "\n5 Datensätze", "Stand;30.06.2022;x;y;z"]
)
def test_a_footer_without_a_line_end_stands_outside(desk: Desk, kind: str, footer: str) -> None:
    desk.write_required()
    path = next(desk.inbox.glob(f"{kind}_*"))
    path.write_text(path.read_text("utf-8") + footer, encoding="utf-8")
    code, result = desk.load()
    rows = {"faelle": 3, "stellen": 1}[kind]
    assert (code, numbers(result, kind)) == (0, (rows + 1, rows, 0, 0, 1))


def test_a_last_record_that_is_cut_off_goes_back(desk: Desk) -> None:
    desk.write_required()
    path = next(desk.inbox.glob("faelle_*"))
    path.write_text(path.read_text("utf-8").rstrip("\n;") + f"\n{case(4)};CARITAS;Syr", encoding="utf-8")
    code, result = desk.load()
    assert (code, numbers(result, "faelle")) == (3, (4, 3, 1, 0, 0))
    assert told(result, "error") == [("truncated_file", 5, None)]


def test_a_look_up_that_found_nothing_is_told(desk: Desk) -> None:
    """Empty without a word, it would pass for a case whose route nobody knows."""
    desk.write_required()
    heads = "Fall-ID;Träger;Staatsangehörigkeit;Aufnahme IM;Zugangsart;Ende IM"
    errors = ("#N/A", "#NV", "#BEZUG!")
    rows = [f"{case(n)};CARITAS;Syrien;01.05.2022;{error};{error}" for n, error in enumerate(errors)]
    desk.write("faelle", *rows, heads=heads)
    code, result = desk.load()
    assert code == 3
    assert sorted(told(result)) == [
        *(("impossible_date", row, "Ende IM") for row in (2, 3, 4)),
        *(("unknown_code", row, "Zugangsart") for row in (2, 3, 4)),
    ]


def test_the_sentence_about_a_day_that_cannot_be_is_true_of_each(desk: Desk) -> None:
    _, result = _deliver(desk, "faelle", _syrians("01.01.1890", "31.02.2022", "heute"))
    messages = [f["message"] for f in result["findings"] if f["rule"] == "impossible_date"]
    assert messages == 3 * [
        "«Aufnahme IM» nennt keinen Tag, der sein kann (im Kalender und ab dem 02.01.1900); "
        "bitte als TT.MM.JJJJ berichtigen."
    ]


def test_a_kind_that_is_not_known_says_what_to_do(desk: Desk) -> None:
    desk.write_required()
    (desk.inbox / f"urlaub_STADT_{DAY}.csv").write_text("a;b\n1;2\n", encoding="utf-8")
    code, result = desk.load()
    (reason,) = [file["reason"] for file in result["files"] if file["file"].startswith("urlaub")]
    assert code == 4 and reason.endswith("Bitte die Datei umbenennen oder ein Profil anlegen.")


def test_a_lump_sum_given_with_two_amounts_is_told(desk: Desk) -> None:
    desk.write_required()
    heads = "Träger;Jahr;Kostenart;Betrag (EUR);Verwaltungspauschale Stadt (EUR)"
    rows = ["PERSONAL;70.000;1.000", "SACH;5.000;2.000", "OVERHEAD;1.000;1.000"]
    cells = [f"CARITAS;2022;{row}" for row in rows] + ["DIAKONIE;2022;SACH;10;3.000"]
    desk.write("kosten", *cells, heads=heads)
    code, result = desk.load()
    assert (code, told(result)) == (3, [("parts_not_total", 3, "Verwaltungspauschale Stadt (EUR)")])
    assert numbers(result, "kosten") == (4, 4, 0, 0, 0)


def test_amounts_as_offices_write_them(desk: Desk) -> None:
    amounts = {"64.000,-": 64000, "64.000,-- €": 64000, "64.000,– EUR": 64000, ",5": 0.5, "64,50": 64.5}
    desk.write_required()
    desk.write("kosten", *(f"CARITAS;{year};SACH;{text}" for year, text in enumerate(amounts, 2017)))
    code, result = desk.load()
    assert (code, told(result)) == (0, [])
    found = desk.query("SELECT amount_eur FROM current_costs ORDER BY year")
    assert [float(row[0]) for row in found] == list(amounts.values())


def test_a_day_with_its_month_in_words(desk: Desk) -> None:
    days = ("1. März 2022", "01.Mrz.2022", "1 Maerz 2022", "1. MÄRZ 2022")
    code, result = _deliver(desk, "faelle", _syrians(*days))
    assert (code, told(result)) == (0, [])
    found = desk.query(f"SELECT admitted_on::VARCHAR FROM current_cases WHERE case_id >= '{case(4)}'")
    assert found == [("2022-03-01",)] * len(days)


def test_words_that_name_no_day_are_none(desk: Desk) -> None:
    _, result = _deliver(desk, "faelle", _syrians("31. Februar 2022", "1. Maibaum 2022"))
    assert told(result, "error") == [("impossible_date", row, "Aufnahme IM") for row in (5, 6)]


def test_a_file_of_which_every_row_goes_back_says_so(desk: Desk) -> None:
    desk.write_required()
    desk.write("faelle", f"{case(9)};DIAKONIE;Syrien;", traeger="DIAKONIE")
    code, result = desk.load()
    (reason,) = {file["reason"] for file in result["files"] if file["traeger"] == "DIAKONIE"}
    assert code == 3 and reason.startswith("Von dieser Datei zählt keine Zeile")
    assert {file["reason"] for file in result["files"] if file["traeger"] != "DIAKONIE"} == {None}


def test_a_cut_off_before_everything_is_named(desk: Desk) -> None:
    desk.write_required()
    code, result = desk.load(options=("--cut-off", "2020-01-31"))
    messages = [finding["message"] for finding in result["findings"]]
    assert code == 4 and len(messages) == 2 and all("--cut-off" in message for message in messages)


def test_a_remark_about_a_row_that_goes_back_does_not_say_it_was_taken(desk: Desk) -> None:
    from pipelines.quality import lists, report
    from pipelines.warehouse import state

    _deliver(desk, "faelle", [f"{case(7)};CARITAS;Syrien;@x"])
    outcome = report.read(state.last_report(desk.home))
    assert "formula_cell" in {finding.rule for finding in outcome.findings}
    assert "wie geliefert" not in lists.as_csv(outcome.findings)
