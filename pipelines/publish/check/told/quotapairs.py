"""Soll and Ist in one breath: «638 statt 592», «waren es 241 und damit sieben mehr als das Soll»."""

from __future__ import annotations

import re

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Mention
from pipelines.publish.check.stated.last import Last
from pipelines.publish.check.words.vocabulary import Topic

EXCEED = (
    r"\b(?:übertr(?:[ai]f|off)|übererfüllt|verfehlt|(?:über|unter)schr[ei]+t|(?:über|unter)b[oie]\w*t)\w*\b"
)
DEMAND = r"\b(?:Soll|\w+soll|\w*[Qq]uote|Vorgabe|Pflicht|Verpflichtung)\b"
EXCEEDED = re.compile(rf"{EXCEED}.*{DEMAND}|{DEMAND}.*{EXCEED}")
# «Das Soll lag bei 257 und damit …», but not «Beim Soll», «Bei der Aufnahmequote waren es …»
_IT_DEMANDS = re.compile(rf"(?<!der )(?<!dem )(?<!zur )(?<!beim )(?<!Beim )(?<!zum ){DEMAND}")
_AND_THUS = re.compile(
    r"(?:\s+[A-ZÄÖÜ]\w+)?(?:,\s+|\s+und\s+)(?:(?:damit|somit|also|mithin|das\s+(?:sind|waren))\s+)?"
    r"(?:genau\s+|immerhin\s+|nur\s+|noch\s+|um\s+){0,2}"
)
_IN_STEAD = re.compile(
    r"\s+(?:auf\s+)?(?:statt|anstelle\s+von)\s+(?:(?:der|den|nur)\s+)?(?:[a-zäöüß]+en\s+)?"
)
_OF_ANOTHER_DAY = re.compile(r"\s*\(|\s+(?:wie|im|in|zum|am|vor|noch|Ende|Mitte|Anfang|(?:19|20)\d\d)\b")
# «(Soll: 592, Ist: 638)», «vom Ist der Aufnahmequote 2023 (241 Personen) das Soll (234 Personen) ab»
_NAMED = re.compile(
    # not «lag über dem Soll: 241 Geflüchtete wurden aufgenommen»
    r"(?<!und )(?<!/)(?<!über dem )(?<!unter dem )"
    r"\b(Soll|Ist|Differenz|Saldo|Überhang|Überschuss|Übererfüllung)(?:-?(?:[Zz]ahl|[Ww]ert))?"
    r"(?:\s?[:=]\s?(?:\w+\s)?|(?:\s(?:der|für)\s\w+)?(?:\s(?:19|20)\d\d)?\s\(\s?)$"
)
# «2023 waren es 241 (Soll: 234)»
_DEMAND_BEHIND = re.compile(r"\s\((?:bei\seinem\s)?Soll:?\s(?:von\s)?[\d.]+\)")
_OF_DEMAND = r"\w*(?:[Ss]oll|[Qq]uote|Vorgabe|Zuteilung|Zuweisung|[Pp]flicht|[Vv]erpflichtung)"
# «der 261 Aufnahmen nennt und die Pflichtzahl mit 257 angibt», «beziffert das Soll auf 257»
_PUT_AT = re.compile(rf"\b(?:Pflichtzahl|{_OF_DEMAND})\s(?:mit|auf)\s$")
_GIVES = re.compile(r"\b(?:angibt|angab|angegeben|bezifferte?|beziffere|gibt\b.*\ban|gab\b.*\ban)\b")
# «Das Ist übersteigt 2024 mit 261 Personen die Vorgabe von 257»
_THE_IST = re.compile(
    r"\b[Dd]as\sIst\b[^,;:.]*\b(?:überst(?:eig|ieg)t?|übertr(?:ifft|af))\s(?:[^,;:.]*\s)?mit\s$"
)
# «waren es 261 bei einem Soll von 257»
_AT_A_DEMAND = re.compile(
    rf"(?:\s[A-ZÄÖÜ]\w+)?(?:\s(?:auf|unter)\w+)?,?\sbei\seine[mr]\s(?:[a-zäöüß]+en\s)?{_OF_DEMAND}\svon\s"
)
# «46 Aufnahmen über dem Soll», «um 7 Aufnahmen über ihrer Quote», but not «lag mit 261 Personen über dem Soll»
_OVER_IT = re.compile(
    rf"(?:\s[A-ZÄÖÜ]\w+)?\s(?:über|unter)\s(?:dem|der|ihre[mr])\s{_OF_DEMAND}\b(?!\svon\s\d|\sde[sr]\s)"
)
_GOVERNED = re.compile(r"(?i:\b(?:mit|bei|auf|von|nach|aus|zu|die|diese|alle)\s(?:\w+\s)?)$")
# «über die Quote hinaus 7 Geflüchtete», «Über ihre Verpflichtung zu 257 Aufnahmen hinaus … weitere vier»
_BEYOND = re.compile(
    rf"\b[Üü]ber\s(?:die|das|den|ihre?)\s{_OF_DEMAND}\b(?P<so_many>\s(?:zu|von)\s[^,;:]{{1,40}}?)?\shinaus"
)
# «hat Lörrach die Vorgabe eingehalten und darüber hinaus 4 Menschen aufgenommen», but not «Darüber hinaus wurden …»
_MOREOVER = re.compile(
    r"\b(?:erfüllt|eingehalten|erreicht|erbracht)\b[^.;:]*\bund\sdarüber\shinaus\s[^,.;:]*$"
)
_OF_THE_SERVICE = re.compile(r"\b(?:neu|Begleitung|Zielgruppe|Integrationsmanagement)\b")
# «Zu den geforderten 257 Geflüchteten nahm Lörrach noch 4 weitere auf»
_TO_THE_DEMANDED = re.compile(
    r"\b[Zz]u\sden\s(?:geforderten|verlangten|vorgegebenen|vorgeschriebenen|zugewiesenen|zugeteilten)\s\d"
)
# «verpflichtet war die Stadt zu 257 beziehungsweise 234 Aufnahmen»
_OBLIGED = re.compile(
    r"\bverpflichtet\s(?:war|ist|wurde)\b[^.;:,\d]*\bzu\s(?:\d+\s(?:beziehungsweise|bzw\.|und)\s)?$"
)
_FURTHER = re.compile(r"\s(?:weitere|zusätzliche|mehr)\b")
# «hat Lörrach 2022 mit 638 Personen um 46 übertroffen», «wurde mit 261 erfüllt»
_WITH = re.compile(r"\bmit\s(?:\w+\s)?$")
_FULFILLED_SO = re.compile(
    r"(?:\s[A-ZÄÖÜ]\w+)?(?:\sum\s(?:\w+\s){0,2}[\w.]+(?:\s[A-ZÄÖÜ]\w+)?)?\s"
    r"(?:übertroffen|überschritten|übererfüllt|erfüllt|unterschritten|verfehlt)\b"
)
_EXTRA = re.compile(r"\b(?:die|der|den|diese[nr]?)\s(?:zusätzlichen|überzähligen|darüber\shinausgehenden)\s$")
# «die vier zusätzlichen Aufnahmen»
_EXTRA_BEHIND = re.compile(r"\s(?:zusätzlichen|überzähligen|darüber\shinausgehenden)\s[A-ZÄÖÜ]")
# «der 4, die darüber hinausgehen», «Das Soll hieß 257, unser Ergebnis heißt 261»
_THAT_EXCEED = re.compile(r"(?:\s[A-ZÄÖÜ]\w+)?,\sdie\sdarüber\shinaus(?:geh|ging|kam|reich)\w*")
_BESIDES = re.compile(
    r"(?:\s[A-ZÄÖÜ]\w+)?\s(?:zusätzlich|darüber\shinaus)\s(?:[Aa]ufgenommene|untergebrachte)[nr]?\b"
    rf"|(?:\s[A-ZÄÖÜ]\w+)?,\sdie\s[^,.;:]*\b(?:zusätzlich|darüber\shinaus|über\s(?:das|die|ihre?n?)\s{_OF_DEMAND}\shinaus|mehr)\s"
    r"(?:[^,.;:]*\s)?(?:aufgenommen|aufnahm|untergebracht)\w*"
)
_RESULT = re.compile(
    rf"{DEMAND}.*\b(?:das|unser|ihr|sein)\s(?:tatsächliche\s)?Ergebnis\s(?:[a-zäöüß]+\s){{0,3}}$"
)
# «Lörrach sollte 234 Geflüchtete aufnehmen, es wurden 241»
_BECAME = re.compile(r"\b(?:[Ee]s\swurden|wurden\ses)\b")
# «592 hätten es sein müssen», «592 wären es nach der Vorgabe gewesen»: so many were demanded
SHOULD_HAVE_BEEN = re.compile(
    r"\b(?:hätten?|wären?)\s+es\b[^,;:]*\b(?:(?:sein|werden)\s+(?:müssen|sollen)|gewesen)\b"
    r"|\bes\s(?:[^,;:]*\s)?(?:hätten\s+sein|sein\s+hätten)\s+(?:müssen|sollen)\b"
)
_BOUND = re.compile(r"\b(?:müssen|muss|mussten?|sollen?|sollten?)\b")
_DONE = {"in_fact", "took_in"}


