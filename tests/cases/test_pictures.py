"""Every chart that is shipped, on the sample; the two dashboards, on AdventureWorks too."""

import re
from datetime import datetime
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest

import salesops
from salesops import commands
from salesops.assets import folder
from salesops.commands.reports._report.pictures import chart
from salesops.render import theme
from salesops.render.charts import drawn, undrawn
from salesops.result import Answer, Context, Heat, Report, Rows, Section

pytest.importorskip("vl_convert")
# The reports of the sample draw most of them in every run.
pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("loaded_once")]
ASKED = {
    "net_sales_days": ("pulse", {}),
    "top_sellers": ("pulse", {}),
    "effects": ("explain", {}),
    "executive_kpis_trend": ("segments", {}),
    "business_performance_dashboard": ("segments", {}),
    "stock_heat_map": ("heatmap", {}),
    "sent_on_time": ("fulfillment", {}),
    "sales_by_category": ("sales", {"by": "category", "period": "last-month"}),
    "pace_day": ("pace", {}),
    "returns_months": ("returns", {}),
    "cart_weeks": ("abandon_carts", {}),
    "forecast": ("forecast", {}),
    "forecast_series": ("forecast", {"by": "category"}),
    "funnel": ("funnel", {}),
    "cohort_retention": ("cohorts", {}),
    "closings": ("closings", {}),
    "stages": ("stages", {}),
}
"""Which analysis each chart draws."""
ROLES = ("heat-1", "heat-2", "heat-3", "heat-4")
DASHBOARDS = ("executive_kpis_trend", "business_performance_dashboard")
WHOLE = {name: path for section in commands.found().values() for name, path in section.items()}
AS_OF = datetime(2026, 9, 18, 15, 10)  # noqa: DTZ001


def asked(db, *names):
    """A section with these charts of one analysis."""
    command, options = ASKED[names[0]]
    module = commands.load(next(path for path in WHOLE.values() if path.stem == command))
    report = getattr(module, command)(db, **options)
    return Section("part", "Part", report, tuple(chart(name, ()) for name in names))


def pictures(part, currency):
    context = Context("", "", AS_OF, "", currency, (), None, Rows(0, 0, 0, 0))
    report = Report("report", "R", "H", part.report.period, sections=(part,))
    answer = Answer(report, context)
    assert undrawn(answer) == ()
    return drawn(answer)


def texts(drawing):
    found = ET.fromstring(drawing.svg).iter("{http://www.w3.org/2000/svg}text")
    return ["".join(e.itertext()) for e in found]


def paths(drawing, role, what="fill"):
    """What is drawn in a colour, below the legend."""
    color = theme.colors("light")[role]
    return [e for e in ET.fromstring(drawing.svg).iter() if e.get(what) == color and e.get("d")]


@pytest.fixture(scope="module")
def sample():
    here = folder("sample_data")
    with salesops.open(here, config=here / "salesops.toml") as db:
        yield db


def test_every_chart_is_asked_here():
    specs = (folder("reports") / "charts").glob("*.vl.json")
    assert {path.name.removesuffix(".vl.json") for path in specs} == set(ASKED)


@pytest.mark.parametrize("name", ASKED)
def test_a_chart_of_the_sample(sample, name):
    drawing = pictures(asked(sample, name), "USD")[name]
    said = texts(drawing)
    assert drawing.title == said[[drawing.title in text for text in said].index(True)]
    assert not re.search(r"NaN|undefined|null|\{|\}", " ".join([*said, drawing.alt]))
    assert re.search(r"2026-\d\d", " ".join(said)), "it says when"
    # A page of 360 px has 328 for it: letters of 13 are then 8 at least.
    assert float(ET.fromstring(drawing.svg).get("width")) <= 328 * 13 / 8
    assert len(drawing.page) < 50_000
    written = drawing.svg + str(chart(name, ()).spec)
    assert not re.search("#[0-9a-fA-F]{6}", str(chart(name, ()).spec)), "colours are roles"
    assert set(re.findall("#[0-9a-fA-F]{6}", written)) <= set(theme.colors("light").values())


