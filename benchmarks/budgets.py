"""How long the reference of each sheet takes: as a student runs it, and as the grader does.

    python -m benchmarks.budgets          # all sheets
    python -m benchmarks.budgets 03 07    # these

*Full* is the source notebook in a new kernel: everything is computed, drawn and tested. *Graded* is the
reference as a submission: every cell and every test, with the quick budget, judged from outside in a process
whose imports are behind it, as all submissions of a class but the first. Seconds on the clock; the budgets
are 120 and 5 on two cores. Processor seconds of the full run tell how busy the machine was with other things.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from statistics import median
from time import monotonic

import nbformat
from rich.console import Console
from rich.table import Table

from autograder.course import Course
from autograder.engine.station import Station
from autograder.grading.settings import Execute
from helpers.budget import WAIT_QUIETLY

REPEATS = 3


def in_full(course: Course, sheet: str) -> tuple[float, float]:
    """Execute a source notebook in a new kernel; return seconds on the clock, and of all processors."""
    start, before = monotonic(), _processor()
    with tempfile.TemporaryDirectory() as folder:
        tool = [sys.executable, "-m", "nbconvert", "--to", "notebook", "--execute", "--output-dir", folder]
        environment = os.environ | {"WORKBOOK_BUDGET": "full"} | WAIT_QUIETLY
        command = [*tool, str(course.source(sheet))]
        subprocess.run(command, check=True, env=environment, stderr=subprocess.DEVNULL)
    return monotonic() - start, _processor() - before


def graded(course: Course, sheet: str) -> float:
    """Judge the reference of a sheet from outside; return the median of some repeats, without the first."""
    reference = nbformat.read(course.source(sheet), as_version=4)
    job = Execute().job(reference, sheet, source=reference)
    station = Station(sys.stderr)
    try:
        results = [station.judge(job) for _ in range(REPEATS + 1)]
    finally:
        station.close()
    if problem := results[-1].problem:
        raise RuntimeError(f"{sheet}: {problem}")
    return median(result.seconds for result in results[1:])


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description="Seconds that the sheets take.")
    parser.add_argument("sheets", nargs="*", help="beginnings of names; all if left out")
    wanted = tuple(parser.parse_args().sheets)
    course = Course.find()
    table = Table("sheet", "full (s)", "full (CPU-s)", "graded (s)")
    for sheet in course.sheets():
        if not wanted or sheet.startswith(wanted):
            full, processor = in_full(course, sheet)
            table.add_row(sheet, f"{full:.0f}", f"{processor:.0f}", f"{graded(course, sheet):.1f}")
    Console().print(table)


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
