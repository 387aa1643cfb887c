"""Positions under a condition: all of them filled, or more of them than there are."""

from __future__ import annotations

import re

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Mention, Span
from pipelines.publish.check.stated import served, shortage
from pipelines.publish.check.stated.last import Last
from pipelines.publish.check.words.vocabulary import Topic

# «Wären alle Planstellen besetzt, läge der Schlüssel bei 1:251»: what the planned positions give
_FULLY_STAFFED = re.compile(
    r"(?i:\b(?:wären|wenn|würden|sollten)\b[^.;]*\b(?:alle|sämtliche)\b[^;]*stellen\b[^.;]*\bbesetzt\b"
    r"|\b(?:bei|mit)\s+(?:voller|vollständiger)\s+(?:\w*besetzung)\b|\bvollbesetzung\b|\bnach\s+(?:dem\s+)?(?:stellen)?plan\s+wären\b)"
)
_IF_ONE_COUNTS = re.compile(
    r"(?i:^\W*(?:(?:rechnet|zählt|legt|nimmt|setzt|bezieht|betrachtet)\s+man\b|(?:wenn|sofern|zählt)\s+(?:man\s+)?nur\b))"
)
_RELATED = re.compile(
    r"(?i:\b(?:bezogen|(?:um)?gerechnet|gemessen|umgelegt)\b|\b(?:legt|nimmt|rechnet|bezieht)\s+man\b"
    r"|\bbei\s+de[nr]\s+(?:\w+\s+)?(?:besetzten|geplanten|geförderten)\b)"
)
_INSTEAD = re.compile(r"\b(?:statt|anstelle)\s+(?:(?:bei|von)\s+)?$")
# «Auf 1,75 geförderte Stellen kamen 420 Personen; das entspricht einem Schlüssel von 1 zu 240»
_WHICH_MAKES = re.compile(
    r"^\s*(?:[Dd]as|[Dd]ies|was)\b[^.;]*\b(?:entspricht|entsprach|ergibt|ergab|bedeutet|macht)\b"
    r"|^\s*(?:(?:also|mithin|somit|macht)\s+)?eine?m?\s+(?:\w*[Ss]chlüssel|Verhältnis)\b"
    # «470 Begleitete und 1,25 geförderte Stellen, rechnerisch also 376 je Stelle»
    r"|^\s*(?:rechnerisch\s+)?(?:also|mithin|somit|das\s+macht)\s+(?:\w+\s+)?[\d.]+\s+(?:\w+\s+)?(?:je|pro)\s+Stelle\b"
    # «Bei 1.380 Begleiteten entspricht das einem Schlüssel von 1 zu 394»
    r"|^\s*[Bb]ei\s+(?:\w+\s+)?[\d.]+\s[^.;]*\b(?:entspr(?:icht|ach)|ergibt|ergab|bedeutet|macht|sind|waren)\s+(?:das|dies|sich|es)\b"
)
_FOR_THESE = re.compile(
    r"\b[Jj]ede\s+(?:von\s+ihnen|davon|dieser|einzelne)\b|"
    r"\b(?:(?:[Bb]ezogen|[Gg]erechnet|[Uu]mgelegt)\s+auf|[Aa]uf|[Ff]ür|[Mm]it|[Gg]emessen\s+an|[Aa]us|[Bb]ei)\s+(?:sie|diese[nr]?|ihnen)\b"
    r"|\b[Aa]uf\s+(?:eine|jede)\s+Stelle\s+[a-zäöüß]+\s+(?:damit|somit|also|demnach)\b"
    r"|\b(?:[Dd]ar|[Hh]ier)aus\b|\bauf\s+diese\s+bezogen\b"
)
_CREATION = re.compile(
    r"\b(?:Schaffung|Einrichtung|Aufstockung|Ausweitung|Erhöhung)\s+(?:von|um)\s+(?:\w+\s+)?$"
)
_BEYOND = re.compile(r"\b(?:weitere|zusätzliche|neue)\b")
_DRAFTED = re.compile(
    r"\b(?:[Dd]er|[Dd]em|[Dd]ieser|[Ii]m)\s+(?:\w+en?\s+)?(?:\w+)?[Ee]ntwurf\b(?:[^;.]*\b(?:sieht|sehen|vor|vorgesehen)\b|\s+(?:für|des\s+(?:Stellen|Haushalts)plan\w*))"
)
_INTENDED = re.compile(
    r"\b(?:vorgesehen|geplant|beantragt|angedacht|angestrebt|gefordert|zu schaffen|einzurichten)\b"
)
_WOULD = re.compile(r"\b(?:wären?|lägen?|kämen?|hätten?|betrüge|würden?|entfielen?|ergäben?)\b")
_ALL = re.compile(r"\b(?:[Aa]lle|[Ss]ämtliche)\s+$")
_KINDS_SAID = {"planned", "filled", "funded", "unfunded", "unfilled", "needed", "missing"}
# «von 5,5 Stellen waren 4,75 besetzt», not «von 4,0 auf 4,75»
_PART_OF = re.compile(r"[Vv]on\s(?!\S+\s(?:[^\s,;]+\s){0,6}?auf\s(?:\w+\s)?\d)\S+\s(?=(?:[^,;:]|\d,\d)*\d)")
_OF_THEM = re.compile(r"\s+(?:davon|hiervon)\b")
_THE_DOING_OF = re.compile(
    r"\b[A-ZÄÖÜ]\w+ung\svon\s$"
)  # «Für die Förderung von 3,5 Stellen überwies das Land …»
_AT_ONCE = re.compile(r"\b(?:zugleich|gleichzeitig|parallel|doppelt)\b")
_BY = re.compile(r"\b(?:von|bei|an|durch)\s+$")
_NUMBER_OF_KIND = re.compile(r"\b(?:Zahl|Umfang)\s+der\s+(besetzten|geplanten|geförderten)\s+\w*[Ss]tellen\b")
_OF_KIND = {"besetzten": "fte_filled", "geplanten": "fte_planned", "geförderten": "fte_funded"}
_LED_BY = re.compile(r"\b(?:mit|bei)\s+(?:\w+\s+)?$")
_THAN_PLANNED = re.compile(
    r"\b(?:kleiner|größer|weniger|mehr|niedriger|höher)\s+(?:\w+\s+)?als\s+(?:geplant|vorgesehen)\b"
)
_OUGHT = re.compile(
    r"\s+(?:(?:besetzt|vorhanden|vorgehalten|eingerichtet|geschaffen)\s+(?:sein|werden)(?:\s+müssen)?"
    r"|(?:verfügen|haben|vorhalten|besetzen)\s+müssen|gebraucht|benötigt)\W*$"
)
_ADDED = re.compile(r"\s+(?:zusätzliche|weitere)(?:\s+\w*[Ss]tellen)?\W*$|\s+(?:zusätzliche|weitere)\s*[.,;]")
_WOULD_HAVE = re.compile(r"\b(?:hätten?|müssten?)\b")
_UNREAL = re.compile(r"(?i:\b(?:nicht|wären?|würden|könnten|sollen|müssten|wenn|falls)\b)")
_CASELOADS = {"planned": "caseload_planned", "filled": "caseload_filled", "funded": "caseload_funded"}
_FTE = {"planned": "fte_planned", "filled": "fte_filled", "funded": "fte_funded"}
_TOLD_OF = {metric: (_FTE[kind],) for kind in _FTE for metric in (_FTE[kind], _CASELOADS[kind])}
_KINDS = {"filled": "fte_filled", "funded": "fte_funded"}
_SUPPOSED = re.compile(r"\bwären?\b")
_IN_FUTURE = re.compile(
    r"(?i:\b(?:künftig|zukünftig|demnächst|perspektivisch|langfristig|in\s+zukunft|(?:kommende|nächste)[nmrs]?)\b)"
)
_FURTHER = re.compile(r"\s+(?:weitere|zusätzliche|mehr)\b")
_FURTHER_BEFORE = re.compile(r"\b(?:[Ww]eitere|[Zz]usätzlich(?:e|en)?)\s+$")
# «aufzunehmen gewesen wären 257», «257 wären es nach der Vorgabe gewesen»,
# «verpflichtet gewesen wäre sie zur Aufnahme von 257»: demanded
_DUTY = re.compile(
    r"\b(?:[Aa]ufzunehmen|[Uu]nterzubringen)\b|\bwären\s+es\b[^,;:]*\b(?:Soll|Vorgabe|\w*[Qq]uote)\b"
    r"|\b(?:[Vv]erpflichtet|[Gg]efordert|[Vv]erlangt|[Vv]orge(?:schrieb|geb)en)\s+gewesen\b"
)
_VERB = re.compile(
    r"\b(?:ist|sind|war|waren|hat|hatten?|wird|werden|wurden?|leb\w+|begleit\w+|betreu\w+|gibt|gab|fehl\w+)\b"
)


