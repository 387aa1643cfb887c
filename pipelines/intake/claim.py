"""What a file is: kind, Träger and export date from its name, or from a profile that claims it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipelines.hints import did_you_mean
from pipelines.intake import kinds, text, workbook
from pipelines.intake.kinds import Kind
from pipelines.intake.model import FileRefused
from pipelines.intake.profiles import Profile, parse_day
from pipelines.intake.snapshot import Snapshot
from pipelines.intake.words import fold

_NAME = re.compile(
    r"(?P<kind>[^_]+)_(?P<traeger>[^_]+)_(?P<date>\d{4}-\d{2}-\d{2})(?P<ending>\.(?:csv|xlsx))", re.IGNORECASE
)
# The same with whatever ending: a delivery in a form that nobody reads.
_OTHERWISE = re.compile(_NAME.pattern.replace(r"\.(?:csv|xlsx)", r"(?:\..*)?"), re.IGNORECASE | re.DOTALL)
_OWNER = re.compile(r"[A-ZÄÖÜ][A-ZÄÖÜ0-9-]{0,39}")
CITY = "STADT"


@dataclass(frozen=True)
class Claim:
    """Kind, owner (the Träger or STADT), export date, and the profile that reads the file (None: canonical)."""

    kind: Kind
    traeger: str
    export_date: date
    profile: Profile | None


def fits(
    path: Path, profiles: Sequence[Profile], taken: Snapshot, book: workbook.Workbook | None
) -> dict[str, bool]:
    """For profiles that claim by header: whether all their headers stand in one row of the file's head."""
    asking = [
        profile
        for profile in profiles
        if profile.claims_header and (profile.claims_file is None or profile.claim(path.name) is not None)
    ]
    return {profile.name: _has_headers(profile, taken, book) for profile in asking}


def _has_headers(profile: Profile, taken: Snapshot, book: workbook.Workbook | None) -> bool:
    wanted = {fold(header) for header in profile.claims_header}
    if book is not None:
        heads = [sheet.records[:60] for sheet in book.sheets]
    else:
        encoding = profile.encoding or text.detect_encoding(taken)
        delimiters = [profile.delimiter] if profile.delimiter else list(text.DELIMITERS)
        heads = [text.head_records(taken, encoding, delimiter) for delimiter in delimiters]
    return any(wanted <= {fold(cell) for cell in record} for head in heads for record in head)


def claim(path: Path, profiles: Sequence[Profile], fits: Mapping[str, bool]) -> Claim:
    """What the file at `path` is. fits: profile name → its claimed headers stand in the file.

    A profile goes before the canonical name, an own profile before a shipped one.
    Raises FileRefused (unreadable_file) for a name that nobody claims or two profiles of one rank do.
    """
    candidates = [
        (profile, groups)
        for profile in profiles
        if fits.get(profile.name, True)
        and (groups := {} if profile.claims_file is None else profile.claim(path.name)) is not None
        and (profile.claims_file is not None or fits.get(profile.name, False))
    ]
    if candidates:
        best = min(profile.rank for profile, _ in candidates)
        first = [(profile, groups) for profile, groups in candidates if profile.rank == best]
        if len({profile.name for profile, _ in first}) > 1:
            names = " und ".join(f"«{profile.name}»" for profile, _ in first)
            raise _refused(path, f"Die Profile {names} beanspruchen diese Datei; bitte eines enger fassen.")
        return _by_profile(path, *first[0])
    found = _NAME.fullmatch(path.name)
    if not found and is_delivery(path.name):
        raise _refused(
            path,
            f"Dateien mit der Endung «{path.suffix}» werden nicht gelesen; bitte als CSV oder XLSX abgeben.",
        )
    if not found:
        raise _refused(
            path,
            "Der Dateiname folgt keinem Muster, z. B. «faelle_CARITAS_2022-06-30.csv»; bitte umbenennen.",
        )
    return _claim(path, None, found["kind"], found["traeger"], found["date"])


def is_delivery(name: str) -> bool:
    """Whether a name is that of a delivery, of a known kind and with an export date, whatever its ending."""
    found = _OTHERWISE.fullmatch(name)
    return found is not None and fold(found["kind"]) in {fold(kind) for kind in kinds.load()}


def told_by_name(path: Path) -> tuple[str, str, date] | None:
    """Kind, owner and export date as the file's own name tells them, None when it does not; for files not read."""
    found = _OTHERWISE.fullmatch(path.name)
    try:
        told = found and _claim(path, None, found["kind"], found["traeger"], found["date"])
    except FileRefused:
        return None
    return (told.kind.name, told.traeger, told.export_date) if told else None


def _by_profile(path: Path, profile: Profile, groups: Mapping[str, str]) -> Claim:
    named = _NAME.fullmatch(path.name)
    parts = (named.groupdict() if named else {}) | dict(groups)
    owner = profile.traeger or parts.get("traeger", "")
    day = profile.export_date.isoformat() if profile.export_date else parts.get("date", "")
    return _claim(path, profile, profile.kind or parts.get("kind", ""), owner, day)


def _claim(path: Path, profile: Profile | None, kind_word: str, owner: str, day: str) -> Claim:
    known = {fold(name): kind for name, kind in kinds.load().items()}
    kind = known.get(fold(kind_word))
    if kind is None:
        names = list(kinds.load())
        near = did_you_mean(kind_word.lower(), names)
        raise _refused(
            path,
            f"Die Art «{kind_word}» gibt es nicht. {near} Bitte die Datei umbenennen oder ein Profil anlegen.",
        )
    export_date = parse_day(day)
    if export_date is None:
        raise _refused(path, "Im Dateinamen steht kein gültiger Exporttag (JJJJ-MM-TT); bitte umbenennen.")
    traeger = owner.upper() or ("" if kind.per_traeger else CITY)
    if not _OWNER.fullmatch(traeger):
        raise _refused(path, "Der Träger ist aus dem Dateinamen nicht zu erkennen; bitte umbenennen.")
    if not kind.per_traeger and traeger != CITY:
        raise _refused(
            path, f"«{kind.name}» führt die Stadt; bitte als «{kind.name}_{CITY}_{export_date}» abgeben."
        )
    return Claim(kind, traeger, export_date, profile)


def _refused(path: Path, sentence: str) -> FileRefused:
    return FileRefused("unreadable_file", f"{path.name}: {sentence}")


def more_traeger(
    claims: Iterable[Claim], settings: Mapping[str, str], profiles: Iterable[Profile]
) -> set[str]:
    """Träger that rows may name beyond the code list: settings, profiles, owners of the delivered files."""
    own = {profile.traeger for profile in profiles if profile.traeger and profile.rank < 2}
    return own | {name.upper() for name in settings} | {claim.traeger for claim in claims}
