"""The first look at a file: is it safe to open, what are its bytes, did it hold still while it was read."""

from __future__ import annotations

import codecs
import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from pipelines.errors import because
from pipelines.intake.model import FileRefused

_CHUNK = 1 << 20
_HEAD = 1 << 18
LARGEST_LINE = 2 << 20
_WINDOW = 1 << 14
# Characters no text of an office holds; a vertical tab is a soft line break of older spreadsheets.
_CONTROL = bytes(code for code in range(32) if code not in (9, 10, 13))
# Bytes that need a closer look than the straight way gives: odd blanks, marks inside, mojibake; blank lines, ="texts".
_ODD = (
    b"\xc2\xa0",
    b"\xc2\xad",
    b"\xe2\x80",
    b"\xe2\x81",
    b"\xe3\x80\x80",
    b"\xef\xbb\xbf",
    b"\xc3\x83",
    b"\xc3\x82",
    b"\xc3\x85",
    b"\xc3\xa2",
)
# Byte order marks, the second bytes of UTF-16, blanks, separators: a file of nothing else says nothing.
_NOTHING = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n;,|"
_NEVER_PLAIN = (b"\n\n", b"\n\r\n", b'="')


@dataclass(frozen=True)
class Snapshot:
    """A file as it was at one moment.

    head: its first 256 KiB. peculiar: holds bytes that the straight way does not read right. quotes: number of
    quotation marks. lines: number of line ends. blanks: cells below the first line hold blanks, so they may be padded.
    ends_with_line: the last record has its line end (in UTF-16 a zero byte may stand behind it).
    """

    path: Path
    size: int
    sha256: str
    head: bytes
    nul: bool
    peculiar: bool
    quotes: int
    lines: int
    blanks: bool
    ends_with_line: bool
    _stat: tuple[int, ...]

    @property
    def is_blank(self) -> bool:
        """The file holds no byte, or only marks, line ends and separators."""
        return self.size == len(self.head) and not self.head.strip(_NOTHING)

    def hold_still(self) -> None:
        """Raise FileRefused when the file is not the one that was hashed."""
        if _identity(self.path) != self._stat:
            raise FileRefused(
                "unreadable_file",
                f"{self.path.name}: Die Datei hat sich beim Lesen geändert; bitte warten, bis sie fertig kopiert ist.",
            )


def take(path: Path) -> Snapshot:
    """Hash and look over one file in pieces (constant memory).

    Raises FileRefused: a link, no plain file, an unsafe name, unreadable, changed meanwhile.
    """
    _refuse_unsafe(path)
    try:
        return _look_over(path)
    except OSError as error:
        raise FileRefused(
            "unreadable_file",
            f"{path.name}: Die Datei lässt sich nicht öffnen ({because(error)}); bitte die Rechte prüfen.",
        ) from error


def _refuse_unsafe(path: Path) -> None:
    name = path.name
    if any(ord(character) < 32 for character in name) or "\\" in name or ".." in name:
        shown = "".join(character if character.isprintable() else "?" for character in name)
        raise FileRefused(
            "unsafe_file", f"{shown}: Der Dateiname enthält einen Pfad; bitte die Datei umbenennen."
        )
    if path.is_symlink():
        raise FileRefused("unsafe_file", f"{name}: Das ist eine Verknüpfung; bitte die Datei selbst abgeben.")
    if not path.exists():
        raise FileRefused("unreadable_file", f"{name}: Die Datei gibt es nicht; bitte den Pfad prüfen.")
    if not stat.S_ISREG(path.stat().st_mode):
        raise FileRefused(
            "unsafe_file", f"{name}: Das ist keine gewöhnliche Datei; bitte eine Datei abgeben."
        )


def _identity(path: Path) -> tuple[int, ...]:
    now = path.lstat()
    return now.st_ino, now.st_size, now.st_mtime_ns, now.st_ctime_ns


def _look_over(path: Path) -> Snapshot:
    before = _identity(path)
    digest = hashlib.sha256()
    head, rest, size, quotes, lines, since_line = b"", b"", 0, 0, 0, 0
    nul = peculiar = blanks = False
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    with os.fdopen(handle, "rb", buffering=0) as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
            head += chunk[: _HEAD - len(head)] if len(head) < _HEAD else b""
            quotes += chunk.count(b'"')
            lines += chunk.count(b"\n")
            nul = nul or b"\0" in chunk
            if not peculiar:
                # Two bytes of the piece before, so that nothing hides on the seam; a mark at the very start is fine.
                seam = rest + (chunk.removeprefix(codecs.BOM_UTF8) if size == len(chunk) else chunk)
                peculiar = _is_peculiar(seam)
            blanks = blanks or b" " in (chunk if size > len(chunk) else chunk[chunk.find(b"\n") :])
            since_line = len(chunk) - 1 - chunk.rfind(b"\n") if b"\n" in chunk else since_line + len(chunk)
            if since_line > LARGEST_LINE and not head.startswith(b"PK"):
                raise FileRefused(
                    "unsafe_file",
                    f"{path.name}: Zeile {lines + 1} ist länger als 2 Millionen Zeichen; "
                    "bitte die Datei neu exportieren.",
                )
            rest = chunk[-2:]
    taken = Snapshot(
        path, size, digest.hexdigest(), head, nul, peculiar, quotes, lines, blanks,
        since_line == 0 or rest == b"\n\0", before,
    )  # fmt: skip
    taken.hold_still()
    return taken


def _is_peculiar(piece: bytes) -> bool:
    # A window without line end: a cell may be longer than any spreadsheet can hold.
    if any(b"\n" not in piece[start : start + _WINDOW] for start in range(0, len(piece) - _WINDOW, _WINDOW)):
        return True
    if len(piece.translate(None, _CONTROL)) != len(piece) or any(sign in piece for sign in _NEVER_PLAIN):
        return True
    return not piece.isascii() and any(sign in piece for sign in _ODD)
