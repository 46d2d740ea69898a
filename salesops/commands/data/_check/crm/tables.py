"""The tables on a CRM: whether each rep works with it, and accounts that may be one."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from salesops.commands.data._check.crm import twins
from salesops.commands.data._check.crm.rows import Use
from salesops.commands.data._check.crm.story import Story
from salesops.models.compare import ratio
from salesops.result import Table, titled
from salesops.units import Count, Day, Percent, Text, counted


@dataclass(frozen=True)
class Rep:
    """How the deals of a rep are kept."""

    owner: Text
    open_deals: Count
    active: Count
    active_share: Percent | None = field(metadata=titled("Share"))
    last: Day | None = field(metadata=titled("Last on"))
    won_deals: Count
    followed: Count
    followed_share: Percent | None = field(metadata=titled("Of won"))


def tables(story: Story) -> Iterator[Table]:
    """Those of which there is something to say."""
    if story.asked.has("deals"):
        yield use(story)
    if story.asked.has("deals") or story.asked.has("accounts"):
        yield twins.table(story.twins)


def use(story: Story) -> Table:
    """Each rep, and the deals of nobody, which sum to all."""
    rows = [_rep(one) for one in story.use if one.open or one.won]
    days = counted(story.limits.idle_days, "day")
    note = (
        f"Active: an activity or a change in the last {days}. Followed: won, and the CRM knows an "
        "activity or an earlier stage of it."
    )
    title = "Use of the CRM, by rep"
    return Table("crm_use", title, Rep, rows, note=note, shown=bool(rows) and story.told)


def _rep(one: Use) -> Rep:
    last: date | None = one.last_local.date() if one.last_local else None
    return Rep(
        one.owner or "nobody",
        one.open,
        one.active,
        ratio(one.active, one.open),
        last,
        one.won,
        one.followed,
        ratio(one.followed, one.won),
    )
