"""How new leads are spread over reps."""

from dataclasses import dataclass
from functools import cached_property

from salesops.commands.team._leads.rows import Rep
from salesops.commands.team._leads.story import Story
from salesops.models import wilson


@dataclass(frozen=True)
class Assigned:
    """Reps with leads, those with most new ones first, and nobody last."""

    reps: list[Rep]
    compared: list[Rep]
    """Who was there all the time."""

    @property
    def recent(self) -> int:
        """New leads, of all."""
        return sum(one.recent for one in self.reps)

    @cached_property
    def given(self) -> int:
        """New leads of those who are compared."""
        return sum(one.recent for one in self.compared)

    @property
    def mean(self) -> float | None:
        """New leads a rep; None where less than two can be compared."""
        return self.given / len(self.compared) if len(self.compared) > 1 else None

    @property
    def most(self) -> Rep | None:
        """Who has most of them."""
        return self.compared[0] if self.mean else None

    @property
    def by_chance(self) -> bool:
        """Whether so many could be given to somebody by chance, each rep being alike."""
        if not self.most:
            return True
        width = wilson.width_of(len(self.compared))
        lies = wilson.share(self.most.recent, self.given, width)
        return lies is None or lies.low <= 1 / len(self.compared)

    @property
    def said(self) -> str:
        """The spread in a sentence."""
        if not self.most or not self.mean:
            return "fewer than two, so there is none."
        fewest = self.compared[-1].recent
        return f"{self.mean:,.1f} a rep, from {fewest:,} to {self.most.recent:,}."


def assigned(story: Story) -> Assigned:
    """Who is given the leads: those with any that are new or open."""
    listed = [one for one in story.reps if one.recent or one.open_leads]
    listed.sort(key=lambda one: (one.rep is None, -one.recent, -one.open_leads, one.label or ""))
    first, last = story.recent.date(), story.window.end.date()
    there = [
        one
        for one in listed
        if one.rep is not None
        and one.recent
        and not (one.start_date and one.start_date > first)
        and not (one.end_date and one.end_date < last)
    ]
    return Assigned(listed, there)
