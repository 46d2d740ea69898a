"""What lies beside orders is known by its headers, and takes no file that was known before."""

import pytest
from exports_loading import SHOPIFY, put

from salesops.exports.asking import Options
from salesops.exports.catalogue import Catalogue
from salesops.exports.recognise import Match, Near
from salesops.settings import Settings

STOCK, SUPPLY = "stock_history_flat", "supply_flat"
PURCHASES, PARCELS = "purchase_orders_flat", "fulfillments_flat"

KNOWN = {
    "Date,SKU,Closing Stock": STOCK,
    "snapshot_date,product_id,warehouse,quantity": STOCK,
    # A data set of shops: what was sold stands beside what was left.
    "Date,Store ID,Product ID,Inventory Level,Units Sold,Price": STOCK,
    "Item,Vendor,Lead Time,Case Pack": SUPPLY,
    "SKU,Lead Time (days)": SUPPLY,
    "PO Number,SKU,Order Date,Quantity,Unit Price": PURCHASES,
    "po,item,date,qty,received_date": PURCHASES,
    # Purchase orders that also say how long they take are no list of lead times.
    "po,item,date,qty,lead_time": PURCHASES,
    "Tracking Number,Order Number,Ship Date": PARCELS,
    "shipment_id,order_id,sku,quantity,shipped_at,carrier": PARCELS,
    "Ticket ID,Status,Group,Created time,Email": "tickets_flat",
    "survey_type,score,date,email": "surveys_typed",
    # Orders, lines and stock as they were known before, with such headers beside theirs.
    "order_id,date,sku,quantity,price,po_number,stock": "order_lines_flat",
    "order_id,date,sku,quantity,price,tracking_number,ship_date": "order_lines_flat",
    "order_id,date,total,tracking_number,ship_date": "orders_flat",
    "order_id,created_at,amount,po_number": "orders_flat",
    SHOPIFY + ",Tracking Number,Ship Date,order": "shopify_orders",
    "Handle,Title,SKU,Location,Available,Date": "shopify_inventory",
    "sku,location,on_hand,available": "canonical",
    "sku,product_id,title,vendor,unit_cost": "canonical",
    # The tables themselves stay what they are.
    "day,sku,location,on_hand,available": "canonical",
    "sku,supplier,lead_days,lead_sd,pack_size,moq": "canonical",
    "po_id,sku,supplier,ordered_at,expected_at,received_at,qty": "canonical",
    "fulfillment_id,order_id,shipped_at,delivered_at,tracking": "canonical",
}
UNKNOWN = (
    # Could be what was sold on the day.
    "date,sku,quantity",
    "date,sku,warehouse,units",
    # Ordered and received could be days or numbers of units.
    "po,sku,qty,ordered,received",
    "tracking_number,order_id,shipped",
    # A list of products.
    "sku,supplier,cost",
    # Tickets without a beginning are no list of customers and their groups.
    "Ticket ID,Status,Group,Email",
    # NPS or CSAT.
    "date,customer,score",
)


@pytest.mark.parametrize("header", KNOWN)
def test_a_header_is_known(tmp_path, header):
    found = recognised(tmp_path, header)
    assert isinstance(found, Match)
    assert found.source.name == KNOWN[header]


@pytest.mark.parametrize("header", UNKNOWN)
def test_what_could_be_something_else_is_not_guessed(tmp_path, header):
    assert isinstance(recognised(tmp_path, header), Near)


def recognised(folder, header):
    """What a file with this header is taken for."""
    put(folder, {"a.csv": header + "\n"})
    (only,) = Catalogue(Options(data=(folder,)), Settings()).files
    return only.found
