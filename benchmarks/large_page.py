"""The measured parts of docs/speed.md and its picture, out of what was kept of each size.

A size that is measured anew takes the place of what was kept of it: ratios are of one run, so
never of two sizes.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import page
from large_asked import AGAIN, DUCKDB, FILES, PANDAS, POLARS, SCARCE, STORE
from large_goals import GOALS, SAID, Costs, Goal, Ratio, cross_sell, ratios
from large_picture import drawn
from processes import Cost

DOCS = Path(__file__).parents[1] / "docs"
PAGE, PICTURE = DOCS / "speed.md", DOCS / "speed.svg"
KEPT = Path(__file__).with_name("large.json")
WAYS = (FILES, SCARCE, AGAIN, STORE, DUCKDB, POLARS, PANDAS)
HEAD = f"Question|Lines|{'|'.join(WAYS)}"


def keep(lines: int, costs: Costs, about: Mapping[str, Any]) -> None:
    """Keep what a size cost, in place of what was kept of it before."""
    kept = _kept()
    told = {of: {way: list(cost) for way, cost in ways.items()} for of, ways in costs.items()}
    kept[str(lines)] = {**about, "costs": told}
    ordered = dict(sorted(kept.items(), key=lambda item: int(item[0])))
    KEPT.write_text(json.dumps(ordered, indent=1) + "\n", encoding="utf-8")


def _kept() -> dict[str, Any]:
    return dict(json.loads(KEPT.read_text(encoding="utf-8"))) if KEPT.exists() else {}


def write() -> None:
    """Write the page and the picture of all sizes that were kept."""
    PICTURE.write_text(picture(), encoding="utf-8")
    page.write(PAGE, parts())


def picture() -> str:
    """The picture of what was kept."""
    return drawn({int(lines): _costs(one["costs"]) for lines, one in _kept().items()})


def parts() -> dict[str, str]:
    """The measured parts of the page, of what was kept."""
    kept = {int(lines): one for lines, one in _kept().items()}
    sizes = {lines: _costs(one["costs"]) for lines, one in kept.items()}
    return {
        "with": "\n".join(_about(lines, one) for lines, one in kept.items()),
        "cpu": page.table(HEAD, _rows(sizes, lambda cost: f"{cost.cpu:.2f}")),
        "memory": page.table(HEAD, _rows(sizes, lambda cost: f"{cost.memory:,}")),
        "goals": _goals(sizes),
    }


def _costs(told: Mapping[str, Mapping[str, Any]]) -> Costs:
    return {q: {way: Cost(*cost) for way, cost in ways.items()} for q, ways in told.items()}


def _about(lines: int, one: Mapping[str, Any]) -> str:
    same = "the same answers everywhere" if one["same"] else "**answers differ**"
    failed = f"; failed: {', '.join(one['failed'])}" if one["failed"] else ""
    return (
        f"- {lines:,} lines: {one['day']}, commit {one['commit']}, {one['rounds']} "
        f"round{'s' * (one['rounds'] > 1)}, {one['with']}; {same}{failed}."
    )


def _rows(sizes: Mapping[int, Costs], of: Callable[[Cost], str]) -> Iterator[list[str]]:
    for question in dict.fromkeys(question for costs in sizes.values() for question in costs):
        for lines, costs in sizes.items():
            if ways := costs.get(question):
                cells = [of(ways[way]) if way in ways else "" for way in WAYS]
                yield [SAID.get(question, question), f"{lines:,}", *cells]


def _goals(sizes: Mapping[int, Costs]) -> str:
    """A row a goal, a column a size; and which are missed where they are set for."""
    found = {lines: {one.goal: one for one in ratios(costs)} for lines, costs in sizes.items()}
    goals = [goal for goal in GOALS if any(goal in each for each in found.values())]
    rows = ([_named(goal), *(_cell(each.get(goal)) for each in found.values())] for goal in goals)
    head = "|".join(["Ratio of CPU seconds, at most", *(f"{lines:,}" for lines in sizes)])
    more = [line for lines, costs in sizes.items() for line in cross_sell(costs, lines)]
    return "\n\n".join([page.table(head, rows), *(f"{line}." for line in more), _missed(found)])


def _named(goal: Goal) -> str:
    return f"{goal.words}: {goal.times:g} at {goal.lines:,}"


def _cell(one: Ratio | None) -> str:
    if one is None:
        return ""
    return f"{one.ratio:.2f}" if one.holds else f"**{one.ratio:.2f}**"


def _missed(found: Mapping[int, Mapping[Goal, Ratio]]) -> str:
    """How many hold of those that were measured at the size that they are set for."""
    own = [each[goal] for goal in GOALS if goal in (each := found.get(goal.lines, {}))]
    missed = [one.goal.words for one in own if not one.holds]
    rest = f"; missed: {'; '.join(missed)}" if missed else ""
    return (
        f"Of {len(GOALS)} ratios {len(own)} were measured at the size that they are set for, and "
        f"{len(own) - len(missed)} hold{rest}."
    )
