"""How fast a class is graded: the real sheets, and plain nbgrader with the same notebooks in the same run.

    python -m benchmarks.grading --course --students 20              # all sheets
    python -m benchmarks.grading --course --sheets 04 05 --stock     # two sheets, and plain nbgrader

Prints two tables in Markdown. The first submission of a run is the reference; it is told apart, with all that
a run costs once (imports, forking processes). A submission's share is what the others cost, divided by their
number. Both grade with ``WORKBOOK_BUDGET=quick``.

Processor time is that of a run and of all processes that come from it: the judges, the processes that
submissions are forked from, the confined ones, and nbgrader's kernels. Linux tells it for those that live
(``/proc``), and adds the time of those that have ended to that of whoever waited for them, all the way up.
A run inherits the processes whose parents are killed, so that nothing is lost.
"""

import argparse
import ctypes
import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from statistics import mean
from time import process_time, time
from typing import Any, NamedTuple

import psutil

from autograder.course import Course
from benchmarks import classroom

ROOT = Path(__file__).parents[1]
STOCK = """
c = get_config()
c.CourseDirectory.course_id = "benchmark"
c.Execute.timeout = 60
"""
PARTS = (
    *("start", "setup", "given cells", "solution cells", "looks", "own cells", "tests"),
    *("compiling", "drawing", "grading process", "page"),
)
_ADDED = ("processor", "clock", "stock", "once")  # over the sheets; of others, the largest is told
_LARGEST = ("first", "peak", "largest")


def measure(like: Course, sheet: str, students: int, workers: int, *, stock: bool) -> dict[str, Any]:
    """Grade a class in a process of its own; return what a submission costs, and what a run costs once.

    Args:
        like: the course with the sheet.
        sheet: its name.
        students: how many there are beside the first one.
        workers: how many submissions run at once.
        stock: grade with plain nbgrader.
    """
    config = STOCK if stock else (like.root / "nbgrader_config.py").read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as scratch:
        course = classroom.make_course(Path(scratch, "course"), like, sheet, config=config)
        classroom.hand_in(course, like, sheet, range(students + 1))
        with course.gradebook():
            pass  # nbgrader takes seconds to make one, once in a course's life
        arguments = ["stock" if stock else "engine", str(course.root), sheet, str(workers), str(time())]
        command = [sys.executable, "-m", "benchmarks.grading", "--child", *arguments]
        environment = os.environ | {"WORKBOOK_BUDGET": "quick"}
        done = subprocess.run(
            command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True
        )
    return json.loads(done.stdout.splitlines()[-1])


def _child(way: str, root: str, sheet: str, workers: str, began: str) -> None:
    ctypes.CDLL(None).prctl(36, 1)  # PR_SET_CHILD_SUBREAPER
    course = Course(Path(root))
    if way == "stock":
        print(json.dumps(_grade_stock(course, sheet)))
    else:
        print(json.dumps(_grade_engine(course, sheet, int(workers), float(began))))


def _grade_stock(course: Course, sheet: str) -> dict[str, Any]:
    """Grade as plain nbgrader does: the first submission, the others, and once more with nothing to do."""
    tool = str(Path(sys.executable).with_name("nbgrader"))
    subprocess.run(
        [tool, "generate_assignment", sheet, "--force"], cwd=course.root, check=True, capture_output=True
    )
    first, *others = course.students(sheet)
    marks = [_Mark.now()]
    for more in ([f"--student={first}"], [], []):
        subprocess.run([tool, "autograde", sheet, *more], cwd=course.root, check=True, capture_output=True)
        marks.append(_Mark.now())
    _, together, nothing = (later - earlier for earlier, later in pairwise(marks))
    return {"processor": (together.processor - nothing.processor) / len(others)}


def _grade_engine(course: Course, sheet: str, workers: int, began: float) -> dict[str, Any]:
    """Grade as ``workbook grade`` does; then write the pages."""
    import autograder.cli  # noqa: F401 (which makes imports faster)
    from autograder.grading.grade import grade
    from autograder.handback.feedback import write_feedback

    marks: list[_Mark] = []
    graded = grade(course, sheet, workers=workers, progress=lambda _: marks.append(_Mark.now()))
    if failed := [one.problem for one in graded if one.failed]:
        raise RuntimeError(f"{sheet}: {failed[0]}")
    first, last, peak = marks[0], marks[-1], _peak()
    with suppress(ChildProcessError):
        while True:
            os.wait()  # only then does RUSAGE_CHILDREN, below, know them
    students = [one.student for one in graded[1:]]
    before = _Mark.now()
    write_feedback(course, sheet)
    page = (_Mark.now() - before) / len(graded)
    each = (last - first) / len(students)
    parts = _parts(course, sheet, students) | {"grading process": each.own, "page": page.processor}
    return {
        "processor": each.processor + page.processor,
        "clock": each.clock + page.clock,
        "once": first.processor,
        "first": first.clock - began,
        "peak": peak,
        "largest": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024,
        "parts": parts,
    }


