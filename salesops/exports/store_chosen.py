"""The exports of a store that feed a question, and what there is to say of them."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from salesops.exports import account
from salesops.exports.question import DATING
from salesops.exports.store import REJECTED
from salesops.exports.store_facts import Export, Facts
from salesops.queries.book import Reject
from salesops.queries.duck import Duck
from salesops.result import Rows, Source

_OF_TABLE = re.compile(r"[\d,]+ rows of (\w+) stand")


@dataclass(frozen=True)
class Chosen:
    """What of a store a question is about that needs these tables."""

    said: Facts
    needed: frozenset[str]

    @property
    def exports(self) -> list[Export]:
        """Those that fill some of them."""
        return [one for one in self.said.exports if self.needed & set(one.tables)]

    @property
    def filled(self) -> frozenset[str]:
        """The tables that some export fills."""
        return self.said.filled & self.needed

    def days_only(self, tables: Iterable[str]) -> bool:
        """Whether the exports that fill some of the tables state days without a time."""
        wanted = set(tables)
        return all(one.days_only for one in self.exports if wanted & set(one.tables))

    def sources(self) -> tuple[Source, ...]:
        """The exports as the head of an answer names them."""
        return tuple(Source(one.name, one.source, one.total) for one in self.exports)

    def rows(self, excluded: Mapping[str, Mapping[str, int]] | None = None) -> Rows:
        """In = used + excluded + rejected; what the question itself excludes is told by file."""
        reasons: Counter[str] = Counter()
        for one in self.exports:
            of_bytes = {r: n for r, n in one.excluded.items() if r in account.OF_BYTES}
            reasons.update(
                one.excluded if excluded is None else {**of_bytes, **excluded.get(one.name, {})}
            )
        total = sum(one.total for one in self.exports)
        rejected = sum(one.rejected for one in self.exports)
        out = reasons.total()
        return Rows(total, total - out - rejected, out, rejected, dict(sorted(reasons.items())))

    def of_groups(self) -> list[str]:
        """Sentences on what was found while their files were settled."""
        groups = dict.fromkeys(str(one.group) for one in self.exports)
        every = (note for group in groups for note in self.said.notes.get(group, ()))
        return [note for note in dict.fromkeys(every) if self._is_about(note)]

    def _is_about(self, note: str) -> bool:
        """Whether a sentence of settling is about what was asked: a file, a table, or orders."""
        file = note.partition(": ")[0]
        if any(one.name == file for one in self.said.exports):
            return any(one.name == file for one in self.exports)
        if table := _OF_TABLE.match(note):
            return table[1] in self.filled
        return not DATING.isdisjoint(self.filled)

    def of_files(self) -> list[str]:
        """Sentences on how each was read."""
        return [note for one in self.exports for note in one.notes]

    def fingerprint(self) -> str:
        """A hash of their names and bytes, and of the SQL that read them."""
        whole = "\n".join(sorted(f"{e.name}:{e.sha256}:{e.read_by}" for e in self.exports))
        return hashlib.sha256(whole.encode("utf-8", "surrogateescape")).hexdigest()

    def rejects(self, duck: Duck) -> tuple[Reject, ...]:
        """Every rejected value with its line."""
        names = {one.name for one in self.exports if one.rejected}
        if not names:
            return ()
        found = duck.run(
            f'SELECT file, line, "column", value, reason FROM {REJECTED} '
            'ORDER BY file, line, "column"'
        ).tuples
        return tuple(Reject(*row) for row in found if row[0] in names)

    def written(self) -> dict[str, tuple[str, ...]]:
        """Each input column -> the headers that it stands under, with their files."""
        found: dict[str, tuple[str, ...]] = {}
        for one in self.exports:
            for name, places in one.written.items():
                found[name] = (*found.get(name, ()), *places)
        return found
