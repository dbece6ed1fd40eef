"""What each test of a sheet says about a set of solutions, without a kernel: to try answers, not students.

Only the cells that the tests need are run: imports, solutions, tests, and what they read. That takes a
fraction of a second, so that hundreds of answers can be tried. The code runs with all rights: use it for
the answers of the course, never for submissions.
"""

import contextlib
import io
import multiprocessing
import os
import resource
import signal
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from time import monotonic
from typing import Any, NamedTuple

from nbformat import NotebookNode

from autograder.authoring import cells
from autograder.authoring.dependencies import needed_cells
from autograder.engine.reference import Reference
from autograder.engine.verdict import earned, not_run, run_test
from helpers import elsewhere


class Outcome(NamedTuple):
    """What a test cell said: points earned, the message of the failure if there was one, how long it took."""

    points: float
    message: str
    seconds: float = 0.0


ENDED = "The process ended."
TIMEOUT = 60  # seconds of processor time for all tests of one notebook: a busy machine is no reason to fail
_WAITING = 5  # times as long on the clock, for what waits and does not compute
_MEMORY = 6 * 2**30  # bytes of a process that tries answers: a wrong loop may fill a list without end
_LIBRARIES = ["autograder.audit.outcomes", "helpers.checks", "jax", "matplotlib.pyplot", "sympy", "torch"]
_FATAL = (KeyboardInterrupt, GeneratorExit)  # what ends the process that tries answers, too
_TASKS = 300  # of a pool; what JAX compiled stays in the memory of a process for as long as it lives


class Task(NamedTuple):
    """A notebook to be tried; see ``outcomes``."""

    notebook: NotebookNode
    tests: frozenset[str] | None = None
    until_loss: bool = False
    timeout: float = TIMEOUT
    solutions: tuple[str, ...] = ()


def outcomes(
    notebook: NotebookNode,
    tests: frozenset[str] | None = None,
    until_loss: bool = False,
    timeout: float = TIMEOUT,
    solutions: tuple[str, ...] = (),
) -> dict[str, Outcome]:
    """Run a notebook's tests in this process.

    Args:
        notebook: a reference with some of its solution cells replaced.
        tests: those to be run, by ``grade_id``; all if left out.
        until_loss: stop after the first test that earns less than all its points.
        timeout: seconds of processor time, for the whole notebook.
        solutions: the code of the sheet's solutions (``dependencies.solving_cells``), for tests that compare
            with them.

    Returns:
        The outcome of each of these tests. A test that is cut off by the time limit, and
        every test after it, earns nothing.
    """
    os.environ["WORKBOOK_BUDGET"] = "quick"
    os.environ["MPLBACKEND"] = "agg"
    found: dict[str, Outcome] = {}
    namespace: dict = {"__name__": "__main__"}
    reference = None
    with time_limit(timeout) as expired:
        for cell in needed_cells(notebook, tests):
            start = monotonic()
            if cells.is_test(cell):
                # Of the setup cells, which come first; answers of the sheet are put in their place.
                reference = reference or Reference(solutions, namespace)
            outputs = [not_run("The time was up.")] if expired() else _run(cell, namespace, reference)
            if cells.is_test(cell):
                points = cells.points(cell)
                found[cells.name(cell)] = Outcome(*earned(outputs, points), monotonic() - start)
                if until_loss and found[cells.name(cell)].points < points:
                    break
    return found


def outcomes_of_many(tasks: Iterable[Task], *, workers: int | None = None) -> Iterator[dict[str, Outcome]]:
    """``outcomes`` of many tasks in forked processes, in order.

    A task that ends its process (a crash, no memory) earns nothing in any test it was to run.
    """
    return of_many(outcomes, tasks, _all_ended, workers=workers)


