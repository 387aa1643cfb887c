"""What a personal datum looks like: one function, from one text to the name of what it holds.

Cheap patterns first; the costly checks (telephone numbering plans, check digits) run on their hits only.
`SUSPICIOUS` is the same net in the dialect of the database: what it does not match cannot be a hit in a short
technical text (numbers, serial ids), so ten million ids cost one scan.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from pipelines.intake.personal.people import is_name
from pipelines.intake.words import fold

EMAIL = "E-Mail-Adresse"
IBAN = "IBAN"
PHONE = "Telefonnummer"
AZR = "AZR-Nummer"
HASH = "ungesalzener Hashwert"
PASSPORT = "Pass- oder Ausweisnummer"
BIRTH = "Geburtsdatum"
ADDRESS = "Anschrift"
NAME = "Name"
SCRIPT = "Name in fremder Schrift"
ALL = frozenset({EMAIL, IBAN, PHONE, AZR, HASH, PASSPORT, BIRTH, ADDRESS, NAME, SCRIPT})
# A pseudonym is checked by its form only; what reads like words in it is looked at all the same.
OF_PSEUDONYMS = frozenset({EMAIL, AZR, HASH, NAME, SCRIPT})

SUSPICIOUS = (
    r"[a-zäöüßáàâéèêíìîóòôúùûñçčćšžőł’']{2}|[@＠]|[A-ZÄÖÜ]{6,}|[A-ZÄÖÜ]{3,}[ ,]+[A-ZÄÖÜ]{3,}|[A-ZÄÖÜ]\. ?[A-ZÄÖÜ]|AZR|STR"
    r"|[\x{0370}-\x{1FFF}\x{2E80}-\x{DFFF}]"
    r"|(^|[^0-9A-Za-z.,-])(\+|00|0 ?|\(0 ?)[1-9][0-9 ()/.-]{5,}|(^|[^0-9A-Za-z])[0-9]{12}([^0-9A-Za-z]|$)"
    r"|(^|[^0-9A-Za-z-])[Aa][0-9]{12}([^0-9A-Za-z]|$)|[0-9]{4} [0-9]{4} [0-9]{4}|[0-9]{6} [0-9]{6}"
    r"|[A-Z]{2} ?[0-9]{2}[ -]?[A-Z0-9]{4}[ -]?[A-Z0-9]{4}|^[EF][A-Z] [0-9]{6}$"
    r"|[0-9]{1,2}[./-][0-9]{1,2}[./-](19|20)?[0-9]{2}|(19|20)[0-9]{2}[-/][0-9]{2}[-/][0-9]{2}"
    r"|^[0-9a-fA-F]{32,64}$|(^|[^0-9A-Za-z-])[A-Z]{1,2}[0-9]{6,9}([^0-9A-Za-z-]|$)"
    r"|(^|[^0-9A-Za-z-])[CFGHJKLMNPRTVWXYZ][0-9CFGHJKLMNPRTVWXYZ]{8}[0-9]?([^0-9A-Za-z]|$)"
)
_EMAIL = re.compile(
    r"[\w.+%-]+\s?(?:[@＠]|\(at\)|\[at\])\s?[\w-]+(?:\.[\w-]+)*|\w\sat\s[\w-]+(?:\.| dot | punkt )[a-z]{2,}",
    re.IGNORECASE,
)
_IBAN = re.compile(r"\b[A-Z]{2} ?\d{2}(?:[ -]?[A-Z0-9]){11,30}", re.IGNORECASE)
_PHONE = re.compile(r"(?<![\w.,-])(?:\+|00|\(?0 ?)[1-9][\d ()/.\-–]{5,20}\d(?![\w])")
_PHONE_WORD = re.compile(
    r"\b(?:tel|telefon|handy|mobil|fon|fax|whatsapp|rufnummer)\b[^\d+]{0,12}\+?\d[\d /()-]{3,}", re.I
)
# Twelve digits, bare, in groups, or behind the «A» that some programs put before them.
_AZR = re.compile(
    r"(?<![\w-])(?:A[-/ ]?)?(?:\d{12}|\d{4} \d{4} \d{4}|\d{6} \d{6})(?![\w-])"
    r"|\bAZR\W{0,3}(?:Nr|Nummer)?\W{0,4}\d[\d -]{5,}",
    re.IGNORECASE,
)
_HASH = re.compile(r"(?<!\w)(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})(?!\w)", re.IGNORECASE)
# Passports of the common countries of origin: P12345678, FE123456, AB1234567, N123456789.
# Ukrainian ones are also written FA 123456; within a sentence that may be anything.
_PASSPORT = re.compile(r"(?<![\w-])(?:[A-Z]\d{7,8}|[A-Z]{2}\d{6,7}|N\d{9})(?![\w-])|^[EF][A-Z] \d{6}$")
_GERMAN_ID = re.compile(r"(?<![\w-])([CFGHJKLMNPRTVWXYZ][0-9CFGHJKLMNPRTVWXYZ]{8})(\d)?(?!\w)")
_PASSPORT_WORD = re.compile(
    r"\b(?:reise)?(?:pass|ausweis)(?:nr|nummer|-nr|-nummer)?\b\W{0,4}(?:(?=\w*\d)[A-Z0-9]{6,}|[A-Z]{1,2} ?\d{6,})",
    re.I,
)
_BIRTH = re.compile(
    r"(?:\bgeb(?:oren|urtsdatum|urtstag|\.?[ -]?dat(?:um)?|\.)?(?:\s+am)?|\bborn\b|\bdate of birth\b|\bdob\b|\*)\W{0,4}"
    r"(?:\d{4}[-/]\d{1,2}[-/]\d{1,2}|\d{1,2}(?:[./-]\s?\d{1,2}[./-]\s?\d{2,4}|\.\s?[A-Za-zä]{3,9}\s\d{4})|\d{8}\b)",
    re.I,
)
# A full date with separators, which a telephone number may look like.
_DAY = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{4}[-/]\d{2}[-/]\d{2}")
_STREET = re.compile(
    r"(?:\b[A-ZÄÖÜ][\w.-]*(?:stra(?:ß|ss)e|str\.?|weg|gasse|gässle|platz|allee|ring|damm|ufer|steig|pfad|halde|matten?)"
    r"|\b[A-ZÄÖÜ][\w-]+[ -](?:Straße|Strasse|Str\.|Weg|Gasse|Platz|Allee|Ring|Damm|Ufer)"
    r"|\b(?:Am|An der|An den|Auf der|Auf dem|Im|In der|In den|Zum|Zur|Unter den|Bei der|Beim)(?: [A-ZÄÖÜ][\w-]+){1,2})"
    r"\s+\d{1,3}\s?[a-zA-Z]?\b(?!\s?(?:Plätze|Personen|%))"
    r"|\b\w{3,}(?i:stra(?:ß|ss)e|str\.)\s?\d{1,3}\s?[a-zA-Z]?\b"
)
_TOWN = re.compile(r"\b(?:D-)?\d{5}\s+[A-ZÄÖÜ][a-zäöüß]{2,}")
_FOREIGN = re.compile("[\u0370-\u1fff\u2e80-\ud7ff\ufb1d-\ufefc]{2}")
_HEADERS = {
    NAME: "vorname nachname familienname rufname geburtsname zuname vorundnachname vornamenachname namevorname "
    "nachnamevorname nachnamekomma namederperson klientenname maedchenname vollername",
    BIRTH: "geburtsdatum gebdatum gebdat geburtstag gebtag geborenam dateofbirth dob geburtsdat",
    PHONE: "telefon telefonnummer telefonnr tel telnr handy handynummer handynr mobil mobilnummer mobiltelefon "
    "rufnummer phone",
    EMAIL: "email emailadresse mail mailadresse",
    ADDRESS: "strasse hausnummer hausnr strassehausnummer strasseundhausnummer strassehausnr anschrift adresse "
    "wohnanschrift wohnadresse plzort",
    IBAN: "iban kontonummer kontonr bankverbindung",
    AZR: "azrnummer azrnr azr auslaenderzentralregister ausländerzentralregisternummer",
    PASSPORT: "passnummer passnr reisepass reisepassnummer reisepassnr ausweisnummer ausweisnr personalausweis",
}
_BY_HEADER = {
    fold(word): what for what, words in _HEADERS.items() for word in words.split() if word != "name"
}


def of_header(header: str) -> str | None:
    """What a column with this header would hold, or None: «Vorname» promises a name whatever its cells look like."""
    return _BY_HEADER.get(fold(header))


@lru_cache(maxsize=200_000)
def find(text: str, wanted: Collection[str] = ALL) -> str | None:
    """The first kind of personal datum in a text, or None. Never returns any of the text itself."""
    if len(text) < 3:
        return SCRIPT if SCRIPT in wanted and _FOREIGN.search(text) else None
    for what, holds in _CHECKS:
        if what in wanted and holds(text):
            return what
    return None


def _is_iban(text: str) -> bool:
    from stdnum import iban

    # A candidate may have swallowed the words behind it: every shorter form is tried too.
    for found in _IBAN.finditer(text):
        bare = re.sub(r"[ -]", "", found[0])
        if any(iban.is_valid(bare[:length]) for length in range(15, min(len(bare), 34) + 1)):
            return True
    return False


def _is_phone(text: str) -> bool:
    if _PHONE_WORD.search(text):
        return True
    for found in _PHONE.finditer(text):
        digits = re.sub(r"\D", "", found[0])
        if 7 <= len(digits) <= 15 and not _DAY.fullmatch(found[0]) and _dialable(found[0]):
            return True
    return False


def _dialable(text: str) -> bool:
    import phonenumbers

    try:
        number = phonenumbers.parse(re.sub(r"[^\d+]", "", text.replace("(0)", "")), "DE")
    except phonenumbers.NumberParseException:
        return False
    return (
        phonenumbers.is_possible_number(number)
        if text.startswith("+")
        else phonenumbers.is_valid_number(number)
    )


def _is_passport(text: str) -> bool:
    if _PASSPORT.search(text) or _PASSPORT_WORD.search(text):
        return True
    return any(_german_check_digit(found) for found in _GERMAN_ID.finditer(text))


def _german_check_digit(found: re.Match[str]) -> bool:
    """Nine signs of a German passport or identity card; with the check digit behind it when there is one."""
    serial = found[1]
    if not any(sign.isdigit() for sign in serial) or not any(sign.isalpha() for sign in serial[1:]):
        return False
    if found[2] is None:
        return True
    values = (int(sign, 36) * weight for sign, weight in zip(serial, (7, 3, 1) * 3, strict=True))
    return sum(values) % 10 == int(found[2])


def _is_address(text: str) -> bool:
    return _STREET.search(text) is not None or _TOWN.search(text) is not None


_CHECKS = (
    (EMAIL, lambda text: _EMAIL.search(text) is not None),
    (SCRIPT, lambda text: _FOREIGN.search(text) is not None),
    (HASH, lambda text: _HASH.search(text) is not None),
    (IBAN, _is_iban),
    (AZR, lambda text: _AZR.search(text) is not None),
    (BIRTH, lambda text: _BIRTH.search(text) is not None),
    (ADDRESS, _is_address),
    (PASSPORT, _is_passport),
    (PHONE, _is_phone),
    (NAME, is_name),
)
