"""One command line asked of two engines, and where their answers part."""

import io
import json
import math
import re
import tempfile
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CLOSE = 1e-9
"""How far apart two floats may be, of the larger: each engine adds in an order of its own. Money is
text in JSON, and exact but where tax is taken out of it, which a float does; a cent still shows."""
_FRACTION = re.compile(r"-?\d+\.\d+")


@dataclass(frozen=True)
class Said:
    """How a command ended, what it said on stderr, and its answer."""

    code: int
    err: str
    answer: Any


def ask(args: list[str], *, remote: str | None = None) -> Said:
    """Run a command line in this process: on DuckDB or, where a remote is named, on Spark."""
    from salesops.cli import main

    on = ["--engine", "spark", "--spark-remote", remote] if remote else []
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "answer.json"
        with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()) as err:
            code = main([*args, *on, "--format", "json", "--out", str(out)])
        answer = json.loads(out.read_text(encoding="utf-8")) if out.exists() else None
    return Said(code, err.getvalue(), answer)


def differences(one: Any, other: Any, at: str = "") -> list[str]:
    """Where two answers part: exact but for numbers with a fraction."""
    if isinstance(one, dict) and isinstance(other, dict):
        keys = dict.fromkeys([*one, *other])
        return [d for k in keys for d in differences(one.get(k), other.get(k), f"{at}.{k}")]
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        pairs = enumerate(zip(one, other, strict=True))
        return [d for n, (a, b) in pairs for d in differences(a, b, f"{at}[{n}]")]
    same = type(one) is type(other) and one == other
    if not same and (pair := _fractions(one, other)):
        same = math.isclose(*pair, rel_tol=CLOSE, abs_tol=CLOSE)
    return [] if same else [f"{at}: {str(one)[:200]!r} and {str(other)[:200]!r}"]


def _fractions(one: Any, other: Any) -> tuple[float, float] | None:
    """Both as floats, where both are numbers with a fraction."""
    for value in (one, other):
        text = isinstance(value, str) and _FRACTION.fullmatch(value)
        if not text and not isinstance(value, float):
            return None
    return float(one), float(other)
