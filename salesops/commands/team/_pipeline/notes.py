"""What a reader of pipeline must know of its numbers."""

from collections.abc import Iterator

from salesops.commands.team._pipeline.story import Story
from salesops.commands.team._pipeline.words import money
from salesops.units import counted

SHOWN = 3
"""Names that a note says."""


def notes(story: Story) -> Iterator[str]:
    """What a reader must know of these numbers."""
    if not story.ended.deals:
        return
    if story.window is None and story.ended.open:
        yield "All deals that are open at as-of, whenever they are expected to close."
    elif story.ended.open:
        yield "Win rate, velocity and coverage are of all deals, not of this window alone."
    yield from _states(story)
    yield from _values(story)
    yield from _stays(story)
    yield from _held_against(story)


def _states(story: Story) -> Iterator[str]:
    ended = story.ended
    if ended.unknown:
        yield (
            f"{counted(ended.unknown, 'deal')}: nothing says whether they are open. They are in no "
            "number here; export the stages with their kind, or a column is_closed."
        )
    if ended.closed:
        yield (
            f"{counted(ended.closed, 'deal')}: closed, and nobody says whether they were won. They "
            "are in no win rate."
        )
    if story.window and (undated := ended.open - ended.dated):
        yield f"{counted(undated, 'open deal')} without an expected close date: in no window."
    elif not ended.dated and ended.open:
        yield "No open deal states when it is expected to close: what is overdue is not known."
    if story.several:
        count = len({stage.pipeline for stage in story.stages})
        yield f"{count} pipelines: each has its own stages, and they are added."


def _values(story: Story) -> Iterator[str]:
    whole = story.whole
    if story.listed and not story.asked.has("products"):
        yield "--value list-price: no price list is loaded, so it changes nothing."
    elif story.listed and whole.listed:
        yield (
            f"{counted(whole.listed, 'deal')} without an amount "
            f"{'is' if whole.listed == 1 else 'are'} valued at list price: "
            f"{money(story, whole.list_value)} of {money(story, whole.value)}. It is no amount "
            "that anybody offered."
        )
    loose = [one for one in story.renamed if one.listed is not None]
    if loose:
        names = ", ".join(f"{one.written} = {one.listed}" for one in loose[:SHOWN])
        deals = sum(one.deals for one in loose)
        yield (
            f"{counted(deals, 'deal')} of all name a product as the price list does not write it: "
            f"{names}{', ..' if len(loose) > SHOWN else ''}; taken for the same."
        )
    if whole.guessed:
        yield (
            f"Of {counted(whole.guessed, 'open deal')} neither the CRM, nor --stages, nor stage "
            "history says the chance: the win rate of all closed deals stands for it, a guess."
        )
    if none := whole.deals - whole.stated - whole.planned - whole.known - whole.guessed:
        yield f"{counted(none, 'open deal')} without any chance: in no weighted value."


def _stays(story: Story) -> Iterator[str]:
    whole = story.whole
    if not whole.deals:
        return
    if not whole.entered:
        yield "Nothing says since when deals are in their stage: which are stale is not known."
    elif not whole.timed:
        yield (
            f"No stage was left by {story.limits.few_won:,} deals that were won: which open deals "
            "are stale is not known."
        )
    elif untimed := whole.deals - whole.timed:
        yield f"Of {counted(untimed, 'open deal')} it is not known whether they are stale."
    if not story.ended.steps:
        yield "No open deal states a next step: which have none is not told."


def _held_against(story: Story) -> Iterator[str]:
    ended = story.ended
    if ended.first_closed and (closed := ended.won + ended.lost):
        few = " Few: it says little." if closed < story.limits.few_won else ""
        yield (
            f"Win rate, won amount and cycle are of all {counted(closed, 'deal')} that closed "
            f"since {ended.first_closed}.{few}"
        )
    if blank := ended.won - ended.won_valued:
        yield f"{counted(blank, 'won deal')} without an amount: not in the mean won amount."
    if ended.backwards:
        yield f"{counted(ended.backwards, 'won deal')} closed before the day created: in no cycle."
    if blank := ended.won - ended.cycles - ended.backwards:
        yield f"{counted(blank, 'won deal')} without both dates: in no cycle."
    if story.coverage is None and story.asked.db.book.filtered:
        yield "--where leaves out deals that quotas are of: for coverage ask without it."
    elif story.coverage is None:
        yield "No quota of this month, quarter or year is loaded, so there is no coverage."
    elif story.coverage.left <= 0:
        yield f"The quota of {story.coverage.period} is reached: there is nothing left to cover."
