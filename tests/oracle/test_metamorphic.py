"""What must not change the answer: how the files are packed, ordered and where they are read."""

import gzip
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from adapter import FIGURES, ask_about, put
from hypothesis import assume, given
from hypothesis import strategies as st
from stores import (
    FEWEST,
    ORDERS_FILE,
    QUICK,
    Order,
    Refund,
    Store,
    csv_files,
    order_amounts,
    orders_csv,
    stores,
)

SHRINKING = 1200  # seconds: to cut a failure down takes many more questions than to find it
pytestmark = pytest.mark.timeout(SHRINKING)
ZONES = ["Asia/Tokyo", "America/Los_Angeles", "Pacific/Kiritimati"]


def figures(store: Store, files: dict[str, str] | None = None) -> dict[str, Any]:
    with TemporaryDirectory() as folder:
        answer = ask_about(store, put(files or csv_files(store), Path(folder)))
    return {name: answer[name] for name in FIGURES}


@contextmanager
def host_zone(name: str) -> Iterator[None]:
    """The process in another time zone, where a process can be put into one."""
    if not hasattr(time, "tzset"):
        yield
        return
    before = os.environ.get("TZ")
    os.environ["TZ"] = name
    time.tzset()
    try:
        yield
    finally:
        os.environ.pop("TZ")
        if before is not None:
            os.environ["TZ"] = before
        time.tzset()


def packed(files: dict[str, str], folder: Path) -> Path:
    """The folder with those files in it, each as gzip."""
    for name, text in files.items():
        (folder / f"{name}.gz").write_bytes(gzip.compress(text.encode(), mtime=0))
    return folder


def split(store: Store, data: st.DataObject) -> dict[str, str]:
    """The store's files, its orders in two."""
    cut = data.draw(st.integers(1, len(store.orders) - 1))
    files = csv_files(store)
    del files[ORDERS_FILE]
    for part, some in enumerate((store.orders[:cut], store.orders[cut:]), start=1):
        files[f"orders_export_{part}.csv"] = orders_csv(replace(store, orders=some))
    return files


def shuffled(store: Store, data: st.DataObject) -> Store:
    return replace(store, orders=tuple(data.draw(st.permutations(store.orders))))


@pytest.mark.slow
@FEWEST
@given(stores(), st.data())
def test_packing_order_and_host_change_nothing(store, data):
    """All of them at once; which of them it was, the slow test tells."""
    other = shuffled(store, data)
    files = split(other, data) if len(store.orders) > 1 else csv_files(other)
    zone = data.draw(st.sampled_from(ZONES))
    plain = figures(store)
    with TemporaryDirectory() as folder, host_zone(zone):
        answer = ask_about(store, packed(files, Path(folder)))
    assert {name: answer[name] for name in FIGURES} == plain


@pytest.mark.slow
@QUICK
@given(stores(), st.data())
def test_packing_order_and_host_change_nothing_at_length(store, data):
    plain = figures(store)
    with TemporaryDirectory() as folder:
        answer = ask_about(store, packed(csv_files(store), Path(folder)))
    assert {name: answer[name] for name in FIGURES} == plain, "gzip"
    if len(store.orders) > 1:
        assert figures(store, split(store, data)) == plain, "split between whole orders"
        assert figures(shuffled(store, data)) == plain, "orders shuffled"
    with host_zone(data.draw(st.sampled_from(ZONES))):
        assert figures(store) == plain, "zone of the host"


def a_refund_at_once_leaves_net_unchanged(store: Store, data: st.DataObject) -> None:
    """The new order and its full refund lie on one day of a window that holds all stamps."""
    wide = everything(store)
    bought = max(order.created for order in store.orders)
    refunded = with_refund(store, bought, data)
    before, after = figures(wide), figures(replace(wide, orders=(*wide.orders, refunded)))
    assert after["net_sales"] == before["net_sales"]
    assert after["total_sales"] == before["total_sales"]
    assert after["orders"] == before["orders"] + 1


@pytest.mark.slow
@FEWEST
@given(stores(), st.data())
def test_an_order_refunded_at_once_leaves_net_unchanged(store, data):
    a_refund_at_once_leaves_net_unchanged(store, data)


@pytest.mark.slow
@QUICK
@given(stores(), st.data())
def test_an_order_refunded_at_once_leaves_net_unchanged_at_length(store, data):
    a_refund_at_once_leaves_net_unchanged(store, data)


def with_refund(store: Store, bought: Any, data: st.DataObject) -> Order:
    money = data.draw(order_amounts())
    assume(money.total > 0)
    refund = Refund(bought, money.total)
    return Order(
        2001,
        bought,
        money,
        status="refunded",
        refunds=(refund,) if store.has_transactions else (),
        by_transactions=store.has_transactions,
        total_back=money.total,
    )


def everything(store: Store) -> Store:
    """The store asked long after its last stamp about all of it."""
    walls = [store.local(stamp) for order in store.orders for stamp in order.stamps]
    first = min(walls).replace(hour=0, minute=0, second=0)
    last = max(walls).replace(hour=12, minute=30, second=0) + timedelta(days=9)
    return replace(store, since=first, until=last, as_of=last)
