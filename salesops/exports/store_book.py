"""A question's book from a store: its tables as they stand there, or as the question needs them."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from salesops.errors import InputError, UsageError
from salesops.exports import account, canonical, crm
from salesops.exports.asking import Options, zone_of
from salesops.exports.loader import ALWAYS, said_of
from salesops.exports.question import DATING, Question, Reach, Told
from salesops.exports.store import facts, opened, standing, whole
from salesops.exports.store_chosen import Chosen
from salesops.exports.store_facts import Facts
from salesops.queries.book import Book, View
from salesops.queries.duck import Duck, identifier
from salesops.settings import Settings

_PRICED = frozenset({"orders", *crm.ABOUT})
"""Tables whose currency is that of the question."""
_APART = """
SELECT count(*) > 0 FROM payments AS p INNER JOIN orders AS o
ON p.shop_id = o.shop_id AND ltrim(p.order_no, '#') = ltrim(o.order_no, '#')
AND p.currency <> o.currency
"""
"""Whether rates would have changed which order a payment is of (`link_payments` in sql/load)."""


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
        said = facts(duck, store)
        return _Asked(store, options, settings, duck, said, Chosen(said, needs | may)).book(needs)
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
    chosen: Chosen

    @property
    def filled(self) -> frozenset[str]:
        return self.chosen.filled

    def book(self, needs: frozenset[str]) -> Book:
        self._refuse(needs)
        said, options, chosen = self.said, self.options, self.chosen
        stand = standing(self.duck, "book")
        for name in sorted({*chosen.needed, *ALWAYS}):
            if name not in self.filled:  # not what others may have asked for
                self.duck.run(canonical.tables()[name].ddl)
        told, rows = self._as_it_stands(), chosen.rows()
        views = {name: View(made, None) for name, made in said.views.items()}
        if told is None:
            told, views = self._anew(stand), {}
            rows = chosen.rows(account.by_file(self.duck))
        return Book(
            engine=self.duck,
            tables=chosen.needed,
            filled=self.filled,
            as_of=told.as_of,
            zone=said.label,
            currency=told.currency,
            reach=told.reach,
            reach_of_deals=told.reach_of_deals,
            filtered=bool(options.where),
            sources=chosen.sources(),
            rows=rows,
            notes=(*chosen.of_groups(), *told.notes, *said_of(rows), *chosen.of_files()),
            fingerprint=chosen.fingerprint(),
            rejects=chosen.rejects(self.duck),
            written=chosen.written(),
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

    def _question(self) -> Question:
        return Question(
            self.options,
            self.settings,
            self.said.zone,
            self.said.minutes,
            self.chosen.needed,
            self.filled,
            self.chosen.days_only,
        )

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
            every = f"SELECT * FROM book.{identifier(whole(name, stand))}"
            self.duck.run(f"CREATE TABLE {identifier(name)} AS {every}")
        self.duck.run("CREATE TABLE excluded AS SELECT * FROM book.excluded")
        if self.options.fx and self.duck.value(_APART):
            raise UsageError(
                f"payments in {self.store} name orders that are in another currency, which only "
                "--fx at loading would join: ask the exports themselves, with --data"
            )
        return self._question().put(self.duck)
