"""Numbers that the draft tells in order to reject them, and numbers that are only asked about.

«Es trifft nicht zu, dass die Stadt 1.800 Geflüchtete begleitet», «Das Gerücht von 300 Abgängen», «In der Ausgabe vom
Samstag hieß es … Diese Angabe war falsch», «Stimmt es, dass …?». What the draft sets against them is a claim as any.
"""

from __future__ import annotations

import re

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Mention

# Behind these words the sentence tells what is so.
_TURN = re.compile(
    r"[;:]|\bsondern\b|\b(?:[Vv]ielmehr|[Ss]tattdessen)\b|(?<!ob )\b[Tt]atsächlich\b|\b[Ii]n\s(?:Wahrheit|Wirklichkeit)\b"
    r"|\bund\s(?:verwies|stellt\w*\sklar|nannte|erklärt\w*|betont\w*)\b"
    r"|\b(?<!nicht )(?:[Rr]ichtig|[Kk]orrekt)\s(?:ist|sind|war|waren|wäre)\b"
)
_SAID = r"(?:Behauptung|Darstellung|Angabe|Aussage|Meldung|Zahl|Information|Bericht|Vorwurf|Nachricht)\w*"
_WRONG = re.compile(
    r"\b(?i:trifft|treffe|traf|stimmt|stimme|stimmte)\b[^,;.]*\b(?:nicht|keineswegs|keinesfalls)\b"
    r"|\bnicht\s(?:wahr|richtig|korrekt|zutreffend|bestätigt|haltbar|belegt|zutr[ae]f(?:fe|fen)?|zutrifft|stimmte?|stimme)\b"
    r"|(?i:\b(?:falsch|unwahr\w*|unzutreffend\w*|falschmeldung\w*|(?:falsch|fehl)information\w*|frei\serfunden|haltlos\w*"
    r"|(?:völlig\s)?aus\sder\sluft\sgegriffen|widerlegt\w*|irrtum|irrglaube\w*|irrig\w*|dementier\w*|gerüchte?n?|kursier\w*)\b)"
    # but «Ebenso wenig bewegt hat sich die Zahl der geförderten Stellen mit 3,5», «Ebenso wenig sind die 6.510
    # Beratungen mit Personen gleichzusetzen»
    r"|\b[Ee]bensow?\s?wenig\b(?!\s(?:bewegt|verändert|geändert|getan|gewachsen|gestiegen|gesunken)\b|.*\b(?:gleich(?:zu|ge)setz|verwechsel)\w+)|\bentbehr(?:t|te|en)\b|\bkeine\sRede\b|\bhat\ssich\snicht\sbestätigt\b"
    rf"|\bwider(?:sprach|spricht)\w*\s(?:\w+\s){{0,6}}?{_SAID}|\b(?:wies|weist|wiesen)\b.*\bzurück\b|\bzurückgewiesen\b"
    r"|\b(?:[Nn]ie|niemals)\s(?:\w+\s){0,4}?behauptet\b"
    r"|\b(?:Marke|Schwelle)\svon\b.*\bnicht\s(?:erreicht|überschritten)\b|\b[Nn]iemand\b.*\b(?:gesprochen|behauptet|genannt)\b"
    r"|\bgibt\ses\b[^,;]*\bnicht\W*$|\b(?:Zahl|Angabe|Meldung)\b.*\b(?:nahm|nahmen)\b.*\bzurück\b"
    r"|^\W*(?:Keineswegs|Keinesfalls|Mitnichten)\s(?!alle|jede)|^\W*Weder\s\d",
    re.DOTALL,
)
# One of these stands in whatever `_WRONG` finds, and is found much faster.
_DENYING = re.compile(
    "(?i:nicht|kein|falsch|unwahr|unzutreff|fehlinfo|erfunden|haltlos|gegriffen|widerlegt|irr|dementier|gerücht|kursier|wenig"
    "|entbehr|widersp|zurück|behauptet|niemand|weder)"
)
# The sentence behind takes back what was told.
_TAKEN_BACK = re.compile(
    rf"^\W*(?:(?:Diese|Die|Jene)\s(?:genannte\s)?{_SAID}|Das|Dies|Beides)\s(?:\w+\s){{0,2}}?"
    r"(?:(?:ist|war|sind|waren|sei|seien)\s(?:\w+\s){0,2}?(?:falsch|unzutreffend|unwahr|nicht\s(?:richtig|korrekt|zutreffend|wahr)|erfunden|haltlos|ein\sIrrtum|ein\sFehler)"
    r"|(?:stimmt|stimmte|stimme|trifft|traf|treffe)\s(?:\w+\s)?nicht\b|stammt\snicht\b)"
)
_RIGHT_IS = re.compile(
    r"^\W*(?:Richtig|Korrekt|Zutreffend)\s(?:ist|sind|war|waren|wäre)\b(?!\s(?:auch|aber|außerdem|zudem|ebenso|ferner|dies|das|es)\b)"
)
# Words at the number itself that say somebody else counted it.
_ALLEGED = re.compile(
    r"(?i:\berst\sab\s|\b(?:angeblich|vermeintlich|kolportiert|behauptet)en\s(?:rund\s|etwa\s|über\s)?"
    r"|\bstatt\s(?:der|den|von)\s(?:(?:ursprünglich|zuvor|zunächst|irrtümlich|fälschlich)\s)?(?:gemeldeten|genannten|berichteten|gedruckten)\s)$"
)
_IS_IT_SO = re.compile(
    r"\b(?:Stimmt|Trifft|Ist)\ses\b[^.;]*?\b(?:dass|zu,)|\b[Oo]b\ses\s(?:denn\s)?(?:stimmt|stimme|zutrifft|zutreffe|richtig|wahr)\b"
)
_REALLY = re.compile(r"\b(?:wirklich|tatsächlich|angeblich\w*)\b")
_THIS_OR_THAT = re.compile(r"\boder\s\S+\s?\?\W*$")  # «… – sechs, acht oder zehn?»
_WHETHER, _ASKED = (
    re.compile(r"^\s*ob\b"),
    re.compile(
        r"\b(?:frag(?:t|te|ten|en)|wissen|berat\w+|berät|entscheid\w+|prüf\w+|Anfrage|Frage|erkundigt\w*|umstritten|unklar|offen|fraglich)\b"
    ),
)
_YES = re.compile(r"^[\W\s]*(?:Ja\b|Das\s(?:stimmt|trifft\szu)\b(?!\snicht))")


