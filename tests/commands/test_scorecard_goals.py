"""The goals file: what it may say, and what is refused with which word."""

import re
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path

import pytest
from scorecard_store import asked, goal, store

import salesops
from salesops.commands.sales._scorecard.guide import goals as guide
from salesops.commands.sales._scorecard.metrics import METRICS
from salesops.commands.sales._scorecard.read import read
from salesops.commands.sales.scorecard import scorecard
from salesops.definitions import catalogue
from salesops.errors import InputError, UsageError

pytestmark = pytest.mark.usefixtures("loaded_once")

AS_OF = datetime.fromisoformat("2026-09-18T15:10")
EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "goals.toml"


def parsed(tmp_path, text):
    path = tmp_path / "goals.toml"
    path.write_text(text, encoding="utf-8")
    return read(path, AS_OF, 1)


def one(tmp_path, metric="net_sales", over="month", *lines):
    (found,) = parsed(tmp_path, goal(metric, over, *lines))
    return found


def test_the_example_is_read():
    found = {g.title: g for g in read(EXAMPLE, AS_OF, 1)}
    revenue, growing = found["Revenue"], found["Revenue, growing"]
    assert (revenue.bounds.low, revenue.bounds.high) == (Fraction(1, 10), Fraction(1, 5))
    assert (revenue.owner, revenue.grows, revenue.base.kind) == ("Ana", True, "prev")
    assert (growing.starts, growing.ends) == (date(2026, 8, 31), date(2026, 9, 20))
    assert growing.base.baseline.start == datetime.fromisoformat("2026-07-01")
    assert found["Returned share"].bounds.high == Fraction(4, 100)
    assert found["Market share"].market_size == 2_500_000


def test_bounds_are_exact(tmp_path):
    found = one(tmp_path, "net_sales", "month", "at_least = 0.1", "at_most = 60000.05")
    assert (found.bounds.low, found.bounds.high) == (Fraction(1, 10), Fraction(6000005, 100))


def test_growth_of_what_should_fall(tmp_path):
    found = one(tmp_path, "returns", "month", 'growth = "-5 %"')
    assert (found.bounds.low, found.bounds.high) == (None, Fraction(-1, 20))


def test_the_mean_of_periods_before(tmp_path):
    found = one(tmp_path, "net_sales", "week", 'growth = "5%"', 'base = "prev-6"')
    assert (found.base.kind, found.base.count) == ("prev", 6)
    assert found.wanted(None) == "up 5 % on the mean of the 6 weeks before"


def test_what_is_wanted_in_words(tmp_path):
    assert one(tmp_path, "aov", "day", "at_most = 60").wanted("EUR") == "at most 60.00"
    assert one(tmp_path, "orders", "day", "at_least = 1500").wanted(None) == "at least 1,500"
    both = one(tmp_path, "margin", "day", 'at_least = "30 %"', 'at_most = "40 %"')
    assert both.wanted(None) == "30.0 % to 40.0 %"
    year = one(tmp_path, "aov", "month", 'growth = "+2.5 %"', 'base = "prev-year"')
    assert year.wanted(None) == "up 2.5 % on a year before"


@pytest.mark.parametrize(
    ("metric", "growth", "said"),
    [
        ("aov", '["10 %", "20 %"]', "up 10 to 20 %"),
        ("aov", '"-5 %"', "down 5 % at most"),
        ("returns", '"-5 %"', "down 5 %"),
        ("returns", '["-5 %", "-10 %"]', "down 5 to 10 %"),
        ("returns", '"+5 %"', "up 5 % at most"),
        ("aov", '["-5 %", "5 %"]', "from -5 to +5 %"),
    ],
)
def test_growth_in_words(tmp_path, metric, growth, said):
    found = one(tmp_path, metric, "month", f"growth = {growth}")
    assert found.wanted(None) == f"{said} on the month before"


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["at_least = 1", 'at_leats = "x"'], "no key 'at_leats': did you mean at_least?"),
        ([], "says either growth"),
        (["at_least = 1", 'growth = "+1 %"'], "says either growth"),
        (["at_least = 2", "at_most = 1"], "at_least above its at_most"),
        (['at_least = "many"'], "at_least = 'many' is no number"),
        (["at_least = true"], "at_least = True is no number"),
        (["at_least = nan"], "at_least = NaN is no number"),
        (["growth = 0.1"], "growth = 0.1 is no percent"),
        (['growth = "10"'], "growth = '10' is no percent"),
        (['growth = ["1 %", "2 %", "3 %"]'], "growth is one percent or two"),
        (["growth = []"], "growth is one percent or two"),
        (['growth = "1 %"', 'base = "prev-yaer"'], "did you mean prev-year?"),
        (['growth = "1 %"', 'base = "prev-week"'], "no base of a month 'prev-week'"),
        (['growth = "1 %"', 'base = "prev"', 'baseline = "2026-07"'], "give one of them"),
        (['growth = "1 %"', 'baseline = "2026-13"'], "baseline the month 2026-13 does not exist"),
        (['growth = "1 %"', 'baseline = "2026-09"'], "baseline '2026-09' is not over"),
        (["at_least = 1", 'from = "soon"'], "from = 'soon' is no day as 2026-09-01"),
        (["at_least = 1", "owner = 7"], "owner = 7 is no text"),
        (["at_least = 1", "market_size = 5"], "belongs to metric market_share"),
    ],
)
def test_refused(tmp_path, lines, said):
    with pytest.raises(UsageError) as error:
        one(tmp_path, "net_sales", "month", *lines)
    assert said in str(error.value)
    assert "goal 1" in str(error.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (goal("net_slaes", "day", "at_least = 1"), "'net_slaes': did you mean net_sales?"),
        (goal("net_sales", "moth", "at_least = 1"), "no over 'moth': did you mean month?"),
        (goal("conversion", "month", "at_least = 0.03"), "at_least = 0.03 is no percent"),
        (goal("market_share", "month", 'at_least = "5 %"', "market_size = 0"), "must be above 0"),
        ('[[goals]]\nover = "month"', "needs metric = one of net_sales"),
        ('[[goals]]\nmetric = "orders"', "needs over = one of day, week, month, quarter"),
        ("goals = [1]", "is no table"),
        ("[goals]\nx = 1", "write one table [[goals]]"),
        ("", "write one table [[goals]]"),
        ("[[goals]]\n[[more]]", "write one table [[goals]]"),
    ],
)  # fmt: skip
def test_refused_files(tmp_path, text, said):
    with pytest.raises(UsageError) as error:
        parsed(tmp_path, text)
    assert said in str(error.value)


