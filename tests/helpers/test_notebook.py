"""How much is computed, and what a notebook says when a test passes."""

import pytest
from IPython.testing.globalipapp import start_ipython

from helpers import announce, budget


def test_budget_follows_the_environment(monkeypatch):
    monkeypatch.delenv("WORKBOOK_BUDGET", raising=False)
    assert budget(full=5, quick=1) == 5
    monkeypatch.setenv("WORKBOOK_BUDGET", "quick")
    assert budget(full=5, quick=1) == 1
    monkeypatch.setenv("WORKBOOK_BUDGET", "fast")
    with pytest.raises(ValueError, match="'full' or 'quick', not 'fast'"):
        budget(full=5, quick=1)


def test_claim_is_the_first_line_of_a_test_cell():
    assert announce.claim('"""2.1 relu keeps.\nMore."""\nassert True') == "2.1 relu keeps."
    assert announce.claim('"""A docstring without a number."""') == ""
    assert announce.claim("x = 1") == ""
    assert announce.claim('"""2.1 unfinished') == ""


def test_a_passed_test_cell_says_so_once_and_a_failed_one_does_not(capsys):
    shell = start_ipython()
    for _ in range(2):  # the setup cell may be run twice
        announce.announce_passed_tests()
    shell.run_cell('"""2.1 one is one."""\nassert 1 == 1')
    assert capsys.readouterr().out == "passed: 2.1 one is one.\n"
    shell.run_cell('"""2.1 one is nearly one."""\n1.5')
    assert "1.5 points earned: 2.1 one is nearly one.\n" in capsys.readouterr().out
    shell.run_cell('"""2.1 one is two."""\nassert 1 == 2')
    assert "passed" not in capsys.readouterr().out
