"""Which files without order numbers are taken for purchases, and which could be something else."""

import pytest
from exports_loading import put

from salesops.exports.asking import Options
from salesops.exports.catalogue import Catalogue
from salesops.exports.recognise import Match
from salesops.settings import Settings

PURCHASES = (
    "customer_id,date,quantity,amount",
    "customer_id,date,number_of_cds,dollar_value",
    "customer_id,trans_date,tran_amount",
    "CustomerID,InvoiceDate,Revenue",
    "Customer;Purchase Date;Total Amount;Currency;Store",
)
OTHER = (
    # A price is of one piece, or of all.
    "customer_id,date,quantity,price",
    "date,quantity,amount",
    # Lines name products; payments, goods and tax, charges and tickets are no purchases.
    "customer_id,date,sku,quantity,amount",
    "customer_id,date,amount,payment_id",
    "customer_id,date,total,subtotal,tax",
    "customer_id,created_at,amount,type,fee",
    "customer_id,created_at,total,checkout_id,abandoned",
    "order_id,customer_id,date,amount",
    # Banks, payments received, refunds, advertisements, deals, targets, budgets, surveys.
    "Date,Customer,Description,Amount",
    "customer_id,transaction_date,amount,category,merchant",
    "customer,payment_date,amount",
    "customer_id,date,amount,payment_method",
    "customer_id,date,refund_amount",
    "customer_id,date,amount,reason",
    "client_id,date,spend",
    "client_id,date,revenue,clicks",
    "customer,created_at,amount,stage,close_date",
    "customer,date,sales,target",
    "customer,date,sales,budget",
    "customer_id,date,amount,score",
    # Sums of a customer are no purchase.
    "customer_id,created_at,total,email,orders",
)


@pytest.mark.parametrize("header", [*PURCHASES, *OTHER])
def test_a_file_without_order_numbers(tmp_path, header):
    put(tmp_path, {"a.csv": header + "\n"})
    (only,) = Catalogue(Options(data=(tmp_path,)), Settings()).files
    taken = isinstance(only.found, Match) and only.found.source.name == "purchases_flat"
    assert taken is (header in PURCHASES)


def test_beside_orders_it_might_be_anything(tmp_path):
    """What customers paid for the same orders, say: it would count twice."""
    orders = "order_id,created_at,total\n1,2026-03-01,5\n"
    put(tmp_path, {"a.csv": PURCHASES[0] + "\n", "orders.csv": orders})
    found = {
        f.file.path.name: f.found for f in Catalogue(Options(data=(tmp_path,)), Settings()).files
    }
    assert isinstance(found["orders.csv"], Match)
    assert not isinstance(found["a.csv"], Match)
