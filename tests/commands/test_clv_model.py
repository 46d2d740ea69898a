"""BG/NBD and Gamma-Gamma: slopes, sums and fits against other ways to the same numbers."""

from math import exp, lgamma

import numpy as np
import pytest

from salesops.commands.customers._clv.bought import Bought
from salesops.models.lifetime import buying, spending
from salesops.models.lifetime.ascent import FAR
from salesops.models.lifetime.buying import Buying, History, fit_buying
from salesops.models.lifetime.coming import ahead, within
from salesops.models.lifetime.spending import Alike, Spending, fit_spending
from salesops.models.lifetime.worth import Model, Seen, around, fit

PAPER = Buying(0.243, 4.414, 0.793, 2.426)
RNG = np.random.default_rng(5)


def customers(size, model=PAPER, weeks=60.0):
    """Customers drawn as the model has them."""
    age = RNG.uniform(20, weeks, size)
    rate = RNG.gamma(model.r, 1 / model.alpha, size)
    leaves = RNG.beta(model.a, model.b, size)
    x, last = np.zeros(size), np.zeros(size)
    for i in range(size):
        at = RNG.exponential(1 / rate[i])
        while at < age[i]:
            x[i], last[i] = x[i] + 1, at
            if RNG.random() < leaves[i]:
                break
            at += RNG.exponential(1 / rate[i])
    return History.of(x, last, age)


SOME = customers(400)


def paper_likelihood(values, h):
    """As in the paper: r, alpha, a, b by gamma functions, one customer after the other."""
    r, alpha, a, b = values
    total = 0.0
    for x, last, age in zip(h.repeats, h.last, h.age, strict=True):
        base = lgamma(r + x) - lgamma(r) + r * np.log(alpha)
        stays = exp(lgamma(a + b) + lgamma(b + x) - lgamma(b) - lgamma(a + b + x)) / (
            alpha + age
        ) ** (r + x)
        leaves = 0.0
        if x:
            beta = exp(lgamma(a + 1) + lgamma(b + x - 1) - lgamma(a + b + x))
            leaves = beta / exp(lgamma(a) + lgamma(b) - lgamma(a + b)) / (alpha + last) ** (r + x)
        total += base + np.log(stays + leaves)
    return total


def test_the_likelihood_is_that_of_the_paper():
    values = np.array(PAPER.values)
    found = buying._likelihood(values, SOME)[0]
    assert found == pytest.approx(paper_likelihood(values, SOME), rel=1e-12)
    assert buying._likelihood(values, SOME.distinct)[0] == pytest.approx(found, rel=1e-12)


def test_customers_who_did_the_same_stand_once():
    x, last, age = np.array([2.0, 0, 2, 0, 1]), np.array([3.0, 0, 3, 0, 2]), np.full(5, 9.0)
    once = History.of(x, last, age).distinct
    rows = sorted(zip(once.repeats, once.last, once.age, once.count, strict=True))
    assert rows == [(0, 0, 9, 2), (1, 2, 9, 1), (2, 3, 9, 2)]


def slopes(likelihood, values):
    """Slopes and curvature by differences."""
    step = 1e-5 * values
    ends = [[likelihood(values + s * step * e) for s in (-1, 1)] for e in np.eye(values.size)]
    slope = [(hi[0] - lo[0]) / (2 * d) for (lo, hi), d in zip(ends, step, strict=True)]
    curve = [(hi[1] - lo[1]) / (2 * d) for (lo, hi), d in zip(ends, step, strict=True)]
    return np.array(slope), np.array(curve)


def test_slopes_and_curvature_are_those_of_the_likelihood():
    means = np.where(SOME.repeats > 0, RNG.gamma(5, 8, SOME.repeats.size), 0)
    used = SOME.repeats > 0
    each, n = np.unique(SOME.repeats[used], return_counts=True)
    for likelihood, values in (
        (lambda v: buying._likelihood(v, SOME), np.array([0.4, 6.0, 0.7, 1.8])),
        (
            lambda v: spending._likelihood(v, SOME.repeats[used], means[used], each, n),
            np.array([5.0, 4.0, 20.0]),
        ),
    ):
        slope, curve = slopes(likelihood, values)
        _, found, bent = likelihood(values)
        assert found == pytest.approx(slope, rel=1e-5, abs=1e-4)
        assert bent == pytest.approx(curve, rel=1e-4, abs=1e-3)


def hypergeometric(a, b, c, z):
    term = total = 1.0
    for n in range(4000):
        term *= (a + n) * (b + n) / ((c + n) * (n + 1)) * z
        total += term
    return total


