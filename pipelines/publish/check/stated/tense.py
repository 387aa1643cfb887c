"""Whether a clause speaks of what is or of what was, and which days only say how something began."""

from __future__ import annotations

import re

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Mention, Moment

# Verbs that speak of today, unless a participle makes them speak of what was.
_PRESENT = re.compile(
    r"\b(?:umfasst|zählt|zählen|begleitet|betreut|leben|lebt|wohnen|sind|ist|gibt|liegt|liegen|beträgt|fördert|entfallen|kommen"
    r"|hat|haben|stammen|stammt|gehören|gehört|werden|wird)\b"
)
_PERFECT = re.compile(
    r"\b(?:(?:an|auf|ein|hinzu|zu)?ge\w{2,}(?:t|en(?!\s+(?:[A-ZÄÖÜ]|und\b|oder\b)))|wurden?|waren?|hatten?|worden|gewesen)\b(?<!gehört)(?<!gehören)(?<!gefördert)(?<!geduldet)(?<!geplant)"
)
# «im Mai 2017 beschlossen»: no day of any number
_FOUNDED = re.compile(
    r"(?i:\b(?:gegründet|beschlossen|eingerichtet|ins\s+leben\s+gerufen|aus\s+der\s+taufe\s+gehoben|eingeführt|angelaufen|gestartet|begonnen"
    r"|geschaffen|aufgebaut)\b)"
)
_PAST = re.compile(
    r"\b(?:war|lag|lagen|betrug|betrugen|stieg|stiegen|sank|sanken|wuchs|wuchsen|ging|gingen|kam|kamen|gab|gaben|nahm|nahmen|fiel|fielen"
    r"|blieb|blieben|fand|fanden|hatte|zählte|zählten|lebte|lebten|wohnte|wohnten|begleitete|umfasste|gehörten|stammten|schied|schieden)\b"
)
# of which one does not go on telling what was: «Ende 2020 waren es 622. Die größte Gruppe stammt aus Syrien»
_NOW = re.compile(
    r"\b(?:begleite[tn]|betreu(?:t|en)|leben|lebt|wohnen|wohnt|umfasst|zählen|zählt|werden|wird|arbeite[tn]|fördert|teilen|stehen"
    r"|[Ww]ären?|bräuchten?|[Mm]üssten?|läge|klafft)\b"
)
# in a sentence that names what it counts: «51 Begleitete besitzen eine Duldung»
_IS = re.compile(
    rf"{_NOW.pattern}|{_PRESENT.pattern}|\b(?:besitz(?:t|en)|stell(?:t|en)|verteilen|fehl(?:t|en)|bilde[tn]|reich(?:t|en)|verfüg(?:t|en)"
    r"|mach(?:t|en)|entfällt|betreffen|dominieren|überwiegen|führt)\b"
)
_GOES_ON = re.compile(
    r"\b(?:[Dd]as|[Dd]ies)\s+(?:ist|sind|entspricht|bedeutet|macht|ergibt)\b|\b(?:ist|sind|entspricht|bedeutet|macht|ergibt)\s+(?:das|dies)\b"
    r"|\b(?:[Ss]ie|[Ee]r|[Ii]hr\w*|[Dd]eren|[Dd]essen"
    r"|[Dd]iese\w*|(?<!und )[Dd]amit|[Dd]avon|[Dd]arunter|[Dd]enen|[Ii]hnen|[Hh]iervon|[Dd]abei)\b"
    r"|\b(?:dahinter|folg(?:t|en|te|ten)|Summe|Gesamtzahl|[Üü]brige\w*|Rest)\b"
)
_LIVE = re.compile(r"\b(?:leben|lebt|wohnen|wohnt|befinden)\b")
_WERE_NEXT = re.compile(r"\bfolgten\b|\bwaren\b|\bwurden?\b")
# «Von 905 Angekommenen sind 603 geblieben»
_STAYED = re.compile(r"\bgeblieben\s+sind\b|\bsind\s+(?:[\w.]+\s+){0,3}geblieben\b")
_HAS_MOVED = re.compile(
    r"^(?!.*\b(?:war|waren|wurden?|hatten?|[Dd]amals|[Dd]ann|[Dd]araufhin|[Dd]ahin|[Zz]uvor)\b).*\b(?:ist|sind|hat|haben)\b.*"
    r"\b(?:(?:an|zurück)?ge(?:stiegen|wachsen|sunken|klettert|fallen|gangen|worden)|erhöht|verringert|zugenommen|abgenommen|halbiert|ver(?:doppelt|dreifacht|vierfacht))\b",
    re.DOTALL,
)
_RANKED = re.compile(r"\w*(?:größte|wichtigste|stärkste|häufigste|meiste)\w*")
# «Über 900 Menschen aus der Ukraine haben wir seit Kriegsbeginn aufgenommen», but not «waren … angekommen»
_HAVE_COME = re.compile(
    r"^(?=.*\b(?:haben|hat|sind)\b)(?=.*\b[Ss]eit\s+(?:dem\s+)?(?:Kriegs|Beginn|Ausbruch|Februar\s2022))(?!.*\b(?:waren?|hatten?|[Dd]amals|[Bb]is)\b)",
    re.DOTALL,
)


