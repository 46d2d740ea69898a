"""What was won month by month, as prose draws it and as scripts read it."""

from collections.abc import Iterator, Sequence

from salesops.commands.team._reps import answers
from salesops.commands.team._reps.people import NOBODY, Key, Rep
from salesops.commands.team._reps.story import Story
from salesops.models.compare import ratio
from salesops.periods.dates import floor
from salesops.result import Table


def note(story: Story) -> str:
    """What the marks of the ranking are."""
    months = story.months.in_words
    if not months:
        return ""
    gap = "; a dot: not there" if story.sql.has("reps") else ""
    return (
        f" Won by month: the value won in each of the {months}, drawn from the lowest to the "
        f"highest of the row{gap}."
    )


def everybody(story: Story) -> Table:
    """Each month of all who closed anything in them, for scripts."""
    return Table("months", "By month", answers.Month, [*_everybody(story)], shown=False)


def _everybody(story: Story) -> Iterator[answers.Month]:
    keys = story.months.keys
    for key, rep in sorted(story.people.all.items(), key=lambda one: (one[1].name, one[0][0])):
        if key in keys:
            yield from _rows(story, [key], rep.name, rep)
    if none := [key for key in keys if key[1] is None]:
        yield from _rows(story, none, NOBODY)


def _rows(
    story: Story, keys: Sequence[Key], name: str, rep: Rep | None = None
) -> Iterator[answers.Month]:
    months = story.months
    for start, value in zip(months.starts, months.values(keys, rep), strict=True):
        won, lost, _ = months.of(keys, start)
        share = ratio(won, won + lost)
        yield answers.Month(f"{start:%Y-%m}", value, won, lost, share, name)


def drawn(story: Story, rep: Rep) -> Table:
    """The same of one rep, as a line."""
    rows, end = [*_rows(story, [rep.key], rep.name, rep)], story.window.end
    values = [row.won_value for row in rows]
    said = "Won value, a mark a month."
    if None in values:
        said += f" A dot: {rep.name} was not there."
    if end != floor(end, "month"):
        said += f" {end:%Y-%m} is not over, and left out."
    return Table(
        "months", "Won by month", answers.Month, rows, said,
        shown=any(values), spark="won_value",
    )  # fmt: skip
