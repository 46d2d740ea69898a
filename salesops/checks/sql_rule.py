"""One SELECT of the contract, kept to what a SELECT may do: its rows counted, or its one number."""

import re
import threading
from collections.abc import Callable, Sequence
from decimal import Decimal, InvalidOperation

from salesops.checks.contract import Table
from salesops.checks.verdict import SHOWN
from salesops.errors import UsageError
from salesops.queries.duck import Duck, Interrupted, identifier, misasked, one_select, refused
from salesops.queries.engine import Rows

SECONDS = 60.0
"""How long a rule may run: a check of a whole folder takes less."""
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_RENAMES = re.compile(
    r"\b(pivot|unpivot|summarize|columns|query)\b|\bwith\s+(recursive\s+)?[\w\"]+\s*\(|"
    r"\)\s*,\s*[\w\"]+\s*\([^()]*\)\s*as\b|\b(from|join|as)\s+([\w\"]+\s+)?"
    r"(?!decimal|numeric|varchar|materialized)[\w\"]+\s*\("
)
"""What gives columns other names by their order, or many at once."""
_BEFORE_A_COLUMN = frozenset(
    "select distinct all by and or not on where having when then else case in between like ilike "
    "is using exclude from end".split()
)
_LONGEST = 300
"""Characters shown of a row."""
Shown = Callable[[str, str], str]
"""A value as it may be shown, of the column of this name."""
Violation = tuple[str | None, int | None, str]
"""A row: its file and its place there, where the SELECT has them, and its other columns."""


def violations(
    duck: Duck,
    query: str,
    name: str,
    shown: Shown = lambda _, value: value,
    seconds: float = SECONDS,
) -> tuple[int, list[Violation]]:
    """How many rows the SELECT returns, and the first five of them.

    First is by the columns `source_file` and `source_row`, where it has them, then by the others;
    what the SELECT is ordered by does not count.

    Raises:
        UsageError: it is not one SELECT, does not run, or runs too long; the rule is named.
    """
    who = f"the contract's rule {name!r}"
    inner, names = _described(duck, query, who, seconds)
    cells = [identifier(f"c{n}") for n in range(len(names))]
    file, row = (_place(names, cells, wanted) for wanted in ("source_file", "source_row"))
    texts = ", ".join(f"{cell}::VARCHAR" for cell in cells)
    # One pass keeps the count and the five smallest: a rule that every row breaks fills no memory.
    first = f"min(row({file}::VARCHAR, try_cast({row} AS BIGINT), {texts}), {SHOWN})"
    found = _run(
        duck, f"SELECT count(*), {first} FROM {inner} AS found({', '.join(cells)})", who, seconds
    )
    count, rows = found.tuples[0]
    return count, [(r[0], r[1], _written(names, r[2:], shown)) for r in rows or ()]


def number(duck: Duck, query: str, name: str, seconds: float = SECONDS) -> Decimal:
    """The one number that the SELECT returns.

    Raises:
        UsageError: as `violations`, or it returns anything but one number.
    """
    who = f"the contract's rule {name!r}"
    inner, names = _described(duck, query, who, seconds)
    if len(names) == 1:
        sql = f"SELECT value::VARCHAR FROM {inner} AS found(value) LIMIT 2"
        found = _run(duck, sql, who, seconds).tuples
        if len(found) == 1 and (value := _decimal(found[0][0])) is not None:
            return value
    raise UsageError(
        f"{who} is held against bounds, so its SELECT must return one number: one row of one "
        "column, never NULL (coalesce(sum(amount), 0))"
    )


def hidden(query: str, tables: Sequence[Table]) -> Callable[[str, str], bool]:
    """Which cells of the result may show a person, by the name of their column and their value.

    Those of a column that the contract calls personal. Where there is one, a column is open if the
    contract declares it so and the SELECT gives the name to nothing else. What is neither may be
    the personal one under another name, or a whole row: only its numbers are shown, and not even
    those where the SELECT names a personal column.
    """
    columns = [column for table in tables for column in table.columns]
    personal = {column.name.casefold() for column in columns if column.personal}
    open_ = {column.name.casefold() for column in columns} - personal
    asked = query.casefold()
    named = any(re.search(rf"\b{re.escape(name)}\b", asked) for name in personal)
    renamed = bool(_RENAMES.search(asked))
    known = {name for name in open_ if not renamed and not _given(name, asked)}

    def hides(column: str, value: str) -> bool:
        name = column.casefold()
        if not personal or name in known:
            return False
        return name in personal or named or not _NUMBER.fullmatch(value)

    return hides


def _given(name: str, query: str) -> bool:
    """Whether a SELECT may call something else by this name, with AS or without."""
    before = rf"([\w\"')\]]+)\s+\"?{re.escape(name)}(?!\w)"
    return any(found[1] not in _BEFORE_A_COLUMN for found in re.finditer(before, query))


def _described(duck: Duck, query: str, who: str, seconds: float) -> tuple[str, tuple[str, ...]]:
    """The SELECT to select from, and the columns that it returns.

    Inside brackets it cannot change a table: DuckDB calls `WITH x AS (DELETE ..) SELECT ..` one
    SELECT too, but lets it stand on its own alone.
    """
    inner = f"(\n{one_select(query, who).rstrip().rstrip(';')}\n)"
    return inner, _run(duck, f"SELECT * FROM {inner} LIMIT 0", who, seconds).names


def _run(duck: Duck, sql: str, who: str, seconds: float) -> Rows:
    late = threading.Event()

    def stop() -> None:
        late.set()
        duck.interrupt()

    timer = threading.Timer(seconds, stop)
    timer.daemon = True
    timer.start()
    try:
        return duck.run(sql)
    except Interrupted as error:
        if not late.is_set():
            raise
        raise UsageError(f"{who} ran over {seconds:g} seconds: make its SELECT simpler") from error
    except Exception as error:
        raise _misasked(error, who) or error from error
    finally:
        timer.cancel()


def _misasked(error: BaseException, who: str) -> UsageError | None:
    """DuckDB's word on the query; where that is about a value, without it: it may be personal."""
    about_data = refused(error, f"{who} does not run")
    if about_data is None or isinstance(about_data, UsageError):
        return about_data or misasked(error, who)
    return UsageError(re.sub(r": (.*?)(['\"]).*\2", r": \1…", str(about_data)))


def _place(names: Sequence[str], cells: Sequence[str], wanted: str) -> str:
    lower = [name.casefold() for name in names]
    return cells[lower.index(wanted)] if wanted in lower else "NULL"


def _written(names: Sequence[str], values: Sequence[str | None], shown: Shown) -> str:
    """As in `order_id = 12, amount = -3.50`, without the place."""
    parts = [
        f"{name} = {'NULL' if value is None else shown(name, value)}"
        for name, value in zip(names, values, strict=True)
        if name.casefold() not in ("source_file", "source_row")
    ]
    line = ", ".join(parts)
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


def _decimal(text: str | None) -> Decimal | None:
    try:
        value = Decimal(text or "")
    except InvalidOperation:
        return None
    return value if value.is_finite() else None
