"""Exchange rates: a CSV of day, currency and rate, applied at each order's own day."""

import csv
from collections.abc import Collection
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from salesops.errors import InputError, UnsettledError
from salesops.exports.canonical import tables
from salesops.queries.duck import Duck

_MOST = 10**9
"""No currency is worth this much of another; NaN and infinity fail the comparison."""
_PRICED = (
    # Lines, payments and refunds go by their order, and are priced before it is.
    ("order_lines", "o.currency", "o.created_day", "order"),
    (
        "payments",
        "coalesce(t.currency, o.currency)",
        "coalesce(o.created_day, t.paid_day)",
        "order",
    ),
    (
        "refunds",
        "coalesce(t.currency, o.currency)",
        "coalesce(o.created_day, t.refunded_day)",
        "order",
    ),
    ("orders", "o.currency", "o.created_day", "order"),
    ("checkout_lines", "o.currency", "o.created_day", "checkout"),
    ("checkouts", "o.currency", "o.created_day", "checkout"),
    ("purchase_orders", "t.currency", "t.ordered_day", ""),
    ("spend_daily", "t.currency", "t.day", ""),
    ("campaigns", "t.currency", "coalesce(t.starts, DATE '9999-12-31')", ""),
    # What is not sold yet is worth what it would be by the latest rate; what it was worth before,
    # by the rate that the deal has: rates move no pipeline.
    (
        "deal_stage_history",
        "coalesce(t.currency, o.currency)",
        "coalesce(o.closed_day, DATE '9999-12-31')",
        "deal",
    ),
    (
        "deal_snapshots",
        "coalesce(t.currency, o.currency)",
        "coalesce(o.closed_day, DATE '9999-12-31')",
        "deal",
    ),
    ("deals", "t.currency", "coalesce(t.closed_day, DATE '9999-12-31')", ""),
    ("accounts", "t.currency", "DATE '9999-12-31'", ""),
    (
        "quotes",
        "t.currency",
        "coalesce(t.accepted_day, t.declined_day, DATE '9999-12-31')",
        "",
    ),
    ("contracts", "t.currency", "DATE '9999-12-31'", ""),
)
"""Each table with money, where a row's currency stands, the day whose rate counts, and whose it is.
"""
_ALSO = (
    "checkouts",
    "checkout_lines",
    "purchase_orders",
    "spend_daily",
    "campaigns",
    "deals",
    "deal_stage_history",
    "deal_snapshots",
    "accounts",
    "quotes",
    "contracts",
)
"""Tables that are converted where a question loads them."""
_OF = {
    "checkout_lines": "checkouts",
    "deal_stage_history": "deals",
    "deal_snapshots": "deals",
}
"""Which table says what the rows of another are in."""


def read(path: Path) -> list[tuple[date, str, Decimal]]:
    """The rates: units of the wanted currency for one unit of `currency` on `day`.

    Raises:
        InputError: missing, without the three columns, or a line that does not parse.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as text:
            rates = [_rate(row) for row in csv.DictReader(text)]
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"--fx {path}: {error}") from error
    except (KeyError, ValueError, InvalidOperation, AttributeError, TypeError) as error:
        raise InputError(
            f"--fx {path}: each line wants day,currency,rate as in 2026-03-14,EUR,1.0832"
        ) from error
    return _once(path, rates)


def _once(path: Path, rates: list[tuple[date, str, Decimal]]) -> list[tuple[date, str, Decimal]]:
    known: dict[tuple[date, str], Decimal] = {}
    for day, currency, rate in rates:
        if known.setdefault((day, currency), rate) != rate:
            raise InputError(f"--fx {path} has two rates for {currency} on {day}: leave one")
    return rates


def _rate(row: dict[str, str]) -> tuple[date, str, Decimal]:
    rate = Decimal(row["rate"])
    if not 0 < rate < _MOST:
        raise ValueError(rate)
    return date.fromisoformat(row["day"]), row["currency"].upper(), rate


def convert(
    duck: Duck,
    rates: list[tuple[date, str, Decimal]],
    into: str,
    loaded: Collection[str] = (),
) -> None:
    """Bring all money of orders in other currencies into one, at the latest rate by its day.

    Raises:
        UnsettledError: an order whose currency has no rate on or before its day.
    """
    duck.run("CREATE TEMP TABLE fx (day DATE, currency VARCHAR, rate DECIMAL(18,8))")
    for day, currency, rate in rates:
        duck.run("INSERT INTO fx VALUES ($d, $c, $r)", {"d": day, "c": currency, "r": rate})
    priced = [entry for entry in _PRICED if _loaded(entry[0], loaded)]
    for name, its_currency, its_day, whose in priced:
        _priced(duck, name, its_currency, its_day, whose, into)
        money = ", ".join(f"{column} = {column} * p.rate" for column in tables()[name].money)
        duck.run(
            f"UPDATE {name} SET {money} FROM priced AS p "
            f"WHERE {name}.source_file = p.source_file AND {name}.source_row = p.source_row"
        )
    for name in {name for name, *_ in priced} - {"order_lines", "checkout_lines"}:
        duck.run(f"UPDATE {name} SET currency = $into", {"into": into})


def _loaded(name: str, loaded: Collection[str]) -> bool:
    """Whether a table stands that can be converted, and what says its currency and day."""
    return name not in _ALSO or {name, _OF.get(name, name)} <= set(loaded)


def _priced(duck: Duck, name: str, currency: str, day: str, whose: str, into: str) -> None:
    """The rate of each row of a table that is not in the wanted currency yet."""
    of = f"LEFT JOIN {whose}s AS o ON t.shop_id = o.shop_id AND t.{whose}_id = o.{whose}_id"
    duck.run(
        f"""
        CREATE OR REPLACE TEMP TABLE priced AS
        SELECT t.*, f.rate
        FROM (
            SELECT t.source_file, t.source_row, {currency} AS currency, {day} AS day
            FROM {name} AS t
            {of if whose else ""}
        ) AS t
        ASOF LEFT JOIN fx AS f ON t.currency = f.currency AND t.day >= f.day
        WHERE t.currency <> $into
        """,
        {"into": into},
    )
    missing = duck.run("SELECT currency, min(day) FROM priced WHERE rate IS NULL GROUP BY 1")
    for unknown, first in missing.tuples:
        raise UnsettledError(f"--fx has no rate for {unknown} on or before {first}: add one")
