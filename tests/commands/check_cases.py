"""For each check of the catalogue a small export that fails it, and what is then said by hand."""

import gzip
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count

from check_store import contract, orders, table

HEADER = "order_id,order_date,product,quantity,amount"
Lines = tuple[tuple[int | None, str], ...]
EUROPEAN = (f"{HEADER}", '1,2026-03-02,Mug,1,"1.234,56"', '2,2026-03-03,Lamp,1,"5,00"')
PRODUCTS = "name\nMug\nLamp\nSofa\nRug\n"
SHOPIFY = """\
Name,Email,Financial Status,Paid at,Currency,Subtotal,Shipping,Taxes,Total,Created at,\
Lineitem quantity,Lineitem name,Lineitem price,Payment Method,Tags
#1,a@example.org,paid,2026-03-01 10:00:00 +0100,EUR,20.00,0.00,0.00,20.00,\
2026-03-01 10:00:00 +0100,2,Mug,9.00,card,
"""
"""2 x 9.00 is 18, and the order says 20."""
TUESDAYS = ("2026-02-10", "2026-02-17", "2026-02-24", "2026-03-03")
ENTRY = (
    '{{"version": 1, "as_of": "{day}T08:00:00", "table": "orders", "files": 1, "rows": 100, '
    '"sums": {{}}, "nulls": {{}}, "run_id": "{n:012x}"}}\n'
)


@dataclass(frozen=True)
class Case:
    """Files that fail one check, and what the failure says."""

    files: Mapping[str, str | bytes]
    level: str = "error"
    measured: str = ""
    lines: Lines = ()
    """Line and value of the rows that break the rule."""
    exit: int | None = None
    """Where it is not that of the level."""
    contract: str = ""
    options: tuple[str, ...] = ()
    as_of: str = "2026-03-10"
    state: str = ""
    """The history of the runs before."""
    more: tuple[str, ...] = field(default=())
    """Checks that the same files rightly fail too."""

    @property
    def code(self) -> int:
        """The exit code: 1 for an error, 0 for a warning."""
        return self.exit if self.exit is not None else int(self.level == "error")


def one(text: str | bytes, *said: object, **more: object) -> Case:
    """A case of the one file orders.csv; `said` are the level and what was measured."""
    return Case({"orders_csv": text}, *said, **more)  # type: ignore[arg-type]


def of(*rows: str, further: str = "") -> str:
    """A file of these rows under HEADER and further columns."""
    return "\n".join([HEADER + further, *rows, ""])


def daily(skipped: int) -> str:
    """Five weeks from Monday 2026-01-05, a row a day but for one day, which counts from 0."""
    rows = ((n, date(2026, 1, 5) + timedelta(n)) for n in range(35) if n != skipped)
    return of(*(f"D-{n},{day},Mug,1,5.00" for n, day in rows))


def without(column: int) -> str:
    """ORDERS without one of the columns."""
    rows = [line.split(",") for line in orders().splitlines()]
    return "".join(",".join(row[:column] + row[column + 1 :]) + "\n" for row in rows)


def changed(old: str, new: str) -> str:
    """ORDERS with one text replaced."""
    return orders(instead={old: new})


def ruled(**columns: str) -> str:
    """A contract of ORDERS with further keys of a column."""
    return contract(table(**columns))


