"""What share of its whole the claim before is: «das entspricht 51 Prozent», «bezogen auf alle 1.380 sind das …»."""

from __future__ import annotations

import re
from dataclasses import replace

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.groups import groups, residue
from pipelines.publish.check.model import Claim, Mention
from pipelines.publish.check.stated.last import Last
from pipelines.publish.check.text import phrases
from pipelines.publish.check.told import bodies, repeated
from pipelines.publish.check.words.vocabulary import Topic

_FORMS = ("percent", "fraction")
_SO = r"(?:(?:also|damit|demnach|folglich|seinerzeit|damals|derzeit|immerhin)\s+)?"
_A_SHARE = r"(?:(?:einem|einen|ein|einer)\s+(?:Anteil|Quote)\s+von\s+)?"
_IS = r"(?:sind|waren|ist|war|entspricht|entsprach|entsprechen|entsprachen|macht|machte|ergibt|ergab)"
_AS_SHARE = re.compile(
    rf"\W*(?:[Ii]hr Anteil\s+(?:belief sich|beläuft sich|betrug|beträgt|lag|liegt)\s+(?:somit\s+|damit\s+|demnach\s+)?"
    rf"(?:auf\s+|bei\s+)?|(?:[Dd]as|[Dd]ies|[Dd]amit|[Aa]lso|[Mm]ithin)\s+(?:{_IS}\s+)?{_SO}{_A_SHARE}"
    r"|[Ss]ie\s+(?:stell|bild|mach)\w+\s+(?:damit\s+|somit\s+)?|(?:ein|mit einem)\s+Anteil\s+von\s+(?:\w+\s+)?"
    r"|(?:umgerechnet|entsprechend)\s+"
    rf"|(?:oder|bzw\.|beziehungsweise)\s+|was\s+{_SO}{_A_SHARE}|(?:[A-ZÄÖÜ]\w+\s+)?{_IS}\s+(?:das|dies|es)\s+{_SO}{_A_SHARE})"
)
# «… werden 211 Personen begleitet, 15,3 Prozent der Zielgruppe»
_NOTHING_ELSE = re.compile(
    r"^\s*(?:(?:rund|etwa|knapp|gut|fast|genau|über|mehr\s+als|weniger\s+als)\s+)?"
    r"(?:(?:[\d,]+\s?(?:Prozent|%)|(?:ein|zwei|drei)\s+\w+tel|die\s+Hälfte)\s+(?:der|aller|unserer)\s+(?:\w+n\s+)?"
    r"(?:Zielgruppe|Begleiteten|Personen|Menschen)"
    # «…, mehr als jede fünfte begleitete Person»
    r"|jede[rs]?\s+\w+te(?:\s+(?:begleitete[rn]?\s+(?:Person|Mensch)|Begleitete[rn]?|Person\s+der\s+Zielgruppe))?)\W*$"
)
_THIS_SHARE = re.compile(r"\b(?:[Dd]ieser|[Ii]hr|[Dd]eren) Anteil\b(?!\s+de[rs]\b)")
# not «Ihr Anteil an der Unterbringung», but «Ihr Anteil an den 1.048 Begleiteten»
_THEIR_SHARE = re.compile(r"\W*(?:Ihr|Deren|Dieser) Anteil\b(?!\s+(?:de[rs]|an)\b(?!\s+(?:\w+\s+){0,2}\d))")
# «Bezogen auf alle 1.380 begleiteten Personen sind das 29,1 Prozent», «Ihr Anteil an den insgesamt 1.048 Begleiteten»
_BASE = re.compile(
    r"\b(?:[Bb]ezogen\s+auf|[Gg]emessen\s+an|[Ii]m\s+Verhältnis\s+zu|Anteil\s+an)\s+"
    r"(?:(?:die|den|der|alle[nr]?|insgesamt)\s+){0,2}"
    r"(?:(?:gesamten?\s+)?(?:aktiven?\s+)?(?:Zielgruppe|Gesamtzahl)\s+(?:von|mit)\s+(?:insgesamt\s+)?)?$"
    # «94,5 Prozent der aktiven Zielgruppe von 1.380 Personen»
    r"|(?:Prozent|%|Hälfte|Drittel|Viertel)\s+(?:der|unserer)\s+(?:gesamten\s+)?(?:aktiven\s+)?Zielgruppe\s+(?:von|mit)\s+(?:insgesamt\s+)?$"
    # «… – das ergab die Auszählung der 1.048 Menschen, die Mitte 2022 begleitet wurden»
    r"|\b(?:Auszählung|Auswertung|Zählung|Befragung)\s+(?:der|aller|von)\s+(?:insgesamt\s+)?$"
)
# «Bei 622 Begleiteten insgesamt gehörten 414 nicht dazu», «Bei einer Zielgruppe von 1.380 Personen bedeutet das 880»
_WITH_ALL = re.compile(
    r"\bBei\s+(?:insgesamt\s+|einer\s+(?:aktiven\s+)?(?:Zielgruppe|Gesamtzahl)\s+von\s+(?:insgesamt\s+)?)$"
)
_AT_IT = re.compile(r"\s*(?:(?:aus|in|im|mit|von|bei)\s+(?:de[rmn]\s+)?)?")
_WITH, _IN_ALL = re.compile(r"\bBei\s+$"), re.compile(r"\s+(?:[A-ZÄÖÜ]\w+\s+)?insgesamt\b")


