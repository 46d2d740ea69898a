"""One file into one table of text: every row there or accounted for, nothing cast."""

import re
from collections.abc import Mapping
from pathlib import Path

from salesops.exports import apart, hive, quotes
from salesops.exports.bytes_seen import Seen
from salesops.exports.raw import Ragged
from salesops.exports.recognise import Header, Match
from salesops.exports.shapes import MONEY, NUMBER
from salesops.queries.duck import Duck, identifier, literal

LONGEST = 1 << 21
"""Bytes of a record; a longer one is a quote gone astray or no row of sales."""
_OPEN = "opens a quote that never closes"
_ENDS = "chr(10) || chr(13)"
_LAST = f"regexp_extract(trim(csv_line, {_ENDS}), '[^,;|\\t]*$')"
"""SQL of the last cell of a line."""
_UNPARTED = "\x1f"
"""A delimiter that stands in no line of sales."""
_TEXT = "VARCHAR"
_ROW = "file_row_number"
"""What DuckDB calls a row's number in its Parquet file, the first being 0."""

SQL_TYPES = {
    "text": "VARCHAR",
    "money": MONEY,
    "number": NUMBER,
    "rate": "DOUBLE",
    "instant": 'STRUCT("at" TIMESTAMP, "local" TIMESTAMP)',
    "date": "DATE",
    "flag": "BOOLEAN",
    "list": "VARCHAR[]",
}


def read_csv(
    duck: Duck, table: str, path: Path, found: Match, *, seen: Seen
) -> tuple[Path, tuple[Ragged, ...]]:
    """Store the columns that the input wants as trimmed text.

    The dialect is pinned, since DuckDB's own guesses lose rows silently (docs/reading.md). A quote
    that never closes would swallow all that follows it: the line that opens it is set aside, and
    the rest is read. A file parted by tabs whose rows are whole only without quotes has none.

    Args:
        duck: Where the table is made.
        table: Its name.
        path: The file.
        found: The input that it is.
        seen: What its bytes showed, which says what need not be looked for in its cells.

    Returns:
        The file that was read, in which such lines are blank, and its ragged rows.
    """
    copy = duck.folder / f"{table}.quotes.csv"
    fill = b" " if found.header.width > 1 else found.header.delimiter.encode()
    opened: dict[int, int] = {}
    ragged = _read_csv(duck, table, path, found, seen=seen)
    if ragged and found.header.delimiter == "\t":
        # Amazon and others part cells by tabs and quote none: a title may begin with a quote.
        if not _read_csv(duck, table, path, found, seen=seen, quoted=False):
            return path, ()
        ragged = _read_csv(duck, table, path, found, seen=seen)
    for _ in range(quotes.TRIES if ragged else 0):
        swallowing = _swallowing(duck, table)
        if not swallowing:
            break
        opened |= swallowing
        path = quotes.blanked(path, copy, swallowing.items(), fill)
        ragged = _read_csv(duck, table, path, found, seen=seen)
    return path, _with_opened(ragged, opened)


def _read_csv(
    duck: Duck, table: str, path: Path, found: Match, *, seen: Seen, quoted: bool = True
) -> list[Ragged]:
    header = found.header
    # Where a line is one value, what its cells are is for the type of the column to say.
    delimiter, quote = (_UNPARTED, "") if found.input.lines else (header.delimiter, '"')
    quote = quote if quoted else ""
    fields = ", ".join(f"'c{i}': 'VARCHAR'" for i in range(header.width))
    wanted = ", ".join(
        f"{_key(header, at) or _cell(at, seen=seen)} AS {name}" for name, at in found.places.items()
    )
    for name in (f"{table}_ragged", f"{table}_scan"):
        duck.run(f"DROP TABLE IF EXISTS {name}")
    duck.run(
        f"CREATE OR REPLACE TABLE {table} AS SELECT {wanted} FROM read_csv({literal(str(path))}, "
        f"auto_detect=false, compression='none', header=false, skip={header.records}, comment='', "
        f"delim={literal(delimiter)}, quote={literal(quote)}, escape={literal(quote)}, "
        f"strict_mode=true, null_padding=false, columns={{{fields}}}, max_line_size={LONGEST}, "
        f"store_rejects=true, rejects_table='{table}_ragged', rejects_scan='{table}_scan', "
        "hive_partitioning=false)"
    )
    errors = duck.run(
        "SELECT line_byte_position, arg_min(error_type::VARCHAR, byte_position), "
        "arg_min(error_message, byte_position), "
        "any_value(length(csv_line) - length(replace(csv_line, '\"', ''))), "
        f"any_value({apart.says_total(_LAST)}) "
        f"FROM {table}_ragged GROUP BY 1 ORDER BY 1"
    )
    return [_ragged(*row) for row in errors.tuples]


