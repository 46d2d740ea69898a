"""What precedes wins: closed deals by what was done in their first days, each against the others.

Only deals that were still open after these days are counted, with what was done in them alone. Over
its whole life a won deal has more of everything because it lives longer (the immortal time of
cohort studies): counts of whole lives would call that a cause.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from salesops.commands.team._activities import answers
from salesops.commands.team._activities.rows import Early, Lives
from salesops.commands.team._activities.story import Story
from salesops.commands.team._win_loss.rate import Rate, verdict
from salesops.models.wilson import width_of
from salesops.result import Table

FEW = "few"
ASSOCIATION = "ASSOCIATION, not cause"
_BANDS = ("no activity", "1 or 2 activities", "3 to 5 activities", "6 activities or more")
_ANY = {
    "first": "first activity by the day after",
    "call": "a call",
    "meeting": "a meeting",
    "email": "an e-mail",
    "demo": "a demo",
    "proposal": "a proposal",
}


@dataclass(frozen=True)
class Test:
    """Deals with something, against all others."""

    name: str
    these: Rate
    others: Rate


@dataclass(frozen=True)
class Tests:
    """All that is compared, and the width that keeps every interval right at once."""

    rows: Sequence[Early]
    few: int

    @cached_property
    def _rates(self) -> Mapping[tuple[str, int], Rate]:
        return {(one.what, one.band): one.rate for one in self.rows}

    @cached_property
    def whole(self) -> Rate:
        """All deals that are counted."""
        rates = [one.rate for one in self.rows if one.what == "first"]
        return Rate(sum(r.won for r in rates), sum(r.n for r in rates))

    @cached_property
    def all(self) -> list[Test]:
        """Each thing once: with and without are one comparison."""
        named = [("activities", band, name) for band, name in enumerate(_BANDS)]
        named += [(what, 1, name) for what, name in _ANY.items()]
        found = [(name, self._rates.get((what, band), Rate(0, 0))) for what, band, name in named]
        return [Test(name, these, self.whole.without(these)) for name, these in found]

    def enough(self, one: Test) -> bool:
        """Whether there are so many of both that they can be compared."""
        return min(one.these.n, one.others.n) >= self.few

    @property
    def compared(self) -> int:
        """How many are."""
        return sum(self.enough(one) for one in self.all)

    def row(self, one: Test) -> answers.Early:
        """A row of the table."""
        enough = self.enough(one)
        lies = one.these.apart(one.others, width_of(self.compared)) if enough else None
        told = one.these.n and one.others.n
        return answers.Early(
            early=one.name,
            closed=one.these.n,
            win_rate=one.these.share,
            low=one.these.ends[0],
            high=one.these.ends[1],
            others_closed=one.others.n,
            others=one.others.share,
            verdict=verdict(lies) if lies else FEW,
            won=one.these.won,
            difference=one.these.less(one.others) if told else None,
            difference_low=lies.low if lies else None,
            difference_high=lies.high if lies else None,
        )


def tests(story: Story) -> Tests:
    """What is compared in the deals of the year."""
    return Tests(story.early, story.limits.few_early)


def early_tables(story: Story) -> tuple[Table, Table]:
    """What precedes wins, and whole lives."""
    found, days = tests(story), story.limits.early_days
    rows = [found.row(one) for one in found.all] if found.whole.n else []
    note = (
        f"{ASSOCIATION}: reps do more where they hope for more, and a demo or proposal says how "
        f"far a deal has come. Of {found.whole.n:,} deals closed in {story.limits.early_span:,} "
        f"days that were still open after their first {days:,}; only what was done in these "
        "counts, so that each had as long. Verdict: against all others, right "
        f"for all {found.compared:,} comparisons at once (Bonferroni); few: fewer than "
        f"{found.few} deals on a side."
    )
    title = f"What precedes wins: the first {days:,} days of deals that closed"
    early = Table("early", title, answers.Early, rows, note if rows else "", shown=bool(rows))
    return early, _lives(story)


def _lives(story: Story) -> Table:
    rows = [_life(one) for one in story.lives]
    note = (
        "Calls to proposals, for each deal. More of everything in won deals is no reason to win: "
        "they stay open longer, and so there is more time for it. Compare a week."
        if rows
        else ""
    )
    title = "Over the whole life of a deal"
    return Table("lives", title, answers.Life, rows, note, shown=bool(rows))


def _life(one: Lives) -> answers.Life:
    def each(count: int | None) -> Decimal:
        return Decimal(count or 0) / one.deals

    counts = (one.calls, one.meetings, one.emails, one.demos, one.proposals)
    every, days = sum(n or 0 for n in counts), one.days or 0
    return answers.Life(
        outcome=one.state,
        deals=one.deals,
        calls=each(one.calls),
        meetings=each(one.meetings),
        emails=each(one.emails),
        demos=each(one.demos),
        proposals=each(one.proposals),
        activities=each(every),
        days=each(days),
        a_week=Decimal(every * 7) / days if days else None,
    )
