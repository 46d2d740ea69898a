"""What funnel concludes: a step that fewer go on from, by more than chance."""

from dataclasses import dataclass
from itertools import pairwise

from salesops.commands.arrived import visits_stale
from salesops.commands.traffic._funnel.story import Story
from salesops.commands.trust import gravest_first, rejected
from salesops.models.compare import ratio
from salesops.models.share_change import errors
from salesops.result import Finding, Level
from salesops.units import Unit, signed, text

SURE = 2.58
"""Standard errors: a smaller fall may be chance, one time of a hundred either way."""


@dataclass(frozen=True)
class Drop:
    """A step that fewer took than in the window before."""

    after: str
    step: str
    """Of the steps that are stated those between which most is lost."""
    code: str
    now: tuple[int, int]
    before: tuple[int, int]
    fall: float
    """Of the rate, as a fraction below zero."""


def findings(story: Story) -> tuple[Finding, ...]:
    """Everything to act on, the gravest first."""
    found: list[Finding | None] = [rejected(story.asked.db)]
    if story.late:
        return gravest_first([*found, visits_stale(story.asked.db, story.last, story.windows)])
    return gravest_first([*found, *(_finding(one) for one in dropped(story))])


def dropped(story: Story) -> list[Drop]:
    """The checkout where that fell; else the way from visit to order. One cause, one finding."""
    if story.late:
        return []
    checkout = _drop(story, "checkouts", "checkout-drop", story.limits.least_checkouts)
    whole = _drop(story, "sessions", "conversion-drop", story.limits.least_visits)
    return [one for one in (checkout or whole,) if one is not None]


def _drop(story: Story, earlier: str, code: str, least: int) -> Drop | None:
    now, base = story.whole
    before, whole = getattr(base, earlier), getattr(now, earlier)
    if before is None or whole is None or min(before, whole) < least or not base.purchases:
        return None
    fall = (now.purchases / whole) / (base.purchases / before) - 1
    sure = errors(now.purchases, whole, base.purchases, before)
    if fall > story.limits.drop or sure < SURE:
        return None
    after, step = (earlier, "purchases") if earlier == "checkouts" else _worst(story)
    return Drop(after, step, code, (now.purchases, whole), (base.purchases, before), fall)


def _worst(story: Story) -> tuple[str, str]:
    """The step whose rate fell most, behind the one before."""
    now, base = story.whole
    falls: dict[tuple[str, str], float] = {}
    stated = [s for s in ("sessions", "carts", "checkouts", "purchases") if getattr(now, s)]
    for earlier, step in pairwise(stated):
        rate = ratio(getattr(now, step), getattr(now, earlier))
        usual = ratio(getattr(base, step), getattr(base, earlier))
        if rate is not None and usual:
            falls[earlier, step] = rate / usual
    return min(falls, key=lambda steps: falls[steps], default=("sessions", "purchases"))


SPOKEN = {
    ("sessions", "carts"): "fewer fill a cart",
    ("sessions", "checkouts"): "fewer come to the checkout",
    ("sessions", "purchases"): "fewer visits end in an order",
    ("carts", "checkouts"): "fewer carts come to the checkout",
    ("carts", "purchases"): "fewer carts end in an order",
    ("checkouts", "purchases"): "fewer checkouts end in an order",
}


def _finding(one: Drop) -> Finding:
    rate, before = ratio(*one.now), ratio(*one.before)
    of = "checkouts" if one.code == "checkout-drop" else "sessions"
    look = (
        "Go through the checkout yourself: payment, shipping costs, errors."
        if one.step == "purchases" and one.after != "sessions"
        else "Look at the pages, prices and stock; and whether visits are of another kind."
    )
    whole = one.after == of and one.step == "purchases"
    where = "" if whole else f" Above all {SPOKEN[one.after, one.step]}."
    return Finding(
        Level.WARNING,
        one.code,
        f"{text(rate, Unit.PERCENT)} of {one.now[1]:,} {of} end in an order, against "
        f"{text(before, Unit.PERCENT)} of {one.before[1]:,} before "
        f"({signed(one.fall, Unit.PERCENT)}), more than chance.{where} {look}",
        {
            "rate": round(rate or 0.0, 6),
            "rate_before": round(before or 0.0, 6),
            of: one.now[1],
            f"{of}_before": one.before[1],
            "orders": one.now[0],
            "step": one.step,
        },
    )
