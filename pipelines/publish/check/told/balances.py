"""What stands against each other: what a quota demanded and by how much it was exceeded; entries and exits in turn."""

from __future__ import annotations

import re

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import CAME_AND_STAYED, Mention, Span
from pipelines.publish.check.stated import beside, moving, roles
from pipelines.publish.check.stated.last import Last
from pipelines.publish.check.text import phrases
from pipelines.publish.check.told import quotapairs
from pipelines.publish.check.when.topics import Choice
from pipelines.publish.check.words.vocabulary import Topic

_APART = re.compile(
    r"\b(?:Überschuss|Überhang|Saldo|Differenz|Rückstand|Plus|Minus|Übererfüllung)\b[^,;:]*?\s"
    r"(?:von|um|bei|auf|betrug|beträgt)\s+(?:(?!Quote|Soll)\w+\s+)?$(?<!uote von )(?<!soll von )(?<!gabe von )"
    # «im Jahr darauf betrug das Plus nur noch sieben Personen»
    r"|\bfehlten?\s+(?:der\s+Stadt\s+)?(?:am|zum)\s+(?:Aufnahme)?[Ss]oll\s+(?:\w+\s+)?$"
    r"|\b(?:fiel|lag|war)\s+(?:das|der|die)\s+(?:Plus|Minus|Überschuss|Überhang|Saldo|Übererfüllung)\s+mit\s+(?:\w+\s+)?$"
    r"|\b(?:betrug|beträgt|lag|liegt|blieb|war|machte)\s+(?:das|der)\s+(?:Plus|Minus|Überschuss|Überhang|Saldo|Rückstand)\b[^,;:]*$"
)
_APART_IS = re.compile(r"\b(?:Das|Der|Ein|das|der)\s+(?:Überschuss|Überhang|Saldo|Rückstand|Plus|Minus)\b")
QUOTAS = ("quota_target", "quota_actual")  # demanded or fulfilled: only a word says which
_OF_QUOTA = (*QUOTAS, "quota_balance", "entries", "net_change")
_KINDS = (QUOTAS, ("caseload_planned", "caseload_filled", "caseload_funded"), CAME_AND_STAYED)
_ASSIGNED = re.compile(r"\b[Zz]ugewiesen\s+(?:werden\s+)?(?:sollten|waren|wurden)\s+(?:\w+\s+){0,6}$")
# «234 Geflüchtete hätte die Stadt aufnehmen müssen», «257 musste sie aufnehmen», «257 hatte sie unterzubringen»
_HAD_TO = re.compile(
    r"\b(?:aufnehmen|unterbringen|aufgenommen\s+werden|untergebracht\s+werden)\s+(?:müssen?|muss|mussten?|müsse|soll|sollen|sollten?)\b"
    r"|\b(?:muss|müssen|mussten?|müsse|soll|sollen|sollten?)\b.*\b(?:aufnehmen|unterbringen|aufgenommen\s+werden|untergebracht\s+werden)\b"
    r"|\b(?:hat|habe|haben|hatten?|war|waren|wären|seien)\b.*\b(?:aufzunehmen|unterzubringen)\b"
    r"|\b(?:[Aa]ufzunehmen|[Uu]nterzubringen)\s+(?:gewesen\s+)?(?:war|waren|wären|sind|seien)\b"
    r"|(?<!der )(?<!den )(?<!die )\b(?:forderte?|verlangte?|fordere|verlange)n?\b"
    r"|\b(?:schr[ei]+be?t?|sah|sieht|sehe)\b.*\bvor\b"
    r"|\b(?:war(?:en)?|wurden?|sind|ist|hatten?|hat|habe)\b[^,;]*\b(?:vorgegeben|vorgeschrieben|auferlegt|zugeteilt|zugewiesen)\b"
    r"|\b(?:[Vv]orgegeben|[Gg]efordert|[Vv]erlangt|[Vv]orgeschrieben)\s+(?:war(?:en)?|wurden?|sind|ist|gewesen)\b"
    r"|\bsoll(?:en|ten?)?\b.*\bkommen\b|\bst[ae]nd(?:en)?\b.*\bzu\b(?=\W*$)|\bverpflichtet\b",
    re.DOTALL,
)
# «ihre Verpflichtung, 257 Geflüchtete aufzunehmen, …»
_TO_TAKE_IN = re.compile(
    r"^\W*(?:(?:im\s+Jahre?\s+)?(?:19|20)\d\d\s+)?[\d.]+\s+(?:\w+\s+)?(?:aufzunehmen|unterzubringen)\W*$"
)
_AND_HAS = re.compile(r"\b(?:und|aber|doch|jedoch)\b")
_THAN = re.compile(r"\b(?:als|über|unter|mehr|weniger|damit|somit)\b")
# «Statt der geforderten 257 Personen nahm die Stadt 261 auf»
_AS_DEMANDED = re.compile(
    r"(?i:\b(?:statt|anstelle)\s+(?:der|den|von)\s+(?:geforderten|verlangten|vorgeschriebenen|zugewiesenen|vorgesehenen"
    r"|zugeteilten)\s+)$"
)
# «lag Lörrach mit 261 Personen um vier über dem Soll»
# «mit 241 um sieben über dem Soll», «mit 241 Personen leicht über dem Soll»: so many; «mit vier über dem Soll» by so many
_OVER_IT = re.compile(
    r"(?:\s+[A-ZÄÖÜ]\w+)?\s+(?:um\s+(?:\w+\s+)?\w+\s+(?:[A-ZÄÖÜ]\w+\s+)?|(?:leicht|deutlich|knapp|weit|klar)\s+)"
    r"(?:über|unter)\s+(?:dem|der|ihre[mr])\s+\w*(?:[Ss]oll|[Qq]uote|Vorgabe)"
)
_WITH = re.compile(r"\bmit\s$")
_OVER_SO_MANY = re.compile(
    r"(?:\s+[A-ZÄÖÜ]\w+)?\s+(?:[a-zäöüß]+\s+)?(?:über|unter)\s+(?:dem|der|ihre[mr])\s+\w*(?:[Ss]oll|[Qq]uote|Vorgabe)\s+von\s+([\d.]*\d)"
)
_PAIR = re.compile(
    r"\bmit\s+([\d.]+)(?:\s+[A-ZÄÖÜ]\w+)?\s+(?:statt|anstelle|zu)\s+(?:der\s+|von\s+)?(?:[a-zäöüß]+\s+)?([\d.]+)"
)
_INSTEAD = re.compile(r"\d(?:\s+[A-ZÄÖÜ]\w+)?\s+(?:statt|anstelle von)\s+(?:\w+\s+)?$")
# «von 2023 auf 2024», «Das Soll betrug 2023 234, 2024 fiel es um 23 höher aus»
_YEAR_TO_YEAR = re.compile(
    r"\b[Vv]on\s+(?:19|20)\d\d\s+(?:auf|bis|zu)\s+(?:19|20)\d\d"
    r"|\b(?:19|20)\d\d\s+(?:fiel|fällt|war|ist|lag|liegt|wurde|wird|stieg|sank)\s+(?:es|sie|das\s+Soll|die\s+(?:Quote|Vorgabe))\s+(?:\w+\s+)?um\s"
)
_QUOTA_IN_BRACKET = re.compile(
    r"(?:[Qq]uote|[Ss]oll|Vorgabe)(?:\s+(?:(?:für|von|des\s+Jahres|im\s+Jahre?)\s+(?:das\s+Jahr\s+)?)?(?:19|20)\d\d)?\s+\(\s*$"
)
_IN_ORDER = re.compile(r"\b(Soll|Ist)\s+und\s+(?:Ist|Soll)\b")
_NEXT = re.compile(r"\s+(?:und|zu|gegenüber|/)\s+")
_EXCEEDS = re.compile(rf"{quotapairs.DEMAND}\s+{quotapairs.EXCEED}")
# «Um sieben Personen hat Lörrach seine Aufnahmequote im Jahr 2024 übertroffen»
_HAS_EXCEEDED = re.compile(rf"{quotapairs.DEMAND}[^,;:]*{quotapairs.EXCEED}")
_THIS_DEMAND = re.compile(
    r"^\s*(?:(?:dieses|diese)\s+(?:hatte|betrug|lag|war|sah)|das\s+(?:waren|sind)|(?:die|das)\s+(?:[^,;:]*\s)?(?:bei|mit)\s[^,;:]*\slag)\b"
)
_TO_THE_DEMAND = re.compile(
    r"(?i:soll|quote|vorgabe)(?:\s+(?:des\s+Jahres|für|von|im\s+Jahr)\s+(?:19|20)\d\d)?(?:\s+[a-zäöüß]+(?:t|en))?\W*$"
)
_STATT = re.compile(r"\b[Ss]tatt\b[^,;]*$")
_CAME = re.compile(r"\b(?:kamen|nahm|wurden|waren|sind|hat)\b")
_NEXT_OF_LIST = re.compile(r"(?:,|\s+und)\s+(?:(?:19|20)\d\d\s+(?:bei|auf)\s+)?")
_SURPASSED = re.compile(r"\b(?:übertr[aei]f\w*|überst(?:ieg|eig)\w*|lagen|liegen|blieben)\b")
_MOVES = {"entry": "entries", "exit": "exits"}
_STOOD, _AGAINST = re.compile(r"\bst[ae]nden\b.*\bgegenüber\b"), re.compile(r".*\s(?:zu|gegenüber|gegen)\s+")
_BOTH, _AND = re.compile(r"-?\s+und\s+(?:die\s+|der\s+)?"), re.compile(r"\s+(?:und|beziehungsweise|bzw\.)\s+")
_FIRST_INSTEAD = re.compile(
    r"\W*(?:[Ss]tatt|[Aa]nstelle)\s+(?:(?:der|den|von)\s+)?(?:für\s+(?:das\s+Jahr\s+)?(?:19|20)\d\d\s+)?(?:\w+\s+)?"
)
_AS_THEN = re.compile(r"\s+wie\b")
_ASKED_FOR = re.compile(
    r"\s+(?:geforderten?|verlangten?|vorgeschriebenen?|vorgegebenen?|zugewiesenen?)\s+(?:[A-ZÄÖÜ]|wurden|kamen|nahm)"
)
_QUOTA_WHICH = re.compile(
    r"\b(?:\w*[Qq]uote|\w*[Ss]oll|Vorgabe|Verpflichtung)\b[^,;:.]*,\s+(?:die|das)\s+bei\s+(?:\w+\s+)?$"
)
_GROWN = re.compile(r"\b(?:Zuwachs|Wachstum|Anstieg|gewachsen|wuchs(?:en)?)\b")
_WAS = re.compile(r"\s+(?:lag|gelegen\s+hat(?:te)?)\b")


