"""The trusted side: runs a notebook, its tests here and all other cells in the student's process."""

import io
import os
import signal
import socket
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from dataclasses import asdict, dataclass, field, replace
from threading import Thread
from time import monotonic, process_time
from typing import Any, NamedTuple

import cloudpickle
import psutil

from autograder.engine import looks, names, traces, visible, wire
from autograder.engine.child import (
    STOPPED_ANSWERING,
    Child,
    Gone,
    NoRecord,
    Patience,
    Replay,
    TimeLimit,
    child,
)
from autograder.engine.confine import limits, sandbox
from autograder.engine.forkserver import ForkServer, Unavailable
from autograder.engine.outputs import Outputs
from autograder.engine.proxies import SHIPPED, Session
from autograder.engine.reference import Reference
from autograder.engine.verdict import error_output, run_test
from helpers import data as course_data
from helpers import elsewhere

# Bytes that the tests of one submission may use: a student's arrays can be small and their product huge.
MEMORY = 2 * 2**30
_ATTEMPTS = 3  # to start a process
# Of the time of a notebook, what the student's own cells may use, so that tests keep the rest; and of what is
# left of it, what one cell may use: after long experiments, short cells (a helper, a constant) still run.
_SHARE_OF_OWN_CELLS, _SHARE_OF_ONE = 0.5, 0.25
_CROWDED = 0.2  # share of a test's time in which others had the processors, and right answers may be late
_TRACING = 5  # seconds to compare by what was answered: honest answers take milliseconds


@dataclass(frozen=True)
class Cell:
    """A code cell.

    Attributes:
        name: its id.
        source: its code.
        role: ``"setup"`` (run on both sides), ``"test"`` (run here), ``"student"`` (run there), or ``"own"``
            (run there, too; the student's own, no answer).
        points: of a test, the most it can earn.
    """

    name: str
    source: str
    role: str = "student"
    points: float = 0.0


@dataclass(frozen=True)
class Job:
    """A notebook to be judged, with all that is needed to do so anywhere.

    Attributes:
        cells: its code cells in order.
        modules: what the student's process has imported before it begins.
        environment: environment variables, on both sides.
        tier: how the student's process is confined.
        limits: what it may use.
        patience: how long it may take.
        record: what an earlier run answered (``Result.record``); if the tests ask the same, nothing is run.
        looks: names of cells that are run only if a cell in ``written`` may read what they bind.
        written: names of the cells that the student wrote.
        reference: the code of the course's solutions, which tests compare with; it stays on this side.
        files: contents of the files beside the notebook, by path; they lie in the process's working folder.
    """

    cells: list[Cell]
    modules: list[str] = field(default_factory=list)
    environment: dict[str, str] = field(default_factory=dict)
    tier: str = "none"
    limits: sandbox.Limits = field(default_factory=sandbox.Limits)
    patience: Patience = field(default_factory=Patience)
    record: dict[str, list] | None = None
    looks: list[str] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    reference: list[str] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)


