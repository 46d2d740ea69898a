"""A store built in any steps holds what all its exports hold that are loaded at once."""

import random
from dataclasses import replace

import pytest
from load_store import month, put, refunds, shop

from salesops.exports import loader, store, store_book, storing
from salesops.exports.asking import Options
from salesops.exports.catalogue import Catalogue
from salesops.settings import Settings

TABLES = (
    frozenset({"orders", "order_lines"}),
    frozenset({"refunds", "payments", "products", "fulfillments"}),
)
_NAMES = ("orders", "order_lines", "refunds", "payments", "products", "fulfillments")


def options(*data, **said):
    return Options(data=data, **{"as_of": "2026-09-01", "zone": "UTC", **said})


def contents(book):
    """All that a question can see, and what is said of it."""
    try:
        rows = {
            name: sorted(map(repr, book.engine.run(f"SELECT * FROM {name}").tuples))
            for name in _NAMES
        }
        facts = replace(book, engine=None, notes=(), fingerprint="", views={}, sources=())
        return rows, facts, sorted(book.sources, key=lambda one: one.file)
    finally:
        book.engine.close()


def at_once(*data, **said):
    return contents(loader.load(Catalogue(options(*data, **said), Settings()), *TABLES))


def kept(place, **said):
    return contents(store_book.book(place, options(place, **said), Settings(), *TABLES))


def same(place, *data, **said):
    there, here = kept(place, **said), at_once(*data, **said)
    assert there[0] == here[0]
    assert replace(there[1], written={}) == replace(here[1], written={})
    assert there[2] == here[2]


def steps(tmp_path, seed):
    place, data = tmp_path / "shop", tmp_path / "data"
    for files in shop(seed):
        put(data, files)
        storing.load(place, options(data), Settings())
        same(place, data)
    same(place, data, as_of="2026-04-02")
    same(place, data, currency="EUR")


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(60))
def test_any_steps_lead_to_the_same_store(tmp_path, seed):
    steps(tmp_path, seed)


def test_what_is_apart_is_not_read_again(tmp_path):
    place, data = tmp_path / "shop", tmp_path / "data"
    put(data, {f"m{n}.csv": month(n, (n * 10, "A", 5), (n * 10 + 1, "B", 5)) for n in (1, 2, 3)})
    storing.load(place, options(data), Settings())
    put(data, {"m2.csv": month(2, (20, "A", 9)), "m4.csv": month(4, (31, "C", 1), (40, "A", 1))})
    done = storing.load(place, options(data), Settings())
    states = {"m1.csv": "unchanged", "m2.csv": "changed", "m3.csv": "read again", "m4.csv": "new"}
    assert done.states == states
    same(place, data)


@pytest.mark.slow
def test_shuffled_months_make_the_same_store(tmp_path):
    months = [f"m{n}.csv" for n in range(1, 6)]
    files = {
        name: month(n, *((no, "AB"[no % 2], n) for no in range(n * 10 - 3, n * 10 + 10)))
        for n, name in enumerate(months, 1)
    }
    files["refunds.csv"] = refunds(random.Random(1))
    everything = put(tmp_path / "all", files)
    for seed in range(3):
        place, order = tmp_path / f"shop{seed}", sorted(files)
        random.Random(seed).shuffle(order)
        for name in order:
            if name == "refunds.csv" and order.index(name) == 0:
                continue
            storing.load(place, options(everything / name), Settings())
        storing.load(place, options(everything), Settings())
        same(place, everything)
    assert store.place([place]) == place
