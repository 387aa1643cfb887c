"""How a claim goes on from the one before: «davon …», «aus Syrien kommen 181», «damals waren es 622»."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.groups import groups, residue
from pipelines.publish.check.model import Mention, Role
from pipelines.publish.check.stated import moving, owners
from pipelines.publish.check.stated.last import Last
from pipelines.publish.check.text import phrases
from pipelines.publish.check.told import between, onward, takenup
from pipelines.publish.check.told.lists import listed_ahead
from pipelines.publish.check.when import dating, steps
from pipelines.publish.check.when.topics import Choice
from pipelines.publish.check.words.vocabulary import Topic

_FORMS = ("plain", "percent", "fraction", "points", "factor")
_CASELOAD = "persons_per_fte"
_PARTED = ("persons", "fte", "consultations")  # whose parts «davon» names
_GENITIVE = re.compile(r"\s+(?:de[rs]|von|beim?|unsere[rs]|ihre[rs]|diese[rs])\s+")
_NUMBER_OF_IT = re.compile(
    r"(?:\w*[Zz]ahl|Werte?s?|\w*wert\w*|Vorjahr\w*|Jahres\s+(?:19|20)\d\d|Stand\w*|Niveaus?|Ende|Mitte|Anfang|(?:19|20)\d\d|damalig\w+|einstig\w+|Ausgangs\w+)\b"
)
_WITH = re.compile(r"\bmit\s+(?:\w+\s+)?[\d.,]+\s+\w+$")
_IT_MOVED = re.compile(
    r"(?i:\b(?:stieg|sank|fiel|wuchs|ging|nahm|lag|betrug|erreichte|kletterte|schrumpfte) (?:sie|er)\b"
    r"|^\W*(?:sie|er) (?:stieg|sank|fiel|wuchs|ging|nahm|lag|betrug|erreichte|kletterte|schrumpfte|ist|hat|war)\b)"
)
_SINCE_IT = re.compile(rf"{phrases.SINCE_IT}\s")
_THIS_CHANGE = re.compile(
    r"\b[Dd]ies(?:er|e|es|en|em) (?:Anstieg|Zuwachs|Rückgang|Zunahme|Abnahme|Plus|Minus|Wachstum|Steigerung) (?:um|von) $"
)
_THE_CHANGE = re.compile(rf"\bD(?:er|as|ie)\s+{moving.GROWTH}\s+(?:um|von)\s+$")
# «Alle Träger zusammen kamen auf 6.510», «über alle Träger hinweg waren es 6.510»
_CAME_TO = re.compile(
    r"\bk(?:am|amen|ommt|ommen)\b[^,;]*\bauf\s+(?:\w+\s+)?$"
    r"|\b(?:alle|allen)\s+(?:drei\s+)?Trägern?\b[^,;]*\b(?:waren|sind)\s+es\s+(?:\w+\s+)?$"
)
_WHEREBY = re.compile(r"\b(?:womit|wodurch)\s+sich\s+(?:deren|ihre|die)\s+\w*[Zz]ahl\b")
_WHEN_IT_WAS = re.compile(
    r"^\W*als\s+(?:er|sie|es|der\s+(?:Wert|Anteil)|die\s+(?:Zahl|Quote))\b(?!\s+de[rs]\b)"
)
_HOLDS_FOR = re.compile(
    r"\b(?:gilt|galt|gelte)\s+(?:das|dies|dasselbe|Gleiches)\b|\btr(?:af|ifft)\s+(?:das|dies)\b"
    rf"|{takenup.HAS_APPLIED}",
    re.DOTALL,
)
_AMONG = re.compile(
    r"\W*(?:und\s+)?(?:bei|unter|für)\s+(?:den\s+)?[A-ZÄÖÜ]\w+\s+(?:\w+\s+){0,2}(?:(?:bei|auf)\s+)?"
)
_MOVES = ("entries", "exits", "net_change")
_EACH = {"per_person", "per_position"}
_SAY_NOTHING = {"whole", "lives"}
_CASELOADS = {f"fte_{kind}": f"caseload_{kind}" for kind in ("planned", "filled", "funded")}
_THAT = re.compile(r"^\W*(?:[Dd]as|[Dd]ies|[Dd]amit|[Ss]omit|[Mm]ithin|[Aa]lso|[Ww]as)\b")
_THIS_SHARE = re.compile(r"\b(?:dieser|ihr|der) Anteil\b(?!\s+de[rs]\b)")
_REST = re.compile(r"\b[Dd](?:er|en) (?:Rest|verbleibende\w* \w+|übrige\w* \w+)\b")
_ASKED = re.compile(rf",\s+{phrases.HOW_MANY}")


def of_the_same(draft: Draft, mention: Mention, last: Last, choice: Choice | None) -> bool:
    """Do the words leave open what was told of before («Ein Jahr später waren es 560», «Der Rest, 1,5 Stellen, …»)?"""
    if choice is None or last.topic is None or last.topic.metric not in (choice.topic.metric, *choice.rivals):
        return False
    if last.sentence == mention.sentence:
        return last.topic.metric in choice.rivals
    goes_on = draft.echoes(mention) or draft.sentence_says(mention.sentence, _REST)
    return bool(choice.rivals) and last.sentence == mention.sentence - 1 and goes_on


def goes_on(draft: Draft, mention: Mention, last: Last, role: Role, choice: Choice | None) -> bool:
    """«2023 kamen 150 an, 2024 waren es 115», «mit 310 Zugängen 79 mehr als 2023»: as the claim before it.

    A number without a noun, whose clause says nothing of its own, or which says by how much the number beside it differs.
    """
    if (
        choice
        and last.topic
        and role == "change"
        and last.sentence >= mention.sentence - 1
        and _that_move(draft, mention)
    ):
        return True  # «… 154 mehr. Dieser Anstieg um 12,6 Prozent ist ohne die Arbeit der Träger nicht zu bewältigen»
    if choice and (_it_was(draft, mention, last) or _rate_then(draft, mention, last)):
        return True
    if choice is None or last.topic is None or (mention.noun.unit and last.sentence == mention.sentence):
        return False
    if last.sentence == mention.sentence and draft.says(mention.clause, _WHEREBY):
        return True  # «Im April kamen 150 an, womit sich deren Gesamtzahl auf 268 erhöhte»
    if last.sentence >= mention.sentence - 1 and draft.says(mention.clause, _HOLDS_FOR):
        return True  # «… stand es in Kontakt. Bei der Caritas galt das für 447 Personen»
    if last.sentence == mention.sentence - 1 and choice.topic is not last.topic:
        # «Die Förderlücke lag bei 0,5 Stellen. Sie stieg auf 2,0 Stellen, weil die geförderten Stellen …»
        # «Die Zahl der Betreuten aus der Zielgruppe lag bei 987. Ein Jahr zuvor waren es 940»: of the only one told
        starts = draft.clauses[mention.clause].start == draft.sentences[mention.sentence].start
        only = choice.lent and starts and len(draft.mentions_of(last.sentence)) == 1
        only = only and draft.echoes(mention)
        # «… lag die Erwerbsquote bei 33,4 Prozent. Für die Zielgruppe insgesamt betrug sie 31,8 Prozent»
        rate = (
            last.topic.unit == "fraction"
            and mention.quantity.form == "percent"
            and choice.topic.unit == "persons"
        )
        pointed = only or draft.says(mention.clause, _IT_MOVED)
        pointed = pointed and (rate or _silent(draft, mention))
        return pointed and not _own_subject(draft, mention, choice)
    if last.sentence != mention.sentence:
        return False
    if choice.topic.metric == "entries" and last.topic.unit != "persons" and mention.noun.unit is None:
        return True  # «3.205 Beratungen; allein im Dezember kamen 498 hinzu»
    if mention.quantity.form != "plain" or last.kind != "amount":
        return False
    if role == "change" and last.topic.difference and _silent(draft, mention):
        return True  # «um vier Personen übererfüllt, im Jahr zuvor um sieben»
    if role == "change":
        same = last.topic.unit == choice.topic.unit
        return same and bool(_WITH.search(draft.text, draft.clauses[mention.clause].start, last.end))
    moments = draft.moments_of(mention.sentence)
    dated = any(draft.clauses[mention.clause].holds(m.start) for m in moments)
    return dated and _silent(draft, mention) and not _labelled_anew(draft, mention, last, choice)


def _labelled_anew(draft: Draft, mention: Mention, last: Last, choice: Choice) -> bool:
    """«… auf 151.200 Euro gestiegen, was an der Zahl der Begleiteten liegt: Ende 2024 waren es 1.380»: of the label.

    «Dieser Zuwachs um 676 geht auf die Zahl der Begleiteten zurück, die sich auf 1.380 belief»: of what it describes.
    """
    start = draft.clauses[mention.clause].start
    if choice.topic is last.topic or not (draft.text[start - 1] == ":" or draft.describes(mention)):
        return False
    named = {h.concept for h in draft.hits_by_sentence[mention.sentence] if last.end <= h.start < start}
    return any(set(sign) <= named for sign in choice.topic.signs)


def _it_was(draft: Draft, mention: Mention, last: Last) -> bool:
    """«… eine Förderlücke von zwei Vollzeitstellen; Mitte 2022 betrug sie noch eine halbe Stelle»: of what was told."""
    if last.topic is None or last.sentence != mention.sentence:
        return False
    if draft.says(mention.clause, _WHEN_IT_WAS):
        return _silent(draft, mention)  # «… so viele aufgenommen wie seit 2022 nicht mehr, als es 402 waren»
    if draft.says(mention.clause, _SINCE_IT):
        # «Um 89 Prozent ist die Zahl gestiegen, seit sie Mitte 2022 mit 398 erfasst wurde»
        return _silent(draft, mention)
    if last.kind != "amount":
        return False
    apart = draft.clauses[mention.clause].start > last.end and mention.noun.unit == last.topic.unit
    return apart and draft.says(mention.clause, _IT_MOVED) and _silent(draft, mention)


def _rate_then(draft: Draft, mention: Mention, last: Last) -> bool:
    """«62,0 Prozent der Erwachsenen haben einen Plan; ein Jahr zuvor waren es 55,3 Prozent»: of the same rate.

    «Die Bleibequote der aus der Ukraine Angekommenen lag bei 78,1 Prozent, unter den Frauen bei 79,4 Prozent»
    """
    rate = last.kind == "ratio" and last.topic is not None and last.topic.unit == "fraction"
    beside = rate and last.sentence == mention.sentence and mention.quantity.form == "percent"
    start = draft.clauses[mention.clause].start
    if beside and _AMONG.fullmatch(draft.text, start, mention.span.start):
        return True
    return beside and draft.echoes(mention) and _silent(draft, mention)


def _that_move(draft: Draft, mention: Mention) -> bool:
    start = max(0, mention.span.start - 30)
    if _THIS_CHANGE.search(draft.text, start, mention.span.start):
        return True
    # «Das Wachstum um 12,6 Prozent geht auf 310 Zugänge zurück»
    led = draft.sentence_says(mention.sentence, between.MAKES_THE_DIFFERENCE)
    return led and bool(_THE_CHANGE.search(draft.text, start, mention.span.start))


def _own_subject(draft: Draft, mention: Mention, choice: Choice) -> bool:
    """«Der Saldo aus Zu- und Abgängen schwankt: 2022 betrug er 171»: does its sentence name what «er» is?"""
    first = draft.by_clause.index(draft.sentences[mention.sentence].start)
    named = {concept for at in range(first, mention.clause) for concept in draft.concepts_of_clause(at)}
    return any(set(sign) <= named for sign in choice.topic.signs)


def _silent(draft: Draft, mention: Mention) -> bool:
    """Does the number's clause hold no word that says what is counted?"""
    spans = [mention.noun.span, *draft.moments_of(mention.sentence)]
    said = (hit for hit in draft.in_clause_of(mention) if hit.concept not in _SAY_NOTHING)
    return all(any(span.holds(hit.start) for span in spans) for hit in said)


