"""What enthusiasts build: some orders within weeks, then silence; most in spring and autumn."""

from datetime import date, timedelta

from store_dice import Dice
from store_people import Person

# A garage is too hot in summer and too cold in winter.
BUILDING_MONTHS = (3, 4, 5, 9, 10, 11)
# Of a hundred returning buyers, how many come for a project: in these months, and in the others.
_BUILDING, _OTHERWISE = 640, 330
# Of those, how many begin a new one after a rest.
_BEGIN, _BEGIN_OTHERWISE = 210, 40
# Days a project lasts, and days until the next one can begin.
_LASTS, _LASTS_SPREAD = 18, 25
_REST = timedelta(days=75)


class Projects:
    """Who builds something now, and who could begin again."""

    def __init__(self) -> None:
        self._ends: dict[Person, date] = {}
        self._leaves: dict[Person, date] = {}
        self._building: list[Person] = []
        self._rested: list[Person] = []

    def open(self, day: date) -> None:
        """Sort everybody for a new day."""
        self._building = [person for person, end in self._ends.items() if end >= day]
        self._rested = [
            person
            for person, end in self._ends.items()
            if end + _REST < day <= self._leaves[person]
        ]

    def visitor(self, day: date, dice: Dice) -> Person | None:
        """Return who comes for a project, if the next returning buyer is such a one."""
        season = day.month in BUILDING_MONTHS
        if not dice.chance(_BUILDING if season else _OTHERWISE):
            return None
        begins = dice.chance(_BEGIN if season else _BEGIN_OTHERWISE)
        pool = self._rested if begins and self._rested else self._building
        return dice.pick(pool) if pool else None

    def remember(self, person: Person, day: date) -> None:
        """Begin a project with this order, unless one is under way."""
        self._leaves.setdefault(person, day + timedelta(days=person.stays))
        if self._ends.get(person, date.min) < day:
            lasts = _LASTS + (person.number + day.toordinal()) % _LASTS_SPREAD
            self._ends[person] = day + timedelta(days=lasts)
