"""Classes of attackers and honest students, and what grading says of each of them."""

import json
import subprocess
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import target
from corpus import Attack, Said
from target import REFERENCE, SECRETS, SHEET, filled

from autograder.authoring.sheets import read_notebook
from autograder.course import Course
from autograder.engine import fanout
from autograder.grading import copies, tutor
from autograder.grading.grade import Graded, grade
from autograder.grading.settings import Execute
from autograder.handback.feedback import write_feedback

HINT = "Doubling is adding a number to itself once, not twice."
MISTAKE = f"""# mistake: three times the number
# fails: test_double
# hint: {HINT}

def double(x):
    return 3 * np.asarray(x)
"""
_SOLVED = REFERENCE | {"why": SECRETS["another student"]}
_BROKEN_OFF = "def model():\n    raise NotImplementedError('not yet')"
_PRINTS = "print('half way')\nnp.arange(3) / 2"


def _without_a_test(notebook: dict) -> None:
    notebook["cells"] = [cell for cell in notebook["cells"] if cell.get("id") != "test_credit"]


@dataclass(frozen=True)
class Honest:
    """An honest submission, perfect or not.

    Attributes:
        answers: sources of answer cells by name.
        extra: the student's own cells.
        change: what happened to the notebook's JSON by accident.
    """

    answers: dict[str, str]
    extra: tuple[str, ...] = ()
    change: Callable[[dict], None] = lambda notebook: None


HONEST = {
    "perfect": Honest(_SOLVED),
    "mistaken": Honest(_SOLVED | {"double": MISTAKE}),
    "partly": Honest(_SOLVED | {"credit": "def credit(k):\n    return k * k if k < 5 else 0"}, (_PRINTS,)),
    "unfinished": Honest(_SOLVED | {"model": _BROKEN_OFF}, ("print(1 / 0)",)),
    "damaged": Honest(_SOLVED | {"batches": "def batches(n, size):\n    yield 0"}, change=_without_a_test),
    "untouched": Honest({}),
}


@dataclass
class Classroom:
    """A graded class.

    Attributes:
        course: where it is.
        graded: what came of each student.
        waited: the seconds between the result of a student and the one before.
        rendered: the seconds that each feedback page took.
    """

    course: Course
    graded: dict[str, Graded] = field(default_factory=dict)
    waited: dict[str, float] = field(default_factory=dict)
    rendered: dict[str, float] = field(default_factory=dict)

    def grade(self, students: Iterable[str]) -> None:
        """Grade students one after the other, in this order, in one judge and one fork server."""
        last = time.monotonic()

        def progress(one: Graded) -> None:
            nonlocal last
            now = time.monotonic()
            self.graded[one.student], self.waited[one.student], last = one, now - last, now

        grade(self.course, SHEET, students, workers=1, progress=progress)

    def give_feedback(self, students: Iterable[str]) -> None:
        """Write feedback pages; note the processor time that each takes."""
        students = list(students)
        waiting, last = iter(students), time.process_time()

        def progress() -> None:
            nonlocal last
            now = time.process_time()
            self.rendered[next(waiting)], last = now - last, now

        write_feedback(self.course, SHEET, students, progress=progress)

    def copy(self, student: str) -> dict[str, Any]:
        """Return the graded copy of a submission."""
        return json.loads(self.course.autograded(SHEET, student).read_text(encoding="utf-8"))

    def said(self, student: str) -> Said:
        """Return what grading says of a student's submission, after ``give_feedback``."""
        one, copy = self.graded[student], self.copy(student)
        lines = [f"problem: {one.problem}"] if one.problem else []
        lines += [f"repaired: {sentence}" for sentence in one.repairs]
        stamp = self.course.autograded(SHEET, student).with_name("timestamp.txt")
        lines += [f"stamped {stamp.read_text()}"] if stamp.exists() else []
        for cell in copy["cells"]:
            lines += [f"[{cell['id']}] {_line(output)}" for output in cell.get("outputs", [])]
        page = self.course.feedback(SHEET, student).read_text(encoding="utf-8")
        submitted = self.course.submitted(SHEET, student).read_text(encoding="utf-8", errors="replace")
        return Said("\n".join(lines), page, submitted, json.dumps(copy))

    def fate(self, student: str) -> dict[str, Any]:
        """Return all that an honest student gets, in a form that does not depend on the rest of the class."""
        one = self.graded[student]
        shown = [
            (cell["id"], cell.get("execution_count"), cell.get("outputs"))
            for cell in self.copy(student)["cells"]
        ]
        return {
            "points": one.scores,
            "by hand": one.needs_manual,
            "problem": one.problem,
            "failed": one.failed,
            "repairs": one.repairs,
            "hints": self.notes(student)["hints"],
            "outputs": shown,
        }

    def notes(self, student: str) -> dict[str, Any]:
        """Return the notes in the graded copy."""
        return copies.notes(self.course.autograded(SHEET, student))


def make_course(root: Path) -> Course:
    """Make the course that is attacked, with a hint for the honest who make a mistake."""
    course = target.make_course(root)
    wrong = root / "tests" / "answers" / SHEET / "double" / "wrong"
    wrong.mkdir(parents=True)
    (wrong / "three_times.py").write_text(MISTAKE)
    source, run = read_notebook(course.source(SHEET)), Execute(config=course.config())
    with fanout.on_this_machine(1, subprocess.DEVNULL) as submit:
        tutor.prepare(course, SHEET, source, run, submit)  # so that hints are looked for while they attack
    return course


def hand_in_honestly(course: Course, student: str, kind: str) -> None:
    """Hand in an honest submission; a comment of its own keeps its result from being known already."""
    one = HONEST[kind]
    notebook = filled(course, one.answers, [f"# {student}", *one.extra])
    one.change(notebook)
    target.hand_in(course, student, notebook)


def hand_in_attack(course: Course, student: str, one: Attack) -> None:
    """Hand in an attack, with a comment of its own as well."""
    notebook = filled(course, one.answers, [f"# {student}", *one.extra])
    path = course.submitted(SHEET, student)
    path.parent.mkdir(parents=True)
    content = one.tamper(notebook, path.parent) if one.tamper else None
    if not path.is_symlink():
        target.hand_in(course, student, content if content is not None else notebook)


def _line(output: dict[str, Any]) -> str:
    match output["output_type"]:
        case "stream":
            return f"printed {''.join(output['text'])}"
        case "error":
            return f"{output['ename']}: {output['evalue']}"
        case _:
            shown = output["data"].get("text/plain", "")
            return f"shows {''.join(shown)}"
