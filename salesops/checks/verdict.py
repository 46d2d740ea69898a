"""Verdicts made: passed and failed ones, each with what was measured and what was wanted."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from salesops.checks.catalogue import CHECKS
from salesops.checks.personal import masked
from salesops.errors import Exit, SalesopsError
from salesops.result import Level
from salesops.units import counted
from salesops.verdicts import Outcome, Row, Verdict, part

SHOWN = 5
"""Rows shown of a failing check."""


@dataclass(frozen=True)
class Ruling:
    """A verdict with the rows that break the rule, and the exit code that it asks for."""

    verdict: Verdict
    rows: tuple[Row, ...] = ()
    exit: int = Exit.OK
    refuses: bool = False
    """Nothing of the file was read."""


@dataclass(frozen=True)
class Breach:
    """How many rows of a file break a rule; none is a rule that holds."""

    check: str
    bad: int
    of: int
    what: str
    """What they do, as in `are blank`; of a single one the first word is put in the singular."""
    column: str = ""
    wanted: str = "none"
    level: Level | None = None
    """Another level than the check's own."""
    first: tuple[tuple[int, str], ...] = ()
    """Of the first few the row of the file (from 1, without the header) and the value."""
    personal: bool = False
    cells: Mapping[int, tuple[str, bool]] = field(default_factory=dict)
    """By row the column of its value and whether that is personal, where no one column is meant."""
    noun: str = ""
    """What is counted: `orders`; `values` of a column or else `rows` where nothing is said."""
    allowed: bool = False
    """Rows break the rule, but no more than the rule allows."""
    said: str = ""
    """The whole sentence, where it is not made of the count and `what`."""
    exit: int = Exit.OK


def passed(
    check: str, file: str, measured: str, wanted: str = "", of: int | None = None, column: str = ""
) -> Ruling:
    """A rule that holds; `of` is how many rows it was held against."""
    none = None if of is None else 0
    return Ruling(_verdict(Outcome.PASSED, check, file, column, measured, wanted, none, of, ""))


def failed(
    check: str,
    file: str,
    message: str,
    measured: str,
    *,
    wanted: str = "",
    column: str = "",
    level: Level | None = None,
    rows: tuple[Row, ...] = (),
    exit_: int = Exit.OK,
) -> Ruling:
    """A rule about a whole file that does not hold; the check's own level unless one is said."""
    outcome = Outcome(level or CHECKS[check].level)
    verdict = _verdict(outcome, check, file, column, measured, wanted, None, None, message)
    return Ruling(verdict, rows[:SHOWN], exit_)


def refused(file: str, error: SalesopsError) -> Ruling:
    """A file that is not read: the error, its check, and the exit code that it has elsewhere."""
    check = error.check if error.check in CHECKS else "readable"
    made = failed(check, file, str(error), "refused", level=Level.ERROR, exit_=error.exit)
    return replace(made, refuses=True)


def ruled(
    file: str, breach: Breach, lines: Mapping[int, int], *, show: bool, at: str = "line"
) -> Ruling:
    """The verdict on a breach; `lines` are the physical lines of its rows, `show` unmasks them.

    A file of text has lines, any other has rows: `at` says which.
    """
    measured = f"{breach.bad:,} of {breach.of:,}"
    if not breach.bad or breach.allowed:
        return passed(breach.check, file, measured, breach.wanted, breach.of, breach.column)
    rows = tuple(
        _row(file, breach, n, value, lines, show=show) for n, value in breach.first[:SHOWN]
    )
    verdict = _verdict(
        Outcome(breach.level or CHECKS[breach.check].level),
        breach.check,
        file,
        breach.column,
        measured,
        breach.wanted,
        breach.bad,
        breach.of,
        breach.said or f"{file}: {_how_many(breach)} {_what(breach, _first(rows, at))}.",
    )
    return Ruling(verdict, rows, breach.exit)


def _row(
    file: str, breach: Breach, n: int, value: str, lines: Mapping[int, int], *, show: bool
) -> Row:
    column, personal = breach.cells.get(n, (breach.column, breach.personal))
    shown = masked(value) if personal and not show else value
    return Row(breach.check, file, lines.get(n) or None, column, shown)


def _how_many(breach: Breach) -> str:
    """As in `3 of 20 values of 'amount' (15.0 %)`, or `all 20 rows`."""
    noun = breach.noun or ("values" if breach.column else "rows")
    of = f" of {breach.column!r}" if noun == "values" else ""
    if breach.bad == breach.of:
        one = breach.of == 1
        return f"the only {noun.removesuffix('s')}{of}" if one else f"all {breach.of:,} {noun}{of}"
    percent = f" ({part(breach.bad, breach.of)})" if breach.of else ""
    return f"{breach.bad:,} of {counted(breach.of, noun.removesuffix('s'))}{of}{percent}"


_ONE = {"are": "is", "have": "has", "do": "does", "were": "was", "cannot": "cannot"}
"""Verbs of many, and of one where that is not an s more."""
_LIMITS = ("accepted", "range", "length", "pattern")
"""Checks of which the sentence must say what the contract wants."""


def _what(breach: Breach, first: str) -> str:
    """What they do and where the first is; what to do about it, behind a colon, comes last."""
    verb, _, rest = breach.what.partition(" ")
    what = breach.what if breach.bad != 1 else f"{_ONE.get(verb, verb + 's')} {rest}"
    fault, colon, remedy = what.partition(": ")
    wanted = f" (wanted: {breach.wanted})" if breach.check in _LIMITS else ""
    return f"{fault}{wanted}{first}{colon}{remedy}"


def _first(rows: tuple[Row, ...], at: str) -> str:
    if not rows or rows[0].line is None:
        return ""
    said = f" ({rows[0].value})" if rows[0].value else ""
    return f", first at {at} {rows[0].line}{said}"


def _verdict(
    outcome: Outcome,
    check: str,
    file: str,
    column: str,
    measured: str,
    wanted: str,
    bad: int | None,
    of: int | None,
    message: str,
) -> Verdict:
    share = bad / of if of and bad is not None else None
    asks = CHECKS[check].asks
    return Verdict(outcome, check, file, column, measured, wanted, bad, of, share, message, asks)
