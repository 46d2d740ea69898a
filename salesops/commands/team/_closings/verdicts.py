"""What closings concludes: the chances are not to be believed, or the quota is out of reach."""

from salesops.commands.team._closings.judged import STAGES
from salesops.commands.team._closings.outlook import Outlook
from salesops.commands.trust import gravest_first, rejected
from salesops.result import Finding, Level
from salesops.units import Unit, text

SURE = 2.6
"""Standard errors that one in a hundred draws exceeds, to either side."""

CLEARLY = 1.05
"""Of the win rate's score: one that is worse by less is as good."""


def findings(outlook: Outlook) -> tuple[Finding, ...]:
    """Everything to act on, the gravest first."""
    story = outlook.story
    found = [story.stale, rejected(story.asked.db)]
    if not story.stale:
        found += [_quota(outlook), _chances(outlook)]
    return gravest_first(found)


def _quota(outlook: Outlook) -> Finding | None:
    """The upper end of this period, and what new deals usually add, are below the quota."""
    story = outlook.story
    if not outlook.values or not story.is_valued or _blank(outlook) > story.limits.blank:
        return None
    row, currency = outlook.values[0], story.worth.currency
    high = outlook.reach.high
    if row.quota is None or high is None or high + outlook.new_rest >= row.quota:
        return None
    said = [text(x, Unit.MONEY, currency) for x in (high, row.quota, row.expected)]
    new = ""
    if outlook.new_rest:
        usual = text(outlook.new_rest, Unit.MONEY, currency)
        new = f", nor with the {usual} that deals not there yet usually add"
    return Finding(
        Level.WARNING,
        "quota-out-of-reach",
        f"In {row.period} nine in ten draws end at {said[0]} or less, of a quota of {said[1]}: it "
        f"is not reached by what is open{new}. Expected are {said[2]}: say so now, or pull deals "
        "in.",
        {
            "period": row.period,
            "expected": row.expected,
            "high": high,
            "quota": row.quota,
            "usually_new": outlook.new_rest,
        },
    )


def _blank(outlook: Outlook) -> float:
    """The share of what is expected to close in this period that has no value."""
    story = outlook.story
    expected = story.placed.chances[:, 0]
    whole = float(expected.sum())
    return float(expected[~(story.deals.value >= 0)].sum()) / whole if whole else 0.0


def _chances(outlook: Outlook) -> Finding | None:
    """More (or fewer) were won than was said, or the win rate alone would have told better."""
    scored, limits = outlook.scored, outlook.story.limits
    if scored is None or scored.deals < limits.few:
        return None
    gap = scored.said - scored.share
    off = abs(gap) >= limits.off and abs(scored.off) >= SURE
    if not off and (scored.worse < SURE or scored.brier < scored.always * CLEARLY):
        return None
    said = [text(x, Unit.PERCENT) for x in (scored.said, scored.share)]
    score = f"Brier {scored.brier:.3f}, of always saying the win rate {scored.always:.3f}"
    whose = "The chances of the stages" if outlook.judged.by == STAGES else "The CRM's chances"
    if off:
        way = "too rosy" if gap > 0 else "too low"
        told = f"{whose} are {way}: {said[0]} said, {said[1]} won"
    else:
        told = f"{whose} tell less than the win rate alone"
    return Finding(
        Level.WARNING,
        "probabilities-off",
        f"{told}, in {scored.n:,} chances of {scored.deals:,} deals since closed ({score}). Set "
        "the chance of each stage anew: what is expected above rests on them.",
        {
            "said": scored.said,
            "won": scored.share,
            "brier": scored.brier,
            "brier_of_win_rate": scored.always,
            "entries": scored.n,
            "deals": scored.deals,
            "by": outlook.judged.by,
        },
    )
