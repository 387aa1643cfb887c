"""10,000 mutated files of all kinds, CSV and XLSX: no traceback, no hang, no lost row, no refusal without a sentence.

Every file goes through `intake.read`, twenty at a time; some go through the whole `zgm load` beside a clean delivery.
Of the workbooks half are hurt as files, half inside, packed again properly. Printed: what became of the files, and
the slowest delivery.
"""

from __future__ import annotations

import contextlib
import io
import json
import random
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import duckdb

from pipelines import intake, settings
from pipelines.__main__ import main as zgm
from pipelines.intake import kinds
from pipelines.paths import Home

FILES = 10_000
SEED = 2022
_AT_ONCE = 20
_SLOWEST = 60.0
_DAY = "2025-07-31"
_NUMBERS = ("rows_loaded", "rows_quarantined", "rows_identical", "rows_outside")
_PIECES = [
    b'"',
    b";",
    b",",
    b"\t",
    b"\n",
    b"\r\n",
    b"\0",
    b"\xff\xfe",
    b"\xc3",
    b"=",
    b"\xef\xbb\xbf",
    b"'",
    b"\x1f",
    b"|",
]
_PIECES += [
    b"Summe",
    b"31.02.2022",
    b"999999999999",
    "ä".encode("cp1252"),
    "Ã¤".encode(),
]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        play(Path(folder), FILES, random.Random(SEED))


def play(folder: Path, files: int, chance: random.Random) -> None:
    """Mutate, read and account for `files` files; raises AssertionError for the first that breaks a promise."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        zgm(["sample", "--out", str(folder / "rein"), "--persons", "12", "--deliveries", "1"])
    originals = _originals(folder / "rein")
    seen, slowest, start = Counter[str](), 0.0, time.perf_counter()
    for number in range(files // _AT_ONCE):
        inbox = folder / "eingang"
        inbox.mkdir()
        for place in range(_AT_ONCE):
            (kind, ending), content = chance.choice(sorted(originals.items()))
            name = (
                f"{kind}_T{place}_{_DAY}{ending}"
                if kinds.load()[kind].per_traeger
                else f"{kind}_STADT_2025-07-{place + 1:02d}{ending}"
            )
            (inbox / name).write_bytes(_hurt(chance, content, ending))
        begun = time.perf_counter()
        seen += _read(inbox)
        slowest = max(slowest, time.perf_counter() - begun)
        assert slowest < _SLOWEST, f"delivery {number} took {slowest:.0f} s"
        if number % 25 == 0:
            seen += _load(folder, sorted(inbox.iterdir())[: _AT_ONCE // 5])
        for path in inbox.iterdir():
            path.unlink()
        inbox.rmdir()
    for what, times in sorted(seen.items()):
        print(f"{what}: {times}")
    print(f"{files} mutated files in {time.perf_counter() - start:.0f} s, slowest delivery {slowest:.1f} s")


def _hurt(chance: random.Random, content: bytes, ending: str) -> bytes:
    if ending == ".xlsx" and chance.random() < 0.5:
        return _stored(
            content,
            lambda name, part: mutated(chance, part) if "sheet1" in name or "Strings" in name else part,
        )
    return mutated(chance, content)


def mutated(chance: random.Random, content: bytes) -> bytes:
    """One to eight slips: bytes changed, lost, put in, repeated, cut off, swapped."""
    body = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        body = body or bytearray(b"x")
        place, action = chance.randrange(len(body)), chance.randrange(6)
        if action == 0:
            body[place] = chance.randrange(256)
        elif action == 1:
            del body[place : place + chance.randrange(1, 40)]
        elif action == 2:
            body[place:place] = chance.choice(_PIECES) * chance.choice((1, 1, 1, 3, 50))
        elif action == 3:
            body[place:place] = body[place : place + 60] * chance.randrange(1, 5)
        elif action == 4 and chance.random() < 0.3:
            del body[place:]
        else:
            other = chance.randrange(len(body))
            body[place : place + 8], body[other : other + 8] = (
                body[other : other + 8],
                body[place : place + 8],
            )
    return bytes(body)


def _originals(clean: Path) -> dict[tuple[str, str], bytes]:
    """One small file of every kind: as it is, in Windows-1252 or UTF-16, and as a workbook."""
    found: dict[tuple[str, str], bytes] = {}
    for path in sorted(clean.glob("*.csv")):
        kind, text = path.name.split("_")[0], path.read_text(encoding="utf-8")
        lines = text.splitlines()[:9]
        found[kind, ".csv"] = "\n".join(lines).encode("cp1252" if len(found) % 4 == 0 else "utf-8")
        found[kind, ".xlsx"] = _workbook([line.split(";") for line in lines])
    return found


def _workbook(rows: list[list[str]]) -> bytes:
    import xlsxwriter

    buffer = io.BytesIO()
    # Uncompressed, so that a changed byte reaches the cells and not only the packing.
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Daten")
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)
    return _stored(buffer.getvalue())


def _stored(packed: bytes, change: Callable[[str, bytes], bytes] = lambda _, part: part) -> bytes:
    """The same parts, each through `change`, packed without compression and with right checksums."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(packed)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as target,
    ):
        for entry in source.infolist():
            target.writestr(entry.filename, change(entry.filename, source.read(entry.filename)))
    return out.getvalue()


def _read(inbox: Path) -> Mapping[str, int]:
    seen = Counter[str]()
    with duckdb.connect() as connection:
        taken = intake.read(connection, sorted(inbox.iterdir()), settings.load(Home(inbox)))
        for account in taken.files:
            staged = taken.staged_rows.get(account.file_no, 0)
            if account.refused:
                assert account.reason and account.reason.startswith(account.file), account
                assert staged == 0, account
                seen[f"refused: {account.rule}"] += 1
            else:
                assert account.rows_read == staged + account.rows_outside, account
                seen["read"] += 1
    return seen


def _load(folder: Path, paths: Sequence[Path]) -> Mapping[str, int]:
    """The whole way: each file beside a clean delivery, one after the other into the same home."""
    codes = Counter[str]()
    with tempfile.TemporaryDirectory(dir=folder) as home:
        for path in paths:
            out, told = io.StringIO(), io.StringIO()
            clean = [
                str(file) for file in sorted((folder / "rein").glob("*.csv")) if not _same_slot(file, path)
            ]
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(told):
                code = zgm(["load", "--json", "--home", home, str(path), *clean])
            assert code in (0, 3, 4, 5), f"{path.name}: exit {code}: {told.getvalue()[-400:]}"
            for file in json.loads(out.getvalue())["files"]:
                if file["verdict"] in ("loaded", "superseded"):
                    assert file["rows_read"] == sum(file[name] for name in _NUMBERS), file
            codes[f"whole load: exit {code}"] += 1
    return codes


def _same_slot(clean: Path, path: Path) -> bool:
    return clean.stem == path.stem


if __name__ == "__main__":
    main()
