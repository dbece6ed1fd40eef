"""The doctor says what works and what is needed."""

import sys

import pytest

from autograder import doctor
from autograder.course import Course
from autograder.doctor import browser, findings
from autograder.engine import visible
from autograder.engine.confine import sandbox


def test_every_finding_is_a_sentence():
    found = findings()
    assert len(found) >= 7
    assert all(finding.what and "\n" not in finding.what for finding in found)


def test_a_machine_without_a_sandbox_cannot_grade(monkeypatch):
    monkeypatch.setattr(sandbox, "missing", lambda tier: f"No {tier}.")
    needed = [finding for finding in findings() if finding.needed and not finding.good]
    assert any("--sandbox none" in finding.what for finding in needed)


@pytest.fixture
def programs(tmp_path, monkeypatch):
    """An empty folder, the only one in which programs are looked for."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CHROMIUM", raising=False)
    return tmp_path


def test_a_browser_is_found_by_its_name_or_named(programs, monkeypatch):
    for name in ("google-chrome", "mine"):
        (programs / name).touch(mode=0o755)
    assert browser() == str(programs / "google-chrome")
    monkeypatch.setenv("CHROMIUM", str(programs / "mine"))
    assert browser() == str(programs / "mine")
    monkeypatch.setenv("CHROMIUM", str(programs / "gone"))
    assert browser() is None


def test_without_a_browser_one_can_grade(programs):
    [finding] = [finding for finding in findings() if finding.what.startswith("browser")]
    assert (finding.good, finding.needed) == (False, False)
    assert "no Chromium" in finding.what


@pytest.mark.parametrize(
    ("version", "good"), [((3, 10), False), ((3, 11), True), ((3, 14), True), ((3, 15), False)]
)
def test_it_knows_which_python_the_workbook_is_made_for(version, good, monkeypatch):
    monkeypatch.setattr(sys, "version_info", (*version, 0, "final", 0))
    [finding] = [finding for finding in findings() if finding.what.startswith("Python")]
    assert (finding.good, finding.needed) == (good, True)
    assert finding.what.endswith(": the workbook needs 3.11 to 3.14") != good


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A course, the folder that the doctor is called in."""
    if sandbox.best_tier() == "none":
        pytest.skip("no sandbox works here")
    (tmp_path / "nbgrader_config.py").touch()
    (tmp_path / "source" / "01").mkdir(parents=True)
    (tmp_path / "source" / "01" / "01.ipynb").write_text("the solution")
    monkeypatch.chdir(tmp_path)
    return Course(tmp_path)


def about_the_course():
    [finding] = [finding for finding in findings() if finding.what.startswith("course:")]
    return finding


def test_a_course_is_hidden(course):
    finding = about_the_course()
    assert finding.good
    assert finding.what.endswith("1 files were tried")


def test_it_sees_from_inside_what_a_submission_can_read(course, monkeypatch):
    """Even where the paths say nothing, as with a folder that is mounted twice."""
    monkeypatch.setattr(visible, "beside_python", lambda: [course.root / "source"])
    monkeypatch.setattr(doctor, "assert_hidden", lambda *_: None)
    finding = about_the_course()
    assert (finding.good, finding.needed) == (False, True)
    assert finding.what.endswith(f"submissions can read {course.source('01')}")


def test_it_says_what_grading_would_say(course, monkeypatch):
    monkeypatch.setattr(visible, "beside_python", lambda: [course.root / "source"])
    finding = about_the_course()
    assert (finding.good, finding.needed) == (False, True)
    assert f"Submissions could read {course.root / 'source'}: it lies in" in finding.what


def test_elsewhere_it_says_that_there_is_no_course(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    finding = about_the_course()
    assert (finding.good, finding.needed) == (False, False)
