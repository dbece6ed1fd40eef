"""Grade a sheet for a class: submissions run side by side, their grades are written one by one."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from logging import Logger
from pathlib import Path
from time import monotonic
from typing import Any, NamedTuple

from nbformat import NotebookNode
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.preprocessors import LimitOutput

from autograder.authoring import cells, dependencies, sheets
from autograder.course import Course, CourseError, files, late
from autograder.course.names import RULE, is_student_id
from autograder.engine import fanout
from autograder.engine.confine import sandbox
from autograder.engine.judge import Job, Result
from autograder.engine.store import Key, Store, keep, key, still_to_do
from autograder.grading import copies, gradebook, locks, revision, settings, together, tutor
from autograder.grading.gradebook import Points
from autograder.intake.repair import Received, rebuild, receive


@dataclass(frozen=True)
class Graded:
    """The result of grading a student's sheet.

    Attributes:
        student: nbgrader's id.
        scores: points earned and possible by the ``grade_id`` of each test, in the order of the sheet.
        needs_manual: whether an answer has to be graded by hand.
        skipped: whether the notebook was graded before and was not graded again.
        seconds: how long grading took.
        repairs: the repairs of the notebook, one sentence each.
        look: what a person must look at before the grade is final, one sentence each; empty if somebody has.
        problem: why the notebook was not graded, or not to its end; None if there was no problem.
        failed: whether the problem was not caused by the student, so that grading should be tried again.
    """

    student: str
    scores: Points
    needs_manual: bool
    skipped: bool
    seconds: float
    repairs: list[str] = field(default_factory=list)
    look: list[str] = field(default_factory=list)
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
    workers: int | None = None,
    scheduler: str | None = None,
    confine: str = "",
    say: locks.Say | None = None,
) -> list[Graded]:
    """Repair, execute and score submissions; write ``autograded/`` and the gradebook.

    A submission that was graded before and has not changed since is not graded again. Any problem of a
    submission is reported in its ``Graded``, with zero automatic points. Messages of nbgrader go to
    ``grading.log``. Nobody waits for hints: if they are not prepared yet, ``add_hints`` adds them later.

    Args:
        course: where the submissions are.
        sheet: its name, for example ``02_backprop``.
        students: whose submissions; by default, those of all students who handed in.
        progress: called after each student, in the order in which they are done.
        force: also run and grade what was graded before; manual scores stay, but are marked for another look.
        workers: how many submissions run at once; by default, as many as cores and memory allow.
        scheduler: the address of a Dask scheduler, whose workers run the submissions instead of this machine.
        confine: how submissions are confined, one of ``sandbox.TIERS``; by default, as in the configuration.
        say: called with a sentence when grading has to wait for another program; by default, it is logged.

    Returns:
        The result of each student, in the order of ``students``.

    Raises:
        CourseError: if the sheet, its release, a student's folder or the gradebook is missing or damaged, if
            the graded cells of the sheet have changed since grading began (``regrade`` brings them in), if
            another run is grading, if another program holds the gradebook too long, if the cluster of the
            scheduler cannot be used, or if this machine cannot confine submissions, or not without showing
            them the course, and ``none`` was not asked for.
    """
    handed_in = course.students(sheet)
    students = handed_in if students is None else list(students)
    if absent := sorted(set(students) - set(handed_in)):
        raise CourseError(f"{', '.join(absent)} did not hand in {sheet}; see {course.root / 'submitted'}.")
    with course.only_writer(), course.log() as log:
        say = say or log.warning
        locks.until_free(course, say)
        with course.gradebook() as book:
            revision.require_none(book, sheets.read_notebook(course.source(sheet)), sheet)
        gradebook.register(course, sheet, log)
        sandbox.clean_up()  # what a killed run left
        run = Run(course, sheet, log, force=force, confine=confine, say=say)
        with run.fan_out(workers, scheduler) as submit, course.gradebook() as book:
            run.load_hints()
            done = {}
            for graded in run.grade(students, submit, book, again=force):
                done[graded.student] = graded
                if progress:
                    progress(graded)
        run.tidy_up(handed_in)
        if run.outdated:
            say(
                f"{len(run.outdated)} were graded by {sheet} as it was before; `workbook regrade {sheet}` "
                "shows who gains and who loses points by what has changed."
            )
        locks.until_free(course, say)
        for note in together.share(course, sheet):
            say(note)
        late.settle(course, sheet)  # also for students who were graded before a deadline moved
    return [done[student] for student in students]


def add_hints(
    course: Course,
    sheet: str,
    *,
    progress: Callable[[int, int], None] = lambda done, total: None,
    workers: int | None = None,
    scheduler: str | None = None,
    confine: str = "",
) -> None:
    """Write hints into the graded copies that have none yet; if they are not prepared, try the bank first.

    To try the bank of a sheet takes minutes, once: then its results are kept until the sheet, the bank or the
    engine changes. It can be interrupted, and continues the next time. If it fails, the class has no hints.

    Args:
        course: where the graded copies and the bank are.
        sheet: its name.
        progress: called after each answer of the bank, with the number of those done and of all.
        workers: as for ``grade``.
        scheduler: as for ``grade``.
        confine: as for ``grade``.

    Raises:
        CourseError: as in ``grade``.
    """
    with course.only_writer(), course.log() as log:
        run = Run(course, sheet, log, confine=confine)
        if waiting := run.without_hints(course.students(sheet)):
            with run.fan_out(workers, scheduler) as submit:
                run.prepare_hints(submit, progress)
            run.add_hints(waiting)


def settle(course: Course, sheet: str, student: str) -> None:
    """Note that a person has looked at a submission and leaves the points of its tests as they are.

    Raises:
        CourseError: if the student is not graded.
    """
    with course.only_writer(), course.gradebook() as book:
        try:
            gradebook.settle(book, sheet, student)
        except MissingEntry:
            raise CourseError(
                f"{sheet} of {student} is not graded yet; run `workbook grade {sheet}`."
            ) from None
    together.share(course, sheet)


class NoStudent(Exception):
    """A folder in ``submitted/`` whose name cannot be a student's id."""


