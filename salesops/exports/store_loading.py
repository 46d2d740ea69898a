"""What is new and changed is loaded into a store, and whatever of the rest that touches."""

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from salesops.atomic import sync
from salesops.errors import InputError, UsageError
from salesops.exports import (
    loader,
    store,
    store_apart,
    store_file,
    store_found,
    store_names,
    store_staying,
    store_views,
)
from salesops.exports.asking import Options, zone_of
from salesops.exports.catalogue import Catalogue, nearness
from salesops.exports.catalogue import filled as filled_by
from salesops.exports.recognise import Near
from salesops.exports.store_account import New
from salesops.exports.store_facts import Export, Facts
from salesops.exports.store_found import CHANGED, NEW, UNCHANGED, Found, Lying
from salesops.queries.duck import Duck
from salesops.settings import Settings

AGAIN = "read again"


@dataclass(frozen=True)
class Done:
    """What a loading did."""

    before: Facts | None
    after: Facts
    states: Mapping[str, str]
    """By the name of each export: new, changed, unchanged, read again, or gone."""
    why: str
    """Why exports were read again that have not changed; empty where none was."""
    unknown: tuple[str, ...]
    """A sentence on each file that no source recognises."""
    size: int


@dataclass
class Loading:
    """A loading on its way, from what stood before to what is put in its place."""

    folder: Path
    part: Path
    """The file that will be the store."""
    options: Options
    settings: Settings
    before: Facts | None
    why: str = ""

    @classmethod
    def of(
        cls, folder: Path, part: Path, options: Options, settings: Settings, *, anew: bool
    ) -> "Loading":
        """Of a store that may stand there; `part` is the folder in which the next one is made.

        Raises:
            UsageError: it was loaded on another clock.
        """
        known = not anew and (folder / store.FILE).exists()
        before = store.read(folder, options.memory) if known else None
        zone = zone_of(options, settings)
        if before and zone is None:
            zone = before.zone
        if before and before.zone != zone:
            raise UsageError(
                f"{folder} was loaded with {before.zone or 'no zone'}, and {zone} is asked for: "
                "load into another store, or all exports with --anew"
            )
        asked = replace(options, zone=zone, skip=(*options.skip, folder))
        return cls(folder, part / store.FILE, asked, settings, before)

    def done(self) -> Done:
        """Load, and put the new file in the place of the old one, where anything is new."""
        known = {one.name: one for one in self.before.exports} if self.before else {}
        found = store_found.find(self.options, self.settings, known.values())
        states = store_found.states(known, found.lying)
        work = self._work(found, states, known)
        after = self.before
        while work:
            made = self._loaded(found, work)
            if isinstance(made, Facts):
                self._put()
                after = made
                break
            work = self._widened(work, made)
        if after is None:
            raise found.catalogue.nothing({"orders"})
        again = {name: AGAIN for name in work if states[name] == UNCHANGED}
        unknown = [nearness(r) for r in found.catalogue.files if isinstance(r.found, Near)]
        size = (self.folder / store.FILE).stat().st_size
        return Done(
            self.before, after, states | again, self.why if again else "", tuple(unknown), size
        )

    def _work(
        self, found: Found, states: Mapping[str, str], known: Mapping[str, Export]
    ) -> set[str]:
        """The exports to begin with: what is new and has changed, and those akin to them."""
        if self.before and self.before.loader != store_file.loader(self.settings):
            self.why = "they were loaded by another salesops, or with other settings for files"
            return set(states)
        work = {name for name, state in states.items() if state in {NEW, CHANGED}}
        return self._widened(work, store_apart.kin(work, known, found.lying))

    def _widened(self, work: set[str], more: Mapping[str, str]) -> set[str]:
        """Also those that must be read again; why, by the name of each."""
        further = {name: why for name, why in more.items() if name not in work}
        if further:
            self.why = next(iter(further.values()))
        return work | further.keys()

    def _loaded(self, found: Found, work: set[str]) -> Facts | Mapping[str, str]:
        """Load the exports into the part, beside what stays; or those that they touch."""
        if gone := sorted(work - found.lying.keys()):
            raise InputError(
                f"{gone[0]} was loaded and is gone, and must be read again ({self.why}): put it "
                f"back, or load what there is with --anew"
            )
        chosen = {name: found.lying[name] for name in sorted(work)}
        kept = [one for one in self.before.exports if one.name not in work] if self.before else []
        self.part.unlink(missing_ok=True)
        if kept:
            shutil.copyfile(self.folder / store.FILE, self.part)
        files = [one.file.path.resolve() for one in chosen.values()]
        duck = Duck.writing(files, self.part, self.options.memory)
        try:
            made = self._written(duck, found.catalogue, chosen, kept)
        finally:
            duck.close()
        if isinstance(made, Facts):
            return store_views.add(self.part, made, self.settings, self.options.memory)
        return made

    def _written(
        self, duck: Duck, catalogue: Catalogue, chosen: Mapping[str, Lying], kept: list[Export]
    ) -> Facts | Mapping[str, str]:
        """The same, but for what is made of the rows once they are in the file."""
        before = self.before if kept else None
        pairs = [(one.file, one.match) for one in chosen.values()]
        needed = frozenset(table for _, match in pairs for table in filled_by(match))
        look = partial(store_names.note_names, duck)
        beside_orders = partial(store_staying.all_orders, duck, [one.name for one in kept])
        with loader.reading(pairs), duck.beside(self.part):
            raws = loader.staged(catalogue, duck, pairs)
            gathered = loader.gather(catalogue, duck, raws, needed, look, beside_orders)
            if before and (met := store_apart.met(duck, kept, gathered, before)):
                return met
            new = New(duck, raws, gathered, chosen, kept, before)
            return store_file.written(new, self.options.zone, store_file.loader(self.settings))

    def _put(self) -> None:
        with self.part.open("rb+") as whole:
            os.fsync(whole.fileno())
        self.part.replace(self.folder / store.FILE)
        sync(self.folder)