def instead(draft: Draft, mention: Mention, topic: Topic, last: Last) -> str | None:
    """The metric that is meant where the words choose the filled caseload or the planned positions; None: that one."""
    whole = _kind_of_the_whole(draft, mention) if topic.unit == "fte" else None
    if whole:
        return whole
    needed = last.metric == "fte_needed" and last.sentence == mention.sentence
    if needed and topic.unit == "fte" and _ADDED.match(draft.text, mention.quantity.end):
        return "fte_missing"  # «hätte über 11,5 Stellen verfügen müssen, also über 6,75 zusätzliche»
    subject = _of_the_subject(draft, mention) if topic.metric in _FTE.values() else None
    if subject:
        return subject
    end = draft.clauses[mention.clause].end
    if topic.metric == "fte_planned" and _THAN_PLANNED.search(draft.text, mention.span.end, end):
        return "fte_filled"  # «Mit 4,75 Stellen ist das Team kleiner als geplant»
    if topic.metric in ("fte_planned", "fte_filled") and _ought_to_be(draft, mention):
        return "fte_needed"
    if topic.unit == "persons_per_fte":
        each = served.each_of(draft, mention)
        if each:
            return each
        if _so_far(draft, mention):
            return "caseload_filled"
        filled = draft.says(mention.clause, _RELATED) and draft.in_clause(mention.clause, "filled")
        if topic.metric == "caseload_filled" and fully_staffed(draft, mention) and not filled:
            return "caseload_planned"
        return (
            _based_on(draft, mention) or _counted_with(draft, mention) or _of_those_told(draft, mention, last)
        )
    # «5,5 Stellen sieht der Plan vor, 3,5 davon fördert das Land»
    part = topic.metric == "funding_gap_fte" and _OF_THEM.match(draft.text, mention.quantity.end)
    if (part or topic.metric in ("fte_needed", "fte_missing")) and mention.noun.unit is None:
        kind = _kind_said(draft, mention)
        if kind:
            return kind
    if topic.metric == "fte_needed" and _further(draft, mention):
        return "fte_missing"
    if topic.metric in ("fte_filled", "fte_funded", "fte_missing") and _lacks(draft, mention):
        return "fte_missing"
    if topic.metric == "fte_needed" and _instead_of_the_needed(draft, mention):
        return _kind_told(last)
    if topic.metric == "funding_gap_fte":
        return "fte_planned" if draft.whole_of_another(mention) else None  # «Zwei der 5,5 Stellen …»
    if topic.metric in _KINDS.values():
        return "fte_planned" if _of_all_there_are(draft, mention) else None
    if topic.metric != "fte_planned":
        return None
    return "funding_gap_fte" if _left_unfunded(draft, mention) else all_of_the_planned(draft, mention)


