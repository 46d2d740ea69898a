"""The numbers of a rep, of nobody, and of all: each a sum of the others."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from salesops.commands.team._reps.people import Key
from salesops.commands.team._reps.rows import ZERO
from salesops.commands.team._reps.story import Story
from salesops.commands.team._win_loss.rate import Rate
from salesops.models.compare import average, change, ratio
from salesops.result import Change


@dataclass(frozen=True)
class Figures:
    """Sums; what follows from them is told by the properties."""

    won_value: Decimal = ZERO
    won: int = 0
    lost: int = 0
    stated: int = 0
    """Won deals with an amount."""
    cycle_days: float = 0.0
    cycles: int = 0
    base_value: Decimal | None = None
    base_won: int | None = None
    open_deals: int = 0
    open_value: Decimal = ZERO
    open_stated: int = 0
    weighed: int = 0
    weighted: Decimal = ZERO
    activities: int | None = None
    quota: Decimal | None = None
    credited: Decimal = ZERO
    """Won by who has that quota."""

    @property
    def rate(self) -> Rate:
        """Won, of won and lost."""
        return Rate(self.won, self.won + self.lost)

    @property
    def average(self) -> Decimal | None:
        """Of the won deals that state an amount."""
        return average(self.won_value, self.stated)

    @property
    def cycle(self) -> float | None:
        """Mean days of the won deals from created to closed."""
        return self.cycle_days / self.cycles if self.cycles else None

    @property
    def weighted_value(self) -> Decimal | None:
        """Of the open deals; None where none has an amount and a chance."""
        return self.weighted if self.weighed or not self.open_deals else None

    @property
    def attainment(self) -> float | None:
        """Won of the quota."""
        return ratio(self.credited, self.quota)

    @property
    def per_won(self) -> Decimal | None:
        """Activities for each won deal."""
        told = self.activities is not None and self.won > 0
        return Decimal(self.activities or 0) / self.won if told else None

    @property
    def moved(self) -> Change:
        """The won value against the window before."""
        return change(
            "before", self.won_value, self.base_value, history=self.base_value is not None
        )

    def __bool__(self) -> bool:
        return any((
            self.won, self.lost, self.base_won, self.base_value, self.open_deals, self.activities,
            self.quota,
        ))  # fmt: skip


def of(story: Story, key: Key) -> Figures:
    """The numbers of a rep, or of nobody in a shop."""
    now, told = story.closed.get(key), story.quotas.get(key)
    then = story.before.get(key) if story.before is not None else None
    known, opens = story.before is not None, story.open.get(key, [])
    return Figures(
        won_value=now.won_value if now else ZERO,
        won=now.won if now else 0,
        lost=now.lost if now else 0,
        stated=now.won_stated if now else 0,
        cycle_days=(now.cycle_mean or 0.0) * now.won_cycles if now else 0.0,
        cycles=now.won_cycles if now else 0,
        base_value=(then.won_value if then else ZERO) if known else None,
        base_won=(then.won if then else 0) if known else None,
        open_deals=sum(row.deals for row in opens),
        open_value=sum((row.value for row in opens), ZERO),
        open_stated=sum(row.valued for row in opens),
        weighed=sum(row.weighed for row in opens),
        weighted=sum((row.weighted for row in opens), ZERO),
        activities=story.activity.all(key) if story.acts else None,
        quota=told.quota if told else None,
        credited=told.won if told else ZERO,
    )


def together(several: Iterable[Figures]) -> Figures:
    """The sum of several."""
    found = list(several)
    bases = [f.base_value for f in found if f.base_value is not None]
    acts = [f.activities for f in found if f.activities is not None]
    quotas = [f.quota for f in found if f.quota is not None]
    return Figures(
        won_value=sum((f.won_value for f in found), ZERO),
        won=sum(f.won for f in found),
        lost=sum(f.lost for f in found),
        stated=sum(f.stated for f in found),
        cycle_days=sum(f.cycle_days for f in found),
        cycles=sum(f.cycles for f in found),
        base_value=sum(bases, ZERO) if bases else None,
        base_won=sum(f.base_won or 0 for f in found) if bases else None,
        open_deals=sum(f.open_deals for f in found),
        open_value=sum((f.open_value for f in found), ZERO),
        open_stated=sum(f.open_stated for f in found),
        weighed=sum(f.weighed for f in found),
        weighted=sum((f.weighted for f in found), ZERO),
        activities=sum(acts) if acts else None,
        quota=sum(quotas, ZERO) if quotas else None,
        credited=sum((f.credited for f in found), ZERO),
    )


def nobody(story: Story) -> Figures:
    """What names no rep, of all shops."""
    keys = {*story.closed, *story.open, *(story.before or {}), *story.activity.latest}
    return together(of(story, key) for key in keys if key[1] is None)


def everybody(story: Story) -> Figures:
    """All of it."""
    return together([*(of(story, key) for key in story.people.all), nobody(story)])
