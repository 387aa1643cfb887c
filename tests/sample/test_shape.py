"""Which files there are, what they are called, and that the same wish gives the same bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from pipelines import sample
from pipelines.__main__ import main
from pipelines.errors import UsageProblem
from pipelines.sample import deliveries
from pipelines.sample.chance import case_id, person_id, scramble

SMALL = sample.Wish(persons=120, months=30, deliveries=2, seed=7)


def content(directory: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(directory.iterdir())}


def header_of_the_contract() -> Iterator[tuple[str, str]]:
    yield "faelle_CARITAS", "Fall-ID;Haushalts-ID;Träger;Geburtsjahr;Geschlecht;Staatsangehörigkeit;"
    yield "aufenthalt_STADT", "Fall-ID;Aufenthaltsstatus;gültig ab;gültig bis\n"
    yield "unterbringung_DIAKONIE", "Fall-ID;Unterbringungsart;Objekt;Einzug;Auszug\n"
    yield "beratungen_STADT", "Kontakt-ID;Fall-ID;Datum;Kanal;Thema;Dauer (Min.);Dolmetscher\n"
    yield (
        "zuzugsregister_STADT",
        "Person-ID;Staatsangehörigkeit;Aufenthaltsstatus;Geburtsjahr;Geschlecht;Zuzug;",
    )
    yield "stellen_STADT", "Stellen-Nr.;Träger;Funktion;VZÄ Plan;VZÄ besetzt;VZÄ gefördert;Förderprogramm;"
    yield "foerderung_STADT", "Bescheid;Programm;Träger;von;bis;VZÄ gefördert;Satz je VZÄ und Jahr (EUR);"
    yield "kosten_STADT", "Träger;Jahr;Kostenart;Betrag (EUR);Verwaltungspauschale Stadt (EUR)\n"
    yield "quote_STADT", "Jahr;Stand vom;Soll;Ist;davon ordnungsrechtlich;davon privat;Übertrag\n"
    yield "objekte_STADT", "Objekt;Plätze;nutzbar;ab;bis\n"
    yield "bevoelkerung_STADT", "AGS;Stichtag;Einwohner;Basis;Ausländer\n"


@pytest.mark.parametrize(("name", "header"), list(header_of_the_contract()))
def test_every_kind_is_written_in_canonical_form(city: Path, name: str, header: str) -> None:
    assert (city / f"{name}_2025-07-31.csv").read_text(encoding="utf-8").startswith(header)


def test_there_are_nine_deliveries_of_nineteen_files_with_rows(city: Path) -> None:
    dates = {path.name.rsplit("_", 1)[1] for path in city.iterdir()}
    expected = {f"{year}-12-31.csv" for year in range(2018, 2025)} | {"2022-06-30.csv", "2025-07-31.csv"}
    assert dates == expected
    assert len(list(city.iterdir())) == 9 * 19
    assert all(path.read_bytes().count(b"\n") > 1 for path in city.iterdir())


@pytest.mark.parametrize("persons", [1, 12])
def test_a_sample_of_a_few_persons_can_be_loaded(persons: int, tmp_path: Path) -> None:
    """A Träger without a case delivers no file of cases; one without rows is refused."""
    out, home = tmp_path / "wenige", str(tmp_path / "home")
    larger = sample.write(out, sample.Wish(persons=40, months=12, deliveries=2))
    rows = sample.write(out, sample.Wish(persons=persons, months=12, deliveries=2))
    assert len(rows) < len(larger)
    assert sorted(rows) == sorted(path.name for path in out.iterdir()), "nothing of the larger one is left"
    assert main(["load", str(out), "--home", home]) == 0
    assert main(["release", "--approve", "Beispiel", "--home", home]) == 0


@pytest.mark.parametrize(
    ("persons", "months", "seed"),
    [
        (1, 91, 7),
        (2, 91, 3),
        (600, 42, 2),
        (600, 44, 3),
        (600, 48, 1),
        (700, 91, 0),
        (800, 91, 1),
        (1500, 24, 2),
    ],
)
def test_a_small_town_whose_first_arrivals_all_come_at_the_end_of_a_month_is_written(
    tmp_path: Path, persons: int, months: int, seed: int
) -> None:
    """Nobody had been there long enough to leave again, and the search for somebody who had never ended."""
    rows = sample.write(tmp_path, sample.Wish(persons, months, 1, seed))
    cases = [name for name in rows if name.startswith("faelle_")]
    assert len(rows) - len(cases) == 16
    assert cases and all(rows[name] for name in cases)
    assert sum(rows.values()) > persons


def test_a_hostile_delivery_of_one_person_is_written(tmp_path: Path) -> None:
    sample.write(tmp_path, sample.Wish(1, 60, 1, 349, "hostile"))
    [file] = (tmp_path / "personendaten").glob("faelle_STADT_*.csv")
    assert "Erika Mustermann;erika@beispiel.local" in file.read_text(encoding="utf-8")


def test_the_same_wish_gives_the_same_bytes_and_another_seed_others(tmp_path: Path) -> None:
    for name, wish in (("a", SMALL), ("b", SMALL), ("c", sample.Wish(120, 30, 2, 8))):
        sample.write(tmp_path / name, wish)
    assert content(tmp_path / "a") == content(tmp_path / "b")
    assert content(tmp_path / "a") != content(tmp_path / "c")


@pytest.mark.parametrize("persons", [1, 37, 3001])
def test_as_many_persons_as_asked_for_have_a_fall_id(tmp_path: Path, persons: int) -> None:
    sample.write(tmp_path, sample.Wish(persons=persons))
    named: set[str] = set()
    for path in tmp_path.glob("faelle_*.csv"):
        named |= set(re.findall(r"^BS-[0-9A-F]{10}", path.read_text(encoding="utf-8"), re.M))
    assert len(named) == persons


def test_deliveries_go_back_from_july_2025() -> None:
    def named(count: int | None, months: int) -> list[str]:
        return [date.fromordinal(at).isoformat() for at in deliveries.days(count, months)]

    assert named(1, 93) == ["2025-07-31"]
    assert named(3, 93) == ["2023-12-31", "2024-12-31", "2025-07-31"]
    assert len(named(9, 93)) == 9
    assert named(None, 93) == named(9, 93)
    assert named(4, 3) == ["2025-05-31", "2025-06-30", "2025-07-31"]
    assert named(12, 93)[-4:] == ["2025-04-30", "2025-05-31", "2025-06-30", "2025-07-31"]


def test_no_pseudonym_comes_twice() -> None:
    assert len({scramble(number, 36, 5) for number in range(20_000)}) == 20_000
    assert case_id(1, 1) != case_id(1, 2)
    assert re.fullmatch(r"[A-Z]{2}-[0-9A-F]{10}", case_id(12345, 3))
    assert not re.fullmatch(r"\d{12}|[0-9a-fA-F]{32}", person_id(12345, 3))


def test_another_sample_in_the_same_directory_is_refused(tmp_path: Path) -> None:
    sample.write(tmp_path, SMALL)
    before = content(tmp_path)
    sample.write(tmp_path, SMALL)
    assert content(tmp_path) == before
    with pytest.raises(UsageProblem, match="liegen schon andere Exporte"):
        sample.write(tmp_path, sample.Wish(persons=120, months=30, deliveries=1))


def test_the_pandemic_months_have_more_calls_than_visits(city: Path) -> None:
    lines = (city / "beratungen_DIAKONIE_2025-07-31.csv").read_text(encoding="utf-8").splitlines()
    channels = [line.split(";")[3] for line in lines if line.split(";")[2].endswith(".05.2020")]
    assert channels.count("TELEFON") > channels.count("PERSOENLICH")
