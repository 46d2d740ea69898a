"""A contract written as YAML: read back it is the same, and it holds to the standard."""

from dataclasses import replace
from decimal import Decimal

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from odcs_files import STANDARD

from salesops.checks import draft, odcs, strict_yaml, yaml_text
from salesops.checks.catalogue import CHECKS
from salesops.checks.contract import NONE, Bounds, Column, Contract, Rule, Table
from salesops.checks.odcs_column import WHOLE
from salesops.checks.quality import REFUSALS, usual
from salesops.exports.shapes import Format
from salesops.exports.source import TYPES, normal
from salesops.result import Level


def again(text):
    return odcs.of_node(strict_yaml.parse(text, "draft.yaml"))


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
NAMES = TEXTS.filter(normal) | st.sampled_from(
    ["NO", "null", "~", "1.10", "# x", "a: b", "- a", "email", 'q"', "\\n", "{object}", "y\n z"]
)
NUMBERS = st.decimals(-(10**9), 10**9, places=4)
LEVELS = st.sampled_from([Level.WARNING, Level.ERROR])
SOME = st.lists(TEXTS, min_size=1, max_size=3).map(tuple)


@st.composite
def bounds(draw):
    one = draw(st.sampled_from(["equal", "unequal", "least", "most", "above", "below", "outside"]))
    pair = st.lists(NUMBERS, min_size=2, max_size=2, unique=True).map(sorted).map(tuple)
    if one == "outside":
        return Bounds(outside=draw(pair))
    if draw(st.booleans()):
        least, most = draw(pair)
        return Bounds(least=least, most=most)
    return replace(Bounds(), **{one: draw(NUMBERS)})


@st.composite
def of_column(draw, kind, name):
    """A rule that a column of a type may have."""
    ends = {"money": NUMBERS, "number": NUMBERS, "rate": NUMBERS}
    ends |= dict.fromkeys(("date", "instant"), st.dates().map(str))
    takes = {
        "not-null": st.just({}) | SOME.map(lambda v: {"values": v}),
        "accepted": SOME.map(lambda v: {"values": v}),
        "pattern": st.sampled_from(["^#[0-9]+$", r"\d: '\"", "NO"]).map(lambda v: {"pattern": v}),
        "unique": st.just({"columns": (name,)}),
        "length": st.fixed_dictionaries({}, optional={"minimum": st.integers(0, 9)}),
    }
    if kind in ends:
        limits = dict.fromkeys(("minimum", "exclusiveMaximum"), ends[kind])
        takes["range"] = st.fixed_dictionaries({}, optional=limits)
    check = draw(st.sampled_from(sorted(takes)))
    must = draw(st.just(NONE) | bounds())
    unit = draw(st.sampled_from(["rows", "percent"]))
    level, title = draw(LEVELS), draw(st.just("") | TEXTS)
    return Rule(check, level, must, unit, draw(takes[check]), title)


@st.composite
def of_table(draw):
    check = draw(
        st.sampled_from(["row-count", "sql", "refund", "test-orders", "future", "history"])
    )
    if check == "row-count":
        return Rule(check, draw(LEVELS), draw(bounds()))
    if check == "sql":
        query = draw(TEXTS | st.just("SELECT *\nFROM orders\n\nWHERE amount < 0"))
        asked = {"query": query, "returns": draw(st.sampled_from(["rows", "number"]))}
        return Rule(check, draw(LEVELS), draw(bounds()), arguments=asked)
    if draw(st.booleans()):
        return Rule(check, CHECKS[check].level, usual(check), arguments={"off": True})
    return Rule(check, draw(LEVELS), draw(st.just(NONE) | bounds()))


@st.composite
def columns(draw, name, shared):
    kind, label = draw(st.sampled_from(TYPES)), draw(st.just(name) | NAMES)
    headers = tuple(
        dict.fromkeys([normal(label), *draw(st.just([]) | NAMES.map(lambda n: [normal(n)]))])
    )
    whole = draw(st.booleans()) and kind in ("money", "number", "rate")
    rules = draw(st.lists(of_column(kind, name), max_size=3))
    date = draw(st.sampled_from(["", "%d/%m/%Y", "%Y-%m-%dT%H:%M:%S%z", "%d de %b %Y, %j"]))
    needed = draw(st.booleans())
    return Column(
        name=name,
        type=kind,
        headers=headers,
        label=label,
        required=needed,
        optional=not needed and draw(st.booleans()),
        key=draw(st.booleans()),
        unique=draw(st.booleans()),
        personal=draw(st.booleans()),
        format=shared
        if kind in ("money", "number", "rate")
        else Format(date=date if kind in ("date", "instant") else ""),
        rules=((WHOLE,) if whole else ()) + tuple(rules),
    )


FORMATS = st.sampled_from(
    [Format(), Format("."), Format(",", ". "), Format(".", ",", "parens", ("$", "US$"))]
)