def moved_in_turn(draft: Draft, mention: Mention, topic: Topic) -> str | None:
    """«Zugänge und Abgänge hielten sich nicht die Waage: 310 standen 156 gegenüber»: in the order they are named."""
    if topic.metric not in _MOVES.values():
        return None
    numbers = [m for m in draft.mentions_of(mention.sentence) if m.clause == mention.clause]
    numbers = [m for m in numbers if m is mention or roles.of(draft, m) == "level"]
    named = [h for h in draft.hits_by_sentence[mention.sentence] if h.concept in _MOVES]
    if len(numbers) != 2 or len(named) != 2 or named[0].concept == named[1].concept:
        return None
    if named[1].end > numbers[0].span.start:
        # «Die Zugänge übertrafen 2024 mit 310 die Abgänge mit 156»: each noun before its number
        turn = named[0].end <= numbers[0].span.start and numbers[0].span.end <= named[1].start
        turn = turn and named[1].end <= numbers[1].span.start and draft.says(mention.clause, _SURPASSED)
        return _MOVES[named[numbers.index(mention)].concept] if turn else None
    # not «Anders als die Zugänge stiegen die Abgänge gegenüber 2023 um 32 auf 156»
    against = _AGAINST.fullmatch(draft.text, numbers[0].span.end, numbers[1].span.start)
    # «Zugänge und Abgänge 2024: 310 und 156»
    both = _BOTH.fullmatch(draft.text, named[0].end, named[1].start) and _AND.fullmatch(
        draft.text, numbers[0].span.end, numbers[1].span.start
    )
    if not (against or both or draft.says(mention.clause, _STOOD)):
        return None
    return _MOVES[named[numbers.index(mention)].concept]