def of_unrecorded(draft: Draft, mention: Mention, last: Last) -> bool:
    """«212 von ihnen sind Mitglied in einem Verein, 95 haben einen Abschluss»: the next part by what nobody records."""
    if last.sentence != mention.sentence or not last.told or last.topic is None:
        return False
    bare = (
        mention.quantity.form == "plain"
        and mention.noun.unit in (None, "persons")
        and not mention.noun.foreign
    )
    part = last.told[-1].partitive == "of" and last.topic.metric == "active_target_group"
    return bare and part and residue.unexplained(draft, mention, last.topic)


def continued(draft: Draft, mention: Mention, last: Last, role: Role) -> Topic | None:
    """The topic of the claim before: «davon 503 Frauen», «ein Jahr später bereits 5.834», «29 mehr als 2021»."""
    if mention.quantity.form == "ratio" and mention.sentence - last.sentence <= 1:
        return _caseload_told(draft, mention, last)
    if last.topic is None or mention.quantity.form not in _FORMS:
        return None
    if last.sentence != mention.sentence and (
        owners.of_strange_subject(draft, mention)
        or _answers_what_was_asked(draft, mention)
        or _counted_otherwise(draft, mention, last)
        or _of_both_moves(draft, mention, last, role)
    ):
        return None
    if mention.quantity.form == "factor" and not _of_it(draft, mention, last.topic, last):
        return None
    if for_each(draft, mention, last.topic):
        return None
    shared = (
        last.kind == "share"
        and mention.quantity.form == "percent"
        and draft.says(mention.clause, _THIS_SHARE)
    )
    # «welcher Teil der Angekommenen noch hier lebt … betrug sie 66,6 Prozent»: what stays is told as a rate
    told = draft.vocabulary.topics.get(last.metric, last.topic)
    rate = mention.quantity.form != "plain" and (told.unit == "fraction" or role == "change" or shared)
    if (
        (mention.quantity.form == "plain" or rate)
        and mention.noun.unit in (None, last.topic.unit)
        and _echoes(draft, mention, last, role)
    ):
        return told if rate else last.topic
    if last.sentence == mention.sentence and mention.noun.unit in (None, last.topic.unit):
        by, _ = groups.of(draft, mention, last.topic)
        # «die Caritas über 1,25 geförderte Stellen, die Diakonie über 1,75»: the next part of the same split
        if (
            mention.quantity.form == "plain"
            and by
            and last.by
            and by.keys() == last.by.keys()
            and by != last.by
        ):
            return last.topic
    if last.topic.unit not in _PARTED or mention.noun.unit not in (None, last.topic.unit):
        return None
    near = last.sentence == mention.sentence or (
        last.sentence == mention.sentence - 1 and groups.thereof(draft, mention)
    )
    by, _ = groups.of(draft, mention, last.topic)
    near = near or (last.sentence == mention.sentence - 1 and _next_part(draft, mention, last.topic, by))
    return last.topic if near and (by or groups.thereof(draft, mention)) else None


