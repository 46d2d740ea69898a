"""What deals says in words: its headline, its metrics, its line in today."""

from collections.abc import Iterator
from decimal import Decimal

from salesops.commands.team._deals.span import Basis
from salesops.commands.team._deals.story import Story
from salesops.commands.team._deals.tables import weighted, worth
from salesops.models.compare import ratio
from salesops.result import Metric, Report
from salesops.units import Unit, counted, signed, text


def headline(story: Story) -> str:
    """One sentence: what is open, what came and went, what slipped, what is at risk."""
    if stale := story.stale():
        return stale.message
    last = story.whole[-1]
    if not last.deals and not any(flow.leaves for flow in story.flows):
        return _nothing(story)
    worth_ = (
        "of none of which an amount is stated"
        if last.deals and last.blank == last.deals
        else f"{_money(story, last.value)}{_by(story)}"
    )
    said = f"{counted(last.deals, 'open deal')}, {worth_}"
    return f"{said}: {_came_and_went(story)}{_slipped(story)}{_at_risk(story)}."


def _nothing(story: Story) -> str:
    if not story.states:
        return "The exports hold no deal."
    unknown = story.states.get("unknown", 0)
    if unknown:
        return f"No deal is known to be open: of {counted(unknown, 'deal')} nobody says."
    return "No deal is open."


def _by(story: Story) -> str:
    """What the value changed by."""
    first, last = story.whole[0], story.whole[-1]
    if not story.computable:
        return ""
    change = signed(last.value - first.value, Unit.MONEY, story.currency)
    kept = story.compared.basis is Basis.COPIES
    day = f"{story.compared.day:%Y-%m-%d}"
    return f" ({change} against {'the copy of' if kept else 'the start of'} {day})"


def _came_and_went(story: Story) -> str:
    new, _ = story.came("new")
    parts = [f"{new:,} new"]
    for name in ("won", "lost"):
        deals, value = story.went(name)
        parts.append(f"{deals:,} {name}" + (f" ({_plain(story, value)})" if value else ""))
    return ", ".join(parts)


def _slipped(story: Story) -> str:
    if not story.computable:
        return ""
    deals, value = story.slipped
    due = story.compared.due.name
    worth_ = f" ({_plain(story, value)})" if value else ""
    return f"; {deals:,} slipped out of {due}{worth_}"


def _at_risk(story: Story) -> str:
    rows = story.listed
    return f"; {len(rows):,} at risk ({_plain(story, worth(rows))})" if rows else "; none at risk"


def _money(story: Story, amount: Decimal) -> str:
    unit = f" {story.currency}" if story.currency else ""
    return f"{_plain(story, amount)}{unit}"


def _plain(story: Story, amount: Decimal) -> str:
    return text(amount, Unit.MONEY, story.currency)


def metrics(story: Story) -> tuple[Metric, ...]:
    """What is open, what it was, what came and went, slipped and is at risk."""
    first, last = story.whole[0], story.whole[-1]
    known = story.computable
    change = last.value - first.value if known else None
    slipped, slipped_value = story.slipped if known else (None, None)
    share = ratio(slipped_value, story.due[0].value) if known else None
    risks = story.listed
    return (
        Metric("open_deals", "Open deals", last.deals, Unit.COUNT),
        Metric("open_value", "Open value", last.value, Unit.MONEY),
        Metric("open_change", "Change of it", change, Unit.MONEY),
        *_flows(story),
        Metric("slipped_deals", "Slipped", slipped, Unit.COUNT, good="down"),
        Metric("slipped_value", "Slipped value", slipped_value, Unit.MONEY, good="down"),
        Metric("slipped_share", "Slipped of what was due", share, Unit.PERCENT, good="down"),
        Metric("at_risk", "Deals at risk", len(risks), Unit.COUNT, good="down"),
        Metric("at_risk_value", "Value at risk", worth(risks), Unit.MONEY, good="down"),
        Metric(
            "at_risk_weighted", "Of it weighted", weighted(risks), Unit.MONEY, good="down"
        ),
        Metric(
            "without_amount", "Open without an amount", last.blank, Unit.COUNT,
            good="down", shown=False,
        ),
    )  # fmt: skip


def _flows(story: Story) -> Iterator[Metric]:
    """The headline says them in prose."""
    new, new_value = story.came("new")
    yield Metric("new_deals", "New", new, Unit.COUNT, shown=False)
    yield Metric("new_value", "New value", new_value, Unit.MONEY, shown=False)
    for name in ("won", "lost"):
        deals, value = story.went(name)
        good = "up" if name == "won" else "down"
        title = name.capitalize()
        yield Metric(f"{name}_deals", title, deals, Unit.COUNT, good=good, shown=False)
        yield Metric(f"{name}_value", f"{title} value", value, Unit.MONEY, good=good, shown=False)


def in_today(report: Report) -> str:
    """What of the headline a morning needs."""
    if report.stale or not report.value("open_deals"):
        return report.headline
    since = f"since {report.period.start:%Y-%m-%d} " if report.period else ""
    moved = [f"{report.value('won_deals'):,} won", f"{report.value('lost_deals'):,} lost"]
    if report.value("slipped_deals"):
        moved.append(f"{report.value('slipped_deals'):,} slipped")
    how = f"{report.value('open_deals'):,} open, {report.value('at_risk'):,} at risk"
    return f"{how}; {since}{', '.join(moved)}."
