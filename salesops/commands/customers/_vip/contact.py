"""How somebody is called and may be written to."""

from collections.abc import Iterator
from dataclasses import dataclass

from salesops.commands import consent
from salesops.commands.customers._vip.rows import Order, Person


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
        """The ways they agreed to, else why there is none."""
        return consent.write_by(self._ways())

    def _ways(self) -> Iterator[tuple[str, bool | None]]:
        if self.who.email:
            yield "e-mail", self.who.accepts_email
        if self.who.phone:
            yield "SMS", self.who.accepts_sms
