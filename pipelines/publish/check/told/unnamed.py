"""Numbers whose noun the sentence before gave: «Besetzt sind 4,75. Das Land fördert 3,5», «… folgen 142»."""

from __future__ import annotations

import re

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.groups import groups
from pipelines.publish.check.model import Mention
from pipelines.publish.check.stated import countable, goals, othernoun, outlook, owners
from pipelines.publish.check.stated.last import Last
from pipelines.publish.check.told import balances, limits, parts, rates, takenup
from pipelines.publish.check.when.topics import Choice, choose
from pipelines.publish.check.words.vocabulary import Topic

_KINDS = {concept: f"fte_{concept}" for concept in ("planned", "filled", "funded", "needed", "missing")}
_KINDS["plans_with"] = "fte_planned"
_WITH_US = re.compile(r"\b(?:[Ii]n\s+Lörrach|[Bb]ei\s+uns|[Hh]ier|[Ii]n\s+der\s+Stadt\s+Lörrach)\b")
# «Freiburg zählte 12.400 Beratungen, Lörrach 6.510»
_LOERRACH = re.compile(r"^\s*(?:und\s+|aber\s+|in\s+)?Lörrach\s+(?:(?:rund|etwa|hingegen|dagegen|nur)\s+)?\d")
# «Erwartet worden waren 1.450 Begleitete, gezählt wurden Ende 2024 dann 1.380»
_OUTCOME = re.compile(
    r"\b(?:(?:lag|liegt|betrug|beträgt|stand|steht)\s+(?:er|sie|es)|wurden\s+es|am\s+Ende|tatsächlich"
    r"|(?:[Gg]ezählt|[Ee]rreicht|[Gg]ekommen|[Gg]eworden|[Gg]emeldet|[Bb]esetzt|[Gg]efördert|[Vv]erzeichnet)\s+(?:wurden|waren|sind|werden))\b"
)
_ONLY_WHERE = {"place", "lives", "city", "loerrach", "whole"}
_CONTACT = {"contact", "cared", "advised"}
_FOR_IT = re.compile(r"(?i:\b(?:dafür|hierfür)\b)")
# «150 Zugänge und 66 Abgänge. Zum 30. Juni gehörten ihr 1.310 Personen an»: how many there are, and not who came or left
_MOVES = ("entries", "exits", "net_change")
_HOLDS = re.compile(
    r"\bumfass\w+|\b(?:[Ss]ie|[Dd]ie\s+Gruppe|[Gg]ruppe)\s+(?:\w+\s+)?(?:zählt|zählte|besteht|bestand)\b|\b(?:zählt|zählte|besteht|bestand)\s+sie\b"
    r"|\b(?i:ihr|der\s+gruppe)\b.*\ban\b|\b(?:gehör\w+|zähl\w+)\b.*\bdazu\b|\b[Zz]ur\s+Gruppe\s+(?:gehör|zähl)\w+"
    r"|\b(?:Bestand|Personenkreis|Größe|Gruppe)\b|\b(?:wuchs|wächst|stieg|steigt|sank|sinkt|schrumpfte|schrumpft|kam|kommt)\s+sie\b.*\bauf\b"
    r"|\b[Ss]ie\s+(?:wuchs|wächst|stieg|steigt|sank|sinkt|schrumpfte|schrumpft)\b.*\bauf\b"
)
# «Die Zahl der Zugänge lag bei …», and only one of both
_THEIR_NUMBER = re.compile(
    r"^\W*(?!.*Zu(?:-\s|gänge).*\bAbgänge)(?!.*\bAbgänge.*\bZugänge).*\b[Dd]ie\s+(?:An)?[Zz]ahl\s+der\s+(?:Neuzu|Zu|Ab)gänge\b",
    re.DOTALL,
)
_IT_MOVES = re.compile(
    r"\b(?i:(?:wuchs|stieg|sank|fiel|kletterte|erhöhte|verringerte)\s+sie|sie\s+(?:wuchs|stieg|sank|fiel|kletterte|erhöhte|verringerte))\b"
)
_IN_THE_END = re.compile(
    r"\b(?:[Aa]m\s+Ende|[Tt]atsächlich|[Ll]etztlich|[Ss]chließlich)\s+(?:kamen|wurden|waren)\b"
)
_WHICH = re.compile(r",\s+(?:die|welche)\b")
_FELL = re.compile(r"\b(?:ent)?f(?:ielen|iel|allen|ällt)\b")
# «auf den Dezember», «in den Dezember», «auf das erste Halbjahr», «ins zweite Halbjahr», behind which the date ends
_INTO = re.compile(r"(?:\b(?:[Aa]uf|[Ii]n)\s+(?:den|das|die)|\b[Ii]ns)\s+(?:Monat\s+)?\S+(?:\s\S+)?$")
_BESIDES = re.compile(r"^\W*(?:Hinzu|Dazu)\s+k[ao]m(?:en|mt|t)?\b(?!.*\b(?:weitere|neue?)\b)")
_HERE = re.compile(r"\s+(?:hier|da)\b")
_THOSE_LEFT = re.compile(r"\b(?:[Uu]nter|[Vv]on)\s+(?:den|diesen)\s+(?:noch\s+)?(?:Verb|Dageb|Geb)liebenen\b")
# «Ende 2023 waren von den bis dahin Angekommenen 560 in der Stadt»: of them, and not how many they are
# Likewise «Ein Jahr zuvor waren von 790 Angekommenen 560 hier»
_OF_THOSE_WHO_CAME = re.compile(
    r"\b(?:[Vv]on|[Uu]nter)\s+(?:allen|den|diesen|(?:den\s+)?[\d.]+)\s+(?:[a-zäöüß]+\s+){0,4}(?:[A-ZÄÖÜ]\w+\s+\d{4}\s+)?"
    r"(?:Angekommenen|Eingetroffenen|Aufgenommenen|Geflohenen)\b"
)


