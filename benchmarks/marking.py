"""Measure what the page for markers costs for each answer: from the key that saves to the next answer.

python -m benchmarks.marking [--students 200] [--sheet 02_backprop]

A class is generated, and every question is marked in a headless Chromium by two keys for each answer. The
clock is the page's own: it starts at the key, and stops when the browser has drawn the next answer. The
processor time of the server is shown beside it, since the clock also counts what else the machine does.
"""

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path
from statistics import median, quantiles

import psutil
from rich.console import Console
from rich.table import Table

from autograder.authoring import cells, sheets
from autograder.course import CONFIG, Course, CourseError
from autograder.doctor import browser

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "support"))

import marking
from chromium import launch

# Mark one answer; return the milliseconds until the next one is drawn, or null if there is none.
_ONE = """
() => new Promise((resolve) => {
  const answer = document.getElementById("answer");
  if (!answer.querySelector(".one")) return resolve(null);
  const press = (key, code) =>
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key, code, bubbles: true, cancelable: true }));
  press("1", "Digit1");
  const start = performance.now();
  new MutationObserver((_, observer) => {
    observer.disconnect();
    requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start), 0));
  }).observe(answer, { childList: true });
  press("Enter", "Enter");
})
"""


def make_course(root: Path, sheet: str, students: int) -> Course:
    """Make a course whose class has answered all written questions of a sheet of this course."""
    real, course = Course.find(), Course(root)
    root.mkdir()
    shutil.copy(real.root / CONFIG, root)
    for folder in ("source", "release"):
        shutil.copytree(real.root / folder / sheet, root / folder / sheet)
    source = sheets.read_notebook(course.source(sheet))
    questions = [cells.name(cell) for cell in source.cells if cells.is_written(cell)]
    texts = {name: marking.answers(students, seed) for seed, name in enumerate(questions)}
    everybody = {f"student{k:03}": {name: texts[name][k] for name in questions} for k in range(students)}
    marking.make_class(course, sheet, everybody)
    return course


def measure(course: Course, sheet: str, path: str) -> tuple[list[float], float]:
    """Mark everything; return milliseconds of each save, and the server's processor time for one of them."""
    times: list[float] = []
    with marking.serve(course, sheet) as server, launch(path) as chromium:
        page = chromium.new_page(viewport={"width": 1400, "height": 900})
        page.goto(server.link)
        page.keyboard.type("Ada")
        page.keyboard.press("Enter")
        page.locator(".one").first.wait_for()
        process = psutil.Process(server.process.pid)
        before = process.cpu_times()
        for queue in [option.get_attribute("value") for option in page.locator("#queue option").all()]:
            if page.url.split("#")[1] != queue:
                page.evaluate(f"turn({queue!r})")
                page.locator(f"#queue option[value='{queue}']:checked").wait_for(state="attached")
            while (time := page.evaluate(_ONE)) is not None:
                times.append(time)
        after = process.cpu_times()
    used = after.user + after.system - before.user - before.system
    return times, 1000 * used / len(times)


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description="What the page for markers costs for each answer.")
    parser.add_argument("--students", type=int, default=200)
    parser.add_argument("--sheet", default="02_backprop")
    wanted = parser.parse_args()
    path = browser()
    if path is None:
        raise CourseError("There is no Chromium; `workbook doctor` says where it is looked for.")
    with tempfile.TemporaryDirectory() as folder:
        course = make_course(Path(folder) / "course", wanted.sheet, wanted.students)
        times, processor = measure(course, wanted.sheet, path)
        left = sum(one.waits for one in marking.by_hand(course, wanted.sheet).values())
    table = Table("saves", "median (ms)", "95 % (ms)", "most (ms)", "server CPU (ms)", "left", "load")
    high = quantiles(times, n=20)[-1]
    load = f"{os.getloadavg()[0]:.1f}"
    numbers = (f"{one:.1f}" for one in (median(times), high, max(times), processor))
    table.add_row(str(len(times)), *numbers, str(left), load)
    Console().print(table)


if __name__ == "__main__":
    main()