def _kind_said(draft: Draft, mention: Mention) -> str | None:
    """«Nötig wären 8,73, besetzt waren aber 4»: a number without a noun is of the positions that its clause names."""
    said = _KINDS_SAID.intersection(draft.concepts_of_clause(mention.clause))
    return _FTE.get(next(iter(said))) if len(said) == 1 else None


def _further(draft: Draft, mention: Mention) -> bool:
    """«6,75 weitere Stellen wären nach dem Zielschlüssel nötig»: those that lack, not all that are needed."""
    before = _FURTHER_BEFORE.search(draft.text, max(0, mention.span.start - 20), mention.span.start)
    return before is not None or _FURTHER.match(draft.text, mention.quantity.end) is not None


def _of_the_subject(draft: Draft, mention: Mention) -> str | None:
    """«Die Zahl der besetzten Stellen lag mit 4,75 unter der geplanten von 5,5»: of what the sentence speaks of."""
    start = draft.clauses[mention.clause].start
    subject = _NUMBER_OF_KIND.search(draft.text, start, mention.span.start)
    first = not any(start <= m.span.start < mention.span.start for m in draft.mentions_of(mention.sentence))
    led = first and _LED_BY.search(draft.text, start, mention.span.start)
    return _OF_KIND[subject[1]] if subject and led else None


