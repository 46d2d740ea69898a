"""How good `forecast` is, beside what else people would pick, on public series.

Scores, coverage by how far ahead, and cost, all from one run: the core engine, the ensemble, models
of statsforecast and the seasonal naive are told the same past and judged by what came. The methods
and parameters of the core engine were chosen on other series than these. `--write` puts the tables
into docs/forecast-accuracy.md. A benchmark, not a test: a goal that is missed is printed and ends
with 0 all the same.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

import forecast_costs as costs
import numpy as np
import page
from forecast_held import Set
from forecast_scores import CORE, ENSEMBLE, LEVELS, Score, coverage, scores
from forecast_sets import every
from page import table

from salesops.models.forecast.other import theirs
from salesops.models.forecast.panel import Array

PAGE = Path(__file__).parents[1] / "docs" / "forecast-accuracy.md"
ORIGINS, MOST = 3, 300
"""Of coverage: times that each series is told, and series of a set."""
BUCKETS = 4
RESAMPLED = 2000
SUMMARY = "Set|Series|Core MASE|Core / AutoETS|Ensemble / AutoETS|Core / MSTL"
SCORES = "Method|MASE|RMSSE|WAPE|Bias|In 80 %|In 95 %|Pinball|CPU ms"


def percent(share: float) -> str:
    """As the pages write it."""
    return f"{100 * share:.1f} %"


def summed(every_set: Sequence[tuple[Set, Sequence[Score]]]) -> str:
    """The core engine and the ensemble beside AutoETS and MSTL, over the same series."""
    return table(SUMMARY, (_summed(one, found) for one, found in every_set))


def _summed(one: Set, found: Sequence[Score]) -> list[str]:
    mase = {score.method: score.mase for score in found}
    core, ets = mase[CORE], mase["AutoETS"]
    beside = [_ratio(core, ets), _ratio(mase[ENSEMBLE], ets)]
    beside.append(_ratio(core, mase["MSTL"]) if "MSTL" in mase else "")
    return [one.name, str(len(core)), f"{np.nanmean(core):.3f}", *beside]


def _ratio(of: Array, to: Array) -> str:
    """A ratio of means, and what 95 % of samples of as many series, drawn again, give."""
    drawn = np.random.default_rng(1).integers(0, len(of), (RESAMPLED, len(of)))
    ratios = np.nanmean(of[drawn], axis=1) / np.nanmean(to[drawn], axis=1)
    low, high = np.quantile(ratios, (0.025, 0.975))
    return f"{np.nanmean(of) / np.nanmean(to):.3f} ({low:.2f} to {high:.2f})"


def scored(one: Set, found: Sequence[Score]) -> str:
    """The scores of a set."""
    count, past = one.past.y.shape
    title = f"### {one.name[0].upper()}{one.name[1:]}"
    head = f"{title}\n\n{one.said}: {count} series, up to {past} periods, {one.past.horizon} ahead."
    told = "".join(
        f"\n\n{score.method} could not tell {score.stood_in} of them; the core engine stood in."
        for score in found
        if score.stood_in
    )
    return f"{head}\n\n{table(SCORES, map(_cells, found))}{told}"


def _cells(score: Score) -> list[str]:
    return [
        score.method,
        f"{np.nanmean(score.mase):.3f}",
        f"{score.rmsse:.3f}",
        percent(score.wape),
        f"{100 * score.bias:+.1f} %",
        percent(score.covered[0.8]),
        percent(score.covered[0.95]),
        f"{score.pinball:.3f}",
        f"{score.cpu:.1f}",
    ]


def calibrated(sets: Sequence[Set]) -> str:
    """Coverage of the core engine by set and by how far ahead."""
    head = "|".join(["Set", "Ahead", "Forecasts", *(f"{level * 100:.0f} %" for level in LEVELS)])
    return table(head, (row for one in sets for row in _bucketed(one)))


def _bucketed(one: Set) -> Iterator[list[str]]:
    chosen = one.sample(MOST)
    spare = chosen.past.y.shape[1] // 2
    told = [chosen.before(n * chosen.past.horizon) for n in range(ORIGINS)]
    told = [past for past in told if past.past.y.shape[1] >= spare]
    found = coverage(told)
    for ahead in np.array_split(np.arange(one.past.horizon), BUCKETS):
        part = {level: within[:, ahead] for level, within in found.items()}
        yield [one.name, _span(ahead.tolist()), _count(part[LEVELS[0]]), *_shares(part)]
    for name, place in (("each", slice(None, -1)), ("their sum", slice(-1, None))):
        some = {level: within[:, place] for level, within in found.items()}
        yield [one.name, name, _count(some[LEVELS[0]]), *_shares(some)]


def _span(ahead: list[int]) -> str:
    return f"{ahead[0] + 1} to {ahead[-1] + 1}"


def _count(within: Array) -> str:
    return f"{int(np.isfinite(within).sum()):,}"


def _shares(within: dict[float, Array]) -> list[str]:
    return [percent(float(np.nanmean(part))) for part in within.values()]


def cost_tables() -> str:
    """CPU a series, and the whole process."""
    found = costs.each()
    own = found["core engine"][1]
    rows = []
    for name, (series, took) in found.items():
        goal = costs.GOALS.get(name)
        word = "" if goal is None else "holds" if took / own >= goal else "does not hold"
        said = f"at least {goal}: {word}" if goal else ""
        shown = theirs.MODELS.get(name, name)
        rows.append([shown, str(series), f"{took:.1f}", f"{took / own:.0f}", said])
    text = table("Method|Series|CPU ms a series|Times the core|Goal", rows)
    return f"{text}\n\n{_process()}"


def _process() -> str:
    with tempfile.TemporaryDirectory() as at:
        try:
            took = costs.whole(Path(at))
        except SystemExit as error:  # what was measured before it is not thrown away
            print(error, file=sys.stderr)
            return "The whole process was not measured."
    return (
        f"A thousand SKUs of {costs.DAYS} days as a whole process, `salesops forecast --by sku`, "
        f"orders in and csv out: {took.cpu:.1f} CPU seconds, {took.memory} MB."
    )


def _with(series: int) -> str:
    """What the figures were made with."""
    names = ("numpy", "statsforecast")
    made = ", ".join(f"{name} {version(name)}" for name in names)
    return f"At most {series} series of a set; {made}, on one core."


def main() -> None:
    """Every table, as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--series", type=int, default=100, help="the most of a set that is scored")
    parser.add_argument("--only", default="", help="sets whose names hold this; no costs then")
    parser.add_argument("--write", action="store_true", help=f"into docs/{PAGE.name}")
    given = parser.parse_args()
    if given.write and given.only:
        parser.error("--write takes every set")
    sets = [one for one in every() if given.only in one.name]
    found = []
    for one in (one.sample(given.series) for one in sets):
        found.append((one, scores(one)))
        print(f"{scored(*found[-1])}\n", flush=True)
    parts = {
        "summary": summed(found),
        "scores": "\n\n".join(scored(*each) for each in found),
        "calibration": calibrated(sets),
    }
    print(f"{parts['summary']}\n\n{parts['calibration']}\n", flush=True)
    if not given.only:
        parts["costs"] = cost_tables()
        print(parts["costs"])
    if given.write:
        parts["with"] = _with(given.series)
        page.write(PAGE, parts)


if __name__ == "__main__":
    main()
