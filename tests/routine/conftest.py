"""Little stores are put and asked as in the tests of the commands, mail servers as of delivery."""

import sys
from pathlib import Path

for _folder in ("commands", "delivery"):
    sys.path.insert(0, str(Path(__file__).parents[1] / _folder))
