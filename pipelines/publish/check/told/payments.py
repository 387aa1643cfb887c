"""Who paid what: the whole of the money, the grants, and what was left to the city."""

from __future__ import annotations

import re

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Mention
from pipelines.publish.check.stated.last import Last
from pipelines.publish.check.words.vocabulary import Topic

_PAYERS = ("grants_eur", "city_share_eur")
_HAS_PAID = r"(?:gezahlt|bezahlt|getragen|übernommen|beigesteuert|aufgebracht|finanziert)"
_PAYER = re.compile(
    rf"(?:\s+der\s+\w*(?:[Kk]osten|[Aa]usgaben)(?:\s+de[rs]\s+[A-ZÄÖÜ]\w+)?)?(?:\s+{_HAS_PAID})?,?\s+(?:und\s+)?(?:(?:bei|auf|an)\s+)?(?:die|das|der|dem)\s+(Stadt|Land)\s+(?:selbst\s+)?(?:entfielen\s+)?"
)
_PAID = re.compile(
    r"\b(?:trug|trägt|trugen|tragen|übernahm|übernimmt|zahlte|zahlt|beisteuerte|aufbrachte|finanzierte"
    rf"|{_HAS_PAID})\W*$"
)
_PAYING = re.compile(
    r"\b(?:trugen?|trägt|tragen|übernahm\w*|übernimmt|zahlt\w*|finanziert\w*|deckt\w*"
    r"|k[ao]mm?en|stammt?en|fl[ioö]ss?en|flossen)\b"
    rf"|\b{_HAS_PAID}\b"
)
# «… und 151.200 Euro die Stadt», «352.800 Euro vom Land und 151.200 Euro von der Stadt getragen»
_PAYER_BEHIND = re.compile(
    rf"\s+(?:die|das|vom|von\s+der|durch\s+die|durch\s+das)\s+(Stadt|Land)(?:\s+{_HAS_PAID}(?:\s+worden)?)?\W*$"
)
_WHO_PAYS = re.compile(r"\b(?:das|die)\s+(Stadt|Land)\s+(?:selbst\s+)?$")
_CARRIED = re.compile(
    r"\b(?:trug|trägt|trage|übernahm|übernimmt|finanzierte|bezahlte)\s+die\s+Stadt\b[^;]*$"
    r"|\bkoste(?:te?)?\b[^;]*\sdie\s+Stadt\b[^;]*$"  # «Unter dem Strich kostete es die Stadt 151.200 Euro»
)
_MONEY_WHOLE = re.compile(
    r"\b[Vv]on\s+(?:den|diesen)\s+(?:\w+\s+)?(?:(?P<grants>\w*[Zz]uschüssen|\w*[Zz]uwendungen)|\w*[Kk]osten|\w*[Aa]usgaben|\w*[Aa]ufwendungen)\b"
    r"(?:[^.,;:()\d]|\s\d{4}(?=\s)){0,60}?\s(?:von|in\s+Höhe\s+von|über)\s+(?:\w+\s+)?$"
)
_COSTS_BRACKET = re.compile(
    r"\b(?:[Vv]on|[Aa]n)\s+den\s+(?:\w+\s+)?\w*(?:[Kk]osten|[Aa]usgaben|[Aa]ufwendungen)\b[^.,;:()]{0,60}\((?:(?:im\sJahr\s)?\d{4}:\s)?$"
)
_TAKEN_OFF = re.compile(
    r"\b[Nn]ach\s+Abzug\s+(?:de[rs]|aller|von)\s+\w*(?:[Zz]uschüsse|[Zz]uschuss|[Zz]uwendung|[Ff]örder|[Mm]ittel)\w*"
    r"(?:\s+(?:des\s+Landes|vom\s+Land|noch|zuletzt))*\s+$"
)
_COST = re.compile(r"\b(?:kostete|gekostet|aufgewendet|aufgewandt|ausgegeben)\b")
_ITSELF = re.compile(r"\bselbst\b|\b(?i:unter dem strich|netto)\b")
# what a service costs the city is its own share
_THE_CITY = re.compile(r"\b(?:[Ss]t[aä]dt\w*|Kommune|Haushalt\w*|Steuerzahler\w*)\b")
_LEFT = re.compile(r"\b(?:(?:ver)?bleib|(?:ver)?blieb)\w*\b|\b(?:übrig|[Dd]ifferenz|Rest)\b")
_SUMMED = re.compile(
    r"(?i:\b(?:zusammen|insgesamt|zusammengenommen|macht das|das macht|ergibt das|das ergibt)\b)"
)
_THESE = re.compile(r"^\W*(?:Diese[rs]?|Letztere[rs]?)\s+[a-zäöüß]")
_SPENT = re.compile(r"\b(?:gab|gibt|gaben|geben|wandte|wendete)\b.*\ba(?:us|uf)\b", re.DOTALL)
_THEY = re.compile(r"^\W*(?:[Ss]ie|[Ee]r)\s+[a-zäöüß]")
_FASTER = re.compile(
    r"\b(?:Die|Der|Das)\s[^.:;!?]*(?P<than>\b(?:schneller|stärker|kräftiger|mehr|deutlicher|langsamer|weniger|höher)\sals\s)[^.:;!?\d]*[.:;–]\s?$"
)
_PAYER_BRACKET = re.compile(r"\b(Stadt|Land)\s\(\s?$")
_SHARED = re.compile(
    r"\bteil(?:t?en|te|t)\s+sich\b|\bteilen\b|\bgeteilt\b|\b(?:trugen|tragen|zahlten|zahlen|finanzier\w+|übern[ae]hmen)\b"
)
# «Ihr Anteil daran betrug 352.800 Euro, unserer 151.200 Euro»
_SHARE_OF_IT = re.compile(
    r"\b(?:(?P<we>[Uu]nser)|(?P<they>[Ii]hr|[Ee]uer))\s+(?:eigener\s+)?(?:Anteil|Beitrag)\b[^,;:\d]*$"
)
_OURS = re.compile(r"\W*(?:und\s+)?(?:unserer|der\s+unse?re)\s+(?:\w+\s+){0,2}")
_OURS_BEHIND = re.compile(r"[,;]?\s+(?:und\s+)?(?:unserer|der\s+unse?re|unser\s+(?:eigener\s+)?Anteil)\b")
_NOUNS = {"costs": "costs_eur", "grants": "grants_eur", "own_share": "city_share_eur"}


