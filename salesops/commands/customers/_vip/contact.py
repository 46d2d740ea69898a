"""How somebody is called and may be written to."""

from collections.abc import Iterator
from dataclasses import dataclass

from salesops.commands.customers._vip.rows import Order, Person

UNKNOWN = "consent unknown"
REFUSED = "no consent: do not write"


@dataclass(frozen=True)
class Contact:
    """A customer, and what they agreed to."""

    who: Person | Order

    @property
    def called(self) -> str:
        """Their name, else how to reach them, else their id."""
        who = self.who
        return who.name or who.email or who.phone or who.customer or ""

    @property
    def write_by(self) -> str:
        """The ways they agreed to; UNKNOWN or REFUSED where there is none."""
        ways = [*self._ways()]
        if agreed := [way for way, consent in ways if consent]:
            return ", ".join(agreed)
        return REFUSED if any(consent is False for _, consent in ways) else UNKNOWN

    def _ways(self) -> Iterator[tuple[str, bool | None]]:
        if self.who.email:
            yield "e-mail", self.who.accepts_email
        if self.who.phone:
            yield "SMS", self.who.accepts_sms
