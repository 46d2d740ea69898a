"""The waterfalls: what was open, what came and went, and what is open now. They add up."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from salesops.commands.team._deals.rows import Flow

ZERO = Decimal(0)
THEN, NOW = "Open then", "Open now"


@dataclass(frozen=True)
class Step:
    """A step: the deals it is of, and what it changes."""

    name: str
    deals: int
    """That it concerns; of a step that changes amounts these come and go nowhere."""
    change: int
    """Of the number of open deals."""
    value: Decimal
    blank: int
    """Of the number of open deals without an amount."""


Match = Callable[[Flow], bool]
_ENTERS = {
    "new": "New",
    "reopened": "Reopened",
    "appeared": "Nobody says if open then",
    "pulled in": "Pulled in from later",
    "slipped in": "Slipped in from before",
    "dated": "Its close date not known then",
}
_MOVED = {
    "grew": "Grew",
    "shrank": "Shrank",
    "known": "Amount not known then",
    "unknown": "Amount no longer known",
}
_LEAVES = {
    "slipped": "Slipped",
    "brought forward": "Brought forward",
    "undated": "Close date no longer known",
    "won": "Won",
    "lost": "Lost",
    "closed": "Closed, not said how",
    "gone": "No longer in the export, or its state",
}
_ALWAYS = ("new", "reopened", "grew", "shrank", "won", "lost")
_OF_PERIOD = ("pulled in", "slipped")


def whole(flows: Iterable[Flow]) -> list[Step]:
    """Of all that is open."""
    every = list(flows)
    enters = [_came(every, name, lambda f, n=name: f.enters == n) for name in _ENTERS]  # type: ignore[misc]
    moved = [_changed(every, name, lambda f, n=name: f.moved == n) for name in _MOVED]  # type: ignore[misc]
    leaves = [_went(every, name, lambda f, n=name: f.leaves == n) for name in _LEAVES]  # type: ignore[misc]
    steps = [*enters, *moved, *leaves]
    first = _then(f for f in every if f.was_open)
    return [first, *_told(steps, _ALWAYS), _now(f for f in every if f.is_open)]


def due(flows: Iterable[Flow]) -> list[Step]:
    """Of what is expected to close in the period."""
    every = list(flows)
    enters = [_came(every, name, lambda f, n=name: f.enters_period == n) for name in _ENTERS]  # type: ignore[misc]
    moved = [
        _changed(every, name, lambda f, n=name: f.moved == n and _stays_due(f))  # type: ignore[misc]
        for name in _MOVED
    ]
    leaves = [_went(every, name, lambda f, n=name: f.leaves_period == n) for name in _LEAVES]  # type: ignore[misc]
    first = _then(f for f in every if f.was_open and f.was_due)
    last = _now(f for f in every if f.is_open and f.is_due)
    return [first, *_told([*enters, *moved, *leaves], (*_ALWAYS, *_OF_PERIOD)), last]


def _stays_due(flow: Flow) -> bool:
    """Whether it was and is due in the period, or was won of what was."""
    return flow.was_due and (flow.is_due if flow.is_open else flow.leaves == "won")


def _then(flows: Iterable[Flow]) -> Step:
    found = list(flows)
    deals = sum(f.deals for f in found)
    value = sum((f.then_value for f in found), ZERO)
    return Step(THEN, deals, deals, value, sum(f.then_blank for f in found))


def _now(flows: Iterable[Flow]) -> Step:
    found = list(flows)
    deals = sum(f.deals for f in found)
    value = sum((f.now_value for f in found), ZERO)
    return Step(NOW, deals, deals, value, sum(f.now_blank for f in found))


def _came(flows: list[Flow], name: str, match: Match) -> Step:
    """Comes with what it is worth now."""
    step = _now(filter(match, flows))
    return Step(name, step.deals, step.deals, step.value, step.blank)


def _changed(flows: list[Flow], name: str, match: Match) -> Step:
    found = list(filter(match, flows))
    blank = sum(f.now_blank - f.then_blank for f in found)
    return Step(name, sum(f.deals for f in found), 0, sum((f.change for f in found), ZERO), blank)


def _went(flows: list[Flow], name: str, match: Match) -> Step:
    found = list(filter(match, flows))
    deals = sum(f.deals for f in found)
    value = sum((f.left_with for f in found), ZERO)
    return Step(name, deals, -deals, -value, -sum(f.left_blank for f in found))


def _told(steps: Iterable[Step], always: tuple[str, ...]) -> list[Step]:
    """Under their titles; of those that are rare only what happened."""
    titles = _ENTERS | _MOVED | _LEAVES
    return [
        Step(titles[s.name], s.deals, s.change, s.value, s.blank)
        for s in steps
        if s.deals or s.name in always
    ]