def _ought_to_be(draft: Draft, mention: Mention) -> bool:
    """«… hätten Ende 2024 nach Berechnung der Verwaltung 11,5 Stellen besetzt sein müssen», but «statt der 4,75».

    Likewise «hätte nicht 4,75, sondern 11,5 besetzte Stellen gebraucht».
    """
    behind = draft.text[mention.span.end : draft.clauses[mention.clause].end]
    start = draft.sentences[mention.sentence].start
    return bool(_OUGHT.match(behind)) and bool(_WOULD_HAVE.search(draft.text, start, mention.span.start))


def _kind_of_the_whole(draft: Draft, mention: Mention) -> str | None:
    """«Auf die Diakonie entfielen 1,75 der insgesamt 3,5 geförderten Stellen»: as the whole, if the part says nothing."""
    behind = draft.following(mention)
    if behind is None or not draft.part_and_whole(mention, behind):
        return None
    kinds = [hit for hit in draft.in_clause_of(mention) if hit.concept in _KINDS_SAID]
    inside = {hit.concept for hit in kinds if behind.span.start <= hit.start < behind.span.end}
    return _FTE[inside.pop()] if len(kinds) == len(inside) == 1 and inside <= _FTE.keys() else None


def _of_all_there_are(draft: Draft, mention: Mention) -> bool:
    """«4,75 der 5,5 Stellen waren besetzt», «von den 5,5 Stellen waren 4,75 besetzt»: the whole is the plan's."""
    end = draft.sentences[mention.sentence].end
    of = _PART_OF.match(draft.text, max(0, mention.span.start - 4), end) and mention.noun.unit == "fte"
    of = of and not _THE_DOING_OF.search(draft.text, max(0, mention.span.start - 40), mention.span.start)
    if not (draft.whole_of_another(mention) or of) or draft.relative_clause(mention) is not None:
        return False
    part = draft.whole_of_one_before(mention)
    own = Span(mention.quantity.start, mention.span.end if part else draft.end_of_stretch(mention))
    kinds = [hit for hit in draft.in_clause_of(mention) if hit.concept in _KINDS_SAID]
    # «von den geförderten 3,5 Stellen»
    return not any(own.holds(hit.start) or 0 <= mention.quantity.start - hit.end <= 1 for hit in kinds)


def _so_far(draft: Draft, mention: Mention) -> bool:
    """«Wären alle Planstellen besetzt, hätte der Schlüssel bei 1:251 statt bei 1:291 gelegen»: as it is."""
    instead_of = _INSTEAD.search(draft.text, max(0, mention.span.start - 14), mention.span.start)
    return bool(instead_of) and draft.sentence_says(mention.sentence, _FULLY_STAFFED)


def _based_on(draft: Draft, mention: Mention) -> str | None:
    """«Bezogen auf die 3,5 geförderten Stellen ergab sich ein Schlüssel von 1 : 394»: the only positions it counts.

    Of several ratios each is of the positions of its own clause; likewise where that clause counts some («Wir begleiten
    1.380 Personen, was bei 3,5 geförderten Stellen einem Schlüssel von 1 zu 394 entspricht»).
    """
    numbers, hits = draft.mentions_of(mention.sentence), list(draft.hits_by_sentence[mention.sentence])
    own = [m for m in numbers if m.clause == mention.clause]
    if sum(m.quantity.form == "ratio" for m in numbers) > 1 or any(m.noun.unit == "fte" for m in own):
        numbers, hits = own, draft.in_clause_of(mention)
    kinds = [hit for hit in hits if hit.concept in _CASELOADS]
    said = {hit.concept for hit in kinds}
    counted = {
        hit.concept
        for other in numbers
        for hit in kinds
        if other.noun.unit == "fte" and other.noun.span.holds(hit.start)
    }
    others = [m for m in numbers if m.noun.unit != "fte"]
    # «Bezogen auf die 3,5 geförderten Stellen kamen auf eine Vollzeitkraft 394 Personen»
    related = mention.quantity.form == "ratio" or draft.sentence_says(mention.sentence, _RELATED)
    if others != [mention] or not related or len(said) != 1 or said != counted:
        return None
    return _CASELOADS[said.pop()]


