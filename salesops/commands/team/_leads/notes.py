"""What must be said beside the numbers of leads."""

from collections.abc import Iterator

from salesops.commands.team._leads.groups import clock
from salesops.commands.team._leads.story import Story
from salesops.units import counted


def notes(story: Story) -> Iterator[str]:
    """What a reader must know to trust the numbers."""
    if not story.known.every_lead:
        yield "No leads are loaded."
        return
    yield from _became(story)
    yield from _answers(story)
    yield from _costs(story)
    yield from _score(story)


def _became(story: Story) -> Iterator[str]:
    known, whole = story.known, story.whole
    if known.undated:
        inside = "counted" if story.asked.every else "in no window"
        state = "states" if known.undated == 1 else "state"
        yield (
            f"{counted(known.undated, 'lead')} {state} no day on which they came in: {inside}, and "
            "not timed."
        )
    if not known.stated:
        yield "The leads do not say which of them became a deal: no rate of it is told."
    elif whole and not story.tells_given_up:
        yield "No lead is given up, by its status or a reason: of decided is not told."
    if not story.tells_qualified:
        yield "The leads do not tell qualified ones from those that became a deal."
    if not story.sql.has("deals"):
        yield "No deals are loaded: which leads were won is not known."
    elif story.db.book.filtered:
        yield "--where leaves out deals, and leads are of all: which were won is not told."
    elif whole and whole.dealless:
        yield f"{counted(whole.dealless, 'lead')} became a deal, and which is not said: no sale."
    if whole and whole.stray and story.deals_known:
        yield (
            f"{counted(whole.stray, 'lead')} became a deal that is not among the deals: no sale."
        )
    if whole and whole.untold and story.deals_known:
        yield (
            f"{counted(whole.untold, 'lead')} became a deal of which nobody says whether it is "
            "open, won or lost: no sale."
        )


def _answers(story: Story) -> Iterator[str]:
    whole = story.whole
    if not story.tells_touch:
        yield (
            "No export says when leads were answered: response times need a first touch, or "
            "activities that name the lead."
        )
        return
    yield f"First answer: the first touch stated, else the first activity; {clock(story)}."
    if not story.known.timed:
        yield "Leads state the day they came in and no hour: an answer is timed by the day."
    if whole and (whole.untimed or whole.backwards):
        yield (
            f"{counted(whole.untimed, 'lead')} with a trace of work and no first answer, and "
            f"{counted(whole.backwards, 'lead')} answered before they came in: not timed."
        )


def _costs(story: Story) -> Iterator[str]:
    if not story.sql.has("spend_daily"):
        yield "No spend is loaded: cost per lead and per sale need spend by day and channel."
    elif not story.costs:
        yield "No spend lies in the window."
    elif not any(one.cost is not None and one.source for one in story.costs):
        channels = ", ".join(sorted(one.channel for one in story.costs if one.channel))
        yield (
            f"No channel of spend ({channels}) goes by the name of a lead source, so no cost per "
            "lead is told: a lead source of that name would be matched."
        )
    elif bare := sum(one.leads for one in story.costs if one.source and one.cost is None):
        known = sum(one.leads for one in story.paid)
        yield (
            f"Cost per lead and per won sale are of the {counted(known, 'lead')} by sources whose "
            f"spend is told; of {bare:,} more of the same days it is not."
        )


def _score(story: Story) -> Iterator[str]:
    score = story.score
    if score.reason:
        yield f"No score: {score.reason}."
        return
    said = (
        f"Score: learned from all leads at least {score.days:,} days old, within which 90 of 100 "
        f"conversions came; {counted(score.young, 'younger lead')} taught nothing."
        if score.days
        else "Score: when leads became a deal is not dated, so it is learned from those decided; "
        f"{counted(score.young, 'undecided lead')} taught nothing."
    )
    yield f"{said} It knows only what stood when a lead came in."
    attributes = {one.attribute for one in score.card.levels} if score.card else set()
    if "rating" in attributes:
        yield "Rating is as the CRM has it now: where reps set it after a call, it knows too much."
    if score.untested:
        yield f"The score is not tested: {score.untested}."
    if story.known.scored and score.trial:
        yield (
            "The CRM's score is as it stands now: where it rises with what happens to a lead, it "
            "knew more than the points could."
        )
