"""Stores of orders and campaigns written by hand, and campaigns asked about them."""

from decimal import Decimal
from pathlib import Path

from pulse_store import Said, answered, put

AS_OF = "2026-03-10"
ORDERS = "order_id,created_at,email,total,discount_codes,cancelled_at,category,unit_cost"
EASY = """
    [campaigns]
    few_members = 2
    few_buyers = 1
"""
"""Limits under which a handful of people can tell something."""

ORDER = """
    O1,2026-01-10 12:00:00,ann@x.test,50
    O2,2026-01-20 12:00:00,eve@x.test,100
    O3,2026-02-01 09:59:59,cat@x.test,30
    O4,2026-02-05 12:00:00,Ann@x.test,100
    O5,2026-02-01 10:00:00,bob@x.test,60,,,,-
    O6,2026-03-01 10:00:00,cat@x.test,999
    O7,2026-02-15 12:00:00,eve@x.test,40,SPRING
    O8,2026-02-20 12:00:00,new@x.test,10,spring+ship
    O9,2026-02-21 12:00:00,gone@x.test,70,SPRING,2026-02-23 12:00:00
    O10,2026-02-22 12:00:00,late@x.test,80,SPRINGTIME
    O11,2026-03-02 12:00:00,ann@x.test,90,SPRING
"""
MEMBERS = """
    campaign,email,group,sent_at
    Win,ann@x.test,treatment,2026-02-01 10:00:00
    Win,BOB@x.test,treatment,2026-02-01 10:00:00
    Win,cat@x.test,treatment,2026-02-01 10:00:00
    Win,dan@x.test,treatment,2026-02-01 10:00:00
    Win,eve@x.test,holdout,
    Win,fay@x.test,holdout,
"""
BACK = """
    refund_id,order_id,refunded_at,sku,qty,subtotal
    R1,O1,2026-02-10 12:00:00,CUP,0,20
    R2,O4,2026-03-05 12:00:00,CUP,1,100
"""
LIST = """
    campaign,kind,channel,starts,ends,code,budget
    Win,e-mail,mail,2026-02-01,,,
    Spring,ads,meta,2026-02-10,2026-02-28,spring,500
"""
SPEND = """
    Day,Channel,Campaign,Cost,Clicks,Impressions
    2026-02-01,mail,win,20,,
    2026-02-10,meta,Spring,30,10,100
    2026-02-11,meta,Spring,10,10,100
    2026-03-01,search,Brand,40,20,200
"""
"""Of one shop: eleven orders, a mailing to two groups, what came back, the list, the spend."""


def store(folder: Path, orders: str, **files: str) -> Path:
    """A folder of orders, a row each in the order of the columns above, and other files.

    Each order is one cup of its total, which cost 40 % of it unless the row says otherwise (`-`:
    not known); its category is Cups. Cells that a row leaves away are blank.
    """
    placed = [_cells(line) for line in orders.strip().split("\n") if line.strip()]
    lines = [
        f"{c[0]},{c[0]}-1,CUP,{c[6] or 'Cups'},1,{c[3]},{_cost(c)}" for c in placed
    ]  # fmt: skip
    heads = "order_id,created_at,email,total,discount_codes,cancelled_at"
    return put(
        folder,
        orders="\n".join([heads, *(",".join(c[:6]) for c in placed)]),
        order_lines="\n".join(["order_id,line_id,sku,category,qty,unit_price,unit_cost", *lines]),
        salesops=EASY,
        **files,
    )


def _cells(line: str) -> list[str]:
    cells = line.strip().split(",")
    return cells + [""] * (ORDERS.count(",") + 1 - len(cells))


def _cost(cells: list[str]) -> str:
    return cells[7].strip("-") if cells[7] else str(Decimal(cells[3]) * Decimal("0.4"))


def campaigns(folder: Path, *args: str, as_of: str = AS_OF) -> Said:
    """What campaigns answers about the exports in a folder; its parts tie."""
    config = ("--config", str(folder / "salesops.toml"))
    said = answered("campaigns", folder, *config, *args, as_of=as_of)
    ties(said)
    return said


def ties(said: Said) -> None:
    """Channels sum to all of them; both groups stand in both tables; no interval is inside out."""
    *channels, whole = said.table("channels") or [None]
    for name in ("spend", "cost_per_order", "cac"):
        parts = [Decimal(row[name]) for row in channels if row[name] is not None]
        if whole and whole[name] is not None:
            assert abs(sum(parts) - Decimal(whole[name])) <= Decimal("0.01") * len(parts)
    if whole:
        assert whole["spend"] == said["spend"]
    for row in said.table("campaigns"):
        for name in ("incremental", "profit", "roi"):
            ends = [row[key] for key in (f"{name}_lo", name, f"{name}_hi")]
            if None not in ends:
                assert sorted(ends, key=float) == ends
        groups = [g for g in said.table("groups") if g["campaign"] == row["campaign"]]
        assert [g["members"] for g in groups] == [
            n for n in (row["treated_n"], row["control_n"]) if n is not None
        ]


def shop(folder: Path) -> Path:
    """The whole of that shop."""
    return store(folder, ORDER, campaign_members=MEMBERS, refunds=BACK, campaigns=LIST, spend=SPEND)
