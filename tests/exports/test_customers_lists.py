"""Lists of customers on plans, in the spellings that systems export: who of them has left."""

import pytest
from exports_loading import accounted, lines, opened, put

from salesops.assets import folder
from salesops.exports.inspect import inspect
from salesops.exports.recognise import Near, match
from salesops.exports.source import load

LEFT, STAYS, UNKNOWN = True, False, None


def told(where, text):
    """customer -> whether they left, and what is said of it."""
    put(where, {"list.csv": text})
    with opened(where, tables=("subscriptions",), as_of="2026-03-01") as book:
        accounted(book)
        rows = book.engine.run("SELECT customer_id, churned FROM subscriptions").tuples
        return dict(rows), "\n".join(book.notes)


@pytest.mark.parametrize(
    ("header", "left", "stays"),
    [
        ("customerID,tenure,Contract,Churn", "7,Monthly,Yes", "9,Yearly,No"),
        ("customer_id,plan,churned", "Gold,1", "Gold,0"),
        ("Customer ID,Plan,Churned?", "Gold,TRUE", "Gold,FALSE"),
        ("CustomerID,Contract Length,Total Spend,Churn", "Annual,9,1.0", "Annual,9,0.0"),
        ("Phone number,Account length,Churn", "12,True.", "14,False."),
        ("customer_id,plan,monthly_charges,status", "Gold,5,cancelled", "Gold,5,Past_Due"),
        ("id,tier,mrr,Status", "Gold,5,Inactive", "Gold,5,Active"),
        ("Customer ID,Contract,Customer Status", "Yearly,Churned", "Yearly,Joined"),
        ("account_id,plan_tier,is_active", "Pro,False", "Pro,True"),
        ("customer_id,tenure,Active", "12,no", "12,yes"),
        ("CLIENTNUM,Attrition_Flag", "Attrited Customer", "Existing Customer"),
        ("user_id,subscription_type,join_date,exit_date", "A,2025-01-01,2026-02-01",
         "A,2025-01-01,"),
        ("customer_id,plan,cancel_date", "A,2026-02-01", "A,2099-12-31"),
        ("customer_id,plan,cancel_date", "A,2026-02-01", "A,NULL"),
        ("customer_id,plan,churned", "A,x", "A,"),
        # A contract that ran out and was renewed; a cancellation that a renewal took back.
        ("customer_id,plan,churned,end_date", "A,yes,2026-02-01", "A,no,2026-02-01"),
        ("customer_id,plan,status,cancelled_at", "A,canceled,2026-02-01", "A,active,2026-02-01"),
    ],
)  # fmt: skip
def test_who_has_left(tmp_path, header, left, stays):
    found, _ = told(tmp_path, lines(header, f"1,{left}", f"2,{stays}", f"3,{stays}"))
    assert found == {"1": LEFT, "2": STAYS, "3": STAYS}


def test_what_was_taken_as_what_is_said(tmp_path):
    rows = ("1,A,Cancelled,", "2,A,active,", "3,A,active,2026-04-01", "4,A,limbo,", "5,A,,")
    found, said = told(tmp_path, lines("customer_id,plan,status,end_date", *rows))
    assert found == {"1": LEFT, "2": STAYS, "3": STAYS, "4": UNKNOWN, "5": UNKNOWN}
    assert "list.csv: taken as left: cancelled (1); taken as still there: active (2)" in said
    assert "neither that they left nor that they stayed: 2, as 'limbo'" in said
    assert "whose mark says that they are still there: 1; the mark counts" in said


def test_a_mark_that_reads_blank_is_no_blank(tmp_path):
    rows = ("1,A,yes", "2,A,", "3,A,", "4,A,blank")
    found, said = told(tmp_path, lines("customer_id,plan,churned", *rows))
    assert found == {"1": LEFT, "2": UNKNOWN, "3": UNKNOWN, "4": UNKNOWN}
    assert "neither that they left nor that they stayed: 3, as 'blank'" in said


def test_a_list_without_ids_is_one_customer_a_row(tmp_path):
    found, said = told(tmp_path, lines("gender,tenure,Contract,Churn", "F,3,A,Yes", "F,3,A,No"))
    assert found == {"row 1": LEFT, "row 2": STAYS}
    assert "list.csv names no customer: each row counts as one" in said


def test_one_customer_in_two_spellings_is_one(tmp_path):
    found, _ = told(tmp_path, lines("email,plan,churned", "Ann@x.test,A,no", "ann@x.test,A,yes"))
    assert found == {"ann@x.test": LEFT}


@pytest.mark.parametrize(
    "header",
    [
        "customer_id,status,created_at",
        "email,status,signup_date",
        "id,customer_id,created_at,cancelled_at,total_price",
        "employee_id,tenure,contract,attrition",
        "month,churn,mrr",
    ],
)
def test_what_is_no_list_of_customers_on_plans(tmp_path, header):
    path = tmp_path / "list.csv"
    path.write_text(lines(header, ",".join("1" * len(header.split(",")))), encoding="utf-8")
    found = match(inspect(path), load([folder("sql") / "sources"]))
    assert isinstance(found, Near) or found.source.name != "customers_flat"
