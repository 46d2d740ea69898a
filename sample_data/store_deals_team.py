"""The team for trade customers: nine reps, their quotas, and how new ones get up to speed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from store_clock import TODAY
from store_csv import Row, usd

REPS = "sales_rep,manager,team,territory,start_date,end_date,role,email,ramp_plan".split(",")
QUOTAS = ["rep", "period", "quota"]
NOW = (TODAY.year, TODAY.month)
RAMP = "25,50,75,100"
_PLAN = (25, 50, 75, 100)
# What a new rep really brings, in percent of an old one, by month.
_PACE = (33, 33, 66, 66, 96)


@dataclass(frozen=True)
class Rep:
    """One rep."""

    name: str
    team: str
    territory: str
    starts: date
    share: int
    """The quota, in percent of the team's usual one."""
    reaches: int
    """What is won, in percent of the quota."""
    loses: int
    """How many lost deals fall to this rep, against the others."""
    ends: date | None = None
    ramps: bool = False

    def months_in(self, year: int, month: int) -> int:
        """Return how many months after the first one that is."""
        return (year - self.starts.year) * 12 + month - self.starts.month

    def there(self, day: date) -> bool:
        """Say whether they work here on that day."""
        return self.starts <= day and (self.ends is None or day <= self.ends)

    def planned(self, year: int, month: int) -> int:
        """Return what part of the quota the ramp asks for, in percent."""
        return _of(_PLAN, self.months_in(year, month)) if self.ramps else 100

    def pace(self, year: int, month: int) -> int:
        """Return what part of an old rep's sales is to be expected, in percent."""
        return _of(_PACE, self.months_in(year, month)) if self.ramps else 100


def _of(steps: tuple[int, ...], months: int) -> int:
    return steps[min(months, len(steps) - 1)] if months >= 0 else 0


INSIDE, FIELD = "Inside", "Field"
MANAGERS = {INSIDE: "Judith Amsel", FIELD: "Roy Calder"}
TEAM = (
    Rep("Mia Landry", INSIDE, "Online", date(2021, 5, 3), 90, 106, 95),
    Rep("Owen Pratt", INSIDE, "Online", date(2022, 9, 12), 90, 96, 110),
    Rep("Tessa Boyd", INSIDE, "North", date(2023, 2, 6), 95, 101, 85),
    Rep("Caleb Stone", FIELD, "North", date(2019, 8, 19), 115, 108, 90),
    Rep("Ruth Ivers", FIELD, "North", date(2022, 3, 14), 105, 93, 120),
    Rep("Gavin Shaw", FIELD, "South", date(2020, 10, 5), 115, 103, 100),
    Rep("Lena Ortiz", FIELD, "South", date(2023, 6, 26), 105, 97, 105, ends=date(2026, 3, 31)),
    Rep("Simon Beck", INSIDE, "Online", date(2026, 1, 12), 90, 112, 95, ramps=True),
    Rep("Paula Reyes", FIELD, "South", date(2026, 4, 6), 105, 108, 105, ramps=True),
)
BY_NAME = {rep.name: rep for rep in TEAM}
# The usual quota of a month in cents, by quarter from 2025-Q1.
_LEVELS = (150_000, 560_000, 640_000, 700_000, 760_000, 800_000, 830_000)
_ROUND = 10_000


def quota(rep: Rep, year: int, month: int) -> int:
    """Return the month's quota in cents; the ramp is not in it."""
    level = _LEVELS[(year - 2025) * 4 + (month - 1) // 3]
    return level * rep.share // 100 // _ROUND * _ROUND


def works(rep: Rep, year: int, month: int) -> bool:
    """Say whether they work here at some time of that month."""
    return rep.months_in(year, month) >= 0 and (
        rep.ends is None or (year, month) <= (rep.ends.year, rep.ends.month)
    )


def months() -> Iterator[tuple[int, int]]:
    """Yield every year and month of the deals."""
    year, month = 2025, 1
    while (year, month) <= NOW:
        yield year, month
        year, month = year + month // 12, month % 12 + 1


def rep_rows() -> Iterator[Row]:
    """Yield the list of reps."""
    for rep in TEAM:
        yield {
            "sales_rep": rep.name,
            "manager": MANAGERS[rep.team],
            "team": rep.team,
            "territory": rep.territory,
            "start_date": rep.starts.isoformat(),
            "end_date": rep.ends.isoformat() if rep.ends else "",
            "role": "Account executive" if rep.team == FIELD else "Inside sales",
            "email": rep.name.lower().replace(" ", ".") + "@example.com",
            "ramp_plan": RAMP if rep.ramps else "",
        }


def quota_rows() -> Iterator[Row]:
    """Yield each rep's quota of each month they are there."""
    for year, month in months():
        for rep in TEAM:
            if works(rep, year, month):
                yield {
                    "rep": rep.name,
                    "period": f"{year}-{month:02}",
                    "quota": usd(quota(rep, year, month)),
                }
