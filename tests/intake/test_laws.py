"""Laws: a dress changes nothing, rows are never lost, the two ways of reading agree, names of kinds are sound."""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.intake import kinds
from pipelines.intake.words import fold, repair, tidy
from tests.intake.conftest import Taken, read_files
from tests.intake.exports import CASES_HEADER, FAELLE, book, csv_text

_DAYS = st.dates(date(2015, 1, 1), date(2022, 6, 30))
_IDS = st.integers(0, 16**10 - 1).map(lambda number: f"LO-{number:010X}")
_ROW = st.tuples(
    _IDS,
    st.just("CARITAS"),
    st.integers(1930, 2022).map(str) | st.just(""),
    st.sampled_from(["m", "w", "d", "x", ""]),
    st.sampled_from(["166", "475", "423", "000", "999"]),
    _DAYS.map(lambda day: f"{day:%d.%m.%Y}"),
    _DAYS.map(lambda day: f"{day + timedelta(days=30):%d.%m.%Y}") | st.just(""),
)
_ROWS = st.lists(_ROW, min_size=1, max_size=8)
_HEADERS = st.tuples(
    *(
        st.sampled_from([column.header, *column.aliases, column.header.upper(), f"  {column.header} "])
        for column in (kinds.load()["faelle"].columns[n] for n in (0, 2, 3, 4, 5, 8, 10))
    )
)
_TITLES = st.lists(
    st.sampled_from(["Fallliste", "Stand: 30.06.2022", "Caritasverband", "Auswertung vom Juni"]), max_size=4
)
_DRESSES = st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-be", "mojibake", "xlsx"])

# A cell as it is written → what it says.
_SITES = {
    "Haus 1": "Haus 1",
    '"Haus\n2"': "Haus 2",
    '"Haus\r\n3"': "Haus 3",
    '"Haus ""4"""': 'Haus "4"',
    "'Haus' 5": "'Haus' 5",
    '"Haus; 6"': "Haus; 6",
}


def _read(files: dict[str, bytes | str]) -> Taken:
    with tempfile.TemporaryDirectory() as folder:
        return read_files(Path(folder), files)


def _dressed(
    dress: str, titles: list[str], table: list[list[str]], delimiter: str, end: str
) -> dict[str, bytes | str]:
    if dress == "xlsx":
        return {FAELLE.replace(".csv", ".xlsx"): book({"Blatt": [[title] for title in titles] + table})}
    text = "".join(title + end for title in titles) + csv_text(table[0], table[1:], delimiter, end)
    if dress == "mojibake":
        return {FAELLE: text.encode().decode("latin-1").encode()}
    return {FAELLE: text.encode(dress)}


@settings(max_examples=40, deadline=None)
@given(
    _ROWS,
    _HEADERS,
    _TITLES,
    _DRESSES,
    st.sampled_from([";", ",", "\t"]),
    st.sampled_from(["\n", "\r\n"]),
    st.randoms(),
)
def test_every_dress_gives_the_rows_of_the_canonical_form(
    rows, header, titles, dress, delimiter, end, chance
) -> None:
    plain = _read({FAELLE: csv_text(CASES_HEADER, rows)})
    order = chance.sample(range(len(header)), len(header))
    table = [[record[place] for place in order] for record in [header, *rows]]
    taken = _read(_dressed(dress, titles, table, delimiter, end))
    assert taken.account.reason is None
    assert taken.staged("cases") == plain.staged("cases")
    assert taken.account.rows_outside == len(titles)
    first = taken.account.header_row or 0
    assert [row for (row,) in taken.rows("cases", "row_no")] == [first + n for n in range(1, len(rows) + 1)]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(list(_SITES)), min_size=1),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["Objekt", '"Objekt"', '"Objekt\n"', '"Objekt\r\n"']),
    st.booleans(),
)
def test_marks_and_line_breaks_in_cells_cost_no_row(sites, end, header, whole) -> None:
    rows = [f"{site};10;9;01.01.2020" for site in sites]
    text = end.join([f"{header};Plätze;nutzbar;ab", *rows]) + end * whole
    taken = _read({"objekte_STADT_2022-06-30.csv": text.encode()})
    assert (taken.account.reason, taken.account.rows_read, taken.count()) == (None, len(sites), len(sites))
    assert [site.replace("  ", " ") for (site,) in taken.rows("sites", "site")] == [
        _SITES[site] for site in sites
    ]


