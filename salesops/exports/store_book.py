"""A question's book from a store: its tables as they stand there, or as the question needs them."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from salesops.errors import InputError, UsageError
from salesops.exports import account, canonical, crm
from salesops.exports.asking import Options, zone_of
from salesops.exports.loader import ALWAYS, said_of
from salesops.exports.question import DATING, Question, Reach, Told
from salesops.exports.store import REJECTED, WHOLE, Export, Facts, facts, opened
from salesops.queries.book import Book, Reject, View
from salesops.queries.duck import Duck, identifier
from salesops.result import Rows, Source
from salesops.settings import Settings

_PRICED = frozenset({"orders", *crm.ABOUT})
"""Tables whose currency is that of the question."""
_APART = """
SELECT count(*) > 0 FROM payments AS p INNER JOIN orders AS o
ON p.shop_id = o.shop_id AND ltrim(p.order_no, '#') = ltrim(o.order_no, '#')
AND p.currency <> o.currency
"""
"""Whether rates would have changed which order a payment is of (`link_payments` in sql/load)."""
_OF_TABLE = re.compile(r"[\d,]+ rows of (\w+) stand")


def book(
    store: Path, options: Options, settings: Settings, needs: frozenset[str], may: frozenset[str]
) -> Book:
    """The tables that a question needs, and those that it may use.

    Raises:
        InputError: nothing that was loaded feeds a table that is needed, or the file is damaged.
        UsageError: it was loaded on another clock, or in a way that cannot be undone.
    """
    duck = opened(store, options.memory)
    try:
        return _Asked(store, options, settings, duck, facts(duck, store), needs | may).book(needs)
    except BaseException:
        duck.close()
        raise


@dataclass(frozen=True)
class _Asked:
    store: Path
    options: Options
    settings: Settings
    duck: Duck
    said: Facts
    needed: frozenset[str]

    def book(self, needs: frozenset[str]) -> Book:
        self._refuse(needs)
        said, options = self.said, self.options
        stand = {row[0] for row in self.duck.run("SELECT table_name FROM duckdb_tables()").tuples}
        for name in sorted({*self.needed, *ALWAYS}):
            if name not in self.filled:  # not what others may have asked for
                self.duck.run(canonical.tables()[name].ddl)
        told = self._as_it_stands()
        rows = self._rows()
        views = {name: View(made, None) for name, made in said.views.items()}
        if told is None:
            told, views = self._anew(stand), {}
            rows = self._rows_anew()
        return Book(
            engine=self.duck,
            tables=self.needed,
            filled=self.filled,
            as_of=told.as_of,
            zone=said.label,
            currency=told.currency,
            reach=told.reach,
            reach_of_deals=told.reach_of_deals,
            filtered=bool(options.where),
            sources=tuple(Source(one.name, one.source, one.total) for one in self.chosen),
            rows=rows,
            notes=(*self._notes(), *told.notes, *said_of(rows), *self._of_files()),
            fingerprint=self._fingerprint(),
            rejects=self._rejects(),
            written=self._written(),
            own_sources=tuple(map(Path, said.own_sources)),
            where=tuple(f"{one.column}={one.value}" for one in options.where),
            converted=options.fx is not None,
            moving=said.minutes if told.moving else None,
            later=told.later > 0,
            views=views,
        )

    def _refuse(self, needs: frozenset[str]) -> None:
        zone = zone_of(self.options, self.settings)
        if zone is not None and zone != self.said.zone:
            was = self.said.zone or "no zone"
            raise UsageError(
                f"{self.store} was loaded with {was}, and {zone} is asked for: load into another "
                f"store with --tz {zone}"
            )
        if missing := needs - self.said.filled:
            feeds = f"feeds {' or '.join(sorted(missing))}"
            error = InputError(
                f"nothing that was loaded into {self.store} {feeds}: load an export that does "
                "(salesops sources says which would)"
            )
            error.lacking = f"no export {feeds}; salesops sources says which would"
            raise error

    @property
    def filled(self) -> frozenset[str]:
        return self.said.filled & self.needed

    @property
    def chosen(self) -> list[Export]:
        return [one for one in self.said.exports if self.needed & set(one.tables)]

    def _question(self) -> Question:
        return Question(
            self.options,
            self.settings,
            self.said.zone,
            self.said.minutes,
            self.needed,
            self.filled,
            self._days_only,
        )

    def _days_only(self, tables: Iterable[str]) -> bool:
        wanted = set(tables)
        return all(one.days_only for one in self.chosen if wanted & set(one.tables))

    def _as_it_stands(self) -> Told | None:
        """What is told of the tables as they were kept; None where the question changes them."""
        found = {c for t in self.filled for c in self.said.currencies.get(t, ())}
        wanted = self.options.currency
        if self.options.where or self.options.fx:
            return None
        if len(found) > 1 or (found and self.said.unstated):
            return None
        if wanted not in {None, *found} or (self.settings.sales.currency and not found):
            return None
        question = self._question()
        reach = question.whole_days(DATING, self._reach(DATING))
        of_deals = question.whole_days(crm.TABLES, self._reach(crm.TABLES))
        as_of, moving = question.as_of(reach or of_deals)
        if any(self.said.latest.get(table, as_of.min) >= as_of for table in self.filled):
            return None
        of_sales = [c for t in _PRICED & self.filled for c in self.said.currencies.get(t, ())]
        return Told(next(iter(of_sales), None), as_of, moving, reach, of_deals, 0, ())

    def _reach(self, tables: Iterable[str]) -> Reach:
        known = [self.said.reach[t] for t in tables if t in self.filled and t in self.said.reach]
        return (min(low for low, _ in known), max(high for _, high in known)) if known else None

    def _anew(self, stand: set[str]) -> Told:
        """The tables as they were before anything was set aside, and what the question leaves."""
        for name in sorted(self.filled):
            was = f"{WHOLE}{name}" if f"{WHOLE}{name}" in stand else name
            table = identifier(name)
            self.duck.run(f"CREATE TABLE {table} AS SELECT * FROM book.{identifier(was)}")
        self.duck.run("CREATE TABLE excluded AS SELECT * FROM book.excluded")
        if self.options.fx and self.duck.value(_APART):
            raise UsageError(
                f"payments in {self.store} name orders that are in another currency, which only "
                "--fx at loading would join: ask the exports themselves, with --data"
            )
        return self._question().put(self.duck)

    def _rows(self) -> Rows:
        reasons: dict[str, int] = {}
        for one in self.chosen:
            for reason, count in one.excluded.items():
                reasons[reason] = reasons.get(reason, 0) + count
        return _balanced(self.chosen, dict(sorted(reasons.items())))

    def _rows_anew(self) -> Rows:
        counted = account.by_file(self.duck)
        reasons: dict[str, int] = {}
        for one in self.chosen:
            told = counted.get(one.name, {})
            kept = {r: n for r, n in one.excluded.items() if r in account.OF_BYTES}
            for reason, count in (*told.items(), *kept.items()):
                reasons[reason] = reasons.get(reason, 0) + count
        return _balanced(self.chosen, reasons)

    def _notes(self) -> list[str]:
        groups = dict.fromkeys(str(one.group) for one in self.chosen)
        every = (note for group in groups for note in self.said.notes.get(group, ()))
        return [note for note in dict.fromkeys(every) if self._is_about(note)]

    def _is_about(self, note: str) -> bool:
        """Whether a sentence of settling is about what was asked: a file, a table, or orders."""
        file = note.partition(": ")[0]
        if any(one.name == file for one in self.said.exports):
            return any(one.name == file for one in self.chosen)
        if table := _OF_TABLE.match(note):
            return table[1] in self.filled
        return not DATING.isdisjoint(self.filled)

    def _of_files(self) -> list[str]:
        return [note for one in self.chosen for note in one.notes]

    def _fingerprint(self) -> str:
        whole = "\n".join(sorted(f"{e.name}:{e.sha256}:{e.read_by}" for e in self.chosen))
        return hashlib.sha256(whole.encode("utf-8", "surrogateescape")).hexdigest()

    def _rejects(self) -> tuple[Reject, ...]:
        if not any(one.rejected for one in self.chosen):
            return ()
        names = {one.name for one in self.chosen}
        found = self.duck.run(
            f'SELECT file, line, "column", value, reason FROM {REJECTED} '
            'ORDER BY file, line, "column"'
        ).tuples
        return tuple(Reject(*row) for row in found if row[0] in names)

    def _written(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for one in self.chosen:
            for name, places in one.written.items():
                found[name] = (*found.get(name, ()), *places)
        return found


def _balanced(chosen: Iterable[Export], reasons: Mapping[str, int]) -> Rows:
    every = list(chosen)
    total = sum(one.total for one in every)
    rejected = sum(one.rejected for one in every)
    excluded = sum(reasons.values())
    return Rows(total, total - excluded - rejected, excluded, rejected, dict(reasons))
