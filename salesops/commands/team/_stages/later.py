"""From each stage to any later one: a matrix to read, and a list for scripts."""

from collections.abc import Iterator

from salesops.commands.team._stages.answers import Conversion, matrix
from salesops.commands.team._stages.steps import Course
from salesops.commands.team._stages.story import Story
from salesops.result import Table

WIDEST = 7
"""Stages that a matrix has room for; with more, or several pipelines, it is a list."""


def matrices(story: Story) -> Iterator[Table]:
    """The matrix; only of one pipeline, for the columns are its stages."""
    if not _square(story):
        return
    (course,) = [one for one in story.courses if one]
    names = [name for name, _ in course.later(0)]
    row = matrix(names)
    rows = [row(*_cells(course, n)) for n in range(len(course.stages))]
    note = "Of those that entered the stage, the share that later came to that one, or past it."
    yield Table("matrix", "From each stage to any later one", row, rows, note)


def _square(story: Story) -> bool:
    courses = [one for one in story.courses if one]
    return len(courses) == 1 and 1 < len(courses[0].stages) <= WIDEST


def _cells(course: Course, index: int) -> list[object]:
    one = course.stages[index]
    blank = [None] * index
    return [one.stage.stage, one.all, *blank, *(one.came(p).rate for _, p in course.later(index))]


def conversions(story: Story) -> Table:
    """The same as a list, with n and intervals; prose shows it where there is no matrix."""
    rows = [row for course in story.courses if course for row in _pairs(story, course)]
    shown = bool(rows) and not _square(story)
    return Table("conversions", "From each stage to any later one", Conversion, rows, shown=shown)


def _pairs(story: Story, course: Course) -> Iterator[Conversion]:
    for n, one in enumerate(course.stages):
        for name, place in course.later(n):
            came = one.came(place)
            named = story.named(course.pipeline, one.stage.stage)
            yield Conversion(
                named, name, came.whole, came.part, came.rate, came.low, came.high, course.pipeline
            )