_FOOTERS = (
    "Erstellt am 01.07.2022",
    "Stand: 30.06.2022",
    "Summe;5",
    "5 Datensätze",
    "Seite 1 von 1",
    ";;Erstellt am 01.07.2022",
    "* vorläufig",
    "-----",
)
_LINE_ENDS = st.sampled_from(["\n", "\r\n"])


@settings(max_examples=80, deadline=None)
@given(
    _ROWS,
    st.sampled_from(_FOOTERS) | st.none(),
    st.booleans(),
    _LINE_ENDS,
    st.booleans(),
    st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"]),
    st.sampled_from([";", ","]),
)
def test_a_footer_stands_outside_however_the_file_ends(
    rows, footer, blank, end, ended, encoding, delimiter
) -> None:
    text = csv_text(CASES_HEADER, rows, ";", end) + end * blank + (footer or "")
    text = (text.removesuffix(end) + end * ended).replace(";", delimiter)
    taken = _read({FAELLE: text.encode(encoding)})
    account = taken.account
    outside = int(footer is not None)
    assert (account.reason, account.rows_outside, taken.count()) == (None, outside, len(rows))
    assert account.rows_read == len(rows) + outside
    assert [finding.rule for finding in taken.findings if finding.severity == "error"] == []


@settings(max_examples=40, deadline=None)
@given(_ROWS, st.integers(1, 40), st.sampled_from(_FOOTERS) | st.none(), _LINE_ENDS)
def test_a_finding_about_a_row_names_a_row_of_the_table(rows, cut, footer, end) -> None:
    """Wherever the file is cut off: a row is either outside, or staged and perhaps told as broken, never both."""
    text = csv_text(CASES_HEADER, rows, ";", end) + (footer or "")
    taken = _read({FAELLE: text[:-cut].encode()})
    staged = {row for (row,) in taken.rows("cases", "row_no")}
    assert taken.account.refused or taken.account.rows_read == len(staged) + taken.account.rows_outside
    told = {f.row for f in taken.findings if f.severity == "error" and f.row is not None}
    assert taken.account.refused or told <= staged


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.lists(st.text(st.characters(codec="utf-8"), max_size=12), min_size=1, max_size=9), max_size=12
    )
)
def test_whatever_stands_in_a_file_every_row_is_accounted_for(rows) -> None:
    content = csv_text(CASES_HEADER, rows).encode()
    taken = _read({FAELLE: content})
    account = taken.account
    if account.refused:
        assert taken.count() == 0 and account.reason
    else:
        assert account.rows_read == taken.count() + account.rows_outside
        told = {f.row for f in taken.findings if f.severity == "error" and f.row is not None}
        assert told <= {row for (row,) in taken.rows("cases", "row_no")}


@settings(max_examples=60, deadline=None)
@given(_ROWS)
def test_the_straight_and_the_patient_way_agree(rows) -> None:
    straight = _read({FAELLE: csv_text(CASES_HEADER, rows)})
    # A blank line at the end makes the straight way step back.
    patient = _read({FAELLE: csv_text(CASES_HEADER, rows) + "\n\n"})
    assert straight.rows("cases", "*") == patient.rows("cases", "*")
    assert straight.account.rows_read == patient.account.rows_read == len(rows)


@given(st.text(st.sampled_from("äöüßÄÖÜéabc -§€"), max_size=30))
def test_mojibake_is_repaired_and_repair_leaves_german_alone(text: str) -> None:
    assert repair(text) == text
    assert repair(text.encode().decode("latin-1")) == text


@given(st.text(max_size=40))
def test_folding_and_tidying_settle_at_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert tidy(tidy(text)) == tidy(text)


def test_no_header_or_alias_of_a_kind_means_two_columns() -> None:
    for kind in kinds.load().values():
        canonical = [fold(column.header) for column in kind.columns]
        assert len(set(canonical)) == len(canonical)
        aliases = [alias for column in kind.columns for alias in {fold(alias) for alias in column.aliases}]
        assert len(set(aliases)) == len(aliases), kind.name


def test_the_kinds_are_the_tables_of_the_warehouse() -> None:
    tables = {kind.name: kind.table for kind in kinds.load().values()}
    assert tables == {
        "faelle": "cases", "aufenthalt": "residence_status", "unterbringung": "housing", "zuzugsregister": "arrivals",
        "beratungen": "consultations", "stellen": "positions", "foerderung": "grants", "kosten": "costs",
        "quote": "quota", "objekte": "sites", "bevoelkerung": "population",
    }  # fmt: skip
    assert {kind.name for kind in kinds.load().values() if kind.required} == {"faelle", "stellen"}