def _of_both_moves(draft: Draft, mention: Mention, last: Last, role: Role) -> bool:
    """«… um 46 über dem Soll. Das Plus von 154 Personen ergibt sich aus 310 Zugängen und 156 Abgängen»: of these."""
    said = draft.concepts_of(mention.sentence)
    both = {"entry", "exit"} <= set(said)
    theirs = ("net_change", "active_target_group") if role == "change" else (*_MOVES, "active_target_group")
    return both and last.metric not in theirs


def for_each(draft: Draft, mention: Mention, topic: Topic) -> bool:
    """«504.000 Euro kostete das Integrationsmanagement, das sind 365 Euro je begleitete Person»: no costs in all."""
    return bool(_EACH.intersection(topic.excluded, draft.concepts_of_clause(mention.clause)))


def _counted_otherwise(draft: Draft, mention: Mention, last: Last) -> bool:
    """«Ende 2020 waren es 622, Mitte 2022 schon 1.048 Personen» behind euros: does the next of the row count others?"""
    ahead = listed_ahead(draft, mention, last)
    return ahead is not None and last.topic is not None and ahead.unit != last.topic.unit


def _answers_what_was_asked(draft: Draft, mention: Mention) -> bool:
    """«Auf die Frage, wie viele Beratungen 2024 geführt worden seien, nannte sie die Zahl 6.510»: and nothing before."""
    start = draft.sentences[mention.sentence].start
    return _ASKED.search(draft.text, start, draft.clauses[mention.clause].start) is not None


