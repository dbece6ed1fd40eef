"""What a student does with a sheet in JupyterLab, and what there is to see."""

import json
import re
import zipfile
from pathlib import Path

from jupyter import Server
from playwright.sync_api import Locator, Page, expect

from autograder.authoring import sheets
from autograder.authoring.answers import splice
from autograder.authoring.bundle import write_bundle
from autograder.course import Course

SHEET = "02_backprop"
FILLED = "filled.ipynb"
_COURSE = Course(Path(__file__).parents[2])


def unpack_bundle(folder: Path) -> Path:
    """Unpack the zip that students get, put a copy of the sheet beside it that is filled in, return where."""
    write_bundle(_COURSE, [SHEET], folder / "workbook.zip")
    with zipfile.ZipFile(folder / "workbook.zip") as archive:
        archive.extractall(folder)
    filled = splice(
        sheets.read_notebook(_COURSE.release(SHEET)),
        {
            cell.metadata.nbgrader.grade_id: cell.source
            for cell in sheets.read_notebook(_COURSE.source(SHEET)).cells
            if cell.metadata.get("nbgrader", {}).get("solution")
        },
    )
    root = folder / "workbook"
    (root / SHEET / FILLED).write_text(sheets.write(filled), encoding="utf-8")
    return root


def environment(root: Path) -> dict[str, str]:
    """Return what makes the sheets of an unpacked bundle find its helpers, and train only for a moment."""
    return {"PYTHONPATH": str(root), "WORKBOOK_BUDGET": "quick", "WORKBOOK_MNIST": "digits"}


def cell(page: Page, name: str) -> Locator:
    """Return a cell by its name, scrolled into view."""
    released = json.loads(_COURSE.release(SHEET).read_text(encoding="utf-8"))["cells"]
    index = next(number for number, entry in enumerate(released) if entry["id"] == name)
    found = page.locator(f'.jp-Notebook .jp-Cell[data-windowed-list-index="{index}"]')
    found.scroll_into_view_if_needed()
    return found


def open_sheet(page: Page, lab: Server, name: str) -> None:
    """Open a notebook of the sheet, alone in its window; wait until it is there, and its kernel, too."""
    page.goto(lab.page(f"doc/tree/{SHEET}/{name}"))
    expect(page.locator(".jp-KernelName")).to_have_text("Python 3 (ipykernel)")
    page.locator('.jp-Notebook-ExecutionIndicator[data-status="idle"]').wait_for()


def write(page: Page, name: str, source: str) -> None:
    """Replace what stands in a cell, with the keyboard."""
    cell(page, name).locator(".cm-content").click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text(source)


def run(page: Page, name: str) -> Locator:
    """Run a cell with the keyboard; return its output when it is done."""
    found = cell(page, name)
    prompt = found.locator(".jp-InputPrompt")
    before = prompt.inner_text()
    found.locator(".cm-content").click()
    page.keyboard.press("Shift+Enter")
    expect(prompt).not_to_have_text(before)
    expect(prompt).to_have_text(re.compile(r"\[\d+\]:"))
    return found.locator(".jp-Cell-outputArea")


def validate(page: Page) -> str:
    """Click on nbgrader's Validate, which saves and runs the notebook; return what it says and close it."""
    page.get_by_role("button", name="Validate").click()
    dialog = page.get_by_role("dialog")
    said = dialog.inner_text()
    dialog.get_by_role("button", name="OK").click()
    return said


def width_of(picture: Locator) -> int:
    """Return the width of a picture in its own pixels, once it is decoded."""
    return picture.evaluate("async image => { await image.decode(); return image.naturalWidth; }")