def _ragged(at: int, kind: str, why: str, marks: int, total: bool) -> Ragged:
    """DuckDB's word on a row that is none, said plainly."""
    if kind == "UNQUOTED VALUE":
        closes = marks % 2 == 0
        return Ragged(at, "has text beside a quoted cell" if closes else _OPEN, "quotes")
    if kind == "LINE SIZE OVER MAXIMUM":
        return Ragged(at, f"is longer than {LONGEST // 2**20} MB", "line-length")
    found = re.search(r"Columns: (\d+) Found: (\d+)", why)
    # Google Analytics writes `Grand total` behind the last cell.
    if found and total and int(found[2]) == int(found[1]) + 1:
        return Ragged(at, apart.TOTAL, apart.CHECKS[apart.TOTAL])
    return Ragged(at, f"has {found[2]} fields, not {found[1]}" if found else why, "ragged")


def _swallowing(duck: Duck, table: str) -> dict[int, int]:
    """Where rows start that run over lines which are not their own, and the quote in each."""
    return dict(
        duck.run(
            "SELECT line_byte_position + length(csv_line) - length(ltrim(csv_line, "
            f"{_ENDS})) AS start, max(byte_position) FROM {table}_ragged "
            "WHERE error_type = 'UNQUOTED VALUE' "
            f"AND regexp_matches(trim(csv_line, {_ENDS}), '[\\r\\n]') GROUP BY start"
        ).tuples
    )


def _with_opened(ragged: list[Ragged], opened: Mapping[int, int]) -> tuple[Ragged, ...]:
    """The ragged rows, in which each blank line is what it was: one that opens a quote."""
    kept = [
        row
        for row in ragged
        if not any(start - 2 <= row.at <= end for start, end in opened.items())
    ]
    return tuple(sorted([*kept, *(Ragged(start, _OPEN, "quotes") for start in opened)]))


def read_parquet(duck: Duck, table: str, path: Path, found: Match, *, stored: bool) -> bool:
    """Give the columns that the input wants, with the types that the file gives them.

    Either as a table or, where it need not be `stored` and no text of it has blanks about it, as a
    view that reads the file at each question: to copy it takes longer than all that is asked of it.

    Returns:
        Whether it is a table, whose rows can be changed.
    """
    # Left to itself DuckDB lets the key of a folder hide a column of the file.
    scan = f"read_parquet({literal(str(path))}, hive_partitioning=false)"
    # By place: DuckDB has a name of its own for a column that has none.
    described = [row[:2] for row in duck.run(f"DESCRIBE SELECT * FROM {scan}").tuples]
    taken = any(name.casefold() == _ROW for name, _ in described)
    in_place = not (stored or taken or _any_blanks(duck, scan, described, found))
    wanted = ", ".join(
        f"{_key(found.header, at) or _stated(*described[at], bare=in_place)} AS {name}"
        for name, at in found.places.items()
    )
    made = f"TABLE {table} AS SELECT {wanted} FROM {scan}"
    if in_place:
        numbered = scan.removesuffix(")") + f", {_ROW}=true)"
        made = f"VIEW {table} AS SELECT {wanted}, {_ROW} AS rowid FROM {numbered}"
    duck.run(f"CREATE {made}")
    return not in_place


def _any_blanks(duck: Duck, scan: str, described: list[tuple[str, str]], found: Match) -> bool:
    """Whether any text of the columns may have blanks about it."""
    kinds = dict(enumerate(described))
    columns = (kinds.get(at, ("", "")) for at in found.places.values())
    blanks = " OR ".join(_has_blanks(identifier(name)) for name, kind in columns if kind == _TEXT)
    return bool(blanks and duck.value(f"SELECT bool_or({blanks}) FROM {scan}"))


def store(duck: Duck, table: str) -> None:
    """Make a table of a view of `read_parquet`, to change its rows; their numbers stay."""
    duck.run(f"CREATE TABLE {table}_stored AS SELECT * EXCLUDE (rowid) FROM {table} ORDER BY rowid")
    duck.run(f"DROP VIEW {table}")
    duck.run(f"ALTER TABLE {table}_stored RENAME TO {table}")


def _key(header: Header, at: int) -> str:
    """A partition key's value as SQL; empty for a column that stands in the file."""
    return "" if at < header.width else hive.constant(header.keys[at - header.width][1])


def _cell(at: int, *, seen: Seen) -> str:
    """A cell without the blanks about it, which few have: trim() costs more than to read them.

    Programs write ="00123" for a spreadsheet to keep the zeros: it is the text 00123.
    """
    cell = f"c{at}"
    if seen.formulas:
        inner = f"replace(substr({cell}, 3, length({cell}) - 3), '\"\"', '\"')"
        cell = f"(CASE WHEN {cell} LIKE '=\"_%\"' THEN {inner} ELSE {cell} END)"
    if seen.blanks or seen.formulas:
        return f"nullif(trim({cell}), '')"
    return _bare(cell)


def _bare(text: str) -> str:
    return f"CASE WHEN {_has_blanks(text)} THEN nullif(trim({text}), '') ELSE {text} END"


def _has_blanks(text: str) -> str:
    """SQL of whether a text may begin or does end with a blank, or is empty."""
    return f"({text} < '!' OR {text} LIKE '% ')"


def _stated(name: str, kind: str, *, bare: bool) -> str:
    quoted = identifier(name)
    return quoted if bare or kind != _TEXT else _bare(quoted)
