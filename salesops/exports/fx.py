"""Exchange rates: a CSV of day, currency and rate, applied at each order's own day."""

import csv
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from salesops.errors import InputError, UnsettledError
from salesops.exports.canonical import tables
from salesops.queries.duck import Duck

_CONVERTED = ("orders", "order_lines", "payments", "refunds")


def read(path: Path) -> list[tuple[date, str, Decimal]]:
    """The rates: units of the wanted currency for one unit of `currency` on `day`.

    Raises:
        InputError: missing, without the three columns, or a line that does not parse.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as text:
            return [
                (date.fromisoformat(row["day"]), row["currency"].upper(), Decimal(row["rate"]))
                for row in csv.DictReader(text)
            ]
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"--fx {path}: {error}") from error
    except (KeyError, ValueError, InvalidOperation, AttributeError, TypeError) as error:
        raise InputError(
            f"--fx {path}: each line wants day,currency,rate as in 2026-03-14,EUR,1.0832"
        ) from error


def convert(duck: Duck, rates: list[tuple[date, str, Decimal]], into: str) -> None:
    """Bring all money of orders in other currencies into one, at the latest rate by its day.

    Raises:
        UnsettledError: an order whose currency has no rate on or before its day.
    """
    duck.run("CREATE TEMP TABLE fx (day DATE, currency VARCHAR, rate DECIMAL(18,8))")
    for day, currency, rate in rates:
        duck.run("INSERT INTO fx VALUES ($d, $c, $r)", {"d": day, "c": currency, "r": rate})
    duck.run(
        """
        CREATE TEMP TABLE order_rate AS
        SELECT o.shop_id, o.order_id, o.currency, o.created_day AS day, f.rate
        FROM orders AS o
        ASOF LEFT JOIN fx AS f ON o.currency = f.currency AND o.created_day >= f.day
        WHERE o.currency <> $into
        """,
        {"into": into},
    )
    missing = duck.run("SELECT currency, min(day) FROM order_rate WHERE rate IS NULL GROUP BY 1")
    for currency, day in missing.tuples:
        raise UnsettledError(f"--fx has no rate for {currency} on or before {day}: add one")
    for name in _CONVERTED:
        money = ", ".join(f"{column} = {column} * r.rate" for column in tables()[name].money)
        duck.run(
            f"UPDATE {name} SET {money} FROM order_rate AS r "
            f"WHERE {name}.shop_id = r.shop_id AND {name}.order_id = r.order_id"
        )
    duck.run("UPDATE orders SET currency = $into", {"into": into})
