"""Pictures: what they draw, what they tell in words, and what is refused or left out."""

import re
import subprocess
import sys
from xml.etree import ElementTree as ET

import picture
import pytest

from salesops.errors import UsageError
from salesops.render import charts, theme
from salesops.render.charts import drawn, undrawn
from salesops.render.svg import inline

pytest.importorskip("vl_convert")
FIVE = ("100", "250.50", None, "80", "120")
BARE = {
    "description": "Sold.",
    "usermeta": {"table": "trend", "along": "day", "measures": ["net_sales"], "draw": "line"},
    "data": {"name": "trend"},
    "mark": "line",
    "encoding": {
        "x": {"field": "day", "type": "temporal", "timeUnit": "utcyearmonthdate"},
        "y": {"field": "net_sales", "type": "quantitative"},
    },
}


def one(name, *tables, **said):
    answer = picture.answer(name, *tables, **said)
    assert undrawn(answer) == ()
    return drawn(answer)[name]


def test_a_line_in_words_has_its_ends_and_its_extremes():
    drawing = one("net_sales_days", picture.days(*FIVE))
    assert drawing.title == "Net sales by day"
    assert drawing.alt == (
        "Net sales of each day as a line; Saturdays and Sundays are hollow points. Net sales: "
        "first 100.00 EUR (2026-03-02), last 120.00 EUR (2026-03-06), low 80.00 EUR (2026-03-05), "
        "high 250.50 EUR (2026-03-03)."
    )


def test_a_day_without_a_number_is_no_point_and_breaks_the_line():
    svg = one("net_sales_days", picture.days(*FIVE)).svg
    line = next(e for e in ET.fromstring(svg).iter() if e.get("stroke-width") == "2")
    assert line.get("d").count("M") == 2
    points = re.findall(rf'd="M[^"]*A[^"]*" fill="{theme.colors("light")["series-1"]}"', svg)
    assert len(points) == 4


def test_weekends_are_hollow():
    page = theme.colors("light")["page"]
    svg = one("net_sales_days", picture.days(*"1234567")).svg  # 2026-03-02 is a Monday
    assert len(re.findall(rf'd="M[^"]*A[^"]*" fill="{page}"', svg)) == 2


def test_the_picture_says_what_when_and_in_which_currency():
    said = picture.texts(one("net_sales_days", picture.days(*FIVE)).svg)
    assert "Net sales by day" in said
    assert "EUR · 2026-03-02 to 2026-03-06" in " ".join(said)
    assert {"2 Mar", "0", "100", "200"} <= set(said)
    unstated = one("net_sales_days", picture.days(*FIVE), currency=None)
    assert "currency unstated · 2026-03-02" in " ".join(picture.texts(unstated.svg))
    assert "EUR" not in unstated.alt


def test_axes_write_thousands_and_shorten_what_is_longer():
    assert "4,000" in picture.texts(one("net_sales_days", picture.days("1000", "4000")).svg)
    huge = picture.texts(one("net_sales_days", picture.days("1e9", "4e9")).svg)
    assert "4bn" in huge
    assert not [said for said in huge if "000,000" in said]


def test_bars_write_their_numbers_as_tables_do_and_leave_the_rest_out():
    table = picture.sellers(
        ("A-1", "Mug", "1234.5"), ("B-2", None, "80"), ("other", None, "9999999")
    )
    drawing = one("top_sellers", table)
    said = picture.texts(drawing.svg)
    assert {"A-1 · Mug", "1,234.50", "B-2", "80.00"} <= set(said)
    assert not {"other", "9,999,999.00"} & set(said)
    assert drawing.alt.endswith(
        "Net sales: A-1 1,234.50 EUR; B-2 80.00 EUR. Left out: 1 row (the sum of all other SKUs)."
    )
    assert "EUR · 2026-03-02 to 2026-03-08" in " ".join(said)