class _Mark(NamedTuple):
    """What was used until now.

    Attributes:
        processor: seconds, of this process and all that have come from it.
        own: seconds, of this process alone.
        clock: the time.
    """

    processor: float
    own: float
    clock: float

    @classmethod
    def now(cls) -> "_Mark":
        own, used = psutil.Process(), 0.0
        for process in (own, *own.children(recursive=True)):
            with suppress(psutil.NoSuchProcess):  # then its time is its parent's by now
                used += sum(process.cpu_times()[:4])  # and of those that it has waited for
        return cls(used, process_time(), time())

    def __sub__(self, other: "_Mark") -> "_Mark":
        return _Mark(*(a - b for a, b in zip(self, other, strict=True)))

    def __truediv__(self, number: int) -> "_Mark":
        return _Mark(*(one / number for one in self))


def _parts(course: Course, sheet: str, students: Iterable[str]) -> dict[str, float]:
    """Return the mean seconds of the parts of judging a submission, as grading has recorded them."""
    from autograder.authoring import cells, dependencies, sheets
    from autograder.engine.store import Key, Store
    from autograder.grading import copies

    looks = dependencies.looks(sheets.read_notebook(course.source(sheet)))
    store, found = Store(course.results(sheet)), []
    for student in students:
        path = course.autograded(sheet, student)
        notebook, notes = sheets.read_notebook(path), copies.notes(path)
        result, _ = store.get(Key(notes["result"], ""))
        parts = dict.fromkeys(PARTS, 0.0)
        for cell in notebook.cells:
            kind = (
                "own cells"
                if cell.id in notes["own"]
                else "tests"
                if cells.is_test(cell)
                else "setup"
                if cells.is_setup(cell)
                else "solution cells"
                if cells.is_answer(cell)
                else "looks"
                if cell.id in looks
                else "given cells"
            )
            parts[kind] += result.times.get(cell.id, 0.0)
        parts["start"] = result.seconds - sum(result.times.values())
        for output in result.outputs.get(notes["own"][-1], []):
            parts |= json.loads(output["text"]) if output["output_type"] == "stream" else {}
        found.append(parts)
    return {part: mean(one[part] for one in found) for part in PARTS}


def _peak() -> int:
    """Return the most bytes of memory that this process had (``ru_maxrss`` may be its parent's)."""
    [line] = [line for line in Path("/proc/self/status").read_text().splitlines() if "VmHWM" in line]
    return int(line.split()[1]) * 1024


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table in Markdown; all columns but the first are numbers."""
    lines = [head, [":--", *["--:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--course", nargs="?", type=Path, help="a folder; by default, the course that the present one is in"
    )
    parser.add_argument("--sheets", nargs="*", default=[""], help="beginnings of names; all if left out")
    parser.add_argument("--students", type=int, default=10, help="of each sheet, beside the first")
    parser.add_argument("--workers", type=int, default=1, help="submissions that run at once")
    parser.add_argument("--stock", action="store_true", help="also grade with plain nbgrader")
    parser.add_argument("--child", nargs=5, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        return _child(*options.child)
    like = Course.find(options.course)
    chosen = [sheet for sheet in like.sheets() if sheet.startswith(tuple(options.sheets))]
    found = {}
    for sheet in chosen:
        print(f"{sheet} ...", file=sys.stderr)
        found[sheet] = measure(like, sheet, options.students, options.workers, stock=False)
        if options.stock:
            plain = measure(like, sheet, options.students, 1, stock=True)
            found[sheet]["stock"] = plain["processor"]
    print(f"{1 + options.students} students a sheet, {options.workers} at once; seconds of a submission:\n")
    print(_costs(found))
    print("\nWhere they go; compiling and drawing are in the cells and tests:\n")
    print(_where(found))
    return None


def _costs(found: dict[str, dict[str, Any]]) -> str:
    """Return the table of what a submission costs; the last row is a student with all sheets."""
    every = list(found.values())
    total = {name: sum(one[name] for one in every) for name in every[0] if name in _ADDED}
    total |= {name: max(one[name] for one in every) for name in every[0] if name in _LARGEST}
    columns = {
        "processor, s": lambda one: f"{one['processor']:.1f}",
        "clock, s": lambda one: f"{one['clock']:.1f}",
        "nbgrader, processor, s": lambda one: f"{one['stock']:.0f}",
        "ratio": lambda one: f"{one['stock'] / one['processor']:.1f}",
        "a run once, processor, s": lambda one: f"{one['once']:.0f}",
        "first student after, s": lambda one: f"{one['first']:.0f}",
        "grading process, MB": lambda one: f"{one['peak'] / 2**20:.0f}",
        "largest process, MB": lambda one: f"{one['largest'] / 2**20:.0f}",
    }
    if "stock" not in total:
        del columns["nbgrader, processor, s"], columns["ratio"]
    rows = [
        [name, *(show(one) for show in columns.values())] for name, one in [*found.items(), ("all", total)]
    ]
    return _table(["sheet", *columns], rows)


def _where(found: dict[str, dict[str, Any]]) -> str:
    """Return the table of where the time of a submission goes."""
    rows = [[part, *(f"{one['parts'][part]:.2f}" for one in found.values())] for part in PARTS]
    return _table(["seconds", *found], rows)


if __name__ == "__main__":
    main()
