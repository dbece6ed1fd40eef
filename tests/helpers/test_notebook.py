"""How much is computed, and what a notebook says when a test passes."""

import pytest
from IPython import get_ipython
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


@pytest.fixture
def run(capsys):
    """Run a cell in IPython; return what a person sees."""
    shell = start_ipython() or get_ipython()
    shell.run_line_magic("colors", "nocolor")
    for _ in range(2):  # the setup cell may be run twice
        announce.announce_tests()

    def run(source):
        shell.run_cell(source)
        captured = capsys.readouterr()
        return captured.out + captured.err

    yield run
    shell.set_custom_exc((), None)


def test_a_passed_test_cell_says_so_once(run):
    assert run('"""2.1 one is one."""\nassert 1 == 1') == "passed: 2.1 one is one.\n"
    assert "1.5 points earned toward: 2.1 one is nearly one.\n" in run('"""2.1 one is nearly one."""\n1.5')
    assert "1 point earned toward: 2.1 one is nearly one.\n" in run('"""2.1 one is nearly one."""\n1')
    assert run("x = 1") == ""


def test_a_test_that_fails_speaks_in_one_of_three_voices(run):
    run('def double(x):\n    raise NotImplementedError("2.1 double is not written yet.")')
    run("from helpers import checks")
    test = '"""2.1 double doubles."""\nchecks.close(double(2), 4, what="double(2)", hint="Twice.")'
    assert run(test).strip() == "not attempted yet: 2.1 double"
    run("def double(x):\n    return 3 * x")
    assert run(test).strip() == "incorrect: double(2) is 6, expected 4. Twice."
    run("def half(x):\n    return x / 0\n\ndef double(x):\n    y = 4 * x\n    return half(y)")
    assert run(test).strip().splitlines() == [
        "crashed: ZeroDivisionError: division by zero",
        "in line 2 of half:",
        "    return x / 0",
    ]
    run("def double():\n    return 4")
    said = run(test)
    assert said.startswith("crashed: TypeError: double() takes 0 positional arguments but 1 was given")
    assert "where the test calls your code:\n    checks.close(double(2), 4" in said
    assert "Traceback" not in said


def test_a_crash_inside_of_a_library_shows_the_students_line(run):
    run("import numpy as np\ndef total(x):\n    return np.sum(\n        x @ np.ones(5))")
    said = run('"""2.2 total adds."""\ntotal(np.ones(3))')
    assert said.startswith("crashed: ValueError: matmul")
    assert "in line 4 of total:\n    x @ np.ones(5))" in said


def test_other_cells_show_an_ordinary_traceback_but_a_stub_is_brief(run):
    assert (
        run('raise NotImplementedError("2.1 double is not written yet.")').strip()
        == "not attempted yet: 2.1 double"
    )
    assert "Traceback" in run("1 / 0")
    assert "NameError: name 'nothing' is not defined" in run("nothing")
    assert "Traceback" in run("raise NotImplementedError('mine')")
    assert "invalid syntax" in run("1 +* 2")
