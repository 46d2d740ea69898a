"""A list of segments finds its customers: by id, by e-mail, in every shop that it may be of."""

import pytest
from pulse_store import put, salesops
from segments_store import asked

LINES = "order_id,order_date,sku,qty,price"
LIST = "email,segment\nann@x.com,gold"


def told(folder):
    rows = asked(folder).table("segments")
    return {r["segment"]: (r["customers"], r["orders"], r["net_sales"]) for r in rows}


def test_by_an_e_mail_that_the_customers_tie_to_an_id(tmp_path):
    lines = f"{LINES},customer_id\n1,2026-03-01,A,1,10,c1\n2,2026-03-02,A,1,20,c2"
    put(tmp_path, lines=lines, customers="customer_id,email,name\nc1,Ann@X.com,Ann", listed=LIST)
    assert told(tmp_path) == {"gold": (1, 1, "10.00"), "Unknown": (1, 1, "20.00")}


def test_by_an_e_mail_that_one_of_the_orders_ties_to_an_id(tmp_path):
    lines = f"{LINES},customer_id,email\n1,2026-03-01,A,1,10,c1,ann@x.com\n2,2026-03-02,A,1,10,c1,"
    put(tmp_path, lines=lines, listed=LIST)
    assert told(tmp_path) == {"gold": (1, 2, "20.00")}


def test_a_list_of_no_shop_is_of_all(tmp_path):
    lines = f"{LINES},customer_id,shop\n1,2026-03-01,A,1,10,c1,N\n1,2026-03-04,A,1,20,c1,S"
    put(tmp_path, lines=lines, listed="customer_id,segment\nc1,gold")
    assert told(tmp_path) == {"gold": (2, 2, "30.00")}


def test_a_filter_on_what_no_order_states_is_refused(tmp_path):
    put(tmp_path, lines=f"{LINES},email\n1,2026-03-01,A,1,10,ann@x.com", listed=LIST)
    code, _, err = salesops(
        "sales", "--data", str(tmp_path), "--period", "all", "--where", "segment=gold"
    )
    assert code == 2
    assert "no order states its segment" in err


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("segments = []", "write one table"),
        ('[[segments]]\nname = "Unknown"', "call the rule else"),
        (f'[[segments]]\nname = "A"\norders = ">= {"9" * 400}"', "is no condition"),
    ],
)
def test_rules_that_cannot_be_meant_are_refused(tmp_path, text, says):
    put(tmp_path, lines=f"{LINES}\n1,2026-03-01,A,1,10")
    path = tmp_path / "rules.txt"
    path.write_text(text, encoding="utf-8")
    code, _, err = salesops("segments", "--data", str(tmp_path / "lines.csv"), "--rules", str(path))
    assert (code, says in err) == (2, True), err


def test_rules_and_by_are_not_given_together(tmp_path):
    put(tmp_path, lines=f"{LINES}\n1,2026-03-01,A,1,10")
    path = tmp_path / "rules.txt"
    path.write_text('\ufeff[[segments]]\nname = "All"\n', encoding="utf-8")
    args = ["segments", "--data", str(tmp_path / "lines.csv"), "--rules", str(path)]
    assert salesops(*args)[0] == 0  # a byte order mark is read over
    code, _, err = salesops(*args, "--by", "channel")
    assert (code, "give one of them" in err) == (2, True)


def test_a_header_of_the_file_stands_for_the_group_that_it_feeds(tmp_path):
    put(tmp_path, lines=f"{LINES},Customer Segment\n1,2026-03-01,A,1,10,gold")
    rows = asked(tmp_path, "--by", "customer segment").table("segments")
    assert [(r["segment"], r["net_sales"]) for r in rows] == [("gold", "10.00")]