def set_against_demand(draft: Draft, mention: Mention) -> bool:
    """«Im Jahr darauf waren es 241 und damit sieben mehr als das Soll»: what is more than demanded was taken in.

    Not «Das Soll lag bei 257 und damit 23 über der Quote des Vorjahres».
    """
    more = draft.following(mention)
    if more is None:
        return False
    # «261 Geflüchtete wurden der Stadt zugewiesen, vier mehr als vorgegeben»
    beside = (
        more.clause == mention.clause + 1
        and not draft.text[draft.clauses[more.clause].start : more.span.start].strip()
    )
    if not beside and not _AND_THUS.fullmatch(draft.text, mention.span.end, more.span.start):
        return False
    hits = draft.hits_of(mention.sentence, "surplus")
    if not any(0 <= hit.start - more.span.end <= 1 for hit in hits):
        return False
    start = draft.clauses[mention.clause].start
    return not _IT_DEMANDS.search(draft.text, start, mention.span.start)


def as_worded(draft: Draft, mention: Mention) -> str | None:
    """What the words right beside a number say that it is, in a sentence that speaks of a quota."""
    at, end = mention.span.start, mention.span.end
    named = _NAMED.search(draft.text, max(0, at - 50), at)
    # not «… steht ein Überschuss: 261 Geflüchtete nahm die Stadt auf», which a sentence explains
    if named and (named[1] in ("Soll", "Ist") or not draft.in_clause(mention.clause, "took_in")):
        return {"Soll": "quota_target", "Ist": "quota_actual"}.get(named[1], "quota_balance")
    if _PUT_AT.search(draft.text, max(0, at - 40), at) and draft.says(mention.clause, _GIVES):
        return "quota_target"
    if _THE_IST.search(draft.text, max(0, at - 60), at):
        return "quota_actual"
    so_many = _WITH.search(draft.text, max(0, at - 16), at) and _FULFILLED_SO.match(draft.text, end)
    if so_many or _AT_A_DEMAND.match(draft.text, end) or _DEMAND_BEHIND.match(draft.text, end):
        return "quota_actual"
    led = _GOVERNED.search(draft.text, max(0, at - 20), at)
    over = not led and _OVER_IT.match(draft.text, mention.quantity.end)
    extra = _EXTRA.search(draft.text, max(0, at - 40), at) or _EXTRA_BEHIND.match(
        draft.text, mention.quantity.end
    )
    if over or extra or _THAT_EXCEED.match(draft.text, end):
        return "quota_balance"
    if _BESIDES.match(draft.text, mention.quantity.end):
        return "quota_balance"
    if _RESULT.search(draft.text, draft.sentences[mention.sentence].start, at):
        return "quota_actual"
    if _became(draft, mention):
        return "quota_actual"
    if draft.says(mention.clause, SHOULD_HAVE_BEEN):
        return "quota_target"
    return _beyond(draft, mention) or _described(draft, mention)