def filled_quota(draft: Draft, mention: Mention, last: Last, choice: Choice | None) -> Topic | None:
    """«Die Quote betrug 257. Am Ende waren es 261 Aufnahmen»: taken in under the quota, no entries of the service."""
    if choice is None or choice.topic.metric not in ("entries", "net_change"):
        return None
    follows = last.topic is not None and last.topic.metric in QUOTAS and last.sentence >= mention.sentence - 1
    follows = follows or "quota" in draft.concepts_of(mention.sentence)
    taken_in = any(mention.noun.span.holds(hit.start) for hit in draft.hits_of(mention.sentence, "in_fact"))
    quota = follows and taken_in and not of_the_service(draft, mention)
    return draft.vocabulary.topics["quota_actual"] if quota else None


def next_of_quota(draft: Draft, mention: Mention, last: Last) -> Topic | None:
    """«Das Soll lag 2022 bei 592, 2023 bei 234 und 2024 bei 257 Personen; aufgenommen wurden 638, 241 und 261»."""
    if last.topic is None or last.topic.metric not in QUOTAS or last.sentence != mention.sentence:
        return None
    if mention.noun.unit not in (None, "persons") or mention.quantity.form != "plain":
        return None
    listed = _NEXT_OF_LIST.fullmatch(draft.text, last.end, mention.span.start)
    return last.topic if listed else None


