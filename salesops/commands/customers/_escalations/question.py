"""The order that a ticket is about: how it stands, and what is to be done about it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from salesops.commands.customers._escalations.rows import InQuestion
from salesops.commands.opportunities import named
from salesops.commands.waiting import hours, is_late
from salesops.units import Unit, text

_DAY = timedelta(days=1)


class Stands(StrEnum):
    """How an order stands."""

    CANCELLED = "cancelled"
    REFUNDED = "refunded"
    FAILED = "parcel failed"
    LATE = "not sent, late"
    UNSENT = "not sent"
    LOST = "on its way too long"
    UNDER_WAY = "on its way"
    ARRIVED = "arrived"
    SENT = "sent"
    COUNTER = "nothing to send"
    UNSTATED = "no word on sending"


AT_STAKE = (Stands.FAILED, Stands.LATE, Stands.UNSENT, Stands.LOST, Stands.UNDER_WAY)
"""What the customer has not got yet: they may still want the money back instead."""


@dataclass(frozen=True)
class Question:
    """An order in question, seen from as-of."""

    row: InQuestion
    as_of: datetime
    promise: float
    """Hours after the payment within which an order is to leave."""
    transit: float
    """Days on its way after which a parcel is seldom just slow."""

    @property
    def name(self) -> str:
        """As people name it, with its shop where that has a name."""
        return named(self.row.order_no, self.row.order_shop or None)

    @property
    def doubt(self) -> str:
        """A question mark behind an order that the ticket does not name."""
        return "" if self.row.is_named else "?"

    @property
    def stands(self) -> Stands:
        """How it stands: the first that holds."""
        row = self.row
        if row.cancelled:
            return Stands.CANCELLED
        if row.refunded:
            return Stands.REFUNDED
        if row.failed:
            return Stands.FAILED
        if row.fulfillment_status in ("unfulfilled", "partial") and row.ships:
            return Stands.LATE if row.paid and self._is_late else Stands.UNSENT
        if not row.ships:
            return Stands.COUNTER
        return self._on_its_way

    @property
    def _is_late(self) -> bool:
        row = self.row
        waited = hours(row.since, self.as_of) if row.since else 0.0
        return is_late(self.as_of, row.promised, waited, self.promise)

    @property
    def _on_its_way(self) -> Stands:
        row = self.row
        if row.arrived:
            return Stands.ARRIVED
        if row.shipped is None:
            return Stands.SENT if row.fulfillment_status == "fulfilled" else Stands.UNSTATED
        if not row.tracked:
            return Stands.SENT
        return Stands.LOST if self.as_of - row.shipped > self.transit * _DAY else Stands.UNDER_WAY

    @property
    def state(self) -> str:
        """How it stands in words, with since when."""
        row, stands = self.row, self.stands
        if stands in (Stands.LATE, Stands.UNSENT) and row.since:
            part = "partly sent" if row.fulfillment_status == "partial" else "not sent"
            late = ", late" if stands is Stands.LATE else ""
            return f"{part} for {self._days(row.since)} days{late}"
        if stands in (Stands.LOST, Stands.UNDER_WAY) and row.shipped:
            return f"on its way for {self._days(row.shipped)} days"
        if stands is Stands.ARRIVED and row.delivered:
            return f"arrived {row.delivered:%Y-%m-%d}"
        if stands is Stands.SENT and row.shipped:
            return f"sent {row.shipped:%Y-%m-%d}"
        return stands.value

    def _days(self, since: datetime) -> str:
        return text((self.as_of - since) / _DAY, Unit.DAYS)

    @property
    def bought(self) -> str | None:
        """What was bought, in words: the dearest, and how many more lines."""
        row = self.row
        if row.title is None:
            return None
        units = text(row.qty, Unit.QUANTITY) if row.qty is not None else "?"
        more = f", {row.lines - 1:,} more" if row.lines and row.lines > 1 else ""
        return f"{units} x {row.title}{more}"

    @property
    def step(self) -> str:
        """What to do about it."""
        order = f"{self.row.order_no}{self.doubt}"
        match self.stands:
            case Stands.LATE | Stands.UNSENT:
                return f"say when {order} leaves"
            case Stands.FAILED:
                return f"send {order} again"
            case Stands.LOST:
                return f"ask the carrier for {order}"
            case Stands.UNDER_WAY:
                return f"send the tracking of {order}"
            case _:
                return f"answer about {order}"
