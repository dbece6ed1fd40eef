"""How fast submissions are graded, against plain nbgrader in the same run; figures are ratios.

    python -m benchmarks.grading                 # both sheets, one and two workers, where the time goes
    python -m benchmarks.grading --submissions 200   # really grade a class of 200, and watch the memory

A run's processor time is that of all its processes. A submission's share is the slope between a small class
and a larger one, so that what a run costs once (imports, forking processes) is told apart.
"""

import argparse
import ctypes
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
from dataclasses import replace
from pathlib import Path
from statistics import median
from time import monotonic

import nbformat
import psutil
from rich.console import Console
from rich.table import Table

from autograder.authoring import sheets
from autograder.authoring.build import release_notebook
from autograder.course import Course
from autograder.engine.station import Station
from autograder.grading.settings import Execute

ROOT = Path(__file__).parents[1]
SHEETS = {"numpy": "NumPy", "torch_jax": "torch + JAX"}
STOCK = """
c = get_config()
c.CourseDirectory.course_id = "benchmark"
c.Execute.timeout = 60
"""


def make_course(root: Path, sheet: str, submissions: int, *, stock: bool) -> Course:
    """Make a course with one sheet, and a class that has handed in the reference, each a little different."""
    course = Course(root)
    root.mkdir()
    config = STOCK if stock else (ROOT / "nbgrader_config.py").read_text(encoding="utf-8")
    (root / "nbgrader_config.py").write_text(config, encoding="utf-8")
    course.source(sheet).parent.mkdir(parents=True)
    reference = sheets.read_text(Path(__file__).parent / "sheets" / f"{sheet}.py")
    nbformat.write(reference, course.source(sheet))
    course.release(sheet).parent.mkdir(parents=True)
    maker = Course(root.with_name(root.name + "-maker"))  # stock nbgrader makes releases its own way
    shutil.copytree(root, maker.root)
    shutil.copy(ROOT / "nbgrader_config.py", maker.root)
    course.release(sheet).write_text(release_notebook(maker, sheet), encoding="utf-8")
    release = nbformat.read(course.release(sheet), as_version=4)
    solutions = {cell.id: cell.source for cell in reference.cells}
    for number in range(submissions):
        notebook = nbformat.from_dict(release)
        for cell in notebook.cells:
            if cell.metadata.get("nbgrader", {}).get("solution"):
                cell.source = f"{solutions[cell.id]}\n# student {number}"
        path = course.submitted(sheet, f"student{number:03}")
        path.parent.mkdir(parents=True)
        nbformat.write(notebook, path)
    return course


def grade_stock(course: Course, sheet: str) -> None:
    """Grade as plain nbgrader does, the whole class in one command: imports are paid once."""
    tool = str(Path(sys.executable).with_name("nbgrader"))
    for command in (["generate_assignment", sheet, "--force"], ["autograde", sheet]):
        subprocess.run([tool, *command], cwd=course.root, check=True, capture_output=True)


def grade_engine(course: Course, sheet: str, workers: int) -> None:
    """Grade with the engine."""
    from autograder.grading.grade import grade

    for graded in grade(course, sheet, workers=workers):
        if graded.problem or graded.total < graded.maximum:
            raise RuntimeError(f"{graded.student}: {graded.problem or graded.scores}")


