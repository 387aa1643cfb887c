"""When a number goes on from the group told before: what `inherit` asks, each by words that stand in the text."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.groups import bindings, groups, residue
from pipelines.publish.check.model import Claim, Mention
from pipelines.publish.check.stated import moving, others
from pipelines.publish.check.stated.last import Last
from pipelines.publish.check.text import phrases
from pipelines.publish.check.told import bodies, takenup
from pipelines.publish.check.words.vocabulary import Topic

_THERE = re.compile(
    r"(?i:\b(?:dort|darin)\b|\bin\s+(?:diesen|solchen|denselben|den\s+(?:selben|gleichen|genannten))\s+"
    r"(?:\w*unterkünften|einrichtungen|häusern|gebäuden|wohnheimen|wohnungen|wohnformen)\b"
    r"|\bin\s+(?:dieser|(?:einer\s+)?solchen|derselben|solcher)\s+(?:\w*unter(?:kunft|bringung)|wohnform)\b)"
)
_IN_SUCH_A_ONE = re.compile(r"\b[Ii]n\s+(?:einer\s+)?solchen\b(?!\s+[A-ZÄÖÜ])")
_FAMILIES = re.compile(r"\bFamilien?\b(?!\s+(?:aus|der|des)\b)")
_THAT_IS = re.compile(
    r"^\W*(?:[Dd]as|[Dd]ies|[Ee]s)\s+(?:sind|waren|entspricht|entsprach)\b|\b(?:sind|waren)\s+das\b"
)
_IT_WAS = re.compile(r"\b(?:sind|waren)\s+es\s")
_SHARE_OF = re.compile(r"\bAnteil\s+de[rs]\b")
_SO_MANY_MORE = re.compile(
    r"\s*(?:[a-zäöüß]+\s+){0,2}[\d.,]+\s*(?:(?:Prozent|%|Personen|Menschen)\s+)?(?:mehr|weniger)\b"
)
_APPOSED = re.compile(
    r"\s*(?:(?:im\s+(?:selben|gleichen)\s+Zeitraum|in\s+(?:derselben|der\s+gleichen|dieser)\s+Zeit|seither|seitdem"
    r"|(?:gegenüber|seit|verglichen\s+mit)\s+(?:\w+\s+){0,2}(?:19|20)\d\d"
    r"|prozentual|relativ|anteilig|in\s+Prozent|absolut|in\s+(?:absoluten\s+)?Zahlen)\s+)?"
    r"(?:also|mithin|somit|das (?:ist|sind|entspricht)|eine?|ein|was\s+(?:\w+\s+)?eine[mr])\s"
)
# «…, bezogen auf den Ausgangswert von 253 um 98,8 Prozent»
_BASED_ON = re.compile(
    r"\s*(?:bezogen\s+auf\s+de[nrm]|gemessen\s+(?:an\s+de[nrm]|am))\s+(?:Ausgangs|Anfangs|Vorjahres)\w+\b"
)
_THE_GROWTH = re.compile(rf"\s*(?:der|das|die)\s+{moving.GROWTH}\b")
_AGAINST = re.compile(r"^\s*(?:gegenüber|zu|statt|gegen)\s*$")
# «…, davon 704 Frauen, womit sich die Zahl der Begleiteten binnen eines Jahres um 154 erhöht hat»: of all of them
_NUMBER_OF_ALL = re.compile(
    r"\bdie\s+(?:Gesamtz|Z)ahl\s+der\s+(?:[a-zäöüß]+en\s+)?(?:Begleite|Aufgenomme|Angekomme|Betreu|Geflüchte)(?:te|ne)n\b"
)
_TOGETHER = re.compile(r"\b[Zz]usammen\b")
_OF_THESE = re.compile(r"\b(?:[Vv]on|[Uu]nter)\s+diesen\s+(?:insgesamt\s+)?$")
_WERE_IN_ALL = re.compile(
    r"^(?!.*\b(?:alle[nmr]?|zusammen|überall)\b).*\b(?:waren|sind) es (?:noch |schon |bereits )?insgesamt\b",
    re.DOTALL,
)
# «… etwas höher als die Bleibequote insgesamt, die 66,6 Prozent betrug»: what is described is of all
_OF_ALL = re.compile(
    r"\b(?:insgesamt|überhaupt|im\s+(?:Durchs|S)chnitt|(?:alle|aller|gesamten?)\s+[\w\s]+),?\s*$"
)
_OVER_ALL = re.compile(r"\b(?:[Üü]ber\s+alle\b.*\bhinweg|[Ii]m\s+(?:Durchs|S)chnitt|[Ii]nsgesamt)\b")
_ROW = re.compile(
    r"^\s*(?:und\s+|sowie\s+)?[\w.\s]{3,24}\s(?:\w+\s)?[\d.]+\s+(?:Personen|Menschen)\s+(?:der|in\s+der|aus\s+der)"
    r"\s+aktiven\s+Zielgruppe\W*$"
)
_WE_ACCOMPANY = re.compile(
    r"^\s*die\s+(?:(?:wir|das\s+Integrationsmanagement)\s+(?:[a-zäöüß]+\s+){0,2}(?:begleite|betreu)\w+"
    r"|(?:[a-zäöüß]+\s+){0,2}(?:begleitet|betreut)\s+(?:werden|wurden))\W*$"
)
# «…, so waren es 704», «…, seit sie Mitte 2022 mit 503 erfasst wurde»
_SO = re.compile(rf"^\s*so\s+(?:wurden|waren|sind|lag|lagen|betrug|zählte|zählten)\b|{phrases.SINCE_IT}\b")


def told_again(draft: Draft, mention: Mention, last: Last) -> Claim | None:
    """«… 400 Geflüchtete, 151 davon minderjährig. Von diesen 400 waren 262 weiblich»: the whole is said again."""
    for other in draft.mentions_of(mention.sentence):
        if other.clause == mention.clause and other.span.start <= mention.span.start:
            these = _OF_THESE.search(draft.text, max(0, other.span.start - 30), other.span.start)
            told = last.told_as(other.quantity.value) if these else None
            if told:
                return told
    return None


def sum_of_those_told(draft: Draft, mention: Mention, last: Last) -> dict[str, str]:
    """«92 Kinder bis fünf Jahre und 117 Sechs- bis Siebzehnjährige: Zusammen …»: the group that both make up."""
    if last.sentence != mention.sentence or not draft.says(mention.clause, _TOGETHER):
        return {}
    said = [dict(by) for by in last.said]
    for dimension, sums in draft.vocabulary.sums.items():
        codes = {by.get(dimension) for by in said if len(by) == 1}
        whole = next((code for code, parts_of in sums.items() if codes == set(parts_of)), None)
        if whole and len(codes) == len(said):
            return {dimension: whole}
    return {}


def of_the_next_whole(draft: Draft, mention: Mention, last: Last) -> bool:
    """«2020 waren von 622 Personen 253 weiblich, 2024 von 1.380 Personen 704»: the same part of another whole."""
    whole = next((m for m in draft.mentions_of(mention.sentence) if m.span.end == last.end), None)
    touching = not draft.text[last.end : mention.span.start].strip()
    return whole is not None and touching and draft.text[: whole.span.start].endswith("von ")


def of_part_and_whole(draft: Draft, mention: Mention, topic: Topic, last: Last) -> dict[str, str]:
    """«Bei den Frauen hatten 668 von 704 Kontakt»: of both; «704 von 1.380 Personen sind Frauen» says it of the part."""
    behind = {hit.concept for hit in draft.in_clause_of(mention) if hit.start >= mention.span.end}
    return {
        dimension: code
        for dimension, code in last.by.items()
        if groups.fits(topic, dimension) and (dimension == "traeger" or f"{dimension}={code}" not in behind)
    }


def counterpart(draft: Draft, mention: Mention, last: Last) -> dict[str, str]:
    """«Die Frauen waren mit 704 zu 676 in der Überzahl»: the second number is of the men."""
    other = {"w": "m", "m": "w"}.get(last.by.get("sex", "")) if len(last.by) == 1 else None
    pair = other and _AGAINST.fullmatch(draft.text[last.end : mention.span.start])
    return {"sex": other} if other and pair else {}


def named_whole(draft: Draft, mention: Mention, topic: Topic, last: Last) -> Mapping[str, str] | None:
    """The groups of the whole named: «Von den 470 Personen, für die die Caritas zuständig war, hatten 447 Kontakt»."""
    if last.topic is None or last.topic.unit != topic.unit or draft.says(mention.clause, bodies.CITYWIDE):
        return None  # «…, über alle Träger hinweg waren es 1.304 Personen mit Kontakt»
    wholes = {
        m.span.start for m in draft.mentions_of(mention.sentence) if m is not mention and draft.named_whole(m)
    }
    return next((claim.by for claim in reversed(last.told) if claim.start in wholes and claim.by), None)


def changed_by(draft: Draft, mention: Mention, claim: Claim, last: Last) -> bool:
    """Does the number say in the same clause by how much the one before has changed?"""
    beside = draft.by_clause.index(last.end - 1) == mention.clause
    changed = claim.kind in ("change", "relative", "points", "factor")
    # «…, ein Zuwachs um 29,4 Prozent», «402 …, 17 mehr als Ende September»
    said = draft.clause_text(mention.clause)
    beside = beside or any(way.match(said) for way in (_APPOSED, _SO_MANY_MORE, _THE_GROWTH, _BASED_ON))
    return changed and beside and not takenup.named_anew(draft, mention, mention.clause, mention.span.start)


def of_the_pair(draft: Draft, mention: Mention) -> dict[str, str]:
    """«Mehr Frauen als Männer, nämlich 704 gegenüber 667»: the first number is of the first group."""
    numbers = [m for m in draft.mentions_of(mention.sentence) if m.clause == mention.clause]
    if len(numbers) != 2 or not _AGAINST.search(draft.text[numbers[0].span.end : numbers[1].span.start]):
        return {}
    start = draft.clauses[mention.clause].start
    hits = [h for h in draft.hits_by_sentence[mention.sentence] if h.end <= start]
    beside = any(hit.concept.startswith("traeger=") for hit in hits)
    named = ["traeger=STADT" if beside and h.concept == "city" else h.concept for h in hits]
    for dimension in draft.vocabulary.dimensions:
        codes = list(dict.fromkeys(n.partition("=")[2] for n in named if n.startswith(f"{dimension}=")))
        if len(codes) == 2:
            return {dimension: codes[numbers.index(mention)]}
    return {}


def of_the_same(draft: Draft, mention: Mention, topic: Topic, claim: Claim, last: Last) -> bool:
    """Does a number without a group speak of the group before?"""
    named = last.sentence == mention.sentence and draft.named_whole(mention)
    if named or draft.whole_of_one_before(mention):
        return False
    if draft.describes(mention) and _OF_ALL.search(draft.clause_text(mention.clause - 1)):
        return False
    if bindings.of_all(draft, mention) or _accompanied_by_us(draft, mention):
        return False
    if last.sentence == mention.sentence:
        # «die Hälfte sind Frauen (51 Prozent)», «Kinder unter sechs Jahren: 92 (Ende 2020), 171 (Ende 2024)»
        # «Waren es Mitte 2022 noch 310, so wurden Ende 2024 nur 181 gezählt»
        # «51 hatten eine Duldung, Ende 2022 waren es insgesamt 44»: all of the one group told
        only = len(last.said) == 1 and bool(last.by) and draft.says(mention.clause, _WERE_IN_ALL)
        of_all = draft.says(mention.clause, _NUMBER_OF_ALL)
        anew = of_all or (not only and takenup.named_anew(draft, mention, mention.clause))
        again = draft.echoes(mention) or draft.says(mention.clause, _SO)
        again = (again or draft.says(mention.clause, takenup.APPLIES)) and not anew
        # «470 bei der Caritas, 540 bei der Diakonie, zusammen …»: of both
        several = len({tuple(by.items()) for by in last.said}) > 1 or others.told_before(draft, mention)
        summed = draft.says(mention.clause, bodies.ALL) and several
        # «…, bei der Stadt 390; aktive Zielgruppe gesamt: 1.380», «…; insgesamt: 1.380»: of what its label names
        labels = draft.labels(mention)
        headed = any(draft.in_clause(at, "target") or draft.says(at, bodies.ALL) for at in labels)
        bare = _bare(draft, mention, topic) and not (summed or headed or of_all)
        # «…, darunter 612 Frauen, und 95,8 Prozent der Zielgruppe hatten Kontakt»: of all
        of_target = topic is not last.topic and any(
            mention.genitive.holds(hit.start) for hit in draft.hits_of(mention.sentence, "target")
        )
        share = claim.kind == "share" and not of_target and not draft.says(mention.clause, _OVER_ALL)
        return share or (topic is last.topic and (again or bare))
    # «Die Caritas begleitete 380. Bis Ende 2024 ist diese Zahl auf 470 gestiegen.»
    again = draft.echoes(mention) or draft.says(mention.clause, takenup.APPLIES)
    follows = last.sentence == mention.sentence - 1 and topic is last.topic and again
    if follows and _only_all_told_then(claim, last):
        return False  # «205 kamen aus Syrien. Die Zahl hat sich gegenüber dem 1. Januar 2018 vervierfacht»: of all
    # «Weil die Zielgruppe insgesamt gewachsen ist, ging ihr Anteil … zurück»: still of the group
    theirs = draft.says(mention.clause, takenup.THEIR_NUMBER)
    return follows and not takenup.named_anew(draft, mention, mention.clause if theirs else None)


def _accompanied_by_us(draft: Draft, mention: Mention) -> bool:
    """«Es sind heute 1.380 Menschen, die wir begleiten»: is that all that is said of them?"""
    described = draft.relative_clause(mention)
    return described is not None and mention.noun.unit == "persons" and draft.says(described, _WE_ACCOMPANY)


def _only_all_told_then(claim: Claim, last: Last) -> bool:
    """Was a number of all told of the day that a change is compared with, and none of the group told of last?"""
    day = claim.before.as_of if claim.before else None
    told = [c.by for c in last.told if day and c.metric == claim.metric and c.time.as_of == day]
    return any(not by for by in told) and last.by not in told


def narrower_before(draft: Draft, mention: Mention, by: dict[str, str], last: Last) -> bool:
    """«ein Viertel war sechs bis 17 Jahre alt; das waren 101 Kinder und Jugendliche»: those of the narrower group."""
    sums = draft.vocabulary.sums
    near = last.sentence >= mention.sentence - 1
    near = near and (draft.says(mention.clause, _THAT_IS) or _only_its_noun(draft, mention))
    # not «Das entspricht einem Anteil der Minderjährigen von …»
    near = near and not draft.says(mention.clause, _SHARE_OF)
    return near and any(last.by.get(d) in sums.get(d, {}).get(code, ()) for d, code in by.items())


def _only_its_noun(draft: Draft, mention: Mention) -> bool:
    """«… sind sechs bis 17: Ende 2024 waren es 294 Kinder und Jugendliche», not «unter 18 waren es 465 Kinder»."""
    hits = [hit for hit in draft.in_clause_of(mention) if "=" in hit.concept]
    said = draft.says(mention.clause, _IT_WAS)
    return said and all(mention.quantity.end <= hit.start < mention.span.end for hit in hits)


def same_place(draft: Draft, mention: Mention) -> dict[str, str]:
    """«Die zentrale Unterbringung war voll; dort (in solchen Unterkünften) lebten 402»: the housing named before."""
    if draft.whole_of_one_before(mention):
        return {}  # «In einer solchen lebten 880 der 1.380 Begleiteten»: of all
    if draft.says(mention.clause, _IN_SUCH_A_ONE) and _families_before(draft, mention):
        return {"household": "family"}
    if not draft.says(mention.clause, _THERE):
        return {}
    before = draft.just_before(mention.sentence)
    hits = [hit for hit in draft.hits_by_sentence[mention.sentence] if hit.end <= mention.span.start]
    if before is not None and not any(hit.concept.startswith("housing=") for hit in hits):
        hits = draft.hits_by_sentence[before]
    named = {hit.concept.removeprefix("housing=") for hit in hits if hit.concept.startswith("housing=")}
    return {"housing": named.pop()} if len(named) == 1 else {}


def _families_before(draft: Draft, mention: Mention) -> bool:
    """«Die Beratung ist viel mit Familien befasst: In einer solchen lebten 880», «… Familien. In solchen …»."""
    before = draft.just_before(mention.sentence)
    start = draft.sentences[mention.sentence if before is None else before].start
    return _FAMILIES.search(draft.text, start, mention.span.start) is not None


def shared(topic: Topic, by: dict[str, str]) -> dict[str, str]:
    """The groups that a part has from its whole; who came from Ukraine needs no nationality."""
    own = topic.metric.startswith("ukraine_")
    return {dimension: code for dimension, code in by.items() if not (own and dimension == "nationality")}


def _bare(draft: Draft, mention: Mention, topic: Topic) -> bool:
    """Does the clause hold nothing but the number?"""
    moments = draft.moments_of(mention.sentence)
    # «…, Ende Juni 2022 hatten wir 44», «…, im Vorjahr hatte man 640 gezählt»
    own = draft.clauses[mention.clause]
    if draft.says(mention.clause, _ROW) and any(
        own.holds(m.start) for m in draft.moments_of(mention.sentence)
    ):
        return True  # «Auf Frauen entfielen Ende September 2023 612, Ende Dezember 2024 704 Personen der Zielgruppe»
    empty = {"we"} if draft.says(mention.clause, bodies.ALL) else {"we", "whole"}
    hits = (h for h in draft.in_clause_of(mention) if h.concept not in empty)
    dated = all(any(m.holds(h.start) for m in moments) for h in hits)
    return dated and not residue.unexplained(draft, mention, topic)