def _counted_with(draft: Draft, mention: Mention) -> str | None:
    """«Rechnet man nur mit den geförderten Stellen, betrug er 1 zu 394»: the positions of the clause before."""
    if mention.clause == 0 or not draft.one_sentence(mention.clause - 1, mention.clause):
        return None
    if not draft.says(mention.clause - 1, _IF_ONE_COUNTS):
        return None
    said = {hit for hit in draft.concepts_of_clause(mention.clause - 1) if hit in _CASELOADS}
    own = _KINDS_SAID.isdisjoint(draft.concepts_of_clause(mention.clause))
    return _CASELOADS[said.pop()] if own and len(said) == 1 else None


def _lacks(draft: Draft, mention: Mention) -> bool:
    """«Um den Schlüssel einzuhalten, fehlten rechnerisch 6,75 besetzte Stellen»: so many more would have to be filled.

    «Trotz der Förderung fehlten, am Schlüssel gemessen, 6,75 Stellen»: the verb may stand before an insertion.
    """
    only = [m for m in draft.mentions_of(mention.sentence) if m.clause == mention.clause] == [mention]
    if any(mention.noun.span.holds(hit.start) for hit in draft.hits_of(mention.sentence, "funded")):
        return False  # «Fest steht, dass die 3,5 geförderten Stellen zu wenig sind»
    before = mention.clause - 2
    around = (
        before >= 0 and draft.inserted(before, mention.clause) and before not in draft.clauses_with_numbers
    )
    clauses = (mention.clause, before) if around else (mention.clause,)
    said = {concept for at in clauses for concept in draft.concepts_of_clause(at)}
    return only and "missing" in said and said.isdisjoint({"gap", "gap_said", "needed"})


def _instead_of_the_needed(draft: Draft, mention: Mention) -> bool:
    """«Nötig wären demnach 11,5 Stellen statt 4,75»: those that there are."""
    return _INSTEAD.search(draft.text, max(0, mention.span.start - 14), mention.span.start) is not None


def _kind_told(last: Last) -> str | None:
    """The kind of positions that the paragraph told of, if it is one: «Auf jede besetzte Stelle entfallen 291 …»."""
    told = {metric for claim in last.told for metric in _TOLD_OF.get(claim.metric, ())}
    return told.pop() if len(told) == 1 else None


def _of_those_told(draft: Draft, mention: Mention, last: Last) -> str | None:
    """«3,5 Stellen wurden gefördert. Bezogen auf sie lautete der Schlüssel 1 zu 394»: the positions told before."""
    led = draft.says(mention.clause, _FOR_THESE) or draft.says(mention.clause, _WHICH_MAKES)
    near = mention.sentence - last.sentence <= 1 and led
    silent = near and _KINDS_SAID.isdisjoint(draft.concepts_of_clause(mention.clause))
    metric = last.metric if last.topic and last.topic.unit == "fte" else _beside_persons(draft, mention, last)
    return next((_CASELOADS[kind] for kind, told in _FTE.items() if silent and told == metric), None)


def _beside_persons(draft: Draft, mention: Mention, last: Last) -> str:
    """«… standen 1,75 geförderten Stellen 420 Begleitete gegenüber, ein Verhältnis von 1 zu 240»: of these positions."""
    told = last.told[-2] if len(last.told) > 1 and last.topic and last.topic.unit == "persons" else None
    first = draft.just_before(mention.sentence) if draft.says(mention.clause, _WHICH_MAKES) else None
    near = {first, mention.sentence}
    return told.metric if told and draft.by_sentence.index(told.start) in near else ""


def _left_unfunded(draft: Draft, mention: Mention) -> bool:
    """«… dass zwei geplante Vollzeitstellen ohne Förderung geblieben seien»: what lacks to the planned ones."""
    end = draft.end_of_stretch(mention)
    part = draft.text[: mention.span.start].endswith(" der ")  # «Zwei der 5,5 geplanten Stellen»
    return not part and any(
        hit.concept == "unfunded" and mention.span.end <= hit.start < end
        for hit in draft.in_clause_of(mention)
    )


