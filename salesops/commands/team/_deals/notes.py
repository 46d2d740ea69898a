"""What a reader must know of the numbers of deals."""

from collections.abc import Iterator

from salesops.commands.team._deals.span import Basis
from salesops.commands.team._deals.story import Story
from salesops.units import counted

NOT_COMPUTABLE = "not computable from a snapshot"


def notes(story: Story) -> Iterator[str]:
    """What tells the past, what is not known, and what was not judged."""
    yield from _past(story)
    yield from _unknown(story)
    yield from _not_judged(story)


def _past(story: Story) -> Iterator[str]:
    compared, known = story.compared, story.known
    if compared.basis is Basis.COPIES:
        earlier = compared.day < compared.asked.start.date()
        why = ", the latest kept on or before the start" if earlier else ""
        yield (
            f"How deals stood is read from the copy of the exports kept on {compared.day:%Y-%m-%d}"
            f"{why}, made some time that day."
        )
        if before := sum(f.begun_before for f in story.flows if f.enters == "new"):
            yield f"{counted(before, 'new deal')} had begun before: the copy does not have them."
        if compared.filtered:
            yield "With --where, deals that have left what it asks for since are not seen."
    elif compared.basis is Basis.HISTORY:
        yield (
            "How deals stood is read from their stage history: the last row before "
            f"{compared.asked.start:%Y-%m-%d %H:%M}."
        )
        if blank := story.whole[0].blank:
            yield f"Of {counted(blank, 'deal')} open then the history states no amount."
    else:
        yield f"What was open then, grew, shrank or slipped is {NOT_COMPUTABLE}{_remedy(story)}"
    if compared.basis is not Basis.COPIES and known.first_copy is not None:
        yield f"Copies of the exports are kept from {known.first_copy:%Y-%m-%d} on."


def _remedy(story: Story) -> str:
    rows = story.known.history_rows
    why = " (the stage history states no amounts before the start)" if rows else ""
    return f"{why}: keep copies of the exports with salesops snapshot, and name them with --data."


def _unknown(story: Story) -> Iterator[str]:
    states, last = story.states, story.whole[-1]
    if unknown := states.get("unknown", 0):
        yield f"Of {counted(unknown, 'deal')} nobody says whether they are open: in no number."
    if closed := states.get("closed", 0):
        yield f"{counted(closed, 'deal')} closed, and nobody says how: neither won nor lost."
    if last.blank:
        yield f"{counted(last.blank, 'open deal')} without an amount: counted, and in no sum."
    if undated := story.timed.deals - story.timed.dated:
        yield f"{counted(undated, 'open deal')} without a close date: due in no period."
    if unowned := story.timed.deals - story.timed.owned:
        yield f"{counted(unowned, 'open deal')} without an owner."


def _not_judged(story: Story) -> Iterator[str]:
    timed = story.timed
    if not timed.deals:
        return
    if not story.known.steps:
        yield "No open deal states a next step: their lack is no reason here."
    if not story.known.touches:
        yield "No activities: whether anybody spoke of a deal lately is not judged."
    if untimed := timed.deals - timed.timed:
        yield (
            f"Of {counted(untimed, 'open deal')} it cannot be told since when they are in their "
            "stage, or how long it usually takes."
        )
