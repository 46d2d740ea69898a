"""Public holidays by name, and the days around them."""

import difflib
from collections.abc import Mapping
from datetime import date

import numpy as np

from salesops.errors import UsageError
from salesops.models.forecast.panel import Days, Freq, Mask

_AROUND = ((0, ""), (-1, ", day before"), (1, ", day after"))


def events(country: str, dates: Days, freq: Freq) -> Mapping[str, Mask]:
    """Where each holiday falls: its day and those around it, or the week that holds it.

    Args:
        country: `DE`, or with a part of it `DE-BY`.
        dates: The first days of the periods.
        freq: Months have none: a month holds the same ones every year, but for a few.

    Raises:
        UsageError: an unknown country or part, or the extra is not installed.
    """
    if freq is Freq.MONTH or not len(dates):
        _calendar(country, [])
        return {}
    years = dates.astype("datetime64[Y]").astype(int) + 1970
    found = _calendar(country, [*range(int(years[0]) - 1, int(years[-1]) + 2)])
    masks: dict[str, Mask] = {}
    for day, named in sorted(found.items()):
        for name in named.split("; "):
            _mark(masks, name, np.datetime64(day), dates, freq)
    return masks


def days_of(marked: Mapping[str, Mask]) -> Mapping[str, Mask]:
    """The holidays themselves, without the days around them."""
    around = tuple(word for _, word in _AROUND if word)
    return {name: mask for name, mask in marked.items() if not name.endswith(around)}


def _mark(masks: dict[str, Mask], name: str, day: np.datetime64, dates: Days, freq: Freq) -> None:
    around = _AROUND if freq is Freq.DAY else _AROUND[:1]
    for days, word in around:
        at = int(np.searchsorted(dates, day + days, side="right")) - 1
        length = 1 if freq is Freq.DAY else 7
        if at >= 0 and day + days < dates[at] + length:
            masks.setdefault(name + word, np.zeros(len(dates), dtype=bool))[at] = True


def _calendar(country: str, years: list[int]) -> Mapping[date, str]:
    try:
        import holidays
        from holidays.registry import COUNTRIES
    except ImportError:
        raise UsageError(
            "--holidays needs the calendars of an extra: pip install 'salesops[holidays]'"
        ) from None
    code, _, part = country.strip().partition("-")
    there = holidays.list_supported_countries(include_aliases=False)
    if code.upper() not in there:
        names = {word.lower(): words[1] for words in COUNTRIES.values() for word in words}
        raise UsageError(f"--holidays {country}: {_near(code, names)}")
    code, parts = code.upper(), {one.lower(): one for one in there[code.upper()]}
    if part and part.lower() not in parts:
        known = f"there are {', '.join(parts.values())}" if parts else "it has none"
        raise UsageError(f"--holidays {country}: {code} has no part {part}; {known}")
    found: Mapping[date, str] = holidays.country_holidays(
        code, subdiv=parts.get(part.lower()), years=years, language="en_US"
    )
    return found


def _near(code: str, names: Mapping[str, str]) -> str:
    """The country that may be meant."""
    word = code.strip().lower().replace(" ", "_")
    near = [names[word]] if word in names else []
    near += [names[one] for one in difflib.get_close_matches(word, names, 1)]
    hint = f"; did you mean {near[0]}?" if near else ""
    return f"name a country by its two letters, as DE or DE-BY{hint}"
