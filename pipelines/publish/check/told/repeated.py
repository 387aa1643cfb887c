"""A part told of another group in the words of the one before: «… hatten 1.304 Kontakt, von den 470 der Caritas 447»."""

from __future__ import annotations

import re

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import CAME_AND_STAYED, Claim, Mention
from pipelines.publish.check.stated.last import Last
from pipelines.publish.check.words.vocabulary import Topic

_OF = r"\W*(?:(?:und|aber|doch)\s+)?(?:[Vv]on|[Uu]nter|[Bb]ei)\s+(?:(?:den|allen)\s+)?"
_OF_SO_MANY = re.compile(_OF)
_VERB = (
    r"(?:hatten?|haben?|waren(?!\ses)|sind(?!\ses)|leb\w+|wohn\w+|kamen|kommen|besaßen|besitzen|gehör\w+|stamm\w+|standen|stehen"
    r"|erhielten|erhalten|bekamen|blieben|bleiben|zogen|ziehen|verließen|schieden|wurden?|werden|nutz\w+|konnten|können)\b"
)
# «von den angekommenen Frauen waren es [79,4 Prozent]»: who, and no verb of its own
_OF_WHOM = re.compile(
    rf"{_OF}(?:[\d.]+\s+)?(?!auf\b)(?:(?!{_VERB})[^\W\d]+\s+)+?(?:(?:waren|sind|seien)\s+es\s+)?(?:(?:noch|sogar|nur|lediglich|immerhin)\s+)*"
)
_SAID = re.compile(r"\W*(?:(?:der|die)\s+[A-ZÄÖÜ]\w+)?\W*")


def whole(draft: Draft, mention: Mention, last: Last) -> Topic | None:
    """«…, [von den 470] der Caritas 447»: of what the part before was a part of."""
    if mention.quantity.form != "plain" or not _opens(draft, mention, _OF_SO_MANY):
        return None
    part, before = draft.following(mention), _part_before(draft, mention, last)
    if before is None or part is None or part.clause != mention.clause or not _of_whom(draft, part):
        return None
    metric = _whole_of(draft, before)
    return draft.vocabulary.topics[metric] if metric else None


def part(draft: Draft, mention: Mention, last: Last) -> Topic | None:
    """«…, von den 470 der Caritas [447]», «…, von den Frauen waren es [79,4 Prozent]»: what the part before was."""
    before = _part_before(draft, mention, last) if _of_whom(draft, mention) else None
    if before is None or not _whole_of(draft, before) or (before.kind == "amount") != _is_count(mention):
        return None
    return draft.vocabulary.topics[before.metric]


def of_whom_told(draft: Draft, mention: Mention, last: Last) -> dict[str, str] | None:
    """«…, von den 330 Frauen waren es [79,4 Prozent]»: the group of the whole beside it; None: no such part."""
    before = draft.preceding(mention)
    beside = before is not None and before.clause == mention.clause and before.span.end == last.end
    return dict(last.by) if beside and part(draft, mention, last) else None


def _is_count(mention: Mention) -> bool:
    return mention.quantity.form == "plain"


def _opens(draft: Draft, mention: Mention, words: re.Pattern[str]) -> bool:
    """Do these words lead from the beginning of the clause to the number?"""
    return words.fullmatch(draft.text, draft.clauses[mention.clause].start, mention.span.start) is not None


def _of_whom(draft: Draft, mention: Mention) -> bool:
    """Is there nothing in its clause but of whom it is told?"""
    if not _opens(draft, mention, _OF_WHOM) or _opens(draft, mention, _OF_SO_MANY):
        return False  # «Von den 1.380 Menschen, die wir begleiten, sind 704 Frauen»: the whole
    return _SAID.fullmatch(draft.text, mention.span.end, draft.clauses[mention.clause].end) is not None


def _part_before(draft: Draft, mention: Mention, last: Last) -> Claim | None:
    """The newest claim before the clause, in its sentence or the one before."""
    start = draft.clauses[mention.clause].start
    told = next((claim for claim in reversed(last.told) if claim.start < start), None)
    if told is None or mention.sentence - draft.by_sentence.index(told.start) > 1:
        return None
    return told


def _whole_of(draft: Draft, part: Claim) -> str | None:
    """What a part of people is a part of, where the catalogue counts that as well."""
    if part.metric in (CAME_AND_STAYED[1], "ukraine_retention"):
        return CAME_AND_STAYED[0]
    return draft.vocabulary.topics[part.metric].part_of or None
