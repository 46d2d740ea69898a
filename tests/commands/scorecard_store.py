"""A store small enough to check by hand, and scorecard asked about it in this process.

As-of is Wednesday 2026-03-18 15:10.
"""

import json
import tempfile
from pathlib import Path
from typing import Any

from pulse_store import Said, put, salesops

from salesops.queries.database import Database
from salesops.render.view import View
from salesops.result import Answer

AS_OF = "2026-03-18 15:10"
ORDERS = """
    order_id,order_date,sku,quantity,amount,customer
    1,2024-12-01 09:00,Y,1,10,z
    2,2025-05-01 09:00,Y,1,1500,a
    3,2025-06-01 09:00,Y,1,1000,b
    4,2025-07-01 09:00,Y,1,999.99,c
    5,2025-08-01 09:00,Y,1,1200,d
    6,2025-12-18 15:09,Y,1,20,b
    7,2025-12-18 15:10,Y,1,20,d
    8,2026-01-10 09:00,Y,1,50,a
    9,2026-02-05 10:00,Y,1,200,e
    10,2026-02-18 15:09,Y,1,100,f
    11,2026-02-18 15:10,Y,1,400,g
    12,2026-02-28 09:00,Y,1,100,g
    13,2026-03-02 10:00,X,2,180,e
    14,2026-03-18 15:00,Y,1,150,h
"""
TARGETS = "period,scope,metric,value\n2026-03,shop,net_sales,3100"


def days(year: int, bought: int | str) -> str:
    """A hundred sessions on each of the first 17 days of March."""
    return "\n".join(f"{year}-03-{day:02},100,{bought}" for day in range(1, 18))


TRAFFIC = f"day,sessions,purchases\n{days(2025, 1)}\n{days(2026, 2)}"
STOCK = "day,sku,on_hand\n" + "\n".join(
    f"2026-03-{day:02},X,{5 if day <= 10 else 0}" for day in range(1, 18)
)


def store(folder: Path, **files: str) -> Path:
    """The little store, with more files beside its orders."""
    return put(folder, orders=ORDERS, **files)


def card(folder: Path, *args: str, goals: str = "", as_of: str = AS_OF) -> Said:
    """What scorecard answers about the exports in a folder."""
    code, out, err = asked(folder, *args, goals=goals, as_of=as_of)
    assert code == 0, err
    return Said(json.loads(out))


def asked(
    folder: Path, *args: str, goals: str = "", as_of: str = AS_OF, format_: str = "json"
) -> tuple[int, str, str]:
    """Exit code, stdout and stderr; `goals` is the text of a goals file."""
    given = list(args)
    if goals:
        path = folder / "goals.toml"
        path.write_text(goals, encoding="utf-8")
        given += ["--goals", str(path)]
    return salesops(
        "scorecard", "--data", str(folder), "--as-of", as_of, "--format", format_, *given
    )


def on(db: Database, *, goals: str = "", **options: Any) -> Said:
    """The same of exports that are open: nothing is loaded again."""
    from salesops.commands.sales.scorecard import scorecard
    from salesops.render.json import render

    if goals:
        path = Path(tempfile.mkdtemp()) / "goals.toml"
        path.write_text(goals, encoding="utf-8")
        options["goals"] = path
    return Said(json.loads(render(Answer(scorecard(db, **options), None), View())))


def goal(metric: str, over: str, *more: str, name: str = "G") -> str:
    """A goals file of one goal."""
    lines = ["[[goals]]", f'name = "{name}"', f'metric = "{metric}"', f'over = "{over}"', *more]
    return "\n".join(lines) + "\n"
