"""Little stores are put as in the tests of the routine."""

import sys
from pathlib import Path

for _folder in ("commands", "routine"):
    sys.path.insert(0, str(Path(__file__).parents[1] / _folder))
