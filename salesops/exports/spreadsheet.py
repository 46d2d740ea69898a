"""What a spreadsheet leaves in an export that was opened in it and saved.

Long numbers are cut to 7.21E+12, broken formulas are #REF!, the code 2-3 or MAR2 becomes 2-Mar.
Two ids that were cut alike would be one: such a value is none, whoever needs it has a blank.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from salesops.exports.readings import Reading
from salesops.exports.recognise import Match
from salesops.exports.shapes import Shape
from salesops.exports.source import InputColumn, normal
from salesops.queries.duck import Duck, literal

CUT = "was cut to scientific notation by a spreadsheet"
ROUNDED = "was rounded to 15 digits by a spreadsheet"
ERROR = "is the error of a spreadsheet"
DATED = "was turned into a date by a spreadsheet"
REMEDY: Mapping[str, str] = {
    CUT: "export again and import the column as text",
    ROUNDED: "export again and import the column as text",
    ERROR: "mend the formula or export again",
    DATED: "export again and import the column as text",
}
_MANY = {"was": "were", "is": "are"}
AT_ONCE = 64
"""Conditions of one statement: what DuckDB needs to plan it grows with their square."""
_CODES = re.compile(
    r"\b(sku|stock ?code|barcode|ean|upc|gtin|article|artikel(nr|nummer)?|"
    r"(item|part|product|model|style|variant) ?(id|no|number|code))\b"
)
"""Headers of columns that hold codes."""
_CUT = r"\d(?:[.,]\d+)?[eE]\+\d{2,3}"
_LONG = r"[1-9]\d{15,}"
_ROUNDED = r"[1-9]\d{14}0+"
_PROOF = 4
"""Digits that all are zero where any could stand: once in ten thousand it is chance."""
_ERROR = (
    r"#(?:REF!|N/A|NAME\?|VALUE!|DIV/0!|NULL!|NUM!|SPILL!|CALC!|GETTING_DATA|BEZUG!|NV|WERT!|ZAHL!|"
    r"NOM \?|NOM\?|VALEUR!|NOMBRE!|NUL!|RIF!|N/D|VALORE!|NOME\?|NUMERO!)|#{4,}"
)
# As spreadsheets write months: never in capitals, which a code may be in (MAR-02).
_MONTHS = (
    "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|"
    "Mrz|Mär|Mai|Okt|Dez|janv|févr|mars|avr|mai|juin|juil|août|sept|oct|nov|déc|"
    "gen|feb|mar|apr|mag|giu|lug|ago|set|ott|nov|dic"
)
_CAPITAL = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mrz|Mai|Okt|Dez|janv|févr|août|déc"
"""Those that few codes begin with: set-02 may be one."""
_DATED = rf"\d{{1,2}}(?:-|\. )(?:{_MONTHS})\.?(?:-\d{{2}})?|(?:{_CAPITAL})\.?[- ]\d{{2}}"
_BEGINS = f"left({{c}}, 3) IN ({', '.join(literal(m[:3]) for m in _CAPITAL.split('|'))})"
_OF = {
    CUT: ("{c} BETWEEN '0' AND ':' AND contains({c}, '+')", _CUT),
    ROUNDED: ("{c} BETWEEN '1' AND ':' AND strlen({c}) > 15 AND {c} LIKE '%0'", _ROUNDED),
    ERROR: ("{c} BETWEEN '##' AND '#[' AND NOT {c} BETWEEN '#0' AND '#:'", _ERROR),
    DATED: (f"strlen({{c}}) < 16 AND ({{c}} BETWEEN '0' AND ':' OR {_BEGINS})", _DATED),
}
"""By what was done, what costs little and spares most values the pattern, and the pattern."""


@dataclass(frozen=True)
class Damage:
    """Values of a column that a spreadsheet changed."""

    what: str
    """CUT, ROUNDED, ERROR or DATED."""
    column: InputColumn
    count: int
    value: str
    """The first of them."""


def done(what: str, of: str) -> str:
    """SQL of whether this was done to a value."""
    likely, pattern = _OF[what]
    # Only CASE keeps what costs much from being worked out all the same.
    matches = f"regexp_full_match({of}, {literal(pattern)})"
    return f"CASE WHEN {likely.replace('{c}', of)} THEN {matches} ELSE FALSE END"


def is_error(value: str) -> bool:
    """Whether a value is an error of a spreadsheet."""
    return bool(re.fullmatch(_ERROR, value))


def coded(column: InputColumn, header: str) -> bool:
    """Whether a column holds codes that a spreadsheet may take for dates."""
    return bool(_CODES.search(normal(header))) or (column.key and column.type == "text")


def damages(duck: Duck, table: str, found: Match, readings: Mapping[str, Reading]) -> list[Damage]:
    """What was done to the columns of text of a staged file.

    A quick look at all of them finds the few that hold anything like it, and only these are held
    against patterns.
    """
    asked = list(_asked(found, readings))
    likely = [_OF[what][0].replace("{c}", column.name) for what, column in asked]
    some = _counts(duck, table, likely)
    asked = [pair for pair, count in zip(asked, some, strict=True) if count]
    counts = _counts(duck, table, [done(what, column.name) for what, column in asked])
    hurt = [
        (w, c, n)
        for (w, c), n in zip(asked, counts, strict=True)
        if n and (w != ROUNDED or _rounded(duck, table, c.name))
    ]
    return [Damage(w, c, n, examples(duck, table, w, c.name, 1)[0][1]) for w, c, n in hurt]


def _rounded(duck: Duck, table: str, name: str) -> bool:
    """Whether each long number of a column ends in zeros: one may by chance, not all."""
    every, zeros = duck.run(
        f"SELECT bool_and(regexp_full_match({name}, {literal(_ROUNDED)})), "
        f"sum(length({name}) - 15) FROM (SELECT DISTINCT {name} FROM {table} "
        f"WHERE strlen({name}) > 15 AND regexp_full_match({name}, {literal(_LONG)}))"
    ).tuples[0]
    return bool(every) and zeros >= _PROOF


def _counts(duck: Duck, table: str, conditions: Sequence[str]) -> list[int]:
    """In how many rows each condition holds."""
    found: list[int] = []
    for at in range(0, len(conditions), AT_ONCE):
        some = conditions[at : at + AT_ONCE]
        counts = ", ".join(f"count(CASE WHEN {condition} THEN 1 END)" for condition in some)
        found += duck.run(f"SELECT {counts} FROM {table}").tuples[0]
    return found


def _asked(found: Match, readings: Mapping[str, Reading]) -> Iterator[tuple[str, InputColumn]]:
    for name, reading in readings.items():
        column = reading.column
        if column.type != "text" or reading.stored != "VARCHAR" or reading.problem:
            continue
        yield CUT, column
        yield ROUNDED, column
        yield ERROR, column
        if coded(column, found.written(name)):
            yield DATED, column


def examples(duck: Duck, table: str, what: str, name: str, most: int) -> list[tuple[int, str]]:
    """The first of the values of a column that this was done to, by row; a file's first is 1."""
    rows = f"SELECT rowid + 1, {name} FROM {table} WHERE {done(what, name)} ORDER BY rowid"
    return [(int(row), str(value)) for row, value in duck.run(f"{rows} LIMIT {most}").tuples]


