"""Files of order lines checked by the command line, and what of the answer must not change."""

from collections import Counter, defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any

import corpus_ask
from corpus_ask import Checked
from hypothesis import HealthCheck, Phase, settings
from order_files import AS_OF, HEADER, contract_of, put_customers

from salesops.checks.catalogue import CHECKS

FEW = settings(
    max_examples=6,
    deadline=None,
    # Not `explain`: it asks for minutes and tells little.
    phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    print_blob=True,
)
MANY = settings(FEW, max_examples=150)


def check_lines(
    folder: Path, *files: bytes, name: str = "lines.csv", header: tuple[str, ...] = HEADER
) -> Checked:
    """Check files of order lines beside that of their customers."""
    contract = folder / "contract.yaml"
    contract.write_text(contract_of(header), encoding="utf-8")
    paths = [put_customers(folder)]
    for n, data in enumerate(files):
        paths.append(folder / (f"{n}{name}" if n else name))
        paths[-1].write_bytes(data)
    found = corpus_ask.check([str(p) for p in paths], contract, "--as-of", str(AS_OF))
    corpus_ask.sane(found)
    return found


def totals(found: Checked) -> dict[tuple[str, str], Decimal]:
    """Rows and used rows, and by column the values, the blanks and the sum, over all files."""
    told: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    files = {f["file"]: f for f in found.tables["files"] if f["table"] == "order_lines"}
    for file in files.values():
        for what in ("rows", "used"):
            told["", what] += file[what]
    for column in found.tables["columns"]:
        if column["file"] in files:
            for what in ("values", "blanks", "sum"):
                told[column["column"], what] += Decimal(column[what] or 0)
    return dict(told)


def verdicts(found: Checked, parts: tuple[str, ...] = ("rows", "domain")) -> Counter[Any]:
    """The verdicts without their files, sentences and lines."""
    said = ("outcome", "check", "column", "measured", "wanted", "rows", "of")
    return Counter(
        tuple(v[key] for key in said)
        for v in found.tables["checks"]
        if CHECKS[v["check"]].part in parts
    )


def broken(found: Checked) -> Counter[tuple[str, str]]:
    """By check and column how many rows break a rule, over all files."""
    told: Counter[tuple[str, str]] = Counter()
    for v in found.tables["checks"]:
        if v["outcome"] in ("warning", "error") and v["rows"]:
            told[v["check"], v["column"]] += v["rows"]
    return told


def lines(found: Checked) -> list[tuple[str, int | None, str, str]]:
    """The rows that break a rule, each with its physical line."""
    return [(r["check"], r["line"], r["column"], r["value"]) for r in found.tables["rows"]]
