"""One family of errors: each carries a German sentence for a person and the exit code of the command line."""

from __future__ import annotations


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


class ClaimsWrong(Problem):
    """A draft contradicts the data, or printed figures contradict each other."""

    exit_code = 8


class Disclosive(Problem):
    """The attack found something out about persons."""

    exit_code = 9
