"""The one place where the oracle's tests meet the product."""

import io
import json
from contextlib import redirect_stderr, redirect_stdout
from datetime import datetime, time
from pathlib import Path
from typing import Any

from stores import Store

MONEY = ["gross_sales", "discounts", "returns", "net_sales", "total_sales", "aov"]
COUNTS = ["orders", "units"]
FIGURES = [*MONEY, *COUNTS]
NOT_TIED = "lines-not-tied"
"""The finding that names orders whose lines miss their Subtotal."""
ANSWERED = (0, 1)
"""Exit codes with an answer; 1 says that there are findings."""


def product(
    folder: Path, since: datetime, until: datetime, as_of: datetime, tz: str | None
) -> dict[str, Any]:
    """What `salesops pulse` says: its figures by name, and `facts` of not_tied as text."""
    from salesops.cli import main

    args = ["pulse", "--data", str(folder), "--since", written(since), "--until", exclusive(until)]
    args += ["--as-of", exclusive(as_of), "--format", "json", *(["--tz", tz] if tz else [])]
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with redirect_stdout(out), redirect_stderr(io.StringIO()) as err:
        code = main(args)
    out.flush()
    text = out.buffer.getvalue().decode()
    assert code in ANSWERED, f"exit {code} of salesops {' '.join(args)}\n{err.getvalue()}"
    answer = json.loads(text)
    metrics = answer["metrics"]
    if isinstance(metrics, list):
        metrics = {metric["name"]: metric["value"] for metric in metrics}
    facts = [f["facts"] for f in answer["findings"] if f["code"] == NOT_TIED]
    return {name: metrics[name] for name in FIGURES} | {"facts": json.dumps(facts)}


def ask_about(store: Store, folder: Path) -> dict[str, Any]:
    """The product's answer about the exports of a store that lie in the folder."""
    return product(folder, store.since, store.until, store.as_of, store.tz)


def put(files: dict[str, str], folder: Path) -> Path:
    """The folder with those files in it."""
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    return folder


def written(at: datetime) -> str:
    """A bare date at midnight, as a person writes it."""
    return f"{at:%Y-%m-%d}" if at.time() == time(0) else exclusive(at)


def exclusive(at: datetime) -> str:
    """Always with its clock: a bare date in --until would include that day."""
    return f"{at:%Y-%m-%d %H:%M}"