@pytest.mark.parametrize("text", ["[[goals]", "\xff"])
def test_no_toml(tmp_path, text):
    path = tmp_path / "goals.toml"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(InputError, match="--goals"):
        read(path, AS_OF, 1)


def test_every_metric_is_defined():
    assert set(METRICS) <= {found.name for found in catalogue()}


def test_the_guides_goals():
    """As it writes them: +10-20 %, AOV +15 %, conversion +10 %, retention 90 %, lost sales 2 %."""
    found = {(g.metric, g.over): (g.bounds.low, g.bounds.high) for g in guide("", 1)}
    assert found == {
        ("target_attainment", "day"): (1, None),
        ("net_sales", "week"): (Fraction(5, 100), None),
        ("net_sales", "month"): (Fraction(10, 100), Fraction(20, 100)),
        ("aov", "month"): (Fraction(15, 100), None),
        ("conversion", "month"): (Fraction(10, 100), None),
        ("vip_retention", "month"): (Fraction(90, 100), None),
        ("lost_sales_share", "month"): (None, Fraction(2, 100)),
    }


def test_the_guides_weeks():
    """+5 % in weeks 1 and 2, +10 to +15 % in 3 and 4, +20 % from the fifth on: one goal each."""
    weekly = [g for g in guide("2026-09-02", 1) if g.over == "week"]
    weeks = [date(2026, 8, 24), *(date.fromordinal(date(2026, 8, 31).toordinal() + 7 * n)
                                  for n in range(6))]  # fmt: skip
    asked_of = [[g.bounds.low for g in weekly if g.asks(week)] for week in weeks]
    five, ten, twenty = (Fraction(n, 100) for n in (5, 10, 20))
    assert asked_of == [[], [five], [five], [ten], [ten], [twenty], [twenty]]
    assert {g.base.baseline.start for g in weekly} == {datetime.fromisoformat("2026-08-03")}
    with pytest.raises(UsageError, match="start = 'soon'"):
        guide("soon", 1)


def test_refusals_reach_the_command_line(tmp_path):
    store(tmp_path)
    code, out, err = asked(tmp_path, goals=goal("net_slaes", "month", "at_least = 1"))
    assert (code, out) == (2, "")
    assert "did you mean net_sales?" in err


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    with salesops.open(store(tmp_path_factory.mktemp("store")), as_of="2026-03-18 15:10") as found:
        yield found


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"market_size": "lots"}, "is no amount above 0"),
        ({"market_size": "-5"}, "is no amount above 0"),
        ({"market_size": "NaN"}, "is no amount above 0"),
        ({"over": "mnth"}, "did you mean month?"),
        ({"period": "last-7-days"}, "one day, week, month or quarter"),
        ({"period": "last-week", "over": "month"}, "--period names a week"),
    ],
)
def test_refused_options(db, options, said):
    with pytest.raises(UsageError, match=re.escape(said)):
        scorecard(db, **options)


@pytest.mark.parametrize("format_", ["terminal", "markdown", "html", "csv"])
def test_hostile_names_stay_words(tmp_path, format_):
    """A goal's name is shown as it is: no markup, no tag, no formula, no escape."""
    store(tmp_path)
    evil = "=1+1 [bold]x[/bold] <script>y</script> \\u001b[31mz"
    text = goal("net_sales", "month", "at_least = 900", name=evil)
    code, out, err = asked(tmp_path, goals=text, format_=format_)
    assert code == 0, err
    assert "\x1b" not in out or format_ == "csv"
    assert ("<script>" in out) == (format_ in ("terminal", "csv"))
    assert "x" in out
    if format_ == "csv":
        assert "'=1+1 [bold]x[/bold]" in out  # a spreadsheet reads no formula