class Judged(NamedTuple):
    """The result of running a submission and its tests.

    Attributes:
        student: nbgrader's id.
        start: when judging began, on the clock of ``time.monotonic``.
        received: the file as it was handed in.
        notebook: rebuilt on the released sheet, with the tests of the source; its outputs are not filled in.
        job: what was run; None if the file cannot be read.
        result: the result of the job; None if there is no job, or if it failed.
        error: why there is no result although there is something to run.
        skipped: whether the submission was skipped.
    """

    student: str
    start: float
    received: Received | None = None
    notebook: NotebookNode | None = None
    job: Job | None = None
    result: Result | None = None
    error: Exception | None = None
    skipped: bool = False


class Run:
    """Grades the submissions of a class, and holds what all of them need.

    Each submission is received and rebuilt once, judged once, and written once.

    Attributes:
        outdated: the students who were found to be graded by other tests than the sheet has now.

    Raises:
        CourseError: if the release is missing, this machine cannot confine submissions, or they would see
            the course.
    """

    def __init__(
        self,
        course: Course,
        sheet: str,
        log: Logger,
        *,
        force: bool = False,
        confine: str = "",
        say: locks.Say | None = None,
    ):
        self._course, self._sheet, self._force, self._log = course, sheet, force, log
        self._say = say or log.warning
        config = course.config()
        if confine:
            config.Execute.sandbox = confine
        self._settings = settings.Execute(config=config)
        self._policy = late.LatePolicy(config=config)
        self._limit_output = LimitOutput(config=config)
        self._release = sheets.read_notebook(course.release(sheet))
        self._source = sheets.read_notebook(course.source(sheet))
        self._tests = copies.compared(self._source.cells)
        self.outdated: list[str] = []
        self._withdrawn = {cell.id for cell in self._source.cells if cells.is_withdrawn(cell)}
        self._looks = dependencies.looks(self._source)
        self._store = Store(course.results(sheet))
        self._judged: set[Key] = set()  # in this run: of a group, one notebook is run once, also by force
        self._tutor: tutor.Tutor | None = None
        try:
            self._example = self._settings.job(self._release, sheet)
        except sandbox.Refused as error:
            raise CourseError(str(error)) from error
        settings.assert_hidden(course, self._example.tier)

    @contextmanager
    def fan_out(self, workers: int | None, scheduler: str | None) -> Iterator[fanout.Submit]:
        """Yield a function that passes jobs to workers on this machine, or to a Dask scheduler."""
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

    def load_hints(self) -> None:
        """Ask the tutor, if it knows the bank as it is now."""
        with self._without_hints_if_it_fails():
            self._tutor = tutor.load(self._course, self._sheet, self._source)

    def prepare_hints(self, submit: fanout.Submit, progress: Callable[[int, int], None]) -> None:
        """Let the tutor learn the mistakes of the bank, unless it knows them."""
        with self._without_hints_if_it_fails():
            tutor.prepare(self._course, self._sheet, self._source, self._settings, submit, progress=progress)
        self.load_hints()

    def without_hints(self, students: Iterable[str]) -> list[str]:
        """Return the students whose submission was run and graded when there was no tutor."""
        return [one for one in students if "result" in (known := self._notes(one)) and "hints" not in known]

    def add_hints(self, students: Iterable[str]) -> None:
        """Write the hints of the tutor, if there is one, into graded copies."""
        for student in students if self._tutor else ():
            with self._without_hints_if_it_fails():
                copies.add_hints(self._course.autograded(self._sheet, student), self._tutor, self._store)

    @contextmanager
    def _without_hints_if_it_fails(self) -> Iterator[None]:
        try:
            yield
        except Exception as error:
            self._log.error("no hints for %s", self._sheet, exc_info=error)

    def grade(
        self, students: Iterable[str], submit: fanout.Submit, book: Gradebook, *, again: bool
    ) -> Iterator[Graded]:
        """Yield the result of each student, as soon as it is in the gradebook.

        Args:
            students: whose submissions.
            submit: passes a job to the engine.
            book: the gradebook.
            again: also write grades that the gradebook has already.
        """
        skip = lambda one: not again and self.is_graded(book, one.student, one.received)
        for one in self.judge(students, submit, skip=skip):
            try:
                if one.error:
                    raise one.error
                known = self._notes(one.student) if one.skipped else self._write(book, one)
            except NoStudent as error:  # nbgrader's pages show the gradebook's names as they are
                yield Graded(one.student, {}, False, False, 0.0, problem=f"{error}.", failed=True)
            except Exception as error:
                yield self._failed(book, one.student, one.start, error)
            else:
                yield self._graded(book, one.student, one.start, known, skipped=one.skipped)

    def is_graded(self, book: Gradebook, student: str, received: Received) -> bool:
        """Tell whether the gradebook holds the grades of the submission as it is now."""
        known, tests = copies.notes_and_tests(self._course.autograded(self._sheet, student))
        if not self._is_of(known, received):
            return False
        if tests.keys() != self._tests.keys():
            return False  # a copy of before the sheet changed
        try:
            gradebook.scores(book, self._release, self._sheet, student)
        except MissingEntry:
            return False
        if tests != self._tests:
            self.outdated.append(student)
        return True

    def was_graded(self, student: str, received: Received) -> bool:
        """Tell whether there is a graded copy of the submission as it is now, whatever the sheet was then."""
        return self._is_of(self._notes(student), received)

    @staticmethod
    def _is_of(known: dict[str, Any], received: Received) -> bool:
        return bool(known.get("graded")) and known.get("fingerprint") == received.fingerprint

    def judge(
        self,
        students: Iterable[str],
        submit: fanout.Submit,
        *,
        skip: Callable[[Judged], bool] = lambda one: False,
        ahead: int = 8,
    ) -> Iterator[Judged]:
        """Yield the result of each submission, as soon as it is in the store; write no grades.

        The same work is run once, whoever has handed it in: the members of a group have the same result.

        Args:
            students: whose submissions.
            submit: passes a job to the engine.
            skip: tells whether a received submission should be skipped.
            ahead: the most submissions that are in memory at a time.
        """
        waiting: dict[Key, tuple[Future[Result], list[Judged]]] = {}
        for student in students:
            one = Judged(student, monotonic())
            try:
                if not is_student_id(student):
                    raise NoStudent(f"{student!r} cannot be a student's id: {RULE}; rename its folder")
                one = one._replace(received=receive(self._course.submitted(self._sheet, student)))
                if skip(one):
                    yield one._replace(skipped=True)
                    continue
                one = self._rebuild(one)
                same = one.job and key(one.job)
                again = self._force and same not in self._judged
                left = one.job  # also if it is running: then its result comes with the other's
                if left and same not in waiting:
                    left = still_to_do(one.job, self._store, again=again)
                if not left:
                    known = self._store.get(same) if same else None
                    yield one._replace(result=known and known[0])
                    continue
            except Exception as error:
                yield one._replace(error=error)
                continue
            if same not in waiting:
                self._judged.add(same)
                waiting[same] = (submit(left), [])
            waiting[same][1].append(one)
            if sum(len(ones) for _, ones in waiting.values()) >= ahead:
                yield from self._finished(waiting)
        while waiting:
            yield from self._finished(waiting)

    def _rebuild(self, one: Judged) -> Judged:
        """Make a job from what was received."""
        submission = rebuild(one.received, self._release)
        notebook = copies.complete(submission.notebook, self._source)
        job = None if submission.problem else self._job(notebook, one.received)
        return one._replace(notebook=notebook, job=job)

    def _job(self, notebook: NotebookNode, received: Received) -> Job:
        files = received.beside.files
        job = self._settings.job(notebook, self._sheet, self._looks, self._source, files)
        # Nobody needs the verdict of a withdrawn test, and it may be what hangs.
        return replace(job, cells=[cell for cell in job.cells if cell.name not in self._withdrawn])

    def _finished(self, waiting: dict[Key, tuple[Future[Result], list[Judged]]]) -> Iterator[Judged]:
        finished, _ = wait([future for future, _ in waiting.values()], return_when=FIRST_COMPLETED)
        for same in [same for same, (future, _) in waiting.items() if future in finished]:
            future, ones = waiting.pop(same)
            try:
                result, error = keep(ones[0].job, future.result(), self._store), None
            except fanout.Unusable:
                raise  # by a worker that came after the first look at the cluster: true of the whole class
            except Exception as reason:
                result, error = None, reason
            yield from (one._replace(result=result, error=error) for one in ones)

    def _write(self, book: Gradebook, one: Judged) -> dict[str, Any]:
        """Write the grades of a submission, then its graded copy: if the copy is there, so are the grades.

        Returns:
            What is known about the submission, as in the copy.
        """
        notebook, path = self.filled(one), self._course.autograded(self._sheet, one.student)
        path.parent.mkdir(parents=True, exist_ok=True)
        same = not self._force and self.was_graded(one.student, one.received)
        path.unlink(missing_ok=True)
        self.staged(one.student).unlink(missing_ok=True)
        write = lambda: self.record(book, one, notebook, same=same)
        locks.patiently(book, self._course.root / "gradebook.db", write, self._say)
        stamp = path.with_name("timestamp.txt")  # nbgrader's own commands look for it there
        if gradebook.time_of(one.received.stamp):
            files.write(stamp, one.received.stamp)
        else:
            stamp.unlink(missing_ok=True)
        files.write(path, sheets.write(notebook))
        return notebook.metadata.workbook

    def staged(self, student: str) -> Path:
        """Return where a graded copy waits until the grades of the whole class are written."""
        path = self._course.autograded(self._sheet, student)
        return path.with_name(path.name + files.PARTIAL)

    def filled(self, one: Judged) -> NotebookNode:
        """Return the graded copy of a submission that was judged."""
        notebook = one.notebook
        if one.result:
            drawn = self._settings.figures == "drawn"
            copies.fill(notebook, one.job, one.result, self._tutor, drawn=drawn)
        notebook, _ = self._limit_output.preprocess(notebook, {})
        known = notebook.metadata.workbook
        known.graded = known.get("started", True)
        return notebook

    def record(self, book: Gradebook, one: Judged, notebook: NotebookNode, *, same: bool) -> None:
        """Write the grades of a graded copy into a gradebook; ``same`` is as for ``gradebook.write``."""
        time = gradebook.time_of(one.received.stamp)
        gradebook.write(book, self._policy, self._sheet, one.student, notebook, time, self._log, same=same)

    def _notes(self, student: str) -> dict[str, Any]:
        return copies.notes(self._course.autograded(self._sheet, student))

    def explain(self, book: Gradebook, student: str) -> None:
        """Write the log of a submission whose grades and graded copy were written."""
        self._graded(book, student, monotonic(), self._notes(student))

    def tidy_up(self, students: Iterable[str]) -> None:
        """Delete the results of submissions that have been replaced since."""
        known = map(self._notes, students)
        self._store.keep_only({one["result"] for one in known if "result" in one})

    def _failed(self, book: Gradebook, student: str, start: float, error: Exception) -> Graded:
        self._log.error("%s of %s", self._sheet, student, exc_info=error)
        problem = f"{self._sheet} of {student} could not be graded ({_brief(error)}); see grading.log."
        return self._graded(book, student, start, self._notes(student), problem=problem)

    def _graded(
        self,
        book: Gradebook,
        student: str,
        start: float,
        known: dict[str, Any],
        *,
        skipped: bool = False,
        problem: str | None = None,
    ) -> Graded:
        try:
            if problem:
                gradebook.write_zero(book, self._sheet, student)
            earned, waiting = gradebook.scores(book, self._release, self._sheet, student)
        except Exception as error:
            book.db.rollback()  # the next student must not find, or commit, what was left half-written
            self._log.exception("%s of %s", self._sheet, student)
            reason = (
                problem or f"The grades of {student} could not be read ({_brief(error)}); see grading.log."
            )
            return Graded(student, {}, False, False, monotonic() - start, problem=reason, failed=True)
        seconds = monotonic() - start
        repairs, failed, problem = known.get("repairs", []), bool(problem), problem or known.get("problem")
        look = [one["what"] for one in copies.to_look_at(known, waiting, set(earned))]
        graded = Graded(student, earned, bool(waiting), skipped, seconds, repairs, look, problem, failed)
        if not skipped:
            with suppress(OSError):
                self._write_log(graded, known)
        return graded

    def _write_log(self, graded: Graded, known: dict) -> None:
        """Write a log of how a submission was graded, for people who have to explain its grade."""
        path = self._course.submission_log(self._sheet, graded.student)
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = [
            f"{self._sheet} of {graded.student}, graded {datetime.now():%Y-%m-%d %H:%M:%S}",
            f"{graded.total:g} of {graded.maximum:g} points in tests",
            f"{graded.seconds:.1f} s, at most {known.get('memory', 0) / 2**20:.0f} MB of memory",
            f"confined by {self._example.tier}",
            *(f"problem: {problem}" for problem in [graded.problem] if problem),
            *(f"repaired: {repair}" for repair in graded.repairs),
            *(f"a person must look: {what}" for what in graded.look),
            "",
        ]
        for name, seconds in known.get("times", {}).items():
            earned = "{:g} of {:g}".format(*graded.scores[name]) if name in graded.scores else ""
            lines.append(f"{seconds:8.3f} s  {name:40} {earned}".rstrip())
        files.write(path, "\n".join(lines) + "\n")


def _brief(error: Exception) -> str:
    lines = str(error).strip().splitlines() or [""]
    return f"{type(error).__name__}: {lines[0][:200]}".rstrip(": ")
