"""`--flaws hostile`: deliveries that try to do harm, one sub-folder each, around a small clean delivery.

A delivery with one hostile file is refused as a whole, so each attack stands in a folder of its own and is loaded
on its own. `LIESMICH.txt` beside the folders says what each one tries.
"""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

from pipelines.errors import UsageProblem

_DAY = "2025-07-31"
CASES = f"faelle_STADT_{_DAY}"
_STATUS = f"aufenthalt_STADT_{_DAY}"
_MEGABYTE = 1 << 20
_HEADER = "Fall-ID;Aufenthaltsstatus;gültig ab;gültig bis\n"
_ROW = "BS-0123456789;24;01.04.2022;\n"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def _status(directory: Path, content: bytes) -> None:
    (directory / f"{_STATUS}.csv").write_bytes(content)


def _huge_cell(directory: Path) -> None:
    _status(directory, (_HEADER + "BS-0123456789;" + "A" * (10 * _MEGABYTE) + ";01.04.2022;\n").encode())


def _many_columns(directory: Path) -> None:
    names = ";".join(f"Spalte {number}" for number in range(10_000))
    _status(directory, (_HEADER.strip() + ";" + names + "\n" + _ROW).encode())


def _open_quote(directory: Path) -> None:
    _status(directory, (_HEADER + 'BS-0123456789;"24;01.04.2022;\n' + _ROW * 5000).encode())


def _deep_quotes(directory: Path) -> None:
    _status(directory, (_HEADER + "BS-0123456789;" + '"' * 100_001 + ";01.04.2022;\n").encode())


def _nul_bytes(directory: Path) -> None:
    _status(directory, (_HEADER + _ROW).encode() + b"\x00\x01\x1b[2J" * 2000 + b"\n" + _ROW.encode())


def _formulas(directory: Path) -> None:
    cells = ('=HYPERLINK("http://beispiel.invalid";"klick")', "+1+1", "-2+3", "@SUMME(A1:A9)", "\t=1+1")
    _status(directory, (_HEADER + "".join(f"BS-0123456789;{cell};01.04.2022;\n" for cell in cells)).encode())


def _broken_text(directory: Path) -> None:
    _status(
        directory, _HEADER.encode() + b"BS-0123456789;\xff\xfe\xc3\x28;01.04.2022;\n" + _ROW.encode("utf-16")
    )


def _torn_end(directory: Path) -> None:
    _status(directory, (_HEADER + _ROW * 20 + "BS-01234").encode())


def _path_in_name(directory: Path) -> None:
    (directory / f"..%2F..%2F{_STATUS}.csv").write_text(_HEADER + _ROW, encoding="utf-8")
    (directory / f"..\\..\\{_STATUS}.csv").write_text(_HEADER + _ROW, encoding="utf-8")


def _link(directory: Path) -> None:
    (directory / f"{_STATUS}.csv").unlink()
    (directory / f"{_STATUS}.csv").symlink_to("/etc/hostname")


def _other_content(directory: Path) -> None:
    shutil.copy(directory / f"{CASES}.csv", directory / f"{CASES}.xlsx")
    (directory / f"{CASES}.csv").unlink()


