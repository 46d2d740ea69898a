"""A small CRM written by hand, and pipeline asked about it."""

from decimal import Decimal
from pathlib import Path

from pulse_store import Said, answered, put

AS_OF = "2026-03-10 12:00"
HEADER = (
    "deal_id,deal_name,account,owner,team,stage,stage_order,probability,amount,"
    "currency,created_at,expected_close_date,closed_at,is_closed,is_won,next_step,product,segment"
)
DEALS = f"""{HEADER}
A,Deal A,Acme,Ann,Field,Proposal,2,60,1000,EUR,2026-01-05,2026-03-20,,false,false,call,Widget,Trade
B,Deal B,Acme,Ann,Field,Proposal,2,60,500,EUR,2026-01-06,2026-03-01,,false,false,,Widget,Trade
C,Deal C,Bolt,Bob,Field,Qualified,1,,,EUR,2026-02-20,2026-04-10,,false,false,mail,widget PRO,Trade
D,Deal D,Core,,,Qualified,1,,300,EUR,2026-03-09,,,false,false,visit,,
W1,Deal W1,Acme,Ann,Field,Won,,100,400,EUR,2026-01-01,,2026-01-31,true,true,,Widget,Trade
W2,Deal W2,Bolt,Bob,Field,Won,,100,800,EUR,2026-01-11,,2026-02-20,true,true,,Widget,
W3,Deal W3,Core,Bob,Field,Won,,100,,EUR,2026-02-15,,2026-02-01,true,true,,,
L1,Deal L1,Dorn,Ann,Field,Lost,,0,900,EUR,2026-01-02,,2026-02-02,true,false,,,
"""
HISTORY = """
    deal_id,entered_at,stage
    A,2026-01-05,Qualified
    A,2026-03-01,Proposal
    B,2026-01-06,Qualified
    B,2026-02-01,Proposal
    C,2026-02-20,Qualified
    W1,2026-01-01,Qualified
    W1,2026-01-11,Proposal
    W1,2026-01-31,Won
    W2,2026-01-11,Qualified
    W2,2026-01-31,Proposal
    W2,2026-02-20,Won
"""
PRODUCTS = """
    product,sales_price
    Widget,150
    Widget-Pro,200
"""
QUOTAS = """
    rep,period,quota
    Ann,2026-03,2000
    Bob,2026-03,1000
"""
SETTINGS = """
    [pipeline]
    few_won = 2
    few_deals = 2
    few_valued = 2
"""


def store(folder: Path, **files: str) -> Path:
    """The folder with that CRM in it; a file named stands in for the one here, empty for none."""
    named = {
        "deals": DEALS, "deal_stage_history": HISTORY, "products": PRODUCTS, "quotas": QUOTAS,
        "salesops": SETTINGS,
    }  # fmt: skip
    return put(folder, **{name: text for name, text in (named | files).items() if text})


def pipeline(folder: Path, *args: str, as_of: str = AS_OF) -> Said:
    """What pipeline answers about it; its parts tie."""
    config = ("--config", str(folder / "salesops.toml"))
    given = config if (folder / "salesops.toml").exists() else ()
    said = answered("pipeline", folder, *given, *args, as_of=as_of)
    ties(said)
    return said


def ties(said: Said) -> None:
    """Every table of open deals sums to the whole: deals, money, weighted money."""
    names = ["stages", "owners", "months", "weights"]
    names += ["by"] if said.table("by") else []
    for name in names:
        rows = said.table(name)
        assert sum(row["deals"] for row in rows) == said["open_deals"], name
        assert money(rows, "value") == Decimal(said["open_value"]), name
        assert money(rows, "weighted") == Decimal(said["weighted_value"] or 0), name


def money(rows: list[dict], column: str) -> Decimal:
    """Their amounts together."""
    return sum((Decimal(row[column] or 0) for row in rows), Decimal(0))
