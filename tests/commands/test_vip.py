"""vip: who is of high value, who is late, large orders, and the parts of net sales, by hand."""

import pytest
from pulse_store import pulse, put, salesops
from rfm_store import store
from vip_store import AS_OF, FILE, SMALL, small, vip

pytestmark = pytest.mark.usefixtures("loaded_once")


@pytest.fixture
def shop(tmp_path):
    return small(tmp_path)


def test_the_vips_by_hand(shop):
    said = vip(shop)
    names = ("rank", "customer", "orders", "net_sales", "net_sales_ever", "to_goal", "because")
    assert said.column("vips", *names) == [
        (1, "Ann", 5, "2900.00", "2900.00", "7100.00", "net sales and an order"),
        (2, "Bo", 1, "1200.00", "10200.00", "0.00", "an order"),
    ]
    names = ("last_order", "days_since", "gaps", "usual_gap", "late_after", "due", "write_by")
    assert said.column("vips", *names) == [
        ("2026-01-31", 35, 3, 10.0, 10.0, True, "e-mail"),  # two orders of the 21st are one visit
        ("2026-03-05", 2, 1, None, None, None, "no consent: do not write"),
    ]
    assert (said["vips"], said["vip_net_sales"], said["due"]) == (2, "4100.00", 1)
    assert said["vip_share"] == pytest.approx(4100 / 5570)
    assert said["largest_share"] == pytest.approx(2900 / 5570)
    assert said["lifetime_goal"] == 1


def test_what_they_bring_is_a_part_of_the_year(shop):
    said = vip(shop)
    assert said.column("parts", "part", "customers", "orders", "net_sales") == [
        ("VIPs", 2, 6, "4100.00"),
        ("Others with an order of 500.00 or more", 1, 1, "600.00"),
        ("Other known customers", 17, 17, "170.00"),
        ("Unknown customers", None, 1, "700.00"),
        ("Net sales", None, 25, "5570.00"),
    ]
    assert pulse(shop, "--since", "2025-03-07")["net_sales"] == "5570.00"


def test_large_orders_of_the_window(shop):
    said = vip(shop)
    names = ("order", "customer", "order_value", "kind", "first_order", "write_by")
    assert said.column("large_orders", *names) == [
        ("B1", "Bo", "1200.00", "VIP order", False, "no consent: do not write"),
        ("G1", None, "700.00", "watch", None, "consent unknown"),
        ("D1", "Cy", "600.00", "watch", True, "consent unknown"),
    ]
    before = vip(shop, "--since", "2026-03-05", "--top", "1")
    assert before.column("large_orders", "order", "order_value", "orders") == [
        ("B1", "1200.00", 1),
        ("other", "700.00", 1),
    ]


def test_what_was_given_back(tmp_path):
    """A refund that names no order is its customer's."""
    head = "refund_id,order_id,refunded_at,subtotal,customer_id"
    said = vip(small(tmp_path, refunds=f"{head}\nR1,B1,2026-03-06,1200,\nR2,,2026-02-15,400,C01"))
    row = said.row("large_orders", order="B1")
    assert (row["order_value"], row["returns"]) == ("1200.00", "1200.00")
    assert said.row("vips", customer="Bo")["net_sales"] == "0.00"
    assert said.row("vips", customer="Ann")["net_sales"] == "2600.00"


def test_the_bounds_are_settings(tmp_path):
    put(small(tmp_path), salesops="[vip]\nvip_over = 600\norder_over = 700\ntop_share = 0.0")
    said = vip(tmp_path, "--config", str(tmp_path / "salesops.toml"))
    assert said.column("vips", "customer", "because") == [
        *(("Ann", "an order"), ("Bo", "an order"), ("Cy", "an order"))
    ]
    assert said.column("large_orders", "order") == ["B1", "G1"]


def test_of_fewer_than_twenty_there_is_no_best(tmp_path):
    said = vip(store(tmp_path, "O1,2026-03-01,C1,900\nO2,2026-03-06,C2,20"))
    assert (said["vips"], said["vip_share"]) == (0, 0.0)
    found = said.finding("vip-concentration")
    assert found["facts"] == {"customer": None, "net_sales": "900.00", "share": 900 / 920}
    _, out, _ = salesops("vip", "--data", tmp_path, "--as-of", AS_OF)
    assert "No customer is of high value: 2 known customers in the 365 days" in " ".join(
        out.split()
    )


def test_a_year_is_half_open_and_a_bound_is_reached(tmp_path):
    """At 365 days to the second an order counts, one before does not; 1,000 makes a VIP."""
    rows = "O1,2025-03-07 00:00:00,C1,1000\nO2,2025-03-06 23:59:59,C2,1000\nO3,2026-03-06,C3,999.99"
    assert vip(store(tmp_path, rows)).column("vips", "customer") == ["C1"]


def test_without_consent_on_file_nobody_is_said_to_agree(tmp_path):
    said = vip(store(tmp_path, SMALL))
    assert set(said.column("vips", "write_by")) == {"consent unknown"}
    assert said.column("vips", "customer") == ["C01", "C02"]
    assert "No export lists customers" in said.notes


def test_who_is_known_by_e_mail_only(tmp_path):
    """A guest with an e-mail that is on file is that customer; another goes by the e-mail."""
    rows = "O1,2026-03-06,c1@x.test,1000\nO2,2026-03-06,new@x.test,1500"
    said = vip(store(tmp_path, rows, customers=FILE))
    names = ("customer", "customer_id", "write_by")
    assert said.column("vips", *names) == [
        ("new@x.test", "new@x.test", "consent unknown"),
        ("Ann", "C01", "e-mail"),
    ]


def test_a_list_of_customers_that_is_of_no_shop_is_of_all(tmp_path):
    small(tmp_path)
    named = "".join(f'"{name}.csv" = "north"\n' for name in ("orders", "order_lines", "refunds"))
    put(tmp_path, salesops=f"[shops]\n{named}")
    said = vip(tmp_path, "--config", str(tmp_path / "salesops.toml"))
    assert said.column("vips", "shop", "customer", "write_by") == [
        ("north", "Ann", "e-mail"),
        ("north", "Bo", "no consent: do not write"),
    ]


def test_under_where_silence_is_not_told(shop):
    said = vip(shop, "--where", "customer_id=C01")
    assert set(said.column("customers", "due")) == {None}
    assert (said["due"], said["vip_retention"], said.table("due")) == (None, None, [])
    assert "--where leaves out orders" in said.notes


def test_the_headline(shop):
    _, out, _ = salesops("vip", "--data", shop, "--as-of", AS_OF)
    assert (
        "2 VIPs brought 4,100.00 in 365 days (73.6 % of net sales); how many stay is not known "
        "yet; 1 is due for contact, first Ann, silent for 35 days (late after 10.0)."
    ) in " ".join(out.split())


def test_nothing_is_asked_of_an_empty_window(shop):
    said = vip(shop, "--since", "2026-03-06 12:00")
    assert (said.table("large_orders"), said["large_orders"]) == ([], 0)