def topic_of(draft: Draft, mention: Mention, last: Last, choice: Choice | None) -> Topic | None:
    """The metric of a number that goes on from the claim before and names only what is new."""
    again = draft.echoes(mention) and (draft.says(mention.clause, _WITH_US) or _behind_a_plan(draft, mention))
    again = again or (draft.says(mention.clause, _OUTCOME) and _behind_a_plan(draft, mention))
    if (
        (choice is None or choice.lent)
        and last.metric == "per_1000_inhabitants"
        and draft.says(mention.clause, parts.IN_NUMBERS)
    ):
        return draft.vocabulary.topics[
            "active_target_group"
        ]  # «… 21,1 je 1.000 Einwohner. Absolut waren es 1.048»
    if choice and choice.topic.metric == "entries" and _more_of_those_who_came(draft, mention, last):
        return last.topic
    silent = draft.concepts_of_clause(mention.clause) <= _ONLY_WHERE
    there = silent and draft.echoes(mention) and draft.says(mention.clause, _WITH_US)
    if there and _others_before(draft, mention):
        return _as_elsewhere(draft, mention) or (choice.topic if choice else None)
    if choice is None and (again or draft.says(mention.clause, _LOERRACH)):
        return _as_elsewhere(draft, mention)
    if choice is None and last.metric == "costs_eur" and _of_the_costs(draft, mention, last):
        return draft.vocabulary.topics["cost_coverage"]
    if choice and choice.topic.unit == "persons_per_fte" and _talks_per_position(draft, mention, last):
        return draft.vocabulary.topics["consultations_per_fte"]
    if (choice is None or choice.topic.metric == "active_target_group") and rates.of_all(
        draft, mention, last
    ):
        return last.topic
    if choice is None and mention.quantity.form in ("percent", "points"):
        return rates.again(draft, mention, last)
    if last.topic is None or mention.sentence - last.sentence > 1 or mention.quantity.form != "plain":
        return None
    metric = None
    if choice is None or (choice.lent and choice.topic.metric.startswith("ukraine_")):
        metric = _left(draft, mention, last.topic)
    if choice is None or (choice.lent and choice.topic.metric in _MOVES):
        metric = metric or _stock_of_moves(draft, mention, last)
    if choice is None:
        metric = metric or _without_its_word(draft, mention, last, last.topic)
    elif choice.rivals and choice.topic.unit == "fte" and last.topic.unit == "fte" and not choice.lent:
        metric = _of_the_same_kind(draft, mention, last.topic)
    metric = metric or limits.next_to_reach(draft, mention, last.topic) or limits.passed(draft, mention, last)
    return draft.vocabulary.topics[metric] if metric else None


