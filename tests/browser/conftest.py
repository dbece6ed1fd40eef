"""A headless Chromium for each file of tests, a fresh page for each test; skipped where there is none."""

import sys
from pathlib import Path

import pytest
from chromium import PATIENCE, launch

from autograder.doctor import browser

sys.path.insert(0, str(Path(__file__).parents[1] / "autograder"))  # for the tiny course


@pytest.fixture(scope="module")
def chromium():
    """The browser. It goes with its file of tests: Playwright's loop would be in the way of others."""
    path = browser()
    if path is None:
        pytest.skip("no Chromium on the path or in $CHROMIUM; install Debian's package chromium")
    with launch(path) as running:
        yield running


@pytest.fixture
def page(chromium, tmp_path):
    """A page of its own; what it shows at the end of the test, passed or not, is kept as last.png."""
    context = chromium.new_context(viewport={"width": 1200, "height": 900})
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    yield page
    page.screenshot(path=tmp_path / "last.png")
    context.close()


@pytest.fixture
def alarms(page):
    """What scripts said with `alert`, on this page, in its frames and on the pages that it opened."""
    heard = []

    def hear(dialog):
        heard.append(dialog.message)
        dialog.dismiss()

    page.context.on("dialog", hear)
    return heard
