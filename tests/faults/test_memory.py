"""--memory-limit: a question that needs more spills to a folder that is then gone, or says so.

Measured as the largest resident set of the process, which holds Python and the libraries too.
"""

import json
import os
import subprocess
import sys

import pytest

pytestmark = pytest.mark.slow
SORT = """
    SELECT max(n) AS n FROM (
        SELECT row_number() OVER (ORDER BY a.total * b.total, a.order_id, b.order_id) AS n,
            a.order_id AS one, b.order_id AS other
        FROM (SELECT * FROM orders LIMIT 2000) AS a, (SELECT * FROM orders LIMIT 1000) AS b
    )
"""
"""Two million rows to be sorted: some 350 MB of them."""
LIMITED = """
import json, resource, sys
for name, value in json.loads(sys.argv.pop(1)).items():
    resource.setrlimit(getattr(resource, name), (value, value))
from salesops.__main__ import main
most = sys.argv.pop(1)
code = main()
with open("/proc/self/status") as status, open(most, "w") as file:
    file.write(next(line.split()[1] for line in status if line.startswith("VmHWM")))
sys.exit(code)
"""
"""The process says itself what it took: to the system it began as large as who started it."""
BASE = 150
"""MB of Python and DuckDB themselves, with a margin; 100 were measured."""


def asked(limit, temp, **limits):
    """Exit code, stdout, stderr and MB of a process that asks under limits of the system."""
    most = temp.parent / f"{temp.name}.kilobytes"
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, json.dumps(limits), most, "sql", SORT, "--format", "csv",
         "--quiet", "--memory-limit", limit],
        env=os.environ | {"TMPDIR": str(temp)}, capture_output=True, check=False, timeout=120,
    )  # fmt: skip
    err = done.stderr.decode()
    assert "Traceback" not in err
    return done.returncode, done.stdout.decode(), err, int(most.read_text()) // 1024


@pytest.mark.parametrize(("limit", "most"), [("60MB", 60), ("150MB", 150)])
def test_a_limit_holds_and_nothing_is_left(tmp_path, limit, most):
    code, said, err, used = asked(limit, tmp_path)
    assert (code, said, err) == (0, "n\n2000000\n", "")
    assert used < most + BASE
    assert list(tmp_path.iterdir()) == []


def test_without_a_limit_it_takes_more(tmp_path):
    """Else the test above could not fail."""
    code, said, _, used = asked("4GB", tmp_path)
    assert (code, said) == (0, "n\n2000000\n")
    assert used > 150 + BASE


def test_a_machine_with_less_than_the_limit(tmp_path):
    code, said, err, _ = asked("4GB", tmp_path, RLIMIT_AS=1500 << 20)
    assert (code, said) == (2, "")
    assert "needs more room: raise --memory-limit, or free some on the machine" in err
    assert list(tmp_path.iterdir()) == []


def test_no_room_to_spill(tmp_path):
    """No file may be longer than 5 MB."""
    code, said, err, _ = asked("100MB", tmp_path, RLIMIT_FSIZE=5 << 20)
    assert (code, said) == (4, "")
    assert "no room for temporary files: free some, or name another folder in $TMPDIR" in err
    assert list(tmp_path.iterdir()) == []


def test_a_small_disk_is_full(disk):
    code, said, err, _ = asked("100MB", disk)
    assert (code, said) == (2, "")
    assert "below $TMPDIR" in err
    assert list(disk.iterdir()) == []
