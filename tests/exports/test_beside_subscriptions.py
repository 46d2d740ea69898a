"""Customers on plans are as they were at as-of, in one currency, and are no other list."""

import pytest
from exports_loading import accounted, lines, opened, put

from salesops.exports.asking import Options
from salesops.exports.catalogue import Catalogue
from salesops.settings import Settings

PLANS = lines(
    "customer_id,plan,recurring_charge,currency,started_at,cancelled_at,churned",
    "gone,Gold,10,EUR,2026-01-01,2026-02-01,yes",
    "goes,Gold,10,EUR,2026-01-01,2026-03-05,yes",
    "comes,Gold,10,EUR,2026-03-05,,no",
    "dollar,Gold,10,USD,2026-01-01,,no",
)

TABLES = ("subscriptions",)


def test_who_leaves_later_is_still_there_and_who_comes_later_is_not(tmp_path):
    put(tmp_path, {"subscriptions.csv": PLANS})
    with opened(tmp_path, tables=TABLES, currency="EUR", as_of="2026-03-01") as book:
        rows = book.engine.run(
            "SELECT customer_id, churned, cancelled_day FROM subscriptions ORDER BY 1"
        ).tuples
        assert [row[:2] for row in rows] == [("goes", False), ("gone", True)]
        assert rows[0][2] is None
        reasons = book.rows.reasons
        assert reasons == {"in another currency than EUR": 1, "stamped at or after as-of": 1}
        accounted(book)


@pytest.mark.parametrize(
    ("header", "source"),
    [
        ("customer_id,email,segment", "customer_segments"),
        ("customer_id,email,name,segment,country", "canonical"),
        ("customer_id,segment,plan,churned", "customers_flat"),
        ("customer_id,tenure,churn,segment,country,region", "customers_flat"),
        ("CustomerId,Surname,Geography,Gender,Age,Tenure,Balance,Exited", "customers_flat"),
        ("CLIENTNUM,Attrition_Flag,Customer_Age,Months_on_book", "customers_flat"),
        ("First Name,Last Name,Email,Total Spent,Total Orders,Tags", "shopify_customers"),
        ("order_id,customer_id,created_at,amount,cancelled_at", "orders_flat"),
        ("ticket_id,customer_id,created_at,status", "tickets_flat"),
    ],
)
def test_each_list_is_taken_for_what_it_is(tmp_path, header, source):
    """A sibling with some of the same headers is never chosen."""
    row = ",".join("1" * len(header.split(",")))
    (tmp_path / "list.csv").write_text(f"{header}\n{row}\n", encoding="utf-8")
    (found,) = Catalogue(Options(data=(tmp_path,)), Settings()).files
    assert found.found.source.name == source
