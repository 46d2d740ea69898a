"""The tables of quota."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from salesops.commands.grouping import UNKNOWN
from salesops.commands.team._quota.answers import Attained, Group, Other, Past, TeamQuota, Trend
from salesops.commands.team._quota.result import Result, Told, together
from salesops.commands.team._quota.rows import ZERO
from salesops.commands.team._quota.story import Story
from salesops.models.compare import ratio
from salesops.result import Table
from salesops.units import Unit, text

ALL, NOBODY = "All", "Unknown (no owner)"
BY = ("rep", "team", "manager", "territory")


def tables(story: Story) -> tuple[Table, ...]:
    """All of them; what was asked for by --by is the first."""
    groups = [_groups(story)] if story.by != BY[0] else []
    return (
        *groups, _reps(story), _others(story), _teams(story), _trend(story), _past(story),
    )  # fmt: skip


def _reps(story: Story) -> Table:
    rows = [_attained(story, one) for one in story.told]
    if rows:
        rows.append(_all(story))
    near = text(story.limits.behind, Unit.PERCENT)
    note = f"Close: {near} or more of what is usual by now. The gap is to the whole quota."
    shown = bool(rows) and not story.span.over
    return Table("reps", "Reps with a quota", Attained, rows, note if shown else "")


def _attained(story: Story, one: Told) -> Attained:
    rep, asked = one.rep, one.quota
    return Attained(
        rep.name, asked.stated, asked.ramped, one.won, one.attainment,
        asked.ramped - one.won, state(story, one), one.share, ratio(one.won, asked.stated),
        one.expected - one.won, one.deals, rep.team, rep.manager, rep.territory,
        rep.service.start, rep.ramp, asked.prorated, *one.key,
    )  # fmt: skip


def state(story: Story, one: Told) -> str:
    """How a rep stands, in a word."""
    if one.reached:
        return "reached"
    if story.span.over:
        return "missed"
    if one.won >= one.expected:
        return "on track"
    near = Decimal(str(story.limits.behind)) * one.expected
    return "close" if one.won >= near else "behind"


def _all(story: Story) -> Attained:
    result, told = story.result, story.told
    stated = sum((one.quota.stated for one in told), ZERO)
    return Attained(
        ALL, stated, result.quota, result.won, result.percent,
        result.quota - result.won, f"{result.reached} of {result.reps}", story.expected_share,
        ratio(result.won, stated), story.expected - result.won, sum(one.deals for one in told),
        "", "", "", None, "", any(one.quota.prorated for one in told), "", "",
    )  # fmt: skip


def _others(story: Story) -> Table:
    rows = [
        Other(NOBODY, w.value, w.deals, "the deals name no owner", UNKNOWN, w.shop)
        if w.rep is None
        else Other(
            (rep := story.stated.reps.rep((w.shop, w.rep))).name, w.value, w.deals,
            "no quota of this period", rep.team, w.shop,
        )
        for w in story.others
    ]  # fmt: skip
    note = "In neither attainment rate nor team percent."
    return Table("no_quota", "Won without a quota", Other, rows, note, shown=bool(rows))


def _groups(story: Story) -> Table:
    told: dict[str, list[Told]] = defaultdict(list)
    others: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for one in story.told:
        told[getattr(one.rep, story.by)].append(one)
    for w in story.others:
        rep = story.stated.reps.rep((w.shop, w.rep)) if w.rep else None
        others[getattr(rep, story.by) if rep else UNKNOWN] += w.value
    names = sorted({*told, *others}, key=lambda n: (n == UNKNOWN, n))
    rows = [_group(story, name, told.get(name, []), others[name]) for name in names]
    if rows:
        rows.append(_group(story, ALL, story.told, sum(others.values(), ZERO)))
    return Table("by", f"By {story.by}", Group, rows)


def _group(story: Story, name: str, told: list[Told], others: Decimal) -> Group:
    found = together(told)
    stated = sum((one.quota.stated for one in told), ZERO)
    return Group(
        name, found.reps, found.reached, found.rate, found.quota, found.won, found.percent,
        others, stated, story.by,
    )  # fmt: skip


def _teams(story: Story) -> Table:
    rows = list(_team_rows(story))
    note = "A team's own quota stands beside those of its reps, and is not added to them."
    return Table("teams", "Quotas of teams", TeamQuota, rows, note if rows else "", bool(rows))


def _team_rows(story: Story) -> Iterator[TeamQuota]:
    for team, lines in sorted(story.stated.of_teams.items()):
        asked = story.stated.due(lines, story.span.first, story.span.after)
        if asked is None:
            continue
        name = team.lower()
        of_reps = sum(
            (one.quota.stated for one in story.told if one.rep.team.lower() == name), ZERO
        )
        of = story.stated.team_of
        won = sum((w.value for w in story.credited if of(w.shop, w.rep, w.team) == name), ZERO)
        yield TeamQuota(
            team, asked.stated, of_reps, asked.stated - of_reps, won, ratio(won, asked.stated),
            asked.prorated,
        )  # fmt: skip


def _trend(story: Story) -> Table:
    this = story.span
    rows = [
        _trend_row(one.window.name, "whole", result, one.first)
        for one, result in reversed(story.before)
    ]
    if rows and story.told:
        state_ = "whole" if this.over else "so far"
        rows.append(_trend_row(this.window.name, state_, story.result, this.first))
    return Table("trend", "Period by period", Trend, rows, shown=bool(rows))


def _trend_row(name: str, state_: str, found: Result, start: date) -> Trend:
    return Trend(
        name, state_, found.reps, found.reached, found.rate, found.quota, found.won,
        found.percent, start,
    )  # fmt: skip


def _past(story: Story) -> Table:
    course = story.course
    rows = (
        [
            Past(one.window.name, course.total(one), course.of_past(one, story.point))
            for one in course.past
        ]
        if not story.span.over
        else []
    )
    return Table("usual", "How far periods before had come by now", Past, rows, shown=False)
