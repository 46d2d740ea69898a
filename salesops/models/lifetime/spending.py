"""How much a purchase is worth to come: Gamma-Gamma (Fader, Hardie and Berger 2004).

Values of one customer vary about a mean of their own (gamma with shape p), and means vary over the
customers (q, v). A mean seen of few purchases is drawn to that of all: what one large order says
of the next is little.
"""

from dataclasses import dataclass, replace
from math import lgamma

import numpy as np
from numpy.typing import NDArray

from salesops.models.lifetime.ascent import Array, Fit, ascend

_BERNOULLI = (1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66)
_LARGE = 8.0
"""From here on five terms of the series are exact to 12 digits."""
SPREAD = 0.5
"""Where a customer's mean has no second moment, the least that is taken for it."""


@dataclass(frozen=True)
class Spending:
    """A fitted Gamma-Gamma."""

    p: float
    q: float
    v: float
    fit: Fit | None = None

    def mean(self, repeats: Array, means: Array) -> Array:
        """What a purchase of each is expected to be worth, by what their repeats were worth."""
        return self.p * (self.v + repeats * means) / (self.p * repeats + self.q - 1)

    def square(self, repeats: Array, means: Array) -> Array:
        """The mean of the square of the customer's own mean: how sure it is."""
        shape = self.p * repeats + self.q
        rate = self.v + repeats * means
        return self.p**2 * rate**2 / ((shape - 1) * np.maximum(shape - 2, SPREAD))


@dataclass(frozen=True)
class Alike:
    """Every purchase of every customer is worth the same mean: where Gamma-Gamma has none."""

    middle: float
    spread: float
    """The mean of the squares."""
    p: float = 1.0
    fit: Fit | None = None

    def mean(self, repeats: Array, means: Array) -> Array:  # noqa: ARG002 - as Spending's
        """Of all."""
        return np.full_like(repeats, self.middle)

    def square(self, repeats: Array, means: Array) -> Array:  # noqa: ARG002 - as Spending's
        """Of all."""
        return np.full_like(repeats, self.spread)


def fit_spending(repeats: Array, means: Array) -> Spending | Alike:
    """The likeliest Gamma-Gamma, of customers with repeats worth more than 0.

    Where its mean is infinite, a few customers are worth all the others together and no model of
    one shape fits: all are then taken alike.
    """
    used = (repeats > 0) & (means > 0)
    x, m = repeats[used], means[used]
    if not x.size:
        return Alike(0.0, 0.0)
    # In units of the typical value, so that it starts near.
    unit = float(np.median(m))
    each, n = np.unique(x, return_counts=True)
    fit = ascend(lambda values: _likelihood(values, x, m / unit, each, n), (2.0, 3.0, 1.0))
    p, q, v = map(float, fit.values)
    if q > 1:
        scaled = replace(fit, values=np.array([p, q, v * unit]))
        return Spending(p, q, v * unit, scaled)
    return Alike(float((x * m).sum() / x.sum()), float((x * m * m).sum() / x.sum()))


def _likelihood(
    values: Array, x: Array, m: Array, each: Array, n: NDArray[np.int64]
) -> tuple[float, Array, Array]:
    """Log likelihood of (p, q, v), its slopes and its curvature; `each` are the n-fold values of x.

    What only x decides is computed once for each.
    """
    p, q, v = values
    whole = x * m + v
    logs, of_whole = np.log(whole), 1 / whole
    both, own, alone = p * each + q, p * each, np.array([q])
    log_gamma = np.array([lgamma(s) - lgamma(t) for s, t in zip(both, own, strict=True)])
    shape = p * x + q
    likelihood = (n * (log_gamma - lgamma(q))).sum() + (
        q * np.log(v) + p * x * np.log(x * m) - np.log(m) - shape * logs
    ).sum()
    first = [_digamma(s) for s in (both, own, alone)]
    second = [_trigamma(s) for s in (both, own, alone)]
    slopes = [
        (n * each * (first[0] - first[1])).sum() + (x * (np.log(x * m) - logs)).sum(),
        (n * (first[0] - first[2])).sum() + (np.log(v) - logs).sum(),
        (q / v - shape * of_whole).sum(),
    ]
    pp = (n * each**2 * (second[0] - second[1])).sum()
    pq = (n * each * second[0]).sum()
    qq = (n * (second[0] - second[2])).sum()
    pv, qv = -(x * of_whole).sum(), (1 / v - of_whole).sum()
    vv = (shape * of_whole**2 - q / v**2).sum()
    curve = np.array([[pp, pq, pv], [pq, qq, qv], [pv, qv, vv]])
    return float(likelihood), np.array(slopes), curve


def _digamma(x: Array) -> Array:
    """The slope of log gamma: raised to where its series is exact."""
    found = np.zeros_like(x)
    while (small := x < _LARGE).any():
        found = found - np.where(small, 1 / x, 0)
        x = np.where(small, x + 1, x)
    series = sum(b / (2 * k * x ** (2 * k)) for k, b in enumerate(_BERNOULLI, 1))
    return found + np.log(x) - 1 / (2 * x) - series


def _trigamma(x: Array) -> Array:
    """The slope of that."""
    found = np.zeros_like(x)
    while (small := x < _LARGE).any():
        found = found + np.where(small, 1 / x**2, 0)
        x = np.where(small, x + 1, x)
    series = sum(b / x ** (2 * k + 1) for k, b in enumerate(_BERNOULLI, 1))
    return found + 1 / x + 1 / (2 * x**2) + series
