"""The contracts of the own corpus: the same six columns, each contract with one demand more."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

Node = dict[str, Any]


def own(**said: Any) -> list[Node]:
    """Custom properties."""
    return [{"property": name, "value": value} for name, value in said.items()]


def columns(**changes: Node) -> list[Node]:
    """The columns of order lines, some with further keys."""
    found: dict[str, Node] = {
        "order_id": {"logicalType": "string", "required": True, "customProperties": own(key=True)},
        "order_date": {"logicalType": "date", "required": True},
        "customer": {"logicalType": "string"},
        "product": {"logicalType": "string"},
        "quantity": {"logicalType": "integer", "logicalTypeOptions": {"minimum": 0}},
        "amount": {"logicalType": "number", "required": True},
        "currency": {"logicalType": "string"},
    }
    for name, more in changes.items():
        found[name] = {**found.get(name, {}), **more}
    return [{"name": name, **rest} for name, rest in found.items()]


PLAIN = {"encoding": "utf-8", "timezone": "UTC", "decimal": ".", "thousands": "none"}


def table(**changes: Any) -> Node:
    """The table of order lines: `columns` and custom properties replaced, other keys added."""
    more = {**PLAIN, **changes.pop("own", {})}
    return {
        "name": "order_lines",
        "properties": changes.pop("columns", columns()),
        "customProperties": own(**{k: v for k, v in more.items() if v is not None}),
        **changes,
    }


def proof(**more: Any) -> Node:
    """Nothing is declared of how numbers are written: columns prove it."""
    return {"decimal": None, "thousands": None, **more}


def sql(query: str) -> list[Node]:
    """A rule of the contract's own."""
    return [{"type": "sql", "query": query}]


def stamped(zone: str | None) -> Node:
    """Stamps in place of dates, on the clock of a zone, or of none that is known."""
    return table(columns=columns(order_date={"logicalType": "timestamp"}), own={"timezone": zone})


CUSTOMERS: Node = {
    "name": "customers",
    "properties": [{"name": "customer_id", "logicalType": "string", "required": True}],
}
TO_CUSTOMERS = {"relationships": [{"type": "foreignKey", "to": "customers.customer_id"}]}
ANY_QUANTITY: Node = {"logicalTypeOptions": {"minimum": -100}}
TABLES: Mapping[str, list[Node]] = {
    "strict": [table()],
    "legacy": [table(own={"encoding": ["utf-8", "cp1252"]})],
    "japanese": [table(own={"encoding": "shift_jis"})],
    "chinese": [table(own={"encoding": "gb18030"})],
    "proof": [table(own=proof())],
    "european": [table(own={"decimal": ",", "thousands": "."})],
    "comma": [table(own={"delimiter": ","})],
    "dated": [table(own={"dateFormat": "dd.MM.yyyy"})],
    "stamped": [stamped("UTC")],
    "no_zone": [stamped(None)],
    "rome": [stamped("Europe/Rome")],
    "new_york": [stamped("America/New_York")],
    "sao_paulo": [stamped("America/Sao_Paulo")],
    "lord_howe": [stamped("Australia/Lord_Howe")],
    "pattern": [
        table(columns=columns(order_id={"logicalTypeOptions": {"pattern": r"^[A-Z]-\d+$"}}))
    ],
    "unique": [table(columns=columns(order_id={"unique": True}))],
    "refunds": [
        table(
            columns=columns(quantity=ANY_QUANTITY),
            quality=[{"type": "custom", "engine": "salesops", "implementation": "refund"}],
        )
    ],
    "accepted": [
        table(
            columns=columns(
                currency={
                    "quality": [
                        {
                            "metric": "invalidValues",
                            "arguments": {"validValues": ["EUR", "USD"]},
                            "mustBe": 0,
                        }
                    ]
                }
            )
        )
    ],
    "length": [table(columns=columns(currency={"logicalTypeOptions": {"maxLength": 3}}))],
    "priced": [
        table(
            columns=columns(
                unit_price={"logicalType": "number", "logicalTypeOptions": {"minimum": 0}}
            )
        )
    ],
    "customers": [table(columns=columns(customer=TO_CUSTOMERS)), CUSTOMERS],
    "counted": [table(quality=[{"metric": "rowCount", "mustBeGreaterOrEqualTo": 6}])],
    "fresh": [table(own={"maxAge": "26h"})],
    "named": [table(own={"filePattern": "orders_*.csv"})],
    "sheet": [table(own={"sheet": "Sheet"})],
    "own_sql": [table(quality=sql("SELECT * FROM {object} WHERE amount > 100"))],
    "drop_sql": [table(quality=sql("DROP TABLE orders"))],
    "read_sql": [table(quality=sql("SELECT * FROM read_text('/etc/hostname')"))],
}


def document(tables: list[Node]) -> Node:
    """A contract in the standard's format."""
    return {
        "apiVersion": "v3.1.0",
        "kind": "DataContract",
        "id": "own-corpus",
        "version": "1.0.0",
        "status": "active",
        "schema": tables,
    }


def write(name: str, folder: Path) -> Path:
    """The contract of that name as a file in the folder."""
    path = folder / f"{name}.odcs.yaml"
    path.write_text(_text(name), encoding="utf-8")
    return path


@cache
def _text(name: str) -> str:
    return yaml.safe_dump(document(TABLES[name]), sort_keys=False)


def with_probes(contract: Path, target: Path, table: str, probes: list[tuple[str, str]]) -> Path:
    """A copy in which each probe is a rule: a row comes back where its value is another.

    So a probe asks through the command line alone, what the checked table holds.
    """
    document = yaml.safe_load(contract.read_text(encoding="utf-8"))
    (node,) = (node for node in document["schema"] if node["name"] == table)
    node["quality"] = node.get("quality", []) + [
        rule for question, value in probes for rule in sql(_held(question, value, table))
    ]
    target.write_text(yaml.safe_dump(document, sort_keys=False), encoding="utf-8")
    return target


def _held(question: str, value: str, table: str) -> str:
    asked = question.replace("$T", f'"{table}"')
    wanted = value.replace("'", "''")
    return (
        f"SELECT found FROM (SELECT ({asked})::VARCHAR AS found) "
        f"WHERE found IS DISTINCT FROM '{wanted}'"
    )
