"""Answers sales questions from folders of exports.

In a notebook::

    import salesops
    from salesops.commands.sales.pulse import pulse

    with salesops.open("exports", as_of="data") as db:
        report = pulse(db, since="7d")
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from os import PathLike

    from salesops.queries.database import Database

__version__ = "0.1.0"


def open(  # noqa: A001 - as in pathlib and gzip
    *data: "str | PathLike[str]",
    config: "str | PathLike[str] | None" = None,
    as_of: str | None = None,
    zone: str | None = None,
    currency: str | None = None,
) -> "Database":
    """The exports under these paths, ready to be asked; close it, or use it as a context manager.

    Args:
        data: Folders or files of exports.
        config: A salesops.toml; without one the defaults count.
        as_of: The question's now on the store's clock: a stamp, `now` or `data`.
        zone: The store's zone; without one, stamps are taken as written.
        currency: Only orders in this currency.

    Raises:
        SalesopsError: as the command line says it, with its exit code.
    """
    from pathlib import Path

    from salesops import commands, settings
    from salesops.exports import loader
    from salesops.exports.asking import Options
    from salesops.exports.catalogue import Catalogue
    from salesops.queries.database import Database

    said = settings.read(Path(config), commands.names()) if config else settings.Settings()
    paths = tuple(Path(path) for path in data)
    catalogue = Catalogue(Options(paths, as_of=as_of, zone=zone, currency=currency), said)
    return Database(lambda needs, may: loader.load(catalogue, needs, may), said)