def test_the_bars_of_effects_sum_to_the_change(sample):
    part = asked(sample, "effects")
    alt = pictures(part, "USD")["effects"].alt
    told = re.findall(r"(-?[\d,]+\.\d\d) USD", alt)
    change = next(m for m in part.report.metrics if m.name == "net_sales").changes[0]
    assert sum(Decimal(amount.replace(",", "")) for amount in told) == change.change
    assert "(parts of these)" in alt


def test_the_heat_map_has_every_sku_once_and_what_is_out_darkest(sample):
    part = asked(sample, "stock_heat_map")
    drawing = pictures(part, "USD")["stock_heat_map"]
    whole = part.report.table("classes").rows[-1]
    cells = [int(text.replace(",", "")) for text in texts(drawing) if re.fullmatch("[0-9,]+", text)]
    assert len(cells) == 4 * 8
    assert sum(cells) == whole.skus
    out = [row for row in part.report.table("classes").rows[:-1] if row.out]
    assert len(paths(drawing, "heat-5")) == len(out)


def test_cohorts_are_coloured_by_quarters_and_a_month_that_is_not_over_is_not(sample):
    part = asked(sample, "cohort_retention")
    drawing = pictures(part, "USD")["cohort_retention"]
    rows = part.report.table("retention").rows[:-1]
    cells = [[v for n in range(1, 13) if (v := getattr(r, f"m{n}")) is not None] for r in rows]
    said = [int(text) for text in texts(drawing) if re.fullmatch("[0-9]+", text)]
    ages = list(range(1, 13))
    assert sorted(said) == sorted([*ages, *(int(100 * v + 0.5) for row in cells for v in row)])
    heats = [heat for column in part.report.table("retention").heat.values() for heat in column]
    for role, heat in zip(ROLES, (Heat.COOL, Heat.MILD, Heat.WARM, Heat.HOT), strict=True):
        assert len(paths(drawing, role)) == heats.count(heat) > 0
    whole = sum(map(len, cells)) - sum(
        bool(c) and not r.complete for c, r in zip(cells, rows, strict=True)
    )
    assert len(heats) - heats.count(Heat.NONE) == whole


@pytest.fixture(scope="module")
def stated(shared):
    """The dashboards of AdventureWorks, as seeds/002 names them."""
    with salesops.open(shared / "cases" / "adventureworks" / "raw", as_of="2014-01-29") as db:
        part = asked(db, *DASHBOARDS)
    return part, pictures(part, None)


@pytest.mark.shared
def test_business_performance_shows_what_was_reported(stated):
    part, drawings = stated
    drawing = drawings["business_performance_dashboard"]
    said = texts(drawing)
    assert "currency unstated · 2010-12-29 to 2014-01-28" in said
    for number in ("10,009", "8,472", "15,156", "12,500", "37.1 %", "15,180,423.00"):
        assert number in said
    assert said.count("Unknown") == 6
    sales = {row.segment: row.net_sales for row in part.report.table("segments").rows}
    widths = [float(re.search("h([0-9.e-]+)v", e.get("d"))[1]) for e in paths(drawing, "series-1")]
    m, s, unknown = widths[:3]
    assert m == 204
    assert s / m == pytest.approx(float(sales["S"] / sales["M"]))
    assert unknown / m == pytest.approx(float(sales["Unknown"] / sales["M"]))


@pytest.mark.shared
def test_executive_kpis_have_every_month_and_say_what_has_none(stated):
    part, drawings = stated
    drawing = drawings["executive_kpis_trend"]
    rows = [r for r in part.report.table("months").rows if r.month != "undated"]
    assert "Left out: 2 rows (what has no date)." in drawing.alt
    assert "Net sales, M: first 11,954.00 (2010-12)" in drawing.alt
    assert [t for t in texts(drawing) if t in ("M", "S", "Unknown")] == ["M", "S", "Unknown"]
    lines = [e for e in paths(drawing, "series-2", "stroke") if e.get("d").count("L") > 1]
    assert [e.get("d").count("L") + 1 for e in lines] == [sum(r.segment == "S" for r in rows)] * 4
    hollow = [r for r in rows if r.segment == "S" and not r.complete]
    rings = [e for e in paths(drawing, "series-2", "stroke") if "A" in e.get("d")]
    assert len(rings) == 4 * len(hollow)
    assert {e.get("fill") for e in rings} == {theme.colors("light")["page"]}
