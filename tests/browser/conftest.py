"""One browser a module; where there is none, the tests are skipped and counted."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "golden"))

from looking import ARGUMENTS, ARTEFACTS, CHROMIUM, OFTEN, PAGES


@pytest.fixture(scope="module")
def browser():
    if not CHROMIUM:
        pytest.skip("no chromium: bash scripts/browser.sh installs it")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        launched = play.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS, timeout=30_000)
        yield launched
        launched.close()


# Chromium is slow: the page of most kinds of block in CI, the others in the slow leg.
@pytest.fixture(
    params=[one if one in OFTEN else pytest.param(one, marks=pytest.mark.slow) for one in PAGES]
)
def name(request):
    return request.param


@pytest.fixture(scope="module")
def artefacts(tmp_path_factory):
    """Where screenshots are kept."""
    folder = Path(ARTEFACTS) if ARTEFACTS else tmp_path_factory.mktemp("screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    return folder
