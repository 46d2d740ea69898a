"""A report on a disk that is full: what stands there stays, and with room the next run succeeds."""

from contextlib import suppress

import pytest
from shelf import files, report, shop

pytestmark = pytest.mark.slow


def asked(exports, disk, as_of):
    said = ("--out", str(disk / "out"), "--state", str(disk / "state"), "--quiet")
    code, _, err = report(exports, as_of, *said)
    return code, err


def fill(path):
    """Write until nothing more goes onto the disk."""
    with path.open("wb", buffering=0) as stream, suppress(OSError):
        while stream.write(b"0" * 4096):
            pass


@pytest.mark.parametrize("as_of", ["2026-03-05 06:15", "2026-03-04 09:00"], ids=["new", "again"])
def test_what_stands_stays_and_the_next_run_succeeds(disk, tmp_path, as_of):
    exports = shop(tmp_path / "exports")
    undisturbed = tmp_path / "undisturbed"
    for where in (disk, undisturbed):
        assert asked(exports, where, "2026-03-04 06:15") == (0, "")
    before = files(disk / "out"), files(disk / "state")
    fill(disk / "filler")
    code, err = asked(exports, disk, as_of)
    assert code == 4
    assert "No space left on device" in err
    assert (files(disk / "out"), files(disk / "state")) == before
    (disk / "filler").unlink()
    for where in (disk, undisturbed):
        assert asked(exports, where, as_of) == (0, "")
    for part in ("out", "state"):
        assert files(disk / part) == files(undisturbed / part)