@dataclass
class Result:
    """What came of a job.

    Attributes:
        outputs: of each cell, in nbformat's form; a cell that was not run has no entry.
        counts: of each cell of the student's side, its execution count.
        times: of each cell that was run, the seconds it took.
        problem: why not all cells were run, or None.
        skipped: the student's own cells that were not run to their end, for lack of time.
        crowded: the tests that ran out of time while the machine was busy with other things.
        started: whether the student's process existed at all; if not, it is worth trying again.
        record: what the tests asked and what came back, or None if it is too large to keep.
        traces: what came back, in a form to be compared (``traces.packed``); None if that is not known.
        seconds: by the clock.
        cpu: seconds of processor time on the judge's side.
        memory: bytes that the student's code used at most.
        replayed: whether the answers came from a record.
    """

    outputs: dict[str, list[dict]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    times: dict[str, float] = field(default_factory=dict)
    problem: str | None = None
    skipped: list[str] = field(default_factory=list)
    crowded: list[str] = field(default_factory=list)
    started: bool = True
    record: dict[str, list] | None = None
    traces: dict[str, list] | None = None
    seconds: float = 0.0
    cpu: float = 0.0
    memory: int = 0
    replayed: bool = False


class _Setup(NamedTuple):
    """What is the same for all submissions of a sheet: the names of its setup cells, and its solutions."""

    names: dict[str, Any]
    reference: Reference


class Judge:
    """Judges jobs one after the other; what it has imported and forked from stays warm between them."""

    def __init__(self) -> None:
        self._server: ForkServer | None = None
        self._served: object = None
        self._setups: dict[tuple, _Setup] = {}
        for module in SHIPPED.values():
            cloudpickle.register_pickle_by_value(module)

    def judge(self, job: Job) -> Result:
        """Run a job; whatever the submission does ends up in the result.

        Raises:
            Exception: if the setup cells fail here: nothing can be judged then.
        """
        start, cpu = monotonic(), process_time()
        with _environment(job.environment | _local_data()):
            if not job.record:
                with suppress(OSError):  # then it is asked for again
                    self._serving(job)  # which imports, while the same is imported here
            setup = self._setup(job)
            with limits.capped_memory(MEMORY):
                result = self._replay(job, setup) if job.record else None
                if result is None:
                    result = self._run(job, setup)
        result.seconds, result.cpu = monotonic() - start, process_time() - cpu
        return result

    def close(self) -> None:
        """End the process that children are forked from."""
        if self._server:
            self._server.close()
            self._server = None

    def _replay(self, job: Job, setup: _Setup) -> Result | None:
        replay = Replay(job.record)
        result = Result(record=job.record, replayed=True)
        session = Session(lambda request: replay.ask(request, 0, Outputs(0)), replay.forget)
        try:
            for cell in job.cells:
                if cell.role == "test":
                    replay.test = cell.name
                    printed = Outputs(job.patience.output)
                    result.outputs[cell.name] = self._test(
                        cell, setup, replay, session, printed, job.patience
                    )
        except NoRecord:
            return None
        return result

    def _run(self, job: Job, setup: _Setup) -> Result:
        """Run a job in a fresh process.

        A process that cannot be had is asked for again. A submission whose process has ended is not run
        again: each run would tell it which tests it passes, and nobody knows whether it was an accident. If
        it hung in a cell of the student's own before the first test, a run has told it nothing; then it is
        run once more without that cell, in the time that is left.
        """
        start = monotonic()
        result, hung = self._attempt(job, setup)
        if hung:
            cells = [cell for cell in job.cells if cell.name != hung]
            left = replace(job.patience, total=job.patience.total - (monotonic() - start))
            result, _ = self._attempt(replace(job, cells=cells, patience=left), setup)
            result.outputs[hung] = [error_output("TimeLimit", "This cell hung; the others ran without it.")]
            result.skipped.append(hung)
        return result

    def _attempt(self, job: Job, setup: _Setup) -> tuple[Result, str | None]:
        """Run a job; return what came of it, and in which own cell it hung before the first test, or None."""
        for _ in range(_ATTEMPTS):
            result, hung = Result(), None
            try:
                with child(self._serving(job), job.limits, job.patience) as process:
                    try:
                        cells = _to_run(job, process)
                    except Gone:  # over the text of the cells: none of them has run yet
                        return self._attempt(replace(job, looks=[]), setup)
                    process.bring(job.files)
                    hung = self._run_in(process, replace(job, cells=cells), setup, result)
            except (Unavailable, OSError) as error:
                self.close()
                result.problem, result.started = f"Python could not be started: {error}.", bool(result.times)
            if result.started:
                break
        return result, hung

    def _run_in(self, process: Child, job: Job, setup: _Setup, result: Result) -> str | None:
        """Run the cells of a job in a process, put down what came of it, and return as ``_attempt`` does."""
        hung = None
        try:
            self._run_cells(job.cells, setup, process, job.patience, result)
        except Gone as error:
            cell = job.cells[len(result.outputs)]
            result.problem = (
                f"Python {error.what} in the cell {cell.name} ({error.why}); the rest was not run."
            )
            if process.seconds_left() <= 0:
                seconds = f"{job.patience.total:g} s"
                result.problem = f"The notebook took longer than {seconds}; the rest was not run."
            tested = any(one.role == "test" and one.name in result.outputs for one in job.cells)
            if error.what == STOPPED_ANSWERING and cell.role == "own" and not tested:
                hung = cell.name
        else:
            result.record = process.record
        finally:
            result.memory = process.peak
        with suppress(TimeLimit, MemoryError), _time_limit(_TRACING):
            result.traces = traces.packed(traces.of(process.record or {}))
        return hung

    def _run_cells(
        self, cells: list[Cell], setup: _Setup, process: Child, patience: Patience, result: Result
    ) -> None:
        purse = _SHARE_OF_OWN_CELLS * patience.total
        for cell in cells:
            if process.seconds_left() <= 0:
                raise Gone("was stopped", "the time was up")
            start, waited = monotonic(), process.waited()
            if cell.role == "test":
                outputs = result.outputs[cell.name] = self._judge_cell(cell, setup, process, patience)
                share = (process.waited() - waited) / (monotonic() - start)
                if share > _CROWDED and any(output.get("ename") == "TimeLimit" for output in outputs):
                    result.crowded.append(cell.name)
            else:
                seconds = _SHARE_OF_ONE * purse if cell.role == "own" else patience.cell
                outputs, count = process.run(cell.source, seconds)
                result.outputs[cell.name] = outputs
                if count is not None:
                    result.counts[cell.name] = count
                if cell.role == "own":
                    purse = max(0.0, purse - (monotonic() - start))
                    if count is None:
                        result.skipped.append(cell.name)
            result.times[cell.name] = round(monotonic() - start, 3)

    def _judge_cell(self, cell: Cell, setup: _Setup, process: Child, patience: Patience) -> list[dict]:
        process.test = cell.name
        printed = process.outputs()
        deadline = monotonic() + patience.cell

        def ask(request: dict) -> dict:
            left = deadline - monotonic()
            if left <= 0:
                raise TimeLimit(f"No result after {patience.cell:g} s.")
            return process.ask(request, max(left, 0.5), printed)  # enough to be sent on a busy machine

        session = Session(ask, process.forget)
        outputs = self._test(cell, setup, process, session, printed, patience)
        process.settle()
        return outputs

    def _test(  # noqa: PLR0917 (each is one thing)
        self,
        cell: Cell,
        setup: _Setup,
        source: Child | Replay,
        session: Session,
        printed: Outputs,
        patience: Patience,
    ) -> list[dict]:
        """Run a test; return its outputs: what was printed, then points or an error.

        Raises:
            Gone: if the student's process is.
            NoRecord: if the record cannot answer.
        """
        space = dict(setup.names)
        text = io.StringIO()
        seconds = min(patience.cell, source.seconds_left())
        try:
            with (
                _time_limit(seconds),
                redirect_stdout(text),
                redirect_stderr(text),
                elsewhere.computing_with(session.call),
                elsewhere.knowing(setup.reference.answering(space)),
            ):
                verdict = run_test(
                    cell.name,
                    cell.source,
                    cell.points,
                    space,
                    find=session.names,
                    fatal=(Gone, NoRecord),
                )
        except TimeLimit as error:  # while the verdict was being written down
            verdict = [error_output("TimeLimit", str(error))]
        finally:
            space.clear()  # the stand-ins in it
        if text.getvalue():
            printed.add({"output_type": "stream", "name": "stdout", "text": text.getvalue()})
        # nbgrader gives no points to a test that printed an error, a warning of a library say.
        kept = [output for output in printed.kept() if output["output_type"] == "stream"]
        return [output | {"name": "stdout"} for output in kept] + verdict

    def _setup(self, job: Job) -> _Setup:
        """Run the setup cells here, once for all submissions."""
        cells = [cell for cell in job.cells if cell.role == "setup"]
        sources = (tuple(cell.source for cell in cells), tuple(job.reference))
        key = (*sources, tuple(sorted(job.environment.items())))
        if key not in self._setups:
            space: dict[str, Any] = {"__name__": "__main__", "__builtins__": __builtins__}
            for cell in cells:
                with redirect_stdout(io.StringIO()):
                    exec(compile(cell.source, f"<{cell.name}>", "exec"), space)
            self._setups[key] = _Setup(space, Reference(job.reference, space))
        return self._setups[key]

    def _serving(self, job: Job) -> ForkServer:
        wanted = (job.modules, job.environment, job.tier)
        if self._server is None or self._served != wanted:
            self.close()
            readable, environment = visible.beside_python(), job.environment | _local_data()
            self._server = ForkServer(job.modules, readable, job.tier, environment)
            self._served = wanted
        return self._server


def _to_run(job: Job, process: Child) -> list[Cell]:
    """Return the cells that have to be run: all but the looks that nothing of the student's may read.

    The student's process, in which nothing has run yet, parses what the student wrote.

    Raises:
        Gone: if that is the end of the process.
    """
    given = {cell.name: cell.source for cell in job.cells if cell.name in set(job.looks)}
    if not given:
        return job.cells
    written = [cell.source for cell in job.cells if cell.name in set(job.written)]
    found = process.mentions(written, sorted(frozenset().union(*map(names.bound, given.values()))))
    left_out = set() if found is None else looks.unread(given, found)
    return [cell for cell in job.cells if cell.name not in left_out]


@contextmanager
def _environment(variables: dict[str, str]) -> Iterator[None]:
    """Set environment variables for one job; the next one must not find them."""
    before = dict(os.environ)
    os.environ.update(variables)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@contextmanager
def _time_limit(seconds: float) -> Iterator[None]:
    """Stop a test that itself goes on and on, in a loop over a student's endless generator, say."""

    def stop(*_: Any) -> None:
        signal.setitimer(signal.ITIMER_REAL, 1.0)  # again, should this one be swallowed
        raise TimeLimit(f"No result after {seconds:.0f} s.")

    # A little later than the limits of single calls, whose messages say more.
    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, max(seconds, 0.01) + 3.0)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _local_data() -> dict[str, str]:
    """Return where the data lies on this machine, for a process that has another home and no network."""
    root = course_data.local_root()
    return {"WORKBOOK_DATA": str(root)} if root else {}


