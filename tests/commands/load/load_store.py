"""Exports of a shop by month, loaded into a store in steps, and asked beside the exports."""

import json
import random
from pathlib import Path

from salesops import cli

HEADER = "order_id,ordered_at,sku,quantity,unit_price,currency"
SAID = ("--tz", "UTC", "--as-of", "2026-09-01", "--format", "json")
_NOT_COMPARED = ("run_id", "notes")


def month(number, *orders):
    """A month's file: of each order its number, SKU and price."""
    rows = [
        f"{no},2026-{number:02}-{1 + no % 28:02},{sku},1,{price},EUR" for no, sku, price in orders
    ]
    return "\n".join([HEADER, *rows]) + "\n"


def put(folder: Path, files):
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text)
    return folder


def run(capfd, *argv):
    """A command's code and its answer, or what it said instead."""
    first, *rest = map(str, argv)
    code = cli.main([first, *SAID, *rest])
    out, err = capfd.readouterr()
    return code, json.loads(out) if out else err


def load(capfd, store, data, *more):
    return run(capfd, "load", "--store", store, "--data", data, *more)


def states(answer):
    """By file what became of it."""
    return {row["file"]: row["state"] for row in answer["tables"]["files"]}


def asked(capfd, data, command="pulse", *more):
    """What a command answers, without what tells runs apart."""
    code, answer = run(capfd, command, "--data", data, *more)
    if isinstance(answer, str):
        return code, answer
    return code, {key: value for key, value in answer.items() if key not in _NOT_COMPARED}


def shop(seed):
    """Steps of a shop's life: each is the files that then lie in the folder (None: taken away)."""
    dice = random.Random(seed)
    steps = []
    for step in range(4):
        files = {}
        for _ in range(dice.randint(1, 2)):
            number = dice.randint(1, 6)
            first = number * 10 - dice.choice((0, 0, 4))  # the months overlap, at times
            orders = [
                (no, dice.choice("ABC"), dice.randint(1, 90)) for no in range(first, first + 10)
            ]
            files[f"m{number}.csv"] = month(number, *orders)
        if step and dice.random() < 0.5:
            files["refunds.csv"] = refunds(dice)
        if dice.random() < 0.6:
            files["fulfillments.csv"] = parcels(dice)
        if dice.random() < 0.3:
            files["products.csv"] = products(dice)
        steps.append(files)
    return steps


def refunds(dice):
    """A file of refunds in salesops' own columns, of any orders."""
    rows = [f"r{n},{dice.randint(5, 70)},2026-07-{n + 1:02},{dice.randint(1, 9)}" for n in range(4)]
    return "\n".join(["refund_id,order_id,refunded_at,amount", *rows]) + "\n"


def parcels(dice):
    """A file of parcels that name orders by number, some of which are of no order yet."""
    rows = [f"f{n},#{dice.randint(5, 70)},2026-07-{n + 1:02}" for n in range(6)]
    return "\n".join(["fulfillment_id,order_no,shipped_at", *rows]) + "\n"


def products(dice):
    """A file of products, one of which may be a gift card."""
    rows = [f"{sku},{str(dice.random() < 0.2).lower()}" for sku in "ABC"]
    return "\n".join(["sku,is_gift_card", *rows]) + "\n"
