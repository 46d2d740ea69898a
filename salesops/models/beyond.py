"""Which of very many shares are beyond chance: exact enough tails, and how many may be false."""

from collections.abc import Sequence
from math import erfc, log, sqrt


def tail(share: float, worth: float, usual: float) -> float:
    """How likely a share is that is as high or higher, where each has the usual chance.

    By the signed root of the deviance, less half a case, since cases are whole: that holds far
    out in the tail too, where few cases are many times what is usual and a plain z-score does not.

    Args:
        share: What was seen.
        worth: Of how many independent cases.
        usual: The chance of each without any link; above 0.
    """
    part = share * worth - 0.5
    if part <= worth * usual or usual >= 1:
        return 1.0
    rest = worth - part
    deviance = part * log(part / (worth * usual)) + rest * log(rest / (worth * (1 - usual)))
    return erfc(sqrt(max(deviance, 0.0))) / 2


def stand(tails: Sequence[float], tests: int, false: float) -> list[bool]:
    """Which of the tests stand, if at most that share of those that do may be false.

    Benjamini and Hochberg (1995). Tests whose tails are not among these count as failed.
    """
    ranked = sorted(range(len(tails)), key=tails.__getitem__)
    last = max((k for k, i in enumerate(ranked, 1) if tails[i] <= false * k / tests), default=0)
    kept = set(ranked[:last])
    return [i in kept for i in range(len(tails))]
