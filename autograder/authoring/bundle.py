"""The zip that students get: sheets, helpers, environment, a start page; later, worked solutions."""

import tomllib
import zipfile
from collections.abc import Iterable
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.preprocessors import ClearHiddenTests
from traitlets.config import Config

from autograder.authoring import sheets
from autograder.authoring.build import released_glossary
from autograder.course import Course, CourseError
from autograder.course.files import replacing
from autograder.course.pages import page

NAME = "deep-learning-workbook"
_PYPROJECT = """\
# What the sheets need; `pip install --requirement requirements.txt` installs it, and the helpers beside it.
[build-system]
requires = ["setuptools>=77"]
build-backend = "setuptools.build_meta"

[project]
name = "{name}"
version = "{version}"
requires-python = "{python}"
dependencies = [
{dependencies}
]

[tool.setuptools]
packages = ["helpers", "helpers.plotting"]
package-data = {{ helpers = ["locked/*.json"] }}
"""
_CONDA = """\
# conda env create --file environment.yml
name: {name}
channels:
  - conda-forge
dependencies:
  - python{python}
  - pip
  - pip:
      - --requirement requirements.txt
"""


def write_bundle(course: Course, names: Iterable[str], path: Path) -> list[str]:
    """Write the zip for students.

    Args:
        course: where the releases are.
        names: of the sheets.
        path: of the zip; all inside of it lies in one folder.

    Returns:
        What is in it, by path.

    Raises:
        CourseError: if a sheet was not released, or the zip cannot be written.
    """
    files = {f"{name}/{name}.ipynb": _released(course, name) for name in names}
    if missing := [name for name in ("pyproject.toml", "LICENSE") if not (course.root / name).is_file()]:
        raise CourseError(f"There is no {course.root / missing[0]}, which a bundle is made from; add it.")
    for one in sorted((course.root / "helpers").rglob("*.py")):
        files[one.relative_to(course.root).as_posix()] = one.read_bytes()
    for one in filter(Path.is_file, map(course.locked_hints, names)):
        files[one.relative_to(course.root).as_posix()] = one.read_bytes()
    files |= {name: text.encode() for name, text in _environment(course).items()}
    if course.glossary.is_file():
        files["glossary.md"] = released_glossary(course).encode()
    files["LICENSE"] = (course.root / "LICENSE").read_bytes()
    titles = {name: sheets.title(sheets.read_notebook(course.release(name))) for name in names}
    known = {"sheets": titles, "glossary": "glossary.md" in files, "folder": path.stem}
    files["START.html"] = page("workbook_start", **known).encode()
    return _write(path, files)


def write_solutions(course: Course, names: Iterable[str], path: Path) -> list[str]:
    """Write a zip of worked solutions, without hidden tests; otherwise as ``write_bundle``."""
    files = {}
    for name in names:
        if not course.source(name).is_file():
            raise CourseError(f"{name} has no notebook; run `workbook build {name}`.")
        worked = worked_solution(sheets.read_notebook(course.source(name)))
        files[f"{name}/{name}-solutions.ipynb"] = sheets.write(worked).encode()
    return _write(path, files)


def worked_solution(notebook: NotebookNode) -> NotebookNode:
    """Return a sheet with its solutions, without hidden tests and without the marks of nbgrader."""
    notebook = nbformat.from_dict(notebook)
    notebook, _ = ClearHiddenTests(config=Config()).preprocess(notebook, {})
    for cell in notebook.cells:
        lines = [line for line in cell.source.splitlines() if line.strip() not in _MARKERS]
        cell.source = "\n".join(lines)
        for key in ("nbgrader", "deletable", "editable"):
            cell.metadata.pop(key, None)
    kept = ("kernelspec", "language_info")
    notebook.metadata = {key: value for key, value in notebook.metadata.items() if key in kept}
    return notebook


_MARKERS = ("### BEGIN SOLUTION", "### END SOLUTION")


def _released(course: Course, name: str) -> bytes:
    if not course.release(name).is_file():
        raise CourseError(f"{name} was not released; run `workbook build {name}`.")
    return course.release(name).read_bytes()


def _environment(course: Course) -> dict[str, str]:
    project = tomllib.loads((course.root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lock = (course.root / "requirements-students.lock").read_text(encoding="utf-8").splitlines(keepends=True)
    pins = "".join(line for line in lock if not line.startswith("#"))
    known = {"name": NAME, "version": project["version"], "python": project["requires-python"]}
    dependencies = "\n".join(f'    "{line}",' for line in project["dependencies"])
    return {
        "pyproject.toml": _PYPROJECT.format(**known, dependencies=dependencies),
        "requirements.txt": f"# Exact versions, and the helpers.\n{pins}--editable .\n",
        "environment.yml": _CONDA.format(**known),
    }


def _write(path: Path, files: dict[str, bytes]) -> list[str]:
    """Write a zip whose bytes depend on its content alone."""
    names = sorted(f"{path.stem}/{name}" for name in files)
    try:
        with replacing(path) as partial, zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in names:
                entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
                entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
                archive.writestr(entry, files[name.split("/", 1)[1]])
    except OSError as error:
        raise CourseError(f"{path} could not be written ({error.strerror}).") from error
    return names
