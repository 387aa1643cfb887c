"""Every text of the press check's corpus. Baseline: what a careful reader said of each (the labels)."""

from __future__ import annotations


def main() -> None:
    from tests.check import corpus_tools

    score, texts = corpus_tools.Score(), 0
    for name in corpus_tools.FILES:
        for entry in corpus_tools.load(name):
            score.add(entry)
            texts += 1
    print(f"{texts} texts, {score.wanted} claims in their labels (baseline)")
    print(f"found: {score.found} ({score.found / score.wanted:.2%} of the baseline; bar: 95 %)")
    print(f"claims nobody made: {score.false} ({score.false / score.told:.2%} of those told; bar: 2 %)")
    print(f"verdicts that differ: {len(score.wrong)} (bar: none)")
    for text, (metric, value, as_of) in score.wrong:
        print(f"  {metric} {value} {as_of}: {text}")