def _caseload_told(draft: Draft, mention: Mention, last: Last) -> Topic | None:
    """«… bei 1 : 291. Wären alle 5,5 Planstellen besetzt, wären es 1 : 251»: the caseload told last in the paragraph.

    «Bezogen auf die geplanten Stellen betrug er 1 zu 251»: that of the positions named.
    """
    known = draft.vocabulary.topics
    told = next((known[c.metric] for c in reversed(last.told) if known[c.metric].unit == _CASELOAD), None)
    if draft.bracketed(mention):
        beside = [c.metric for c in last.told if draft.sentences[mention.sentence].holds(c.start)]
        kinds = [_CASELOADS[metric] for metric in beside if metric in _CASELOADS]
        if len(kinds) == 1 and "active_target_group" in beside:
            return known[kinds[0]]  # «verteilten sich 1.380 Begleitete auf 4,75 besetzte Stellen (1 zu 291)»
    own = {"caseload", *draft.concepts_of(mention.sentence)}
    named = [
        topic
        for topic in known.values()
        if topic.unit == _CASELOAD and any(len(sign) > 1 and own.issuperset(sign) for sign in topic.signs)
    ]
    return named[0] if told and len(named) == 1 else told


def _of_it(draft: Draft, mention: Mention, topic: Topic, last: Last) -> bool:
    """«Das ist beinahe eine Vervierfachung», not «Das ist eine Verdopplung des Aufwands», «Anfragen haben sich …»."""
    beside = (
        last.sentence == mention.sentence and draft.text[last.end : mention.span.start].strip(" –—(") == ","
    )
    if not (beside or draft.says(mention.clause, _THAT) or draft.echoes(mention)):
        return False  # «1.380 Personen, doppelt so viele wie …»
    noun = draft.text[mention.quantity.end - 3 : mention.quantity.end] == "ung"
    return noun or not residue.unexplained(draft, mention, topic)


