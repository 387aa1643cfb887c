"""Positions or money by which one kind differs from another: «Um 6,75 Stellen verfehlt die Besetzung den Bedarf»."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Mention, Span
from pipelines.publish.check.stated.last import Last
from pipelines.publish.check.text import phrases
from pipelines.publish.check.words.vocabulary import Topic

_APART = re.compile(
    r"\b(?:verfehl\w+|übertr[aeio]f\w*|überst(?:ieg|eig)\w*|unterschr[ei]+t\w*|überschr[ei]+t\w*|zurück\w*|hinter|unter|über"
    r"|größer|kleiner|höher|niedriger)\b"
)
_KINDS = (({"filled", "needed"}, "fte_missing"), ({"planned", "funded"}, "funding_gap_fte"))
_MONEY = (({"costs", "grants"}, "city_share_eur"),)
# «6,75 Stellen zusätzlich zu den 4,75 besetzten»
_ON_TOP = re.compile(r"\s+zusätzlich\s+zu\s+de[nr]\b")
_KINDS_SAID = {"planned", "filled", "funded", "unfunded", "unfilled", "needed", "missing"}
_UNREAL = re.compile(r"\b(?:ließen?|wären?|würden?|[Mm]üssten?|[Bb]räuchten?|könnten?|[Hh]ätten?)\b")
_SUBJECTS = {"missing": "fte_missing", "gap": "funding_gap_fte"}
_IS = r"(?:umfass(?:t|te)|beträgt|betrug|liegt|lag|beläuft|belief|mach(?:t|te))"
_IT_IS = re.compile(
    rf"\b(?:[Ss]ie|[Ee]r|[Dd]iese[rs]?)\s+{_IS}\b|\b{_IS}\s+(?:sich\s+)?(?:sie|er|diese[rs]?)\b"
)
_LESS = re.compile(r"\bweniger\b")
_THAN_NEEDED = re.compile(
    r"(?:\s+\w*[Ss]tellen)?\s+weniger,?\s+als\b[^.;]*?\b(?:verlangt|erfordert|nötig|erforderlich|notwendig|benötigt|gebraucht|braucht)\w*"
)
# «Beim angestrebten Schlüssel hätten es 6,75 mehr sein müssen», «wären 6,75 Stellen mehr nötig gewesen»
_MORE = re.compile(r"(?:\s+\w*[Ss]tellen)?\s+mehr\b(?!,?\s+als\b)")
_WOULD_NEED = re.compile(
    r"\b(?:müssen|[Nn]ötig|[Ee]rforderlich|[Nn]otwendig|[Gg]ebraucht|[Bb]enötigt|[Bb]räuchten?|[Mm]üssten?)\b"
)
# «Die Lücke zwischen besetzten Stellen und Bedarf: 6,75 Stellen»
_SHORT_OF_NEED = re.compile(
    r"\b(?:Lücke|Differenz|Abstand|Unterschied)\s+zwischen\s[^.;:]*\bbesetzt[^.;:]*\bund\s[^.;:]*"
    r"(?:[Bb]edarf|nötig|erforderlich|benötigt|notwendig)"
)
# «Zwischen den 11,5 Stellen, die nötig wären, und den 4,75 besetzten klafft eine Lücke von 6,75»
_GAP_OF = re.compile(
    r"\b[Zz]wischen\s[^.;:]*?(?:[Bb]edarf|nötig|erforderlich|benötigt|notwendig)(?:[^.;:]|\.\d)*\bund\s(?:[^.;:]|\.\d)*"
    r"\bbesetzt(?:[^.;:]|\.\d)*\b(?:Lücke|Differenz|Abstand|Unterschied)\s+von\s$"
)
_WHICH = re.compile(r"^\s*(?:die|welche)\b")
# «… 11,5 Stellen gebraucht, also 6,75 mehr, als besetzt waren»
_THAN_THERE_ARE = re.compile(
    r"(?:\s+\w*[Ss]tellen)?\s+mehr\b[^.;]*?\bals\b[^.;]*?\b(?:[Bb]esetzt(?:en)?|vorhanden)\b"
)
_KEY = re.compile(r"\w*[Ss]chlüssel|\b(?:1|eins) (?:zu|:) 120\b")
_NEEDED = re.compile(r"\b(?:ge|be)?(?:brauch|bräucht|nötig|notwendig|erforderlich)\w*|\berforder\w*")
LACKING, _STAFFED = {"gap", "gap_said", "missing", "unfunded"}, {"planned", "filled", "funded", "needed"}
_NOT_SO = re.compile(r"\b(?:nicht|kein\w*|mehr|weniger|fehl\w*)\b")
_OWN = re.compile(r"\s+(besetzten|geplanten|geförderten)\b")
_OWN_KINDS = {"besetzten": "fte_filled", "geplanten": "fte_planned", "geförderten": "fte_funded"}
# «Geplant waren 5,5 Stellen, tatsächlich waren es 4,75», «nötig wären 11,5, vorhanden sind 4,75»
_IN_FACT = re.compile(
    r"\b(?:[Tt]atsächlich|[Ii]n\s+(?:Wahrheit|Wirklichkeit|der\s+Praxis)|[Dd]e\s+facto)\s+(?:sind|waren|gibt|gab|sei(?:en)?)\b|\b(?:sind|waren)\s+(?:es\s+)?(?:nur\s+)?[\d,]+\s+vorhanden\b"
    r"|\b[Vv]orhanden\s+(?:sind|waren)\b"
)


def metric_of(draft: Draft, mention: Mention) -> str | None:
    """What a number of positions lacks or exceeds, where its clause sets two kinds of them against each other."""
    if mention.noun.unit == "eur" and mention.quantity.form == "plain":
        return _apart(draft, mention, _MONEY)
    if mention.noun.unit not in (None, "fte") or mention.quantity.form != "plain":
        return None
    on_top = mention.noun.unit == "fte" and _ON_TOP.match(draft.text, mention.span.end)
    if on_top and draft.sentence_says(mention.sentence, _UNREAL):
        return "fte_missing"
    if draft.says(mention.clause, _LESS) and _than_needed(draft, mention):
        return "fte_missing"
    if _more_needed(draft, mention) or _more_than_there_are(draft, mention):
        return "fte_missing"
    around = _subject_around(draft, mention)
    if around:
        return around
    return _apart(draft, mention, _KINDS)


def _apart(draft: Draft, mention: Mention, kinds: Iterable[tuple[set[str], str]]) -> str | None:
    """«Die Kosten überstiegen die Zuschüsse um 151.200 Euro»: by so much the one is more than the other."""
    if not phrases.BY.search(draft.text, max(0, mention.span.start - 20), mention.span.start):
        return None
    if not draft.says(mention.clause, _APART) or not _alone(draft, mention):
        return None
    said = set(draft.concepts_of_clause(mention.clause))
    return next((metric for pair, metric in kinds if pair <= said), None)


def instead(draft: Draft, mention: Mention, topic: Topic) -> str | None:
    """The metric meant where the words choose another one of positions."""
    if _unfunded_label(draft, mention):
        return "funding_gap_fte"
    asked = _subject_before(draft, mention) if draft.says(mention.clause, _IT_IS) else None
    if asked:
        return asked
    if _needed_there(draft, mention) or _whole_of_missing(draft, mention):
        return "fte_needed"
    if _short_of_need(draft, mention, topic):
        return "fte_missing"
    lacks = topic.metric in ("fte_needed", "fte_missing")
    return metric_of(draft, mention) or (_own_kind(draft, mention) if lacks else None)


def really_there(draft: Draft, mention: Mention, topic: Topic, last: Last) -> str | None:
    """Positions set as real against those planned or needed, told just before, where no other kind is named: filled."""
    counted = mention.noun.unit in (None, "fte")
    if topic.metric not in ("fte_planned", "fte_needed", "fte_filled") or not counted:
        return None
    told = last.metric in ("fte_planned", "fte_needed") and mention.sentence - last.sentence <= 1
    named = _KINDS_SAID.intersection(draft.concepts_of_clause(mention.clause))
    return "fte_filled" if told and not named and draft.says(mention.clause, _IN_FACT) else None


def _needed_there(draft: Draft, mention: Mention) -> bool:
    """«Zwischen den 11,5 Stellen, die nötig wären, und …»: what describes them says their kind."""
    described = mention.clause + 1
    at_it = mention.noun.unit == "fte" and draft.clauses[mention.clause].end - mention.span.end <= 1
    if not at_it or described >= len(draft.clauses) or not draft.says(described, _WHICH):
        return False
    return _KINDS_SAID.intersection(draft.concepts_of_clause(described)) == {"needed"}


def _whole_of_missing(draft: Draft, mention: Mention) -> bool:
    """«Nimmt man den Zielschlüssel von 1 zu 120, so fehlten 4,73 von 8,73 Stellen»: the whole is what is needed."""
    if not draft.whole_of_one_before(mention) or not draft.sentence_says(mention.sentence, _KEY):
        return False
    return _KINDS_SAID.intersection(draft.concepts_of_clause(mention.clause)) == {"missing"}


def _short_of_need(draft: Draft, mention: Mention, topic: Topic) -> bool:
    start = draft.sentences[mention.sentence].start
    if mention.noun.unit == "fte" and _GAP_OF.search(draft.text, start, mention.span.start):
        return True
    if topic.metric not in ("funding_gap_fte", "fte_needed"):
        return False
    return any(draft.says(at, _SHORT_OF_NEED) for at in (mention.clause, *draft.labels(mention)))


def _unfunded_label(draft: Draft, mention: Mention) -> bool:
    """«Nicht vom Land gefördert: Das galt für zwei der 5,5 geplanten Stellen»: the part, not the whole."""
    said = any("unfunded" in draft.concepts_of_clause(at) for at in draft.labels(mention))
    return (
        said
        and not draft.whole_of_another(mention)
        and draft.concepts_of_clause(mention.clause).isdisjoint({"filled", "funded"})
    )


def _own_kind(draft: Draft, mention: Mention) -> str | None:
    """«… zusätzlich zu den 4 besetzten wären nötig gewesen»: the kind that stands right behind the number."""
    own = _OWN.match(draft.text, mention.quantity.end)
    return _OWN_KINDS[own[1]] if own else None


def _than_needed(draft: Draft, mention: Mention) -> bool:
    """«… 4,75 besetzte Stellen, 6,75 weniger, als der Zielschlüssel von 1 zu 120 verlangt»."""
    start, end = mention.quantity.end, draft.sentences[mention.sentence].end
    return bool(_THAN_NEEDED.match(draft.text, start, end))


def _more_needed(draft: Draft, mention: Mention) -> bool:
    """Would so many more positions have to be there, in a sentence that speaks of these or goes on from them?"""
    start, end = draft.clauses[mention.clause].start, draft.clauses[mention.clause].end
    if not _MORE.match(draft.text, mention.quantity.end, end) or not draft.says(mention.clause, _WOULD_NEED):
        return False
    of_positions = mention.noun.unit == "fte" or positions_near(draft, mention)
    return of_positions and bool(_UNREAL.search(draft.text, start, end))


def positions_near(draft: Draft, mention: Mention) -> bool:
    """Does the sentence, or the one before it, speak of positions?"""
    return any(draft.hits_of(at, "positions") for at in draft.with_one_before(mention.sentence))


def more_needed(draft: Draft, mention: Mention, _last: Last) -> Topic | None:
    """A number without a noun that goes on from positions told before: «hätten es 6,75 mehr sein müssen»."""
    plain = mention.quantity.form == "plain" and mention.noun.unit in (None, "fte")
    return draft.vocabulary.topics["fte_missing"] if plain and _more_needed(draft, mention) else None


def _more_than_there_are(draft: Draft, mention: Mention) -> bool:
    """«Nötig wären 11,5 Stellen und damit 6,75 mehr als besetzt», «6,75 mehr als die besetzten wären nötig»."""
    start, end = mention.quantity.end, draft.sentences[mention.sentence].end
    more = _THAN_THERE_ARE.match(draft.text, start, end)
    return more is not None and draft.sentence_says(mention.sentence, _NEEDED)


def _subject_around(draft: Draft, mention: Mention) -> str | None:
    """«Der Fehlbedarf, also der Abstand zwischen 4 besetzten und 8,73 nötigen Stellen, betrug 4,73 Stellen»."""
    subject = mention.clause - 2
    if subject < 0 or not draft.inserted(subject, mention.clause) or subject in draft.clauses_with_numbers:
        return None
    said = set(draft.concepts_of_clause(subject)) & _SUBJECTS.keys()
    return _SUBJECTS[said.pop()] if len(said) == 1 else None


def _subject_before(draft: Draft, mention: Mention) -> str | None:
    """«Wie groß ist die Förderlücke? Sie umfasst 2 Stellen: Geplant waren 5,5, gefördert 3,5»: what «sie» is."""
    before = draft.just_before(mention.sentence)
    if before is None or draft.mentions_of(before):
        return None
    if not _KINDS_SAID.isdisjoint(draft.concepts_of_clause(mention.clause)):
        return None
    said = set(draft.concepts_of(before)) & _SUBJECTS.keys()
    return _SUBJECTS[said.pop()] if len(said) == 1 else None


def _alone(draft: Draft, mention: Mention) -> bool:
    return [m for m in draft.mentions_of(mention.sentence) if m.clause == mention.clause] == [mention]


def of_one_kind(draft: Draft, mention: Mention) -> bool:
    """Do the number's own words say one kind of positions, and not that these are lacking?"""
    stretch = Span(draft.start_of_stretch(mention), draft.end_of_stretch(mention))
    said = {hit.concept for hit in draft.in_clause_of(mention) if stretch.holds(hit.start)}
    return len(said & _STAFFED) == 1 and said.isdisjoint(LACKING) and not draft.says(mention.clause, _NOT_SO)
