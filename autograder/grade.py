"""Grade a sheet for a class: submissions run side by side, nbgrader writes their grades one by one."""

import json
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import contextmanager, suppress
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from logging import Logger
from pathlib import Path
from time import monotonic
from typing import NamedTuple

import nbformat
from nbgrader import api
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import Autograde, GenerateAssignment, NbGraderException
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from autograder import execute, late, tutor
from autograder.course import Course, CourseError
from autograder.engine import fanout, sandbox
from autograder.engine.judge import Job, Result
from autograder.engine.store import Store, key
from autograder.submission import fingerprint, read, read_release

_ENOUGH_DISK = 2**20  # bytes


@dataclass(frozen=True)
class Graded:
    """What grading a student's sheet came to.

    Attributes:
        student: nbgrader's id.
        scores: points earned and possible by the ``grade_id`` of each test, in the order of the sheet.
        needs_manual: whether an answer waits to be graded by hand.
        skipped: whether the notebook had been graded before and was left alone.
        seconds: how long it took.
        repairs: what had to be put right, one sentence each.
        problem: why the notebook was not graded, or not to its end; None if all went well.
        failed: whether that is not the student's doing: grading it should be tried again.
    """

    student: str
    scores: dict[str, tuple[float, float]]
    needs_manual: bool
    skipped: bool
    seconds: float
    repairs: list[str] = field(default_factory=list)
    problem: str | None = None
    failed: bool = False

    @property
    def total(self) -> float:
        """Points earned in tests."""
        return sum(score for score, _ in self.scores.values())

    @property
    def maximum(self) -> float:
        """Points possible in tests."""
        return sum(maximum for _, maximum in self.scores.values())


def grade(
    course: Course,
    sheet: str,
    students: Iterable[str] | None = None,
    *,
    progress: Callable[[Graded], None] | None = None,
    force: bool = False,
    rejudge: bool = False,
    workers: int | None = None,
    scheduler: str | None = None,
    confine: str = "",
) -> list[Graded]:
    """Repair, execute and score submissions; write ``autograded/`` and the gradebook.

    A submission that was graded before and has not changed since is left alone. Whatever is wrong with a
    submission ends up in its ``Graded``, with zero automatic points. What nbgrader says goes to
    ``grading.log``.

    Args:
        course: where the submissions are.
        sheet: its name, for example ``02_backprop``.
        students: whose submissions; by default of all who handed in.
        progress: called after each student, in the order in which they are done.
        force: run and grade also what was graded before; manual scores stay, marked to be looked at again.
        rejudge: grade also what was graded before, but run only what cannot be judged from its record.
        workers: how many submissions run side by side; by default as many as this machine has cores and
            memory for.
        scheduler: the address of a Dask scheduler, whose workers run the submissions instead of this machine.
        confine: how submissions are confined, one of ``sandbox.TIERS``; by default as the configuration says.

    Returns:
        What came of each student, in the order of ``students``.

    Raises:
        CourseError: if the sheet, its release, a student's folder or the gradebook is missing or damaged, if
            another run is grading, if the scheduler's cluster cannot be used, or if this machine cannot
            confine submissions and nobody said that it need not.
    """
    handed_in = course.students(sheet)
    students = handed_in if students is None else list(students)
    if absent := sorted(set(students) - set(handed_in)):
        raise CourseError(
            f"{', '.join(absent)} handed in nothing for {sheet}; see {course.root / 'submitted'}."
        )
    with course.only_writer(), course.log() as log, _one_database():
        register(course, sheet, log)
        sandbox.clean_up()  # what a killed run left
        run = Run(course, sheet, log, force=force, confine=confine)
        with run.fan_out(workers, scheduler) as submit:
            run.prepare_hints(submit)
            done = {}
            for graded in run.grade(students, submit, again=force or rejudge):
                done[graded.student] = graded
                if progress:
                    progress(graded)
        run.tidy_up(handed_in)
        late.settle(course, sheet)  # also for who was graded before a deadline moved
    return [done[student] for student in students]


