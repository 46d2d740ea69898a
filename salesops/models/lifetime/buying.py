"""How often customers buy and whether they still do: BG/NBD (Fader, Hardie and Lee 2005).

While a customer stays, purchases come by chance (Poisson) at a rate of their own; after each they
leave for good with a chance of their own. Rates are Gamma(r, alpha) and chances Beta(a, b) over
the customers. Time is in weeks, as in the paper.
"""

from dataclasses import dataclass

import numpy as np

from salesops.models.lifetime.ascent import Array, Fit, ascend

START = (1.0, 8.0, 1.0, 2.0)


@dataclass(frozen=True)
class History:
    """What each customer did until the end of what is known; equal ones may stand once."""

    repeats: Array
    """Purchases after the first: x."""
    last: Array
    """Weeks from the first to the last: t_x; 0 without a repeat."""
    age: Array
    """Weeks from the first to the end: T."""
    count: Array
    """How many customers did just this."""

    @classmethod
    def of(cls, repeats: Array, last: Array, age: Array) -> "History":
        """Each customer one row."""
        return cls(repeats, last, age, np.ones(repeats.size))

    @property
    def distinct(self) -> "History":
        """Customers who did the same as one row."""
        rows = np.stack([self.repeats, self.last, self.age])
        order = np.lexsort(rows)
        rows, count = rows[:, order], self.count[order]
        new = np.ones(order.size, dtype=bool)
        new[1:] = (rows[:, 1:] != rows[:, :-1]).any(axis=0)
        starts = np.flatnonzero(new)
        x, last, age = rows[:, starts]
        return History(x, last, age, np.add.reduceat(count, starts))


@dataclass(frozen=True)
class Buying:
    """A fitted BG/NBD."""

    r: float
    alpha: float
    a: float
    b: float
    fit: Fit | None = None

    @property
    def values(self) -> tuple[float, float, float, float]:
        """The four parameters."""
        return self.r, self.alpha, self.a, self.b

    def alive(self, of: History) -> Array:
        """P(alive): how likely each has not left; who never came back had no chance to leave."""
        x = np.maximum(of.repeats, 1)
        odds = self.a / (self.b + x - 1)
        waited = np.log((self.alpha + of.age) / (self.alpha + of.last))
        with np.errstate(over="ignore"):
            gone = odds * np.exp((self.r + of.repeats) * waited)
        return np.where(of.repeats > 0, 1 / (1 + gone), 1.0)


def fit_buying(history: History) -> Buying:
    """The likeliest BG/NBD."""
    seen = history.distinct
    fit = ascend(lambda values: _likelihood(values, seen), START)
    r, alpha, a, b = map(float, fit.values)
    return Buying(r, alpha, a, b, fit)


def _likelihood(values: Array, seen: History) -> tuple[float, Array, Array]:
    """Log likelihood of (r, alpha, a, b), its slopes and its curvature."""
    r, alpha, a, b = values
    x, n = seen.repeats, seen.count
    last, age = np.log(alpha + seen.last), np.log(alpha + seen.age)
    past_b = b + np.maximum(x, 1) - 1
    stayed = -(r + x) * age
    left = np.where(x > 0, np.log(a) - np.log(past_b) - (r + x) * last, -np.inf)
    either = np.logaddexp(stayed, left)
    w = np.exp(left - either)
    logs, ones, squares = zip(*(_rising(start, x) for start in (r, b, a + b)), strict=True)
    likelihood = logs[0] + logs[1] - logs[2] + r * np.log(alpha) + either
    of_last, of_age = 1 / (alpha + seen.last), 1 / (alpha + seen.age)
    # The slopes of what is common, and how those of leaving differ from those of staying.
    slopes = [
        ones[0] + np.log(alpha) - age - w * (last - age),
        r / alpha - (r + x) * (of_age + w * (of_last - of_age)),
        -ones[2] + w / a,
        ones[1] - ones[2] - w / past_b,
    ]
    apart = [age - last, (r + x) * (of_age - of_last), np.full_like(x, 1 / a), -1 / past_b]
    curve = np.empty((4, 4))
    for i in range(4):
        for j in range(i, 4):
            curve[i, j] = curve[j, i] = (n * w * (1 - w) * apart[i] * apart[j]).sum()
    bent = (1 - w) * of_age**2 + w * of_last**2
    curve[0, 0] -= (n * squares[0]).sum()
    curve[1, 1] += (n * ((r + x) * bent - r / alpha**2)).sum()
    curve[2, 2] += (n * (squares[2] - w / a**2)).sum()
    curve[3, 3] += (n * (squares[2] - squares[1] + w / past_b**2)).sum()
    mixed = {
        (0, 1): 1 / alpha - of_age - w * (of_last - of_age),
        (2, 3): squares[2],
    }
    for (i, j), of in mixed.items():
        curve[i, j] += (n * of).sum()
        curve[j, i] = curve[i, j]
    return float((n * likelihood).sum()), np.array([(n * s).sum() for s in slopes]), curve


def _rising(start: float, x: Array) -> tuple[Array, Array, Array]:
    """Sums over the x numbers from `start` on: of logarithms, of 1/k and of 1/k squared.

    The first is log(gamma(start + x) / gamma(start)), the others its slope and less its curvature.
    """
    steps = start + np.arange(int(x.max(initial=0)))
    at = x.astype(int)
    logs, ones, squares = (
        np.concatenate([[0.0], np.cumsum(terms)])[at]
        for terms in (np.log(steps), 1 / steps, 1 / steps**2)
    )
    return logs, ones, squares
