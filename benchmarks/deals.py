"""What the questions about deals cost over a million deals and five million rows of their history.

A CRM of three years is written as canonical Parquet. Each command gets a database of its own: it is
loaded, and asked; then the shared views and statements that it asked are run once more bare, and
then the SQL that an analyst would write by hand for the same numbers, on the same tables. CPU
seconds of all threads; the ratios of one run count. A benchmark, not a test: a goal that is missed
is printed and ends with 0 all the same.
"""

import argparse
import tempfile
from datetime import datetime
from pathlib import Path

import duckdb
from deals_bare import BARE
from morning import _bare as again
from morning import cpu

import salesops
from salesops import commands
from salesops.queries.database import Database

GOAL = 1.5
"""CPU seconds beyond loading, to those of the bare SQL."""
AS_OF = datetime(2026, 9, 18, 15)  # noqa: DTZ001 - the store's clock
DAYS = 1095
REPS = 400
STAGES = "['Qualified', 'Needs', 'Demo', 'Proposal']"

TABLES = {
    "reps": f"""
        SELECT 'r' || i AS rep_id, 'Rep ' || i AS name, 'Manager ' || i % 40 AS manager,
            'Team ' || i % 40 AS team, ['North', 'South', 'East', 'West'][1 + i % 4] AS territory
        FROM range({REPS}) AS t (i)""",
    "targets": f"""
        SELECT '2026-09' AS period, 'rep' AS scope, 'r' || i AS scope_id, 'won_value' AS metric,
            900000::DECIMAL(18,4) AS value
        FROM range({REPS}) AS t (i)""",
    # Of ten deals nine close, and of three of these one is won; a stage takes three to forty days.
    # The tenth is changed in its last stage, and stays there.
    "steps": """
        SELECT i, n, began,
            began + sum(stayed) OVER (PARTITION BY i ORDER BY n) * INTERVAL 1 HOUR AS moment
        FROM (
            SELECT i, n, $as_of - INTERVAL 2 HOUR
                    - ((i * 7919) % {hours}) * INTERVAL 1 HOUR AS began,
                CASE WHEN n = 0 THEN 0 ELSE 72 + (i * 31 + n * 7919) % 900 END AS stayed
            FROM range({deals}) AS t (i), range(0, 5) AS u (n)
        )""",
    "deal_stage_history": f"""
        SELECT 'D' || i AS deal_id, moment AS entered_at,
            CASE
                WHEN n < 4 THEN {STAGES}[1 + n] WHEN i % 10 = 0 THEN {STAGES}[4]
                WHEN i % 3 = 0 THEN 'Won' ELSE 'Lost'
            END AS stage
        FROM steps WHERE moment < $as_of""",
    "deals": f"""
        SELECT l.deal_id, 'Deal ' || s.i AS name, 'a' || s.i % 60000 AS account_id,
            'Account ' || s.i % 60000 AS account,
            CASE WHEN s.i % 97 > 0 THEN 'r' || (s.i * 7919) % {REPS} END AS owner_id,
            l.stage, l.stage IN ('Won', 'Lost') AS is_closed, l.stage = 'Won' AS is_won,
            CASE WHEN s.i % 11 > 0 THEN (500 + s.i % 9000)::DECIMAL(18,4) END AS amount,
            'EUR' AS currency, CASE WHEN s.i % 3 > 0
                THEN list_position({STAGES}, l.stage) / 6 + (s.i % 9) / 100
            END AS probability,
            s.began AS created_at,
            (s.began + (30 + s.i % 150) * INTERVAL 1 DAY)::DATE AS close_date,
            CASE WHEN l.stage IN ('Won', 'Lost') THEN l.entered_at END AS closed_at,
            CASE WHEN s.i % 5 > 0 THEN 'call' END AS next_step,
            ['web', 'fair', 'partner'][1 + s.i % 3] AS lead_source,
            ['field', 'phone'][1 + s.i % 2] AS channel, ['M', 'S'][1 + s.i % 2] AS segment,
            'Product ' || s.i % 50 AS product
        FROM (SELECT i, began FROM steps WHERE n = 0) AS s
        INNER JOIN (
            SELECT deal_id, max(entered_at) AS entered_at, arg_max(stage, entered_at) AS stage
            FROM deal_stage_history GROUP BY deal_id
        ) AS l ON l.deal_id = 'D' || s.i""",
}


def write(folder: Path, deals: int) -> None:
    """The CRM's tables, each a Parquet file under its own name."""
    con = duckdb.connect()
    given = {"deals": deals, "reps": REPS, "hours": DAYS * 24}
    for name, query in TABLES.items():
        sql = query
        for word, value in given.items():
            sql = sql.replace(f"{{{word}}}", str(value))
        con.execute(f"CREATE TABLE {name} AS {sql}", {"as_of": AS_OF} if "$as_of" in sql else {})
        if name != "steps":
            con.execute(f"COPY {name} TO '{folder / name}.parquet'")


def main() -> None:
    """Each command from a fresh load, and the same by hand."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--deals", type=int, default=1_000_000)
    parser.add_argument("--only", default="", help="commands by commas")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as at:
        write(Path(at), given.deals)
        print(f"{given.deals:,} deals, CPU seconds; beyond load, the shared views in it")
        print(f"{'':10}   load  beyond   bare  ratio  by hand  ratio")
        for name, queries in BARE.items():
            if not given.only or name in given.only.split(","):
                with salesops.open(at, as_of=f"{AS_OF:%Y-%m-%d %H:%M}") as db:
                    _measure(db, name, queries)


def _measure(db: Database, name: str, queries: tuple[str, ...]) -> None:
    """A line on one command."""
    (module,) = (
        commands.load(path)
        for section in commands.found().values()
        for path in section.values()
        if path.stem == name.replace("-", "_")
    )
    load = cpu(lambda: db.expect([f"team/{name}"]))
    took = cpu(lambda: commands.ask(module, db))
    asked, run = list(db.asked), db.book.engine.run
    bare = sum(cpu(lambda one=one: again(db, one)) for one in asked)  # type: ignore[misc]
    hand = sum(cpu(lambda query=query: run(query)) for query in queries)  # type: ignore[misc]
    late = "" if took <= GOAL * bare else f"  (over {GOAL})"
    print(
        f"{name:10} {load:6.2f} {took:7.2f} {bare:6.2f} {took / bare:6.2f} {hand:8.2f} "
        f"{took / hand:6.2f}{late}",
        flush=True,
    )


if __name__ == "__main__":
    main()
