"""SQL that turns the text of a cell into its typed value; every expression reads the trimmed cell `x`.

A cell that cannot be read gives NULL; the text stays beside it, so the quality room can say what was there.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.intake.kinds import Column
from pipelines.intake.words import EMPTY_DATES, EMPTY_WORDS
from pipelines.storage import quoted

_DATE_FORMATS = (
    "%d.%m.%Y",
    "%Y-%m-%d",
    "%d/%m/%Y",
    "%d-%m-%Y",
    "%Y/%m/%d",
    "%Y%m%d",
)
# Days outside these years are slips of the pen (0022, 20222); sentinels are taken out before.
_FIRST_DAY, _LAST_DAY = "DATE '1900-01-02'", "DATE '2199-12-31'"
# #BEZUG!, #DIV/0!, #NAME? and their English likes; #NV and #N/A, by which a look-up says that it found nothing.
_FORMULA_ERROR = "#[A-ZÄÖÜ0-9/]+[!?]|#(NV|N/A)"
_MONTHS = ("jan", "feb", "mär", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez")
_MONTH_IN_WORDS = (
    "([0-9]{1,2})[.]? ?(jan(?:uar)?|feb(?:ruar)?|mär(?:z)?|maerz|mrz|apr(?:il)?|mai|juni?|juli?|aug(?:ust)?"
    "|sept?(?:ember)?|okt(?:ober)?|nov(?:ember)?|dez(?:ember)?)[.]? ?([0-9]{4})"
)
TRUE_WORDS = ("j", "ja", "1", "x", "y", "yes", "true", "wahr", "✓", "✔", "☑", "☒")
FALSE_WORDS = ("n", "nein", "0", "no", "false", "falsch", "☐")
MARKS = ("x", "✓", "✔", "☑", "☒")


def listed(texts: Sequence[str] | frozenset[str]) -> str:
    """A SQL list for IN (sorted, so that the statement is the same every time)."""
    return "(" + ", ".join(quoted(text) for text in sorted(texts)) + ")"


def plain_look(column: Column, x: str) -> str | None:
    """`first_look` for `plain`: what the cell `x` says if it is written as the table of exports has it."""
    if column.type == "date":
        return f"CASE WHEN length({x}) = 10 THEN CAST(try_strptime({x}, '%d.%m.%Y') AS DATE) END"
    if column.type == "integer":
        return f"CASE WHEN regexp_full_match({x}, '[0-9]{{1,9}}') THEN TRY_CAST({x} AS INTEGER) END"
    if column.type in ("fte", "eur"):
        number = f"TRY_CAST(TRY_CAST(replace({x}, ',', '.') AS DECIMAL(18,6)) AS {column.sql_type})"
        return f"CASE WHEN regexp_full_match({x}, '[0-9]+(,[0-9]+)?') THEN {number} END"
    return None


def plain(column: Column, x: str, y: str) -> str:
    """The typed value of a cell in the plainest dress, as `typed` reads it too; NULL for every other.

    Most files hold nothing else, and the statement that reads all dresses costs more to plan than such a file to read.
    """
    if column.type == "date":
        return f"CASE WHEN {y} BETWEEN {_FIRST_DAY} AND {_LAST_DAY} THEN {y} END"
    if column.type in ("integer", "fte", "eur"):
        return _bounded(column, y)
    if column.type == "flag":
        return f"CASE {x} WHEN 'j' THEN true WHEN 'n' THEN false END"
    if column.pattern:
        return f"CASE WHEN regexp_full_match({x}, {quoted(column.pattern)}) THEN {x} END"
    return _unless_error(x, x) if column.type == "text" else x


def _unless_error(x: str, value: str) -> str:
    """SQL: what a formula gave that could not be computed is no text; in many rows it would be one household of all."""
    return f"CASE WHEN left({x}, 1) = '#' AND regexp_full_match({x}, {quoted(_FORMULA_ERROR)}) THEN NULL ELSE {value} END"


def first_look(column: Column, x: str) -> str | None:
    """What the cell `x` says at first sight, computed once and named `y` in `typed`; None where nothing is gained."""
    if column.type == "date":
        return f"CAST(try_strptime({x}, '%d.%m.%Y') AS DATE)"
    if column.type == "integer":
        return _integer(x)
    if column.type in ("fte", "eur"):
        number = _fte(x) if column.type == "fte" else _eur(x)
        return f"TRY_CAST(TRY_CAST({number} AS DECIMAL(18,6)) AS {column.sql_type})"
    return None


def typed(
    column: Column, x: str, y: str, date_formats: Sequence[str] = (), special: Sequence[int] = ()
) -> str:
    """The typed value of the cell `x`, first looked at as `y`; NULL when empty or unreadable. Codes are read elsewhere.

    date_formats: a profile's formats, tried first. special: files whose flags are «x» or empty, where empty means no;
    for a date, files that write month/day/year.
    """
    if column.type == "date":
        return _date(x, y, date_formats, special)
    if column.type in ("integer", "fte", "eur"):
        return _bounded(column, y)
    if column.type == "flag":
        return _flag(x, special)
    return _text(column, x)


def sentinel(column: Column, x: str, value: str) -> str:
    """SQL condition: the cell says «nothing here» in words."""
    if column.type == "date":
        return f"({value} IS NULL AND (lower({x}) IN {listed(EMPTY_WORDS)} OR {empty_date(x)}))"
    if column.type in ("text", "pseudonym") and not column.pattern:
        return f"(length({x}) <= 14 AND lower({x}) IN {listed(EMPTY_WORDS)})"
    return f"({value} IS NULL AND lower({x}) IN {listed(EMPTY_WORDS)})"


def empty_date(x: str) -> str:
    """SQL condition: a day that means «no date»."""
    return f"(left({x}, 10) IN {listed(EMPTY_DATES)} OR {x} IN ('0', '1', '2958465'))"


def _date(x: str, y: str, own: Sequence[str], american: Sequence[int]) -> str:
    formats = "[" + ", ".join(quoted(form) for form in (*own, *_DATE_FORMATS)) + "]"
    # 01.03.24: years 00–49 are 2000–2049, 50–99 are 1950–1999.
    bare = _bare_day(x)
    short = (
        f"try_strptime(regexp_replace({bare}, '\\.([0-9]{{2}})$', CASE WHEN right({bare}, 2) < '50' "
        f"THEN '.20\\1' ELSE '.19\\1' END), '%d.%m.%Y')"
    )
    # Days since 1899-12-30, as spreadsheets count them; five digits are the years 1954 to 2119.
    serial = f"DATE '1899-12-30' + CAST(left({x}, 5) AS INTEGER)"
    at_once = (
        f"WHEN length({x}) = 10 AND {y} BETWEEN {_FIRST_DAY} AND {_LAST_DAY} THEN {y} " if not own else ""
    )
    turned = ""
    if american:
        day = f"CAST(try_strptime({x}, ['%m/%d/%y', '%m/%d/%Y']) AS DATE)"
        turned = f"WHEN file_no IN ({', '.join(map(str, american))}) AND contains({x}, '/') THEN {_in_reach(day, x)} "
    plain = f"CAST(try_strptime({bare}, {formats}) AS DATE)"
    if own:
        plain = f"coalesce(CAST(try_strptime({x}, [{', '.join(map(quoted, own))}]) AS DATE), {plain})"
    return (
        f"CASE {at_once}{turned}WHEN {x} IS NULL THEN NULL "
        f"WHEN regexp_full_match({bare}, '[0-9]{{1,2}}\\.[0-9]{{1,2}}\\.[0-9]{{2}}') THEN CAST({short} AS DATE) "
        f"WHEN regexp_full_match({x}, '[2-7][0-9]{{4}}([.,][0-9]+)?') THEN {serial} "
        f"WHEN regexp_full_match(lower({bare}), {quoted(_MONTH_IN_WORDS)}) THEN {_in_reach(_in_words(bare), x)} "
        f"ELSE {_in_reach(plain, x)} END"
    )


def _bare_day(x: str) -> str:
    """SQL: the cell without blanks after the dots and without a time of day, which say nothing about the day.

    An hour in world time may belong to the next day here, so of those only midnight is cut off.
    """
    hour = "([01]?[0-9]|2[0-4]):[0-5][0-9](:[0-9]{2}([.,][0-9]+)?)?( Uhr|[+-][0-9]{2}:?[0-9]{2})?"
    time = f"([0-9]),? *(T| )({hour}|00:00(:00([.,]0+)?)?Z)$"
    return f"regexp_replace(regexp_replace({x}, '\\. +', '.', 'g'), '{time}', '\\1')"


def _in_words(bare: str) -> str:
    """SQL: the day of «1. März 2022», whose dot the blank has lost by now."""
    day, word, year = (
        f"regexp_extract(lower({bare}), {quoted(_MONTH_IN_WORDS)}, {group})" for group in (1, 2, 3)
    )
    month = f"list_position({list(_MONTHS)}, replace(replace({word}, 'mae', 'mär'), 'mrz', 'mär')[:3])"
    return f"TRY_CAST(concat_ws('-', {year}, {month}, {day}) AS DATE)"


def _in_reach(day: str, x: str) -> str:
    return f"CASE WHEN {day} BETWEEN {_FIRST_DAY} AND {_LAST_DAY} AND NOT {empty_date(x)} THEN {day} END"


def _integer(x: str) -> str:
    grouped = f"regexp_full_match({x}, '[+-]?[0-9]{{1,3}}([. ][0-9]{{3}})+(,0+)?')"
    return (
        f"CASE WHEN regexp_full_match({x}, '[+-]?[0-9]{{1,10}}') THEN TRY_CAST({x} AS INTEGER) "
        f"WHEN {grouped} THEN TRY_CAST(regexp_replace({x}, '[. ]|,0+$', '', 'g') AS INTEGER) "
        f"WHEN regexp_full_match({x}, '[+-]?[0-9]{{1,10}}[.,]0+') "
        f"THEN TRY_CAST(regexp_replace({x}, '[.,]0+$', '') AS INTEGER) END"
    )


def _fte(x: str) -> str:
    bare = f"regexp_replace({x}, '\\s|VZÄ', '', 'gi')"
    return _decimal(bare)


def _eur(x: str) -> str:
    # «64.000,-» and «64.000,--» are whole euros.
    bare = f"regexp_replace({x}, '\\s|€|EUR(O)?|,[-–—]{{1,2}}( ?(€|EUR))?$', '', 'gi')"
    thousands = f"regexp_full_match({bare}, '[+-]?[0-9]{{1,3}}(\\.[0-9]{{3}})+')"
    return f"CASE WHEN {thousands} THEN replace({bare}, '.', '') ELSE {_decimal(bare)} END"


def _decimal(bare: str) -> str:
    """Both marks present: the last one is the decimal mark. One mark: comma and dot are both decimal marks."""
    german = f"regexp_full_match({bare}, '[+-]?[0-9]{{1,3}}(\\.[0-9]{{3}})+,[0-9]+')"
    english = f"regexp_full_match({bare}, '[+-]?[0-9]{{1,3}}(,[0-9]{{3}})+\\.[0-9]+')"
    return (
        f"CASE WHEN regexp_full_match({bare}, '[+-]?([0-9]+([.,][0-9]+)?|,[0-9]+)') THEN replace({bare}, ',', '.') "
        f"WHEN {german} THEN replace(replace({bare}, '.', ''), ',', '.') WHEN {english} THEN replace({bare}, ',', '') END"
    )


def _flag(x: str, marked: Sequence[int]) -> str:
    empty = f"WHEN {x} IS NULL AND file_no IN ({', '.join(map(str, marked))}) THEN false " if marked else ""
    return (
        f"CASE {empty}WHEN lower({x}) IN {listed(TRUE_WORDS)} THEN true "
        f"WHEN lower({x}) IN {listed(FALSE_WORDS)} THEN false END"
    )


def _bounded(column: Column, value: str) -> str:
    conditions = []
    if column.minimum is not None:
        conditions.append(f"{value} >= {column.minimum}")
    if column.maximum is not None:
        conditions.append(f"{value} <= {column.maximum}")  # `export_year` is a column of the raw table
    return f"CASE WHEN {' AND '.join(conditions)} THEN {value} END" if conditions else value


def _text(column: Column, x: str) -> str:
    value = x
    if column.width:
        # Spreadsheets drop leading zeros of numbers; at most two can have been lost.
        short = f"regexp_full_match({x}, '[0-9]{{{column.width - 2},{column.width - 1}}}')"
        value = f"CASE WHEN {short} THEN lpad({x}, {column.width}, '0') ELSE {x} END"
    if column.pattern is None:
        return _unless_error(x, value)
    pattern = quoted(column.pattern)
    return (
        f"CASE WHEN regexp_full_match({value}, {pattern}) THEN {value} "
        f"WHEN regexp_full_match(upper({value}), {pattern}) THEN upper({value}) END"
    )
