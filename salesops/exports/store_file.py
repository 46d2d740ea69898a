"""Writing the file of a store: rows by table, what is set aside, and what there is to say of it."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from salesops.assets import folder
from salesops.errors import SalesopsError
from salesops.exports import account, beside, settle, shelf, store, store_apart
from salesops.exports.asking import now
from salesops.exports.catalogue import filled as filled_by
from salesops.exports.loader import Gathered, days_only, zone_label
from salesops.exports.raw import Raw
from salesops.exports.store import REJECTED, SAID, WHOLE, Export, Facts
from salesops.exports.store_facts import Stamps
from salesops.exports.store_found import Lying
from salesops.queries.duck import Duck, identifier
from salesops.settings import Settings

_REJECTED = '(file VARCHAR, line BIGINT, "column" VARCHAR, value VARCHAR, reason VARCHAR)'
_STAYS = "source_file IN (SELECT name FROM staying)"


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


@dataclass(frozen=True)
class New:
    """What was loaded, and what of the store stays beside it."""

    duck: Duck
    raws: Sequence[Raw]
    gathered: Gathered
    lying: Mapping[str, Lying]
    kept: Sequence[Export]
    before: Facts | None

    def written(self, catalogue_zone: str | None, how: str) -> Facts:
        """Write rows beside those that stay; what there is to say of all of them."""
        duck = self.duck
        stand = self._leave_what_stays()
        counts = {name: self._count(name) for name in sorted(self.gathered.filled)}
        for name in counts:
            self._add(name, stand)
        self._add("excluded", stand, account.TABLES["excluded"])
        filled = self.gathered.filled
        settle.set_aside(duck, filled, datetime.max, None, (), converted=False)  # noqa: DTZ901 - the store's own clock
        beside.set_aside(duck, filled, datetime.max, None)  # noqa: DTZ901
        for name, count in counts.items():
            changed = count != self._count(name) or (name == "deals" and len(filled) > 1)
            self._part_whole(name, stand, changed=changed)
        self._reject(stand)
        loaded = now(catalogue_zone, self.gathered.clock.latest_minutes).replace(microsecond=0)
        exports = (*self.kept, *self._exports(loaded))
        facts = self._facts(exports, catalogue_zone, how)
        _reconcile(facts, self._seen(facts))
        return facts

    def _count(self, table: str) -> int:
        found: int = self.duck.value(f"SELECT count(*) FROM memory.main.{identifier(table)}")
        return found

    def _leave_what_stays(self) -> set[str]:
        """Take out all rows of other files, and the views; the tables that stand."""
        duck = self.duck
        store_apart.leave_only(duck, [one.name for one in self.kept])
        stand = {
            row[0]
            for row in duck.run(
                "SELECT table_name FROM duckdb_tables() WHERE database_name = 'kept'"
            ).tuples
        }
        for view in self.before.views if self.before and stand else ():
            duck.run(f"DROP TABLE IF EXISTS kept.{identifier(view)}")
            stand.discard(view)
        for name in stand - {SAID}:
            column = "file" if name == REJECTED else "source_file"
            gone = f"{column} NOT IN (SELECT name FROM staying)"
            duck.run(f"DELETE FROM kept.{identifier(name)} WHERE {gone}")
        return stand

    def _add(self, name: str, stand: set[str], columns: str = "") -> None:
        table = identifier(name)
        if name not in stand:
            made = f"({columns})" if columns else f"AS SELECT * FROM memory.main.{table} LIMIT 0"
            self.duck.run(f"CREATE TABLE kept.{table} {made}")
            stand.add(name)
        self.duck.run(f"INSERT INTO kept.{table} BY NAME SELECT * FROM memory.main.{table}")

    def _part_whole(self, name: str, stand: set[str], *, changed: bool) -> None:
        """Keep the rows that were set aside, or changed, beside those that questions see."""
        duck, table, whole = self.duck, identifier(name), f"{WHOLE}{name}"
        if whole in stand:
            duck.run(f"INSERT INTO kept.{whole} SELECT * FROM kept.{table} WHERE NOT {_STAYS}")
        elif changed:
            duck.run(f"CREATE TABLE kept.{whole} AS SELECT * FROM kept.{table}")
            stand.add(whole)
        if changed:
            duck.run(f"DELETE FROM kept.{table} WHERE NOT {_STAYS}")
            duck.run(f"INSERT INTO kept.{table} BY NAME SELECT * FROM memory.main.{table}")

    def _reject(self, stand: set[str]) -> None:
        if REJECTED not in stand:
            self.duck.run(f"CREATE TABLE kept.{REJECTED} {_REJECTED}")
        found = account.rejects(self.duck, list(self.raws))
        if found:
            columns = ("file", "line", "column", "value", "reason")
            self.duck.run(
                f"INSERT INTO kept.{REJECTED} SELECT "
                + ", ".join(f"unnest(${one}_of)" for one in columns),
                {f"{one}_of": [getattr(reject, one) for reject in found] for one in columns},
            )

    def _exports(self, loaded: datetime) -> list[Export]:
        excluded = account.by_file(self.duck)
        rejected = account.rejected_by_file(self.duck, self.raws)
        beside_ = [r.name for r in self.raws if set(filled_by(r.match)) - store_apart.FAMILY]
        groups = store_apart.groups(self.duck, self.lying, beside_)
        first = 1 + max((one.group for one in self.kept), default=0)
        return [
            Export(
                name=raw.name,
                path=lying.path,
                root=lying.root,
                stamp=lying.stamp,
                sha256=lying.sha256,
                source=raw.match.source.name,
                holds=raw.match.input.name,
                read_by=_hash(one.sql for one in raw.match.source.sql.statements),
                tables=filled_by(raw.match),
                loaded=loaded,
                total=raw.total,
                rejected=rejected[raw.name],
                excluded=excluded.get(raw.name, {}) | account.of_bytes(raw),
                days_only=days_only(raw),
                notes=(*account.of_files([raw]), *(f"{raw.name}: {n}" for n in raw.notes)),
                written=account.written([raw]),
                group=first + groups[raw.name],
            )
            for raw in self.raws
            for lying in [self.lying[raw.name]]
        ]

    def _facts(self, exports: tuple[Export, ...], zone: str | None, how: str) -> Facts:
        before, clock = self.before, self.gathered.clock
        alone = not self.kept or before is None
        mine = {str(one.group) for one in exports} - {str(one.group) for one in self.kept}
        notes = (
            {}
            if before is None
            else {
                group: said
                for group, said in before.notes.items()
                if group in {str(one.group) for one in self.kept}
            }
        )
        notes |= dict.fromkeys(mine, tuple(self.gathered.notes))
        tables = sorted({table for one in exports for table in one.tables})
        found = Stamps(self.duck, tables)
        return Facts(
            exports=tuple(sorted(exports, key=lambda one: one.name)),
            zone=zone,
            label=zone_label(zone, clock) if alone or before is None else before.label,
            minutes=clock.latest_minutes if alone or before is None else before.minutes,
            clocked=bool(clock.offset) or (before is not None and not alone and before.clocked),
            notes=notes,
            reach=found.reach(),
            latest=found.latest(),
            currencies=found.currencies(),
            unstated=found.unstated(),
            rows={t: found.value(f"SELECT count(*) FROM kept.{identifier(t)}") for t in tables},
            loader=how,
            gift_cards=store_apart.gift_cards(self.duck, self.gathered.filled),
            own_sources=tuple(
                sorted(
                    {
                        *(
                            str(r.match.source.sql.path)
                            for r in self.raws
                            if folder("sql") not in r.match.source.sql.path.parents
                        ),
                        *(before.own_sources if before and not alone else ()),
                    }
                )
            ),
            schema=store.schema(),
        )

    def _seen(self, facts: Facts) -> dict[str, int]:
        """Rows of each table by what stayed and what was added."""
        tables = facts.rows.keys() & self.gathered.filled
        stayed = {
            name: self.duck.value(f"SELECT count(*) FROM kept.{identifier(name)} WHERE {_STAYS}")
            for name in facts.rows
        }
        return {n: stayed[n] + (self._count(n) if n in tables else 0) for n in facts.rows}


def _hash(texts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()


def _reconcile(facts: Facts, seen: Mapping[str, int]) -> None:
    """In = used + excluded + rejected in each file, and the tables hold what was counted."""
    wrong = [one.name for one in facts.exports if one.used < 0]
    wrong += [name for name, count in facts.rows.items() if count != seen[name]]
    if wrong:
        raise SalesopsError(
            f"the rows of {wrong[0]} do not add up: nothing was changed; load with --anew and "
            "report it"
        )
