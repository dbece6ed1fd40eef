"""The doctor says what works and what is needed."""

import sys

import pytest

from autograder.doctor import browser, findings
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
