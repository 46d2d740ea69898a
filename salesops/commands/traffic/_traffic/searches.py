"""The table of web search: it sums to all clicks, with what search engines do not name."""

from collections.abc import Iterable, Iterator, Sequence

from salesops.commands.traffic._traffic.answers import Query
from salesops.commands.traffic._traffic.rows import Searched
from salesops.commands.traffic._traffic.story import Story
from salesops.models.compare import change, ratio
from salesops.result import Table

OTHER = "other"


def searches(story: Story) -> Table:
    rows = story.queries
    listed, rest = rows[: story.top], rows[story.top :]
    made = [_query(story, one) for one in listed]
    if rest:
        made.append(_query(story, _together(f"{OTHER} ({len(rest):,})", rest)))
    if rows:
        made += list(_unnamed(story, rows))
        made.append(_query(story, _together("all clicks", [story.found])))
    by = story.searched_by or "query"
    note = (
        "Position: mean place among the results, weighted by impressions; 1 is the first. Lost: "
        "places further down than before."
    )
    return Table("searches", f"Web search by {by}", Query, made, note, shown=bool(made))


def _unnamed(story: Story, rows: Sequence[Searched]) -> Iterator[Query]:
    whole, parts = story.found, _together("", rows)
    gap = Searched(
        "(not named)",
        whole.clicks - parts.clicks,
        whole.clicks_base - parts.clicks_base,
        whole.impressions - parts.impressions,
        whole.impressions_base - parts.impressions_base,
        None,
        None,
    )
    if any((gap.clicks, gap.clicks_base, gap.impressions, gap.impressions_base)):
        yield _query(story, gap)


def _query(story: Story, one: Searched) -> Query:
    history = story.search_compared
    known = one.position is not None and one.position_base is not None
    return Query(
        name=one.member,
        clicks=one.clicks,
        before=one.clicks_base if history else None,
        change=change("", one.clicks, one.clicks_base, history=history).change_pct,
        impressions=one.impressions,
        ctr=ratio(one.clicks, one.impressions),
        position=one.position,
        position_before=one.position_base,
        lost=one.lost if known else None,
        impressions_before=one.impressions_base,
    )


def _together(name: str, rows: Sequence[Searched]) -> Searched:
    return Searched(
        name,
        sum(r.clicks for r in rows),
        sum(r.clicks_base for r in rows),
        sum(r.impressions for r in rows),
        sum(r.impressions_base for r in rows),
        _weighted((r.position, r.impressions) for r in rows),
        _weighted((r.position_base, r.impressions_base) for r in rows),
    )


def _weighted(places: Iterable[tuple[float | None, int]]) -> float | None:
    known = [(place, times) for place, times in places if place is not None and times]
    times = sum(times for _, times in known)
    return sum(place * n for place, n in known) / times if times else None
