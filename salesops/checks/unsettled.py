"""What the dates and numbers of a file leave open, and what they were read as by proof."""

from collections.abc import Iterator

from salesops.checks.opened import Opened
from salesops.checks.verdict import SHOWN, Breach
from salesops.errors import Exit, SalesopsError, UnsettledError
from salesops.exports import typed
from salesops.exports.readings import Reading, fits
from salesops.queries.duck import Duck
from salesops.result import Level

_DATED = ("date", "instant")


def look(duck: Duck, opened: Opened) -> None:
    """Add what needs a word from the user, what was proven, and stamps that no clock showed."""
    for name, reading in opened.raw.readings.items():
        if reading.problem:
            opened.breaches.append(_problem(opened, name, reading))
            continue
        opened.breaches += _proven(duck, opened, name, reading)
        if reading.column.type == "instant":
            opened.breaches.append(_zone(opened, name, reading))
            opened.breaches += _gap(duck, opened, name)


def _problem(opened: Opened, name: str, reading: Reading) -> Breach:
    """A column that cannot be read: exit 2 where a word would settle it, else an error."""
    problem = reading.problem
    assert problem is not None  # noqa: S101 - the caller looked
    settles = isinstance(problem, UnsettledError) and problem.check != "type"
    return Breach(
        problem.check,
        opened.raw.rows,
        opened.raw.rows,
        "",
        opened.labels[name],
        "one way of writing",
        Level.ERROR,
        reading.examples,
        opened.personal(name),
        said=_settled(problem) if settles else str(problem),
        exit=Exit.USAGE if settles else Exit.OK,
    )


def _settled(problem: SalesopsError) -> str:
    """The two ways to settle it: the settings, or a contract."""
    by = ", or declare its dateFormat in a contract." if problem.check == "date-order" else ""
    return f"{problem}{by}"


def _proven(duck: Duck, opened: Opened, name: str, reading: Reading) -> Iterator[Breach]:
    """How a column is written, where only its other values show it: a warning, since it is said."""
    check = "date-order" if reading.column.type in _DATED else "number-format"
    if reading.column.type not in (*_DATED, "money", "number"):
        return
    label, declared = opened.labels[name], reading.column.format
    said = [s for s in reading.shapes if s.said and s.order]
    if not said or declared.date or declared.numeric:
        names = " or ".join(s.name for s in reading.shapes) or "no value"
        yield Breach(check, 0, opened.raw.rows, "", label, names)
        return
    message = f"{opened.name}: values of {label!r} {said[0].said}. Declare it in a contract."
    table = opened.raw.table
    some = " OR ".join(fits(shape, name) for shape in said)
    count = duck.value(f"SELECT count(*) FROM {table} WHERE {some}")
    yield Breach(check, count, opened.raw.rows, "", label, "declared", said=message)


def _zone(opened: Opened, name: str, reading: Reading) -> Breach:
    label, rows = opened.labels[name], opened.raw.rows
    if opened.zone or not reading.mixed_zones:
        return Breach("zone", 0, rows, "", label, "all or none")
    message = (
        f"{opened.name}: some stamps of {label!r} state their offset from UTC and some do not: "
        "name the store's zone, as in --tz Europe/Rome."
    )
    return Breach("zone", rows, rows, "", label, "all or none", said=message, exit=Exit.USAGE)


def _gap(duck: Duck, opened: Opened, name: str) -> Iterator[Breach]:
    """Stamps of the hour that clocks skip in spring; without a zone there is none."""
    if not opened.zone:
        return
    column = opened.raw.readings[name].column
    rows = typed.in_gap(duck, opened.raw, column, opened.zone)
    yield Breach(
        "dst-gap",
        len(rows),
        opened.raw.rows,
        f"fall into the hour that clocks of {opened.zone} skip in spring",
        opened.labels[name],
        first=tuple((at, _value(duck, opened, name, at)) for at in rows[:SHOWN]),
    )


def _value(duck: Duck, opened: Opened, name: str, at: int) -> str:
    return str(duck.value(f"SELECT {name} FROM {opened.raw.table} WHERE rowid = {at - 1}"))
