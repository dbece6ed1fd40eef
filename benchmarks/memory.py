"""How much memory and time the trusted processes take for the worst submission that is let in.

    python -m benchmarks.memory

Each is graded between two honest ones. Printed are the most that the grading process, the judge and the
process of feedback had, in MB, and the processor time that they took beyond an honest submission.
"""

import json
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import nbformat
import psutil
from nbformat.v4 import new_code_cell
from rich.console import Console
from rich.table import Table

from autograder.authoring import cells, sheets
from autograder.authoring.build import release_notebook
from autograder.course import Course
from autograder.intake.repair import LARGEST, MOST_CELLS

ROOT = Path(__file__).parents[1]
SHEET = "numpy"
_WIRE = 'import sys\nsend = get_ipython().workbook._output\nbig = "\\U0001f600"\n'
_ERROR = '{"output_type": "error", "ename": "E", "evalue": big * 4000, "traceback": [big * 4000] * 50}'
_PICTURE = '{"output_type": "display_data", "data": {"text/plain": big * 900}}'
# By name: the student's own cells, and what softmax returns.
WORST = {
    "an honest one": ([], ""),
    "prints as much as it may, in every cell": (["print('\\U0001f600' * 1_900_000)"] * 12, ""),
    "shows as many outputs as it may": ([_WIRE + f"for _ in range(3000):\n    send({_PICTURE}, 0)"] * 8, ""),
    "writes to two streams in turn": (
        [
            _WIRE + "for _ in range(20_000):\n    for name in ('stdout', 'stderr'):\n"
            "        send({'output_type': 'stream', 'name': name, 'text': 'x'}, 0)"
        ],
        "",
    ),
    "sends errors": ([_WIRE + f"for _ in range(200):\n    send({_ERROR}, 0)"] * 10, ""),
    "has the longest cells": (["# \U0001f600" * (LARGEST // 5 // 6)] * 4, ""),
    "has the most cells": (["1"] * (MOST_CELLS - 50), ""),
    "returns large arrays": ([], "np.zeros((2000, 1900))"),
    "returns very many values": ([], "[[0.5] * 1000] * 1500"),
    "returns very many empty lists": ([], "[[[]] * 1000] * 1500"),
    "returns long keys over many leaves": ([], "{chr(1) * 300_000: [0.5, 'a'] * 600}"),
    "returns a long text": ([], "'\\U0001f600' * 10_000_000"),
    "returns wide integers": ([], "[2**4000] * 50_000"),
}


def make_course(root: Path, submissions: int) -> Course:
    """Make a course with a small sheet, and a class whose members hand in the reference."""
    course = Course(root)
    root.mkdir()
    shutil.copy(ROOT / "nbgrader_config.py", root)
    course.source(SHEET).parent.mkdir(parents=True)
    reference = sheets.read_text(Path(__file__).with_name("sheet.py"))
    nbformat.write(reference, course.source(SHEET))
    course.release(SHEET).parent.mkdir(parents=True)
    course.release(SHEET).write_text(release_notebook(course, SHEET), encoding="utf-8")
    solutions = cells.solutions(reference)
    for number in range(submissions):
        notebook = nbformat.read(course.release(SHEET), as_version=4)
        for name, cell in cells.solutions(notebook).items():
            cell.source = f"{solutions[name].source}\n# student {number}"
        path = course.submitted(SHEET, f"student{number:03}")
        path.parent.mkdir(parents=True)
        nbformat.write(notebook, path)
    return course


def _hand_in(course: Course, number: int, cells: list[str], returned: str) -> None:
    path = course.submitted(SHEET, f"student{number:03}")
    notebook = nbformat.read(path, as_version=4)
    if returned:
        answer = next(cell for cell in notebook.cells if cell.id == "softmax")
        answer.source = f"def softmax(z):\n    return {returned}"
    notebook.cells[2:2] = [new_code_cell(source) for source in cells]
    nbformat.write(notebook, path)


class _Memory(threading.Thread):
    """Watches the memory of this process and of the judge below it."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.most = {"grader": 0, "judge": 0}
        self.seconds = {"grader": 0.0, "judge": 0.0}
        self._over = threading.Event()
        self.start()

    def run(self) -> None:
        own = psutil.Process()
        while not self._over.wait(0.02):
            self._see("grader", own)
            for process in own.children():
                if "autograder.engine.judge" in process.cmdline():
                    self._see("judge", process)

    def _see(self, name: str, process: psutil.Process) -> None:
        self.most[name] = max(self.most[name], process.memory_info().rss)
        times = process.cpu_times()
        self.seconds[name] = times.user + times.system

    def stop(self) -> dict[str, float]:
        self._over.set()
        self.join()
        return {**self.most, **{f"{name}, s": seconds for name, seconds in self.seconds.items()}}


def measure(name: str) -> dict[str, float]:
    """Grade a class and make its pages, in a process of its own; return bytes and seconds."""
    with tempfile.TemporaryDirectory() as scratch:
        course = make_course(Path(scratch, "course"), 3)
        _hand_in(course, 1, *WORST[name])
        arguments = [sys.executable, "-m", "benchmarks.memory", "--child", str(course.root)]
        done = subprocess.run(arguments, cwd=ROOT, check=True, capture_output=True, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def _child(root: str) -> None:
    from autograder.grading.grade import grade

    course = Course(Path(root))
    memory = _Memory()
    points = [one.total for one in grade(course, SHEET, workers=1)]
    found = memory.stop()
    if not points[0] == points[2] > 0:
        raise RuntimeError(f"An honest submission lost points: {points}.")
    code = (
        "import resource, sys\nfrom pathlib import Path\nfrom autograder.course import Course\n"
        "from autograder.handback.feedback import write_feedback\n"
        f"write_feedback(Course(Path(sys.argv[1])), {SHEET!r})\n"
        "used = resource.getrusage(resource.RUSAGE_SELF)\n"
        "print(used.ru_maxrss * 1024, used.ru_utime + used.ru_stime)"
    )
    said = subprocess.run([sys.executable, "-c", code, root], check=True, capture_output=True, text=True)
    peak, seconds = said.stdout.split()[-2:]
    print(json.dumps(found | {"feedback": int(peak), "feedback, s": float(seconds)}))


def main() -> None:
    """Measure and print."""
    if "--child" in sys.argv:
        return _child(sys.argv[-1])
    processes = ("grader", "judge", "feedback")
    table = Table("submission", *(f"{one}, MB" for one in processes), *(f"{one}, s" for one in processes))
    honest = measure("an honest one")
    for name in WORST:
        found = measure(name)
        sizes = [f"{found[one] / 2**20:.0f}" for one in processes]
        times = [f"{found[f'{one}, s'] - honest[f'{one}, s']:+.1f}" for one in processes]
        table.add_row(name, *sizes, *times)
    Console().print(table)
    return None


if __name__ == "__main__":
    main()