def register(course: Course, sheet: str, log: Logger) -> None:
    """Bring the tests and points of a sheet into the gradebook, as they are in its source now.

    Raises:
        CourseError: if the source or the release is missing, the gradebook is damaged, or graded cells were
            added or removed after grading had begun.
    """
    if not course.source(sheet).is_file():
        raise CourseError(f"There is no {course.source(sheet)}; run `workbook build {sheet}`.")
    read_release(course.release(sheet))
    late.LatePolicy(config=course.config()).deadline(sheet)  # better now than once per student
    course.check_gradebook()
    with tempfile.TemporaryDirectory() as scratch:
        config = course.config()
        config.CourseDirectory.assignment_id = config.CourseDirectory.notebook_id = sheet
        config.CourseDirectory.release_directory = scratch  # what students got stays as it is
        coursedir = CourseDirectory(config=config, log=log)
        try:
            GenerateAssignment(coursedir=coursedir, config=config, log=log).start()
        except NbGraderException as error:
            if shutil.disk_usage(course.root).free < _ENOUGH_DISK:
                raise CourseError(
                    "The disk is full; make room and grade again. What was graded stays graded."
                ) from error
            raise CourseError(
                f"The tests of {sheet} do not fit into the gradebook (see grading.log); if graded cells were "
                "added or removed after grading began, move gradebook.db away and grade again."
            ) from error


@contextmanager
def _one_database() -> Iterator[None]:
    """Let nbgrader, which opens the gradebook several times per student, keep its compiled queries."""
    before = api.create_engine
    api.create_engine = cache(before)
    try:
        yield
    finally:
        api.create_engine = before


class _CourseDirectory(CourseDirectory):
    """nbgrader's folders, with time stamps that students may have written."""

    def get_existing_timestamp(self, dest_path):
        path = Path(dest_path, "timestamp.txt")
        if path.is_symlink() or not path.is_file() or path.stat().st_size > 100:
            return None
        try:
            return super().get_existing_timestamp(dest_path)
        except Exception:
            self.log.warning("%s is no time stamp and is ignored", path)
            return None


class _AutogradeOne(Autograde):
    """nbgrader's ``Autograde`` for one student, who may have handed in anything."""

    failure: Exception | None = None

    def init_notebooks(self):
        # Not by pattern: the notebook may be missing, and a student's name may look like a pattern.
        folder = self._format_source(self.coursedir.assignment_id, self.coursedir.student_id)
        self.assignments = {folder: [str(Path(folder, f"{self.coursedir.assignment_id}.ipynb"))]}

    def init_assignment(self, assignment_id, student_id):
        with self._remember_failure():
            super().init_assignment(assignment_id, student_id)
            source = Path(self._format_source(assignment_id, student_id))
            if self.coursedir.get_existing_timestamp(source):  # nbgrader's own commands look at the copy
                target = Path(self._format_dest(assignment_id, student_id))
                target.mkdir(parents=True, exist_ok=True)
                shutil.copy(source / "timestamp.txt", target)

    def convert_single_notebook(self, notebook_filename):
        with self._remember_failure():
            super().convert_single_notebook(notebook_filename)

    @contextmanager
    def _remember_failure(self) -> Iterator[None]:
        """Keep the reason, of which nbgrader only says that there was one."""
        try:
            yield
        except Exception as error:
            self.failure = error
            raise


class Judged(NamedTuple):
    """What came of running a submission and its tests.

    Attributes:
        student: nbgrader's id.
        start: when it began, on the clock of ``time.monotonic``.
        job: what was run; None if the file cannot be read.
        result: what came of it; None if there is no job, or it failed.
        error: why there is no result although there is something to run.
    """

    student: str
    start: float
    job: Job | None = None
    result: Result | None = None
    error: Exception | None = None


