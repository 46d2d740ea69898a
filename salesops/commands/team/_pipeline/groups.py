"""The tables of open deals by stage, owner, month and whatever is asked."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from salesops.commands.grouping import UNKNOWN
from salesops.commands.team._pipeline.answers import Group, InStage
from salesops.commands.team._pipeline.rows import ZERO, Part, Stage
from salesops.commands.team._pipeline.story import Story
from salesops.models.compare import ratio
from salesops.result import Table

OTHER = "other"
"""Those below a ranking: a table sums to the whole."""
CHANCELESS = "none is known"


def asked(story: Story, name: str) -> bool:
    return name == story.by or (story.by is None and story.only in (None, name))


def stages(story: Story) -> Table:
    places = {(one.pipeline, one.stage): one for one in story.stages}
    parts = sorted(
        story.parts.get("stage", []),
        key=lambda p: (p.part is None, p.pipeline, *_place(places.get((p.pipeline, p.part or "")))),
    )
    rows = [_stage(story, part, places.get((part.pipeline, part.part or ""))) for part in parts]
    orders = list(dict.fromkeys(one.basis for one in story.stages if one.basis and one.open_deals))
    note = f"Stages stand in order {'; '.join(orders)}. " if orders else ""
    if any(one.won_days is not None for one in story.stages):
        note += "Days are medians; of won deals those that they had stayed in the stage."
    shown = asked(story, "stage")
    return Table("stages", "By stage", InStage, rows, note.strip() if rows else "", shown=shown)


def _place(stage: Stage | None) -> tuple[bool, int, str]:
    return (stage is None, stage.place if stage else 0, stage.stage if stage else "")


def _stage(story: Story, part: Part, stage: Stage | None) -> InStage:
    name = part.part or UNKNOWN
    return InStage(
        stage=f"{part.pipeline or UNKNOWN}: {name}" if story.several else name,
        deals=part.deals,
        value=part.value,
        share=ratio(part.value, story.whole.value),
        without_amount=part.without,
        chance=part.chance,
        basis=part.bases or CHANCELESS,
        weighted=part.weighted,
        days=part.days,
        won_days=stage.won_days if stage and stage.won_stays >= story.limits.few_won else None,
        overdue=part.overdue if story.ended.dated else None,
        stale=part.stale if part.timed else None,
        place=stage.place if stage else None,
        pipeline=part.pipeline,
        at_list_price=part.listed,
    )


def ranked(story: Story, name: str) -> Table:
    """The parts with most money first, then the others together, then what states none."""
    every = sorted(
        story.parts.get(name, []), key=lambda p: (-(p.value or ZERO), -p.deals, p.label or "")
    )
    told = [part for part in every if part.part is not None]
    rows = [_group(story, part.label or UNKNOWN, [part]) for part in told[: story.top]]
    if rest := told[story.top :]:
        rows.append(_group(story, f"{OTHER} ({len(rest):,})", rest))
    rows += [_group(story, UNKNOWN, [part]) for part in every if part.part is None]
    table = "owners" if name == "owner" else "by"
    return Table(table, f"By {name}", Group, rows, shown=asked(story, name))


def months(story: Story) -> Table:
    parts = sorted(story.parts.get("month", []), key=lambda p: (p.part is None, p.part or ""))
    rows = [_group(story, part.label or UNKNOWN, [part]) for part in parts]
    title = "By month of the expected close"
    dated = story.ended.dated > 0 or story.only == "month"
    return Table("months", title, Group, rows, shown=dated and asked(story, "month"))


def _group(story: Story, name: str, parts: Sequence[Part]) -> Group:
    value = _sum(part.value for part in parts)
    return Group(
        name,
        sum(part.deals for part in parts),
        value,
        ratio(value, story.whole.value),
        sum(part.without for part in parts),
        _sum(part.weighted for part in parts),
        sum(part.overdue for part in parts) if story.ended.dated else None,
        sum(part.stale for part in parts) if story.whole.timed else None,
        sum(part.stepless for part in parts) if story.ended.steps else None,
        sum(part.listed for part in parts),
    )


def _sum(values: Iterable[Decimal | None]) -> Decimal | None:
    known = [value for value in values if value is not None]
    return sum(known, ZERO) if known else None
