"""Tests compare with the course's solutions, and nothing of these comes within a submission's reach."""

from dataclasses import replace

import pytest

from autograder.engine.child import Patience
from autograder.engine.confine import sandbox
from autograder.engine.judge import Cell, Job
from autograder.engine.reference import Reference, Unknown
from autograder.engine.station import Station
from autograder.engine.store import key
from autograder.engine.verdict import earned

SETUP = "import sys\nimport numpy as np\nfrom helpers import checks, contracts, elsewhere"
SOLUTION = "def f(z):\n    secret = 'the way it is done'\n    return np.maximum(g(z), 0)"
HELPER = "def g(z):\n    return 2 * z"
AGREES = "contracts.agrees(f, contracts.cases(contracts.real('n', 2)))"


@pytest.fixture(scope="module")
def station():
    station = Station()
    yield station
    station.close()


def job(student, *tests, reference=(HELPER, SOLUTION)):
    cells = [Cell("setup", SETUP, "setup"), Cell("student", student)]
    cells += [Cell(f"test_{number}", source, "test", 2.0) for number, source in enumerate(tests)]
    patience = Patience(call=5, cell=10, total=40)
    return Job(
        cells, modules=["numpy"], tier=sandbox.best_tier(), patience=patience, reference=list(reference)
    )


def verdicts(station, asked):
    result = station.judge(asked)
    assert result.problem is None, result.problem
    return [earned(result.outputs[cell.name], cell.points) for cell in asked.cells if cell.role == "test"]


def test_a_right_answer_of_another_form_agrees_and_a_wrong_one_does_not(station):
    right = "def f(z):\n    return np.where(z > 0, z + z, 0.0)"
    assert verdicts(station, job(right, AGREES)) == [(2.0, "")]
    [(points, message)] = verdicts(station, job(right.replace("z > 0", "z > 1e-3"), AGREES))
    assert points == 0
    assert "Input" in message


def test_the_solution_uses_its_own_helpers_not_those_of_the_student(station):
    student = "def g(z):\n    return 5 * z\ndef f(z):\n    return np.maximum(2 * z, 0)"
    assert verdicts(station, job(student, AGREES)) == [(2.0, "")]


# Each tries to bring the solution, or code of it, to the student's process, and would pass if it came there.
CARRIED = {
    "as an argument": "elsewhere.original(lambda solution: checks.remote(f, solution), f)",
    "in a container": "elsewhere.original(lambda solution: checks.remote(f, {'x': [solution]}), f)",
    "in a closure": "elsewhere.original(lambda solution: checks.remote(lambda: solution(np.ones(1))), f)",
    "as a function it returns": "elsewhere.original(lambda solution: checks.remote(f, solution(0)), f)",
}


@pytest.mark.parametrize("way", CARRIED)
def test_no_code_of_the_solutions_can_be_sent(station, way):
    returning = "def f(z):\n    return lambda x=z: 'the way it is done'"
    reference = [returning] if "returns" in way else (HELPER, SOLUTION)
    [(points, message)] = verdicts(
        station, job("def f(z=None):\n    return z", CARRIED[way], reference=reference)
    )
    assert points == 0
    assert "solutions" in message


SEARCH = """
import gc
def f(z):
    frames, frame = [], sys._getframe()
    while frame:
        frames.append(str(frame.f_globals.keys()) + str(frame.f_locals.keys()))
        frame = frame.f_back
    words = "".join(["the way it is", " done"])
    constants = [str(getattr(getattr(o, "__code__", None), "co_consts", "")) for o in gc.get_objects()]
    found = [text for text in constants if words in text]
    found += [m for m in list(sys.modules) if m == "reference"]
    print("FOUND", len(found), any("secret" in text for text in frames), elsewhere.original(len, f))
    return np.maximum(2 * z, 0)
"""


def test_a_submission_that_searches_its_process_finds_nothing(station):
    result = station.judge(job(SEARCH, AGREES))
    printed = str(result.outputs["test_0"])
    assert "FOUND 0 False None" in printed
    assert "FOUND 0 False None" in printed.replace("FOUND 0 False None", "", 1)  # it did look, each time
    assert "the way it is done" not in printed


PATCHES = {
    "the runner": "import helpers.contracts\nhelpers.contracts._answers = lambda *a: []",
    "the comparison": "import helpers.contracts\nhelpers.contracts.agrees = lambda *a, **k: None",
    "copies": "import copy\ncopy.deepcopy = lambda value, memo=None: value",
    "what knows the solution": "import helpers.elsewhere\nhelpers.elsewhere._original.set(lambda *a: None)",
}


@pytest.mark.parametrize("patch", PATCHES)
def test_a_submission_that_patches_its_modules_earns_nothing(station, patch):
    [(points, _)] = verdicts(station, job(f"{PATCHES[patch]}\ndef f(z):\n    return z", AGREES))
    assert points == 0


def test_a_question_is_answered_once_for_all_submissions():
    reference = Reference(["calls = []\ndef f(z):\n    calls.append(z)\n    return len(calls)"], {})
    ask = reference.answering({"f": (student := object())})
    assert [ask(lambda f, z: f(z), student, 1) for _ in range(3)] == [1, 1, 1]
    assert ask(lambda f, z: f(z), student, 2) == 2


def test_a_name_that_no_solution_binds_is_named():
    ask = Reference(["def f(): pass"], {}).answering({"g": len})
    with pytest.raises(Unknown, match="g"):
        ask(lambda g: g, len)


def test_without_solutions_nothing_is_known():
    assert Reference([], {}).answering({"f": len})(lambda f: 1, len) is None


def test_other_solutions_are_other_tests_of_the_same_run():
    one = job("def f(z): return z", AGREES)
    other = replace(one, reference=[HELPER, SOLUTION + "  # again"])
    assert key(one).run == key(other).run
    assert key(one).tests != key(other).tests
