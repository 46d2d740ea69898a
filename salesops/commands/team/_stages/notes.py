"""What a reader of stages must know: the order, what is a proposal, what is in no number."""

from collections.abc import Iterator

from salesops.commands.team._stages.ratios import UNSTATED, lead_to_opportunity
from salesops.commands.team._stages.story import Story
from salesops.units import counted

FEEDS = (
    "the history of stages, each stage of a deal with when it entered it: Salesforce's report "
    "Opportunity History, HubSpot's deal stages, or any list of deal, stage and date (see "
    "salesops map)"
)


def notes(story: Story) -> Iterator[str]:
    """The order and what says it, what counts as a proposal, and what is in no number."""
    if not story.told and not story.known.deals:
        yield (
            f"Not computable from a snapshot: conversion, time in stage and close ratio need "
            f"{FEEDS}."
        )
    yield from _order(story)
    yield from _proposals(story)
    yield from _left_out(story)
    yield from _winding(story)
    yield from _leads(story)


def _order(story: Story) -> Iterator[str]:
    for name, stages in story.pipelines.items():
        basis = stages[0].basis
        listed = ", ".join(stage.stage for stage in stages)
        of = f" of {name}" if len(story.pipelines) > 1 else ""
        yield f"Order{of}: {listed}; {basis}."
    aside = [s.stage for s in story.stages if s.kind == "open" and s.place is None]
    if aside:
        yield f"Not in --stages, so without a place and in no step: {', '.join(aside)}."


def _proposals(story: Story) -> Iterator[str]:
    if not story.told:
        return
    if story.proposals:
        names = ", ".join(dict.fromkeys(stage.stage for stage in story.proposals))
        yield f"The close ratio counts as proposal: {names}."
    else:
        yield "Close ratio: no stage is a proposal: say which in --stages (proposal = true)."


def _left_out(story: Story) -> Iterator[str]:
    known = story.known
    if known.stray_deals and not story.asked.db.book.filtered:
        yield (
            f"The history also holds {counted(known.stray_stays, 'stay')} of "
            f"{counted(known.stray_deals, 'deal')} that are not among the deals: in no number."
        )
    if story.told and (without := story.deals - known.deals):
        have = "has" if without == 1 else "have"
        yield f"{counted(without, 'deal')} of the window {have} no history: in no step."
    if story.elsewhere:
        yield (
            f"{counted(story.elsewhere, 'open deal')} in another stage than the history ends in: "
            "it may be the older export. What stands here is by the history."
        )
    if story.undated_deals:
        where = "counted" if story.undated else "in no window"
        state = "states" if story.undated_deals == 1 else "state"
        yield f"{counted(story.undated_deals, 'deal')} {state} no day of creation: {where}."
    unknown = sum(one.unknown for course in story.courses for one in course.stages)
    if unknown:
        yield (
            f"{counted(unknown, 'time')} a deal entered a stage and nobody says whether it is "
            "open, won or lost: of all entered, not of decided."
        )
    if untimed := sum(t.untimed for t in story.times if t.whose == "all"):
        yield f"{counted(untimed, 'stay')} without an end, or with one too early: not timed."


def _winding(story: Story) -> Iterator[str]:
    if not story.told:
        return
    total = sum(m.stays for m in story.moves if m.went in ("on", "lost", "back", "aside"))
    if (skipped := story.skips) + (back := story.went("back")):
        yield (
            f"Of {counted(total, 'move')} out of a stage {skipped:,} skipped a stage or more, and "
            f"{back:,} went back."
        )


def _leads(story: Story) -> Iterator[str]:
    told = story.leads
    if not story.asked.has("leads"):
        yield "No leads are loaded: lead to opportunity and lead to sale need them."
        return
    if story.asked.db.book.filtered:
        yield "--where leaves out deals, and leads are of all: what became of them is not told."
        return
    if lead_to_opportunity(story).reason == UNSTATED:
        yield "The leads do not say which of them became a deal: nothing is told of them."
    if told.dealless:
        yield f"{counted(told.dealless, 'lead')} became a deal, and which is not said."
    if told.stray:
        yield f"{counted(told.stray, 'lead')} became a deal that is not among the deals."
