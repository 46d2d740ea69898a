"""Quotes by rep, team, product ..: how many were accepted, and the mean discount."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from salesops.commands.grouping import UNKNOWN
from salesops.commands.team._quotes import answers
from salesops.commands.team._quotes.rows import Group, Span
from salesops.commands.team._quotes.story import Story
from salesops.models import wilson
from salesops.models.compare import ratio
from salesops.result import Table

BY = {
    "owner": "rep", "manager": "manager", "team": "team", "territory": "territory",
    "product": "product", "segment": "segment", "channel": "channel", "source": "source",
    "account": "account", "month": "month",
}  # fmt: skip
"""What may be asked for, and what it is called."""


def rate(part: int, whole: int) -> tuple[float | None, float | None, float | None]:
    """A share, and where the true one lies."""
    lies = wilson.share(part, whole)
    return ratio(part, whole), lies.low if lies else None, lies.high if lies else None


def by_tables(story: Story) -> tuple[Table, Table]:
    by = story.asked.by
    row: Any = answers.named(BY[by].capitalize())
    groups = ranked(by, story.groups(by))
    top = story.asked.top
    first = groups if len(groups) <= top + 1 else [*groups[:top], _together(groups[top:])]
    note = (
        "n: accepted, declined or expired; open ones are in no rate. From and to: where the true "
        "rate lies, with 95 % confidence."
    )
    return (
        Table(f"by_{by}", f"By {BY[by]}, all", row, _grouped(row, groups), shown=False),
        Table("by", f"By {BY[by]}", row, _grouped(row, first), note if groups else "",
              shown=bool(groups)),
    )  # fmt: skip


def ranked(by: str, groups: Sequence[Group]) -> list[Group]:
    """Those worth most first, months the latest first, what has no name last."""
    named = [group for group in groups if group.id is not None]
    if by == "month":
        named.sort(key=lambda group: group.id or "", reverse=True)
    return named + [group for group in groups if group.id is None]


def _together(groups: Sequence[Group]) -> Group:
    def total(part: str) -> Any:
        return sum(getattr(group, part) for group in groups)

    return Group(
        shop="",
        id="",
        name=f"other ({len(groups):,})",
        quotes=total("quotes"),
        accepted=total("accepted"),
        declined=total("declined"),
        expired=total("expired"),
        still_open=total("still_open"),
        value=sum((group.value for group in groups), Decimal(0)),
        accepted_value=sum((group.accepted_value for group in groups), Decimal(0)),
        discounts=total("discounts"),
        discount_sum=total("discount_sum"),
        discount_squares=total("discount_squares"),
    )


def _grouped(row: Any, groups: Sequence[Group]) -> list[Any]:
    return [
        row(
            _name(group), group.quotes, group.accepted, group.ended,
            *rate(group.accepted, group.ended), group.still_open, group.accepted_value,
            mean(group), group.declined, group.expired, group.value, group.discounts,
            group.shop or None, group.id or None,
        )
        for group in groups
    ]  # fmt: skip


def _name(group: Group) -> str:
    if group.id is None or group.name is None:
        return UNKNOWN
    return group.name


def mean(of: Group | Span) -> float | None:
    """Of their discounts."""
    return of.discount_sum / of.discounts if of.discounts else None
