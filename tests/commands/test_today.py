"""The queue of the day: ranked by worth, each thing once, and what is missing is named."""

from dataclasses import replace
from decimal import Decimal
from types import SimpleNamespace

import pytest

import salesops
from salesops.commands.opportunities import Kind, Opportunity, Owner
from salesops.commands.reports._today import asking, queue, words
from salesops.commands.reports.today import today
from salesops.errors import InputError, UsageError
from salesops.result import Finding, Level, Report

FLAT = "order_id,ordered_at,sku,quantity,unit_price,currency\n1,2026-03-01 09:00,A,1,10,EUR\n"


def offer(about, amount, chance, kind=Kind.OPPORTUNITY, owner=Owner.SALES):
    return Opportunity(
        kind, about, f"{about} is so.", f"Do {about}.", Decimal(amount), chance, "default", owner,
        "pulse",
    )  # fmt: skip


def test_the_larger_expected_value_comes_first_not_the_larger_amount():
    offers = [offer("a", "1000", 0.1), offer("b", "300", 0.5), offer("c", "140", 1.0)]
    assert [o.about for o in queue.ranked(offers, None)] == ["b", "c", "a"]
    rows = queue.table(Kind.OPPORTUNITY, queue.ranked(offers, None), 2, "EUR").rows
    assert [(r.rank, r.expected) for r in rows] == [(1, Decimal("150.0")), (2, Decimal("140.0"))]
    assert rows[0].todo == "Do b. b is so. 300.00 x 50.0 %. salesops pulse"


def test_of_two_about_one_thing_the_larger_stays_and_people_are_a_list_of_their_own():
    offers = [
        offer("sku A", "100", 0.5),
        offer("sku A", "100", 0.9),
        offer("sku A", "80", 1.0, Kind.BLOCKER),
        offer("sku A", "10", 1.0, Kind.CONTACT),
    ]
    assert [(o.kind, o.expected) for o in queue.ranked(offers, None)] == [
        (Kind.OPPORTUNITY, Decimal("90.0")),
        (Kind.CONTACT, Decimal("10.0")),
    ]


def test_lines_of_equal_worth_keep_one_order_whoever_is_asked_first():
    offers = [offer(about, "100", 0.5) for about in ("sku B", "sku A", "sku C")]
    for asked in (offers, offers[::-1]):
        assert [o.about for o in queue.ranked(asked, None)] == ["sku A", "sku B", "sku C"]


def test_where_all_chances_come_from_one_place_it_is_said_once():
    table = queue.table(Kind.OPPORTUNITY, [offer("a", "100", 0.5), offer("b", "9", 0.1)], 3, None)
    assert table.note == "Chances: default."
    assert table.rows[0].todo == "Do a. a is so. 100.00 x 50.0 %. salesops pulse"


def test_an_amount_of_the_evidence_is_not_said_again():
    (row,) = queue.table(Kind.OPPORTUNITY, [offer("100.00", "100", 0.5)], 3, None).rows
    assert row.todo == "Do 100.00. 100.00 is so. Chance 50.0 % (default). salesops pulse"


def test_an_owner_sees_their_own_work_only():
    offers = [offer("a", "1", 1.0), offer("b", "2", 1.0, owner=Owner.PURCHASING)]
    assert [o.about for o in queue.ranked(offers, "purchasing")] == ["b"]


def test_what_is_beyond_top_is_counted():
    offers = [offer(str(n), "1", 1.0) for n in range(5)]
    assert (
        queue.table(Kind.CONTACT, offers, 3, None).note
        == "Chances: default. 2 more: salesops today --top 5."
    )
    assert queue.table(Kind.CONTACT, offers, 5, None).note == "Chances: default."


def test_the_headline_is_the_first_thing_to_do():
    lists = {
        Kind.OPPORTUNITY: [offer("a", "100", 0.5), offer("b", "1", 1.0)],
        Kind.BLOCKER: [offer("c", "1", 1.0)],
        Kind.CONTACT: [],
    }
    assert words.headline(lists, "EUR") == (
        "First: do a (worth about 50.00 EUR). 1 more to do, 1 blocker."
    )
    nothing = dict.fromkeys(Kind, ())
    assert words.headline(nothing, None) == "Nothing calls for action."


@pytest.fixture
def shop(tmp_path):
    (tmp_path / "orders.csv").write_text(FLAT, encoding="utf-8")
    with salesops.open(tmp_path, as_of="2026-03-01 12:00") as db:
        yield db