def test_a_sku_that_is_called_other_is_a_sku():
    drawing = one("top_sellers", picture.sellers(("other", "A mug", "5"), ("B", None, "4")))
    assert "other 5.00 EUR; B 4.00 EUR" in drawing.alt
    assert "Left out" not in drawing.alt


def test_two_rows_of_one_name_are_two_bars():
    svg = one("top_sellers", picture.sellers(("A", "X", "5"), ("A", "X", "4"))).svg
    assert len(bars(svg)) == 2


def bars(svg):
    blue = theme.colors("light")["series-1"]
    return [float(w) for w in re.findall(rf'd="M0,[^"]*h-([\d.]+)Z" fill="{blue}"', svg)]


def test_a_bar_is_as_long_as_its_number():
    svg = one("top_sellers", picture.sellers(("A", "X", "400"), ("B", "X", "100"))).svg
    assert bars(svg) == [400, 100]  # the whole width and a quarter


def test_what_there_is_no_room_for_is_counted():
    rows = [(f"S-{n}", "X", str(1000 - n)) for n in range(400)]
    drawing = one("top_sellers", picture.sellers(*rows))
    assert len(bars(drawing.svg)) == 10
    assert drawing.alt.endswith("Not drawn: 390 more rows of the table.")


def test_a_heat_map_in_words_leaves_out_what_is_zero():
    meta = {"table": "months", "along": "month", "measures": ["orders", "aov"], "draw": "heat"}
    spec = {"usermeta": meta, "data": {"name": "months"}, "mark": "rect", "encoding": {}}
    rows = [("2026-01", "A", "9"), ("2026-02", "A", "0")]
    assert one("own", picture.months(*rows), spec=spec).alt == (
        "Month 2026-01: orders 2, aov 4.50 EUR. Month 2026-02: orders 2."
    )


def test_six_lines_at_most_the_largest_and_the_others_by_name():
    rows = [(f"2026-0{m}", f"seg{n}", str(100 * n)) for m in (1, 2) for n in range(1, 9)]
    drawing = one("executive_kpis_trend", picture.months(*rows, ("undated", "seg1", "9000")))
    said = picture.texts(drawing.svg)
    assert [text for text in said if text.startswith("seg")] == [f"seg{n}" for n in range(8, 2, -1)]
    assert drawing.alt.endswith("Left out: 1 row (what has no date). Not drawn: seg2, seg1.")
    assert "Net sales, seg8: first 800.00 EUR (2026-01), last 800.00 EUR (2026-02)" in drawing.alt


@pytest.mark.parametrize(
    ("amounts", "why"),
    [
        ((), 2),
        (("5",), 2),
        (("5", None, None), 2),
        (("5", "Infinity"), 2),
        (("5", "6"), None),
        (("5", None, "6"), None),
    ],
)
def test_one_number_is_no_picture(amounts, why):
    answer = picture.answer("net_sales_days", picture.days(*amounts))
    said = "No picture net_sales_days: it takes 2 rows of trend that have a number."
    assert undrawn(answer) == ((said,) if why else ())
    assert set(drawn(answer)) == (set() if why else {"net_sales_days"})


def test_a_table_or_a_column_that_is_missing_is_said():
    answer = picture.answer("net_sales_days", picture.sellers(("A", None, "1")))
    assert undrawn(answer) == ("No picture net_sales_days: this answer has no table trend.",)
    meta = BARE["usermeta"] | {"measures": ["gross"]}
    answer = picture.answer("own", picture.days("1", "2"), spec=BARE | {"usermeta": meta})
    assert undrawn(answer) == ("No picture own: the table trend has no column gross.",)
    assert drawn(answer) == {}


def test_what_is_no_number_is_not_drawn():
    meta = BARE["usermeta"] | {"measures": ["day"]}
    answer = picture.answer("own", picture.days("1", "2"), spec=BARE | {"usermeta": meta})
    assert undrawn(answer) == ("No picture own: the column day of trend holds no numbers.",)
    assert drawn(answer) == {}


