"""A file or table as a whole: how many rows, how old, which days, what sales data must hold."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from salesops.checks import daily, domain
from salesops.checks.conditions import TOLERANCE
from salesops.checks.contract import Bounds, Rule
from salesops.checks.domain import Named
from salesops.checks.opened import Opened
from salesops.checks.verdict import SHOWN, Breach, Ruling, failed, passed
from salesops.exports.source import normal
from salesops.queries.database import Asked
from salesops.queries.duck import Duck, identifier
from salesops.settings import age
from salesops.units import counted

SOME = Bounds(least=Decimal(1))
"""A file without a row is no answer to anything."""


def counts(files: Sequence[Opened]) -> Iterator[Ruling]:
    """How many rows each file holds, and the table over all of them where a rule asks."""
    table = files[0].table
    asked = [rule for rule in table.rules if rule.check == "row-count"]
    for opened in files if not asked else ():
        yield _count(opened.name, opened.raw.total, Rule("row-count", must=SOME))
    for rule in asked:
        out = sum(f.raw.total - f.used for f in files)
        yield _count(table.name, sum(f.used for f in files), rule, out)


def _count(name: str, rows: int, rule: Rule, out: int = 0) -> Ruling:
    measured, wanted = counted(rows, "row"), rule.must.sentence()
    if rule.must.hold(Decimal(rows)):
        return passed("row-count", name, measured, wanted)
    beside = f" beside {out:,} rejected" if out else ""
    message = f"{name}: has {measured}{beside}, not {wanted}: export it again."
    return failed("row-count", name, message, measured, wanted=wanted, level=rule.level)


def freshness(files: Sequence[Opened], as_of: datetime, asked: str | None) -> Iterator[Ruling]:
    """How old the latest row of a table is: of its daily files the last one counts."""
    dated = [(end, opened) for opened in files if (end := opened.reaches())]
    if not dated:
        yield from _dateless(files, asked)
        return
    end, opened = max(dated, key=lambda found: found[0])
    old = as_of - min(end, as_of)
    day = f"{opened.latest:%Y-%m-%d}" if end != opened.latest else f"{opened.latest:%Y-%m-%d %H:%M}"
    measured = f"latest {day}, {_hours(old)} before as-of"
    most = asked or opened.table.max_age
    if not most:
        yield passed("freshness", opened.name, measured)
    elif old <= age(most, "max_age"):
        yield passed("freshness", opened.name, measured, f"at most {most}")
    else:
        message = f"{opened.name}: stale, {measured}, over {most}: export it again."
        yield failed("freshness", opened.name, message, measured, wanted=f"at most {most}")


def undated(files: Sequence[Opened], asked: str | None) -> Iterator[Ruling]:
    """An age that --max-age asks of files none of which has a date fails: nothing tells it."""
    if asked and files and not any(opened.dated() for opened in files):
        name = files[0].name if len(files) == 1 else f"{len(files)} files"
        message = f"{name}: no column holds dates, so whether it is over {asked} old is unknown."
        yield failed("freshness", name, message, "no date", wanted=f"at most {asked}")


def _dateless(files: Sequence[Opened], asked: str | None) -> Iterator[Ruling]:
    """An age that is asked and cannot be told fails; the option asks it of tables with dates."""
    opened = files[0]
    most = (asked if opened.dated() else None) or opened.table.max_age
    if most:
        message = f"{opened.name}: no row has a date, so whether it is over {most} old is unknown."
        yield failed("freshness", opened.name, message, "no date", wanted=f"at most {most}")


def _hours(old: timedelta) -> str:
    hours = old.total_seconds() / 3600
    return f"{hours:,.1f} h" if old < timedelta(days=3) else f"{old.days:,} days"


def days(duck: Duck, files: Sequence[Opened], as_of: datetime) -> Iterator[Ruling]:
    """Which days of a table have rows, in any of its files, and which have none but usually do."""
    dated = [(opened, name) for opened in files if (name := opened.dated()) and opened.latest]
    found = daily.calendar(_days(duck, dated), (as_of + TOLERANCE).date())
    if found is None:
        return
    opened, name = dated[0]
    where = opened.name if len(files) == 1 else opened.table.name
    label, gaps = opened.labels[name], found.gaps
    if not gaps:
        yield passed("calendar", where, found.measured(), "no gaps", column=label)
        return
    message = (
        f"{where}: {counted(len(gaps), 'day')} without rows on weekdays that usually have "
        f"some: {daily.said(gaps)}: see that the export holds them."
    )
    yield failed("calendar", where, message, found.measured(), wanted="no gaps", column=label)


def _days(duck: Duck, dated: Sequence[tuple[Opened, str]]) -> list[daily.Day]:
    """Every day that has rows, over all the files."""
    parts = []
    for opened, name in dated:
        money = opened.amount()
        amount = identifier(money) if money else "NULL"
        day = f"{opened.shown(name)}::DATE"
        parts.append(
            f"SELECT {day} AS day, count(*) AS n, sum({amount})::DECIMAL(38, 4) AS amount "
            f"FROM {opened.view} WHERE {day} IS NOT NULL GROUP BY 1"
        )
    if not parts:
        return []
    union = " UNION ALL ".join(parts)
    rows = duck.run(f"SELECT day, sum(n)::BIGINT, sum(amount) FROM ({union}) GROUP BY day").tuples
    return [daily.Day(*row) for row in rows]


def sales(duck: Duck, opened: Opened, asked: list[Asked], *, settled: bool) -> None:
    """The checks of sales data that the file has the columns for; `settled`: the currency is."""
    columns = [
        Named(name, normal(said), opened.type(name))
        for name in opened.labels
        for said in (opened.called(name), opened.known_as.get(name, ""))
    ]
    for check in domain.checks():
        found = domain.places(check, columns)
        if found is None or (check.code == "currency" and settled):
            continue
        broken = domain.ask(duck, check, opened.view, found, SHOWN)
        asked.append(
            Asked(f"{check.code} of {opened.name}", check.sql.statement("violations").sql, {})
        )
        opened.breaches.append(
            Breach(
                check.code,
                broken.count,
                broken.of,
                check.breach,
                opened.labels[found[check.columns[0].name]],
                first=broken.first,
                personal=any(opened.personal(found[n]) for n in check.shows if n in found),
                noun=check.counts,
            )
        )