def module(name, answer, *offers, **more):
    """A stand-in for an analysis that offers something; its SQL is that of a real one."""
    stem = name.rpartition(".")[2]
    made = {
        stem: answer,
        "opportunities": lambda _: offers,
        "__name__": f"salesops.commands.{name}",
    }
    return SimpleNamespace(**made, **more)


def report(*findings):
    return Report("sales", "Sales", "Sales rose.", findings=findings)


def test_an_analysis_without_its_export_is_named_and_the_others_are_heard(shop):
    def lacking(_):
        raise InputError("nothing feeds checkouts")

    asked = asking.all_of(
        shop,
        [
            module("customers.rfm", lacking, offer("x", "9", 1.0)),
            module("sales.sales", lambda _: report(), offer("y", "9", 1.0), IN_TODAY="Yesterday"),
        ],
    )
    assert [o.about for o in asked.offers] == ["y"]
    assert asked.left_out == ["Without rfm: nothing feeds checkouts"]
    assert asked.states == [asking.State("Yesterday", "Sales rose.", "salesops sales")]


def test_one_that_is_about_all_orders_is_left_out_under_where_and_refused_otherwise(shop):
    def refusing(_):
        raise UsageError("stock serves all orders")

    stock = module("sales.sales", refusing, offer("x", "9", 1.0))
    with pytest.raises(UsageError, match="all orders"):
        asking.all_of(shop, [stock])
    shop._book = replace(shop.book, filtered=True)
    assert asking.all_of(shop, [stock]).left_out == ["Without sales: stock serves all orders"]


def test_of_stale_data_the_headline_speaks_and_nothing_is_ranked(tmp_path):
    (tmp_path / "orders.csv").write_text(FLAT, encoding="utf-8")
    with salesops.open(tmp_path, as_of="2026-03-09 09:00") as db:
        told = today(db)
    assert told.headline.startswith("The data ends 2026-03-01 09:00, ")
    assert not any(table.shown for table in told.tables)


def test_what_several_lack_alike_is_said_once(shop):
    def lacking(_):
        raise InputError("nothing feeds inventory")

    both = [module("stock.heatmap", lacking), module("stock.reorder", lacking)]
    asked = asking.all_of(shop, both)
    assert asked.left_out == ["Without heatmap, reorder: nothing feeds inventory"]


def test_an_analysis_may_have_shorter_words(shop):
    brief = module("sales.sales", lambda _: report(), IN_TODAY="Today", in_today=lambda _: "Up.")
    asked = asking.all_of(shop, [brief])
    assert asked.states == [asking.State("Today", "Up.", "salesops sales")]


def test_stale_data_is_passed_on(shop):
    old = Finding(Level.ERROR, "stale-data", "The data ends early.")
    asked = asking.all_of(shop, [module("sales.sales", lambda _: report(old))])
    assert asked.stale == old


def test_of_several_that_are_stale_the_one_that_lacks_most_speaks(shop):
    ends = [Finding(Level.ERROR, "stale-data", "It ends.", {"hours": n}) for n in (33.1, 45.1, 9)]
    modules = [module("sales.sales", lambda _, end=end: report(end)) for end in ends]
    assert asking.all_of(shop, modules).stale == ends[1]


def test_an_unknown_owner_is_refused_with_those_there_are(shop):
    with pytest.raises(UsageError, match="there are sales, marketing, purchasing"):
        today(shop, owner="nobody")


def test_a_question_whose_export_is_missing_leaves_the_others_answerable(shop):
    """A table looked for and not found must not cost the tables that were."""
    shop.expect(["sales/sales", "customers/rfm"])
    with pytest.raises(InputError, match="feeds customers"):
        shop.select("SELECT count(*) FROM customers")
    assert shop.book.engine.run("SELECT count(*) FROM orders").tuples == [(1,)]


def test_what_was_loaded_may_be_asked_again_after_a_question_that_cannot_be(shop):
    """Also a table that nobody looked for before: what was closed for it is loaded again."""
    assert shop.select("SELECT count(*) FROM orders").tuples == [(1,)]
    with pytest.raises(InputError, match="feeds customers"):
        shop.select("SELECT count(*) FROM customers")
    assert shop.select("SELECT count(*) FROM orders").tuples == [(1,)]
