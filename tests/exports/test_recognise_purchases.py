"""Which files without order numbers are taken for purchases, and which could be something else."""

import pytest
from exports_loading import put

from salesops.exports.catalogue import Catalogue, Options
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
)


@pytest.mark.parametrize("header", [*PURCHASES, *OTHER])
def test_a_file_without_order_numbers(tmp_path, header):
    put(tmp_path, {"a.csv": header + "\n"})
    (only,) = Catalogue(Options(data=(tmp_path,)), Settings()).files
    taken = isinstance(only.found, Match) and only.found.source.name == "purchases_flat"
    assert taken is (header in PURCHASES)
