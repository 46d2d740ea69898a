"""Files of order lines as they come: mostly right, each kind of fault now and then."""

import csv
import io
import json
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

Line = tuple[str, ...]

HEADER = (
    *("order_id", "line", "order_date", "customer", "product"),
    *("quantity", "amount", "unit_price", "currency"),
)
CUSTOMERS = ("Ada", "Björk, O.", 'Cem "the sofa"', "李")
CURRENCIES = ("EUR", "USD")
LEAST, MOST = -20, 500
PRODUCT = "^[A-Z]{2}-[0-9]+$"
AS_OF = date(2024, 6, 30)
CLEAN: Line = ("B-1", "1", "2024-06-01", "Ada", "RU-7", "2", "39.80", "19.90", "EUR")
"""Breaks no rule, and its key is that of no other line that is drawn here."""


def csv_of(
    lines: Sequence[Line], header: Sequence[str] = HEADER, sep: str = ",", end: str = "\n"
) -> str:
    """A file of these lines."""
    return "".join(_row(cells, sep) + end for cells in (header, *lines))


def _row(cells: Sequence[str], sep: str) -> str:
    """Its cells; with both characters in the line end, the writer quotes a cell for either."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=sep, lineterminator="\r\n").writerow(cells)
    return out.getvalue().removesuffix("\r\n")


def contract_of(header: Sequence[str] = HEADER) -> str:
    """What order lines must hold, as ODCS (which may be JSON); `header` is what the file has."""
    said: dict[str, dict[str, Any]] = {
        "order_id": {"customProperties": _own(key=True)},
        "line": {"logicalType": "integer"},
        "order_date": {"logicalType": "date", "required": True},
        "customer": {"relationships": [{"type": "foreignKey", "to": "customers.name"}]},
        "product": {"required": True, "logicalTypeOptions": {"pattern": PRODUCT}},
        "quantity": {
            "logicalType": "number",
            "logicalTypeOptions": {"minimum": LEAST, "maximum": MOST},
            "customProperties": _own(type="number"),
        },
        "amount": {"logicalType": "number"},
        "unit_price": {"logicalType": "number"},
        "currency": {
            "quality": [
                {
                    "metric": "invalidValues",
                    "arguments": {"validValues": [*CURRENCIES]},
                    "mustBe": 0,
                }
            ]
        },
    }
    properties = [
        {"name": name, "logicalType": "string", "physicalName": label, **said[name]}
        for name, label in zip(HEADER, header, strict=True)
    ]
    unique = {"metric": "duplicateValues", "arguments": {"properties": ["order_id", "line"]}}
    written = _own(timezone="UTC", decimal=".", thousands="none")
    lines = {"name": "order_lines", "properties": properties, "customProperties": written}
    customers = {"name": "customers", "properties": [{"name": "name", "logicalType": "string"}]}
    head = {"apiVersion": "v3.1.0", "kind": "DataContract", "id": "lines", "version": "1.0.0"}
    tables = [{**lines, "quality": [{**unique, "mustBe": 0}]}, customers]
    return json.dumps({**head, "status": "active", "schema": tables})


def _own(**said: Any) -> list[dict[str, Any]]:
    return [{"property": name, "value": value} for name, value in said.items()]


def put_customers(folder: Path) -> Path:
    """The file of the customers that lines refer to."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows([["name"], *([name] for name in CUSTOMERS)])
    path = folder / "customers.csv"
    path.write_bytes(out.getvalue().encode())
    return path


_BLANK = st.sampled_from(["", " "])
_TEXT = st.text(
    st.one_of(st.sampled_from("\n\",;'=<[|é"), st.characters(exclude_categories=["C"])), max_size=6
).map(str.strip)
"""Short, so that no cell holds as many delimiters as a row has."""
_NO_NUMBER = st.sampled_from(["n/a", "12,50", "1e5", "--5", "5 EUR", "1.2.3", "١٢"])
_ENDLESS = st.sampled_from(["NaN", "inf", "-Infinity"])
_WIDE = st.decimals(-(10**14) + 1, 10**14 - 1, places=2).map("{:f}".format)
_DAY = st.integers(0, 75).map(lambda n: str(AS_OF - timedelta(n)))


@st.composite
def a_line(draw: st.DrawFn, *, readable: bool = False) -> Line:
    """A line of one of few orders; `readable` leaves out what cannot be read, and totals."""

    def cell(usual: Any, *faults: Any) -> str:
        """Nine times of ten the usual one."""
        spoilt = [_BLANK] if readable else [_BLANK, *faults]
        return str(draw(usual if draw(st.integers(0, 9)) else st.one_of(spoilt)))

    quantity = draw(st.one_of(st.integers(1, 3), st.integers(LEAST - 5, MOST + 5)))
    price = draw(st.decimals(0, 1000, places=2))
    off = draw(st.sampled_from(["0", "0", "0", "0.01", "-0.02"]))
    amount = f"{quantity * price + Decimal(off):f}"
    orders = st.integers(0, 9).map("A-{}".format)
    return (
        cell(orders, _TEXT, st.sampled_from(["Total", "GRAND TOTAL:", "Summe"])),
        cell(st.integers(1, 3), _NO_NUMBER),
        cell(_DAY, st.sampled_from(["2024-07-01", "2024-07-02", "2024-02-30", "soon"])),
        draw(st.one_of(st.sampled_from(CUSTOMERS), _BLANK, _TEXT)),
        draw(st.one_of(st.sampled_from(["RU-7", "LA-30"]), st.sampled_from(["ru-7", ""]), _TEXT)),
        cell(st.just(quantity), _NO_NUMBER, _ENDLESS),
        cell(st.just(amount), _NO_NUMBER, _ENDLESS, _WIDE),
        cell(st.just(f"{price:f}"), _NO_NUMBER),
        draw(st.sampled_from(["EUR", "EUR", "USD", "CHF", ""])),
    )


def files_of_lines(*, readable: bool = False, most: int = 14) -> st.SearchStrategy[list[Line]]:
    """The lines of a file, the first without a fault: no column is blank from end to end."""
    drawn = st.lists(a_line(readable=readable), min_size=1, max_size=most)
    return drawn.map(lambda lines: [CLEAN, *lines])