def of_last(draft: Draft, mention: Mention, last: Last) -> Topic | None:
    """«704 Frauen gehörten zur Zielgruppe. Das entspricht 51 Prozent»: what share of the whole the claim before is."""
    if last.parted_topic is not None and last.parted_topic is not last.topic:
        return None  # «447 von 470 hatten Kontakt, das sind 95,1 Prozent»: no share of the whole target group
    parted = last.topic is not None and last.topic.unit == "persons"
    share = mention.quantity.form in _FORMS and last.kind == "amount"
    if last.topic is None or not (parted and share) or mention.sentence - last.sentence > 1:
        return None
    before = [m for m in draft.mentions_of(mention.sentence) if m.span.end <= mention.span.start]
    if last.sentence != mention.sentence and any(not is_base(draft, m) for m in before):
        return None  # «… Minderjährige. Einen Plan haben 567 von 915 Erwachsenen, also 62 Prozent»: of those
    beside = [m for m in draft.mentions_of(mention.sentence) if m.clause == mention.clause]
    beside = [m for m in beside if m.span.end != last.end and not is_base(draft, m)]
    if len(beside) > 1:
        return None  # «das sind 51 und 49 Prozent»: which is whose, it does not say
    start = last.end if last.sentence == mention.sentence else draft.sentences[mention.sentence].start
    # «371 waren Frauen, was einem Anteil von 61,5 Prozent entspricht»
    start = max(start, draft.clauses[mention.clause].start)
    came_to = last.sentence == mention.sentence and phrases.ON_TO.fullmatch(
        draft.text, last.end, mention.span.start
    )
    theirs = _their_share(draft, mention)
    apposed = last.sentence == mention.sentence and draft.says(mention.clause, _NOTHING_ELSE)
    if not (came_to or theirs or apposed) and not _AS_SHARE.fullmatch(draft.text, start, mention.span.start):
        return None
    of_a_whole = last.topic.metric == "ukraine_present" or last.topic.part_of is not None
    if not (of_a_whole or last.parted) or residue.unexplained(draft, mention, last.topic):
        return None
    return last.topic


def of_costs(draft: Draft, mention: Mention, last: Last) -> Topic | None:
    """«352.800 Euro davon waren durch Zuschüsse gedeckt, was 70,0 Prozent entspricht»: of the costs just told."""
    if last.metric != "grants_eur" or last.kind != "amount" or last.sentence != mention.sentence:
        return None
    costs = any(c.metric == "costs_eur" and c.kind == "amount" for c in last.told[-3:])
    start = max(last.end, draft.clauses[mention.clause].start)
    said = mention.quantity.form in _FORMS and _AS_SHARE.fullmatch(draft.text, start, mention.span.start)
    return draft.vocabulary.topics["cost_coverage"] if costs and said else None


