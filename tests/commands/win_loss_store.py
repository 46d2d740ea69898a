"""Little CRM exports written by hand, and win-loss asked about them."""

from decimal import Decimal
from pathlib import Path

from pulse_store import Said, answered, put

AS_OF = "2026-03-10 12:00"
DEALS = (
    "deal_id,owner,status,amount,created_at,closed_at,lead_source,product,competitor,lost_reason,"
    "stage,account"
)


def store(folder: Path, deals: str, **files: str) -> Path:
    """A folder of deals, a row each in the order of the columns above; cells left out are blank."""
    rows = [line.strip() for line in deals.strip().split("\n") if line.strip()]
    width = DEALS.count(",")
    filled = [row + "," * (width - row.count(",")) for row in rows]
    return put(folder, deals="\n".join([DEALS, *filled]), **files)


def win_loss(folder: Path, *args: str, as_of: str = AS_OF) -> Said:
    """What win-loss answers about the exports in a folder; its parts tie."""
    said = answered("win-loss", folder, *args, as_of=as_of)
    ties(said)
    return said


def ties(said: Said) -> None:
    """Every table by something sums to the whole, in count and to the cent."""
    groups = [name for name in said.answer["tables"] if name.startswith("by_")]
    assert groups
    for name in groups:
        rows = said.table(name)
        assert sum(r["won"] for r in rows) == said["won_deals"], name
        assert sum(r["lost"] for r in rows) == said["lost_deals"], name
        assert money(rows, "won_value") == Decimal(said["won_value"]), name
    for name in ("lost_reasons", "lost_reasons_top", "lost_from", "lost_to"):
        assert sum(r["lost"] for r in said.table(name)) == said["lost_deals"], name


def money(rows: list[dict], column: str) -> Decimal:
    """Their amounts together."""
    return sum((Decimal(row[column] or 0) for row in rows), Decimal(0))


def many(rep: str, won: int, lost: int, day: str = "2026-03-01", **more: str) -> str:
    """So many deals of a rep that closed on a day, each of 100; `more` are cells of all of them."""
    cells = {"lead_source": "", "product": "", "competitor": "", "lost_reason": "", **more}
    tail = ",".join(cells[name] for name in ("lead_source", "product", "competitor", "lost_reason"))
    key = "".join([rep, day, *more.values()])
    return "\n".join(
        f"{key}{n},{rep},{'won' if n < won else 'lost'},100,2025-01-01,{day},{tail}"
        for n in range(won + lost)
    )
