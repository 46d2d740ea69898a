"""What stages concludes: fewer go on from a stage than before, or stays in it got longer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from salesops.commands.team._stages.rows import Length, Span
from salesops.commands.team._stages.steps import Share
from salesops.commands.team._stages.story import SPANS, Story
from salesops.commands.trust import gravest_first, rejected
from salesops.models.apart import shares
from salesops.models.wilson import width_of
from salesops.result import Finding, Level
from salesops.units import Unit, text

HALF = 0.5
Key = tuple[str, str]
"""A pipeline and a stage of it."""


def findings(story: Story) -> tuple[Finding, ...]:
    """Everything to act on, the gravest first."""
    changed = [*_down(story), *_slower(story)]
    lately = changed if not story.stale else []  # what is missing looks like less
    return gravest_first([story.stale, rejected(story.asked.db), *lately])


def _down(story: Story) -> Iterator[Finding]:
    """Entries of the latest span against those of the spans before, each seen as at its end."""
    limits, few = story.limits, max(1, story.limits.few)
    pairs = {key: _lately(story, key) for key in _keys(story)}
    tried = {k: p for k, p in pairs.items() if min(p[0].whole, p[1].whole) >= few}
    for key, (now, before) in tried.items():
        apart = shares(
            (now.part, now.whole), (before.part, before.whole), width=width_of(len(tried))
        )
        if apart.high >= 0 or not before.rate or (now.rate or 0) > before.rate * (1 + limits.down):
            continue
        said = [text(share.rate, Unit.PERCENT) for share in (now, before)]
        yield Finding(
            Level.WARNING,
            "stage-conversion-down",
            f"{story.named(*key)}: of {now.whole:,} deals that came there in the last "
            f"{limits.recent_days} days and are decided, {said[0]} went on, against {said[1]} of "
            f"{before.whole:,} in the {SPANS} such spans before. Look at what was lost there.",
            {
                "stage": key[1],
                "conversion": now.rate,
                "before": before.rate,
                "decided": now.whole,
            },
        )


def _keys(story: Story) -> Sequence[Key]:
    return [(name, s.stage) for name, stages in story.pipelines.items() for s in stages]


def _lately(story: Story, key: Key) -> tuple[Share, Share]:
    """Those that went on of those decided: in the latest span, and in those before."""
    rows = [row for row in story.spans if (row.pipeline, row.stage) == key]
    now = [row for row in rows if row.span == 0]
    before = [row for row in rows if row.span > 0]
    return _together(now), _together(before)


def _together(rows: Sequence[Span]) -> Share:
    return Share(sum(row.went_on for row in rows), sum(row.decided for row in rows))


@dataclass(frozen=True)
class _Longer:
    """Stays that ended lately against those that ended before."""

    now: Sequence[Length]
    before: Sequence[Length]

    @property
    def fewest(self) -> int:
        return min(_stays(self.now), _stays(self.before))

    def past(self, rows: Sequence[Length]) -> tuple[int, int]:
        """How many took longer than the usual one before, and of how many."""
        usual = _median(self.before)
        return sum(r.stays for r in rows if r.whole_days > usual), _stays(rows)


def _slower(story: Story) -> Iterator[Finding]:
    """More of the latest stays than chance explains are longer than the median of those before."""
    limits, few = story.limits, max(1, story.limits.few)
    pairs = {key: _ended(story, key) for key in _keys(story)}
    if not _history_reaches(story):
        return
    tried = {key: pair for key, pair in pairs.items() if pair.fewest >= few}
    for key, pair in tried.items():
        now, before = _median(pair.now), _median(pair.before)
        apart = shares(pair.past(pair.now), pair.past(pair.before), width=width_of(len(tried)))
        if apart.low <= 0 or now < before * (1 + limits.slower) or now - before < limits.days:
            continue
        stays = _stays(pair.now)
        yield Finding(
            Level.WARNING,
            "stage-slower",
            f"{story.named(*key)}: the {stays:,} stays that ended in the last "
            f"{limits.recent_days} days took {now} days in the middle, against {before} in the "
            f"{SPANS} such spans before. Find out what deals wait for there.",
            {"stage": key[1], "median_days": now, "before": before, "stays": stays},
        )


def _history_reaches(story: Story) -> bool:
    """Where the history begins long stays are not over yet, and all look short."""
    first = story.known.first_entry
    ahead = timedelta(days=story.limits.recent_days * (SPANS + 1))
    return first is not None and first <= story.asked.db.as_of - ahead


def _ended(story: Story, key: Key) -> _Longer:
    rows = [row for row in story.lengths if (row.pipeline, row.stage) == key]
    return _Longer([r for r in rows if r.is_recent], [r for r in rows if not r.is_recent])


def _stays(rows: Sequence[Length]) -> int:
    return sum(row.stays for row in rows)


def _median(rows: Sequence[Length]) -> int:
    """The lower median, in whole days; 0 of none."""
    past, half = 0, _stays(rows) * HALF
    for row in sorted(rows, key=lambda one: one.whole_days):
        past += row.stays
        if past >= half:
            return row.whole_days
    return 0