def to_message(job_or_result: Job | Result) -> dict:
    """Return a job or a result as plain data."""
    return asdict(job_or_result)


def job_from(message: dict) -> Job:
    """Return the job that ``to_message`` made plain."""
    cells = [Cell(**cell) for cell in message["cells"]]
    allowed, patience = sandbox.Limits(**message["limits"]), Patience(**message["patience"])
    return Job(**message | {"cells": cells, "limits": allowed, "patience": patience})


def result_from(message: dict) -> Result:
    """Return the result that ``to_message`` made plain."""
    if message["record"] is not None:
        record = message["record"].items()
        message["record"] = {test: [tuple(pair) for pair in pairs] for test, pairs in record}
    return Result(**message)


def main() -> None:
    """Judge the jobs that arrive on a socket, until the other side hangs up."""
    end = socket.socket(fileno=int(sys.argv[1]))
    Thread(target=_end_with_parent, daemon=True).start()
    judge = Judge()
    for message in wire.frames(end):
        try:
            answer = {"result": to_message(judge.judge(job_from(message)))}
        except BaseException as error:  # whatever it is, the next submission is judged
            answer = {"failure": "".join(traceback.format_exception(error))}
        answer["memory"] = psutil.Process().memory_info().rss
        end.sendall(wire.pack(answer))


def _end_with_parent() -> None:
    """Wait for the end of the process that feeds this one: it holds the other end of the standard input."""
    os.read(0, 1)
    os._exit(1)


if __name__ == "__main__":
    main()
