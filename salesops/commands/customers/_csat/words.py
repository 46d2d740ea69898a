"""What csat says: the headline, the metrics, and what must be said beside the numbers."""

from collections.abc import Iterator

from salesops.commands.customers._csat.story import PRODUCTS, TICKETS, Story
from salesops.commands.customers._csat.tables import points
from salesops.models.compare import change
from salesops.result import Metric
from salesops.units import Unit, counted, text

OTHER_SCALE = 0.05
"""Of all answers: more of them off the scale are no slips."""
_OTHER = " So many that the scale may be another: convert them first, or the scores are wrong."


def headline(story: Story) -> str:
    """How satisfied customers are, how likely they recommend, and how sure that is."""
    if stale := story.stale():
        return stale.message
    now, _ = story.all
    if not now.answers:
        last = story.known.last_answer
        return "Nobody answered in this window" + (
            f"; the last answer is of {last:%Y-%m-%d}." if last else ": the exports hold no rating."
        )
    return "; ".join([*_csat(story), *_nps(story)]) + "."


def _csat(story: Story) -> Iterator[str]:
    csat = story.all[0].csat
    if lies := csat.interval:
        yield (
            f"{text(csat.score, Unit.PERCENT)} of {counted(csat.n, 'rating')} are 4 or 5 of 5 "
            f"(true share {text(lies.low, Unit.PERCENT)} to {text(lies.high, Unit.PERCENT)})"
            + _few(story, csat.n)
        )


def _nps(story: Story) -> Iterator[str]:
    nps = story.all[0].nps
    if lies := nps.interval:
        score, low, high = (text(points(x), Unit.MEAN) for x in (nps.score, lies.low, lies.high))
        yield (
            f"NPS {score} of {counted(nps.n, 'answer')} (true score {low} to {high})"
            + _few(story, nps.n)
        )


def _few(story: Story, n: int) -> str:
    return ", too few to conclude" if n < story.limits.few else ""


def metrics(story: Story) -> tuple[Metric, ...]:
    """The scores and their n, against the window before; where the true ones lie is in a table."""
    now, before = story.all
    csat = change("the window before", now.csat.score, before.csat.score, history=story.has_before)
    score, score_before = points(now.nps.score), points(before.nps.score)
    nps = change("the window before", score, score_before, history=story.has_before)
    return (
        Metric("csat", "CSAT", now.csat.score, Unit.PERCENT, (csat,)),
        Metric("csat_answers", "CSAT answers", now.rated, Unit.COUNT, good=""),
        Metric("nps", "NPS", score, Unit.MEAN, (nps,)),
        Metric("nps_answers", "NPS answers", now.scored, Unit.COUNT, good=""),
        Metric("detractors", "Detractors", now.detractors, Unit.COUNT, good="down"),
    )


def notes(story: Story) -> Iterator[str]:
    """What a reader must know to trust the numbers."""
    known = story.known
    if known.off_scale:
        other = known.off_scale > OTHER_SCALE * known.answers
        yield (
            f"{counted(known.off_scale, 'answer')} off the scale (CSAT is 1 to 5, NPS 0 to 10): in "
            f"no number.{_OTHER if other else ''}"
        )
    if known.undated:
        yield f"{counted(known.undated, 'answer')} without a date: in no number."
    if known.first_answer and not story.has_before and story.all[1].answers:
        yield (
            f"Answers begin {known.first_answer:%Y-%m-%d}, within the window before: its n is of "
            "the days since."
        )
    if not story.asked.has(TICKETS):
        yield "No export of tickets: how their agents and channels are rated is not told."
    if not story.asked.has("surveys"):
        yield "No export of surveys: NPS is not told."
    if story.rated and story.rated.answered and not story.rated.asked_only:
        yield (
            "The tickets do not say who was asked for a rating and gave none: their response rate "
            "is of all that were solved."
        )
    if story.by in PRODUCTS:
        yield "By product counts answers that name a product, or an order that is in the exports."
    if not story.whole:
        yield (
            "--where chooses orders, not answers: scores are of all answers, products only of "
            "orders left in, and what customers are worth is not told."
        )
