"""The doctor says what works and what is needed."""

from autograder.doctor import findings
from autograder.engine import sandbox


def test_every_finding_is_a_sentence():
    found = findings()
    assert len(found) >= 7
    assert all(finding.what and "\n" not in finding.what for finding in found)


def test_a_machine_without_a_sandbox_cannot_grade(monkeypatch):
    monkeypatch.setattr(sandbox, "missing", lambda tier: f"No {tier}.")
    needed = [finding for finding in findings() if finding.needed and not finding.good]
    assert any("--sandbox none" in finding.what for finding in needed)
