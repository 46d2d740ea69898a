"""The tables of reps and teams: what each did, and what became of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import cached_property

from salesops.commands import grouping
from salesops.commands.team._activities import answers
from salesops.commands.team._activities.silence import usual
from salesops.commands.team._activities.story import Story
from salesops.commands.team._reps.activity import KINDS, OTHER
from salesops.commands.team._reps.people import NOBODY, UNKNOWN, Key, Rep
from salesops.result import Table

ALL = "All"
_NOTE = (
    "That took place in the window. Follow-ups: later than the first activity about the same deal. "
    "A week: of the weeks in which the rep was there. Not done: due in the window. A deal that two "
    "worked on is counted once among all. Last: whatever the window."
)


@dataclass(frozen=True)
class Line:
    """A rep, nobody, or several together."""

    name: str
    story: Story = field(repr=False)
    keys: Sequence[Key]
    rep: Rep | None = None

    def count(self, kind: str) -> int:
        """Activities of a kind."""
        return sum(self.story.activity.count(key, kind) for key in self.keys)

    @cached_property
    def all(self) -> int:
        """Of all kinds that count."""
        return sum(self.count(kind) for kind in KINDS)

    @cached_property
    def won(self) -> int:
        """Deals won in the window."""
        return sum(self.story.won.get(key, 0) for key in self.keys)

    @property
    def per_won(self) -> Decimal | None:
        """Activities for each won deal, as reps tells them."""
        return Decimal(self.all) / self.won if self.won else None

    def touched(self, part: str) -> int:
        """Of the deals worked on and the follow-ups."""
        touches = self.story.touches
        return sum(getattr(touches[key], part) for key in self.keys if key in touches)

    def due(self, part: str) -> int:
        """Not done, or ahead; of kinds that count."""
        keys = set(self.keys)
        return sum(
            getattr(one, part)
            for one in self.story.planned
            if (one.shop, one.rep) in keys and one.kind in KINDS
        )

    @property
    def last(self) -> datetime | None:
        """When any of them last did anything."""
        latest = self.story.activity.latest
        return max((latest[key] for key in self.keys if key in latest), default=None)

    def __bool__(self) -> bool:
        return bool(self.all or self.won or self.count(OTHER) or self.due("missed"))


def lines(story: Story) -> list[Line]:
    """Each rep with anything in the window, who did most first; then nobody."""
    reps = [Line(rep.name, story, [key], rep) for key, rep in story.people.all.items()]
    found = sorted(
        filter(None, reps), key=lambda one: (-one.all, -one.won, one.name, one.keys[0][0])
    )
    keys = {*story.won, *(key for key in story.activity.latest), *story.touches}
    none = Line(NOBODY, story, sorted((k for k in keys if k[1] is None), key=lambda k: k[0]))
    return [*found, *([none] if none else [])]


def together(story: Story, name: str, several: Iterable[Line]) -> Line:
    """Several as one."""
    return Line(name, story, [key for one in several for key in one.keys])


def rep_tables(story: Story) -> tuple[Table, ...]:
    """What reps did: all of them for scripts, the first for prose."""
    found = lines(story) if story.told_of_all else []
    whole = [together(story, ALL, found)] if found else []
    named = [one for one in found if one.rep]
    top = story.asked.top
    first = found
    if len(named) > top + 1:
        rest = together(story, f"other ({len(named) - top:,})", named[top:])
        first = [*named[:top], rest, *found[len(named) :]]
    every = [_did(story, one) for one in [*found, *whole]]
    shown = [_did(story, one) for one in [*first, *whole]]
    return (
        Table("reps", "By rep, all", answers.Did, every, shown=False),
        Table("reps_top", "By rep", answers.Did, shown, _NOTE if shown else "", shown=bool(shown)),
        _teams(story, found),
    )


def _did(story: Story, one: Line) -> answers.Did:
    calls, meetings, emails, demos, proposals = (one.count(kind) for kind in KINDS)
    lately = story.lately.get(one.keys[0]) if one.rep else None
    deals = story.worked.deals if one.name == ALL and not one.rep else one.touched("deals")
    return answers.Did(
        rep=one.name,
        calls=calls,
        meetings=meetings,
        emails=emails,
        demos=demos,
        proposals=proposals,
        activities=one.all,
        follow_ups=one.touched("follow_ups"),
        a_week=story.activity.a_week(one.rep) if one.rep else None,
        deals=deals,
        won=one.won,
        activities_per_won=one.per_won,
        missed=one.due("missed"),
        last_day=one.last.date() if one.last else None,
        other=one.count(OTHER),
        dealless=one.touched("dealless"),
        ahead=one.due("ahead"),
        team=one.rep.team if one.rep and one.rep.team != UNKNOWN else None,
        lately=lately.lately if lately else None,
        usual=Decimal(str(usual(story, lately))) if lately else None,
        shop=(one.rep.key[0] or None) if one.rep else None,
        rep_id=one.rep.key[1] if one.rep else None,
    )


def _teams(story: Story, found: Sequence[Line]) -> Table:
    """By the team of the rep who did it; nobody's are of no team."""
    by: dict[str, list[Line]] = {}
    for one in found:
        team = one.rep.team if one.rep else UNKNOWN
        by.setdefault(grouping.UNKNOWN if team == UNKNOWN else team, []).append(one)
    rows = [_team(together(story, team, of), of) for team, of in by.items()]
    rows.sort(key=lambda row: (row.team == grouping.UNKNOWN, -row.activities, row.team))
    several = len(by) > 1
    return Table("teams", "By team", answers.Team, rows, shown=several)


def _team(one: Line, of: Sequence[Line]) -> answers.Team:
    calls, meetings, emails, demos, proposals = (one.count(kind) for kind in KINDS)
    return answers.Team(
        one.name,
        sum(line.rep is not None for line in of), calls, meetings, emails, demos, proposals,
        one.all, one.touched("follow_ups"), one.won, one.per_won,
    )  # fmt: skip
