"""What answers make the visible tests see: each meets them as it would in a student's notebook.

The code runs with all rights, as in ``outcomes``: only answers of the course are tried.
"""

import contextlib
import io
import os
import random
import sys
from collections.abc import Iterable, Iterator
from time import process_time
from typing import NamedTuple

import numpy as np
from nbformat import NotebookNode
from nbgrader.preprocessors import ClearHiddenTests
from traitlets.config import Config

from autograder.audit.outcomes import of_many, time_limit
from autograder.authoring import answers, cells
from autograder.authoring.answers import Answer
from autograder.authoring.dependencies import dependents, needed_cells
from autograder.engine.verdict import compile_test
from helpers.fingerprints import Seen, seen

_PATIENCE = 30  # seconds of processor time for the tests of one answer
_QUICK = 0.5  # seconds of processor time; a test that takes longer meets only the answers that name it
_SLOW = 5.0  # seconds; a test that takes longer is left out


class Code(NamedTuple):
    """A code cell: its name, its source, and its claim if it is a test, else ``""``."""

    name: str
    source: str
    claim: str


class Encounter(NamedTuple):
    """What came of running cells: what each test that failed has seen, and how long each test took."""

    seen: dict[str, Seen]
    seconds: dict[str, float]


def visible(reference: NotebookNode) -> NotebookNode:
    """Return a sheet with its solutions, and with its tests as students see them."""
    copy = reference.copy()
    copy.cells = [cell.copy() for cell in reference.cells]
    return ClearHiddenTests(config=Config()).preprocess(copy, {})[0]


def times(sheet: NotebookNode, *, workers: int | None = None) -> dict[str, float]:
    """Return how many seconds of processor time each test takes on the solutions, by ``grade_id``.

    Args:
        sheet: as ``visible`` returns it.
        workers: processes to use; by default one per core.
    """
    code = code_of(sheet, frozenset(cells.tests(sheet)))
    [found] = of_many(encounter, [(code, 20 * _PATIENCE)], _ended, workers=workers)
    return found.seconds


def code_for(sheet: NotebookNode, answer: Answer, seconds: dict[str, float]) -> list[Code]:
    """Return the cells that an answer meets: the tests that depend on it, as time allows, and what they need.

    Args:
        sheet: as ``visible`` returns it.
        answer: takes the place of a solution.
        seconds: as ``times`` returns them.
    """
    most = lambda test: _SLOW if test in answer.fails else _QUICK
    tests = {test for test in dependents(sheet, answer.grade_id) if seconds.get(test, _SLOW) < most(test)}
    return code_of(answers.splice(sheet, {answer.grade_id: answer.source}), frozenset(tests))


def code_of(sheet: NotebookNode, tests: frozenset[str]) -> list[Code]:
    """Return the cells that some tests need, in order."""
    claim = lambda cell: cells.claim(cell.source) if cells.is_test(cell) else ""
    return [Code(cell.id, cell.source, claim(cell)) for cell in needed_cells(sheet, tests)]


def encounters(codes: Iterable[list[Code]], *, workers: int | None = None) -> Iterator[Encounter]:
    """``encounter`` of many, in forked processes, in order; where a process ends, nothing was seen."""
    return of_many(encounter, [(code,) for code in codes], _ended, workers=workers)


def encounter(code: list[Code], patience: float = _PATIENCE) -> Encounter:
    """Run cells in this process, tests with the names in a space of their own.

    Args:
        code: in order.
        patience: seconds of processor time for all of them; what was not done by then has seen nothing.
    """
    os.environ["WORKBOOK_BUDGET"] = "quick"
    os.environ["MPLBACKEND"] = "agg"
    _seed()
    found = Encounter({}, {})
    namespace: dict = {"__name__": "__main__"}
    quiet = contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO())
    with time_limit(patience) as expired, quiet[0], quiet[1]:
        for one in code:
            start = process_time()
            error = _run(one, dict(namespace) if one.claim else namespace)
            if expired():
                break
            if one.claim:
                found.seconds[one.name] = process_time() - start
                if error and (what := seen(error, one.claim, one.source, f"<{one.name}>".__eq__)):
                    found.seen[one.name] = what
    return found


def _seed() -> None:
    """Let answers that draw from global generators draw the same numbers in every build."""
    random.seed(0)
    np.random.seed(0)  # noqa: NPY002
    if torch := sys.modules.get("torch"):
        torch.manual_seed(0)


def _run(one: Code, space: dict) -> Exception | None:
    try:
        code, last = compile_test(one.name, one.source)
        exec(code, space)
        if last:
            eval(last, space)
    except SystemExit:
        pass
    except Exception as error:  # of a cell that is no test, the tests that need it will tell
        return error
    return None


def _ended(_: tuple) -> Encounter:
    return Encounter({}, {})
