"""Loading into a store: one run at a time, and whole or not at all."""

import re
import shutil
import tempfile
from functools import partial
from pathlib import Path

from salesops import leftovers
from salesops.errors import OutputError, UsageError
from salesops.exports.asking import Options
from salesops.exports.store import refuse_store
from salesops.exports.store_loading import Done, Loading
from salesops.held import held
from salesops.settings import Settings

_PREFIX = ".salesops-store-"
_OURS = re.compile(rf"{re.escape(_PREFIX)}[a-z0-9_]{{8}}")
_remove = partial(shutil.rmtree, ignore_errors=True)


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
            return Loading.of(folder, part, options, settings, anew=anew).done()
        except OSError as error:
            raise _unwritten(folder, error) from error
        finally:
            _remove(part)
            leftovers.release(mark)


def _unwritten(folder: Path, error: OSError) -> OutputError:
    return OutputError(f"{folder} cannot be written: {error.strerror or error}")