@pytest.mark.parametrize(
    "amounts",
    [
        ["-5", "-70.5", "-1"],
        ["0", "0", "0"],
        ["7", "7", "7"],
        ["-1e15", "1e15"],
        ["0.01"] * 400,
        ["1e-9", "99999999999999999999.99"],
    ],
)
@pytest.mark.parametrize("name", ["net_sales_days", "top_sellers"])
def test_numbers_of_any_size_are_drawn(name, amounts):
    rows = picture.sellers(*((f"S{n}", "X", a) for n, a in enumerate(amounts)))
    svg = one(name, rows if name == "top_sellers" else picture.days(*amounts)).svg
    assert not re.search(r"NaN|Infinity|undefined|null", svg)


@pytest.mark.parametrize(
    "change",
    [
        {"data": {"url": "http://127.0.0.1:9/x.csv"}},
        {"data": {"url": "file:///etc/passwd"}},
        {"data": {"values": [{"day": "2026-01-01", "net_sales": 1}]}},
        {"data": {"name": "trend", "values": []}},
        {"data": {"sequence": {"start": 0, "stop": 9}}},
        {"datasets": {"trend": []}},
        {"mark": {"type": "line", "href": "http://evil.example"}},
        {"mark": {"type": "image", "url": "http://evil.example/x.png"}},
        {"layer": [{"mark": "line", "encoding": {"href": {"value": "x"}}}]},
        {"layer": [{"transform": [{"lookup": "day", "from": {"data": {"url": "x"}}}]}]},
        {"usermeta": {"table": "trend"}},
        {"usermeta": []},
        {"usermeta": BARE["usermeta"] | {"table": ["trend"]}},
        {"usermeta": BARE["usermeta"] | {"along": ["day"]}},
        {"usermeta": BARE["usermeta"] | {"measures": "net_sales"}},
        {"usermeta": BARE["usermeta"] | {"series": 1}},
        {"usermeta": BARE["usermeta"] | {"rows": "3"}},
        {"usermeta": BARE["usermeta"] | {"rows": -3}},
        {"usermeta": BARE["usermeta"] | {"rows": True}},
        {"usermeta": BARE["usermeta"] | {"most": 1.5}},
        {"transform": None},
        {"transform": [1]},
        {"transform": [{"filter": {"field": "day", "oneOf": 3}}]},
        {"mark": "wavy"},
        {"width": 100_000, "height": 100_000},
        {"config": {"font": "'><x"}},
        {"encoding": {"x": {"field": "day", "axis": {"labelFont": "<"}}}},
    ],
)
def test_a_spec_that_fetches_or_brings_numbers_is_refused(change):
    answer = picture.answer("own", picture.days("1", "2"), spec=BARE | change)
    with pytest.raises(UsageError, match=r"^chart own") as error:
        drawn(answer)
    assert "\n" not in str(error.value)


def test_what_vega_says_of_a_spec_is_said():
    broken = BARE | {"transform": [{"calculate": "1 +", "as": "x"}]}
    with pytest.raises(UsageError, match=r"can be drawn: Error: Unexpected end of input$"):
        drawn(picture.answer("own", picture.days("1", "2"), spec=broken))


def test_without_the_extra_there_is_no_picture_and_one_sentence(monkeypatch):
    monkeypatch.setattr(charts, "find_spec", lambda _: None)
    answer = picture.answer("net_sales_days", picture.days("1", "2"))
    assert drawn(answer) == {}
    assert undrawn(answer) == (charts.MISSING,)
    assert "pip install 'salesops[charts]'" in charts.MISSING


def test_the_page_s_picture_takes_its_colours_from_the_page():
    drawing = one("net_sales_days", picture.days(*FIVE))
    assert re.search("#[0-9a-fA-F]{3,}", drawing.svg)
    assert not re.search(r"[\"' ]#[0-9a-fA-F]{3,8}[\"' ;]", drawing.page)
    roles = set(re.findall(r"var\(--chart-([a-z0-9-]+)\)", drawing.page))
    assert {"page", "ink", "soft", "line", "series-1"} <= roles <= set(theme.colors("dark"))
    root = ET.fromstring(drawing.page)
    assert (root.get("role"), root.get("aria-label")) == ("img", drawing.alt)
    assert root.get("style") is None


