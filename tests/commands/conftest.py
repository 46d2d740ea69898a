"""The answers about the sample are shared: they are asked once, in tests/golden/asking.py."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "golden"))
