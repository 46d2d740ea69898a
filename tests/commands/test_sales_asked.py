"""How sales is asked: its options, what it refuses, and names that mean mischief."""

import pytest
from pulse_store import salesops
from sales_store import refused, sales, shop

pytestmark = pytest.mark.usefixtures("loaded_once")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--by", "chanel"], "--by 'chanel': did you mean channel?"),
        (["--by", "xyzzy"], "--by 'xyzzy': there are shop, channel"),
        (["--by", "sku,channel,country"], "name up to 2 different groups"),
        (["--by", "sku,sku"], "name up to 2 different groups"),
        (["--by", "sku, SKU"], "name up to 2 different groups"),
        (["--freq", "hour"], "--freq hour: there are day, week, month, quarter, year"),
        (["--versus", "last-year"], "--versus 'last-year': there are prev, prev-week"),
        (["--versus", "prev,prev-year"], "sales compares with one window; name one"),
        (["--top", "0"], "--top"),
    ],
)
def test_refused(tmp_path, args, said):
    code, err = refused(shop(tmp_path), *args)
    assert code == 2
    assert said in err


def test_words_are_read_in_any_case_and_with_spaces(tmp_path):
    said = sales(shop(tmp_path), "--by", " Channel , SKU ")
    assert list(said.table("sales")[0])[:2] == ["channel", "sku"]


def test_two_groups_without_and_with_periods(tmp_path):
    said = sales(shop(tmp_path), "--by", "channel,sku", "--freq", "day")
    assert list(said.table("sales")[0])[:4] == ["channel", "sku", "period", "complete"]


def test_the_window_compared_with_is_said(tmp_path):
    said = sales(shop(tmp_path), "--by", "sku")
    assert "Change: against prev-week, 2026-03-02 00:00 to 2026-03-03 00:00." in said.notes


def test_lines_of_one_order_are_said_to_overlap(tmp_path):
    overlap = "their orders sum to more than the orders"
    assert overlap in sales(shop(tmp_path), "--by", "category").notes
    assert overlap not in sales(tmp_path, "--by", "channel").notes


def headline(folder, *args):
    code, out, err = salesops(
        *("sales", "--data", folder, "--as-of", "2026-03-10", "--format", "markdown", *args)
    )
    assert code == 0, err
    return next(line for line in out.split("\n") if line.startswith("**"))


@pytest.mark.parametrize(
    ("window", "expected"),
    [
        ("2026-03-09", "**Net sales 85.00 EUR from 2 orders, +70.0 % against 50.00 (prev-week).**"),
        ("2026-03-02", "**Net sales 50.00 EUR from 1 order; there is no earlier period to compare"),
        ("2026-03-07", "**No sales 2026-03-07.**"),
    ],
)
def test_headline(tmp_path, window, expected):
    assert headline(shop(tmp_path), "--period", window).startswith(expected)


def test_a_finding_of_rejected_rows(tmp_path):
    (tmp_path / "more.csv").write_text(
        "order_id,order_date,sku,quantity,amount\n9,2026-03-09,A,1,1O\n"
    )
    found = sales(shop(tmp_path)).finding("rejected-rows")
    assert found["level"] == "error"
    assert (found["facts"]["rows"], found["facts"]["file"]) == (1, "more.csv")


NAMES = {
    "formula": '=HYPERLINK("http://x")',
    "escape": "\x1b[31mred\x07",
    "html": "<script>alert(1)</script>",
    "markdown": "a|b *c* [d](http://x)",
    "long": "x" * 300,
}


@pytest.fixture
def mischief(tmp_path):
    """Each of NAMES is a SKU that sold one."""
    rows = [f'{n},2026-03-09,"{name}",1,10' for n, name in enumerate(map(quoted, NAMES.values()))]
    head = "order_id,order_date,sku,quantity,amount"
    (tmp_path / "lines.csv").write_text("\n".join([head, *rows, ""]), encoding="utf-8")
    return tmp_path


def quoted(text):
    return text.replace('"', '""')


def written(folder, form):
    words = ("sales", "--data", folder, "--as-of", "2026-03-10", "--period", "2026-03-09")
    table = ("--table", "sales") if form == "csv" else ()
    code, out, err = salesops(*words, "--by", "sku", "--format", form, *table)
    assert code == 0, err
    return out


def test_names_stand_in_data_as_they_are(mischief):
    assert set(sales(mischief, "--by", "sku").column("sales", "sku")) == set(NAMES.values())


def test_no_name_is_a_formula(mischief):
    assert "\n\"'=HYPERLINK" in written(mischief, "csv")


@pytest.mark.parametrize("form", ["terminal", "markdown", "html"])
def test_no_name_moves_the_cursor(mischief, form):
    out = written(mischief, form)
    assert "red" in out
    assert "\x1b[31m" not in out
    assert "\x07" not in out


def test_no_name_is_markup(mischief):
    assert "<script>alert(1)" not in written(mischief, "html")
    assert "<script>" not in written(mischief, "markdown")
    assert r"a\|b \*c\*" in written(mischief, "markdown")


def test_a_long_name_is_whole(mischief):
    assert written(mischief, "terminal").count("x") >= len(NAMES["long"])
    assert NAMES["long"] in written(mischief, "csv")
