"""The waterfall by owner, or by whatever else deals are grouped by: the parts sum to the whole."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from salesops.commands.grouping import UNKNOWN
from salesops.commands.team._deals.answers import Part
from salesops.commands.team._deals.rows import Flow
from salesops.commands.team._deals.story import Story
from salesops.result import Table

DIMENSIONS = (
    "owner", "manager", "team", "territory", "channel", "source", "segment", "product", "type",
)  # fmt: skip


def table(story: Story) -> Table:
    """The parts with most open value; the others are one row."""
    found: dict[str, list[Flow]] = {}
    for flow in story.flows:
        found.setdefault(flow.part or UNKNOWN, []).append(flow)
    rows = [_part(story, name, flows) for name, flows in found.items()]
    rows.sort(key=lambda part: (-part.open_now, part.value))
    if len(rows) > story.top + 1:
        first, others = rows[: story.top], rows[story.top :]
        rest = [flow for part in others for flow in found[part.value]]
        rows = [*first, _part(story, f"{len(others):,} others", rest)]
    return Table("by", f"Open pipeline by {story.by}", Part, rows, shown=len(rows) > 1)


def _part(story: Story, name: str, flows: Sequence[Flow]) -> Part:
    known = story.computable
    went = {
        way: -_sum(f.left_with for f in flows if f.leaves == way)
        for way in ("won", "lost", "closed", "gone")
    }
    gone = went["closed"] + went["gone"]
    return Part(
        value=name,
        open_then=_sum(f.then_value for f in flows if f.was_open) if known else None,
        came=_sum(f.now_value for f in flows if f.enters),
        changed=_sum(f.change for f in flows if f.moved) if known else None,
        won=went["won"],
        left=went["lost"] + gone,
        open_now=_sum(f.now_value for f in flows if f.is_open),
        lost=went["lost"],
        gone=gone,
        deals_then=sum(f.deals for f in flows if f.was_open) if known else None,
        deals_now=sum(f.deals for f in flows if f.is_open),
        slipped=_sum(f.then_value for f in flows if f.leaves_period == "slipped")
        if known
        else None,
        dimension=story.by,
    )


def _sum(values: Iterable[Decimal]) -> Decimal:
    return sum(values, Decimal(0))
