"""What students get holds all they need, and nothing of the source."""

import json
import re
import subprocess
import sys
import zipfile

import leaks
import pytest
from backprop import SHEET, if_there

from autograder.authoring import bundle, sheets
from autograder.course import Course, CourseError

COURSE = Course.find()


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bundle")
    bundle.write_bundle(COURSE, COURSE.sheets(), folder / "week.zip")
    with zipfile.ZipFile(folder / "week.zip") as archive:
        archive.extractall(folder)
    return folder / "week"


def _text(path):
    """Return all text in a file."""
    [text] = leaks.texts(path.name, path.read_bytes()).values()
    return text


def test_it_holds_no_solution_no_hidden_test_no_answer(unpacked):
    secrets = leaks.secrets(COURSE)
    assert all(len(lines) > 100 for lines in secrets.values())
    assert not leaks.leaked(unpacked, {"BEGIN HIDDEN", *set().union(*secrets.values())})
    assert not [path for path in unpacked.rglob("*") if "autograder" in path.parts]


def test_it_holds_what_is_needed(unpacked):
    names = {str(path.relative_to(unpacked)) for path in unpacked.rglob("*") if path.is_file()}
    assert {f"{sheet}/{sheet}.ipynb" for sheet in COURSE.sheets()} <= names
    assert {"helpers/checks.py", "helpers/plotting/__init__.py", "helpers/plotting/look.py"} <= names
    assert {f"helpers/locked/{sheet}.json" for sheet in COURSE.sheets()} <= names
    assert 'package-data = { helpers = ["locked/*.json"] }' in (unpacked / "pyproject.toml").read_text()
    assert unpacked.with_suffix(".zip").stat().st_size < 10**6
    assert {"START.html", "environment.yml", "requirements.txt", "pyproject.toml", "LICENSE"} <= names
    assert not [name for name in names if "autograder" in name or "answers" in name or "source" in name]
    pins = (unpacked / "requirements.txt").read_text()
    for needed in ("torch==2.13.0", "jax==", "jupyter==", "nbgrader==", "optax==", "--editable ."):
        assert needed in pins
    assert "nbval" not in pins
    assert "  - python>=3.11,<3.15\n" in (unpacked / "environment.yml").read_text()
    assert 'requires-python = ">=3.11,<3.15"' in (unpacked / "pyproject.toml").read_text()
    page = (unpacked / "START.html").read_text()
    assert all(f"{sheet}/{sheet}.ipynb" in page for sheet in COURSE.sheets())
    assert "Python alone, 3.11 to 3.14" in page
    assert "Select Kernel" in page
    assert (
        "<code>%pip install --quiet ./week</code>" in page
    )  # the folder in the zip, which is called week.zip


def test_every_link_from_a_sheet_to_a_file_and_back_leads_somewhere(unpacked):
    """In the zip, and in the repository, whose sheets lie elsewhere: links are generated."""
    pages = [unpacked / "glossary.md", COURSE.glossary, COURSE.released_glossary]
    for sheet in COURSE.sheets():
        pages += [unpacked / sheet / f"{sheet}.ipynb", COURSE.source(sheet), COURSE.release(sheet)]
    for path in pages:
        links = [
            link for link in re.findall(r"\]\(([^)#\s]+)", _text(path)) if re.search(r"\.(md|ipynb)$", link)
        ]
        links = [link for link in links if "://" not in link]
        assert any("glossary.md" in link for link in links) or path.suffix == ".md", path
        assert len(links) >= (len(COURSE.sheets()) if path.suffix == ".md" else 1), f"{path} has no links"
        for link in links:
            assert (path.parent / link).is_file(), f"{path} links to {link}, which is not there"


def test_the_helpers_work_without_the_autograder(unpacked):
    modules = ", ".join(f"helpers.{name}" for name in ("announce", "checks", "data", "handin", "plotting"))
    code = f"import sys; sys.modules['autograder'] = None; import {modules}"
    subprocess.run([sys.executable, "-c", code], cwd=unpacked, check=True)
    done = subprocess.run(
        [sys.executable, "-m", "helpers", "handin", "nothing.ipynb"],
        cwd=unpacked,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "There is no file nothing.ipynb.\n")


def test_the_same_course_makes_the_same_bytes(tmp_path):
    names = COURSE.sheets()[:1]
    for folder in ("one", "two"):
        bundle.write_bundle(COURSE, names, tmp_path / folder / "x.zip")
    assert (tmp_path / "one" / "x.zip").read_bytes() == (tmp_path / "two" / "x.zip").read_bytes()


@if_there
def test_worked_solutions_have_outputs_and_no_hidden_tests(tmp_path):
    [name] = bundle.write_solutions(COURSE, [SHEET], tmp_path / "x.zip")
    with zipfile.ZipFile(tmp_path / "x.zip") as archive:
        notebook = json.loads(archive.read(name))
    sources = ["".join(cell["source"]) for cell in notebook["cells"]]
    assert any("np.maximum(z, 0)" in source for source in sources)
    assert not [source for source in sources if "###" in source or "HIDDEN" in source]
    assert any(cell.get("outputs") for cell in notebook["cells"])
    assert not [cell for cell in notebook["cells"] if "nbgrader" in cell["metadata"]]
    reference = sheets.read_text(COURSE.text(SHEET))
    hidden = [
        cell.source.split("### BEGIN HIDDEN TESTS")[1].strip()
        for cell in reference.cells
        if "### BEGIN HIDDEN TESTS" in cell.source
    ]
    assert len(hidden) > 20
    everything = "\n".join(sources)
    assert not [text for text in hidden if text in everything]


def test_what_is_missing_is_named(tmp_path):
    course = Course(tmp_path)
    with pytest.raises(CourseError, match=r"01_x was not released; run `workbook build 01_x`"):
        bundle.write_bundle(course, ["01_x"], tmp_path / "x.zip")
