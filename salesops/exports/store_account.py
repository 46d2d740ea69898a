"""What there is to say of a store: of the exports that were loaded, and of all that are in it."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from salesops.assets import folder
from salesops.exports import account, store_apart, store_names
from salesops.exports.catalogue import filled as filled_by
from salesops.exports.loader import Gathered, days_only, zone_label
from salesops.exports.raw import Raw
from salesops.exports.store_facts import Export, Facts, schema
from salesops.exports.store_found import Lying
from salesops.exports.store_stamps import Stamps
from salesops.exports.store_staying import FAMILY
from salesops.queries.duck import Duck, identifier


@dataclass(frozen=True)
class New:
    """What was loaded, and what of the store stays beside it."""

    duck: Duck
    raws: Sequence[Raw]
    gathered: Gathered
    lying: Mapping[str, Lying]
    kept: Sequence[Export]
    before: Facts | None
    """Of the store that the kept ones are of; None where none is kept."""

    def exports(self, loaded: datetime) -> list[Export]:
        """What was loaded, with the account of its rows."""
        excluded = account.by_file(self.duck)
        rejected = account.rejected_by_file(self.duck, self.raws)
        beside_ = [r.name for r in self.raws if set(filled_by(r.match)) - FAMILY]
        groups = store_names.groups(self.duck, self.lying, beside_)
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

    def facts(self, exports: Sequence[Export], zone: str | None, loader: str) -> Facts:
        """What holds of all rows, which stand in the file already."""
        before, clock = self.before, self.gathered.clock
        tables = sorted({table for one in exports for table in one.tables})
        found = Stamps(self.duck, tables)
        return Facts(
            exports=tuple(sorted(exports, key=lambda one: one.name)),
            zone=zone,
            label=before.label if before else zone_label(zone, clock),
            minutes=before.minutes if before else clock.latest_minutes,
            clocked=bool(clock.offset) or (before is not None and before.clocked),
            notes=self._notes(exports),
            reach=found.reach(),
            latest=found.latest(),
            currencies=found.currencies(),
            unstated=found.unstated(),
            rows={t: found.value(f"SELECT count(*) FROM kept.{identifier(t)}") for t in tables},
            loader=loader,
            gift_cards=store_apart.gift_cards(self.duck, self.gathered.filled),
            own_sources=self._own_sources(),
            schema=schema(),
        )

    def _notes(self, exports: Iterable[Export]) -> dict[str, tuple[str, ...]]:
        """By group what was found while its files were settled."""
        kept = {str(one.group) for one in self.kept}
        stay = self.before.notes.items() if self.before else ()
        mine = {str(one.group) for one in exports} - kept
        return {group: said for group, said in stay if group in kept} | dict.fromkeys(
            mine, tuple(self.gathered.notes)
        )

    def _own_sources(self) -> tuple[str, ...]:
        """The user's own source files."""
        read = {raw.match.source.sql.path for raw in self.raws}
        own = {str(path) for path in read if folder("sql") not in path.parents}
        return tuple(sorted(own.union(self.before.own_sources if self.before else ())))


def _hash(texts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()