def measure(way: str, sheet: str, submissions: int, workers: int) -> dict[str, float]:
    """Grade a class in a process of its own; return CPU seconds, seconds, and the peak of memory."""
    with tempfile.TemporaryDirectory() as scratch:
        course = make_course(Path(scratch, "course"), sheet, submissions, stock=way == "stock")
        with course.gradebook():
            pass  # nbgrader takes seconds to make one, once in a course's life
        arguments = [
            sys.executable,
            "-m",
            "benchmarks.grading",
            "--child",
            way,
            str(course.root),
            sheet,
            str(workers),
        ]
        said = subprocess.run(arguments, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return json.loads(said.splitlines()[-1])


def _child(way: str, root: str, sheet: str, workers: int) -> None:
    ctypes.CDLL(None).prctl(
        36, 1
    )  # PR_SET_CHILD_SUBREAPER: also processes whose parent was killed are counted
    course = Course(Path(root))
    peak = _Peak()
    start = monotonic()
    if way == "stock":
        grade_stock(course, sheet)
    else:
        grade_engine(course, sheet, workers)
    wall = monotonic() - start
    while True:
        try:
            os.wait()
        except ChildProcessError:
            break
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    cpu = sum(one.ru_utime + one.ru_stime for one in used)
    print(json.dumps({"cpu": cpu, "wall": wall, "peak": peak.stop()}))


class _Peak(threading.Thread):
    """Watches the memory of the grading process itself."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self._own = psutil.Process()
        self._most = 0
        self._over = threading.Event()
        self.start()

    def run(self) -> None:
        while not self._over.wait(0.1):
            self._most = max(self._most, self._own.memory_info().rss)

    def stop(self) -> int:
        """Return the most bytes that were seen."""
        self._over.set()
        return self._most


def slope(way: str, sheet: str, few: int, many: int, workers: int) -> dict[str, float]:
    """Return processor and clock seconds per submission, and what a run costs once."""
    small, large = (measure(way, sheet, n, workers) for n in (few, many))
    each = {name: (large[name] - small[name]) / (many - few) for name in ("cpu", "wall")}
    return {
        **each,
        "once": small["cpu"] - few * each["cpu"],
        "peak": large["peak"],
        "peak_small": small["peak"],
    }


def where_time_goes(sheet: str, repeats: int = 10) -> dict[str, float]:
    """Return the seconds that parts of judging one submission take, the median of some repeats.

    ``inside`` is the same notebook with its tests run as the student's cells are, beside the answers.
    """
    reference = sheets.read_text(Path(__file__).parent / "sheets" / f"{sheet}.py")
    job = Execute().job(reference, sheet)
    beside = [replace(cell, role="student") if cell.role == "test" else cell for cell in job.cells]
    station = Station()
    parts: dict[str, list[float]] = {}
    try:
        for _ in range(repeats + 1):
            outside, inside = station.judge(job), station.judge(replace(job, cells=beside))
            tests = sum(outside.times[cell.name] for cell in job.cells if cell.role == "test")
            cells = sum(outside.times.values()) - tests
            found = {"cells": cells, "tests": tests, "fork and sandbox": outside.seconds - tests - cells}
            found |= {"all": outside.seconds, "inside": inside.seconds, "judge, CPU-s": outside.cpu}
            for name, seconds in found.items():
                parts.setdefault(name, []).append(seconds)
    finally:
        station.close()
    return {name: median(seconds[1:]) for name, seconds in parts.items()}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--submissions", type=int, help="really grade a class of this size with the engine")
    parser.add_argument("--sheet", choices=SHEETS, help="this sheet only")
    parser.add_argument("--child", nargs=4, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        way, root, sheet, workers = options.child
        return _child(way, root, sheet, int(workers))
    console = Console()
    chosen = [options.sheet] if options.sheet else list(SHEETS)
    if options.submissions:
        for sheet in chosen:
            found = measure("engine", sheet, options.submissions, os.cpu_count() or 1)
            rate = options.submissions / found["wall"] * 3600
            console.print(
                f"{SHEETS[sheet]}: {options.submissions} submissions in {found['wall']:.0f} s "
                f"({rate:.0f} an hour), {found['cpu'] / options.submissions:.2f} CPU-s each, "
                f"grading process at most {found['peak'] / 2**20:.0f} MB"
            )
        return None
    table = Table("sheet", "way", "CPU-s each", "ratio", "seconds each", "ratio", "once, CPU-s", "peak MB")
    for sheet in chosen:
        stock = slope("stock", sheet, 1, 5, 1)
        rows = [("nbgrader", stock)]
        rows += [(f"engine, {n} workers", slope("engine", sheet, 4, 24, n)) for n in (1, 2)]
        for name, row in rows:
            table.add_row(
                SHEETS[sheet],
                name,
                f"{row['cpu']:.2f}",
                f"{stock['cpu'] / row['cpu']:.1f}x",
                f"{row['wall']:.2f}",
                f"{stock['wall'] / row['wall']:.1f}x",
                f"{row['once']:.1f}",
                f"{row['peak'] / 2**20:.0f}",
            )
    console.print(table)
    for sheet in chosen:
        parts = where_time_goes(sheet)
        listing = ", ".join(f"{name} {seconds:.3f}" for name, seconds in parts.items())
        console.print(f"{SHEETS[sheet]}, seconds of one submission: {listing}; ", end="")
        console.print(
            f"judging outside takes {parts['all'] / parts['inside']:.2f}x the time of judging inside"
        )
    return None


if __name__ == "__main__":
    main()