def other_payer(draft: Draft, mention: Mention, last: Last) -> Topic | None:
    """«Das Land übernahm 352.800 Euro, die Stadt 151.200»: the same verb, and who paid the rest."""
    if last.topic is None or last.sentence != mention.sentence or last.topic.unit != "eur":
        return None
    if mention.noun.unit not in (None, "eur") or mention.quantity.form != "plain":
        return None
    bracketed = _in_brackets(draft, mention)
    if bracketed:
        return draft.vocabulary.topics[bracketed]
    payer = last.topic.metric in _PAYERS and _PAYER.fullmatch(draft.text, last.end, mention.span.start)
    if not payer and draft.says(
        mention.clause, _PAID
    ):  # «wovon das Land 352.800 und die Stadt 151.200 Euro trug»
        payer = _WHO_PAYS.search(draft.text, last.end, mention.span.start)
    if not payer and draft.sentence_says(mention.sentence, _PAYING):
        # «… übernahmen die Zuschussgeber, gut 150.000 Euro die Stadt»
        payer = _PAYER_BEHIND.match(draft.text, mention.span.end, draft.clauses[mention.clause].end)
    paid = payer and {"s": "city_share_eur", "l": "grants_eur"}[payer[1][0].lower()]
    return draft.vocabulary.topics[paid] if paid else None


def other_payers_share(draft: Draft, mention: Mention, last: Last) -> Topic | None:
    """«70 Prozent der Kosten deckte das Land, 30 Prozent die Stadt»: of the costs as well."""
    shares = last.metric == "cost_coverage" or (last.metric == "city_share_eur" and last.kind == "share")
    if (
        not shares
        or last.sentence != mention.sentence
        or mention.quantity.form not in ("percent", "fraction")
    ):
        return None
    payer = _PAYER.fullmatch(draft.text, last.end, mention.span.start)
    payer = payer or _PAYER_BEHIND.match(draft.text, mention.span.end, draft.clauses[mention.clause].end)
    paid = payer and {"s": "city_share_eur", "l": "cost_coverage"}[payer[1][0].lower()]
    return draft.vocabulary.topics[paid] if paid else None


