"""Local accounts: names, roles and argon2 hashes, sessions, and failed attempts, in one SQLite file of the home.

Sessions live on the server, so that logging out ends them; the file holds a hash of the token only.
"""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from dashboard.roles import ROLES
from pipelines.errors import Refused, UsageProblem

SESSION_SECONDS = 10 * 3600
WINDOW_SECONDS = 15 * 60
MOST_FAILURES = 5  # of one name within the window
MOST_FAILURES_OF_ALL = 50  # of all names: slows down whoever tries one password on many names
SHORTEST_PASSWORD = 12
_LONGEST = 1024
_SCHEMA = """
CREATE TABLE IF NOT EXISTS accounts (name TEXT PRIMARY KEY, role TEXT NOT NULL, hash TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS sessions (token TEXT PRIMARY KEY, name TEXT NOT NULL, ends REAL NOT NULL);
CREATE TABLE IF NOT EXISTS failures (name TEXT NOT NULL, at REAL NOT NULL);
"""
# One hash at a time: each takes 19 MiB, and a worker has many threads.
_one_hash = threading.Lock()


class TooManyAttempts(Refused):
    """Somebody tries passwords; waiting is all that helps."""


@dataclass(frozen=True)
class Account:
    """A person with a role."""

    name: str
    role: str


class Accounts:
    """The accounts of a home. clock: seconds since the epoch."""

    def __init__(self, path: Path, clock: Callable[[], float] = time.time) -> None:
        from argon2 import PasswordHasher

        self._path = path
        self._clock = clock
        # Argon2id with the parameters that OWASP recommends for little memory.
        self._hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
        self._nobody = self._hasher.hash(secrets.token_hex())
        path.touch(mode=0o600, exist_ok=True)
        with self._open() as connection:
            connection.executescript(_SCHEMA)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self._path, timeout=10)) as connection, connection:
            yield connection

    def add(self, name: str, role: str, password: str) -> None:
        """Make an account, or give it a new password and role; its sessions end.

        Raises UsageProblem for an unknown role, an empty name or a short password.
        """
        if role not in ROLES:
            raise UsageProblem(f"Die Rolle «{role}» gibt es nicht; möglich sind {', '.join(ROLES)}.")
        if not name.strip() or not SHORTEST_PASSWORD <= len(password) <= _LONGEST:
            raise UsageProblem(
                f"Ein Konto braucht einen Namen und ein Kennwort mit mindestens {SHORTEST_PASSWORD} Zeichen."
            )
        with _one_hash:
            hashed = self._hasher.hash(password)
        with self._open() as connection:
            connection.execute("INSERT OR REPLACE INTO accounts VALUES (?, ?, ?)", (name, role, hashed))
            connection.execute("DELETE FROM sessions WHERE name = ?", (name,))

    def remove(self, name: str) -> None:
        """Take an account and its sessions away; UsageProblem for an unknown name."""
        with self._open() as connection:
            if not connection.execute("DELETE FROM accounts WHERE name = ?", (name,)).rowcount:
                raise UsageProblem(f"Das Konto «{name}» gibt es nicht.")
            connection.execute("DELETE FROM sessions WHERE name = ?", (name,))

    def all(self) -> list[Account]:
        """All accounts by name."""
        with self._open() as connection:
            rows = connection.execute("SELECT name, role FROM accounts ORDER BY name").fetchall()
        return [Account(*row) for row in rows]

    def login(self, name: str, password: str) -> str | None:
        """A new session's token, None for a wrong name or password (both take the same time).

        Raises TooManyAttempts after five failures of a name within a quarter of an hour.
        """
        self._slow_down(name)
        with self._open() as connection:
            row = connection.execute("SELECT hash FROM accounts WHERE name = ?", (name,)).fetchone()
        if not self._fits(row[0] if row else self._nobody, password[:_LONGEST]) or row is None:
            with self._open() as connection:
                connection.execute("INSERT INTO failures VALUES (?, ?)", (name[:80], self._clock()))
            return None
        token = secrets.token_urlsafe(32)
        now = self._clock()
        with self._open() as connection:
            connection.execute("DELETE FROM failures WHERE name = ? OR at < ?", (name, now - WINDOW_SECONDS))
            connection.execute("DELETE FROM sessions WHERE ends < ?", (now,))
            connection.execute(
                "INSERT INTO sessions VALUES (?, ?, ?)", (_digest(token), name, now + SESSION_SECONDS)
            )
        return token

    def _fits(self, hashed: str, password: str) -> bool:
        from argon2.exceptions import VerifyMismatchError

        try:
            with _one_hash:
                return self._hasher.verify(hashed, password)
        except VerifyMismatchError:
            return False

    def _slow_down(self, name: str) -> None:
        since = self._clock() - WINDOW_SECONDS
        with self._open() as connection:
            own, every = connection.execute(
                "SELECT count(*) FILTER (WHERE name = ?), count(*) FROM failures WHERE at > ?",
                (name[:80], since),
            ).fetchone()
        if own >= MOST_FAILURES or every >= MOST_FAILURES_OF_ALL:
            raise TooManyAttempts("Zu viele Fehlversuche; bitte in einer Viertelstunde wieder versuchen.")

    def of_session(self, token: str) -> Account | None:
        """The account of a running session; None when it has ended or never was."""
        with self._open() as connection:
            row = connection.execute(
                "SELECT accounts.name, role FROM sessions JOIN accounts USING (name) WHERE token = ? AND ends > ?",
                (_digest(token), self._clock()),
            ).fetchone()
        return Account(*row) if row else None

    def logout(self, token: str) -> None:
        """End a session; a token that is none changes nothing."""
        with self._open() as connection:
            connection.execute("DELETE FROM sessions WHERE token = ?", (_digest(token),))


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
