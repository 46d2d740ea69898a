"""A case of each finding of snapshot."""

import shutil

from planting import Plant


def damaged(exports):
    """A day whose manifest is gone; of the exports one is left, which is no link."""
    for path in exports.iterdir():
        real = path.resolve()
        path.unlink()
        if path.name == "targets.csv":
            shutil.copy(real, path)
    day = exports.parent / "state" / "snapshots" / "snapshot_day=2026-01-01"
    day.mkdir(parents=True)
    return {"folder": day.name}


PLANTS = {"damaged": Plant(damaged, arguments=("--state", "{folder}/../state"))}
