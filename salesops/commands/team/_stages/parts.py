"""The steps of each owner, team, source, ..; those with few deals together."""

from collections.abc import Iterator, Mapping, Sequence

from salesops.commands.team._stages.answers import PartStep
from salesops.commands.team._stages.rows import Moved
from salesops.commands.team._stages.steps import FEW, Course, Entered
from salesops.commands.team._stages.story import Story
from salesops.result import Table

DIMENSIONS = ("owner", "team", "manager", "source", "channel", "segment", "product")
OTHER = "other"


def by(story: Story) -> Table:
    """The steps of each part; empty where none is asked for."""
    rows = [*_rows(story)] if story.by and story.told else []
    note = (
        f"Deals that state no {story.by} are Unknown; few: fewer than {story.limits.few} entered, "
        "so the rate says little."
    )
    title = f"From stage to stage by {story.by}" if story.by else "From stage to stage by part"
    return Table("by", title, PartStep, rows, note if rows else "", shown=bool(story.by), keys=3)


def _rows(story: Story) -> Iterator[PartStep]:
    """The parts with most entries first, those past --top together; so parts sum to the whole."""
    parts: dict[str, list[Moved]] = {}
    for row in story.moved:
        parts.setdefault(row.part, []).append(row)
    ranked = sorted(parts, key=lambda name: (-sum(r.deals for r in parts[name]), name))
    listed: dict[str, Sequence[Moved]] = {name: parts[name] for name in ranked[: story.top]}
    if rest := ranked[story.top :]:
        listed[f"{OTHER} ({len(rest)})"] = [row for name in rest for row in parts[name]]
    yield from _steps(story, listed)


def _steps(story: Story, listed: Mapping[str, Sequence[Moved]]) -> Iterator[PartStep]:
    for name, moved in listed.items():
        for course in story.courses_of(moved):
            for one, after in course.steps() if course else ():
                yield _step(story, name, course, one, after)


def _step(story: Story, name: str, course: Course, one: Entered, after: str) -> PartStep:
    on = one.on
    return PartStep(
        name,
        story.named(course.pipeline, one.stage.stage),
        one.all,
        on.part,
        on.rate,
        on.low,
        on.high,
        one.decided.rate,
        FEW if one.all < story.limits.few else "",
        after,
        one.still_open,
        one.lost,
        one.unknown,
        course.pipeline,
    )