class Run:
    """The submissions of a class while they are run, with what all of them need.

    Raises:
        CourseError: if the release is missing, or this machine cannot confine submissions.
    """

    def __init__(self, course: Course, sheet: str, log: Logger, *, force: bool = False, confine: str = ""):
        self._course, self._sheet, self._force, self._log = course, sheet, force, log
        self._config = course.config()
        if confine:
            self._config.Execute.sandbox = confine
        self._settings = execute.Execute(config=self._config)
        self._release = read_release(course.release(sheet))
        self._source = nbformat.read(course.source(sheet), as_version=4)
        self._store = Store(course.results(sheet))
        try:
            self._example = self._settings.job(self._release, sheet)
        except sandbox.Refused as error:
            raise CourseError(str(error)) from error

    @contextmanager
    def fan_out(self, workers: int | None, scheduler: str | None) -> Iterator[fanout.Submit]:
        """Yield what hands jobs to workers on this machine, or to a Dask scheduler."""
        if scheduler:
            try:
                with fanout.on_cluster(scheduler) as submit:
                    yield submit
            except fanout.Unusable as error:
                raise CourseError(str(error)) from error
            return
        workers = workers or fanout.best_number(self._example.limits.memory)
        path = self._course.root / "grading.log"
        with open(path, "ab") as log, fanout.on_this_machine(workers, log) as submit:
            yield submit

    def prepare_hints(self, submit: fanout.Submit) -> None:
        """Let the tutor know the mistakes of the bank; without it, the class is graded all the same."""
        try:
            tutor.prepare(self._course, self._sheet, self._source, self._settings, submit)
        except Exception as error:
            self._log.error("no hints for %s", self._sheet, exc_info=error)

    def grade(self, students: Iterable[str], submit: fanout.Submit, *, again: bool) -> Iterator[Graded]:
        """Yield what came of each student, as soon as it is in the gradebook.

        Args:
            students: whose submissions.
            submit: hands a job to the engine.
            again: write grades also where the gradebook has them.
        """
        new = []
        for student in students:
            start = monotonic()
            try:
                if again or not is_graded(self._course, self._sheet, student):
                    new.append(student)
                    continue
            except Exception as error:
                yield self._failed(student, start, error)
                continue
            yield self._graded(student, start, skipped=True)
        for one in self.judge(new, submit):
            if one.error:
                yield self._failed(one.student, one.start, one.error)
            else:
                yield self._record(one.student, one.start)

    def judge(self, students: Iterable[str], submit: fanout.Submit, ahead: int = 8) -> Iterator[Judged]:
        """Yield what came of each submission, as soon as its result is in the store; write no grades.

        No more than ``ahead`` submissions are in memory at a time.
        """
        waiting: dict[Future[Result], Judged] = {}
        for student in students:
            one = Judged(student, monotonic())
            try:
                one = one._replace(job=self._job(student))
                left = one.job and execute.still_to_do(one.job, self._store, again=self._force)
                if not left:
                    known = self._store.get(key(one.job)) if one.job else None
                    yield one._replace(result=known and known[0])
                    continue
            except Exception as error:
                yield one._replace(error=error)
                continue
            waiting[submit(left)] = one
            if len(waiting) >= ahead:
                yield from self._finished(waiting)
        while waiting:
            yield from self._finished(waiting)

    def _job(self, student: str) -> Job | None:
        """Return what there is to run for a student, or None if the file cannot be read."""
        submission = read(self._course.submitted(self._sheet, student), self._release)
        if submission.problem:
            return None
        notebook = execute.complete(submission.notebook, self._source)
        return self._settings.job(notebook, self._sheet, self._source)

    def _finished(self, waiting: dict[Future[Result], Judged]) -> Iterator[Judged]:
        finished, _ = wait(waiting, return_when=FIRST_COMPLETED)
        for future in finished:
            one = waiting.pop(future)
            try:
                yield one._replace(result=execute.keep(one.job, future.result(), self._store))
            except Exception as error:
                yield one._replace(error=error)

    def _record(self, student: str, start: float) -> Graded:
        """Write a student's grades, from the results in the store."""
        try:
            _autograde(self._course, self._config, self._sheet, student, self._log)
        except Exception as error:
            return self._failed(student, start, error)
        return self._graded(student, start)

    def tidy_up(self, students: Iterable[str]) -> None:
        """Forget results of submissions that have been replaced since."""
        known = (_known(self._course, self._sheet, student) for student in students)
        self._store.keep_only({one["result"] for one in known if "result" in one})

    def _failed(self, student: str, start: float, error: Exception) -> Graded:
        self._log.error("%s of %s", self._sheet, student, exc_info=error)
        problem = (
            f"{self._sheet} of {student} could not be graded ({_brief(error)}); details are in grading.log."
        )
        return self._graded(student, start, problem=problem)

    def _graded(
        self, student: str, start: float, *, skipped: bool = False, problem: str | None = None
    ) -> Graded:
        try:
            with self._course.gradebook() as gradebook:
                if problem:
                    _record_zero(gradebook, self._sheet, student)
                earned, needs_manual = scores(gradebook, self._course, self._sheet, student)
        except Exception as error:
            self._log.exception("%s of %s", self._sheet, student)
            reason = (
                problem or f"The grades of {student} could not be read ({_brief(error)}); see grading.log."
            )
            return Graded(student, {}, False, False, monotonic() - start, problem=reason, failed=True)
        known = _known(self._course, self._sheet, student)
        seconds = monotonic() - start
        repairs, failed, problem = known.get("repairs", []), bool(problem), problem or known.get("problem")
        graded = Graded(student, earned, needs_manual, skipped, seconds, repairs, problem, failed)
        if not skipped:
            with suppress(OSError):
                self._write_log(graded, known)
        return graded

    def _write_log(self, graded: Graded, known: dict) -> None:
        """Write down what happened to a submission, for who has to explain its grade."""
        path = self._course.submission_log(self._sheet, graded.student)
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = [
            f"{self._sheet} of {graded.student}, graded {datetime.now():%Y-%m-%d %H:%M:%S}",
            f"{graded.total:g} of {graded.maximum:g} points in tests",
            f"{graded.seconds:.1f} s, at most {known.get('memory', 0) / 2**20:.0f} MB of memory",
            f"confined by {self._example.tier}",
            *(f"problem: {problem}" for problem in [graded.problem] if problem),
            *(f"repaired: {repair}" for repair in graded.repairs),
            "",
        ]
        for name, seconds in known.get("times", {}).items():
            earned = "{:g} of {:g}".format(*graded.scores[name]) if name in graded.scores else ""
            lines.append(f"{seconds:8.3f} s  {name:40} {earned}".rstrip())
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _autograde(course: Course, config: Config, sheet: str, student: str, log: Logger) -> None:
    config = deepcopy(config)
    config.CourseDirectory.assignment_id = sheet
    config.CourseDirectory.student_id = student
    config.CourseDirectory.ignore = ["*"]  # what else lies in a submission: links, pipes, gigabytes
    config.BaseConverter.force = True
    coursedir = _CourseDirectory(config=config, log=log)
    converter = _AutogradeOne(coursedir=coursedir, config=config, log=log)
    try:
        converter.start()
    except NbGraderException as error:
        raise converter.failure or error from error


