"""Rows that are no data: totals of the others, the header again, a cell that swallowed rows."""

import re
from collections.abc import Iterable, Mapping

from salesops.exports.marks import said
from salesops.exports.recognise import Match
from salesops.exports.source import InputColumn
from salesops.queries.duck import Duck, literal

TOTAL = "is a total row"
HEADER = "repeats the header"
SWALLOWED = "holds whole rows in one cell: a quote is missing or one too many"
CHECKS: Mapping[str, str] = {TOTAL: "total-row", HEADER: "repeated-header", SWALLOWED: "quotes"}
"""By reason, the check of `salesops check` that fails."""
_WORDS = (
    # Joined by one blank; lower() of DuckDB knows other alphabets.
    "total|totals|grand total|grand totals|sub total|sub totals|subtotal|subtotals|sub-total|"
    "sum|sums|total general|total général|sous-total|sous total|somme|totaux|"
    "summe|gesamt|gesamtsumme|zwischensumme|insgesamt|endsumme|"
    "totale|totali|totale generale|totale complessivo|subtotale|somma|"
    "suma|suma total|total geral|soma|"
    "totaal|eindtotaal|subtotaal|summa|totalt|i alt|yhteensä|suma końcowa|razem|ogółem|"
    "celkem|spolu|összesen|toplam|genel toplam|итого|итог|всего|разом|усього|σύνολο|"
    "合計|合计|总计|總計|小計|小计|총계|합계|المجموع|סה״כ"
)
_BOM = "\ufeff"
_WIDE = 6
"""Fields of a row below which an address of two lines may hold as many commas as rows do."""
_NARROW = 4
"""Fields below which a note of some lines may look like rows; up to _WIDE one is a row."""
_LEAST = 2
"""Cells that must equal their headers before a row counts as one."""


def note(duck: Duck, table: str, found: Match, *, flat: bool = False) -> int:
    """Note down the rows of a staged file that are no data; how many there are.

    They are noted in `<table>_apart` (row, header, value, reason). In a `flat` file, of one line a
    record, no cell holds a line end.
    """
    kinds = dict(r[:2] for r in duck.run(f"DESCRIBE {table}").tuples)
    columns = [
        c for c in found.input.columns if c.type == "text" and kinds.get(c.name) == "VARCHAR"
    ]
    cases = _total_cases(columns) or _keyless_total_cases(table, found, columns)
    if any(said(found.source.sql.header, "totals")):  # it sets them aside itself, as no fault
        cases = []
    cases += _header_cases(found)
    cases += [] if flat else _swallowing_cases(found, columns)
    # A look at all at once is cheap, even at a Parquet file, and most files have no such row.
    some = " OR ".join(f"({condition})" for _, condition, _ in cases)
    if not cases or not duck.value(f"SELECT bool_or({some}) FROM {table}"):
        return 0
    branches = " UNION ALL ".join(
        f"SELECT rowid + 1 AS row, {literal(found.written(name))} AS header, {name} AS value, "
        f"{literal(reason)} AS reason FROM {table} WHERE {condition}"
        for name, condition, reason in cases
    )
    duck.run(f"CREATE TEMP TABLE {table}_apart AS SELECT DISTINCT ON (row) * FROM ({branches})")
    return int(duck.value(f"SELECT count(*) FROM {table}_apart"))


def blank(duck: Duck, table: str, found: Match) -> None:
    """Blank the rows that were noted: they prove nothing, and every other row keeps its number."""
    blanks = ", ".join(f"{name} = NULL" for name in found.places)
    duck.run(f"UPDATE {table} SET {blanks} WHERE rowid IN (SELECT row - 1 FROM {table}_apart)")


def _total_cases(texts: Iterable[InputColumn]) -> list[tuple[str, str, str]]:
    """Only a key says what a row is: a product may be called Total, an order may not."""
    return [(c.name, says_total(c.name), TOTAL) for c in texts if c.key]


def _keyless_total_cases(
    table: str, found: Match, texts: Iterable[InputColumn]
) -> list[tuple[str, str, str]]:
    """Where no column is a key, the first of the file may say it.

    It is believed of the last row, and of one that has a blank beside it: the total of a table
    with groups stands among the rows, and an article that is called Total has all that others have.
    """
    first = min(texts, key=lambda column: found.places[column.name], default=None)
    if first is None or found.places[first.name] != 0:
        return []
    blanks = [f"{name} IS NULL" for name in found.places if name != first.name]
    last = f"rowid = (SELECT max(rowid) FROM {table} WHERE {first.name} IS NOT NULL)"
    return [(first.name, f"{says_total(first.name)} AND ({' OR '.join([last, *blanks])})", TOTAL)]


def says_total(key: str) -> str:
    """SQL of whether a value is a word for a total."""
    words = ", ".join(literal(word) for word in _WORDS.split("|"))
    longest = max(len(word) for word in _WORDS.split("|")) + 1
    # What a key is not costs little to see: most begin with a digit or #, or hold one somewhere.
    # Only CASE keeps what costs much from being worked out all the same.
    digits = " OR ".join(f"contains({{k}}, '{digit}')" for digit in "0123456789")
    total = (
        f"CASE WHEN {{k}} BETWEEN '#' AND ':' OR length({{k}}) > {longest} OR {digits} THEN FALSE "
        f"ELSE rtrim(lower(regexp_replace({{k}}, '\\s+', ' ', 'g')), ' :') IN ({words}) END"
    )
    return total.replace("{k}", key)


def _header_cases(found: Match) -> list[tuple[str, str, str]]:
    """A row whose cells all are the names above them; Parquet has no header to repeat."""
    names = [name for name, at in found.places.items() if at < found.header.width]
    if not found.header.delimiter or len(names) < _LEAST:
        return []
    same = [
        f"{name} IN ({literal(plain)}, {literal(_BOM + plain)})"
        for name in names
        for plain in [found.written(name).replace(_BOM, "").strip()]
    ]
    return [(names[0], " AND ".join(same), HEADER)]


def _swallowing_cases(found: Match, texts: Iterable[InputColumn]) -> list[tuple[str, str, str]]:
    """Two quotes that were never closed close each other, and all between them is one cell.

    Such a cell has one delimiter less than a row has fields for each line end in it.
    """
    mark, width = found.header.delimiter, found.header.width
    if not mark or width < _NARROW:
        return []
    ends = f"greatest({_count('{c}', 'chr(10)')}, {_count('{c}', 'chr(13)')})"
    swallowed = (
        f"strlen({{c}}) > {width} AND (contains({{c}}, chr(10)) OR contains({{c}}, chr(13))) "
        f"AND {_count('{c}', literal(mark))} = {width - 1} * {ends}"
    )
    if width < _WIDE:
        swallowed += f" AND regexp_matches({{c}}, {literal(_whole_row(mark, width))})"
    return [(c.name, swallowed.replace("{c}", c.name), SWALLOWED) for c in texts]


def _whole_row(mark: str, width: int) -> str:
    """A line of a cell that is a row of its own, a number in it and no blank behind a delimiter."""
    part = re.escape(mark)
    cell = rf"(?:[^\s{part}][^{part}\r\n]*)?"
    number = r"-?\d[-\d.:/]*"
    rows = (part.join([cell] * at + [number] + [cell] * (width - at - 1)) for at in range(width))
    return rf"[\r\n](?:{'|'.join(rows)})[\r\n]"


def _count(of: str, what: str) -> str:
    return f"(length({of}) - length(replace({of}, {what}, '')))"
