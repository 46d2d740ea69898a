"""Paid orders that wait to be sent at as-of, by age, and what of them is not sent yet."""

from pulse_store import pulse, put

HEAD = "order_id,order_no,created_at,paid_at,financial_status,fulfillment_status,cancelled_at"
LINE = "order_id,line_id,sku,qty,unit_price,fulfillment_status,requires_shipping,kind"
AS_OF = "2026-03-10 12:00"


def test_ages(tmp_path):
    """At noon of the 10th; the promise is 24 hours, counted from payment."""
    put(
        tmp_path,
        orders=f"""
            {HEAD}
            1,#1,2026-03-01 10:00,2026-03-02 11:00,paid,unfulfilled,
            2,#2,2026-03-01 10:00,2026-03-07 11:00,paid,unfulfilled,
            3,#3,2026-03-08 10:00,2026-03-08 11:59,paid,unfulfilled,
            4,#4,2026-03-08 10:00,2026-03-09 11:59,paid,unfulfilled,
            5,#5,2026-03-08 10:00,2026-03-09 12:00,paid,unfulfilled,
            6,#6,2026-03-08 10:00,2026-03-08 10:00,paid,fulfilled,
            """,
        order_lines="\n".join(
            [LINE, *(f"{n},{n},X,1,{10**n / 1000},,true,product" for n in range(1, 7))]
        ),
    )
    said = pulse(tmp_path, as_of=AS_OF)
    assert said.column("fulfillment", "waiting", "orders", "value") == [
        ("up to 2 days", 1, "10.00"),  # 4, by a minute; 5 waits exactly as long as promised
        ("2 to 3 days", 1, "1.00"),  # 3, by a minute
        ("3 to 7 days", 1, "0.10"),  # 2
        ("over 7 days", 1, "0.01"),  # 1
        ("all", 4, "11.11"),
    ]
    assert said.column("late_orders", "order") == ["#1", "#2", "#3", "#4"]
    assert said.table("late_orders")[1]["waiting_hours"] == 73.0


def test_who_does_not_wait(tmp_path):
    """Unpaid ones stand apart; cancelled, refunded and digital ones do not wait at all."""
    put(
        tmp_path,
        orders=f"""
            {HEAD}
            1,#1,2026-03-02 10:00,,pending,unfulfilled,
            2,#2,2026-03-02 10:00,,authorized,unfulfilled,
            3,#3,2026-03-02 10:00,2026-03-02 10:00,paid,unfulfilled,2026-03-03 10:00
            4,#4,2026-03-02 10:00,2026-03-02 10:00,refunded,unfulfilled,
            5,#5,2026-03-02 10:00,2026-03-02 10:00,paid,unfulfilled,
            6,#6,2026-03-02 10:00,2026-03-02 10:00,paid,unfulfilled,
            """,
        order_lines=f"""
            {LINE}
            1,1,X,1,10,,true,product
            2,2,X,1,10,,true,product
            3,3,X,1,10,,true,product
            4,4,X,1,10,,true,product
            5,5,EBOOK,1,10,,false,product
            6,6,CARD,1,10,,true,gift_card
            """,
    )
    said = pulse(tmp_path, as_of=AS_OF)
    assert said.column("fulfillment", "waiting", "orders") == [("all", 0)]


def test_what_is_sent_already_is_not_at_stake(tmp_path):
    """Of 3 lines one is sent and one digital: 30 wait. Partly refunded orders are paid ones."""
    put(
        tmp_path,
        orders=f"{HEAD}\n1,#1,2026-03-02 10:00,2026-03-02 10:00,partially_refunded,partial,",
        order_lines=f"""
            {LINE}
            1,1,X,1,10,fulfilled,true,product
            1,2,Y,1,30,,true,product
            1,3,EBOOK,1,99,,false,product
            """,
    )
    said = pulse(tmp_path, as_of=AS_OF)
    assert said.column("late_orders", "order", "partly_sent", "value") == [("#1", True, "30.00")]


def test_without_a_payment_date_from_the_order(tmp_path):
    put(
        tmp_path,
        orders=f"{HEAD}\n1,#1,2026-03-09 10:00,,paid,unfulfilled,",
        order_lines=f"{LINE}\n1,1,X,1,10,,true,product",
    )
    assert pulse(tmp_path, as_of=AS_OF).table("late_orders")[0]["waiting_hours"] == 26.0


def test_another_promise(tmp_path):
    """[pulse] promise = 48: two days are no longer late."""
    put(
        tmp_path,
        orders=f"{HEAD}\n1,#1,2026-03-09 10:00,2026-03-09 10:00,paid,unfulfilled,",
        order_lines=f"{LINE}\n1,1,X,1,10,,true,product",
        salesops="[pulse]\npromise = 48",
    )
    assert pulse(tmp_path, as_of=AS_OF).column("fulfillment", "orders") == [0]


def test_not_yet_fulfilled_at_as_of(tmp_path):
    """Exports that say nothing of sending have no fulfilment: that is said, not zero."""
    put(tmp_path, lines="order_id,order_date,sku,quantity,amount\n1,2026-03-02,X,1,10")
    said = pulse(tmp_path)
    assert said.table("fulfillment") == said.table("late_orders") == []
    assert "fulfilment is not shown" in said.notes
