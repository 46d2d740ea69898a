"""What a check of a million rows costs: whole processes against DuckDB only storing the file.

Order lines of a small shop are written as CSV, in plain letters, and with accents and a column
more. Each file is checked with a contract and without, beside a bare script that stores it as a
table of text, in interleaved rounds: the ratios of medians of one run count. A last row is a check
within --memory-limit, with what it holds at most: a process is more than what DuckDB may use. A
benchmark, not a test: a goal that is missed is printed and ends with 0 all the same.
"""

import argparse
import os
import random
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from processes import Goal, measured, show

SALESOPS = Path(sys.executable).with_name("salesops")
CONTRACT = Path(__file__).parents[1] / "tests" / "corpus" / "order_lines.odcs.yaml"
TIMES = 2.5
MEMORY = "150MB"
DAYS = 800
BARE = (
    "import sys, duckdb\n"
    "con = duckdb.connect()\n"
    "con.execute('CREATE TABLE t AS SELECT * FROM read_csv(?, all_varchar = true)', sys.argv[1:])"
)
NAMES = {
    "plain": (
        "Anna Emma Liam Noah Maria Peter Olivia John Grace Paul Irene Hugo",
        "Rossi Garcia Schmidt Smith Jones Brown Hansen Ferrari Nowak Dubois",
        "Mug Shirt Lamp Poster Notebook Blanket Candle Tray",
    ),
    "accented": (
        "Anna José Zoë Łukasz María François Renée Søren Chloé Jürgen Emma John",
        "Rossi García Müller Smith Jones Brown Hansen Ferrari Muñoz Dubois",
        "Café Brûlée Lamp Poster Cahier Décor Candle Tray",
    ),
}
COLOURS = "Blue Red Green Grey White Black Natural Large Small"
PACKS = ("S", "M", "L", "250 g", "1 kg")


def rows(count: int, kind: str) -> Iterator[str]:
    """The lines of a file: the header, and `count` lines of orders of two lines each."""
    draw = random.Random(4)
    first, last, things = (words.split() for words in NAMES[kind])
    people = [f"{a} {b}" for a in first for b in last]
    prices = {
        f"{colour} {thing} {pack}": draw.randrange(300, 19_000)
        for colour in COLOURS.split()
        for thing in things
        for pack in PACKS
    }
    products = list(prices)
    priced = kind != "plain"
    price = "unit_price," if priced else ""
    yield f"order_id,order_date,customer,product,quantity,{price}amount,currency\n"
    for at in range(count):
        day = date(2024, 1, 1) + timedelta(days=at * DAYS // count)
        what, units = draw.choice(products), draw.choice((1, 1, 1, 2, 2, 3, 5, 10))
        each = f"{prices[what] / 100:.2f}," if priced else ""
        amount = f"{prices[what] * units / 100:.2f}"
        who = draw.choice(people)
        yield f"SO-2024-{100_000 + at // 2},{day},{who},{what},{units},{each}{amount},EUR\n"


def commands(path: Path) -> dict[str, Sequence[str]]:
    """What is run on one file."""
    check = [str(SALESOPS), "check", str(path)]
    declared = [*check, "--contract", str(CONTRACT)]
    kind = path.stem
    return {
        f"{kind}: stored by DuckDB": [sys.executable, "-c", BARE, str(path)],
        f"{kind}: check --contract": declared,
        f"{kind}: check": check,
        f"{kind}: check in {MEMORY}": [*declared, "--memory-limit", MEMORY],
    }


def main() -> None:
    """Write the files, measure, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--rows", type=int, default=1_000_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for kind in NAMES:
            path = Path(folder) / f"{kind}.csv"
            with path.open("w", encoding="utf-8", newline="") as file:
                file.writelines(rows(given.rows, kind))
            size = path.stat().st_size / 1e6
            print(
                f"{path.name}: {given.rows:,} rows, {size:.0f} MB, {given.rounds} rounds, load ",
                end="",
            )
            print(f"{os.getloadavg()[0]:.1f}, {os.cpu_count()} CPUs")
            bare, contract, none, _ = asked = commands(path)
            costs = measured(asked, given.rounds, Path(folder) / "compiled")
            show(costs, [Goal(contract, bare, TIMES), Goal(none, bare, TIMES)], memory=True)


if __name__ == "__main__":
    main()
