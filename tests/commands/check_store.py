"""Small exports and contracts for tests of check, and its answer as a test asks about it."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from inspect import cleandoc
from pathlib import Path
from typing import Any

import pytest
from pulse_store import salesops

from salesops.exports import inspect

AS_OF = "2026-03-10"
"""A Tuesday's midnight, four days after the last row of ORDERS."""
ORDERS = """
    order_id,order_date,product,quantity,amount
    A-1,2026-03-02,Mug,2,19.90
    A-2,2026-03-03,Lamp,1,5.00
    A-3,2026-03-04,Sofa,1,120.00
    A-4,2026-03-05,Rug,3,42.50
    A-5,2026-03-06,Tray,1,7.25
"""
"""Five lines of five orders: 19.90 + 5 + 120 + 42.50 + 7.25 = 194.65."""
_COLUMNS = {
    "order_id": "logicalType: string",
    "order_date": "logicalType: date",
    "product": "logicalType: string",
    "quantity": "logicalType: integer",
    "amount": "logicalType: number",
}


def orders(*more: str, instead: Mapping[str, str] | None = None) -> str:
    """ORDERS with texts replaced, each of which stands there once, and with lines at the end."""
    text = cleandoc(ORDERS)
    for old, new in (instead or {}).items():
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in ORDERS"
        text = text.replace(old, new)
    return "\n".join([text, *more, ""])


def put(folder: Path, **files: str | bytes) -> Path:
    """The folder with these files in it; `orders_csv` is orders.csv."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        stem, _, ending = name.rpartition("_")
        content = data if isinstance(data, bytes) else data.encode()
        (folder / f"{stem}.{ending}").write_bytes(content)
    return folder


def table(name: str = "orders", own: str = "", rules: str = "", **columns: str) -> str:
    """A table of a contract, those of ORDERS with further keys for some of its columns.

    Args:
        name: Of the table.
        own: Custom properties as in `delimiter: ;, encoding: [utf-8, cp1252]`.
        rules: Items of its quality, each on a line.
        **columns: Further keys by column; with `logicalType` they stand for all that it has.
    """
    said = {c: (v if "logicalType:" in v else f"{_COLUMNS[c]}, {v}") for c, v in columns.items()}
    lines = [f"  - name: {name}", "    properties:"]
    lines += [f"      - {{name: {c}, {keys}}}" for c, keys in ({**_COLUMNS, **said}).items()]
    if own:
        pairs = (part.split(": ", 1) for part in own.split("; "))
        lines.append("    customProperties:")
        lines += [f"      - {{property: {key}, value: {value}}}" for key, value in pairs]
    if rules:
        lines.append("    quality:")
        lines += [f"      {line}" for line in cleandoc(rules).split("\n")]
    return "\n".join(lines)


def contract(*tables: str, further: str = "") -> str:
    """A contract of these tables, of ORDERS if none is given."""
    head = "apiVersion: v3.1.0\nkind: DataContract\nid: test\nversion: 1.0.0\nstatus: active\n"
    return f"{head}{further}schema:\n" + "\n".join(tables or [table()]) + "\n"


def declared(folder: Path, text: str) -> tuple[str, str]:
    """The option that names a contract, written beside the folder of exports."""
    path = folder.parent / f"{folder.name}.odcs.yaml"
    path.write_text(text, encoding="utf-8")
    return "--contract", str(path)


@contextmanager
def written_to(name: str) -> Iterator[None]:
    """A writer that is at its next line whenever the file of this name was read through."""
    real = inspect._sha256

    def grown(path: Path) -> str:
        found = real(path)
        if path.name == name:
            with path.open("a", encoding="utf-8") as file:
                file.write("A-6,2026-03-07,Mug,1,9.95\n")
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inspect, "_sha256", grown)
        yield


@dataclass(frozen=True)
class Checked:
    """How a check ended and what it said."""

    code: int
    out: str
    err: str

    @property
    def answer(self) -> dict[str, Any]:
        """The JSON of it."""
        assert self.out, self.err
        found: dict[str, Any] = json.loads(self.out)
        return found

    def table(self, name: str) -> list[dict[str, Any]]:
        """The rows of a table."""
        found: list[dict[str, Any]] = self.answer["tables"][name]
        return found

    @property
    def failing(self) -> dict[str, str]:
        """The level of each check that fails; the graver one of two."""
        failed = [v for v in self.table("checks") if v["outcome"] in ("warning", "error")]
        found = {v["check"]: v["outcome"] for v in failed}
        return found | {v["check"]: "error" for v in failed if v["outcome"] == "error"}

    def all(self, check: str, **wanted: str) -> list[dict[str, Any]]:
        """The verdicts of a check, on a file or column where one is named."""
        found = [v for v in self.table("checks") if v["check"] == check]
        return [v for v in found if all(v[key] == value for key, value in wanted.items())]

    def one(self, check: str, **wanted: str) -> dict[str, Any]:
        """The one verdict of a check, on a file or column."""
        found = self.all(check, **wanted)
        assert len(found) == 1, (check, wanted, found)
        return found[0]

    def failure(self, check: str) -> dict[str, Any]:
        """The one verdict of a check that fails."""
        found = [v for v in self.all(check) if v["outcome"] in ("warning", "error")]
        assert len(found) == 1, (check, found, self.err)
        return found[0]

    def rows(self, check: str) -> list[tuple[int | None, str]]:
        """Line and value of the rows that break the rule."""
        return [(r["line"], r["value"]) for r in self.table("rows") if r["check"] == check]


def check(folder: Path, *args: str, as_of: str | None = AS_OF, format_: str = "json") -> Checked:
    """`salesops check` of a folder or file."""
    clock = ("--as-of", as_of) if as_of else ()
    return Checked(*salesops("check", folder, "--format", format_, *clock, *args))