@pytest.mark.parametrize("model", [PAPER, Buying(2.0, 9.0, 1.4, 0.6), Buying(0.1, 30.0, 3.0, 9.0)])
@pytest.mark.parametrize("weeks", [1.0, 39.0, 200.0])
def test_what_is_expected_is_the_formula_of_the_paper(model, weeks):
    r, alpha, a, b = model.values
    x, last, age = (
        np.array(v, dtype=float) for v in ([0, 1, 4, 30], [0, 5, 30, 38], [3, 20, 39, 39])
    )
    found = ahead(model, History.of(x, last, age), weeks)
    for i in range(4):
        z = weeks / (alpha + age[i] + weeks)
        left = (1 - z) ** (r + x[i]) * hypergeometric(r + x[i], b + x[i], a + b + x[i] - 1, z)
        alive = 1.0
        if x[i]:
            waited = (alpha + age[i]) / (alpha + last[i])
            alive = 1 / (1 + a / (b + x[i] - 1) * waited ** (r + x[i]))
        assert found.alive[i] == pytest.approx(alive, rel=1e-12)
        mean = (a + b + x[i] - 1) / (a - 1) * (1 - left)
        assert found.if_alive[i] == pytest.approx(mean, rel=1e-6)


def test_at_the_pole_of_that_formula_nothing_happens():
    """At a = 1 it divides by nothing; here there is nothing to see."""
    one = History.of(np.array([3.0]), np.array([20.0]), np.array([30.0]))
    means = [ahead(Buying(0.5, 5, a, 2), one, 52).mean[0] for a in (0.999999, 1.0, 1.000001)]
    assert means[0] == pytest.approx(means[1], rel=1e-5)
    assert means[2] == pytest.approx(means[1], rel=1e-5)


def test_the_whole_distribution_by_draws():
    """Of one customer: mean, mean square and interval against 200,000 futures."""
    size, weeks = 200_000, 40.0
    one = History.of(np.array([5.0]), np.array([30.0]), np.array([36.0]))
    model = Buying(0.8, 6.0, 0.8, 2.5)
    found = ahead(model, one, weeks)
    stays = RNG.random(size) < found.alive[0]
    purchases = RNG.poisson(RNG.gamma(model.r + 5, 1 / (model.alpha + 36), size) * weeks)
    until = RNG.geometric(np.maximum(RNG.beta(model.a, model.b + 5, size), 1e-12))
    drawn = np.where(stays, np.minimum(purchases, until), 0)
    assert found.mean[0] == pytest.approx(drawn.mean(), rel=0.02)
    assert found.alive[0] * found.squares[0] == pytest.approx((drawn**2).mean(), rel=0.03)
    assert found.alive[0] * found.some[0] == pytest.approx((drawn > 0).mean(), abs=0.005)
    low, high = within(model, one, weeks, 0.8)
    assert (low[0], high[0]) == tuple(np.quantile(drawn, [0.1, 0.9], method="inverted_cdf"))


def test_very_many_purchases_are_no_overflow():
    heavy = History.of(np.array([5000.0, 0.0]), np.array([100.0, 0.0]), np.array([100.5, 0.0]))
    found = ahead(PAPER, heavy, 52)
    assert np.isfinite(found.mean).all()
    # At the pace so far, less those after whom they leave: of one in 6,300.
    assert 0.75 < found.if_alive[0] / (5000 / 100.5 * 52) < 0.9


def test_a_fit_finds_what_customers_were_drawn_from():
    found = fit_buying(customers(4000)).fit
    errors = np.sqrt(np.diag(found.covariance))
    off = (np.log(found.values) - np.log(PAPER.values)) / errors
    assert np.abs(off).max() < 3.5
    assert errors.max() < 0.5


def test_customers_who_are_all_alike_have_an_end():
    """Everybody came back three times, at the same pace, and nobody left: no parameter runs off."""
    same = History.of(np.full(500, 3.0), np.full(500, 30.0), np.full(500, 32.0))
    found = fit_buying(same)
    assert np.isfinite(found.values).all()
    assert max(np.abs(np.log(found.values))) <= FAR + 1e-9
    assert ahead(found, same, 32.0).mean[0] == pytest.approx(3, rel=0.1)


def test_what_a_purchase_is_worth_is_drawn_to_the_mean_of_all():
    model = Spending(6.25, 3.74, 15.44)
    mean = 6.25 * 15.44 / 2.74
    found = model.mean(np.array([0.0, 1.0, 50.0]), np.array([0.0, 100.0, 100.0]))
    assert found[0] == pytest.approx(mean)
    assert mean < found[1] < found[2] < 100


