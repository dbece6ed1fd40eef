"""The site of the real course, and of the tiny one."""

import shutil
from pathlib import Path

import nbformat
import pytest
import tiny

from autograder.authoring import sheets
from autograder.authoring.build import release_notebook
from autograder.authoring.site import publish
from autograder.authoring.site.looks import with_figures
from autograder.course import Course

COURSE = Course(tiny.ROOT)
BUNDLED = ("pyproject.toml", "LICENSE", "requirements-students.lock")  # what a bundle is made from


def write_real(folder: Path, drawn: tuple[str, ...] = (), course: Course = COURSE, **options) -> publish.Site:
    """Write the site of the real course; only these sheets are run for their figures, which takes long."""

    def released(course, sheet):
        return with_figures(course, sheet) if sheet in drawn else sheets.read_notebook(course.release(sheet))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(publish, "with_figures", released)
        return publish.write_site(course, folder, **options)


def make_course(root: Path, cells: list | None = None, settings: str = "") -> Course:
    """Make a tiny course that a site can be made of.

    Args:
        root: of the course.
        cells: further cells of the sheet, before its last.
        settings: further lines of its configuration.
    """
    course = tiny.make_course(root)
    for name in BUNDLED:
        shutil.copy(tiny.ROOT / name, root)
    if settings:
        path = root / "nbgrader_config.py"
        path.write_text(path.read_text(encoding="utf-8") + settings, encoding="utf-8")
    if cells:
        notebook = tiny.source_notebook()
        notebook.cells[-1:-1] = cells
        nbformat.write(notebook, course.source(tiny.SHEET))
        course.release(tiny.SHEET).write_text(release_notebook(course, tiny.SHEET), encoding="utf-8")
    return course
