"""What a city's settings change about its published numbers: rounding bases, sensitive tables, exact anchors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pipelines.disclosure import ledger
from pipelines.disclosure.block import Block
from pipelines.disclosure.grid import ANCHOR
from pipelines.disclosure.programme import Population, Programme
from pipelines.disclosure.world import Rules
from pipelines.errors import Refused, UsageProblem
from pipelines.hints import did_you_mean
from pipelines.releases.counting import month_name
from pipelines.settings import Settings

Before = Mapping[ledger.CellKey, ledger.Entry]


def rules(settings: Settings, plan: Programme, salt: bytes) -> Rules:
    """Bases and thresholds. A sensitive table takes all tables along that are added up with it.

    Raises UsageProblem for a table that the programme does not hold.
    """
    homes = _homes(plan)
    sensitive = set()
    for entry in settings["disclosure.sensitive_tables"]:
        if entry["table"] not in homes:
            raise UsageProblem(
                f"settings.toml: Die Tabelle «{entry['table']}» in disclosure.sensitive_tables gibt es nicht. "
                f"{did_you_mean(entry['table'], homes)}"
            )
        sensitive.add(homes[entry["table"]])
    return Rules(
        settings["disclosure.base"],
        settings["disclosure.threshold"],
        salt,
        settings["disclosure.sensitive_base"],
        frozenset(sensitive),
    )


def _homes(plan: Programme) -> dict[str, str]:
    """Name of every table, "active_target_group/housing", → the population whose tables it is added up with."""
    found: dict[str, str] = {}
    for group in plan.populations.values():
        found |= {f"{group.names[0]}/{','.join(table)}": group.id for table in group.tables}
        found |= {f"{flow.metric}/{flow.by}": group.id for flow in group.flows}
    return found


def applied(
    blocks: Mapping[str, Block], settings: Settings, plan: Programme, before: Before
) -> dict[str, Block]:
    """The blocks with their anchors and the sensitive base of their tables."""
    _check_anchors(settings, plan)
    own = settings["disclosure.sensitive_base"]
    return {
        name: replace(
            block,
            flows=[replace(table, sensitive_base=own) for table in block.flows],
            anchors=_anchors(block, plan.populations[name], settings, before),
        )
        for name, block in blocks.items()
    }


def _check_anchors(settings: Settings, plan: Programme) -> None:
    """Refuse anchors for which no attack can be proven to fail.

    A number that only ever rises, or whose exits are nowhere printed, cannot make up for an exact value.
    """
    known = {group.names[0] for group in plan.populations.values() if not group.silent}
    for entry in settings["disclosure.anchors"]:
        if entry["metric"] not in known:
            raise UsageProblem(
                f"settings.toml: Ein Anker für «{entry['metric']}» lässt sich nicht beweisen; "
                f"möglich ist nur {', '.join(sorted(known))}."
            )


def _anchors(block: Block, group: Population, settings: Settings, before: Before) -> dict[str, int]:
    """Month → exact stock. An anchor printed before whose value has changed is withdrawn, never printed anew:

    two exact values of one day would tell what a late report was about.
    """
    totals = dict(zip(block.series.months, block.series.stock, strict=True))
    asked = [
        month_name(entry["as_of"])
        for entry in settings["disclosure.anchors"]
        if entry["metric"] == group.names[0]
    ]
    found = {}
    for month in asked:
        old = before.get((group.names[0], month, ANCHOR))
        if month in totals and (old is None or old.value == totals[month]):
            found[month] = totals[month]
    return found


def refuse_new_bases(blocks: Mapping[str, Block], before: Before, rules: Rules) -> None:
    """Refuse another rounding base for a table that has been printed: 20 beside an earlier 10 tells 11 to 14."""
    of = {metric: (block, rules.base_of(name)) for name, block in blocks.items() for metric in block.names}
    for (metric, period, where), entry in before.items():
        if where == ANCHOR or metric not in of:
            continue
        block, base = of[metric]
        now = block.base_of(metric, period, where, base)
        if entry.base not in (0, now):
            raise Refused(
                f"Die Rundungsbasis von «{metric}» war bisher {entry.base} und soll jetzt {now} sein; "
                "zwei Rundungen derselben Zahl verraten sie. Bitte in settings.toml die alte Basis einsetzen."
            )