def _became(draft: Draft, mention: Mention) -> bool:
    """Does the sentence set how many it became against the number demanded before, of the same year?"""
    before, clause = draft.preceding(mention), draft.clauses[mention.clause]
    if before is None or not before.clause < mention.clause or not draft.says(mention.clause, _BECAME):
        return False
    return not any(clause.holds(m.start) for m in draft.moments_of(mention.sentence))


def _beyond(draft: Draft, mention: Mention) -> str | None:
    clause = draft.clauses[mention.clause]
    demanded = _TO_THE_DEMANDED.search(draft.text, clause.start, mention.quantity.start + 1)
    if demanded and demanded.end() == mention.quantity.start + 1:
        return "quota_target"
    if _OBLIGED.search(draft.text, clause.start, mention.span.start):
        return "quota_target"
    if _over_and_above(draft, mention):
        return "quota_balance"
    beyond = _BEYOND.search(draft.text, clause.start, clause.end)
    if beyond is None:
        return None
    if beyond["so_many"]:
        inside = beyond.start() < mention.span.start < beyond.end()
        return "quota_target" if inside else "quota_balance"
    alone = all(m is mention for m in draft.mentions_of(mention.sentence) if m.clause == mention.clause)
    return "quota_balance" if alone else None


def _over_and_above(draft: Draft, mention: Mention) -> bool:
    """Does the number tell how many were taken in above those demanded, which the words before say were reached?"""
    start = draft.sentences[mention.sentence].start
    if _FURTHER.match(draft.text, mention.quantity.end) and _TO_THE_DEMANDED.search(
        draft.text, start, mention.span.start
    ):
        return True
    ours = draft.says(mention.clause, _OF_THE_SERVICE)
    return not ours and bool(_MOREOVER.search(draft.text, start, mention.span.start))


