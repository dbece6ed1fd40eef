"""Take the pictures of JupyterLab in docs/, to be looked at before they are committed.

python tests/browser/screenshots.py
"""

import sys
import tempfile
from pathlib import Path

from chromium import launch
from jupyter import jupyter_lab
from playwright.sync_api import Page
from sheet import SHEET, cell, environment, open_sheet, run, unpack_bundle, write

from autograder.doctor import browser

DOCS = Path(__file__).parents[2] / "docs"
WRONG = '''\
def relu(z: np.ndarray) -> np.ndarray:
    """The positive part, element by element."""
    return np.abs(z)'''
RIGHT = WRONG.replace("np.abs(z)", "np.maximum(z, 0)")
SLOPE = '''\
def d_relu(z: np.ndarray) -> np.ndarray:
    """The slope of ``relu``, element by element."""
    return (z > 0).astype(float)'''


def take() -> list[Path]:
    """Work on the first task of a sheet like a student; return what was written."""
    path = browser()
    if path is None:
        sys.exit("There is no Chromium on the path or in $CHROMIUM; install Debian's package chromium.")
    with tempfile.TemporaryDirectory() as scratch:
        root = unpack_bundle(Path(scratch))
        with jupyter_lab(root, Path(scratch), **environment(root)) as lab, launch(path) as chromium:
            page = chromium.new_page(viewport={"width": 1000, "height": 870})
            open_sheet(page, lab, f"{SHEET}.ipynb")
            run(page, "setup")
            write(page, "relu", WRONG)
            write(page, "d_relu", SLOPE)
            for name in ("relu", "d_relu", "look_relu", "test_relu"):
                run(page, name)
            failed = _picture(page, "incorrect.png")
            write(page, "relu", RIGHT)
            for name in ("relu", "look_relu", "test_relu", "test_d_relu"):
                run(page, name)
            passed = _picture(page, "passed.png")
    return [failed, passed]


def _picture(page: Page, name: str) -> Path:
    """Photograph the window with the first answer on top."""
    cell(page, "relu").evaluate("element => element.scrollIntoView({ block: 'start' })")
    page.screenshot(path=DOCS / name)
    return DOCS / name


if __name__ == "__main__":
    for path in take():
        print(f"{path}: {path.stat().st_size / 1000:.0f} kB")
