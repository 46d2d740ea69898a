"""The generator reproduces the shipped sample, and every order in it ties out to the cent."""

import io
import subprocess
import sys
import zipfile
from collections import defaultdict

import pytest

FILES = (
    "orders_export.csv transactions_export.csv products_export.csv inventory_export.csv "
    "customers_export.csv customer_segments.csv targets.csv outlet_orders_1.csv "
    "outlet_orders_2.csv outlet_products_export.csv stock_history.csv supply.csv "
    "ga4_landing_pages.csv ga4_devices.csv ga4_items.csv search_console.csv "
    "outlet_ga4_channels.csv "
    "purchase_orders.csv fulfillments.csv abandoned_checkouts_export.csv "
    "marketing_spend.csv campaigns.csv campaign_members.csv tickets.csv "
    "survey_responses.csv service_plans.csv deals.csv deal_stage_history.csv reps.csv quotas.csv "
    "leads.csv activities.csv quotes.csv contracts.csv salesops.toml "
    "credits.csv commission.toml accounts.csv"
).split()
ZIPPED_AT_MOST = 2_100_000


@pytest.fixture(scope="module")
def made(tmp_path_factory, sample):
    out = tmp_path_factory.mktemp("sample")
    script = sample.folder / "generate.py"
    subprocess.run([sys.executable, "-B", str(script), str(out)], check=True, timeout=120)
    return out


def test_it_writes_the_same_files(made):
    assert sorted(path.name for path in made.iterdir()) == sorted(FILES)


@pytest.mark.parametrize("name", FILES)
def test_it_reproduces_the_shipped_bytes(made, sample, name):
    assert (made / name).read_bytes() == (sample.folder / name).read_bytes()


@pytest.mark.parametrize("name", FILES)
def test_files_are_plain_utf8_with_unix_line_ends(sample, name):
    data = (sample.folder / name).read_bytes()
    data.decode("utf-8")
    assert not data.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in data


def test_the_sample_stays_small(sample):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in FILES:
            archive.write(sample.folder / name, name)
    assert buffer.tell() < ZIPPED_AT_MOST


def test_total_is_subtotal_shipping_and_taxes(sample):
    money = sample.read.money
    for name, head in sample.heads.items():
        parts = money(head["Subtotal"]) + money(head["Shipping"]) + money(head["Taxes"])
        assert money(head["Total"]) == parts, name


def product_discount(sample, name):
    """The rule of metrics.md: lines' + figure, figure alone, else a discount on shipping."""
    rows, head = sample.by_name[name], sample.heads[name]
    gross, subtotal = sample.read.line_sum(rows), sample.read.money(head["Subtotal"])
    figure = sample.read.money(head["Discount Amount"])
    of_lines = sum(sample.read.money(row["Lineitem discount"]) for row in rows)
    if of_lines and gross - of_lines - figure == subtotal:
        return of_lines + figure
    if gross - figure == subtotal:
        return figure
    assert not of_lines, name
    assert sample.read.money(head["Shipping"]) == 0, name
    assert head["Discount Code"] == "FREESHIP", name
    return 0


def test_subtotal_is_the_lines_less_product_discounts(sample):
    for name, rows in sample.by_name.items():
        left = sample.read.line_sum(rows) - product_discount(sample, name)
        assert sample.read.money(rows[0]["Subtotal"]) == left, name


def test_tax_columns_repeat_the_taxes(sample):
    money = sample.read.money
    for name, head in sample.heads.items():
        assert money(head["Tax 1 Value"]) == money(head["Taxes"]), name
        assert bool(head["Tax 1 Name"]) == bool(head["Tax 1 Value"]), name


def test_continuation_rows_carry_the_line_only(sample):
    allowed = {"Name", "Vendor"}
    for rows in sample.by_name.values():
        for row in rows[1:]:
            filled = {key for key, value in row.items() if value}
            assert {key for key in filled if not key.startswith("Lineitem")} == allowed


def test_rows_of_an_order_stand_together_newest_first(sample):
    names = [row["Name"] for row in sample.orders if row["Id"]]
    assert len(names) == len(set(names)) == len(sample.heads)
    stamps = [sample.read.moment(sample.heads[name]["Created at"]) for name in names]
    assert stamps == sorted(stamps, reverse=True)
    seen = dict.fromkeys(row["Name"] for row in sample.orders)
    assert list(seen) == names


def stamps(sample):
    columns = ("Created at", "Paid at", "Fulfilled at", "Cancelled at")
    yield from (head[c] for head in sample.heads.values() for c in columns if head[c])
    yield from (row["Processed at"] for row in sample.transactions)


def test_nothing_is_stamped_at_or_after_the_export(sample):
    assert max(sample.read.moment(text) for text in stamps(sample)) < sample.as_of


def test_stamps_are_on_the_stores_clock(sample):
    for text in stamps(sample):
        assert sample.read.moment(text).strftime("%Y-%m-%d %H:%M:%S %z") == text


def test_refunds_agree_with_transactions(sample):
    money, back = sample.read.money, defaultdict(int)
    for row in sample.transactions:
        if row["Kind"] == "refund":
            back[row["Order"]] += money(row["Amount"])
    for name, head in sample.heads.items():
        refunded = money(head["Refunded Amount"])
        assert refunded == back[name], name
        status, total = head["Financial Status"], money(head["Total"])
        assert (status == "refunded") == (refunded == total), name
        assert (status == "partially_refunded") == (0 < refunded < total), name


def test_each_paid_order_has_one_sale_at_its_paid_time(sample):
    sales = [r for r in sample.transactions if (r["Kind"], r["Status"]) == ("sale", "success")]
    paid = {name: head for name, head in sample.heads.items() if head["Paid at"]}
    assert sorted(row["Order"] for row in sales) == sorted(paid)
    for row in sales:
        head = paid[row["Order"]]
        assert (row["Processed at"], row["Amount"]) == (head["Paid at"], head["Total"])


def test_customers_agree_with_orders(sample):
    count, spent = defaultdict(int), defaultdict(int)
    for head in sample.heads.values():
        count[head["Email"]] += 1
        if head["Paid at"]:
            kept = sample.read.money(head["Total"]) - sample.read.money(head["Refunded Amount"])
            spent[head["Email"]] += kept
    for row in sample.customers:
        assert int(row["Total Orders"]) == count[row["Email"]]
        assert sample.read.money(row["Total Spent"]) == spent[row["Email"]]
    assert set(count) - {""} <= {row["Email"] for row in sample.customers}
