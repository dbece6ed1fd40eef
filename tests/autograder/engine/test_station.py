"""Whatever a submission does to its judge, the next one is judged as if nothing had been."""

from dataclasses import replace

import pytest

from autograder.engine import station as stations
from autograder.engine.child import Patience
from autograder.engine.judge import Cell, Job
from autograder.engine.station import JudgeFailed, Station
from autograder.engine.verdict import earned

SETUP = "import numpy as np\nfrom helpers import checks"
HONEST = Job(
    [
        Cell("setup", SETUP, "setup"),
        Cell("f", "def f(x):\n    return 2 * x"),
        Cell("test", "checks.close(f(3.0), 6.0)", "test", 2.0),
    ],
    modules=["numpy"],
    patience=Patience(call=2, cell=4, total=6, output=10_000),
)


def _with_setup(source):
    """Return a job whose setup cell does something to the judge, as no submission can: there it runs, too."""
    return replace(HONEST, cells=[Cell("setup", source, "setup"), *HONEST.cells[1:]])


@pytest.fixture
def station(monkeypatch):
    monkeypatch.setattr(stations, "_SPARE", 1)
    station = Station()
    yield station
    station.close()


def _is_judged(station):
    result = station.judge(HONEST)
    assert result.problem is None
    assert earned(result.outputs["test"], 2.0) == (2.0, "")


def test_a_judge_that_dies_is_replaced_and_asked_once_more(station, tmp_path):
    once = tmp_path / "once"
    die = f"p = pathlib.Path({str(once)!r})\nif not p.exists(): p.touch(); os._exit(1)"
    source = f"import os, pathlib\n{die}\n{SETUP}"
    result = station.judge(_with_setup(source))
    assert earned(result.outputs["test"], 2.0) == (2.0, "")


DEADLY = {
    "dies": ("import os; os._exit(1)", "The judge ended 2 times"),
    "is killed": ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "The judge ended 2 times"),
    "never answers": ("import time; time.sleep(1000)", "The judge did not answer in time"),
    "answers too much": (SETUP + "\nlong = 1", "The judge sent more than can be read"),
}


@pytest.mark.parametrize("name", DEADLY)
def test_a_judge_that_fails_is_the_end_of_one_submission(station, monkeypatch, name):
    _is_judged(station)
    source, problem = DEADLY[name]
    with monkeypatch.context() as patch:
        if name == "answers too much":
            patch.setattr(stations, "_LARGEST", 100)
            station.close()  # the next one gets the limit
        result = station.judge(_with_setup(source))
    assert result.problem.startswith(problem) and not result.outputs
    _is_judged(station)


def test_all_attempts_share_one_deadline(station, monkeypatch):
    started = []
    start = Station._start
    monkeypatch.setattr(Station, "_start", lambda self: (started.append(1), start(self)))
    assert station.judge(_with_setup("import time; time.sleep(1000)")).problem
    assert len(started) == 1


def test_what_costs_little_is_worth_another_try_some_day(station, monkeypatch):
    assert not station.judge(_with_setup("import os; os._exit(1)")).started
    monkeypatch.setattr(stations, "_CHEAP", 0)
    assert station.judge(_with_setup("import os; os._exit(1)")).started


@pytest.mark.parametrize("error", ["SystemExit(0)", "KeyboardInterrupt", "GeneratorExit", "MemoryError"])
def test_what_is_raised_in_a_judge_does_not_end_it(station, error):
    with pytest.raises(JudgeFailed, match=error.split("(")[0]):
        station.judge(_with_setup(f"raise {error}"))
    process = station._process
    _is_judged(station)
    assert station._process is process


def test_a_test_that_fills_the_memory_fails_alone(station):
    tests = ["big = np.ones(2**29)", "checks.close(f(3.0), 6.0)"]
    cells = [*HONEST.cells[:2], *(Cell(f"test_{n}", test, "test", 2.0) for n, test in enumerate(tests))]
    result = station.judge(replace(HONEST, cells=cells))
    assert "MemoryError" in earned(result.outputs["test_0"], 2.0)[1]
    assert earned(result.outputs["test_1"], 2.0) == (2.0, "")
    _is_judged(station)


def test_a_judge_that_stays_large_is_replaced(station, monkeypatch):
    _is_judged(station)
    monkeypatch.setattr(stations, "_SWOLLEN", 0)
    _is_judged(station)
    assert station._process is None
