"""Paths that DuckDB takes for the one file that is meant."""

import glob
import hashlib
import shutil
from pathlib import Path


def literally(path: Path, folder: Path) -> Path:
    """A path that DuckDB takes for this file: it takes `sales[1].csv` for a glob of others."""
    whole = str(path.resolve())
    # Nor can it be told a name that is no UTF-8.
    if not glob.has_magic(whole) and whole.encode(errors="replace").decode() == whole:
        return path
    name = hashlib.sha256(str(path.resolve()).encode("utf-8", "surrogateescape")).hexdigest()
    return Path(shutil.copyfile(path, folder / f"{name}{path.suffix}"))