_n = count(1)
CASES: Mapping[str, Case] = {
    "readable": one("", "error", "refused", exit=3),
    # Its file grows while it is read: the test lets it.
    "unchanged": one(orders(), "error", "refused", exit=75),
    "table": one("<!DOCTYPE html>\n<title>Log in</title>\n", "error", "refused", exit=3),
    "whole": Case(
        {"orders.csv_gz": gzip.compress(orders().encode(), mtime=0)[:-6]},
        "error",
        "refused",
        exit=3,
    ),
    "header": one(changed("product,", "amount,"), "error", "refused", exit=3),
    "encoding": one(
        changed("Mug", "Crème").encode("cp1252"),
        "warning",
        "cp1252",
        contract=contract(table(own="encoding: [utf-8, cp1252]")),
    ),
    "dialect": one(orders(), "warning", "comma", contract=contract(table(own="delimiter: '|'"))),
    "preamble": one(f"Orders of March\n\n{orders()}", "warning", "2 lines"),
    "header-names": one(changed(",amount", ", amount "), "warning", "1 padded, 0 unnamed"),
    "line-ends": one(orders().replace("\n", "\r\n", 3), "warning", "mixed"),
    "final-newline": one(orders().rstrip(), "warning", "no line end"),
    "quotes": one(
        changed("Lamp", '"Lamp'), "error", "1 of 5", ((3, "opens a quote that never closes"),)
    ),
    "line-length": one(
        changed("Lamp", "L" * 2_100_000), "error", "1 of 5", ((3, "is longer than 2 MB"),)
    ),
    "ragged": one(
        orders(instead={"Lamp": "Lamp,small", "Rug,": ""}),
        "error",
        "2 of 5",
        ((3, "has 6 fields, not 5"), (5, "has 4 fields, not 5")),
    ),
    "repeated-header": one(orders(HEADER), "error", "1 of 6", ((7, "order_id"),)),
    "nul": one(changed("Lamp", "La\0mp"), "error", "1", ((3, ""),)),
    "file-name": one(
        orders(), "error", "orders.csv", contract=contract(table(own="filePattern: 'orders_*.csv'"))
    ),
    "freshness": one(
        orders(),
        "error",
        "latest 2026-03-06, 3 days before as-of",
        options=("--max-age", "26h"),
    ),
    "copy": Case({"a_csv": orders(), "b_csv": orders()}, "warning", "same as a.csv"),
    "recognised": one("colour,weight\nred,10\n", "warning", "unknown header"),
    "missing-column": one(without(4), "error", "1 missing", contract=contract()),
    "new-column": one(
        of("1,2026-03-02,Mug,1,5.00,x", further=",note"), "warning", "1 new", contract=contract()
    ),
    "drift": Case(
        {"orders_csv": without(4), "a_csv": orders()},
        "error",
        "1 column fewer",
        contract=ruled(amount="customProperties: [{property: optional, value: true}]"),
    ),
    "row-count": one(HEADER + "\n", "error", "0 rows"),
    "history": one(
        orders(),
        "warning",
        "5 rows",
        contract=contract(),
        state="".join(ENTRY.format(day=day, n=next(_n)) for day in TUESDAYS),
    ),
    "type": one(changed("120.00", "12O.00"), "error", "1 of 5", ((4, "12O.00"),)),
    "finite": one(changed("120.00", "NaN"), "error", "1 of 5", ((4, "NaN"),)),
    "date-order": one(
        of("1,25/02/2026,Mug,1,5.00", "2,03/02/2026,Mug,1,5.00"), "warning", "2 of 2"
    ),
    "number-format": one("\n".join([*EUROPEAN, ""]), "warning", "2 of 2"),
    "zone": one(
        of("1,2026-03-02T10:00:00+01:00,Mug,1,5.00", "2,2026-03-02 10:00:00,Mug,1,5.00"),
        "error",
        "2 of 2",
        exit=2,
    ),
    "dst-gap": one(
        of("1,2026-03-29 02:30:00,Mug,1,5.00", "2,2026-03-29 03:30:00,Mug,1,5.00"),
        "error",
        "1 of 2",
        ((2, "2026-03-29 02:30:00"),),
        options=("--tz", "Europe/Rome"),
        as_of="2026-03-30",
    ),
    # As-of is midnight of 03-10: 03-11 may be another zone's day, 03-12 may not.
    "future": one(
        orders(instead={"2026-03-04": "2026-03-11", "2026-03-05": "2026-03-12"}),
        "error",
        "1 of 5",
        ((5, "2026-03-12"),),
    ),
    "stand-in-date": one(
        changed("2026-03-04", "1970-01-01"), "warning", "1 of 5", ((4, "1970-01-01"),)
    ),
    "lost-digits": one(
        changed("A-2", "2.02E+17"), "error", "1 of 5", ((3, "2.02E+17"),), contract=ruled()
    ),
    "cell-error": one(changed("A-2", "#REF!"), "error", "1 of 5", ((3, "#REF!"),)),
    "date-for-code": one(changed("A-2", "2-Feb"), "warning", "1 of 5", ((3, "2-Feb"),)),
    "lost-zeros": one(
        of(*(f"{order},2026-03-02,Mug,1,5.00" for order in ("0097", "0098", "0099", "99"))),
        "warning",
        "1 of 4",
        ((5, "99"),),
    ),
    "blank-row": one(f"{orders()},,,,\n,,,,\n", "warning", "2 of 7", ((7, ""), (8, ""))),
    "not-null": one(
        changed("Sofa", ""), "error", "1 of 5", ((4, ""),), contract=ruled(product="required: true")
    ),
    "unique": one(
        changed("A-4", "A-2"),
        "error",
        "1 of 5",
        ((5, "A-2"),),
        contract=ruled(order_id="unique: true"),
    ),
    "accepted": one(
        orders(),
        "error",
        "2 of 5",
        ((4, "Sofa"), (6, "Tray")),
        contract=ruled(
            product="quality: [{metric: invalidValues, mustBe: 0, "
            "arguments: {validValues: [Mug, Lamp, Rug]}}]"
        ),
    ),
    "range": one(
        orders(),
        "error",
        "2 of 5",
        ((3, "5.00"), (4, "120.00")),
        contract=ruled(amount="logicalTypeOptions: {exclusiveMinimum: 5, maximum: 119.99}"),
    ),
    "length": one(
        orders(),
        "error",
        "2 of 5",
        ((2, "Mug"), (5, "Rug")),
        contract=ruled(product="logicalTypeOptions: {minLength: 4}"),
    ),
    "pattern": one(
        changed("A-4", "B-4"),
        "error",
        "1 of 5",
        ((5, "B-4"),),
        contract=ruled(order_id="logicalTypeOptions: {pattern: '^A-[0-9]+$'}"),
    ),
    "reference": Case(
        {"orders_csv": orders(), "products_csv": PRODUCTS},
        "error",
        "1 of 5",
        ((6, "Tray"),),
        contract=contract(
            table(product="relationships: [{type: foreignKey, to: products.name}]"),
            "  - name: products\n    properties: [{name: name, logicalType: string}]",
        ),
    ),
    "sql": one(
        orders(),
        "error",
        "1 row",
        ((4, "order_id = A-3"),),
        contract=contract(
            table(
                rules="""
                - type: sql
                  name: dear
                  query: SELECT order_id, source_file, source_row FROM {object} WHERE amount > 100
                """
            )
        ),
    ),
    "total-row": one(orders("Total,,,8,194.65"), "error", "1 of 6", ((7, "Total"),)),
    # A-2 came to 5.00: 5.01 are within a cent a line, 6.00 are not.
    "refund": one(
        orders("A-2,2026-03-07,Lamp,-1,-6.00", "A-5,2026-03-07,Tray,-1,-7.26"),
        "error",
        "1 of 2",
        ((7, "A-2: -1.0000"),),
    ),
    "currency": one(
        of(
            "1,2026-03-02,Mug,1,5.00,EUR",
            "2,2026-03-02,Mug,1,5.00,USD",
            "3,2026-03-02,Mug,1,5.00,EUR",
            further=",currency",
        ),
        "error",
        "1 of 3",
        ((3, "USD"),),
    ),
    # 3 x 3.33 is 9.99: within a cent of 10.00. 3 x 5.00 is 15.00: 15.02 is not within one.
    "amount": one(
        of(
            "1,2026-03-02,Mug,3,10.00,3.33",
            "2,2026-03-02,Mug,3,15.02,5.00",
            further=",unit_price",
        ),
        "error",
        "1 of 2",
        ((3, "15.02 is not 3 x 5"),),
    ),
    "line-sums": one(
        SHOPIFY,
        "error",
        "1 of 1",
        ((2, "#1: lines 18.00, subtotal 20.00"),),
        options=("--tz", "Europe/Rome"),
    ),
    "test-orders": one(
        of("1,2026-03-02,Mug,1,5.00", "2,2026-03-02,Test product,1,5.00"),
        "warning",
        "1 of 2",
        ((3, "2"),),
    ),
    # Day 15 is a Tuesday; the four others have a row.
    "calendar": one(
        daily(skipped=15),
        "warning",
        "35 days from 2026-01-05 to 2026-02-08: 34 with rows, 1 without; "
        "before 2026-01-05 nothing is known",
    ),
    "mojibake": one(changed("Sofa", "CrÃ¨me"), "warning", "1 of 5", ((4, "CrÃ¨me"),)),
    "control": one(changed("Sofa", "a\x1b[2Jb"), "warning", "1 of 5", ((4, "a\x1b[2Jb"),)),
    "bidi": one(changed("Sofa", "a\u202eb"), "warning", "1 of 5", ((4, "a\u202eb"),)),
    "zero-width": one(changed("Sofa", "a\u200bb"), "warning", "1 of 5", ((4, "a\u200bb"),)),
    "formula": one(changed("Sofa", "=1+1"), "warning", "1 of 5", ((4, "=1+1"),)),
}