def tells_of_today(draft: Draft, mention: Mention, named: bool = False) -> bool:
    """Does the clause, or its label, tell what is and take up nothing told before? named: does it say what it counts?"""
    clauses = (mention.clause, *draft.labels(mention))
    if any(draft.says(at, _GOES_ON) or (draft.says(at, _RANKED) and not named) for at in clauses):
        return False
    verbs = _IS if named else _NOW
    if draft.bracketed(mention):
        sentence = (
            mention.sentence
        )  # «Die Diakonie (540 Begleitete), die Caritas (470) … arbeiten eng zusammen»
        return draft.sentence_says(sentence, verbs) and not draft.sentence_says(sentence, _PERFECT)
    stayed = draft.sentence_says(mention.sentence, _STAYED) and not draft.sentence_says(
        mention.sentence, _PAST
    )
    if stayed or draft.says(mention.clause, _HAVE_COME) or (named and has_moved(draft, mention)):
        return True
    told = any(draft.says(at, verbs) and not draft.says(at, _PERFECT) for at in clauses)
    return told or _whole_sentence(draft, mention, verbs)


def still_here(draft: Draft, mention: Mention) -> bool:
    """«Von den 905 Menschen, die gekommen sind, leben 603 noch im Stadtgebiet»: are they here today?"""
    sentence = mention.sentence
    return draft.sentence_says(sentence, _LIVE) and not draft.sentence_says(sentence, _PAST)


def tells_of_then(draft: Draft, mention: Mention) -> bool:
    """«208 lebten allein», «Es folgten Syrien mit 310 und Afghanistan mit 96»: does the sentence tell what was?"""
    sentence = mention.sentence
    past = draft.sentence_says(sentence, _PAST) or draft.sentence_says(sentence, _WERE_NEXT)
    return past and not draft.sentence_says(sentence, _NOW)


def takes_up(draft: Draft, mention: Mention) -> bool:
    """«… ist sie damit um 154 gewachsen», «Das sind 51 Prozent»: does the clause go on from what was told?"""
    return draft.says(mention.clause, _GOES_ON)


def has_moved(draft: Draft, mention: Mention) -> bool:
    """«Die Zahl der Begleiteten ist auf 1.380 gestiegen»: up to today, where nothing told before is taken up."""
    return draft.says(mention.clause, _HAS_MOVED) and not draft.says(mention.clause, _GOES_ON)


def _whole_sentence(draft: Draft, mention: Mention, verbs: re.Pattern[str]) -> bool:
    """«Gut die Hälfte der Begleiteten (51 Prozent) sind Frauen»: the verb stands behind what is inserted."""
    past = any(draft.sentence_says(mention.sentence, said) for said in (_PERFECT, _PAST, _GOES_ON))
    return not past and draft.sentence_says(mention.sentence, verbs)


def of_today(draft: Draft, mention: Mention) -> bool:
    """Does the clause speak of what is, not of what was?"""
    return draft.says(mention.clause, _PRESENT) and not draft.says(mention.clause, _PERFECT)


def of_the_beginning(draft: Draft, mention: Mention, moment: Moment) -> bool:
    """«Das Integrationsmanagement, im Mai 2017 beschlossen, begleitet 1.380 Personen»: is it the day of the decision?"""
    clause = draft.by_clause.index(moment.start)
    elsewhere = clause != mention.clause and clause not in draft.clauses_with_numbers
    return elsewhere and draft.says(clause, _FOUNDED) and of_today(draft, mention)
