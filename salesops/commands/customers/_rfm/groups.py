"""The eleven groups: the scores that make each, and what to do with it.

Shopify publishes the names with a few words each; the bounds are ours. They part all scores: three
bands of FM, the mean of F and M, within R 5, 4, 3 and 1 to 2.
"""

from dataclasses import dataclass
from functools import cache

BEST = 5
"""Quintiles: 5 is the best fifth of the customers."""
Bounds = tuple[int, int]
"""Lowest and highest, both included."""
LOW, MIDDLE, HIGH = (2, 5), (6, 7), (8, 10)
"""Of F + M, which stays whole where their mean does not."""


@dataclass(frozen=True)
class Group:
    """One group: its bounds, and one thing to do."""

    name: str
    r: Bounds | None
    f_and_m: Bounds | None
    action: str

    def takes(self, r: int, f: int, m: int) -> bool:
        """Whether these scores are of this group."""
        if self.r is None or self.f_and_m is None:
            return False
        return _within(r, self.r) and _within(f + m, self.f_and_m)

    @property
    def code(self) -> str:
        """Shopify's constant: `AT_RISK`."""
        return self.name.upper().replace(" ", "_")

    @property
    def rule(self) -> str:
        """The bounds in words."""
        if self.r is None or self.f_and_m is None:
            return "on file, no order"
        low, high = self.f_and_m
        return f"R {_spoken(*self.r)}, FM {_spoken(low / 2, high / 2)}"


CHAMPIONS = Group("Champions", (5, 5), HIGH, "Ask for reviews and referrals; no discount.")
AT_RISK = Group("At risk", (1, 2), MIDDLE, "Win back now: an offer on what they bought.")
PREVIOUSLY_LOYAL = Group(
    "Previously loyal", (1, 2), HIGH, "Call or write in person; ask why they left."
)
PROSPECTS = Group("Prospects", None, None, "Invite to a first order with a best seller.")
"""On file without an order: no scores."""
GROUPS = (
    CHAMPIONS,
    Group("Loyal", (3, 4), HIGH, "Reward the next order: a gift, early access."),
    Group("Active", (4, 5), MIDDLE, "Recommend what goes with their last order."),
    Group("New", (5, 5), LOW, "Welcome, help with the product, invite back."),
    Group("Promising", (4, 4), LOW, "Give a small reason for a second order."),
    Group("Needs attention", (3, 3), MIDDLE, "Remind with an offer that ends soon."),
    AT_RISK,
    PREVIOUSLY_LOYAL,
    Group("Almost lost", (3, 3), LOW, "Send one reminder; spend little."),
    Group("Dormant", (1, 2), LOW, "One last mail, then out of paid campaigns."),
    PROSPECTS,
)
"""In the order in which answers list them."""


@cache
def group(r: int, f: int, m: int) -> Group:
    """The one group of three scores."""
    (found,) = (g for g in GROUPS if g.takes(r, f, m))
    return found


def _within(score: int, bounds: Bounds) -> bool:
    return bounds[0] <= score <= bounds[1]


def _spoken(low: float, high: float) -> str:
    return f"{low:g}" if low == high else f"{low:g} to {high:g}"