def share_of_it(draft: Draft, mention: Mention, last: Last) -> Topic | None:
    """«… 504.000 Euro. Ihr Anteil daran betrug 352.800 Euro, unserer 151.200 Euro»: the other payer's, and the city's."""
    share = _share(draft, mention, last)
    ours = share and share["we"]
    start = draft.clauses[mention.clause].start
    if last.sentence == mention.sentence and last.topic and last.topic.unit == "eur":
        ours = ours or _OURS.fullmatch(draft.text, start, mention.span.start)
    if ours:
        return draft.vocabulary.topics["city_share_eur"]
    theirs = share and _OURS_BEHIND.match(draft.text, mention.span.end)
    return draft.vocabulary.topics["grants_eur"] if theirs else None


def somebodys_share(draft: Draft, mention: Mention, last: Last) -> bool:
    """«… 504.000 Euro. Ihr Anteil daran betrug 352.800 Euro»: a part of the money, and nothing says whose."""
    costs = last.metric == "costs_eur"
    return costs and bool(_share(draft, mention, last)) and share_of_it(draft, mention, last) is None


def _share(draft: Draft, mention: Mention, last: Last) -> re.Match[str] | None:
    told = last.topic is not None and last.topic.unit == "eur" and mention.sentence - last.sentence <= 1
    if not told or mention.noun.unit != "eur":
        return None
    return _SHARE_OF_IT.search(draft.text, draft.clauses[mention.clause].start, mention.span.start)


def left_over(draft: Draft, mention: Mention, last: Last) -> Topic | None:
    """«Von 504.000 Euro Gesamtkosten sind 352.800 Euro Zuschüsse abzuziehen. Es bleiben 151.200 Euro»: for the city.

    «151.200 Euro kamen aus der Stadtkasse, 352.800 Euro vom Land. Zusammen sind das 504.000 Euro»: the whole
    """
    if mention.noun.unit != "eur" or mention.sentence - last.sentence > 1:
        return None
    if not set(_NOUNS).isdisjoint(draft.concepts_of_clause(mention.clause)):
        return None
    both = {claim.metric for claim in last.told[-2:]}
    if both == {"costs_eur", "grants_eur"} and draft.says(mention.clause, _LEFT):
        return draft.vocabulary.topics["city_share_eur"]
    summed = both == set(_PAYERS) and draft.says(mention.clause, _SUMMED)
    return draft.vocabulary.topics["costs_eur"] if summed else None


def named_last(draft: Draft, mention: Mention, last: Last) -> Topic | None:
    """«… liegt an den Kosten. Diese wuchsen um 89.000 Euro»: the noun with which the sentence before ends."""
    before = draft.just_before(mention.sentence)
    if before is None or last.topic is None or mention.noun.unit not in (None, "eur"):
        return None
    named = not set(_NOUNS).isdisjoint(draft.concepts_of_clause(mention.clause))
    if named or not draft.says(mention.clause, _THESE):
        return None  # «Diese höheren Kosten …» names its own
    end = len(draft.text[: draft.sentences[before].end].rstrip(" .!\n"))
    noun = next(
        (hit for hit in draft.hits_by_sentence[before] if hit.concept in _NOUNS and hit.end == end), None
    )
    return draft.vocabulary.topics[_NOUNS[noun.concept]] if noun else None


def _names_money(draft: Draft, mention: Mention) -> bool:
    """«56.075 der 352.800 Euro Zuschüsse»: does a noun for money stand right behind the number?"""
    nouns = [h for h in draft.in_clause_of(mention) if h.concept in _NOUNS and draft.text[h.start].isupper()]
    behind = (h.start - mention.span.end for h in nouns)  # not «504.000 Euro kamen vom Land»
    return any(-12 <= gap <= 12 for gap in behind)


def outpaced(draft: Draft, mention: Mention, last: Last) -> Topic | None:
    """«Die Kosten stiegen schneller als die Zuschüsse: Sie wuchsen um 89.000 Euro»: the subject, not what it outpaces."""
    if mention.noun.unit not in (None, "eur") or not draft.says(mention.clause, _THEY):
        return None
    start = draft.clauses[mention.clause].start
    faster = _FASTER.search(draft.text, max(0, start - 160), start)
    if faster is None:
        return None
    said = draft.hits_by_sentence[draft.by_sentence.index(faster.start())]
    led = [h for h in said if h.concept in _NOUNS and faster.start() <= h.start < faster.start("than")]
    return draft.vocabulary.topics[_NOUNS[led[0].concept]] if led else None