def told_as_wrong(draft: Draft, mention: Mention) -> bool:
    """Does the sentence, or the one behind it, say that the number is not so?"""
    before = draft.text[max(0, mention.span.start - 60) : mention.span.start]
    if _ALLEGED.search(before) or _said_wrong(draft, mention):
        return True
    behind = draft.just_behind(mention.sentence)
    taken_back = behind is not None and draft.sentence_says(behind, _TAKEN_BACK)
    corrected = behind is not None and draft.sentence_says(behind, _RIGHT_IS) and draft.mentions_of(behind)
    return bool(taken_back or corrected)


def only_asked(draft: Draft, mention: Mention) -> bool:
    """«Stimmt es, dass …?», «… fragte, ob 2024 tatsächlich 400 …»: no statement, unless the answer is yes."""
    doubted = draft.asks(mention.sentence) and (
        draft.sentence_says(mention.sentence, _REALLY) or draft.sentence_says(mention.sentence, _THIS_OR_THAT)
    )
    whether = draft.says(mention.clause, _WHETHER) and draft.sentence_says(mention.sentence, _ASKED)
    if not (doubted or whether or draft.sentence_says(mention.sentence, _IS_IT_SO)):
        return False
    behind = draft.just_behind(mention.sentence)
    return behind is None or not draft.sentence_says(behind, _YES)


def _said_wrong(draft: Draft, mention: Mention) -> bool:
    at = mention.sentence
    if not (draft.sentence_says(at, _DENYING) and draft.sentence_says(at, _WRONG)):
        return False
    sentence = draft.sentences[mention.sentence]
    turns = list(_TURN.finditer(draft.text, sentence.start, sentence.end))
    start = max((t.end() for t in turns if t.end() <= mention.span.start), default=sentence.start)
    end = min((t.start() for t in turns if t.start() >= mention.span.end), default=sentence.end)
    return bool(_WRONG.search(draft.text[start:end]))
