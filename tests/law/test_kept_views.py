"""Shared views are made once a question, with the columns that it can ask for and no others."""

from dataclasses import replace

import pytest
from asking import COMMANDS, asked, reads_exports

import salesops
from salesops.assets import folder
from salesops.commands import SECTIONS
from salesops.queries.reads import reads
from salesops.queries.statement import SqlFile, question

SQL = folder("sql")
QUESTIONS = sorted(
    f"{at.name}/{path.stem}" for at in SQL.iterdir() if at.name in SECTIONS for path in at.iterdir()
)


@pytest.fixture
def sample():
    with salesops.open(folder("sample_data"), as_of="data") as db:
        yield db


def columns(db, view):
    return db.book.engine.run(f"SELECT * FROM {view} LIMIT 0").names


@pytest.mark.parametrize("command", [name for name in COMMANDS if reads_exports(name)])
def test_no_analysis_makes_a_view_twice(command):
    """One that asks a second file says so in the first: `-- then asks:`."""
    views = asked(command).views
    assert [view for view in views if views.count(view) > 1] == []


@pytest.mark.slow
def test_a_view_keeps_the_columns_that_are_named_and_those_named_later(sample):
    sample.read("sales/pace")
    narrow = set(columns(sample, "order_value"))
    assert "ordered_local" in narrow
    assert "stated_discount" not in narrow
    assert narrow <= reads(SQL, question(SQL / "sales" / "pace")).kept["order_value"]
    assert sample.select("SELECT max(stated_discount) AS most FROM order_value").tuples[0][0] > 0
    assert set(columns(sample, "order_value")) > narrow
    sample.read("sales/pace")
    assert "stated_discount" in columns(sample, "order_value")


@pytest.mark.slow
def test_refunds_on_their_own_days_are_looked_at_whatever_is_kept(sample):
    """Whether each states its day is asked of a column that few questions name."""
    sample.settings = replace(
        sample.settings, sales=replace(sample.settings.sales, refunds_on="refund")
    )
    sample.expect(QUESTIONS)
    narrow = []
    for name in QUESTIONS:
        sample._views, sample.kept, sample._expected = {}, {}, {}
        sample.read(name)
        if "refund_events" in sample.kept and "dated" not in columns(sample, "refund_events"):
            narrow.append(name)
    assert "stock/heatmap" in narrow


def test_a_user_may_ask_a_view_for_everything(sample):
    rows = sample.select("SELECT * FROM order_value LIMIT 1")
    assert {"stated_discount", "prices", "wanted", "keep"} <= set(rows.names)


def test_a_reader_of_a_reader_counts():
    """sales_ledger passes on `*`: what is asked of it is asked of the views behind it."""
    file = SqlFile(question(SQL / "sales" / "totals").path, "", (), ("sales_ledger",))
    assert "gift_cards" in reads(SQL, file).kept["order_value"]
    assert "stated_discount" not in reads(SQL, file).kept["order_value"]
