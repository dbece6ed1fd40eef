"""A class that has handed in the real sheets of a course, good and bad work: the same one each time."""

import shutil
from pathlib import Path
from random import Random

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from autograder.authoring import answers, cells, sheets
from autograder.course import Course

KINDS = ("reference", "right answers", "wrong answers", "half done", "untouched")  # in turn
_MOST_MISTAKES = 3

# Two cells of the student's own, near the start and at the end. They tell what compiling and drawing took;
# only the student's process knows.
_WATCH = """\
def benchmark_watch():
    import sys, time
    from matplotlib.figure import Figure
    spent, draw = {"compiling": 0.0, "drawing": 0.0}, Figure.draw
    def timed(*arguments, **keywords):
        start = time.perf_counter()
        try:
            return draw(*arguments, **keywords)
        finally:
            spent["drawing"] += time.perf_counter() - start
    def compiled(event, seconds, **keywords):
        if event.endswith(("/jaxpr_to_mlir_module_duration", "/backend_compile_duration")):
            spent["compiling"] += seconds
    Figure.draw = timed
    if "jax" in sys.modules:
        import jax.monitoring
        jax.monitoring.register_event_duration_secs_listener(compiled)
    return spent
benchmark_spent = benchmark_watch()"""
_REPORT = "import json\nprint(json.dumps(benchmark_spent))"


def make_course(root: Path, like: Course, sheet: str, *, config: str) -> Course:
    """Make a course with one sheet of another course and without its bank, so that no hints are prepared.

    Args:
        root: the folder to make.
        like: where the sheet is.
        sheet: its name.
        config: the text of ``nbgrader_config.py``.
    """
    course = Course(root)
    root.mkdir()
    (root / "nbgrader_config.py").write_text(config, encoding="utf-8")
    for path in (like.source(sheet), like.release(sheet)):
        there = root / path.relative_to(like.root)
        there.parent.mkdir(parents=True)
        shutil.copy(path, there)
    return course


def hand_in(course: Course, like: Course, sheet: str, numbers: range) -> None:
    """Let some students of the class hand in a sheet: student 0 the reference, and so on through ``KINDS``.

    Args:
        course: where they hand in.
        like: where the sheet and its bank of answers are.
        sheet: its name.
        numbers: of the students.
    """
    release = sheets.read_notebook(like.release(sheet))
    solutions = cells.solutions(sheets.read_notebook(like.source(sheet)))
    bank = answers.bank(like.answers, sheet)
    for number in numbers:
        kind = KINDS[number % len(KINDS)]
        filled = _filled(kind, {name: cell.source for name, cell in solutions.items()}, bank, Random(number))
        path = course.submitted(sheet, f"student{number:04}")
        path.parent.mkdir(parents=True)
        nbformat.write(_notebook(release, filled, number), path)


def _filled(
    kind: str, reference: dict[str, str], bank: list[answers.Answer], random: Random
) -> dict[str, str]:
    """Return the sources of the solution cells that a student has filled."""
    if kind == "untouched":
        return {}
    if kind == "reference":
        return reference
    if kind == "half done":
        return dict(list(reference.items())[: len(reference) // 2])
    right = kind == "right answers"
    changed = sorted({one.grade_id for one in bank if one.right == right})
    if not right:
        changed = random.sample(changed, min(_MOST_MISTAKES, len(changed)))
    choices = {name: [one for one in bank if (one.grade_id, one.right) == (name, right)] for name in changed}
    return reference | {name: random.choice(known).source for name, known in choices.items()}


def _notebook(release: NotebookNode, filled: dict[str, str], number: int) -> NotebookNode:
    notebook = nbformat.from_dict(release)
    for cell in cells.solutions(notebook).values():
        source = filled.get(cells.name(cell), cell.source)
        cell.source = f"{source}\n# student {number}"  # no two submissions are the same
    last_setup = max(at for at, cell in enumerate(notebook.cells) if cells.is_setup(cell))
    notebook.cells.insert(last_setup + 1, new_code_cell(_WATCH))
    notebook.cells.append(new_code_cell(_REPORT))
    return notebook