def _described(draft: Draft, mention: Mention) -> str | None:
    """«Die 261 Geflüchteten, die Lörrach 2024 aufnahm, übersteigen das Soll»: taken in, not to be taken in."""
    relative = draft.relative_clause(mention)
    if relative is None or not draft.in_clause(relative, "taken_in") or draft.says(relative, _BOUND):
        return None
    return "quota_actual"


def of_a_pair(draft: Draft, mention: Mention) -> str | None:
    """«2022 nahm die Stadt 638 statt 592 Personen auf, 2023 dann 241 statt 234»: taken in and demanded."""
    if not _told_of_taking_in(draft, mention):
        return None
    before, behind = draft.preceding(mention), draft.following(mention)
    if behind is not None and _in_its_stead(draft, mention, behind):
        return "quota_actual"
    if before is None or not _in_its_stead(draft, before, mention):
        return None
    # «261 Personen statt 241 im Vorjahr»
    return "quota_actual" if _OF_ANOTHER_DAY.match(draft.text, mention.span.end) else "quota_target"


def demanded_before(draft: Draft, mention: Mention, last: Last) -> Topic | None:
    """«… mehr Geflüchtete aufgenommen als vorgeschrieben, nämlich 261 statt 257»: taken in, then demanded."""
    if last.metric != "quota_actual" or last.sentence != mention.sentence or mention.quantity.form != "plain":
        return None
    demanded = of_a_pair(draft, mention) == "quota_target"
    return draft.vocabulary.topics["quota_target"] if demanded else None


def taken_in_besides(draft: Draft, mention: Mention, last: Last) -> Topic | None:
    """«… mit 261 über dem Soll. „Die 4 Menschen, die wir zusätzlich aufgenommen haben, …“»: above the quota just told."""
    near = last.metric in ("quota_target", "quota_actual") and mention.sentence - last.sentence <= 1
    end = mention.quantity.end
    besides = near and (_BESIDES.match(draft.text, end) or _EXTRA_BEHIND.match(draft.text, end))
    return draft.vocabulary.topics["quota_balance"] if besides else None


def _told_of_taking_in(draft: Draft, mention: Mention) -> bool:
    """Does the clause, or its sentence where the clause is silent, say that people were taken in or a quota exceeded?

    Not «Das Soll lag 2024 bei 257 statt 234», which tells of two demands.
    """
    own = draft.concepts_of_clause(mention.clause)
    said = own if {"quota", *_DONE} & own else set(draft.concepts_of(mention.sentence))
    return bool(_DONE & said) or draft.sentence_says(mention.sentence, EXCEEDED)


def _in_its_stead(draft: Draft, taken: Mention, demanded: Mention) -> bool:
    """Are two numbers parted by nothing but «statt», where no other year is compared with?"""
    if any(m.role == "compared" for m in draft.moments_of(taken.sentence)):
        return False
    return bool(_IN_STEAD.fullmatch(draft.text, taken.span.end, demanded.span.start))
