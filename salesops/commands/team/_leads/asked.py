"""What the user of leads asked for."""

from dataclasses import dataclass

from salesops.commands.deal_window import all_unasked

BY = {
    "source": "source",
    "owner": "rep",
    "manager": "manager",
    "team": "team",
    "campaign": "campaign",
    "country": "country",
    "industry": "industry",
    "rating": "rating",
    "status": "status",
    "month": "month",
}
"""What may be asked for, and what it is called."""
DEFAULT = ("source", "owner")


@dataclass(frozen=True)
class Asked:
    """What the user asked for."""

    by: str | None
    top: int
    since: str | None
    until: str | None
    period: str | None

    @property
    def every(self) -> bool:
        """All that is loaded: there also what has no day counts."""
        return all_unasked(self.since, self.until, self.period)
