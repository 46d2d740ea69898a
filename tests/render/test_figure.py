"""Pictures on the page: ours in their places, the numbers beneath them, and nobody else's."""

import pytest

from salesops.render import anchors, figure, html
from salesops.render.charts import Drawing

PARSER = html._parser()
DAYS = Drawing("days", "Net sales", "From 1 to 2.", "", '<svg role="img"/>')
TABLE = "| Day | Net |\n| --- | ---: |\n| Mon | 1 |\n"
OURS = "![From 1 to 2.](pictures/days.png)\n"


def written(markdown, drawings=(DAYS,)):
    tokens = PARSER.parse(markdown)
    anchors.label_tables(tokens)
    found = figure.figured(
        list(figure.blocks(tokens)), {drawing.name: drawing for drawing in drawings}
    )
    tokens = [token for block in found for token in block]
    return PARSER.renderer.render(tokens, PARSER.options, {})


def test_a_picture_and_its_numbers_to_unfold():
    page = written(f"## Days\n\n{OURS}\n#### By day\n\n{TABLE}\nA note.\n\n### Next\n\nx\n")
    before, table, after = page.partition("<div")
    assert before == (
        '<h2>Days</h2>\n<figure id="days">\n<svg role="img"/>\n</figure>\n'
        "<details>\n<summary>The numbers: By day</summary>\n"
    )
    assert table
    assert after.endswith("<p>A note.</p>\n</details>\n<h3>Next</h3>\n<p>x</p>\n")


def test_several_tables_unfold_one_by_one():
    page = written(f"{OURS}\n#### The numbers\n\n{TABLE}\n#### More\n\n{TABLE}\n{OURS}")
    assert page.count("<details>") == page.count("</details>") == 2
    assert "<summary>The numbers</summary>" in page
    assert "<summary>The numbers: More</summary>" in page
    assert page.count("</details>\n<figure") == 1
    assert page.endswith("</figure>\n")


def test_a_heading_of_that_level_elsewhere_stays_one():
    page = written(f"#### By day\n\n{TABLE}\n{OURS}\n## Next\n\n#### By day\n\n{TABLE}")
    assert page.count("<h4>By day</h4>") == 2
    assert "<details>" not in page


def test_numbers_at_the_end_of_the_page_are_closed():
    assert written(f"{OURS}\n#### By day\n\n{TABLE}").endswith("</div>\n</details>\n")


def test_the_table_is_named_after_the_headings_above_it():
    page = written(f"## Days\n\n{OURS}\n#### By day\n\n{TABLE}\n### More\n\n{TABLE}")
    assert 'aria-label="Days: By day"' in page
    assert 'aria-label="Days: More"' in page


@pytest.mark.parametrize(
    "image",
    [
        "![x](pictures/other.png)",  # no picture of this report
        "![x](http://evil.example/days.png)",
        "![x](../pictures/days.png)",
        "![x](pictures/days.png 'title')",
        r"!\[x](pictures/days.png)",  # as an export says it
        r"!\[x\](pictures/days.png)",
        "a ![x](pictures/days.png)",
        "![x](pictures/days.png) b",
        "- ![x](pictures/days.png)",
        "> ![x](pictures/days.png)",
    ],
)
def test_any_other_image_stays_text(image):
    page = written(f"{image}\n")
    assert "<svg" not in page
    assert "<img" not in page
    assert "![x]" in page


def test_without_pictures_the_text_of_one_is_text():
    assert "<figure" not in written(OURS, drawings=())
