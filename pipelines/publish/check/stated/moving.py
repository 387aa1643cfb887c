"""Words that say that something rose or fell, and the nouns for it."""

from __future__ import annotations

import re

GROWTH = r"(?:Zuwachs|Plus|Anstieg|Rückgang|Minus|Zunahme|Abnahme|Wachstum)"
_TO_THE_END = r"\b(?:[^,;.]|[.,](?=\d))*\b"  # up to the end of a verb in two parts
_UP = (
    r"verteuer\w*|gestiegen|stieg\w*|steigt|steigen|ansteig\w*|angestiegen|(?:an)?wuchs\w*|anwachsen|anwächst|gewachsen|wächst|erhöh\w*|zugenommen|"
    r"zunahm\w*|(?:zuwachs|wachstum|anstieg)(?:e?s)?|zunahme|\w*plus|vergrößer\w*|vermehr\w*|schnellt\w*|ausgebaut|verstärk\w*|gesteigert|steiger\w*|spr[au]ng\w*|in\s+die\s+höhe|höher|größer|"
    r"übertr[aio]f+\w*|zugelegt|zulegte\w*|legte\w*|kletter\w*|geklettert|hinzugekommen|dazugekommen|hinzu|dazu|obendrauf|obenauf|geschaffen|schuf|schufen|ausgeweitet|"
    r"angehoben\w*|anhob\w*|(?:herauf|hoch)gesetzt\w*|angewachsen\w*|gestiegene\w*|gewachsene\w*|aufgestockt\w*|überst(?:ieg|eig)\w*|"
    rf"(?:hob|hoben|hebt|heben){_TO_THE_END}an\b|(?:zog|zieht|ziehen|zogen){_TO_THE_END}an\b|angezogen|teurer|"
    r"darüber|öfter|häufiger|nach oben|aufwärts|"
    r"über\s+(?:de[mnr]|denen|jene[mr]|diese[mr]|ihre[mr]|seine[mr])"
)
_DOWN = (
    r"gesunken|sank\w*|sinkt|gefallen|fiel\w*|zurückgegangen|zurückging\w*|rückgang(?:e?s)?|verringer\w*|"
    r"reduzier\w*|abgenommen|abnahm\w*|\w*schwund(?:e?s)?|\w*minus|seltener|nach unten|abwärts|geschrumpft|schrumpf\w*|"
    r"kleiner|niedriger|zurück|vermindert\w*|"
    r"verkleiner\w*|schmolz\w*|geschmolzen|schwand\w*|geschwunden|gekürzt|kürzte\w*|büßte\w*|eingebüßt|einbüß\w*|verlor\w*|nachgegeben|"
    rf"(?:gab|gaben|gibt|geben|ließ|ließen|lässt|lassen){_TO_THE_END}nach\b|rückläufig|ermäßig\w*|"
    r"nachgelassen|eingebrochen|brach(?:en)?|(?:ab)?gesenkt\w*|(?:ab)?senk(?:t|en|te|ten)|(?:herab|herunter)gesetzt\w*|abgebaut|gestrichen|strich|weggefallen|weg|darunter|unterschr[ei]+t\w*|unter\s+(?:de[mr]|den(?!\s+(?:\w+en\s+)?(?:begleitet|betreut|person|mensch|geflüchtet|klient))|jene[mr]|diese[mr]|ihre[mr]|seine[mr])(?!\s+strich)"
)
CHANGING = re.compile(
    rf"(?i:\b(?:{_UP}|{_DOWN}|verdoppel\w*|verdreifach\w*|vervierfach\w*|halbier\w*|verbesser\w*|(?:ge)?besser(?:te?n?|n)|verschlechter\w*|veränder\w*|entwick\w*|nahm\w*|nimmt|ging\w*|geht)\b)"
)
FALLING = re.compile(rf"(?i:\b(?:{_DOWN}|ging\w*|weniger|ab)\b)")
UPWARD = re.compile(rf"(?i:\b(?:{_UP})\b)")
RISING = re.compile(rf"(?i:\b(?:{_UP}|mehr|zu)\b)")
BETTER, WORSE = re.compile(r"(?i:\b(?:ver|ge)?besser\w*)"), re.compile(r"(?i:\b(?:ver)?schlechter\w*)")
EITHER_WAY = re.compile(
    r"(?i:\b(?:verbesser|(?:ge)?bessert|verschlechter|veränder|änder|unterscheid|unterschied|differenz|abweich|abwich|schwank|verschob)\w*)"
)
# «stieg von 241 (2023) auf 261»
FROM_TO = re.compile(r"\bvon\s+[\d.]+\s.*\bauf\s+[\d.]+\b")
REACHED = re.compile(r"\bauf\s+(?:nun\s+|nunmehr\s+)?$")  # right before a number
# «402 kamen, 231 gingen»: the verbs alone
BARE_MOVE = re.compile(
    r"^\W*(?:(?:und|aber|doch|denn|nur|während)\s+)*(?:(?:rund|gut|knapp|etwa|nur|noch)\s+)*[\d.]+(?:\s+(?:Personen|Menschen|Geflüchtete|andere))?"
    r"\s+(?P<verb>kamen|gingen|kamen\s+neu|sind\s+(?:wieder\s+)?gegangen|sind\s+gekommen)\W*$"
)
