"""The blocks of a page ask the same exports again and again: they are loaded once."""

from typing import Any

import pytest

from salesops.exports import loader
from salesops.queries.book import Book

_Key = tuple[Any, ...]


@pytest.fixture(autouse=True)
def loaded_once(monkeypatch):
    """A loading of the same files, options and settings is handed out again within a test."""
    kept: dict[_Key, Book] = {}
    closes = []
    load = loader.load

    def remembered(catalogue, needs, may):
        key = _key(catalogue, needs, may)
        if key not in kept:
            book = load(catalogue, needs, may)
            closes.append(book.engine.close)
            book.engine.close = lambda: None
            kept[key] = book
        return kept[key]

    monkeypatch.setattr(loader, "load", remembered)
    yield
    for close in closes:
        close()


def _key(catalogue, needs, may) -> _Key:
    chosen = catalogue.feeding(needs, may)
    files = tuple((f.path, f.path.stat().st_mtime_ns, f.path.stat().st_size) for f, _ in chosen)
    return repr(catalogue.options), repr(catalogue.settings), needs, may, files
