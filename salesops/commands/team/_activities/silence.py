"""Who fell silent, and whether that says anything: an export that ends before tells no silence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from salesops.commands.team._activities.rows import Lately
from salesops.commands.team._activities.story import Story
from salesops.commands.team._reps.people import Rep
from salesops.models.chance import so_few
from salesops.settings import age

CHANCE = 0.05


def latest(story: Story) -> datetime | None:
    """When anybody last did anything, of the days looked at for who has stopped."""
    told = [one.last_local for one in story.lately.values() if one.last_local is not None]
    return max(told, default=None)


def is_logged(story: Story) -> bool:
    """Whether somebody did something within the age that data of a CRM may have."""
    last = latest(story)
    allowed = age(story.db.settings.freshness.deals_max_age, "[freshness] deals_max_age")
    return last is not None and story.db.as_of - last <= allowed


def usual(story: Story, one: Lately) -> float:
    """As many as in the days looked at, at the pace of those before."""
    share: float = story.limits.stopped_days / story.limits.usual_days
    return one.before * share


@dataclass(frozen=True)
class Silence:
    """Reps who did far less than usual, of those of whom that would be strange."""

    stopped: Sequence[tuple[Rep, Lately]]
    looked_at: int

    @property
    def is_common(self) -> bool:
        """Most of several: then holidays or the export are the reason, and no single rep."""
        return len(self.stopped) > max(1, self.looked_at // 2)


def silence_of(story: Story) -> Silence:
    """Of reps who are there, and did enough before; more than chance among so many."""
    rows, limits = story.lately, story.limits
    looked = [
        (rep, rows[key])
        for key, rep in story.people.all.items()
        if key in rows and not rep.left and usual(story, rows[key]) >= limits.few_usual
    ]
    stopped = [
        (rep, one)
        for rep, one in looked
        if one.lately <= usual(story, one) * limits.stopped_part
        and so_few(one.lately, usual(story, one)) < CHANCE / len(looked)
    ]
    return Silence(stopped, len(looked)) if story.told_of_all else Silence((), 0)