def other_of_its_kind(draft: Draft, mention: Mention, last: Last, choice: Choice) -> bool:
    """«2022 waren 592 gefordert und 638 wurden aufgenommen»: do the number's own words say another one of the kind told?

    Likewise «bezogen auf die geplanten Stellen bei 1 zu 251, bezogen auf die geförderten bei 1 zu 394».
    """
    told = last.topic.metric if last.topic else ""
    kind = next((kind for kind in _KINDS if choice.topic.metric in kind), ())
    if told not in kind or told == choice.topic.metric:
        return False
    own = choice.topic.concepts - {"quota", "positions", "caseload", "per_position", "ukraine"}
    stretch = Span(draft.start_of_stretch(mention), draft.end_of_stretch(mention))
    return any(hit.concept in own and stretch.holds(hit.start) for hit in draft.in_clause_of(mention))


def of_the_service(draft: Draft, mention: Mention) -> bool:
    """«Unter dem Strich blieb im Integrationsmanagement ein Zuwachs von 154»: then nothing is told of the quota."""
    said = draft.concepts_of(mention.sentence)
    # «Der Saldo aus Zugängen und Abgängen war positiv: 171»
    return not {"programme", "target", "taken_on"}.isdisjoint(said) or {"entry", "exit"} <= set(said)


def _had_to(draft: Draft, mention: Mention) -> bool:
    """«musste 257 aufnehmen und hat 261 aufgenommen»: does the number stand between the two words of the duty?

    Likewise «hätte 257 aufnehmen müssen und hat 261 aufgenommen».
    """
    start = draft.start_of_stretch(mention)
    duty = _HAD_TO.search(draft.text, start, draft.end_of_stretch(mention))
    if duty is None or _AND_HAS.search(draft.text, duty.end(), mention.span.start):
        return False
    # «nahm 261 auf und damit mehr, als die Quote verlangte»
    return not _THAN.search(draft.text, min(mention.span.end, duty.start()), duty.end())


def _said_first(draft: Draft, mention: Mention, start: int) -> bool:
    """«Statt 234 nahm die Stadt 241 auf», «vier mehr als verlangt, statt 257 waren es 261»; not «mehr als 2023»."""
    if _FIRST_INSTEAD.fullmatch(draft.text, start, mention.span.start):
        return True
    own = draft.clauses[mention.clause].start
    if not _FIRST_INSTEAD.fullmatch(draft.text, own, mention.span.start):
        return False
    return not any(m.role == "compared" for m in draft.moments_of(mention.sentence))


def demanded_instead(draft: Draft, mention: Mention, topic: Topic) -> bool:
    """«mehr aufgenommen als vorgeschrieben: 638 statt 592», «Zugewiesen werden sollten 592»: what was demanded."""
    start = draft.clauses[mention.clause].start
    first = draft.text[start - 1 : start] == ":"  # «… übertroffen: Statt 234 nahm die Stadt 241 auf»
    start = start if first else draft.sentences[mention.sentence].start
    if topic.metric in ("quota_actual", "quota_balance") and _said_first(draft, mention, start):
        # «Anstelle von 592 Menschen hat Lörrach 638 …», but not «Statt 638 wie im Vorjahr …»
        return not _AS_THEN.match(draft.text, mention.span.end)
    if topic.metric in ("quota_actual", "entries") and draft.says(mention.clause, _TO_TAKE_IN):
        return "quota" in draft.concepts_of(mention.sentence)
    if topic.metric == "quota_actual" and _which_was(draft, mention):
        return True
    if topic.metric == "quota_actual" and _ASKED_FOR.match(draft.text, mention.quantity.end):
        return True  # «Nach 592 geforderten Aufnahmen senkte das Landratsamt die Quote»
    assigned = _ASSIGNED.search(draft.text, max(0, mention.span.start - 60), mention.span.start)
    if topic.metric == "quota_actual" and (assigned or _had_to(draft, mention)):
        # not «Zugewiesen wurden 261, vier mehr als die Quote verlangte»
        return not quotapairs.set_against_demand(draft, mention)
    instead = _INSTEAD.search(draft.text, max(0, mention.span.start - 40), mention.span.start)
    if (
        topic.metric != "quota_actual"
        or instead is None
        or not draft.sentence_says(mention.sentence, beside.AS_ASKED)
    ):
        return False
    return not any(m.role == "compared" for m in draft.moments_of(mention.sentence))


