"""Stores of orders, tickets and surveys written by hand, and the two commands asked about them."""

from pathlib import Path

from pulse_store import Said, answered, put

AS_OF = "2026-03-10 12:00"
"""A Tuesday noon; the desk works Monday to Friday, 09:00 to 17:00."""
ORDERS = (
    "order_id,created_at,email,total,fulfillment_status,fulfilled_at,financial_status,cancelled_at"
)
TICKETS = (
    "ticket_id,created_at,first_human_reply_at,last_human_reply_at,last_customer_at,solved_at,"
    "status,email,order_no,assignee,channel,csat,tags,from_agent"
)
SURVEYS = "survey_id,sent_at,answered_at,nps,csat,email,order_no,agent,channel,comment"


def table(header: str, rows: str) -> str:
    """A CSV of the rows; cells that a row leaves away are blank."""
    width = header.count(",") + 1
    cells = [line.strip().split(",") for line in rows.strip().split("\n") if line.strip()]
    return "\n".join([header, *(",".join(row + [""] * (width - len(row))) for row in cells)])


def store(folder: Path, orders: str, **files: str) -> Path:
    """A folder of orders, each one cup of its total, and of `tickets`, `surveys` and others."""
    headers = {"tickets": TICKETS, "surveys": SURVEYS}
    made = {name: table(headers[name], rows) for name, rows in files.items() if name in headers}
    placed = table(ORDERS, orders)
    rows = [line.split(",") for line in placed.split("\n")[1:]]
    lines = [f"{r[0]},{r[0]}-1,CUP,Blue cup,1,{r[3]}" for r in rows]
    return put(
        folder,
        **files | made,
        orders=placed,
        order_lines="\n".join(["order_id,line_id,sku,title,qty,unit_price", *lines]),
    )


def escalations(folder: Path, *args: str, as_of: str = AS_OF) -> Said:
    """What escalations answers; its parts tie."""
    said = answered("escalations", folder, *args, as_of=as_of)
    *parts, whole = said.table("standing")
    for column in ("tickets", "unassigned"):
        assert sum(row[column] for row in parts) == whole[column]
    assert whole["tickets"] == said["open_tickets"] == sum(r["tickets"] for r in said.table("open"))
    whole, *parts = said.table("first_answers") or [{"tickets": 0, "late": 0, "judged": 0}]
    for by in {row["by"] for row in parts}:
        for column in ("tickets", "late", "judged"):
            assert sum(row[column] for row in parts if row["by"] == by) == whole[column]
    return said


def csat(folder: Path, *args: str, as_of: str = AS_OF) -> Said:
    """What csat answers; groups by agent and by channel sum to the whole."""
    said = answered("csat", folder, *args, as_of=as_of)
    whole, *parts = said.table("groups")
    for by in {row["by"] for row in parts} - {"product", "sku", "category"}:
        for column in ("rated", "satisfied", "scored", "promoters", "detractors", "answers"):
            assert sum(row[column] for row in parts if row["by"] == by) == whole[column], by
    assert whole["rated"] == said["csat_answers"]
    assert whole["scored"] == said["nps_answers"]
    return said
