"""Where everything in a course is: sheets, submissions, graded copies, feedback, gradebook, log."""

import logging
import os
import shutil
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING

from autograder.course import files
from autograder.course.names import printable

if TYPE_CHECKING:
    from nbgrader.api import Gradebook
    from traitlets.config import Config

CONFIG = "nbgrader_config.py"
_A_MOMENT = 1.0  # seconds; writing marks takes a fiftieth of it
# Everything that talks while grading; without a file, these lines end up between the progress bars.
_TALKERS = ("workbook", "traitlets", "sqlalchemy", "tornado", "asyncio", "py.warnings")


class CourseError(Exception):
    """A problem that a person has to fix; the message says what is wrong and what to do next."""


@dataclass(frozen=True)
class Course:
    """A course: the folder that holds ``nbgrader_config.py``, and nbgrader's folders in it."""

    root: Path

    @classmethod
    def find(cls, start: Path | None = None) -> "Course":
        """Return the course that ``start`` (default: the working directory) lies in.

        Raises:
            CourseError: if no folder from ``start`` upwards holds ``nbgrader_config.py``.
        """
        start = (start or Path.cwd()).resolve()
        for folder in (start, *start.parents):
            if (folder / CONFIG).is_file():
                return cls(folder)
        raise CourseError(
            f"{start} is not in a course (no {CONFIG} here or in a folder above); go to the course's folder."
        )

    def sheets(self) -> list[str]:
        """Return the names of the sheets in ``source/``, sorted."""
        return sorted(
            folder.name
            for folder in _folders(self.root / "source")
            if self.source(folder.name).is_file() or self.text(folder.name).is_file()
        )

    def source(self, sheet: str) -> Path:
        """Return the path of a sheet's notebook, with solutions and hidden tests."""
        return self.root / "source" / sheet / f"{sheet}.ipynb"

    def text(self, sheet: str) -> Path:
        """Return the path of a sheet's text, from which its notebook is made."""
        return self.root / "source" / sheet / f"{sheet}.py"

    def release(self, sheet: str) -> Path:
        """Return the path of the notebook that students get."""
        return self.root / "release" / sheet / f"{sheet}.ipynb"

    def locked_hints(self, sheet: str) -> Path:
        """Return the path of a sheet's table of locked hints, which students get with the helpers."""
        return self.root / "helpers" / "locked" / f"{sheet}.json"

    @property
    def glossary(self) -> Path:
        """The words of all sheets, which they link to; a course may have none."""
        return self.root / "docs" / "glossary.md"

    @property
    def released_glossary(self) -> Path:
        """The glossary that students get."""
        return self.root / "release" / "glossary.md"

    @property
    def answers(self) -> Path:
        """The folder of the bank: right and wrong answers to every sheet."""
        return self.root / "tests" / "answers"

    @property
    def coverage(self) -> Path:
        """The table of requirements and of the cells that cover them; a course may have none."""
        return self.root / "tests" / "sheets" / "coverage.csv"

    def submitted(self, sheet: str, student: str) -> Path:
        """Return the path where a student's notebook should be."""
        return self.root / "submitted" / student / sheet / f"{sheet}.ipynb"

    def autograded(self, sheet: str, student: str) -> Path:
        """Return the path of a student's repaired and executed notebook."""
        return self.root / "autograded" / student / sheet / f"{sheet}.ipynb"

    def feedback(self, sheet: str, student: str) -> Path:
        """Return the path of a student's feedback page."""
        return self.root / "feedback" / student / sheet / f"{sheet}.html"

    @property
    def journal(self) -> Path:
        """The database of the marks of written answers: who gave which, when, and by which rubric items."""
        return self.root / "marking.db"

    def report(self, sheet: str) -> Path:
        """Return the path of the page that shows how a class did."""
        return self.root / "reports" / f"{sheet}.html"

    def results(self, sheet: str) -> Path:
        """Return the folder where results of executed submissions are kept."""
        return self.root / ".results" / sheet

    def submission_log(self, sheet: str, student: str) -> Path:
        """Return the path of the log of how a student's submission was graded last."""
        return self.results(sheet) / "logs" / f"{student}.log"

    @property
    def private(self) -> list[Path]:
        """What no submission may see: the course's folder, and those in it, which may be links."""
        names = ("source", "tests", "submitted", "autograded", "feedback", "release", "reports", ".results")
        return [self.root, *(self.root / name for name in names), self.root / "gradebook.db"]

    def students(self, sheet: str) -> list[str]:
        """Return the students who handed in something for a sheet, sorted."""
        return sorted(
            folder.name for folder in _folders(self.root / "submitted") if (folder / sheet).is_dir()
        )

    def config(self) -> "Config":
        """Return a fresh configuration for nbgrader's classes, read from ``nbgrader_config.py``.

        Raises:
            CourseError: if the file has a mistake.
        """
        from traitlets.config import PyFileConfigLoader

        try:
            config = PyFileConfigLoader(CONFIG, path=str(self.root)).load_config()
        except Exception as error:  # it is Python: anything may go wrong
            problem = f"{type(error).__name__}: {error}"
            raise CourseError(f"{self.root / CONFIG} cannot be run ({problem}); correct it.") from error
        config.CourseDirectory.root = str(self.root)
        return config

    @property
    def database(self) -> str:
        """The address of nbgrader's gradebook."""
        return f"sqlite:///{self.root / 'gradebook.db'}"

    @contextmanager
    def gradebook(self) -> Iterator["Gradebook"]:
        """Open nbgrader's gradebook, ``gradebook.db``; create it if there is none, completely or not at all.

        Raises:
            CourseError: if the file is damaged, half-made, locked by another program, or if nbgrader
                cannot make one because the command ``alembic`` is missing.
        """
        path = self.root / "gradebook.db"
        course_id = self.config().CourseDirectory.course_id
        _put_tools_on_path()
        if path.exists() and path.stat().st_size > 0:
            _check_gradebook(path)
        from nbgrader.api import Gradebook
        from sqlalchemy.exc import DBAPIError

        try:
            if not path.exists() or path.stat().st_size == 0:
                _make_gradebook(path, course_id)
            with Gradebook(self.database, course_id) as gradebook:
                yield gradebook
        except DBAPIError as error:
            raise CourseError(_damaged(path, error.orig)) from error

    def check_gradebook(self) -> None:
        """Make sure that there is a sound gradebook; raises as ``gradebook`` does."""
        with self.gradebook():
            pass

    @contextmanager
    def only_writer(self) -> Iterator[None]:
        """Prevent a second grading run: the two would undo each other's grades.

        A mark that is being written holds the gradebook for a moment, which is waited for.

        Raises:
            CourseError: if a run is going on.
        """
        import fcntl

        with open(self.root / "gradebook.db.lock", "w") as file:
            end = monotonic() + _A_MOMENT
            while True:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    if monotonic() > end:
                        raise CourseError(
                            f"Grading is already running in {self.root}; wait until it is done."
                        ) from None
                sleep(_A_MOMENT / 100)
            yield

    @contextmanager
    def log(self) -> Iterator[logging.Logger]:
        """Send what nbgrader and its libraries say to ``grading.log`` instead of the terminal."""
        handler = _LogFile(self.root / "grading.log", encoding="utf-8")
        handler.setFormatter(_Lines("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        loggers = [logging.getLogger(name) for name in _TALKERS]
        before = [(logger.propagate, logger.level) for logger in loggers]
        for logger in loggers:
            logger.addHandler(handler)
            logger.propagate = False
        loggers[0].setLevel(logging.INFO)
        logging.captureWarnings(True)
        try:
            yield loggers[0]
        finally:
            logging.captureWarnings(False)
            for logger, (propagate, level) in zip(loggers, before, strict=True):
                logger.removeHandler(handler)
                logger.propagate = propagate
                logger.setLevel(level)
            handler.close()


class _Lines(logging.Formatter):
    """Writes messages that nobody can take for other messages, or for a terminal's commands."""

    def format(self, record):
        return "\n    ".join(map(printable, super().format(record).split("\n")))


class _LogFile(logging.FileHandler):
    """A log that does not stop grading when it cannot be written, for example on a full disk."""

    def handleError(self, record):
        pass

    def close(self):
        with suppress(OSError):
            super().close()


def suggestion(name: str, known: Iterable[str]) -> str:
    """Return a sentence that helps after a wrong name: the nearest right one, or all of them.

    Args:
        name: the wrong name.
        known: the right ones.
    """
    known = list(known)
    by_lower = {one.lower(): one for one in known}
    if near := get_close_matches(name.lower(), by_lower, 1):
        return f"Did you mean {by_lower[near[0]]}?"
    return f"There {'are' if len(known) != 1 else 'is only'} {', '.join(known) or 'none'}."


def _folders(parent: Path) -> list[Path]:
    if not parent.is_dir():
        return []
    return [path for path in parent.iterdir() if path.is_dir() and not path.name.startswith(".")]


def _put_tools_on_path() -> None:
    """Let nbgrader, which runs ``alembic`` by its bare name, find the command beside this Python."""
    if not shutil.which("alembic"):
        os.environ["PATH"] = os.pathsep.join(
            [str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)]
        )
    if not shutil.which("alembic"):
        raise CourseError(
            f"nbgrader needs the command alembic; install it with {sys.executable} -m pip install alembic."
        )


def _make_gradebook(path: Path, course_id: str) -> None:
    """Create a gradebook elsewhere, then move it: nbgrader would accept one that is only half-made."""
    from nbgrader.api import Gradebook

    with files.replacing(path) as partial:
        partial.unlink()  # nbgrader makes one where there is none
        Gradebook(f"sqlite:///{partial}", course_id).close()


def _check_gradebook(path: Path) -> None:
    """Raise a CourseError unless ``path`` is a complete, undamaged gradebook."""
    try:
        # Not read-only: the first to open it takes back what a killed writer had begun.
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=rw", timeout=2, uri=True)) as database:
            [[verdict], *_] = database.execute("PRAGMA quick_check")
            versions = database.execute("SELECT version_num FROM alembic_version").fetchall()
    except sqlite3.Error as error:
        raise CourseError(_damaged(path, error)) from error
    if verdict != "ok" or not versions:
        raise CourseError(_damaged(path, verdict if versions else "it was never finished"))


def _damaged(path: Path, reason: object) -> str:
    if "locked" in str(reason):
        return f"{path} is in use by another program; close it (the formgrader, perhaps) and try again."
    return f"{path} is not a usable gradebook ({reason}); restore a copy, or move it away and grade again."
