"""What cross-sell costs over a million order lines and over ten, beyond loading them.

A shop is written as canonical Parquet: orders of 1 to 20 lines, one in 2,500 of 500 lines as a
wholesaler's, of 5,000 SKUs by Zipf. Each size is asked in a process of its own, so that its peak
of memory is its own: loaded, then cross-sell as the command line asks it. Then the pairs alone by
one statement of DuckDB over the same Parquet, as one would write it by hand, in another process.
CPU seconds of all threads. What DuckDB may use (`--memory-limit`) is but a part of the peak, and
to load ten million lines it uses all it may.
A benchmark, not a test: a goal that is missed is printed and ends with 0 all the same.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from salesops import commands
from salesops.commands.customers import cross_sell
from salesops.exports import loader
from salesops.exports.asking import Options
from salesops.exports.catalogue import Catalogue
from salesops.queries.database import Database
from salesops.result import Report
from salesops.settings import Settings

GOALS = {1_000_000: 3.0, 10_000_000: 25.0}
"""CPU seconds beyond loading, by lines."""
ROOM = 1536
"""MB that ten million lines may take at most."""
SKUS, LARGE = 5_000, 500
TABLES = {
    "order_lines": """
        SELECT 'O' || o AS order_id, 'L' || row_number() OVER () AS line_id, 'S' || i AS sku,
            'Thing ' || i AS title, 1::DECIMAL(18,3) AS qty,
            (5 + i % 95)::DECIMAL(18,4) AS unit_price
        FROM drawn""",
    "orders": """
        SELECT 'O' || o AS order_id, 'EUR' AS currency,
            TIMESTAMP '2026-09-18' - o * INTERVAL {apart} MILLISECOND AS created_at
        FROM (SELECT DISTINCT o FROM drawn)""",
}
BARE = """
WITH
baskets AS (SELECT DISTINCT order_id, sku FROM read_parquet($lines)),
items AS (SELECT sku, count(*) AS n FROM baskets GROUP BY sku HAVING count(*) >= 10),
kept AS (SELECT b.order_id, b.sku, i.n FROM baskets AS b INNER JOIN items AS i ON b.sku = i.sku)
SELECT a.sku, b.sku, count(*) AS n, count(*)::DOUBLE / any_value(a.n) / any_value(b.n) AS score
FROM kept AS a
INNER JOIN kept AS b ON a.order_id = b.order_id AND a.sku < b.sku
GROUP BY a.sku, b.sku
HAVING count(*) >= 10
ORDER BY score DESC
LIMIT 20"""


def write(folder: Path, lines: int) -> None:
    """The shop's orders and their lines, each a Parquet file under its own name."""
    rng = np.random.default_rng(7)
    sizes = rng.geometric(0.22, size=lines).clip(1, 20)
    sizes[rng.random(lines) < 1 / 2_500] = LARGE
    sizes = sizes[: np.searchsorted(np.cumsum(sizes), lines) + 1]
    popular = np.cumsum(1 / np.arange(1, SKUS + 1) ** 0.9)
    sku = np.searchsorted(popular / popular[-1], rng.random(sizes.sum()))
    drawn = pa.table({"o": np.repeat(np.arange(len(sizes)), sizes), "i": sku})
    con = duckdb.connect()
    con.register("drawn", drawn)
    for name, query in TABLES.items():
        sql = query.replace("{apart}", str(730 * 86_400_000 // len(sizes)))
        con.execute(f"COPY ({sql}) TO '{folder / name}.parquet'")


def cpu(act: Callable[[], Any]) -> float:
    """CPU seconds that something takes, over all threads."""
    began = time.process_time()
    act()
    return time.process_time() - began


def peak() -> int:
    """MB of memory that this process has had at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def ours(folder: Path, memory: str) -> None:
    """Load, ask as the command line asks, and print what both took."""
    options = Options((folder,), as_of="2026-09-18 15:00", memory=memory)
    catalogue = Catalogue(options, Settings())
    with Database(lambda needs, may: loader.load(catalogue, needs, may), Settings()) as db:
        load = cpu(lambda: db.expect(["customers/cross_sell"]))
        loaded = peak()
        found: list[Report] = []
        took = cpu(lambda: found.append(commands.ask(cross_sell, db)))
    print(f"{load:.2f} {took:.2f} {loaded} {peak()} {found[0].value('pairs')}")


def bare(folder: Path, memory: str) -> None:
    """The pairs by one statement, and what it took."""
    con = duckdb.connect(config={"memory_limit": memory, "temp_directory": str(folder / "spill")})
    con.execute("SET enable_progress_bar=false")
    took = cpu(lambda: con.execute(BARE, {"lines": str(folder / "order_lines.parquet")}).fetchall())
    print(f"{took:.2f} {peak()}")


def _apart(act: Callable[[Path, str], None], folder: Path, memory: str) -> list[str]:
    """What a process of its own prints."""
    words = [sys.executable, __file__, "--act", act.__name__, "--at", str(folder)]
    done = subprocess.run([*words, "--memory", memory], capture_output=True, text=True, check=True)
    return done.stdout.split()


def main() -> None:
    """Each size in two processes: ours, and the bare statement."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", default="1000000", help="sizes by commas")
    parser.add_argument("--memory", default="1GB", help="what DuckDB may use before it spills")
    parser.add_argument("--act", choices=("ours", "bare"), help=argparse.SUPPRESS)
    parser.add_argument("--at", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.act:
        {"ours": ours, "bare": bare}[given.act](given.at, given.memory)
        return
    print("lines, CPU seconds and MB at peak; beyond load, and the bare statement over Parquet")
    print(f"{'lines':>11} {'load':>6} {'beyond':>7} {'MB':>6} {'bare':>6} {'MB':>6} {'pairs':>10}")
    for lines in map(int, given.lines.split(",")):
        with tempfile.TemporaryDirectory() as at:
            write(Path(at), lines)
            load, took, _, room, pairs = _apart(ours, Path(at), given.memory)
            by_hand, its_room = _apart(bare, Path(at), given.memory)
        late = " (over the goal)" if float(took) > GOALS.get(lines, float("inf")) else ""
        late += f" (over {ROOM} MB)" if int(room) > ROOM else ""
        print(
            f"{lines:11,} {load:>6} {took:>7} {room:>6} {by_hand:>6} {its_room:>6} "
            f"{int(pairs):10,}{late}",
            flush=True,
        )


if __name__ == "__main__":
    main()