def _personal_data(directory: Path) -> None:
    header, *rows = (directory / f"{CASES}.csv").read_text(encoding="utf-8").splitlines()
    first, *rest = rows or [";" * header.count(";")]  # a town of one person may have nobody at this Träger
    lines = [
        f"{header};Name;E-Mail",
        f"{first};Erika Mustermann;erika@beispiel.local",
        *(f"{line};;" for line in rest),
    ]
    (directory / f"{CASES}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _workbook(directory: Path, sheet: bytes, copies: int = 1) -> None:
    """A minimal workbook in place of the cases; parts are compressed, so that a bomb stays small on disk."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    packed = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'{_XML}<Types xmlns="{packed}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>',
        "_rels/.rels": f'{_XML}<Relationships xmlns="{packed}/relationships">'
        f'<Relationship Id="r1" Type="{links}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{_XML}<workbook xmlns="{main}" xmlns:r="{links}">'
        '<sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{_XML}<Relationships xmlns="{packed}/relationships">'
        f'<Relationship Id="r1" Type="{links}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as book:
        for name, text in parts.items():
            book.writestr(_entry(name), text)
        with book.open(_entry("xl/worksheets/sheet1.xml"), "w") as part:
            for _ in range(copies):
                part.write(sheet)
    (directory / f"{CASES}.csv").unlink()
    (directory / f"{CASES}.xlsx").write_bytes(target.getvalue())


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _zip_bomb(directory: Path) -> None:
    _workbook(directory, b" " * _MEGABYTE, copies=256)


def _sheet_with(entities: str, used: str) -> bytes:
    cell = f"<worksheet><sheetData><row><c><v>&{used};</v></c></row></sheetData></worksheet>"
    return f"{_XML}<!DOCTYPE worksheet [{entities}]>{cell}".encode()


def _billion_laughs(directory: Path) -> None:
    levels = ['<!ENTITY a0 "ha">', *(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))]
    _workbook(directory, _sheet_with("".join(levels), "a9"))


def _foreign_entity(directory: Path) -> None:
    _workbook(directory, _sheet_with('<!ENTITY x SYSTEM "file:///etc/hostname">', "x"))


ATTACKS: dict[str, tuple[str, Callable[[Path], None]]] = {
    "riesenzelle": ("eine Zelle mit 10 MB", _huge_cell),
    "spaltenflut": ("10.000 zusätzliche Spalten", _many_columns),
    "offenes-anfuehrungszeichen": ("ein Anführungszeichen, das nie endet", _open_quote),
    "anfuehrungszeichen": ("100.001 Anführungszeichen hintereinander", _deep_quotes),
    "steuerzeichen": ("NUL-Bytes und Steuerzeichen", _nul_bytes),
    "formeln": ("Zellen, die wie Formeln beginnen", _formulas),
    "kaputter-text": ("Bytes, die in keiner Kodierung Text sind", _broken_text),
    "abgerissen": ("der letzte Satz bricht ab", _torn_end),
    "pfad-im-namen": ("Dateinamen, die aus dem Verzeichnis führen wollen", _path_in_name),
    "verweis": ("ein symbolischer Verweis auf eine fremde Datei", _link),
    "falsche-endung": ("eine CSV-Datei, die sich als Arbeitsmappe ausgibt", _other_content),
    "personendaten": ("erfundener Name und erfundene Adresse in der Datei", _personal_data),
    "zip-bombe": ("eine Arbeitsmappe, die entpackt tausendmal so groß ist", _zip_bomb),
    "entitaeten": ("XML, das sich milliardenfach entfaltet", _billion_laughs),
    "fremde-entitaet": ("XML, das eine Datei des Rechners lesen will", _foreign_entity),
}


def write(directory: Path, clean: dict[str, bytes]) -> dict[str, int]:
    """One sub-folder per attack around the clean delivery; returns the number of files per folder.

    Raises UsageProblem when one of the folders is there already.
    """
    present = [name for name in ATTACKS if (directory / name).exists()]
    if present:
        raise UsageProblem(
            f"Im Verzeichnis {directory} liegt schon «{present[0]}»; bitte mit --out ein leeres Verzeichnis wählen."
        )
    counts = {}
    for name, (_, attack) in ATTACKS.items():
        folder = directory / name
        folder.mkdir(parents=True)
        for file, content in clean.items():
            (folder / file).write_bytes(content)
        attack(folder)
        counts[name] = len(list(folder.iterdir()))
    lines = [f"{name}: {what}" for name, (what, _) in ATTACKS.items()]
    text = "Beispieldaten, frei erfunden. Jeder Ordner ist eine Lieferung mit einem Angriff.\n\n" + "\n".join(
        lines
    )
    (directory / "LIESMICH.txt").write_text(text + "\n", encoding="utf-8")
    return counts