def of_many(
    function: Callable, tasks: Iterable[tuple], ended: Callable, *, workers: int | None = None
) -> Iterator:
    """Yield ``function(*task)`` for many tasks, in forked processes, in order.

    Args:
        function: importable.
        tasks: the arguments, one tuple for each call.
        ended: called with a task that has ended its process; returns what is yielded instead.
        workers: processes to use; by default one per core.
    """
    tasks = list(tasks)
    done = 0
    while done < len(tasks):
        pool = _pool(workers or os.cpu_count())
        try:
            for future in [pool.submit(function, *task) for task in tasks[done : done + _TASKS]]:
                found = future.result()
                done += 1
                yield found
        except BrokenProcessPool:  # perhaps a neighbour's fault
            found = _alone(function, tasks[done], ended)
            done += 1
            yield found
        finally:
            pool.shutdown(cancel_futures=True)


def _pool(workers: int) -> ProcessPoolExecutor:
    """Return processes that have the libraries imported; forked from one in which JAX runs no threads yet."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_LIBRARIES)
    arguments = (_compiled().name, dict(os.environ))  # as it is now, not when the server started
    return ProcessPoolExecutor(workers, context, initializer=_prepare, initargs=arguments)


@cache
def _compiled() -> tempfile.TemporaryDirectory:
    """Return where all processes share what JAX compiles, most of their time; it goes with this process."""
    return tempfile.TemporaryDirectory()


def outcomes_alone(task: Task) -> dict[str, Outcome]:
    """``outcomes`` of a task in a process of its own, in which no other has changed anything."""
    return _alone(outcomes, task, _all_ended)


def _alone(function: Callable, task: tuple, ended: Callable) -> Any:
    with _pool(1) as pool:
        try:
            return pool.submit(function, *task).result()
        except BrokenProcessPool:
            return ended(task)


def _all_ended(task: Task) -> dict[str, Outcome]:
    tests = filter(cells.is_test, needed_cells(task.notebook, task.tests))
    return {cells.name(test): Outcome(0.0, ENDED) for test in tests}


def _prepare(compiled: str, environment: dict[str, str]) -> None:
    """Keep a worker to one core and to its memory."""
    from threadpoolctl import threadpool_limits

    os.environ |= environment
    os.environ["OMP_NUM_THREADS"] = "1"  # for what is not imported yet
    os.environ["JAX_COMPILATION_CACHE_DIR"] = compiled
    os.environ["JAX_PERSISTENT_CACHE_MIN_COMPILE_TIME_SECS"] = "0"
    os.environ["JAX_PERSISTENT_CACHE_MIN_ENTRY_SIZE_BYTES"] = "-1"
    threadpool_limits(1)
    if torch := sys.modules.get("torch"):
        torch.set_num_threads(1)
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (_MEMORY, hard))


def _run(cell: NotebookNode, namespace: dict, reference: Reference | None) -> list[dict]:
    """Run a cell; return the outputs that points are read from, if it is a test.

    A test gets the names in a space of its own, as where submissions are judged.
    """
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        if cells.is_test(cell):
            space = dict(namespace)
            with elsewhere.knowing(reference.answering(space)):
                return run_test(cell.id, cell.source, cells.points(cell), space, fatal=_FATAL)
        with contextlib.suppress(Exception, SystemExit):  # the tests that need it will tell
            exec(compile(cell.source, f"<{cell.id}>", "exec"), namespace)
        return []


@contextlib.contextmanager
def time_limit(seconds: float) -> Iterator[Callable[[], bool]]:
    """Raise ``TimeoutError`` in the running cell when the time is up, and tell whether it was."""
    fired = False
    limits = {
        signal.SIGPROF: (signal.ITIMER_PROF, seconds),
        signal.SIGALRM: (signal.ITIMER_REAL, seconds * _WAITING),
    }

    def expire(*_) -> None:
        nonlocal fired
        fired = True
        signal.setitimer(signal.ITIMER_REAL, 1)  # a cell that swallows the error is interrupted again
        raise TimeoutError(f"no result after {seconds:g} s")

    before = {number: signal.signal(number, expire) for number in limits}
    for timer, limit in limits.values():
        signal.setitimer(timer, limit)
    try:
        yield lambda: fired
    finally:
        for timer, _ in limits.values():
            signal.setitimer(timer, 0)
        for number, handler in before.items():
            signal.signal(number, handler)
