"""What escalations says: the headline, the metrics, and what must be said beside the numbers."""

from collections.abc import Iterator
from decimal import Decimal

from salesops.commands.customers._escalations.replies import Speed
from salesops.commands.customers._escalations.story import Story
from salesops.commands.customers._escalations.ticket import State
from salesops.commands.trust import one_of_several_currencies
from salesops.models.compare import change
from salesops.result import Metric
from salesops.settings import age
from salesops.units import Unit, counted, text

_LONG = 30
"""Letters of a word of an export that a note repeats."""


def headline(story: Story) -> str:
    """Who waits, how many of them too long, and how fast the desk is."""
    if stale := story.stale():
        return stale.message
    if not story.known.tickets:
        return "The exports hold no ticket."
    return f"{_open(story)}; {_speed(story)}."


def _open(story: Story) -> str:
    count, waiting = len(story.open), len(story.waiting)
    if not count:
        return "No ticket is open"
    said = f"{counted(count, 'ticket')} {'is' if count == 1 else 'are'} open"
    if not waiting:
        return f"{said}, and nobody waits for us"
    said += f": {waiting:,} {'waits' if waiting == 1 else 'wait'} for us"
    said += f", {len(story.past):,} of them past the SLA ({_sla(story)})"
    return f"{said}, {len(story.high):,} from VIPs" if story.whole else said


def _sla(story: Story) -> str:
    return f"{counted(story.limits.sla_minutes, 'business minute')}"


def _speed(story: Story) -> str:
    now = story.now
    if not story.known.replies:
        return "how fast first answers were is not told"
    if not now.judged or now.median is None:
        return "none was answered in 28 days"
    late = text(now.rate, Unit.PERCENT)
    return (
        f"in 28 days {late} of {now.judged:,} first answers came past it, half of them within "
        f"{counted(now.median, 'business minute')}"
    )


def metrics(story: Story) -> tuple[Metric, ...]:
    """What is open, and how fast first answers were against the 28 days before."""
    high = len(story.high) if story.whole else None
    unknown = sum(t.worth is None for t in story.open) if story.whole else None
    return (
        Metric("open_tickets", "Open tickets", len(story.open), Unit.COUNT, good="down"),
        Metric(
            "usual_backlog", "Usual at this hour of the week", _usual(story), Unit.MEAN, good=""
        ),
        Metric("waiting_tickets", "Waiting for us", len(story.waiting), Unit.COUNT, good="down"),
        Metric("breached_open", "Waiting past the SLA", len(story.past), Unit.COUNT, good="down"),
        Metric("high_value_open", "Waiting, VIPs", high, Unit.COUNT, good="down"),
        Metric("unknown_open", "Open, without an order", unknown, Unit.COUNT, good=""),
        _metric(story, "new_tickets", "Tickets in 28 days", Unit.COUNT, ""),
        _metric(story, "breach_rate", "Breach rate", Unit.PERCENT, "down"),
        _metric(story, "median_first_reply", "Median first answer (min)", Unit.COUNT, "down"),
        _metric(story, "p90_first_reply", "p90 first answer (min)", Unit.COUNT, "down"),
    )


def _usual(story: Story) -> Decimal | None:
    usual = story.usual_backlog
    return None if usual is None else Decimal(str(usual))


def _metric(story: Story, name: str, title: str, unit: Unit, good: str) -> Metric:
    now, before = _figure(story.now, name), _figure(story.earlier, name)
    moved = change("28 days before", now, before, history=story.has_earlier)
    return Metric(name, title, now, unit, (moved,), good)


def _figure(speed: Speed, name: str) -> float | int | None:
    return {
        "new_tickets": speed.tickets,
        "breach_rate": speed.rate,
        "median_first_reply": speed.median,
        "p90_first_reply": speed.p90,
    }[name]


def notes(story: Story) -> Iterator[str]:
    """What a reader must know to trust the numbers."""
    known = story.known
    if not known.tickets:
        return
    yield (
        "The clock runs from the customer's last message, once the desk has answered; before any "
        f"answer from the first one. It counts {story.calendar.spoken}: [escalations] "
        "business_days, hours and holidays."
    )
    yield from _unknown(story)
    yield from _left_out(story)
    if not story.whole:
        yield "Under --where, what customers are worth is not told: some orders are out."
    if one_of_several_currencies(story.asked.db):
        yield "Orders in other currencies are left out: their customers seem worth less."


def _unknown(story: Story) -> Iterator[str]:
    known = story.known
    allowed = age(story.asked.db.settings.freshness.max_age, "[freshness] max_age")
    if known.newest is not None and story.as_of - known.newest > allowed:
        yield (
            f"The newest thing that the tickets tell is of {known.newest:%Y-%m-%d %H:%M}: if "
            "anything was written or solved since, export them again."
        )
    if not known.replies:
        waits = "" if known.answers else ", and an open ticket waits since its beginning"
        yield f"No ticket says when a person first answered: how fast is not known{waits}."
    if not known.messages:
        yield (
            "The export does not say when customers last wrote: the clock runs from the beginning "
            "of a ticket, and who waits for a second answer is not known."
        )
    elif unknown := len(story.of(State.UNKNOWN)):
        yield f"{counted(unknown, 'open ticket')} without a word on who wrote last: not in the SLA."
    if known.odd:
        yield (
            f"{counted(known.odd, 'ticket')} of a status that is not known here (as "
            f"{(known.odd_example or '')[:_LONG]}): taken as open."
        )


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _left_out(story: Story) -> Iterator[str]:
    known = story.known
    if known.apart:
        yield (
            f"{counted(known.apart, 'ticket')} of 28 days {_are(known.apart)} out of the SLA: "
            "spam, merged, or begun by an agent."
        )
    if known.unanswered:
        yield (
            f"{counted(known.unanswered, 'ticket')} of 28 days, closed without an answer on "
            "record: in no rate."
        )
    if known.untimed:
        yield (
            f"{counted(known.untimed, 'ticket')} of 28 days, answered by a person without a word "
            "on when first: in no rate."
        )
    if known.undated:
        yield (
            f"{counted(known.undated, 'closed ticket')} without the day of it: in no number of how "
            "full the desk was."
        )
