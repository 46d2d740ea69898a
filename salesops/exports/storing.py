"""Loading into a store: what is new and changed, and whatever of the rest that touches."""

import os
import re
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from salesops import leftovers
from salesops.atomic import sync
from salesops.errors import InputError, OutputError, UsageError
from salesops.exports import loader, store, store_apart, store_file, store_found, store_views
from salesops.exports.asking import Options, zone_of
from salesops.exports.catalogue import filled as filled_by
from salesops.exports.catalogue import nearness
from salesops.exports.recognise import Near
from salesops.exports.store import Facts, refuse_store
from salesops.exports.store_found import CHANGED, NEW, UNCHANGED, Found
from salesops.held import held
from salesops.queries.duck import Duck
from salesops.settings import Settings

AGAIN = "read again"
_PREFIX = ".salesops-store-"
_OURS = re.compile(rf"{re.escape(_PREFIX)}[a-z0-9_]{{8}}")
_remove = partial(shutil.rmtree, ignore_errors=True)


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


def load(folder: Path, options: Options, settings: Settings, *, anew: bool = False) -> Done:
    """Bring a store up to the exports; what stood there stays whole until it is replaced.

    Raises:
        InputError: an export is corrupt, or one is gone that must be read again.
        LockedError: another run loads into it.
        OutputError: it cannot be written.
        UsageError: it was loaded on another clock.
    """
    if options.where or options.fx or options.currency:
        raise UsageError(
            "a store holds all orders, in their own currencies: leave --where, --currency and --fx "
            "to the questions"
        )
    refuse_store(options.data, "load")
    with held(folder):
        try:
            leftovers.tidy(folder, _OURS, _remove)
            made = partial(tempfile.mkdtemp, prefix=_PREFIX, dir=folder)
            part, mark = leftovers.marked(lambda: Path(made()))
        except OSError as error:
            raise _unwritten(folder, error) from error
        try:
            return _Loading.of(folder, part, options, settings, anew=anew).done()
        except OSError as error:
            raise _unwritten(folder, error) from error
        finally:
            _remove(part)
            leftovers.release(mark)


def _unwritten(folder: Path, error: OSError) -> OutputError:
    return OutputError(f"{folder} cannot be written: {error.strerror or error}")


@dataclass
class _Loading:
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
    ) -> "_Loading":
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
        known = {one.name: one for one in self.before.exports} if self.before else {}
        found = store_found.find(self.options, self.settings, known.values())
        states = store_found.states(known, found.lying)
        work = {name for name, state in states.items() if state in {NEW, CHANGED}}
        if self.before and self.before.loader != store_file.loader(self.settings):
            self.why = "they were loaded by another salesops, or with other settings for files"
            work = set(states)
        elif known:
            work = self._widened(work, store_apart.kin(work, known, found.lying))
        after = self.before
        while work:
            made = self._loaded(found, work)
            if isinstance(made, Facts):
                self._put()
                after = made
                break
            work = self._widened(work, made)
        if after is None:
            raise found.catalogue._nothing({"orders"})  # noqa: SLF001
        again = {name: AGAIN for name in work if states[name] == UNCHANGED}
        unknown = [nearness(r) for r in found.catalogue.files if isinstance(r.found, Near)]
        size = (self.folder / store.FILE).stat().st_size
        return Done(
            self.before, after, states | again, self.why if again else "", tuple(unknown), size
        )

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
            pairs = [(one.file, one.match) for one in chosen.values()]
            needed = frozenset(table for _, match in pairs for table in filled_by(match))
            names = [one.name for one in kept]
            with loader.reading(pairs), duck.beside(self.part):
                raws = loader.staged(found.catalogue, duck, pairs)
                gathered = loader.gather(
                    found.catalogue,
                    duck,
                    raws,
                    needed,
                    partial(store_apart.note_names, duck),
                    partial(store_apart.all_orders, duck, names),
                )
                if kept and (met := store_apart.met(duck, kept, gathered, self.before)):
                    return met
                new = store_file.New(duck, raws, gathered, chosen, kept, self.before)
                facts = new.written(self.options.zone, store_file.loader(self.settings))
        finally:
            duck.close()
        return store_views.add(self.part, facts, self.settings, self.options.memory)

    def _put(self) -> None:
        with self.part.open("rb+") as whole:
            os.fsync(whole.fileno())
        self.part.replace(self.folder / store.FILE)
        sync(self.folder)
