"""Payments beside orders: they date nothing that orders do not, and take nothing back twice."""

import pytest
from exports_loading import SHOPIFY, head, lines, opened, put, rows

from salesops.errors import InputError, UnsettledError
from salesops.exports.asking import Options
from salesops.exports.catalogue import Catalogue
from salesops.settings import Settings

STRIPE = (
    "id,Created date (UTC),Amount,Amount Refunded,Currency,Captured,Mode,Status,Description,"
    "Refunded date (UTC)"
)
SETTLED = (
    "settlement-id\ttotal-amount\tcurrency\ttransaction-type\torder-id\tamount-type\t"
    "amount-description\tamount\tposted-date"
)
AMAZON = (
    "amazon-order-id\tpurchase-date\torder-status\tsales-channel\tsku\tquantity\t"
    "currency\titem-price"
)


def charge(no, created="2026-03-01 09:00:00", refunded="0.00", on="", order="Order 1001"):
    return f"ch_{no},{created},10.00,{refunded},eur,true,Live,Paid,{order},{on}"


def settlement(order):
    return lines(
        SETTLED,
        "7\t-4.00\tEUR\t\t\t\t\t\t",
        f"7\t\t\tRefund\t{order}\tItemPrice\tPrincipal\t-4.00\t2026-03-03T09:00:00+00:00",
    )


def shop(created="2026-03-01 10:00:00 +0100", refunded=""):
    return lines(SHOPIFY, head("#1001", "1", created=created, refunded=refunded))


KINDS = "SELECT kind, amount, order_id FROM payments ORDER BY source_row, kind DESC"


def test_charges_of_no_known_order_do_not_say_how_far_orders_reach(tmp_path):
    later = charge(2, created="2026-03-09 09:00:00", order="Order 1009")
    put(tmp_path, {"o.csv": shop(), "p.csv": lines(STRIPE, charge(1), later)})
    with opened(tmp_path, zone="Europe/Rome") as book:
        assert str(book.reach[1]) == "2026-03-01 10:00:00"


def test_a_refund_that_the_orders_state_too_counts_once(tmp_path):
    given = charge(1, refunded="4.00", on="2026-03-05 09:00:00")
    put(tmp_path, {"o.csv": shop(refunded="4.00"), "p.csv": lines(STRIPE, given)})
    with opened(tmp_path, zone="Europe/Rome") as book:
        assert rows(book, KINDS) == [("sale", "10", "1"), ("refund", "4", "1")]


def test_what_was_given_back_of_an_order_elsewhere_is_no_refund_and_said(tmp_path):
    given = charge(1, refunded="4.00", on="2026-03-05 09:00:00", order="Order 77")
    put(tmp_path, {"o.csv": shop(), "p.csv": lines(STRIPE, given)})
    with opened(tmp_path, zone="Europe/Rome") as book:
        assert rows(book, KINDS) == [("sale", "10", ""), ("reversal", "4", "")]
        assert "1 refunds of payments are of no order here: they are no returns" in book.notes


@pytest.mark.parametrize(
    ("orders", "kind"),
    [
        (
            lines(AMAZON, "1-1\t2026-03-01T09:00:00+00:00\tShipped\tAmazon.de\tA\t1\tEUR\t5.00"),
            "refund",
        ),
        (shop(), "reversal"),
    ],
    ids=["beside orders of Amazon", "beside those of another shop"],
)
def test_a_settled_refund_of_an_older_order_counts_beside_orders_of_amazon(tmp_path, orders, kind):
    put(tmp_path, {"o.txt": orders, "s.txt": settlement("9-9")})
    with opened(tmp_path, zone="Europe/Berlin") as book:
        assert rows(book, KINDS) == [(kind, "4", "9-9")]


def test_a_system_in_utc_beside_offsets_asks_for_the_zone_of_the_store(tmp_path):
    put(tmp_path, {"o.csv": shop(), "p.csv": lines(STRIPE, charge(1))})
    with (
        pytest.raises(UnsettledError, match=r"o\.csv states offsets.*p\.csv is all in UTC.*--tz"),
        opened(tmp_path),
    ):
        pass
    (tmp_path / "o.csv").write_text(shop("2026-03-01 10:00:00 +0000"))
    with opened(tmp_path) as book:  # the store's clock shows UTC too
        assert rows(book, "SELECT paid_local FROM payments") == [("2026-03-01 09:00:00",)]


def test_payments_alone_are_no_orders_and_the_refusal_says_how_they_can_be(tmp_path):
    put(tmp_path, {"p.csv": lines(STRIPE, charge(1))})
    with pytest.raises(InputError, match=r'\[sources\] "p\.csv" = "stripe_sales"'):
        Catalogue(Options(data=(tmp_path,)), Settings()).feeding({"order_lines"}, set())