def test_a_fit_of_values_finds_what_they_were_drawn_from():
    x = RNG.integers(1, 9, 6000).astype(float)
    nu = RNG.gamma(3.74, 1 / 15.44, x.size)
    found = fit_spending(x, RNG.gamma(6.25 * x, 1 / nu) / x)
    off = (np.log([found.p, found.q, found.v]) - np.log([6.25, 3.74, 15.44])) / np.sqrt(
        np.diag(found.fit.covariance)
    )
    assert np.abs(off).max() < 3.5


def test_values_without_a_mean_are_taken_alike():
    """A few are worth all the others together: no mean to be drawn to."""
    values = 1 / RNG.uniform(0, 1, 400) ** 2
    found = fit_spending(np.ones(400), values)
    assert isinstance(found, Alike)
    assert found.mean(np.ones(2), np.zeros(2)).tolist() == [values.mean()] * 2
    assert fit_spending(np.zeros(3), np.zeros(3)).middle == 0


def test_gamma_functions():
    x = np.array([0.01, 0.5, 1.0, 3.25, 40.0])
    near = 1e-5
    slope = [(lgamma(v * (1 + near)) - lgamma(v * (1 - near))) / (2 * v * near) for v in x]
    assert spending._digamma(x) == pytest.approx(np.array(slope), rel=1e-5, abs=1e-6)
    bends = (spending._digamma(x * (1 + near)) - spending._digamma(x * (1 - near))) / (2 * x * near)
    assert spending._trigamma(x) == pytest.approx(bends, rel=1e-5)
    assert spending._trigamma(np.array([1.0]))[0] == pytest.approx(np.pi**2 / 6, rel=1e-12)


def test_the_variance_of_a_sum_by_draws():
    """Value is purchases times values of a mean of their own: against 20,000 futures of all."""
    h = SOME
    means = np.where(h.repeats > 0, 30.0, 0.0)
    model = Model(PAPER, Spending(6.25, 3.74, 15.44))
    worth = model.ahead(Seen(h, means), 39.0)
    size = 4000
    total = np.zeros(size)
    for i in range(h.repeats.size):
        x, age = h.repeats[i], h.age[i]
        stays = RNG.random(size) < worth.coming.alive[i]
        n = RNG.poisson(RNG.gamma(PAPER.r + x, 1 / (PAPER.alpha + age), size) * 39)
        until = RNG.geometric(np.maximum(RNG.beta(PAPER.a, PAPER.b + x, size), 1e-12))
        n = np.where(stays, np.minimum(n, until), 0)
        nu = RNG.gamma(3.74 + 6.25 * x, 1 / (15.44 + x * means[i]), size)
        total += np.where(n > 0, RNG.gamma(np.maximum(6.25 * n, 1e-9), 1 / nu), 0)
    assert worth.value.sum() == pytest.approx(total.mean(), rel=0.02)
    assert worth.variance(slice(None)) == pytest.approx(total.var(), rel=0.15)
    low, high = around(worth.value.sum(), worth.variance(slice(None)), 0.0)
    assert ((total > low) & (total < high)).mean() == pytest.approx(0.8, abs=0.03)


def test_more_customers_are_surer():
    few, many = (fit(Seen(h, np.where(h.repeats > 0, 20.0, 0))) for h in (SOME, customers(3000)))
    unsure = [m.ahead(Seen(SOME, np.zeros(400)), 39.0).unsure[0] for m in (few, many)]
    assert 0 < unsure[1] < unsure[0] < 0.5


def test_days_to_what_the_model_takes():
    """Ann on days 0, 7 and 21, two orders on the last; Bo on day 14 only; told on day 21 and 14."""
    bought = Bought(np.array([0, 0, 0, 1]), np.array([0, 7, 21, 14]), np.array([5.0, 20, 40, 9]))
    now = bought.until(21)
    assert (now.repeats.tolist(), now.means.tolist()) == ([2, 0], [30, 0])
    assert (now.seen.history.last.tolist(), now.seen.history.age.tolist()) == ([3, 0], [3, 1])
    then = bought.until(14)
    assert (then.repeats.tolist(), then.means.tolist()) == ([1, 0], [20, 0])
    times, values = bought.between(then, 21)
    assert (times.tolist(), values.tolist()) == ([1, 0], [40, 0])
    assert bought.until(-1).places.size == 0
