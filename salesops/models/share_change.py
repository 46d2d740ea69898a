"""Whether a share fell by more than chance: both windows' own counts, pooled."""

from math import sqrt


def errors(part: int, whole: int, part_before: int, whole_before: int) -> float:
    """How many standard errors the share lies below the one before (negative: above)."""
    if not whole or not whole_before:
        return 0.0
    pooled = min((part + part_before) / (whole + whole_before), 1.0)
    error = sqrt(pooled * (1 - pooled) * (1 / whole + 1 / whole_before))
    fall = part_before / whole_before - part / whole
    return fall / error if error else 0.0
