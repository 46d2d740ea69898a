"""Text as an attacker writes it, in every place of a picture that an export can reach."""

from xml.etree import ElementTree as ET

import picture
import pytest
from hostile import PAYLOADS

from salesops.render import vega
from salesops.render.alt import alt
from salesops.render.charted import Charted
from salesops.render.charts import drawn, undrawn
from salesops.render.safe import visible

pytest.importorskip("vl_convert")
TAGS = set("svg g path rect text tspan line circle defs clipPath title".split())


def drawings():
    """The payloads as SKUs, as their titles, as names of lines, and as the currency."""
    yield "top_sellers", [picture.sellers(*((t, None, "5") for t in part)) for part in parts(10)]
    yield "top_sellers", [picture.sellers(*(("S", t, "5") for t in part)) for part in parts(10)]
    yield (
        "executive_kpis_trend",
        [
            picture.months(*((month, t, "5") for month in ("2026-01", "2026-02") for t in part))
            for part in parts(6)
        ],
    )


def parts(size):
    return [PAYLOADS[n : n + size] for n in range(0, len(PAYLOADS) - 1, size)]


def harmless(drawing):
    """Whether each form parses, draws only, and shows no character that cannot be seen."""
    for form in (drawing.svg, drawing.page):
        elements = list(ET.fromstring(form).iter())
        assert {e.tag.rpartition("}")[2] for e in elements} <= TAGS
        assert not [a for e in elements for a in e.attrib if a.lower().startswith("on")]
        for said in picture.texts(form):
            assert visible(said) == said
    assert visible(drawing.alt) == drawing.alt


@pytest.mark.slow
def test_payloads_in_labels_are_letters():
    for name, tables in drawings():
        for table in tables:
            answer = picture.answer(name, table)
            if undrawn(answer):
                continue  # the last part may hold one row only
            harmless(drawn(answer)[name])


@pytest.mark.parametrize("text", PAYLOADS)
def test_the_alt_tells_each_as_prose_shows_it(text):
    table = picture.sellers((text, None, "5"), ("B", None, "4"))
    (section,) = picture.answer("top_sellers", table).report.sections
    assert f"{visible(text)} 5.00 EUR" in alt(Charted(section.charts[0], section), "EUR")


@pytest.mark.parametrize("currency", ["<script>", "{ink}", "a\nb", "\u202e", "'); x('"])
def test_a_currency_is_only_written(currency):
    answer = picture.answer("net_sales_days", picture.days("1", "2"), currency=currency)
    drawing = drawn(answer)["net_sales_days"]
    harmless(drawing)
    assert visible(currency) in " ".join(picture.texts(drawing.svg))


def test_a_label_that_names_a_colour_or_an_expression_is_a_label():
    names = ("{ink}", "{currency}", "datum.sku", "'; 1/0", "__proto__", "constructor")
    table = picture.sellers(*((name, None, "5") for name in names))
    said = picture.texts(drawn(picture.answer("top_sellers", table))["top_sellers"].svg)
    assert set(names) <= set(said)


def test_a_label_longer_than_its_room_is_cut():
    table = picture.sellers(("S" * 3000, None, "5"), ("B", None, "4"))
    drawing = drawn(picture.answer("top_sellers", table))["top_sellers"]
    assert max(map(len, picture.texts(drawing.svg))) < 60
    assert any(said.endswith("…") for said in picture.texts(drawing.svg))


def test_a_text_of_pages_is_cut_before_it_is_measured():
    """Vega took seven seconds to measure a title of two thousand letters."""
    table = picture.sellers(("A", "x" * 2000, "5"), ("B", "y", "4"))
    long, short = vega.values(table, table.rows, None)
    assert long["title"] == long["title_text"] == "x" * 119 + "…"
    assert short["title"] == "y"
