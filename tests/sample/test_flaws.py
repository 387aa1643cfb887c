"""Mistakes and attacks are really in the files, and the facts underneath stay those of the clean sample."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from pipelines import sample
from pipelines.sample import hostile
from pipelines.sample.chance import Chance
from pipelines.sample.columns import COLUMNS
from pipelines.sample.flaws import spoil


@pytest.fixture(scope="module")
def typical(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("typical")
    sample.write(directory, sample.Wish(deliveries=1, flaws="typical"))
    return directory


def test_each_traeger_delivers_in_the_dress_of_its_product(typical: Path) -> None:
    caritas = (typical / "faelle_CARITAS_2025-07-31.csv").read_bytes()
    assert caritas.startswith("Caritasverband – Auszug".encode("cp1252"))
    assert (
        "Lfd. Nr.;Fall-ID;Haushalts-ID;Träger;Geburtsjahr;Geschlecht;Nationalität;".encode("cp1252")
        in caritas
    )
    assert caritas.endswith(b"Erstellt am 31.07.2025\r\n")
    assert (typical / "kosten_STADT_2025-07-31.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert "\nSumme;;;" in (typical / "kosten_STADT_2025-07-31.csv").read_text(encoding="utf-8-sig")
    assert zipfile.is_zipfile(typical / "faelle_DIAKONIE_2025-07-31.xlsx")


@pytest.mark.parametrize(
    ("kind", "mistake"),
    [
        ("faelle_STADT", ";2091;"),
        ("faelle_STADT", ";31.06.2021;"),
        ("faelle_STADT", ";XYZ;"),
        ("faelle_STADT", ";k. A.;"),
        ("aufenthalt_STADT", ";§ 99;"),
        ("unterbringung_STADT", ";ZELT;"),
        ("beratungen_STADT", ";-5;"),
        ("zuzugsregister_STADT", ";1888;"),
        ("stellen_STADT", ";9,5;"),
        ("bevoelkerung_STADT", "\n8336050;"),
    ],
)
def test_everyday_mistakes_are_sprinkled(typical: Path, kind: str, mistake: str) -> None:
    assert mistake in (typical / f"{kind}_2025-07-31.csv").read_text(encoding="utf-8-sig")


def test_most_rows_stay_as_they_are() -> None:
    lines = [f"BS-{number:010X};24;01.04.2022;" for number in range(2000)]
    spoiled = spoil("aufenthalt", lines, Chance("test"))
    assert 0 < len(set(lines) - set(spoiled)) < 40
    assert all(line.count(";") == COLUMNS["aufenthalt"].count(";") for line in spoiled)


def test_two_typical_samples_are_the_same_bytes(typical: Path, tmp_path: Path) -> None:
    sample.write(tmp_path, sample.Wish(deliveries=1, flaws="typical"))
    for path in typical.iterdir():
        assert (tmp_path / path.name).read_bytes() == path.read_bytes()


def test_every_attack_is_a_delivery_of_its_own(tmp_path: Path) -> None:
    folders = sample.write(tmp_path, sample.Wish(flaws="hostile"))
    assert set(folders) == set(hostile.ATTACKS)
    assert all(number >= 19 for number in folders.values())
    assert (tmp_path / "verweis" / "aufenthalt_STADT_2025-07-31.csv").is_symlink()
    bomb = tmp_path / "zip-bombe" / "faelle_STADT_2025-07-31.xlsx"
    assert bomb.stat().st_size < 300_000
    with zipfile.ZipFile(bomb) as book:
        assert book.getinfo("xl/worksheets/sheet1.xml").file_size == 256 << 20