def _which_was(draft: Draft, mention: Mention) -> bool:
    """«Mit 261 Aufgenommenen hat die Stadt ihre Quote, die bei 257 Personen lag, übererfüllt»: what the quota was."""
    if draft.preceding(mention) is None or not _WAS.match(draft.text, mention.span.end):
        return False
    return bool(_QUOTA_WHICH.search(draft.text, max(0, mention.span.start - 90), mention.span.start))


def instead(draft: Draft, mention: Mention, topic: Topic) -> str | None:
    """«2024 waren es mit 261 statt 257 nur noch vier mehr»: taken in, demanded, and what the two are apart."""
    worded = topic.metric in _OF_QUOTA and "quota" in draft.concepts_of(mention.sentence)
    said = quotapairs.as_worded(draft, mention) if worded and mention.quantity.form == "plain" else None
    if said or topic.metric not in (*QUOTAS, "quota_balance"):
        return said
    if topic.metric in QUOTAS and draft.says(mention.clause, quotapairs.SHOULD_HAVE_BEEN):
        return "quota_target"  # «261 Geflüchtete nahm die Stadt auf, 257 hätten es sein müssen»
    if apart(draft, mention, topic):
        return "quota_balance"
    if quotapairs.set_against_demand(draft, mention):
        return "quota_actual"
    in_turn = _soll_and_ist(draft, mention)
    if in_turn:
        return in_turn
    if _QUOTA_IN_BRACKET.search(draft.text, max(0, mention.span.start - 50), mention.span.start):
        return "quota_target"  # «Die Quote für 2023 (234) hat die Stadt mit 241 Aufnahmen übererfüllt»
    if draft.says(mention.clause, _THIS_DEMAND) and draft.says(mention.clause - 1, _TO_THE_DEMAND):
        return "quota_target"  # «liegt die Stadt über ihrem Soll; dieses hatte 257 betragen»
    if topic.metric != "quota_actual" and _instead_of_one_before(draft, mention):
        return "quota_actual"
    if _AS_DEMANDED.search(draft.text, max(0, mention.span.start - 50), mention.span.start):
        return "quota_target"
    if _WITH.search(draft.text, max(0, mention.span.start - 5), mention.span.start):
        demand = _OVER_SO_MANY.match(draft.text, mention.quantity.end)
        # «mit 241 über der Vorgabe von 234», but «mit vier Personen über dem Soll von 257»
        above = demand and mention.quantity.value > int(demand[1].replace(".", "")) / 2
        if above or _OVER_IT.match(draft.text, mention.quantity.end):
            return "quota_actual"
    start = draft.clauses[mention.clause].start
    for pair in _PAIR.finditer(draft.text, start, draft.clauses[mention.clause].end):
        if pair.start(1) <= mention.quantity.start < pair.end(1):
            return "quota_actual"
        if pair.start(2) <= mention.quantity.start < pair.end(2):
            return "quota_target"
        return "quota_balance" if pair.end() <= mention.span.start else None
    return quotapairs.of_a_pair(draft, mention)


def _soll_and_ist(draft: Draft, mention: Mention) -> str | None:
    """«Aufnahmequote, Soll und Ist: 592 und 638 (2022), 234 und 241 (2023)»: in the order they are named."""
    order = _IN_ORDER.search(draft.sentence_text(mention.sentence))
    numbers = [m for m in draft.mentions_of(mention.sentence) if m.clause == mention.clause]
    if (
        order is None
        or len(numbers) != 2
        or not _NEXT.fullmatch(draft.text, numbers[0].span.end, numbers[1].span.start)
    ):
        return None
    if draft.sentences[mention.sentence].start + order.end() > mention.span.start:
        return None
    names = QUOTAS if order[1] == "Soll" else QUOTAS[::-1]
    return names[numbers.index(mention)]


def _instead_of_one_before(draft: Draft, mention: Mention) -> bool:
    """«Statt der nach der Quote geforderten 257 kamen 2024 261 Geflüchtete»: so many came.

    Likewise «Statt der 592 Personen, die die Quote verlangte, waren es 638».
    """
    before = draft.preceding(mention)
    if before is None or before.clause not in (mention.clause, mention.clause - 2):
        return False
    start = draft.clauses[before.clause].start
    instead_of = _STATT.search(draft.text, start, before.span.start)
    return bool(instead_of and _CAME.search(draft.text, before.span.end, mention.span.start))


