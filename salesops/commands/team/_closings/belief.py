"""The tables by which closings is believed or not: past periods, and chances said before."""

from collections.abc import Iterator

from salesops.commands.team._closings.answers import Past, PastByCopy, Said
from salesops.commands.team._closings.judged import COPIES
from salesops.commands.team._closings.outlook import Outlook
from salesops.commands.team._closings.past import Told
from salesops.models.wilson import share
from salesops.result import Table


def said(outlook: Outlook) -> Table:
    """Chances that were said before, and the share that was won."""
    rows = [*_bands(outlook)]
    title = "Chances said before, and what came"
    entered = "a copy finds a deal in" if outlook.judged.by == COPIES else "a deal entered"
    note = (
        f"Once for each stage that {entered}, of deals that have closed "
        "since. Low to high is where the share won lies with 95 % confidence: a mean said "
        "outside was too rosy or too low."
    )
    return Table("calibration", title, Said, rows, note if rows else "", shown=bool(rows))


def _bands(outlook: Outlook) -> Iterator[Said]:
    for band in outlook.scored.bands if outlook.scored else ():
        within = share(band.won, band.n)
        assert within is not None  # noqa: S101 - a band has some
        name = f"{band.low * 100:.0f} to {band.high * 100:.0f} %"
        rate = band.won / band.n
        won, by = band.won, outlook.judged.by
        yield Said(name, band.n, band.said, rate, within.low, within.high, won, by)


def past(outlook: Outlook) -> Table:
    """Past periods: what would have been forecast, and what came."""
    rows = [_row(outlook, one) for one in outlook.past.told]
    unit = "" if outlook.past.in_money else ", in deals"
    note = (
        "Forecast from what was known when the period began. Won of these: of the deals open then; "
        "within: whether that lay in the 80 % interval before it was widened. Accuracy: against "
        "all that was won. CRM's own: by the close dates and chances that it stated then."
    )
    title = f"Past {outlook.story.question.freq}s: what would have been forecast, and came{unit}"
    return Table("past", title, _past_row(outlook), rows, note if rows else "", shown=bool(rows))


def _past_row(outlook: Outlook) -> type[Past]:
    return PastByCopy if any(one.then.copied for one in outlook.past.told) else Past


def _row(outlook: Outlook, one: Told) -> Past:
    as_ = outlook.measure
    miss = one.forecast - one.won
    return _past_row(outlook)(
        one.span.name,
        one.open_deals,
        as_(one.forecast),
        as_(one.low),
        as_(one.high),
        as_(one.of_open),
        as_(one.won - one.of_open),
        as_(one.won),
        max(1 - abs(miss) / one.won, 0.0) if one.won > 0 else None,
        miss / one.won if one.won > 0 else None,
        one.low <= one.of_open <= one.high,
        None if one.stated is None else as_(one.stated),
        one.span.first,
        one.then.by,
    )
