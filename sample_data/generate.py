"""Write the sample store's exports: `python sample_data/generate.py [OUT]`.

The same bytes every time, on every Python from 3.11: see store_dice.py for how.
"""

import sys
from pathlib import Path

import store_headers as headers
from store_campaigns import campaign_rows, member_rows, spend_rows
from store_carts import Checkouts
from store_catalog import Shelf
from store_clock import AS_OF, ZONE
from store_csv import write
from store_deals_write import write_team
from store_history import histories
from store_morning_files import cart_rows, parcel_rows, purchase_rows, stock_rows, supply_rows
from store_open import open_tickets
from store_order_files import order_rows, transaction_rows
from store_orders import Order
from store_other_files import (
    customer_rows,
    inventory_rows,
    product_rows,
    segment_rows,
    target_rows,
)
from store_outlet import first_export, reduced, second_export, trade
from store_parcels import parcels
from store_people import Person, passers_by, people, strangers
from store_plans import HEADER as PLANS
from store_plans import plan_rows
from store_purchases import purchases
from store_service_files import SURVEYS, TICKETS, survey_rows, ticket_rows
from store_stock import Stock, plan_stock
from store_surveys import surveys
from store_targets import targets
from store_tickets import tickets
from store_trade import Trade
from store_visit_files import write_traffic
from store_waiting import hold_back

CONFIG = f"""\
# The sample store's settings. Everything in this folder is invented: see README.md.

[time]
# The store's own clock; every day below starts at its midnight.
zone = "{ZONE.key}"
# The moment of the export. The sample is always read as of then, never as of now.
as_of = "{AS_OF:%Y-%m-%d %H:%M}"

[sales]
# Nothing to set: the orders show by themselves that prices are net of tax.

[shops]
# The second store. What is not named here is the first one's.
"outlet_orders_1.csv" = "outlet"
"outlet_orders_2.csv" = "outlet"
"outlet_products_export.csv" = "outlet"
"outlet_ga4_channels.csv" = "outlet"

[commission]
# How reps are paid, and who has which plan.
plan = "commission.toml"
"""


def generate(out: Path) -> None:
    """Write every file into a folder."""
    shelf, everyone = Shelf(), people()
    orders = Trade(shelf, everyone).run()
    hold_back(orders)
    write(out / "orders_export.csv", headers.ORDERS, order_rows(orders))
    write(out / "transactions_export.csv", headers.TRANSACTIONS, transaction_rows(orders))
    write(out / "products_export.csv", headers.PRODUCTS, product_rows(shelf.variants))
    stocks = plan_stock(shelf, orders)
    write(out / "inventory_export.csv", headers.INVENTORY, inventory_rows(stocks))
    write(out / "customers_export.csv", headers.CUSTOMERS, customer_rows(everyone, orders))
    write(out / "customer_segments.csv", headers.SEGMENTS, segment_rows(everyone))
    goods = reduced(shelf)
    outlet = trade(goods, strangers(), [person for person in everyone if not person.only_looks])
    write(out / "outlet_orders_1.csv", headers.ORDERS, order_rows(first_export(outlet)))
    write(out / "outlet_orders_2.csv", headers.ORDERS, order_rows(second_export(outlet)))
    write(out / "outlet_products_export.csv", headers.PRODUCTS, product_rows(goods))
    write(out / "targets.csv", headers.TARGETS, target_rows(targets([*orders, *outlet])))
    generate_morning(out, shelf, everyone, orders, stocks)
    write_traffic(out, shelf, orders, outlet)
    generate_service(out, orders)
    write(out / "marketing_spend.csv", headers.SPEND, spend_rows())
    write(out / "campaigns.csv", headers.CAMPAIGNS, campaign_rows())
    write(out / "campaign_members.csv", headers.MEMBERS, member_rows(everyone, orders))
    write(out / "service_plans.csv", PLANS, plan_rows())
    write_team(out)
    (out / "salesops.toml").write_text(CONFIG, encoding="utf-8", newline="\n")


def generate_morning(
    out: Path, shelf: Shelf, everyone: list[Person], orders: list[Order], stocks: list[Stock]
) -> None:
    """Write what the first store keeps beside its sales."""
    found = histories(stocks, orders)
    write(out / "stock_history.csv", headers.STOCK, stock_rows(found))
    write(out / "supply.csv", headers.SUPPLY, supply_rows(found))
    write(out / "purchase_orders.csv", headers.PURCHASES, purchase_rows(purchases(found)))
    write(out / "fulfillments.csv", headers.PARCELS, parcel_rows(parcels(orders)))
    carts = Checkouts(shelf, orders, everyone, passers_by()).draw()
    write(out / "abandoned_checkouts_export.csv", headers.CARTS, cart_rows(carts))


def generate_service(out: Path, orders: list[Order]) -> None:
    """Write what the help desk keeps, and the answers to the survey."""
    sent, strangers = list(parcels(orders)), passers_by()
    found = [*tickets(orders, sent, strangers), *open_tickets(orders, strangers)]
    write(out / "tickets.csv", TICKETS, ticket_rows(found))
    write(out / "survey_responses.csv", SURVEYS, survey_rows(surveys(sent)))


def main() -> None:
    """Generate into the folder given, else beside this script."""
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    out.mkdir(parents=True, exist_ok=True)
    generate(out)


if __name__ == "__main__":
    main()