def without(readings: Mapping[str, Reading], hurt: list[Damage]) -> dict[str, Reading]:
    """The readings, in which what was cut and what is an error is no value.

    A contract says itself what becomes of a text that is no key: it is held against its rules.
    """
    found = dict(readings)
    gone = [d for d in hurt if d.what != DATED and (d.column.key or d.column.policy == "null")]
    for name in {d.column.name for d in gone}:
        mine = [d for d in gone if d.column.name == name]
        cases = " ".join(f"WHEN {done(d.what, '{c}')} THEN NULL" for d in mine)
        shape = Shape("text", "", f"CASE {cases} ELSE {{c}} END")
        count = sum(d.count for d in mine)
        found[name] = replace(found[name], shapes=(shape,), bad=count)
    return found


def said(count: int, what: str) -> str:
    """What was done, of so many values."""
    verb, _, rest = what.partition(" ")
    many = rest.replace("the error", "errors").replace("a date", "dates")
    return what if count == 1 else f"{_MANY[verb]} {many}"


def reason(reading: Reading) -> str:
    """SQL of what is said of a value that is none."""
    name = reading.column.name
    whens = (f"WHEN {done(what, name)} THEN {literal(what)}" for what in (CUT, ROUNDED))
    return f"CASE {' '.join(whens)} ELSE {literal(ERROR)} END"