def apart(draft: Draft, mention: Mention, topic: Topic) -> str | None:
    """«… obwohl das Soll 592 vorsah. Das ergab einen Überschuss von 46 Personen», «Das Plus lag bei vier»."""
    if topic.metric not in QUOTAS or mention.noun.unit not in (None, "persons"):
        return None
    # not «Größer war der Überhang 2022: Bei einem Soll von 592 wurden 638 aufgenommen»
    own = not {"quota", "in_fact"}.isdisjoint(draft.concepts_of_clause(mention.clause))
    if not own and any(draft.says(label, _APART_IS) for label in draft.labels(mention)):
        return "quota_balance"  # «Das Plus gegenüber der Quote schmolz: 46 Personen waren es 2022»
    before = draft.preceding(mention)
    bracketed = before is not None and draft.bracketed(
        before
    )  # «Differenz zwischen Soll (234) und Ist (241) lag bei …»
    start = draft.sentences[mention.sentence].start if bracketed else draft.start_of_stretch(mention)
    return "quota_balance" if _APART.search(draft.text, start, mention.span.start) else None


def of_the_quota(draft: Draft, mention: Mention, topic: Topic, last: Last) -> str | None:
    """«Einem Soll von 234 standen 241 Aufnahmen gegenüber, der Saldo lag bei sieben»: what the two are apart.

    «Aufgenommen wurden 241 Personen, der Saldo betrug plus sieben»: the balance is of the seven only.
    """
    told = last.topic is not None and last.topic.metric in (*QUOTAS, "quota_balance")
    if (
        topic.metric == "entries"
        and told
        and mention.noun.unit is None
        and draft.says(mention.clause, quotapairs.EXCEEDED)
    ):
        return "quota_balance"  # «Mit 261 Aufnahmen übertraf die Stadt diese Vorgabe um vier»
    if (
        topic.metric == "net_change"
        and "quota" in draft.concepts_of_clause(mention.clause)
        and not of_the_service(draft, mention)
    ):
        return "quota_balance"  # «46 Personen betrug der Überhang bei der Aufnahmequote»
    if topic.metric != "net_change" or not told or mention.sentence - last.sentence > 1:
        return None
    # «Unter dem Strich blieb 2022 ein Zuwachs von 171»: a quota does not grow
    if of_the_service(draft, mention) or draft.says(mention.clause, _GROWN):
        return None
    taken_in = draft.in_clause(mention.clause, "in_fact") and not draft.in_clause(mention.clause, "net")
    return "quota_actual" if taken_in else "quota_balance"


def _exceeded_here(draft: Draft, mention: Mention) -> bool:
    """Does the number's own clause say that a quota was exceeded, and compare with no other year?"""
    if not (draft.says(mention.clause, quotapairs.EXCEEDED) or draft.says(mention.clause, _HAS_EXCEEDED)):
        return False
    clause = draft.clauses[mention.clause]
    compared = [m for m in draft.moments_of(mention.sentence) if m.role in ("compared", "since")]
    return not any(clause.holds(m.start) for m in compared)


def _to_a_level(draft: Draft, mention: Mention) -> bool:
    """«2024 stieg das Soll um 23 auf 257»: from a year to the next."""
    level = draft.following(mention)
    return level is not None and bool(phrases.ON_TO.fullmatch(draft.text, mention.span.end, level.span.start))


def is_balance(draft: Draft, mention: Mention, topic: Topic) -> bool:
    """«Die Quote sah 592 vor, am Ende waren es 638, also 46 mehr»: than demanded, where no other year is named."""
    if topic.metric not in QUOTAS or mention.quantity.form != "plain":
        return False
    exceeded = any(draft.sentence_says(mention.sentence, said) for said in (quotapairs.EXCEEDED, _EXCEEDS))
    compared = any(m.role in ("compared", "since") for m in draft.moments_of(mention.sentence))
    if (exceeded and not compared) or _exceeded_here(draft, mention):
        return True
    if draft.says(mention.clause, _YEAR_TO_YEAR) or draft.sentence_says(mention.sentence, moving.FROM_TO):
        return False
    if _to_a_level(draft, mention):
        return False
    return not any(
        m.role in ("compared", "since") or m.shape == "shift" or m.first
        for m in draft.moments_of(mention.sentence)
    )
