"""A store of orders that wait and orders that left, and fulfillment asked about it."""

from pathlib import Path

from pulse_store import Said, answered, put, salesops

HEAD = (
    "order_id,order_no,created_at,paid_at,fulfilled_at,cancelled_at,financial_status,"
    "fulfillment_status,email,channel,location"
)
LINE = "order_id,line_id,sku,qty,unit_price,fulfillment_status,requires_shipping,kind"
AS_OF = "2026-03-10 12:00"
"""A Tuesday noon."""


def store(folder: Path, orders: str, lines: str = "", **files: str) -> Path:
    """Orders, each of one cup at 10 unless its lines are written."""
    heads = [line.strip() for line in orders.strip().split("\n")]
    cups = "\n".join(f"{h.split(',')[0]},{n},CUP,1,10,,true,product" for n, h in enumerate(heads))
    return put(
        folder,
        orders="\n".join([HEAD, *heads]),
        order_lines="\n".join(
            [LINE, *(row.strip() for row in (lines or cups).strip().split("\n"))]
        ),
        **files,
    )


def fulfillment(folder: Path, *args: str, as_of: str = AS_OF) -> Said:
    """What fulfillment answers about the exports in a folder; its parts sum to its whole."""
    said = answered("fulfillment", folder, *args, as_of=as_of)
    sums(said)
    return said


def sums(said: Said) -> None:
    """Ages and contacts sum to what is late; what is late, in time and unpaid to what is open."""
    for table, key in (("late", "waiting"), ("open", "state")):
        *parts, whole = said.table(table) or [None]
        if whole:
            assert whole[key] == "all"
            assert sum(part["orders"] for part in parts) == whole["orders"]
            assert cents(parts) == cents([whole])
    if said.table("late"):
        assert cents(said.table("contacts")) == cents(said.table("late")[-1:])
        assert said["late_value"] == said.table("late")[-1]["value"]


def cents(rows: list[dict]) -> int:
    """The value of rows, in cents."""
    return sum(round(float(row["value"]) * 100) for row in rows)


def spoilt(words: tuple[str, ...], table: str, out: Path) -> None:
    """No format lets a formula, markup or an escape of the data through."""
    written = ("--format", "terminal,html,markdown,csv", "--table", table, "--out", str(out))
    code, _, err = salesops(*words, *written)
    assert code == 0, err
    texts = {path.suffix: path.read_text(encoding="utf-8") for path in out.iterdir()}
    assert set(texts) == {".txt", ".html", ".md", ".csv"}
    assert "'=1+1" in texts[".csv"]
    assert all("bold" in text for text in texts.values())
    assert not any("\x1b" in texts[kind] for kind in (".txt", ".html", ".md"))
    assert not any("<script>x" in texts[kind] for kind in (".html", ".md"))
