"""A small shop written by hand, and heatmap asked about it.

Each was sold before, on 1 November.
As-of is noon of Tuesday 10 March 2026: the 28 full days are 10 February to 9 March.

A   8 at 100 = 800. On hand 3 in two places, 2 promised: 1 available, 8 / 28 a day, 3.5 days.
B  15 at  10 = 150. None left; the last one went on 4 March: 5 full days without.
C   2 at  25 =  50. 10 on hand at 2 / 28 = 0.07 a day, 140 days: slow. Worth 250 at list price.
D                   7 on hand that cost 3 each, and no sale since: dead, worth 21.
E-BOOK              none on hand, and none needed.
"""

from pathlib import Path

from pulse_store import Said, answered, put

AS_OF = "2026-03-10 12:00"
LINE = "order_id,line_id,sku,qty,unit_price"
SHOP = {
    "orders": """
        order_id,created_at
        0,2025-11-01
        1,2026-02-10
        2,2026-03-04
        3,2026-03-09 23:59
        """,
    "order_lines": f"""
        {LINE}
        0,1,D,1,9
        0,7,A,1,100
        0,8,B,1,10
        0,9,C,1,25
        1,2,A,3,100
        1,3,B,6,10
        2,4,B,9,10
        3,5,A,5,100
        3,6,C,2,25
        """,
    "inventory_levels": """
        sku,title,location,on_hand,committed,incoming
        A,Apple,Store,2,1,0
        A,Apple,Back,1,1,0
        B,Bread,Store,0,0,6
        C,Cheese,Store,10,0,0
        D,Dates,Store,7,0,0
        E-BOOK,Recipes,Store,0,0,0
        """,
    "products": """
        sku,title,price,unit_cost,requires_shipping
        A,Apple,100,60,true
        B,Bread,10,4,true
        C,Cheese,25,,true
        D,Dates,9,3,true
        E-BOOK,Recipes,5,,false
        """,
}


def shop(folder: Path, **files: str) -> Path:
    """The shop above, with these files in place of its own or beside them; None leaves one out."""
    wanted = {name: text for name, text in (SHOP | files).items() if text is not None}
    return put(folder, **wanted)


def heatmap(folder: Path, *args: str, as_of: str = AS_OF) -> Said:
    """What heatmap answers about the exports in a folder."""
    return answered("heatmap", folder, *args, as_of=as_of)


def history(**stock: dict[str, int]) -> str:
    """A stock history of the 28 days: on hand at each day's end, 5 but where a SKU says else."""
    from datetime import date, timedelta

    days = [f"{date(2026, 2, 10) + timedelta(days=n)}" for n in range(28)]
    rows = [f"{day},{sku},{said.get(day, 5)}" for sku, said in stock.items() for day in days]
    return "\n".join(["day,sku,on_hand", *rows])