def _their_share(draft: Draft, mention: Mention) -> bool:
    """«371 der 603 waren Frauen. Ihr Anteil, der 2022 bei 65,5 Prozent gelegen hatte, ging auf 61,5 Prozent zurück»."""
    named = any("=" in hit.concept for hit in draft.hits_by_sentence[mention.sentence])
    return not named and bool(_THEIR_SHARE.match(draft.text, draft.sentences[mention.sentence].start))


def of_positions(draft: Draft, mention: Mention, last: Last) -> bool:
    """«3,5 der 5,5 Planstellen, das sind knapp 64 Prozent»: a share that nobody here counts, and no coverage of costs."""
    if mention.quantity.form not in _FORMS or last.topic is None or last.topic.unit != "fte" or last.by:
        return False
    if draft.labels(mention):
        return False  # «Die meisten stammten aus der Ukraine: Ihr Anteil betrug 54,5 Prozent»
    start = last.end if last.sentence == mention.sentence else draft.sentences[mention.sentence].start
    start = max(start, draft.clauses[mention.clause].start)
    near = mention.sentence - last.sentence <= 1
    return near and bool(_AS_SHARE.fullmatch(draft.text, start, mention.span.start))


def is_base(draft: Draft, mention: Mention) -> bool:
    """«Bezogen auf alle 1.380 …», «503 der 1.048 …»: does the number only name what a share is taken of?"""
    return draft.whole_of_one_before(mention) or names_all(draft, mention)


def names_all(draft: Draft, mention: Mention) -> bool:
    """Do words of its own make a number the whole that another one is measured by?"""
    at, start = mention.span.start, max(0, mention.span.start - 80)
    if _BASE.search(draft.text, start, at):
        return True
    # «insgesamt» is left out of the text that is read
    if draft.following(mention) is None:
        return False
    if _WITH.search(draft.original, start, at):
        return bool(_IN_ALL.match(draft.original, mention.span.end))
    return bool(_WITH_ALL.search(draft.original, start, at))


def of_everybody(draft: Draft, mention: Mention, topic: Topic, claim: Claim) -> Claim:
    """«Gemessen an allen 1.380 Begleiteten stellten Alleinstehende 31,9 Prozent»: the group is the share's."""
    if claim.kind == "amount" and claim.by and names_all(draft, mention):
        return claim if _names_its_own(draft, mention) else replace(claim, by={})
    base = draft.preceding(mention) if claim.kind == "share" and not claim.by else None
    if base is None or not names_all(draft, base) or _names_its_own(draft, base):
        return claim
    return replace(claim, by=groups.of(draft, base, topic)[0])


def _names_its_own(draft: Draft, mention: Mention) -> bool:
    """Does a group stand before the number or at its noun («an den 398 Menschen aus der Ukraine»), and not only later?"""
    end = max(mention.span.end, mention.genitive.end)
    return any(
        hit.start <= end or _AT_IT.fullmatch(draft.text, end, hit.start)
        for hit in draft.group_hits[mention.sentence]
    )


def of_group(draft: Draft, mention: Mention, claim: Claim, last: Last) -> Claim:
    """«371 waren Frauen, was 61,5 Prozent entspricht»: the share of that group, and not of those who stayed."""
    if claim.kind not in ("share", "ratio") or claim.by:
        return claim
    if last.of_group and draft.says(mention.clause, bodies.ALL):
        return claim  # «… 94,9 Prozent der Frauen. Für die gesamte Zielgruppe liegt dieser Anteil bei 94,5 Prozent»
    if last.kind == "share" and last.by and last.topic and draft.sentence_says(mention.sentence, _THIS_SHARE):
        # «61,5 Prozent davon waren Frauen. Mitte 2022 hatte dieser Anteil noch 72,5 Prozent betragen»
        return replace(claim, metric=last.topic.metric, kind="share", by=dict(last.by))
    if not last.parted:
        return claim
    whom = repeated.of_whom_told(draft, mention, last)
    if whom:
        return replace(claim, by=whom)
    topic = of_last(draft, mention, last)
    if topic is None:
        return claim
    return replace(claim, metric=topic.metric, kind="share", by=dict(last.parted))
