"""Which chances that were said before are held against what came: those of the most deals."""

from collections.abc import Iterator
from dataclasses import dataclass

from salesops.commands.team._closings.copied import Copied, copied
from salesops.commands.team._closings.said import of_history
from salesops.commands.team._closings.story import Story, day_number
from salesops.models.closing.honest import LEAST, Scored
from salesops.units import counted

HISTORY, COPIES, STAGES = "history", "copies", "stages"
"""The CRM's own chances, by its stage history or by copies; else those of the stages."""


@dataclass(frozen=True)
class Judged:
    """What is judged, and what else could have been."""

    by: str
    scored: Scored | None
    stated: int
    """Closed deals of which the stage history states chances."""
    copied: Copied | None


def judged(story: Story) -> Judged:
    """The CRM's own chances, by history or by copies: whichever tells of more deals.

    History where alike: it knows the day on which a deal came to a stage. Those of the stages where
    the CRM states none, or copies tell of so few deals that these say more.
    """
    told, is_stated = of_history(story.history, day_number(story.today))
    found = copied(story)
    stated = told.deals if told and is_stated else 0
    needed = stated + 1 if stated or not told else LEAST
    if found and found.scored and found.scored.deals >= needed:
        return Judged(COPIES, found.scored, stated, found)
    return Judged(HISTORY if stated else STAGES, told, stated, found)


def notes(judged: Judged) -> Iterator[str]:
    """Whose chances were judged, by what and of how many deals; and which were not."""
    if scored := judged.scored:
        deals = f"one for each stage of {counted(scored.deals, 'deal')} that closed since"
        yield f"The chances judged are {_whose(judged)}: {counted(scored.n, 'chance')}, {deals}."
    else:
        yield (
            "Whether chances came true cannot be told: neither a stage history nor copies of the "
            "exports say enough of deals that closed."
        )
    if judged.copied:
        yield from _copies(judged, judged.copied)


def _whose(judged: Judged) -> str:
    if judged.by == HISTORY:
        return "the CRM's own, as its stage history has them"
    if judged.by == STAGES or not judged.copied:
        return "those of the stages, by the deals that had closed until then"
    days = judged.copied.days
    if len(days) == 1:
        return f"the CRM's own, as the copy of the exports of {days[0]:%Y-%m-%d} has them"
    span = f"{days[0]:%Y-%m-%d} to {days[-1]:%Y-%m-%d}"
    return f"the CRM's own, as {len(days):,} copies of the exports have them ({span})"


def _copies(judged: Judged, found: Copied) -> Iterator[str]:
    """What is left out of copies, or why they are not what is judged."""
    since = f"{found.days[0]:%Y-%m-%d}"
    if judged.by == COPIES:
        if judged.stated:
            yield f"Stage history states those of {counted(judged.stated, 'deal')} only."
        if found.unsaid:
            yield f"Of {counted(found.unsaid, 'deal')} in copies nobody says what came: not judged."
    elif found.scored:
        deals = counted(found.scored.deals, "deal")
        why = "no more than that" if judged.by == HISTORY else "too few to judge"
        yield f"Copies of the exports state chances of {deals} that closed since: {why}."
    elif found.are_late and judged.by != HISTORY:
        yield (
            f"Copies of the exports state chances from {since} on: too late to judge. Nine in ten "
            f"deals close within {counted(found.took, 'day')}."
        )
