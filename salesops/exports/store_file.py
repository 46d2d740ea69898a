"""Writing the file of a store: the rows of what was loaded beside those that stay."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from salesops.errors import SalesopsError
from salesops.exports import account, beside, settle, shelf
from salesops.exports.asking import now
from salesops.exports.store import REJECTED, SAID, WHOLE, standing
from salesops.exports.store_account import New
from salesops.exports.store_facts import Facts
from salesops.exports.store_staying import STAYS, leave_only
from salesops.queries.duck import Duck, identifier
from salesops.settings import Settings

_REJECTED = '(file VARCHAR, line BIGINT, "column" VARCHAR, value VARCHAR, reason VARCHAR)'


def loader(settings: Settings) -> str:
    """A hash of all that decides how a file is read, but for the file and the zone."""
    said = (
        settings.time.date_order,
        settings.encodings,
        settings.sheets,
        settings.sources,
        settings.shops,
    )
    digest = hashlib.sha256(repr((shelf.loader(), said)).encode("utf-8", "surrogateescape"))
    for path in shelf.users(settings):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def written(new: New, zone: str | None, how: str) -> Facts:
    """Write the rows; what there is to say of the whole store, which `how` loads."""
    stand = _leave_what_stays(new)
    loaded = now(zone, new.gathered.clock.latest_minutes).replace(microsecond=0)
    _Rows(new, stand).add()
    exports = (*new.kept, *new.exports(loaded))
    facts = new.facts(exports, zone, how)
    _reconcile(facts, _seen(new, facts))
    return facts


def _leave_what_stays(new: New) -> set[str]:
    """Take out all rows of other files, and the views; the tables that stand."""
    duck = new.duck
    leave_only(duck, [one.name for one in new.kept])
    stand = standing(duck)
    for view in new.before.views if new.before else ():
        duck.run(f"DROP TABLE IF EXISTS kept.{identifier(view)}")
        stand.discard(view)
    for name in stand - {SAID}:
        column = "file" if name == REJECTED else "source_file"
        gone = f"{column} NOT IN (SELECT name FROM staying)"
        duck.run(f"DELETE FROM kept.{identifier(name)} WHERE {gone}")
    return stand


@dataclass(frozen=True)
class _Rows:
    """What was loaded, on its way into the file."""

    new: New
    stand: set[str]
    """The tables in it."""

    @property
    def duck(self) -> Duck:
        return self.new.duck

    def add(self) -> None:
        """Add all rows as they are, and then part those that no question sees."""
        filled = self.new.gathered.filled
        counts = {name: _count(self.duck, name) for name in sorted(filled)}
        for name in counts:
            self._add(name)
        self._add("excluded", account.TABLES["excluded"])
        settle.set_aside(self.duck, filled, datetime.max, None, (), converted=False)  # noqa: DTZ901 - the store's own clock
        beside.set_aside(self.duck, filled, datetime.max, None)  # noqa: DTZ901
        for name, was in counts.items():
            changed = was != _count(self.duck, name) or (name == "deals" and len(filled) > 1)
            self._part_whole(name, changed=changed)
        self._reject()

    def _add(self, name: str, columns: str = "") -> None:
        table = identifier(name)
        if name not in self.stand:
            made = f"({columns})" if columns else f"AS SELECT * FROM memory.main.{table} LIMIT 0"
            self.duck.run(f"CREATE TABLE kept.{table} {made}")
            self.stand.add(name)
        self.duck.run(f"INSERT INTO kept.{table} BY NAME SELECT * FROM memory.main.{table}")

    def _part_whole(self, name: str, *, changed: bool) -> None:
        """Keep the rows that were set aside, or changed, beside those that questions see."""
        duck, table, whole = self.duck, identifier(name), f"{WHOLE}{name}"
        if whole in self.stand:
            duck.run(f"INSERT INTO kept.{whole} SELECT * FROM kept.{table} WHERE NOT {STAYS}")
        elif changed:
            duck.run(f"CREATE TABLE kept.{whole} AS SELECT * FROM kept.{table}")
            self.stand.add(whole)
        if changed:
            duck.run(f"DELETE FROM kept.{table} WHERE NOT {STAYS}")
            duck.run(f"INSERT INTO kept.{table} BY NAME SELECT * FROM memory.main.{table}")

    def _reject(self) -> None:
        if REJECTED not in self.stand:
            self.duck.run(f"CREATE TABLE kept.{REJECTED} {_REJECTED}")
        found = account.rejects(self.duck, list(self.new.raws))
        if found:
            columns = ("file", "line", "column", "value", "reason")
            self.duck.run(
                f"INSERT INTO kept.{REJECTED} SELECT "
                + ", ".join(f"unnest(${one}_of)" for one in columns),
                {f"{one}_of": [getattr(reject, one) for reject in found] for one in columns},
            )


def _count(duck: Duck, table: str) -> int:
    """The rows that were loaded into a table."""
    found: int = duck.value(f"SELECT count(*) FROM memory.main.{identifier(table)}")
    return found


def _seen(new: New, facts: Facts) -> dict[str, int]:
    """Rows of each table by what stayed and what was added."""
    stayed = {
        name: new.duck.value(f"SELECT count(*) FROM kept.{identifier(name)} WHERE {STAYS}")
        for name in facts.rows
    }
    added = {name: _count(new.duck, name) for name in facts.rows.keys() & new.gathered.filled}
    return {name: stayed[name] + added.get(name, 0) for name in facts.rows}


def _reconcile(facts: Facts, seen: Mapping[str, int]) -> None:
    """In = used + excluded + rejected in each file, and the tables hold what was counted."""
    wrong = [one.name for one in facts.exports if one.used < 0]
    wrong += [name for name, count in facts.rows.items() if count != seen[name]]
    if wrong:
        raise SalesopsError(
            f"the rows of {wrong[0]} do not add up: nothing was changed; load with --anew and "
            "report it"
        )
