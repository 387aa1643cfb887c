"""One family of errors: each carries a German sentence for a person and the exit code of the command line."""

from __future__ import annotations

import errno

_REASONS = {
    errno.ENOSPC: "auf dem Datenträger ist kein Platz mehr",
    errno.EACCES: "die Rechte reichen nicht aus",
    errno.EPERM: "die Rechte reichen nicht aus",
    errno.EROFS: "der Datenträger ist schreibgeschützt",
    errno.EDQUOT: "das Speicherkontingent ist erschöpft",
    errno.ENOENT: "die Datei oder der Ordner fehlt",
    errno.EISDIR: "dort liegt ein Ordner",
    errno.ENOTDIR: "ein Teil des Pfades ist kein Ordner",
    errno.EEXIST: "dort liegt schon etwas mit diesem Namen",
    errno.ENAMETOOLONG: "der Name ist zu lang",
    errno.ELOOP: "der Pfad führt im Kreis",
    errno.EIO: "das Laufwerk meldet einen Fehler",
    errno.EBUSY: "die Datei ist gerade in Gebrauch",
    errno.EMFILE: "es sind zu viele Dateien offen",
}


def because(error: OSError) -> str:
    """Why the operating system refused, in German words for the middle of a sentence."""
    return _REASONS.get(error.errno or 0, f"Fehler {error.errno} des Betriebssystems")


class Problem(Exception):
    """Something a person must know: `str(problem)` is one German sentence (what, where, what to do)."""

    exit_code = 1


class EnvironmentProblem(Problem):
    """Disk, lock, port, home, permissions."""

    exit_code = 1


class UsageProblem(Problem):
    """The command was called in a way that cannot be meant."""

    exit_code = 2


class Refused(Problem):
    """A delivery or a release is refused; nothing stored changes."""

    exit_code = 4


class PersonalData(Refused):
    """A delivery holds personal data; nothing of it is stored."""

    exit_code = 5


class Damaged(Problem):
    """A stored file does not match its hash."""

    exit_code = 6


class NotAvailable(Problem):
    """The figure exists, but not for this audience or day."""

    exit_code = 7


class NoSuchFigure(NotAvailable):
    """No audience has this figure: the question is wrong, whoever asks."""

    exit_code = UsageProblem.exit_code


class ClaimsWrong(Problem):
    """A draft contradicts the data, or printed figures contradict each other."""

    exit_code = 8


class Disclosive(Problem):
    """The attack found something out about persons."""

    exit_code = 9
