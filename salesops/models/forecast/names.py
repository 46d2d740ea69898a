"""What `--method` may name; without numpy, since help prints it."""

NAMES: tuple[str, ...] = (
    "auto",
    "naive",
    "autoets",
    "theta",
    "ces",
    "mstl",
    "arima",
    "ensemble",
)
"""`auto` is the core engine and `naive` the season before again; the others take the extra."""
