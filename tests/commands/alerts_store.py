"""Two weeks of a shop of three categories, and its daily report with rules of its own."""

import json
from pathlib import Path

from pulse_store import Said, put, salesops

AS_OF = "2026-03-10 06:15"
"""A Tuesday morning: the report is about Monday 9 March, against Monday the 2nd."""
DAILY = """
title = "Daily report"
period = "yesterday"
[[section]]
analysis = "sales"
"""
"""A report of its own in place of salesops' own daily, which asks eight analyses."""
HEADER = "order_id,created_at,sku,category,country,quantity,amount,unit_cost,currency"
RULE = """
    [[alerts]]
    name = "category-drop"
    by = "category"
    percent = -0.3
    size = 100
    n = 4
    """


def orders(day: str, category: str, amounts: list[int], country: str = "IT") -> str:
    """An order of one line for each amount; its cost is half of what it brings."""
    return "\n".join(
        f"{day}-{category[:9]}-{n},{day} 10:{n:02},{category[:1]},{category},{country},1,{amount},"
        f"{amount / 2},EUR"
        for n, amount in enumerate(amounts)
    )


def shop(folder: Path, *days: str, rules: str = RULE, more: str = "") -> Path:
    """Those orders, and a salesops.toml; what the shop sells all the time is Food."""
    (folder / "reports").mkdir(parents=True, exist_ok=True)
    (folder / "reports" / "daily.toml").write_text(DAILY, encoding="utf-8")
    return put(folder, lines="\n".join([HEADER, *days]), salesops=f"{more}\n{rules}")


def fall(category: str = "Toys", before: int = 5, after: int = 2) -> list[str]:
    """So many orders of 60 on Monday the 2nd, and so many on the 9th."""
    return [
        orders("2026-03-02", category, [60] * before),
        orders("2026-03-09", category, [60] * after),
    ]


STEADY = [orders("2026-03-02", "Food", [40] * 6), orders("2026-03-09", "Food", [40] * 6)]


def daily(folder: Path, *args: str, as_of: str = AS_OF, name: str = "daily") -> Said:
    """What the report says of the exports in a folder."""
    code, out, err = report(folder, "--format", "json", *args, as_of=as_of, name=name)
    assert code in (0, 1), err
    return Said(json.loads(out))


def report(
    folder: Path, *args: str, as_of: str = AS_OF, name: str = "daily"
) -> tuple[int, str, str]:
    """Exit code, stdout and stderr of the report."""
    args = (*args, "--config", str(folder / "salesops.toml"))
    return salesops("report", name, "--data", str(folder), "--as-of", as_of, *args)


def alerts(said: Said) -> list[dict]:
    """The findings that rules made."""
    return [found for found in said.answer["findings"] if found["code"].startswith("alert-")]


def entities(said: Said) -> list[str]:
    """Of what there are alerts."""
    return [found["facts"]["entity"] for found in alerts(said)]


def noted(said: Said) -> list[str]:
    """What the notes say of alerts."""
    return [note for note in said.answer["notes"] if note.startswith(("Alert", "No alert"))]
