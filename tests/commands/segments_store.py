"""Tiny stores for segments: lines by hand, and crowds of like orders."""

import json
from pathlib import Path

from pulse_store import Said, put, salesops

HEAD = "order_id,order_date,sku,category,quantity,unit_price,customer_id,segment,channel,country"
AS_OF = "2026-03-10"


def store(folder: Path, *lines: str, head: str = HEAD, **files: str) -> Path:
    """The folder with these order lines in it."""
    return put(folder, lines="\n".join([head, *lines]), **files)


def asked(folder: Path, *args: str, as_of: str = AS_OF, command=("segments",)) -> Said:
    """What segments answers; the months and the segments each sum to the whole."""
    code, out, err = salesops(
        *command, "--data", str(folder), "--as-of", as_of, "--format", "json", "--fail-on", "never",
        *args,
    )  # fmt: skip
    assert code == 0, err
    return Said(json.loads(out))


def crowd(segment: str, n: int, *lines: str, customer="{s}{i}", day="2026-02-{d:02}", start=0):
    """`n` orders of a segment: each holds these lines, `sku,category,quantity,price`."""
    for i in range(start, start + n):
        who = customer.format(s=segment, i=i, half=i // 2)
        when = day.format(d=i % 28 + 1)
        for line in lines:
            yield f"{segment}-{i},{when},{line},{who},{segment},web,IT"


def words(said: Said) -> str:
    """Every sentence of the answer, for what must or must not be in it."""
    tables = ("insights", "actions", "success_metrics", "risks")
    cells = [str(v) for t in tables for row in said.table(t) for v in row.values()]
    return "\n".join(cells)


def insight(said: Said, topic: str) -> str:
    """The statement of one topic."""
    return said.row("insights", topic=topic)["statement"]


def topics(said: Said) -> list[str]:
    """What is spoken of."""
    return said.column("insights", "topic")