def fully_staffed(draft: Draft, mention: Mention) -> bool:
    """Does a caseload, or the plan it is of, stand under the condition that every position be filled?"""
    counted = mention.quantity.form == "ratio" or mention.noun.unit in ("persons", "fte", None)
    if not counted or not draft.sentence_says(mention.sentence, _FULLY_STAFFED):
        return False
    # «… kamen 291 Personen; wären alle besetzt, wären es 251»: of the number behind the condition, or of what «wäre»
    start = draft.sentences[mention.sentence].start
    led = _FULLY_STAFFED.search(draft.text, start, draft.clauses[mention.clause].end)
    if led and ";" in draft.text[led.end() : mention.span.start] and not draft.says(mention.clause, _WOULD):
        return False  # «Wären alle besetzt, läge er günstiger; je besetzter Stelle beträgt er 1 zu 291»
    return led is not None or draft.says(mention.clause, _WOULD)


def agencies(draft: Draft, mention: Mention) -> bool:
    """«Weil manche von zwei Stellen zugleich beraten werden»: bodies, and nobody's positions."""
    if mention.noun.unit != "fte":
        return False
    spelled = not draft.text[mention.quantity.start].isdigit()
    if spelled and _ALL.search(draft.text, max(0, mention.span.start - 12), mention.span.start):
        # «Ansprechpartnerin für alle drei Stellen»
        return _KINDS_SAID.isdisjoint(draft.concepts_of(mention.sentence))
    return draft.says(mention.clause, _AT_ONCE) and bool(
        _BY.search(draft.text, max(0, mention.span.start - 10), mention.span.start)
    )


def all_of_the_planned(draft: Draft, mention: Mention) -> str | None:
    """«Demnach waren alle 5,5 vorgesehenen Stellen besetzt»: the metric of which so many are, whatever was planned."""
    if mention.noun.unit != "fte" or not _ALL.search(
        draft.text, max(0, mention.span.start - 12), mention.span.start
    ):
        return None
    end = draft.end_of_stretch(mention)
    hits = [hit for hit in draft.in_clause_of(mention) if mention.span.end <= hit.start < end]
    said = [metric for concept, metric in _KINDS.items() if any(hit.concept == concept for hit in hits)]
    return said[0] if len(said) == 1 and not draft.says(mention.clause, _UNREAL) else None


def to_create(draft: Draft, mention: Mention) -> bool:
    """«Für 2026 ist die Schaffung von 1,5 zusätzlichen Stellen vorgesehen»: more positions than the plan has."""
    more = mention.noun.unit == "fte" and _CREATION.search(
        draft.text, max(0, mention.span.start - 60), mention.span.start
    )
    # «Im Haushaltsentwurf 2026 sind zwei weitere Stellen vorgesehen»
    beyond = mention.noun.unit == "fte" and _BEYOND.search(draft.text, mention.span.start, mention.span.end)
    # «Der Entwurf für 2026 sieht sieben Stellen vor»: nobody has decided them yet
    drafted = mention.noun.unit == "fte" and draft.says(mention.clause, _DRAFTED)
    drafted = drafted and draft.concepts_of_clause(mention.clause).isdisjoint({"filled", "funded"})
    return drafted or (bool(more or beyond) and draft.says(mention.clause, _INTENDED))


def plans_with(draft: Draft, mention: Mention) -> bool:
    """«Derzeit plant die Stadt mit 5,5 Stellen»: what the plan has, and nothing that may come."""
    bare = mention.noun.unit is None and mention.quantity.form == "plain"
    counted = mention.noun.unit == "fte" or (bare and shortage.positions_near(draft, mention))
    if not counted or not draft.in_clause(mention.clause, "plans_with"):
        return False
    later = any(m.as_of and m.as_of > draft.today for m in draft.moments_of(mention.sentence))
    return not later and not draft.says(mention.clause, _IN_FUTURE)


def supposed(draft: Draft, mention: Mention) -> bool:
    """«In der Gartenstraße wäre eine Stelle für 90 Menschen vorgesehen, im Rosenweg eine halbe»: nothing that is."""
    clause = mention.clause
    if draft.hits_of(mention.sentence, "needed") or fully_staffed(draft, mention):
        return False  # «um das Ziel zu erreichen, wären 11,5 Stellen nötig»: that is what is needed
    while draft.by_sentence.index(draft.clauses[clause].start) == mention.sentence:
        if draft.says(clause, _SUPPOSED):
            return not draft.says(clause, _DUTY)
        if draft.says(clause, _VERB) or clause == 0:
            return False
        clause -= 1
    return False