def _without_its_word(draft: Draft, mention: Mention, last: Last, topic: Topic) -> str | None:
    """The metric of a number for which no word of its own was found."""
    if topic.unit == mention.noun.unit == "eur" and draft.says(mention.clause, _FOR_IT):
        return topic.metric  # «… Kosten von 504.000 Euro. 2023 waren dafür 406.000 Euro nötig»
    if (
        topic.metric == "city_share_eur"
        and mention.noun.unit == "eur"
        and draft.in_clause(mention.clause, "per_person")
    ):
        return "city_share_per_person"  # «… 151.200 Euro. Je begleiteter Person entspricht das rund 110 Euro»
    if topic.period and mention.noun.unit in (None, topic.unit) and _falls_in_a_part(draft, mention):
        return topic.metric
    metric = _positions(draft, mention, topic) or _all_of_a_part(draft, mention, last)
    metric = metric or _of_all_again(draft, mention, last)
    return metric or balances.apart(draft, mention, topic) or _taken_in(draft, mention, topic)


def _falls_in_a_part(draft: Draft, mention: Mention) -> bool:
    """«… auf 6.510 im Jahr 2024. Allein auf den Dezember entfielen 498»: so many of them in a part of the year.

    Not «Auf Familien entfielen im Dezember 300», where the verb governs what they are parted by.
    """
    if not draft.says(mention.clause, _FELL):
        return False
    clause = draft.clauses[mention.clause]
    inside = (m for m in draft.moments_of(mention.sentence) if clause.holds(m.start) and m.period_from)
    return any(_INTO.search(draft.text, max(clause.start, m.start - 16), m.end) for m in inside)


def _talks_per_position(draft: Draft, mention: Mention, last: Last) -> bool:
    """«… auf jede Person 4,7 Beratungen. Je besetzter Vollzeitstelle waren es 1.371»: not persons.

    But «Auf eine besetzte Vollzeitstelle kamen 291 Begleitete».
    """
    if _accompanied_behind(draft, mention):
        return False
    near = last.topic is not None and mention.sentence - last.sentence <= 1
    bare = mention.noun.unit is None and mention.quantity.form == "plain"
    return near and bare and last.topic is not None and last.topic.metric.startswith("consultations")


def _accompanied_behind(draft: Draft, mention: Mention) -> bool:
    return any(
        hit.concept == "accompanied" and 0 <= hit.start - mention.quantity.end <= 1
        for hit in draft.in_clause_of(mention)
    )


def _of_the_costs(draft: Draft, mention: Mention, last: Last) -> bool:
    """«2024 waren es 504.000 Euro. 70 Prozent davon haben Land und Bund gedeckt»: what share of them was covered."""
    share = mention.quantity.form in ("percent", "fraction") and mention.sentence - last.sentence <= 1
    covered = draft.in_clause(mention.clause, "coverage") and not draft.in_clause(mention.clause, "own_share")
    return share and covered and groups.thereof(draft, mention)


def _as_elsewhere(draft: Draft, mention: Mention) -> Topic | None:
    """«Rheinfelden meldet 810 begleitete Personen. In Lörrach waren es 1.380»: what was counted there."""
    near = [mention.sentence, draft.just_before(mention.sentence)]
    before = [
        m
        for n in near
        if n is not None
        for m in reversed(draft.mentions_of(n))
        if m.span.end <= mention.span.start
    ]
    for other in before:
        alike = other.quantity.form == mention.quantity.form and (
            owners.of_others(draft, other) or outlook.blocked(draft, other) or goals.is_goal(draft, other)
        )
        told = choose(draft, other, None, False) if alike else None
        if told and not told.rivals:
            return told.topic
    return None


