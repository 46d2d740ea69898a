"""New, returning and unknown customers: who is one customer, and since when."""

from pulse_store import pulse, put

HEAD = "order_id,created_at,customer_id,email"
LINE = "order_id,line_id,sku,qty,unit_price"


def lines(orders: str, price: str = "10.00") -> str:
    return "\n".join([LINE, *(f"{o},{o},X,1,{price}" for o in orders)])


def test_new_returning_and_unknown(tmp_path):
    """C1 bought before the window; C2 twice in it; two guests name nobody."""
    put(
        tmp_path,
        orders=f"""
            {HEAD}
            A,2026-02-20,C1,
            B,2026-03-02,C1,
            C,2026-03-03,C2,
            D,2026-03-04,C2,
            E,2026-03-04,,
            F,2026-03-05,,
            """,
        order_lines=lines("ABCDEF"),
    )
    said = pulse(tmp_path)
    assert said.table("customers") == [
        {"customers": "new", "n": 1, "orders": 2, "sales": "20.00"},
        {"customers": "returning", "n": 1, "orders": 1, "sales": "10.00"},
        {"customers": "unknown", "n": None, "orders": 2, "sales": "20.00"},
    ]
    assert (said["new_customers"], said["returning_customers"]) == (1, 1)
    assert "2 orders name no customer" in said.notes


def test_an_email_is_a_customer(tmp_path):
    """Trimmed and in lower case it is one person, who ordered before the window."""
    put(
        tmp_path,
        orders=f"{HEAD}\nA,2026-02-20,,Ann@x.test\nB,2026-03-02,, ann@X.test ",
        order_lines=lines("AB"),
    )
    said = pulse(tmp_path)
    assert (said["new_customers"], said["returning_customers"]) == (0, 1)


def test_an_email_tied_to_an_id_takes_it(tmp_path):
    """A guest order of the 20th, and later an account with that e-mail: one returning customer."""
    put(
        tmp_path,
        orders=f"{HEAD}\nA,2026-02-20,,ann@x.test\nB,2026-03-02,C1,ann@x.test\nC,2026-03-03,C1,",
        order_lines=lines("ABC"),
    )
    said = pulse(tmp_path)
    assert (said["new_customers"], said["returning_customers"]) == (0, 1)
    assert said.row("customers", customers="returning")["orders"] == 2


def test_the_customers_export_ties_emails_too(tmp_path):
    put(
        tmp_path,
        orders=f"{HEAD}\nA,2026-02-20,C1,\nB,2026-03-02,,ann@x.test",
        order_lines=lines("AB"),
        customers="customer_id,email,name\nC1,Ann@x.test,Ann",
    )
    assert pulse(tmp_path)["returning_customers"] == 1


def test_a_gift_card_makes_no_customer(tmp_path):
    """The card of the 20th is no order, so the order of the 2nd is the customer's first."""
    put(
        tmp_path,
        orders=f"{HEAD}\nA,2026-02-20,C1,\nB,2026-03-02,C1,",
        order_lines=f"{LINE},kind\nA,1,CARD,1,50.00,gift_card\nB,2,X,1,10.00,product",
    )
    assert pulse(tmp_path)["new_customers"] == 1


def test_nobody_is_named(tmp_path):
    """All of them are unknown: none is new, and none returns."""
    put(tmp_path, orders="order_id,created_at\nA,2026-03-02", order_lines=lines("A"))
    said = pulse(tmp_path)
    assert (said["new_customers"], said["returning_customers"]) == (0, 0)
    assert said.column("customers", "customers", "n", "orders") == [("unknown", None, 1)]


def test_customers_sales_are_before_returns(tmp_path):
    """Sales of customers are gross less discounts of their orders: 10, though 10 came back."""
    put(
        tmp_path,
        orders=f"{HEAD},total,refunded_total\nA,2026-03-02,C1,,10.00,10.00",
        order_lines=lines("A"),
    )
    said = pulse(tmp_path)
    assert said["net_sales"] == "0.00"
    assert said.row("customers", customers="new")["sales"] == "10.00"
