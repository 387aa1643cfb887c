"""The press check on 10 kB of press release. Baseline: splitting the same text into words."""

from __future__ import annotations

import re
import time
from typing import Any

from bench.measure import line, timed

_SIZE = 10_240


def main() -> None:
    start = time.perf_counter()
    from pipelines.publish.check import check
    from tests.check import corpus_tools

    facts = corpus_tools.facts()
    print(f"import and facts: {(time.perf_counter() - start) * 1000:.0f} ms")
    dense = _text(corpus_tools.load("seen.yml") + corpus_tools.load("heldout.yml"))
    plain = _text([entry for entry in corpus_tools.load("seen.yml") if not entry.get("claims")])
    start = time.perf_counter()
    found = len(check(dense, facts))
    print(f"first call: {(time.perf_counter() - start) * 1000:.0f} ms")
    words = timed(lambda: re.findall(r"\w+", dense), 50)
    print(line("words of 10 kB (baseline)", words))
    print(
        line(f"check of 10 kB with {found} claims", timed(lambda: check(dense, facts), 20), sorted(words)[25])
    )
    print(line("check of 10 kB without claims", timed(lambda: check(plain, facts), 20), sorted(words)[25]))
    _worst(check, facts)


def _worst(check: Any, facts: Any) -> None:
    """Texts nobody writes: the work must stay in proportion to their length."""
    texts = {
        "one sentence with 1,000 numbers": "Die aktive Zielgruppe umfasst "
        + " und ".join(f"{n} Personen" for n in range(100, 900)),
        "numbers only": " ".join(map(str, range(100, 5000))),
        "ranges without end": "1 bis " * 2000,
        "claims without a full stop": "Ukrainer kamen 5 " * 600,
        "one word": "a" * _SIZE,
        "a title on every line": "Personen der Zielgruppe begleitet Lörrach\n" * 250,
        "a chronicle": "Juni: 512 Personen der Zielgruppe\n" * 310,
        "one number word": "tausend" * 1500,
    }  # fmt: skip
    for name, text in texts.items():
        print(line(f"check of 10 kB: {name}", timed(lambda t=text[:_SIZE]: check(t, facts), 5)))  # type: ignore[misc]


def _text(entries: list[dict[str, object]]) -> str:
    text = "\n\n".join(str(entry["text"]) for entry in entries)
    return (text * (_SIZE // len(text) + 1))[:_SIZE]
