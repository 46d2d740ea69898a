"""What a bad file is and what is right for the person who has it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Make = bytes | dict[str, bytes] | Callable[[Path], list[str]]
"""The bytes of one file, of several in one folder, or what makes them and says what to check."""

OK, FINDINGS, UNSETTLED, REFUSED, RETRY = 0, 1, 2, 3, 75


@dataclass(frozen=True)
class Case:
    """One case. Its expectation is what a user needs, whatever the code happens to do."""

    id: str
    how: str
    """What is in it, and which system writes such a file."""
    make: Make
    exit: int = OK
    level: str = "ok"
    """The gravest outcome; several that are right are parted by a bar."""
    check: str = ""
    """The check that must fail; any of several parted by a bar."""
    rows: int | None = 6
    sum: str | None = "259.00"
    """The truth of `amount`: what an exit of 0 must have read."""
    new: bool = False
    """Of a kind that the given corpus lacks."""
    contract: str = "strict"
    name: str = "orders.csv"
    accept: tuple[int, ...] = ()
    """Exits that are right as well."""
    options: tuple[str, ...] = ()
    line: int | None = None
    """A physical line that the offending rows must name."""
    holds: bool = False
    """The sum is the truth although the check fails: what is no data is in no sum."""
    probes: tuple[tuple[str, str], ...] = ()
    """SQL over the table as `$T`, and the text of its one value: held where the exit is 0."""

    @property
    def exits(self) -> tuple[int, ...]:
        """Every exit that is right."""
        return (self.exit, *self.accept)


def files(case: Case, folder: Path) -> list[str]:
    """Write a case's files into an empty folder; the paths to name on the command line."""
    if callable(case.make):
        return case.make(folder)
    if isinstance(case.make, bytes):
        (folder / case.name).write_bytes(case.make)
        return [str(folder / case.name)]
    for name, data in case.make.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return [str(folder)]
