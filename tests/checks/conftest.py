"""A check is asked as the corpus asks it: tests/corpus/corpus_ask.py and tests/golden/asking.py."""

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1] / name) for name in ("golden", "corpus")]