def test_two_pictures_of_a_page_share_no_id():
    clip = {"mark": {"type": "line", "clip": True}}
    pages = [
        drawn(picture.answer(name, picture.days("1", "2"), spec=BARE | clip))[name].page
        for name in ("one", "two")
    ]
    ids = [set(re.findall(r'id="([^"]+)"', page)) for page in pages]
    assert all(ids)
    assert ids[0].isdisjoint(ids[1])
    for page, own in zip(pages, ids, strict=True):
        assert set(re.findall(r"url\(#([^)]+)\)", page)) <= own


SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'


@pytest.mark.parametrize(
    "inner",
    [
        "<script>alert(1)</script>",
        "<foreignObject/>",
        "<style>*{}</style>",
        "<image href='x.png'/>",
        "<a href='http://x'><text>x</text></a>",
        "<path onload='alert(1)'/>",
        "<path ONCLICK='alert(1)'/>",
        "<path style='fill:red'/>",
        "<path xlink:href='http://x'/>",
        "<path fill='url(http://x)'/>",
        "<path fill=\"url('http://x#a')\"/>",
        "<set attributeName='x' to='y'/>",
        "<script xmlns='http://www.w3.org/1999/xhtml'/>",
        "<!-- x --><path/>",
    ],
)
def test_a_picture_that_could_act_is_left_out(inner):
    assert inline(SVG.format(inner), "x", "alt") is None


def test_a_picture_that_only_draws_passes():
    inner = "<g><path id='a' clip-path='url(#a)' xlink:href='#a' fill='none'/><text>x</text></g>"
    page = inline(SVG.format(inner), "x", 'said "<b>"')
    assert 'clip-path="url(#x-a)"' in page
    assert ET.fromstring(page).get("aria-label") == 'said "<b>"'


def test_the_png_is_the_picture_twice_as_large():
    drawing = one("net_sales_days", picture.days(*FIVE))
    width, height = (float(ET.fromstring(drawing.svg).get(side)) for side in ("width", "height"))
    assert drawing.png.startswith(b"\x89PNG\r\n\x1a\n")
    found = [int.from_bytes(drawing.png[at : at + 4]) for at in (16, 20)]
    assert found == pytest.approx([2 * width, 2 * height], abs=1)


PROBE = """
import sys
sys.path[:0] = sys.argv[1:]
import hashlib, picture
from salesops.render.charts import drawn
seen = []
for name, table in (
    ("net_sales_days", picture.days(*"1234567")),
    ("top_sellers", picture.sellers(*((sku, "A title", "5") for sku in "ABCDE"))),
    ("executive_kpis_trend", picture.months(("2026-01", "a", "1"), ("2026-02", "a", "2"))),
):
    answer = picture.answer(name, table)
    drawing = drawn(answer)[name]
    seen += [hashlib.sha256(part).hexdigest() for part in (drawing.page.encode(), drawing.png)]
print(*seen)
"""


def test_nothing_heavy_is_imported_before_a_picture_is_drawn():
    probe = "import sys; from salesops.render import charts, terminal; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, check=True, timeout=60
    )
    assert not {"vl_convert", "duckdb", "jinja2"} & set(done.stdout.split())


def probed(zone):
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *sys.path],
        env={"TZ": zone, "PATH": "/usr/bin:/bin", "HOME": "/nonexistent"},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return done.stdout.split()


@pytest.mark.slow
def test_the_same_bytes_in_any_time_zone():
    """What a picture costs is measured by benchmarks/report.py."""
    seen = probed("UTC")
    assert len(set(seen)) == 6
    assert probed("Asia/Tokyo") == probed("America/Los_Angeles") == seen