def of_something_else(draft: Draft, mention: Mention) -> bool:
    """«eine Verdopplung des Aufwands»: is what grew named, and unknown here?"""
    of = _GENITIVE.match(draft.text, mention.quantity.end) if mention.quantity.form == "factor" else None
    if of is None:
        return False
    known = any(hit.start >= mention.quantity.end for hit in draft.in_clause_of(mention))
    return not known and not _NUMBER_OF_IT.match(draft.text, of.end())


def _next_part(draft: Draft, mention: Mention, topic: Topic, by: Mapping[str, str]) -> bool:
    """«• Frauen: 704», «Aus Syrien kommen 181 Personen.»: an item of a list, or a group and nothing that is unknown."""
    if draft.listed(mention.sentence):
        return True
    # not «… 447 hatten Kontakt. Von den 704 begleiteten Frauen hatten 668 Kontakt»: the whole of the next part
    return bool(by) and not draft.named_whole(mention) and not residue.unexplained(draft, mention, topic)


def _echoes(draft: Draft, mention: Mention, last: Last, role: Role) -> bool:
    """The same figure at another time, or its change."""
    clause = draft.clauses[mention.clause]
    moments = draft.moments_of(mention.sentence)
    spans = [clause, *(draft.clauses[label] for label in draft.labels(mention))]
    came_to = mention.noun.unit is None and _CAME_TO.search(draft.text, clause.start, mention.span.start)
    dated = any(span.holds(m.start) and m.shape != "now" for m in moments for span in spans)
    if last.sentence == mention.sentence:
        reached = role == "level_before" or (
            last.kind == "amount" and draft.says(mention.clause, onward.FROM_TO)
        )
        # «nahm die Zahl der Alleinstehenden um 104 auf 440 zu»
        on_to = phrases.ON_TO.fullmatch(draft.text, last.end, mention.span.start)
        reached = reached or bool(on_to and last.kind in ("change", "relative"))
        reached = reached or draft.says(
            mention.clause, _WHEN_IT_WAS
        )  # «… als 2023, als der Wert bei 4,76 lag»
        reached = reached or draft.says(mention.clause, _WHEREBY) or draft.says(mention.clause, onward.NOW)
        reached = reached or draft.says(mention.clause, onward.THEN)  # «…, zum früheren Stichtag 622»
        dated = dated or dating.beside(draft, mention) is not None  # «auf 948 Personen (Ende 2021)»
        return (
            role == "change"
            or dated
            or reached
            or bool(came_to)
            or steps.own_past(draft, mention) is not None
        )
    following = last.sentence == mention.sentence - 1
    if following and role == "change":
        return True  # «Damit ist die Zahl um 154 gestiegen.»
    if not following or draft.echoes(mention) or draft.says(mention.clause, _HOLDS_FOR):
        return following
    if came_to:
        return True
    # «Für den 30. Juni 2025 nennt die Vorlage 1.402 Personen»
    said = last.topic is not None and not residue.unexplained(draft, mention, last.topic)
    if dated and said and last.topic and mention.noun.unit == last.topic.unit == "persons":
        return True
    # «Ein Jahr zuvor hatten wir 5.834 gezählt»
    back = steps.own_past(draft, mention) is not None
    return back and last.topic is not None and not residue.unexplained(draft, mention, last.topic)
