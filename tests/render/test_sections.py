"""The sections of a report as text: what folds beneath a picture, and what is said once."""

import copy
from dataclasses import replace

import picture

from salesops.commands.reports._report.pictures import chart
from salesops.render import html, markdown
from salesops.render.charts import drawn
from salesops.render.sections import parts
from salesops.render.view import View

TABLE = picture.sellers(("A", "Mug", "40"), ("B", None, "10"))


def answer(*, fold):
    spec = copy.deepcopy(chart("top_sellers", ()).spec)
    spec["usermeta"]["fold"] = fold
    return picture.answer("mine", TABLE, spec=spec)


def test_a_table_that_folds_stands_beneath_its_picture():
    asked = answer(fold=True)
    (part,) = parts(asked, drawn(asked))
    assert [grid.title for shown in part.pictures for grid in shown.numbers] == ["Top"]
    assert part.tables == ()
    view = View(drawings=drawn(asked), pictures="x")
    assert "<summary>The numbers: Top</summary>" in html.render(asked, view).decode()
    assert "### Top" in markdown.render(asked, view).decode().splitlines()


def test_it_stands_as_it_is_where_it_does_not_fold_or_nothing_is_drawn():
    for asked, pictures in ((answer(fold=False), True), (answer(fold=True), False)):
        (part,) = parts(asked, drawn(asked) if pictures else {})
        assert [shown.numbers for shown in part.pictures] == ([()] if pictures else [])
        assert [block.title for block in part.tables] == ["Top"]


def test_what_a_section_before_it_says_is_not_said_again():
    asked = answer(fold=False)
    (section,) = asked.report.sections
    other = replace(section, report=replace(section.report, headline="Else."))
    report = replace(asked.report, sections=(section, section, other))
    assert [p.headline for p in parts(replace(asked, report=report), {})] == ["Said.", "", "Else."]
