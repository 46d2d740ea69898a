"""A little store of deals, orders, credits and plans written by hand."""

from inspect import cleandoc
from pathlib import Path

from pulse_store import Said, answered, put

AS_OF = "2026-08-22 12:00"
PLAN = """
default = "Flat"

[[plans]]
name = "Flat"
period = "quarter"
rate = "5 %"

[[plans]]
name = "Tiers"
period = "quarter"
by = "attainment"
tiers = [{ from = 0, rate = 0.04 }, { from = 1, rate = 0.06 }]
spiffs = [{ name = "Pump", amount = 30, per = "product", product = "pump" }]

[reps]
ANNBELL = "Tiers"
"""
REPS = """
rep,manager,team,start_date
Ann Bell,Mo,East,2020-01-01
Bob,Mo,East,2020-01-01
"""
QUOTAS = """
rep,period,quota
ann bell,2026-Q2,1000
Ann Bell,2026-Q3,1000
"""
DEALS = """
deal_id,deal_name,owner,deal_stage,amount,created_at,closed_at,product
1,Wing,Ann Bell,Won,600,2026-03-01,2026-04-02,
2,Prop,Ann Bell,Won,800,2026-03-01,2026-05-02,Pump
3,Gear,Ann Bell,Lost,400,2026-03-01,2026-08-20,
4,Tail,Bob,Won,100,2026-03-01,2026-07-01,
5,Nose,Bob,Won,900,2026-03-01,2026-06-30,
6,Hull,,Won,70,2026-03-01,2026-07-03,
7,Mast,Bob,Proposal,500,2026-03-01,,
8,Sail,Bob,Won,,2026-03-01,2026-07-03,
"""
HISTORY = """
deal_id,entered_at,stage,amount
3,2026-05-10,Proposal,400
3,2026-06-10,Won,400
3,2026-08-20,Lost,400
5,2026-06-30,Won,1000
5,2026-07-15,Won,900
"""
CREDITS = """
deal_id,order_id,rep,share
2,,Bob,0.25
4,77,Bob,1
,78,Bob,1
"""
ORDERS = """
Name,Email,Financial Status,Currency,Subtotal,Shipping,Taxes,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Id
#77,a@example.com,refunded,EUR,40.00,0,0,40.00,2026-07-02 10:00:00 +0000,1,Nut,40.00,7700
#78,a@example.com,paid,EUR,200.00,0,0,200.00,2026-07-05 10:00:00 +0000,1,Bolt,200.00,7800
"""  # noqa: E501
PAYMENTS = """
Order,Name,Kind,Gateway,Created At,Status,Amount,Currency
7700,#77,sale,card,2026-07-02 10:00:00 +0000,success,40.00,EUR
7700,#77,refund,card,2026-08-01 10:00:00 +0000,success,40.00,EUR
7800,#78,sale,card,2026-07-05 10:00:00 +0000,success,200.00,EUR
"""


def store(folder: Path, plan: str = PLAN, **files: str) -> Path:
    """The folder; a file of another text, or empty for none, may be named."""
    named = {"deals": DEALS, "reps": REPS, "quotas": QUOTAS, "credits": CREDITS}
    named |= {"deal_stage_history": HISTORY, "orders": ORDERS, "payments": PAYMENTS, **files}
    (folder / "plan.toml").write_text(cleandoc(plan), encoding="utf-8")
    return put(folder, **{name: text for name, text in named.items() if text})


def commission(folder: Path, *args: str, as_of: str = AS_OF) -> Said:
    """What commission answers about it, by its own plan."""
    return answered("commission", folder, "--plan", str(folder / "plan.toml"), *args, as_of=as_of)
