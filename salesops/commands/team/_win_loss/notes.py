"""What must be said beside the numbers of win-loss."""

from collections.abc import Iterator

from salesops.commands.team._win_loss.story import Story
from salesops.units import counted

_NAMED = 10
"""People and products that are named."""


def notes(story: Story) -> Iterator[str]:
    """What a reader must know to trust the numbers."""
    if not story.asked.cohort:
        yield from _lost_values(story)
    yield from _won_values(story)
    yield from _states(story)
    yield from _dates(story)
    yield from _names(story)
    if story.asked.cohort:
        yield (
            "--cohort: of the deals created in the window, by count. The rates of those that "
            "closed in it are told without --cohort."
        )


def _lost_values(story: Story) -> Iterator[str]:
    lost = story.outcome("lost")
    if lost.deals and story.valueless:
        yield (
            f"{lost.deals - lost.valued:,} of {counted(lost.deals, 'lost deal')} state no amount, "
            "or 0: a win rate by value would say nothing, so none is told."
        )
    elif lost.deals > lost.valued:
        yield (
            f"{counted(lost.deals - lost.valued, 'lost deal')} without an amount, or with 0: the "
            "win rate by value is of the others, and so too high."
        )


def _won_values(story: Story) -> Iterator[str]:
    won = story.outcome("won")
    if won.deals > won.stated:
        yield (
            f"{counted(won.deals - won.stated, 'won deal')} without an amount: in no sum, average "
            "or median."
        )
    if won.stated > won.valued:
        yield f"{counted(won.stated - won.valued, 'won deal')} of 0 or less: in the average too."


def _states(story: Story) -> Iterator[str]:
    known = story.known
    if known.unknown:
        yield (
            f"{counted(known.unknown, 'deal')} of which no export says whether they are open: "
            "neither won nor lost."
        )
    if known.untold:
        yield (
            f"{counted(known.untold, 'closed deal')} of which nobody says whether won or lost: in "
            "no rate."
        )
    missing = sum(row.lost for row in story.lost if not row.reason)
    lost = sum(row.lost for row in story.lost)
    if missing:
        yield f"{missing:,} of {counted(lost, 'lost deal')} state no reason."
    if lost and not any(row.stage for row in story.lost):
        yield "No export of stage history: from which stage deals were lost is not known."


def _dates(story: Story) -> Iterator[str]:
    known, every = story.known, story.asked.every
    if story.asked.cohort:
        if known.uncreated:
            inside = "counted here all the same" if every else "in no number"
            yield f"{counted(known.uncreated, 'deal')} without a day of creation: {inside}."
        return
    if known.undated:
        inside = "counted here all the same" if every else "in no number"
        yield f"{counted(known.undated, 'won or lost deal')} without the day it closed: {inside}."
    if known.later and every:
        yield (
            f"{counted(known.later, 'won or lost deal')} with a closing day after as-of: counted "
            "here all the same."
        )
    if known.no_start:
        yield f"{counted(known.no_start, 'closed deal')} without a day of creation: in no cycle."
    if known.backwards:
        yield f"{counted(known.backwards, 'deal')} closed before they were created: in no cycle."


def _names(story: Story) -> Iterator[str]:
    known, by = story.known, story.asked.by
    if known.no_owner and by in (None, "owner"):
        yield f"{counted(known.no_owner, 'closed deal')} without an owner: the row Unknown."
    if by == "account" and known.no_account:
        yield (
            f"{counted(known.no_account, 'deal')} name no account, {known.closed_no_account:,} of "
            "them won or lost in the window."
        )
    if by in ("product", "size"):
        yield from _products(story)
    if known.deals and by in (None, "owner", "manager", "team"):
        yield from _idle(story)


def _idle(story: Story) -> Iterator[str]:
    if story.idle:
        named = ", ".join(one.name for one in story.idle[:_NAMED])
        more = f" and {len(story.idle) - _NAMED:,} more" if len(story.idle) > _NAMED else ""
        yield f"On the team list without any deal: {named}{more}."


def _products(story: Story) -> Iterator[str]:
    meant = [one for one in story.products if one.listed]
    lacking = [one for one in story.products if not one.listed]
    if meant:
        pairs = ", ".join(f"{one.written!r} as {one.listed!r}" for one in meant[:_NAMED])
        deals = counted(sum(one.deals for one in meant), "deal")
        yield f"{deals} whose product the price list writes otherwise are counted: {pairs}."
    if lacking:
        yield (
            f"{counted(sum(one.deals for one in lacking), 'deal')} name products that the price "
            "list does not have: their own rows, without a list price."
        )