@st.composite
def tables(draw, name):
    names = draw(st.lists(NAMES, max_size=4, unique_by=str.casefold))
    shared = draw(FORMATS)
    made = [draw(columns(n, draw(st.just(shared) | FORMATS))) for n in names]
    seen = set()
    kept = []
    for column in made:
        if not seen & set(column.headers):
            kept.append(column)
            seen |= set(column.headers)
    kept_names = [c.name for c in kept]
    sets = st.lists(st.sampled_from(kept_names), min_size=1, max_size=3, unique=True).map(tuple)
    return Table(
        name=name,
        columns=tuple(kept),
        source=draw(st.sampled_from(["", "shopify_orders"])),
        pattern=draw(st.sampled_from(["", "orders_*.csv", "plain name"])),
        encodings=draw(st.sampled_from([("utf-8",), ("utf-8", "cp1252")])),
        delimiter=draw(st.sampled_from(["", ";", "\t", "|"])),
        sheet=draw(st.just("") | TEXTS),
        max_age=draw(st.sampled_from(["", "26h"])),
        zone=draw(st.sampled_from(["", "Europe/Rome"])),
        unique=tuple(draw(st.lists(sets, max_size=2, unique=True))) if kept else (),
        rules=tuple(draw(st.lists(of_table(), max_size=3))),
        further=draw(st.booleans()),
    )


@st.composite
def contracts(draw):
    names = draw(st.lists(NAMES, min_size=1, max_size=3, unique_by=str.casefold))
    return Contract(tuple(draw(tables(n)) for n in names), draw(st.just("") | TEXTS))


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(contracts())
def test_what_is_written_reads_back_the_same_and_holds_to_the_standard(contract):
    text = draft.write(contract)
    assert again(text) == contract
    STANDARD.validate(yaml.load(text, yaml.CSafeLoader))


ORDERS = Table(
    name="order_lines",
    pattern="orders_*.csv",
    zone="Europe/Rome",
    unique=(("order_id", "line"),),
    columns=(
        Column("order_id", "text", ("order id",), "Order ID", required=True, key=True),
        Column("line", "number", ("line",), "line", key=True, format=Format(","), rules=(WHOLE,)),
        Column("day", "date", ("day",), "day", format=Format(date="%d/%m/%Y")),
        Column(
            "amount",
            "money",
            ("amount", "total"),
            "amount",
            format=Format(","),
            rules=(Rule("range", arguments={"minimum": Decimal(0)}),),
        ),
    ),
    rules=(Rule("row-count", must=Bounds(above=Decimal(0))),),
)

WRITTEN = """\
apiVersion: v3.1.0
kind: DataContract
id: my-shop-s-orders
name: "My shop's orders"
version: "1.0.0"
status: draft
schema:
  - name: order_lines
    physicalName: orders_*.csv
    customProperties:
      - property: timezone
        value: Europe/Rome
      - property: decimal
        value: ","
      - property: thousands
        value: none
    properties:
      - name: order_id
        physicalName: Order ID
        logicalType: string
        primaryKey: true
        primaryKeyPosition: 1
        required: true
      - name: line
        logicalType: integer
        primaryKey: true
        primaryKeyPosition: 2
      - name: day
        logicalType: date
        logicalTypeOptions:
          format: dd/MM/yyyy
      - name: amount
        logicalType: number
        logicalTypeOptions:
          minimum: 0
        customProperties:
          - property: headers
            value:
              - total
    quality:
      - metric: rowCount
        mustBeGreaterThan: 0
"""


def test_a_draft_is_what_a_person_would_write():
    contract = Contract((ORDERS,), "My shop's orders")
    text = draft.write(contract)
    comments, _, body = text.partition("apiVersion")
    assert "apiVersion" + body == WRITTEN
    assert all(line.startswith("#") for line in comments.splitlines())


def test_the_same_contract_is_the_same_text():
    assert draft.write(Contract((ORDERS,))) == draft.write(Contract((ORDERS,)))


@pytest.mark.parametrize(
    "comment", ["two\nlines", "a\r\nkind: Other", "x\u2028y: 1", "\x85b: 2", "\x1b[31m", "\x00"]
)
def test_a_comment_cannot_end_its_line(comment):
    text = "\n".join(yaml_text.lines({"kind": yaml_text.Said(comment, "DataContract")}))
    assert yaml.safe_load(text) == {"kind": "DataContract"}


OF_COLUMNS = ("accepted", "range", "length", "pattern", "reference")


def test_every_check_of_ours_can_be_switched_off_but_those_that_refuse_a_file():
    rules = [
        Rule(check, kind.level, usual(check), arguments={"off": True})
        for check, kind in CHECKS.items()
        if check not in (*REFUSALS, *OF_COLUMNS, "sql")
    ]
    contract = Contract((replace(ORDERS, rules=tuple(rules)),))
    assert again(draft.write(contract)) == contract