def is_graded(course: Course, sheet: str, student: str) -> bool:
    """Tell whether the gradebook holds the grades of what the student has handed in now."""
    known = _known(course, sheet, student)
    if not known.get("graded") or known.get("fingerprint") != fingerprint(course.submitted(sheet, student)):
        return False
    with course.gradebook() as gradebook:
        try:
            scores(gradebook, course, sheet, student)
        except MissingEntry:
            return False
    return True


def _known(course: Course, sheet: str, student: str) -> dict:
    """Return what was noted about a submission in its graded copy, or nothing if there is no whole copy."""
    try:
        content = json.loads(course.autograded(sheet, student).read_text(encoding="utf-8"))
        return content["metadata"]["workbook"]
    except (OSError, ValueError, KeyError):
        return {}


def scores(
    gradebook: Gradebook, course: Course, sheet: str, student: str
) -> tuple[dict[str, tuple[float, float]], bool]:
    """Return the automatic scores by test, and whether something waits to be graded by hand.

    Raises:
        MissingEntry: if the gradebook has no complete grades of this student.
    """
    notebook = gradebook.find_submission_notebook(sheet, sheet, student)
    grades = {grade.name: grade for grade in notebook.grades}
    found = {}
    for cell in read_release(course.release(sheet)).cells:
        marks = cell.metadata.get("nbgrader", {})
        if marks.get("grade") and not marks.get("solution"):
            grade = grades.get(marks.grade_id)
            if grade is None or grade.auto_score is None:
                raise MissingEntry(f"{student} has no score in {marks.grade_id}")
            found[grade.name] = (grade.auto_score, grade.max_score)
    return found, any(grade.needs_manual_grade for grade in grades.values())


def _record_zero(gradebook: Gradebook, sheet: str, student: str) -> None:
    """Give a student zero points in all tests; written answers still count as ungraded."""
    gradebook.update_or_create_student(student)
    gradebook.update_or_create_submission(sheet, student)
    notebook = gradebook.find_submission_notebook(sheet, sheet, student)
    answers = {cell.name for cell in notebook.notebook.solution_cells}
    for grade in notebook.grades:
        if grade.name not in answers:
            grade.auto_score, grade.needs_manual_grade = 0.0, False
    gradebook.db.commit()


def _brief(error: Exception) -> str:
    lines = str(error).strip().splitlines() or [""]
    return f"{type(error).__name__}: {lines[0][:200]}".rstrip(": ")
