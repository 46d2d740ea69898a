"""Files that many tests read alike, as the sample of which each plant changes one, are staged once.

What is kept is the text of a file and how its columns are read; all that follows is done anew.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
import shared_engine

from salesops.exports import loader
from salesops.exports.bytes_seen import Seen
from salesops.exports.inspect import File
from salesops.exports.opening import How
from salesops.exports.raw import Raw
from salesops.exports.recognise import Match
from salesops.queries.duck import Duck

LARGE = 10_000
"""Bytes from which to copy what is kept costs less than to read the file again."""
Key = tuple[object, ...]
_opened = loader.opened
_met: set[Key] = set()
_kept: dict[Key, tuple[str, Raw]] = {}
"""What was met twice, by all that it hangs on: the table where its text is, and its readings."""


@contextmanager
def once() -> Iterator[None]:
    """Of files that cannot be read differently, the third and all further are copies."""
    with shared_engine.shared(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(loader, "opened", _copied)
        yield


def _copied(duck: Duck, table: str, file: File, seen: Seen, found: Match, how: How) -> Raw:
    key = _key(seen, found, how)
    if key in _kept and isinstance(duck._con, shared_engine.Lent):
        copy, raw = _kept[key]
        duck.run(f"CREATE TABLE {table} AS FROM {copy}")
        path = seen.path.resolve()
        return replace(raw, table=table, path=path, name=how.name, shop=how.shop, match=found)
    raw = _opened(duck, table, file, seen, found, how)
    plain = not raw.ragged and not raw.apart and raw.path == seen.path.resolve()
    if plain and seen.size > LARGE and isinstance(duck._con, shared_engine.Lent):
        if key in _met:
            _kept[key] = (duck._con.keep(table), raw)
        _met.add(key)
    return raw


def _key(seen: Seen, found: Match, how: How) -> Key:
    """All that the staged text and its readings hang on."""
    asked = replace(how, name="", shop="")
    places = tuple(found.places.items())
    return seen.digest, str(found.source.sql.path), found.input.name, found.header, places, asked
