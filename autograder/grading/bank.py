"""Judge the bank of answers as submissions are judged: once, for the audit and for the tutor."""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from dataclasses import replace
from typing import NamedTuple

from nbformat import NotebookNode

from autograder.authoring import answers
from autograder.authoring.answers import Answer
from autograder.authoring.dependencies import dependents, needed_cells
from autograder.course import Course
from autograder.engine.fanout import Submit
from autograder.engine.judge import Job, Result
from autograder.engine.store import Store, keep, key, still_to_do
from autograder.engine.verdict import earned, not_run
from autograder.grading.settings import Execute

_QUICK = 0.05  # seconds; a test that takes longer runs only on the wrong answers that name it
_AHEAD = 16  # answers that are in memory at a time


class Verdicts(NamedTuple):
    """What the tests say about an answer.

    Attributes:
        job: what was run.
        result: the result of the run.
    """

    job: Job
    result: Result

    def points(self) -> dict[str, tuple[float, str]]:
        """Return, for each test, the points that the answer earns, and why it does not earn more."""
        nothing = [not_run(self.result.problem or "This test was not run.")]
        tests = [cell for cell in self.job.cells if cell.role == "test"]
        return {one.name: earned(self.result.outputs.get(one.name, nothing), one.points) for one in tests}

    def lost(self) -> list[str]:
        """Return the tests in which the answer earns less than all points."""
        most = {cell.name: cell.points for cell in self.job.cells if cell.role == "test"}
        return [test for test, (points, _) in self.points().items() if points < most[test]]


class Bank:
    """Judges the answers of a sheet; answers that were judged before and have not changed are not run again.

    Args:
        course: where results are kept.
        sheet: its name.
        source: the sheet with its solutions.
        settings: how submissions are run.
    """

    def __init__(self, course: Course, sheet: str, source: NotebookNode, settings: Execute):
        self._sheet, self._source, self._settings = sheet, source, settings
        self._store = Store(course.results(sheet) / "bank")

    def reference(self, submit: Submit) -> Verdicts:
        """Judge the reference.

        Args:
            submit: passes a job to the engine.
        """
        [verdicts] = self._judged(
            [self._settings.job(self._source, self._sheet, source=self._source)], submit
        )
        return verdicts

    def judge(self, bank: Iterable[Answer], submit: Submit) -> Iterator[Verdicts]:
        """Judge answers, in order.

        On a wrong answer, the tests that it names and all quick tests are run; on a right answer, all tests
        that depend on its cell.

        Args:
            bank: the answers.
            submit: passes a job to the engine.
        """
        times = self.reference(submit).result.times
        quick = frozenset(name for name, seconds in times.items() if seconds < _QUICK)
        return self._judged([self._job(answer, quick) for answer in bank], submit)

    def _job(self, answer: Answer, quick: frozenset[str]) -> Job:
        """Return a job that runs the cells that the tests of an answer need."""
        tests = dependents(self._source, answer.grade_id)
        asked = tests if answer.right else quick.union(answer.fails)
        notebook = answers.splice(self._source, {answer.grade_id: answer.source})
        wanted = {cell.id for cell in needed_cells(notebook, asked)}
        job = self._settings.job(notebook, self._sheet, source=self._source)
        return replace(job, cells=[cell for cell in job.cells if cell.name in wanted])

    def _judged(self, jobs: list[Job], submit: Submit) -> Iterator[Verdicts]:
        waiting: deque[tuple[Job, Future[Result] | None]] = deque()
        for job in jobs:
            left = still_to_do(job, self._store)
            waiting.append((job, submit(left) if left else None))
            if len(waiting) >= _AHEAD:
                yield self._finished(*waiting.popleft())
        for job, future in waiting:
            yield self._finished(job, future)

    def _finished(self, job: Job, future: Future[Result] | None) -> Verdicts:
        if future:
            return Verdicts(job, keep(job, future.result(), self._store))
        result, _ = self._store.get(key(job))
        return Verdicts(job, result)
