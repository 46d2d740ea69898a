"""A store of a few customers written by hand, with one reason to write to each, and draft asked."""

from pathlib import Path

from pulse_store import Said, answered, put

AS_OF = "2026-03-10 12:00"
FILES = {
    "customers": """
        customer_id,name,email,accepts_email
        C1,Ann Lee,ann@x.test,true
        C2,Bob Ray,bob@x.test,false
        C3,Cy Dee,cy@x.test,
        C4,Di Fox,di@x.test,true
    """,
    "orders": """
        order_id,created_at,customer_id,email,total,paid_at,financial_status,fulfillment_status
        A1,2025-06-01 10:00,C1,ann@x.test,40,2025-06-01 10:00,paid,fulfilled
        A2,2026-03-09 10:00,C1,ann@x.test,600,2026-03-09 10:00,paid,fulfilled
        B1,2026-03-09 11:00,C2,bob@x.test,700,2026-03-09 11:00,paid,fulfilled
        B2,2025-07-01 11:00,C2,bob@x.test,40,2025-07-01 11:00,paid,fulfilled
        D1,2026-03-07 09:00,C3,cy@x.test,30,2026-03-07 09:00,paid,unfulfilled
        D2,2025-08-01 09:00,C3,cy@x.test,40,2025-08-01 09:00,paid,fulfilled
        E1,2026-02-25 09:00,C4,di@x.test,25,2026-02-25 09:00,paid,fulfilled
        G1,2026-03-09 12:00,,,900,2026-03-09 12:00,paid,fulfilled
    """,
    "order_lines": """
        order_id,line_id,sku,title,qty,unit_price
        A1,A1-1,CUP,Blue cup,1,40
        A2,A2-1,PAN,Copper pan,1,500
        A2,A2-2,LID,Lid,1,100
        B1,B1-1,PAN,Copper pan,1,700
        B2,B2-1,CUP,Blue cup,1,40
        D1,D1-1,LID,Lid,1,30
        D2,D2-1,CUP,Blue cup,1,40
        E1,E1-1,LID,Lid,1,25
        G1,G1-1,PAN,Copper pan,1,900
    """,
    "products": """
        sku,title,price,requires_shipping
        CUP,Blue cup,45,true
        PAN,Copper pan,500,true
        LID,Lid,25,true
    """,
    "fulfillments": """
        fulfillment_id,order_id,created_at,shipped_at,delivered_at,status
        P1,E1,2026-02-26 09:00,2026-02-26 10:00,2026-03-02 15:00,delivered
    """,
    "inventory_levels": """
        sku,location,on_hand,committed
        CUP,Main,5,0
        PAN,Main,50,0
        LID,Main,50,0
    """,
    "stock_history": """
        day,sku,location,on_hand
        2026-03-06,CUP,Main,0
        2026-03-07,CUP,Main,0
        2026-03-08,CUP,Main,0
        2026-03-09,CUP,Main,5
    """,
    "checkouts": """
        checkout_id,created_at,name,email,total,recovery_url,accepts_email
        K1,2026-03-10 08:00,Di Fox,di@x.test,45,https://shop.test/k1,true
        K2,2026-03-10 09:00,,eve@x.test,45,https://shop.test/k2,
    """,
    "checkout_lines": """
        checkout_id,line_id,sku,title,qty,unit_price
        K1,K1-1,CUP,Blue cup,1,45
        K2,K2-1,CUP,Blue cup,1,45
    """,
}


def store(folder: Path, **files: str) -> Path:
    """The folder; a file that is given stands in the place of ours."""
    return put(folder, **{name: _flat(text) for name, text in (FILES | files).items()})


def _flat(text: str) -> str:
    return "\n".join(line.strip() for line in text.strip().split("\n"))


def draft(folder: Path, *args: str, as_of: str = AS_OF) -> Said:
    """What draft answers about the exports in a folder."""
    return answered("draft", folder, *args, as_of=as_of)
