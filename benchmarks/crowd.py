"""How long pages take for a large class: the Formgrader, feedback, report and export.

    python -m benchmarks.crowd                 # classes of 60 and 600; what grows faster than the class shows
    python -m benchmarks.crowd --students 600  # only one class

A few submissions are really graded. The others are copies of these with other code, whose grades are written
straight into the gradebook. Each step runs in a process of its own. Printed are its seconds on the clock,
those of the processor (they tell more on a busy machine), and the most memory it had.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from time import monotonic, process_time

import nbformat
from rich.console import Console
from rich.table import Table

from autograder.authoring import cells
from autograder.authoring import sheets as notebooks
from autograder.course import Course
from autograder.course.late import LatePolicy
from benchmarks.grading import ROOT, make_course

SHEET = "numpy"
_GRADED = 3  # submissions that are really run
_SIGNS = ("+", "-", "*", "/", "@", "//", "%", "** 2 +", ".T @")
STEPS = ("formgrader", "feedback", "report", "export")


def make_class(root: Path, students: int) -> Course:
    """Make a course with a graded class, each with code of their own."""
    from autograder.grading import gradebook
    from autograder.grading.grade import grade

    course = make_course(root, SHEET, _GRADED, stock=False)
    for one in grade(course, SHEET):
        if one.problem:
            raise RuntimeError(f"{one.student}: {one.problem}")
    policy, random = LatePolicy(config=course.config()), Random(1)
    with course.gradebook() as book, course.log() as log:
        for number in range(_GRADED, students):
            student, like = f"student{number:03}", f"student{number % _GRADED:03}"
            for place in (course.submitted, course.autograded):
                notebook = nbformat.read(place(SHEET, like), as_version=4)
                place(SHEET, student).parent.mkdir(parents=True)
                for cell in notebook.cells:
                    if cells.is_answer(cell) and cell.cell_type == "code":
                        cell.source += "\n" + _code(Random(f"{number} {cell.id}"))
                place(SHEET, student).write_text(notebooks.write(notebook), encoding="utf-8")
            for answer in (cell for cell in notebook.cells if cells.is_test(cell)):
                if random.random() < 0.2:  # of the points, every fifth is lost
                    answer.outputs = [nbformat.v4.new_output("error", ename="AssertionError", evalue="No.")]
            gradebook.write(book, policy, SHEET, student, notebook, None, log)
    return course


def _code(random: Random) -> str:
    """Return some lines that nobody else has."""
    return "\n".join(
        "    own = " + " ".join(f"{random.choice('xyzw')} {random.choice(_SIGNS)}" for _ in range(6)) + " 1"
        for _ in range(10)
    )


def steps(course: Course, step: str) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield what a step does: what a person waits for, and a function that does it."""
    if step == "formgrader":
        from nbgrader.apps.api import NbGraderAPI
        from nbgrader.coursedir import CourseDirectory

        config = course.config()
        api = NbGraderAPI(CourseDirectory(config=config), config=config)
        yield "Formgrader: start page", api.get_assignments
        yield "Formgrader: page of the assignment", lambda: api.get_submissions(SHEET)
        yield "Formgrader: list for grading by hand", lambda: api.get_notebook_submissions(SHEET, SHEET)
        yield "Formgrader: list of students", api.get_students
    elif step == "feedback":
        from autograder.handback.feedback import write_feedback

        yield "workbook feedback", lambda: write_feedback(course, SHEET)
    elif step == "report":
        from autograder.handback.report import page

        yield "workbook report", lambda: page.as_page(page.make_report(course, SHEET))
    else:
        from autograder.handback.export import export_grades

        yield "workbook export", lambda: export_grades(course, "csv", SHEET)


def measure(course: Course, step: str) -> dict[str, tuple[float, float, float]]:
    """Return the seconds, processor seconds and most bytes of each part of a step, in its own process."""
    arguments = [sys.executable, "-m", "benchmarks.crowd", "--child", step, str(course.root)]
    said = subprocess.run(arguments, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return json.loads(said.splitlines()[-1])


def _child(step: str, root: str) -> None:
    found = {}
    for name, work in steps(Course(Path(root)), step):
        start, used = monotonic(), process_time()
        work()
        seconds, used = monotonic() - start, process_time() - used
        found[name] = (seconds, used, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)
    print(json.dumps(found))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--students", type=int, nargs="+", default=[60, 600])
    parser.add_argument("--child", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        return _child(*options.child)
    table = Table("students", "", "s", "processor, s", "MB")
    for students in options.students:
        with tempfile.TemporaryDirectory() as scratch:
            course = make_class(Path(scratch, "course"), students)
            for step in STEPS:
                for name, (seconds, used, peak) in measure(course, step).items():
                    row = [str(students), name, f"{seconds:.1f}", f"{used:.1f}", f"{peak / 2**20:.0f}"]
                    print(*row, sep="\t", file=sys.stderr, flush=True)
                    table.add_row(*row)
    Console().print(table)
    return None


if __name__ == "__main__":
    main()
