"""Books that tests of answers share: the same files, asked in the same way, are loaded once."""

import hashlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from salesops.exports import loader
from salesops.exports.catalogue import Catalogue, Recognised
from salesops.queries.book import Book

Key = tuple[Any, ...]


@contextmanager
def once() -> Iterator[None]:
    """Of two loadings that cannot differ, the second hands out what the first has loaded."""
    kept: dict[Key, Book] = {}
    load = loader.load

    def remembered(catalogue: Catalogue, needs: frozenset[str], may: frozenset[str]) -> Book:
        if not (catalogue.options.as_of or catalogue.settings.time.as_of):
            return load(catalogue, needs, may)  # as of now, which is another by then
        key = _key(catalogue, needs, may)
        if key not in kept:
            kept[key] = book = load(catalogue, needs, may)
            stack.callback(book.engine.close)
            book.engine.close = lambda: None  # type: ignore[method-assign]
        return kept[key]

    with ExitStack() as stack, pytest.MonkeyPatch.context() as patch:
        patch.setattr(loader, "load", remembered)
        yield


def _key(catalogue: Catalogue, needs: frozenset[str], may: frozenset[str]) -> Key:
    """All that a loading hangs on: what the files hold and are called, and how they are asked."""
    options, settings = catalogue.options, catalogue.settings
    asked = replace(options, data=(), skip=(), fx=None)
    files = tuple(_file(catalogue, one) for one in catalogue.files)
    return repr(asked), _digest(options.fx), repr(replace(settings, path=None)), needs, may, files


def _file(catalogue: Catalogue, one: Recognised) -> Key:
    path, source = one.file.path, one.found.source
    return catalogue.name(path), catalogue.shop(path), str(source.sql.path), _digest(path)


def _digest(path: Path | None) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path else ""