def _more_of_those_who_came(draft: Draft, mention: Mention, last: Last) -> bool:
    """«… 970 Menschen aus der Ukraine aufgenommen. Bis Ende 2024 kamen weitere 115 hinzu»: nobody's entries here."""
    follows = last.topic is not None and mention.sentence - last.sentence <= 1
    said = draft.concepts_of_clause(mention.clause)
    noun = mention.noun.span  # «Auf 310 Zugänge kamen 2024 156 Abgänge»: entries by their name
    named = any(noun.holds(h.start) and h.concept == "entry" for h in draft.in_clause_of(mention))
    return (
        follows
        and not named
        and last.metric == "ukraine_arrivals_total"
        and said.isdisjoint({"target", "programme", "accompanied"})
    )


def _others_before(draft: Draft, mention: Mention) -> bool:
    """«Landesweit kamen 146.000 Ukrainer an; in Lörrach waren es 640»: is the number before it of another place?"""
    before = draft.preceding(mention)
    return (
        before is not None
        and before.sentence == mention.sentence
        and (owners.of_others(draft, before) or outlook.blocked(draft, before))
    )


def _behind_a_plan(draft: Draft, mention: Mention) -> bool:
    """«Für 2025 rechnet die Verwaltung mit 7.000 Beratungen; 2024 waren es 6.510»."""
    before = draft.preceding(mention)
    told = draft.just_before(mention.sentence)
    if before is None and told is not None:
        # «… könnten nur noch 5.000 Beratungen geleistet werden. 2024 waren es über 6.500»
        before = next(reversed(draft.mentions_of(told)), None)
    if before is None or before.clause == mention.clause:
        return False
    return outlook.blocked(draft, before) or goals.is_goal(draft, before)


def _positions(draft: Draft, mention: Mention, topic: Topic) -> str | None:
    """«Besetzt sind 4,75. Das Land fördert 3,5»: positions of the one kind that the clause names."""
    if (
        topic.unit != "fte"
        or mention.noun.unit is not None
        or mention.quantity.value > countable.MOST_POSITIONS
    ):
        return None
    around = (*draft.labels(mention), *_described(draft, mention))
    said = draft.concepts_of_clause(mention.clause).union(*map(draft.concepts_of_clause, around))
    named = [metric for concept, metric in _KINDS.items() if concept in said]
    return named[0] if len(named) == 1 and said.isdisjoint({"accompanied", "consultation", "cared"}) else None


def _described(draft: Draft, mention: Mention) -> tuple[int, ...]:
    """«Bis zu den 11,5, die der Schlüssel von 1 zu 120 verlangt, ist es noch weit»: the clause that says which."""
    described = _WHICH.match(draft.text, mention.quantity.end) is not None
    return (mention.clause + 1,) if described else ()


def _left(draft: Draft, mention: Mention, topic: Topic) -> str | None:
    """«… Bleibequote 66,6 Prozent. Unter den Verbliebenen sind 371 Frauen», «512 Ankünfte. 400 davon sind noch hier»."""
    if not topic.metric.startswith("ukraine_"):
        return None
    if othernoun.THOSE_WHO_CAME.match(draft.text, mention.quantity.end) or any(
        hit.concept == "arrived"
        and 0 <= hit.start - mention.span.end <= 1
        and draft.text[hit.start].isupper()
        for hit in draft.in_clause_of(mention)
    ):
        return "ukraine_arrivals_total"  # «603 von 905 Angekommenen»
    if _next_part(draft, mention, topic):
        return topic.metric
    said = draft.concepts_of_clause(mention.clause)
    if "arrived" in said and draft.says(mention.clause, _OF_THOSE_WHO_CAME):
        here = "place" in said or "present" in said or _HERE.match(draft.text, mention.span.end)
        return "ukraine_present" if here else None
    if "arrived" in said and said.isdisjoint({"present", "retention"}) and topic.metric == "ukraine_present":
        return "ukraine_arrivals_total"  # «… lebten 560. Angekommen waren bis dahin 905»
    still = not said.isdisjoint({"present", "retention"}) and draft.says(mention.clause, parts.STILL_HERE)
    return "ukraine_present" if still or draft.says(mention.clause, _THOSE_LEFT) else None


