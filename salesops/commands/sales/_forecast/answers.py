"""The rows that forecast answers with; their columns follow the levels and the unit asked for."""

from dataclasses import field, make_dataclass
from decimal import Decimal
from functools import cache
from typing import Annotated, Any

from salesops.result import DATA_ONLY, titled
from salesops.units import Count, Day, Percent, Ratio, Text, Unit


def _kind(unit: Unit) -> Any:
    return Annotated[Decimal, unit]


def _ends(levels: tuple[int, ...], kind: Any) -> list[tuple[str, Any, Any]]:
    """Of each level, where its interval begins and ends."""
    return [
        (f"{end}{level}", kind, titled(f"{level} % {word}"))
        for level in levels
        for end, word in (("lo", "from"), ("hi", "to"))
    ]


def _made(name: str, columns: list[tuple[str, Any, Any]]) -> type:
    fields = [(column, kind, field(metadata=meta)) for column, kind, meta in columns]
    return make_dataclass(name, fields, frozen=True)


def _named(title: str, *, parted: bool) -> Any:
    """A column of the series' names, which prose leaves out where there is only one."""
    return titled(title) if parted else {**titled(title), **DATA_ONLY}


@cache
def dated(levels: tuple[int, ...], unit: Unit, by: str, freq: str, *, parted: bool) -> type:
    """What is expected of a series in a period."""
    kind = _kind(unit)
    return _made(
        "Dated",
        [
            ("unique_id", Text, _named(by, parted=parted)),
            ("ds", Day, titled(freq)),
            ("yhat", kind, titled("Expected")),
            *_ends(levels, kind),
        ],
    )


@cache
def summed(level: int, unit: Unit, by: str, *, doubted: bool) -> type:
    """What is expected of a series in sum, and how far it can be trusted.

    Prose tells the confidence where it is low somewhere: where it is usual, it goes without saying.
    """
    kind = _kind(unit)
    return _made(
        "Summed",
        [
            ("unique_id", Text, titled(by)),
            ("expected", kind, {}),
            *_ends((level,), kind | None),
            ("last", kind | None, titled("Just passed")),
            ("change_pct", Percent | None, titled("Change %")),
            ("missed_by", Percent | None, {}),
            ("naive", Percent | None, {}),
            ("confidence", Text | None, {} if doubted else DATA_ONLY),
            ("course", Text | None, {}),
            ("method", Text | None, {}),
            ("reason", Text | None, {}),
        ],
    )


@cache
def tried(levels: tuple[int, ...]) -> type:
    """How good forecasts of a series were before, and the naive one beside."""
    covered = [(f"covered{level}", Percent | None, titled(f"Within {level} %")) for level in levels]
    return _made(
        "Tried",
        [
            ("unique_id", Text, titled("Series")),
            ("origins", Count, {}),
            ("wape", Percent | None, titled("WAPE")),
            ("mase", Ratio | None, titled("MASE")),
            ("bias", Percent | None, {}),
            *covered,
            ("naive", Percent | None, titled("Naive WAPE")),
            ("method", Text, {}),
            ("weak", Text | None, titled("Low confidence")),
        ],
    )


@cache
def drawn(unit: Unit, title: str) -> type:
    """A period of a picture: what came, or what is expected within two bands."""
    kind = _kind(unit)
    data = [
        (name, kind | None, DATA_ONLY)
        for name in ("came", "yhat", "low", "high", "lowest", "highest")
    ]
    return _made(
        "Drawn",
        [
            ("ds", Day, {}),
            ("unique_id", Text, DATA_ONLY),
            ("value", kind | None, titled(title)),
            *data,
        ],
    )
