"""Seeded chance and pseudonyms that come out the same on every machine.

Only `Random.random()` is used, whose sequence Python guarantees, and arithmetic without transcendental functions.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")
_BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"


class Chance:
    """A stream of decisions, fixed by its key (for example seed, block, purpose)."""

    def __init__(self, *key: object) -> None:
        digest = hashlib.sha256("|".join(map(str, key)).encode()).digest()
        self.one = Random(int.from_bytes(digest[:8], "big")).random

    def below(self, bound: int) -> int:
        """0 … bound − 1."""
        return int(self.one() * bound)

    def between(self, low: int, high: int) -> int:
        """low … high, both included."""
        return low + int(self.one() * (high - low + 1))

    def happens(self, probability: float) -> bool:
        return self.one() < probability

    def pick(self, things: Sequence[T]) -> T:
        return things[int(self.one() * len(things))]

    def weighted(self, table: Sequence[tuple[T, float]]) -> T:
        """One of the things; weights need not add up to one."""
        left = self.one() * sum(weight for _, weight in table)
        for thing, weight in table:
            left -= weight
            if left < 0:
                return thing
        return table[-1][0]

    def shuffled(self, things: Sequence[T]) -> list[T]:
        mixed = list(things)
        for last in range(len(mixed) - 1, 0, -1):
            other = self.below(last + 1)
            mixed[last], mixed[other] = mixed[other], mixed[last]
        return mixed

    def workday(self, first: int, last: int) -> int:
        """A Monday to Friday in [first, last] if there is one, else `last`."""
        at = self.between(first, last)
        while at % 7 in (6, 0) and at > first:  # ordinal 1 was a Monday: 6 is Saturday, 0 Sunday
            at -= 1
        while at % 7 in (6, 0) and at < last:
            at += 1
        return at


def scramble(number: int, bits: int, key: int) -> int:
    """A reversible mixing of `number` within `bits` (even): distinct numbers give distinct pseudonyms."""
    half = bits // 2
    mask = (1 << half) - 1
    left, right = number >> half, number & mask
    for turn in range(5):
        mixed = (right * 0x9E3779B1 + (key + turn) * 0x85EBCA6B) & 0xFFFFFFFFFFFF
        left, right = right, left ^ ((mixed ^ (mixed >> 13) ^ (mixed >> 27)) & mask)
    return left << half | right


def case_id(number: int, seed: int) -> str:
    """`BS-` (for «Beispiel») and 10 hex digits."""
    return f"BS-{scramble(number, 40, seed * 4 + 1):010X}"


def household_id(number: int, seed: int) -> str:
    return f"BSH-{scramble(number, 40, seed * 4 + 2):010X}"


def person_id(number: int, seed: int) -> str:
    """Pseudonym of the arrivals register: other key, other alphabet, not to be linked with a Fall-ID."""
    mixed = scramble(number, 40, seed * 4 + 3)
    return "R-" + "".join(_BASE32[mixed >> shift & 31] for shift in range(35, -1, -5))