def spent(draft: Draft, mention: Mention, topic: Topic) -> str | None:
    """«Höhere Kosten, mehr Zuschüsse: 504.000 Euro gab die Stadt 2024 aus»: what the verb says, not the label."""
    own = draft.concepts_of_clause(mention.clause)
    said = topic.metric == "grants_eur" and "costs" in own and "grants" not in own
    return "costs_eur" if said and draft.says(mention.clause, _SPENT) else None


def _described_itself(draft: Draft, mention: Mention) -> bool:
    """«Die 424.000 Euro, die der Dienst kostete, kamen …»: is no other number a part of it, or it of another?"""
    return draft.whole_of_one_before(mention) or draft.preceding(mention) is None


def left_after(draft: Draft, mention: Mention, topic: Topic) -> str | None:
    """«Im Jahr 2024 waren es nach Abzug der Landeszuschüsse 151.200 Euro»: what is left, and not what is taken off."""
    if topic.metric != "grants_eur":
        return None
    start = draft.clauses[mention.clause].start
    return "city_share_eur" if _TAKEN_OFF.search(draft.text, start, mention.span.start) else None


def carried_by_the_city(draft: Draft, mention: Mention, topic: Topic) -> str | None:
    """«Insgesamt trug die Stadt Kosten von gut 150.000 Euro selbst»: what it paid, and not what all of it cost."""
    if topic.metric != "costs_eur" or not draft.says(mention.clause, _ITSELF):
        return None
    start = draft.clauses[mention.clause].start
    return "city_share_eur" if _CARRIED.search(draft.text, start, mention.span.start) else None


def _part_paid(draft: Draft, mention: Mention) -> str | None:
    """«352.800 der 504.000 Euro, die der Dienst kostete, kamen vom Land»: what is said behind is said of the part."""
    whole = draft.following(mention)
    relative = draft.relative_clause(whole) if whole and draft.part_and_whole(mention, whole) else None
    if relative is None:
        return None
    goes_on = relative + 1 < len(draft.clauses) and draft.one_sentence(relative, relative + 1)
    said = draft.concepts_of_clause(mention.clause) | (
        draft.concepts_of_clause(relative + 1) if goes_on else set()
    )
    return next((_NOUNS[payer] for payer in ("grants", "own_share") if payer in said), None)


def _in_brackets(draft: Draft, mention: Mention) -> str | None:
    """«… teilten sich Land (352.800 Euro) und Stadt (151.200 Euro)»: who stands before the bracket."""
    payer = _PAYER_BRACKET.search(draft.text, max(0, mention.span.start - 12), mention.span.start)
    shared = payer and draft.sentence_says(mention.sentence, _SHARED)
    return {"S": "city_share_eur", "L": "grants_eur"}[payer[1][0]] if payer and shared else None


def named_whole(draft: Draft, mention: Mention, topic: Topic) -> str | None:
    """«Von den Gesamtkosten von 504.000 Euro trug die Stadt 151.200 selbst»: the whole is what its noun says."""
    if topic.unit != "eur":
        return None
    part = _part_paid(draft, mention)
    if part:
        return part
    relative = draft.relative_clause(mention) if _described_itself(draft, mention) else None
    if relative is not None and draft.says(relative, _COST) and not draft.says(relative, _THE_CITY):
        return "costs_eur"  # «352.800 der 504.000 Euro, die der Dienst kostete, kamen vom Land»
    start = draft.clauses[mention.clause].start
    if topic.metric in _PAYERS and draft.whole_of_one_before(mention) and not _names_money(draft, mention):
        return "costs_eur"  # «Das Land trug 71,5 Prozent der Kosten, das waren 296.725 von 415.000 Euro»
    if draft.bracketed(mention) and _COSTS_BRACKET.search(draft.text, max(0, start - 90), mention.span.start):
        return "costs_eur"  # «trug von den Kosten im Jahr 2024 (504.000 Euro) selbst 151.200 Euro»
    noun = _MONEY_WHOLE.search(draft.text, start, mention.span.start)
    return None if noun is None else "grants_eur" if noun["grants"] else "costs_eur"