def _next_part(draft: Draft, mention: Mention, topic: Topic) -> bool:
    """«… 50 Kinder unter sechs Jahren. Hinzu kamen 110 von sechs bis 17 Jahren»: the next group, and no arrival.

    Behind a day it may be one: «Hinzu kamen bis Ende 2024 weitere 115».
    """
    besides = draft.says(mention.clause, _BESIDES) and not draft.moments_of(mention.sentence)
    return besides and bool(groups.of(draft, mention, topic)[0])


def _all_of_a_part(draft: Draft, mention: Mention, last: Last) -> str | None:
    """«… überwogen die Frauen mit 371 von 603 Personen»: the whole of the group just counted."""
    beside = last.sentence == mention.sentence and last.topic is not None and last.topic.unit == "persons"
    counted = beside and bool(last.by) and draft.whole_of_one_before(mention)
    return last.topic.metric if last.topic and counted else None


def _of_all_again(draft: Draft, mention: Mention, last: Last) -> str | None:
    """«1.380 begleitet, mit 1.304 bestand Kontakt. Sie verteilen sich auf die Diakonie (540) …»: all of them."""
    if last.metric != "active_with_contact" or last.sentence == mention.sentence:
        return None
    if draft.says(mention.clause, takenup.APPLIES):
        return None  # «… hatten 1.304 Kontakt. Bei der Caritas trifft Letzteres auf 447 Personen zu»
    told = "active_target_group"
    anew = told in last.wholes and not groups.thereof(draft, mention)
    named = anew and bool(groups.of(draft, mention, draft.vocabulary.topics[told])[0])
    return told if named and _CONTACT.isdisjoint(draft.concepts_of(mention.sentence)) else None


def _stock_of_moves(draft: Draft, mention: Mention, last: Last) -> str | None:
    """«150 Zugänge, 66 Abgänge. Zum 30. Juni gehörten ihr 1.310 Personen an»: of the group that they entered or left.

    Not where it is they that move: «Die Zahl der Zugänge lag 2023 bei 231. 2024 stieg sie auf 310».
    """
    moved = last.metric in _MOVES and last.sentence < mention.sentence
    counted = moved and draft.sentence_says(last.sentence, _THEIR_NUMBER)
    itself = counted and draft.says(mention.clause, _IT_MOVES)
    return "active_target_group" if moved and not itself and draft.says(mention.clause, _HOLDS) else None


def _of_the_same_kind(draft: Draft, mention: Mention, topic: Topic) -> str | None:
    """«Die 3,5 geförderten Stellen verteilen sich auf drei Träger. 1,75 Stellen entfallen auf die Diakonie»."""
    said = set(draft.concepts_of(mention.sentence))
    parted = any(concept.startswith("traeger=") for concept in said)
    return topic.metric if parted and said.isdisjoint(_KINDS) else None


def _taken_in(draft: Draft, mention: Mention, topic: Topic) -> str | None:
    """«Die Übererfüllung fiel 2024 noch geringer aus. Aufgenommen wurden 241 Personen im Jahr 2023»: under the quota."""
    said = draft.concepts_of_clause(mention.clause).union(
        *map(draft.concepts_of_clause, draft.labels(mention))
    )
    under = topic.metric in (*balances.QUOTAS, "quota_balance")
    under = under and ("in_fact" in said or draft.says(mention.clause, _IN_THE_END))
    under = under and not balances.of_the_service(draft, mention)
    return "quota_actual" if under and mention.noun.unit in (None, "persons") else None
