"""What vip concludes: fewer VIPs stay, a large one is silent, sales hang on one customer."""

from salesops.commands.customers._vip.contact import Contact
from salesops.commands.customers._vip.rows import Standing
from salesops.commands.customers._vip.story import Story
from salesops.commands.customers._vip.words import rate
from salesops.commands.trust import gravest_first, rejected
from salesops.models.apart import shares
from salesops.models.compare import ratio
from salesops.result import Finding, Level
from salesops.units import Unit, text

SURE_GAPS = 9
"""By chance alone the newest of ten gaps is the longest once in ten times."""


def findings(story: Story) -> tuple[Finding, ...]:
    """Everything to act on, the gravest first."""
    found = [story.stale(), rejected(story.asked.db)]
    if not story.stale():  # orders that are missing make everybody look lost
        found += [_concentration(story)]
        if story.told:
            found += [_retention_low(story), *(_lapsing(story, v) for v in story.late)]
    return gravest_first(found)


def _retention_low(story: Story) -> Finding | None:
    """Below the goal and lower than a quarter before; few shops ever reach the guide's goal."""
    now, before = story.retained, story.retained_before
    if now is None or before is None or min(now.vips, before.vips) < story.limits.few:
        return None
    fell = shares((now.came_back, now.vips), (before.came_back, before.vips)).high < 0
    share = ratio(now.came_back, now.vips)
    if share is None or share >= story.limits.retention_goal or not fell:
        return None
    goal = text(story.limits.retention_goal, Unit.PERCENT)
    return Finding(
        Level.WARNING,
        "vip-retention-low",
        f"Only {rate(now)} of {now.vips:,} VIPs came back within 90 days (goal {goal}), against "
        f"{rate(before)} of {before.vips:,} a quarter before, and that is no chance: write to "
        "those who are due, and ask why.",
        {
            "retention": share,
            "vips": now.vips,
            "before": ratio(before.came_back, before.vips),
            "before_vips": before.vips,
            "goal": story.limits.retention_goal,
        },
    )


def _lapsing(story: Story, of: Standing) -> Finding | None:
    """Somebody who brings much is silent for longer than ever."""
    share = story.year.share(of.net_sales)
    if share is None or share < story.limits.lapsing or of.gaps < SURE_GAPS:
        return None
    if of.days_since <= (of.longest_gap or 0):
        return None
    name = Contact(story.person(of)).called
    return Finding(
        Level.WARNING,
        "vip-lapsing",
        f"{name} brought {text(share, Unit.PERCENT)} of the year's net sales "
        f"({story.money(of.net_sales, unit=True)}) and has not ordered for {of.days_since:,} "
        f"days: longer than any of {of.gaps:,} gaps before, the longest {of.longest_gap:,} days. "
        "Call.",
        {
            "customer": of.customer,
            "net_sales": of.net_sales,
            "share": share,
            "days_since": of.days_since,
            "longest_gap": of.longest_gap,
            "gaps": of.gaps,
        },
    )


def _concentration(story: Story) -> Finding | None:
    """Sales that hang on one customer end with them."""
    largest = story.whole.largest
    share = story.year.share(largest)
    if share is None or share < story.limits.concentration:
        return None
    vip = next((v for v in story.vips if v.net_sales == largest), None)
    name = f", {Contact(story.person(vip)).called}," if vip else ""
    return Finding(
        Level.WARNING,
        "vip-concentration",
        f"One customer{name} brought {text(share, Unit.PERCENT)} of the net sales of 365 days "
        f"({story.money(largest, unit=True)}): plan for the year without them.",
        {"customer": vip and vip.customer, "net_sales": largest, "share": share},
    )
