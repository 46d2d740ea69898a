"""What traffic concludes: visits or places lost beyond the usual, and tracking that is broken."""

from collections.abc import Iterator
from datetime import date
from statistics import median

from salesops.commands.arrived import DAY, visits_stale
from salesops.commands.traffic._traffic.falls import Fallen, fallen
from salesops.commands.traffic._traffic.rows import Searched, Seen
from salesops.commands.traffic._traffic.story import Story
from salesops.commands.trust import gravest_first, rejected
from salesops.result import Finding, Level
from salesops.units import Unit, signed, text

NOBODY = 20
"""Sessions of a usual day; in a smaller shop a day without any is no sign of a fault."""
ORDERS = 5
"""Web orders of a day of which analytics saw none at all."""
NAMED = 5


def findings(story: Story) -> tuple[Finding, ...]:
    """Everything to act on, the gravest first."""
    found: list[Finding | None] = [rejected(story.asked.db)]
    if story.late:
        return gravest_first([*found, visits_stale(story.asked.db, story.last, story.windows)])
    found += [_down(story), _gap(story), _unseen(story), _ranking(story)]
    return gravest_first(found)


def _down(story: Story) -> Finding | None:
    found = fallen(story)
    if not found:
        return None
    said = "; ".join(_told(one) for one in found[:NAMED])
    more = f"; and {len(found) - NAMED:,} more" if len(found) > NAMED else ""
    worst = min(found, key=lambda one: one.drop)
    return Finding(
        max((one.level for one in found), key=list(Level).index),
        "traffic-down",
        f"Visits fell beyond what is usual: {said}{more}. Look at what changed there: campaigns, "
        "links, places in search, whether the pages load.",
        {
            "fallen": [
                {
                    "by": one.by,
                    "name": one.member.member,
                    "sessions": one.member.sessions,
                    "before": one.member.sessions_base,
                    "change": round(one.drop, 4),
                }
                for one in found
            ],
            "worst": worst.member.member or "all visits",
            "change": round(worst.drop, 4),
        },
    )


def _told(one: Fallen) -> str:
    name = "all visits" if one.by == "all" else f"{one.by} {one.member.member}"
    fell = signed(one.drop, Unit.PERCENT)
    return f"{name} {one.member.sessions_base:,} to {one.member.sessions:,} sessions ({fell})"


def _in_windows(story: Story, day: date) -> bool:
    known = story.known
    return any(one.start.date() <= day < one.end.date() for one in (known.now, known.base))


def _gap(story: Story) -> Finding | None:
    """Days that a shop has no visits on, between days that it has many on."""
    found = sorted({day for shop in _by_shop(story).values() for day in _silent(story, shop)})
    if not found:
        return None
    days = ", ".join(str(day) for day in found[:NAMED])
    more = f" and {len(found) - NAMED:,} more" if len(found) > NAMED else ""
    return Finding(
        Level.WARNING,
        "tracking-gap",
        f"No visits are counted on {days}{more}, though the days before and after have many: "
        "tracking was broken or the export is not whole. Such days are in no comparison.",
        {"days": found},
    )


def _by_shop(story: Story) -> dict[str, dict[date, Seen]]:
    found: dict[str, dict[date, Seen]] = {}
    for row in story.every_day:
        found.setdefault(row.shop, {})[row.day] = row
    return found


def _silent(story: Story, days: dict[date, Seen]) -> Iterator[date]:
    if median(row.sessions for row in days.values()) < NOBODY:
        return
    first, last = (end(d for d, row in days.items() if row.sessions) for end in (min, max))
    day = first
    while day < last:
        if not (days[day].sessions if day in days else 0) and _in_windows(story, day):
            yield day
        day += DAY


def _unseen(story: Story) -> Finding | None:
    """Days on which the shop took orders and analytics saw no purchase."""
    orders: dict[tuple[str, date], int] = {}
    for row in story.sold:
        orders[row.shop, row.day] = orders.get((row.shop, row.day), 0) + row.orders
    found = [
        (row.day, orders[row.shop, row.day])
        for row in story.every_day
        if row.sessions
        and row.purchases == 0
        and orders.get((row.shop, row.day), 0) >= ORDERS
        and _in_windows(story, row.day)
    ]
    if not found:
        return None
    missed = sum(n for _, n in found)
    days = ", ".join(str(day) for day, _ in found[:NAMED])
    more = f" and {len(found) - NAMED:,} more" if len(found) > NAMED else ""
    return Finding(
        Level.WARNING,
        "purchases-untracked",
        f"Analytics saw visits but no purchase on {days}{more}, while the web shop took {missed:,} "
        "orders: purchases are not tracked. Conversion of those days is too low.",
        {"days": [day for day, _ in found], "orders": missed},
    )


def dropped(story: Story) -> list[Searched]:
    """What is found further down than before, with impressions enough in both windows."""
    limits = story.limits
    found = [
        one
        for one in story.queries
        if min(one.impressions, one.impressions_base) >= limits.least_impressions
        and one.lost >= limits.places
    ]
    return sorted(found, key=lambda one: (-one.lost, one.member))


def _ranking(story: Story) -> Finding | None:
    found = dropped(story)
    if not found:
        return None
    said = "; ".join(
        f"{one.member} from {text(one.position_base, Unit.RATIO)} to "
        f"{text(one.position, Unit.RATIO)} ({one.clicks_base:,} clicks to {one.clicks:,})"
        for one in found[:NAMED]
    )
    more = f"; and {len(found) - NAMED:,} more" if len(found) > NAMED else ""
    grave = found[0].lost >= story.limits.places_critical
    return Finding(
        Level.ERROR if grave else Level.WARNING,
        "ranking-drop",
        f"Places in web search lost: {said}{more}. Look at those pages and at who stands above.",
        {
            "dropped": [
                {
                    "name": one.member,
                    "position": round(one.position or 0.0, 2),
                    "before": round(one.position_base or 0.0, 2),
                    "lost": round(one.lost, 2),
                }
                for one in found
            ],
            "worst": found[0].member,
        },
    )
