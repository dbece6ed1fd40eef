"""Thresholds for trained models: how often does luck fail a right answer, or pass a wrong one?

``tests/answers/<sheet>/calibration/<name>.py`` says what is measured:

    # test: test_accuracy
    # cells: make_cnn
    # passes: >= 0.95
    def measure(seed):
        return accuracy(train(make_cnn, seed=seed))

``measure`` may use every name of the sheet. It is run for many seeds with the reference, with each right
answer to these cells, and with each of their wrong answers that should fail the test; ``<name>.json`` beside
it keeps all values, and what they belong to: only what has changed is measured again. More seeds are for
right answers: that luck fails one of them is what must be rare.
"""

import ast
import hashlib
import json
import operator
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from matplotlib.figure import Figure
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell
from scipy.stats import binomtest

from autograder.audit.outcomes import Task, outcomes_of_many
from autograder.authoring import answers, cells, sheets
from autograder.authoring.dependencies import needed_cells
from autograder.course import Course, CourseError, files

SEEDS = 20  # how many models the reference, each right and each wrong answer trains
_TOGETHER = 10  # seeds that one process measures: most of a short measure is imports and compiling
_MEASURE = """\
import json
{source}
def _measured(seed):
    try:
        return float(measure(seed))
    except Exception:  # an answer that crashes passes nothing
        return float("nan")
raise ValueError(json.dumps([_measured(seed) for seed in range({start}, {stop})]))
"""
_HEAD = re.compile(r"^# (?P<key>test|cells|passes): (?P<value>\S.*)$", re.MULTILINE)
_PASSES = re.compile(r"^(?P<sign>>=|<=|>|<) (?P<number>[-+.\de]+)$")
_SIGNS: dict[str, Callable[[float, float], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
}


@dataclass(frozen=True)
class Question:
    """What is calibrated.

    Attributes:
        path: of the file.
        test: the test cell that holds the threshold.
        cells: the solution cells that answers replace, one at a time.
        sign: how a value is compared with the threshold to pass.
        threshold: the number.
        source: the code that defines ``measure``.
    """

    path: Path
    test: str
    cells: tuple[str, ...]
    sign: str
    threshold: float
    source: str

    @property
    def data(self) -> Path:
        """Where the values are kept."""
        return self.path.with_suffix(".json")

    def passes(self, value: float) -> bool:
        """Tell whether a value passes; nan never does."""
        return bool(_SIGNS[self.sign](value, self.threshold))


def questions(course: Course, sheet: str) -> list[Question]:
    """Read what is to be calibrated for a sheet.

    Raises:
        CourseError: naming a file that is malformed, or whose threshold is not the one in the test.
    """
    reference = sheets.read_text(course.text(sheet))
    return [_read(path, reference) for path in sorted((course.answers / sheet / "calibration").glob("*.py"))]


def calibrate(
    course: Course,
    sheet: str,
    question: Question,
    *,
    seeds: int = SEEDS,
    workers: int | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> dict:
    """Measure what is not known yet, and write the values beside the question; return them.

    A right answer that draws the same numbers as the reference or another one, which its first values tell,
    gets no more seeds: it would only repeat the other's luck.

    Args:
        course: where the sheet and its answers are.
        sheet: its name.
        question: what is measured.
        seeds: how many for the reference and for each right answer that draws its own numbers.
        workers: processes to use; by default one per core.
        progress: called with how many values of a round are measured, and of how many.

    Returns:
        ``code`` and ``values``, both by answer (``reference``, ``right/<cell>/<name>``,
        ``wrong/<cell>/<name>``): a digest of all that its values depend on, and one number per seed, nan
        where it crashed.
    """
    code = codes(course, sheet, question)
    values = _known(question, code)
    reference, filled = sheets.read_text(course.text(sheet)), subjects(course, sheet, question)

    def measure(names: Iterable[str], number: int) -> None:
        groups = [
            (name, range(start, min(start + _TOGETHER, number)))
            for name in names
            for start in range(len(values[name]), number, _TOGETHER)
        ]
        tasks = [
            Task(_measuring(reference, question, filled[name], group), None, timeout=600 * len(group))
            for name, group in groups
        ]
        done, total = 0, sum(len(group) for _, group in groups)
        for (name, group), outcome in zip(groups, outcomes_of_many(tasks, workers=workers), strict=True):
            values[name] = values[name] + _values(outcome["measured"].message, len(group))
            done += len(group)
            progress(done, total)
        files.write(question.data, json.dumps({"code": code, "values": values}, indent=1) + "\n")

    measure(code, SEEDS)
    measure([group[0] for group in same_luck(values)], seeds)
    return {"code": code, "values": values}


def _known(question: Question, code: dict[str, str]) -> dict[str, list[float]]:
    """Return the stored values of each answer; none where they belong to other code."""
    try:
        stored = json.loads(question.data.read_text(encoding="utf-8"))
        fitting = [name for name, digest in code.items() if stored["code"].get(name) == digest]
        kept = {name: stored["values"][name] for name in fitting}
    except (OSError, ValueError, KeyError, AttributeError):
        kept = {}
    return {name: kept.get(name, []) for name in code}


def codes(course: Course, sheet: str, question: Question) -> dict[str, str]:
    """Return, for each answer, a digest of all that its values depend on."""
    reference = sheets.read_text(course.text(sheet))
    found = {}
    for name, filled in subjects(course, sheet, question).items():
        needed = [cell.source for cell in _measuring(reference, question, filled, range(1)).cells[:-1]]
        meanings = [answers.meaning(source) for source in [*needed, question.source]]
        found[name] = hashlib.sha256(repr(meanings).encode()).hexdigest()[:16]
    return found


def subjects(course: Course, sheet: str, question: Question) -> dict[str, dict[str, str]]:
    """Return the solution cells that are put in place of the reference's, by name: one or none each."""
    found: dict[str, dict[str, str]] = {"reference": {}}
    for answer in answers.bank(course.answers, sheet):
        if answer.grade_id in question.cells and (answer.right or question.test in answer.fails):
            kind = "right" if answer.right else "wrong"
            found[f"{kind}/{answer.grade_id}/{answer.name}"] = {answer.grade_id: answer.source}
    return found


def same_luck(values: dict[str, list[float]]) -> list[list[str]]:
    """Return the reference and the right answers in groups: those of a group draw the same numbers.

    Their values differ by rounding, that is, by less than a hundredth of how much luck changes them.
    """
    groups: list[list[str]] = []
    for name, own in values.items():
        if name.startswith("wrong/"):
            continue
        group = next((one for one in groups if _is_near(values[one[0]], own)), None)
        if group is None:
            groups.append([name])
        else:
            group.append(name)
    return groups


def _is_near(one: Sequence[float], other: Sequence[float]) -> bool:
    number = min(len(one), len(other))
    first, second = np.array(one[:number]), np.array(other[:number])
    return bool(np.allclose(first, second, rtol=0, atol=0.01 * np.nanstd(first), equal_nan=True))


def together(question: Question, content: dict) -> tuple[int, int, float]:
    """Return what ``bounds`` does, for the reference and all right answers as one.

    Answers with the same luck tell no more than one of them: the one with the most seeds.
    """
    values = content["values"]
    longest = [max((values[name] for name in group), key=len) for group in same_luck(values)]
    return bounds(question, {"values": {"right": [one for some in longest for one in some]}})["right"]


def bounds(question: Question, content: dict) -> dict[str, tuple[int, int, float]]:
    """Return what the values say about luck.

    Returns:
        By answer: how many seeds went the wrong way (a right answer failed, a wrong one passed), of how many,
        and the probability below which such luck is with 95 % confidence (Clopper and Pearson, 1934).
    """
    found = {}
    for name, values in content["values"].items():
        failed = sum(not question.passes(value) for value in values)
        unlucky = len(values) - failed if name.startswith("wrong/") else failed
        interval = binomtest(unlucky, len(values)).proportion_ci(0.90, method="exact")  # one-sided 95 %
        found[name] = (unlucky, len(values), float(interval.high))
    return found


def figure(question: Question, content: dict, path: Path) -> None:
    """Draw the values of every answer as dots, and the threshold; arrows stand for what lies far beyond."""
    names = list(content["values"])
    right = [value for name in names if not name.startswith("wrong/") for value in content["values"][name]]
    near = [value for value in [*right, question.threshold] if np.isfinite(value)]
    room = 2 * (max(near) - min(near)) or 1.0
    low, high = min(near) - room, max(near) + room
    fig = Figure(figsize=(8, 0.28 * len(names) + 1.0), layout="constrained")
    ax = fig.subplots()
    for row, name in enumerate(names):
        values = np.array(content["values"][name])
        values = values[~np.isnan(values)]
        look = {"color": "C3" if name.startswith("wrong/") else "C0", "alpha": 0.45, "linestyle": "none"}
        inside = values[(low <= values) & (values <= high)]
        ax.plot(inside, [row] * len(inside), "o", **look)
        for edge, beyond, arrow in ((low, values < low, "<"), (high, values > high, ">")):
            ax.plot([edge] * np.sum(beyond), [row] * np.sum(beyond), arrow, **look)
        if not len(values):
            ax.text(low, row, "no number in any run", va="center", fontsize="small", color="0.4")
    ax.axvline(question.threshold, color="black", linewidth=1)
    ax.set_yticks(range(len(names)), [name.replace("_", " ") for name in names], fontsize="small")
    ax.set(xlim=(low - room / 20, high + room / 20), ylim=(len(names) - 0.4, -0.6))
    ax.grid(axis="y", color="0.92")
    ax.set_axisbelow(True)
    ax.set_xlabel(f"{question.path.stem.replace('_', ' ')}; passes: {question.sign} {question.threshold:g}")
    fig.savefig(path, dpi=110)


def _read(path: Path, reference: NotebookNode) -> Question:
    text = path.read_text(encoding="utf-8")
    head = {match["key"]: match["value"].strip() for match in _HEAD.finditer(text)}
    if missing := [key for key in ("test", "cells", "passes") if key not in head]:
        raise CourseError(f"{path}: its head has no `# {missing[0]}: ...` line; see CONTRIBUTING.md.")
    match = _PASSES.match(head["passes"])
    if not match:
        raise CourseError(f"{path}: write the threshold as `# passes: >= 0.95`.")
    marked = cells.by_name(reference)
    replaced = tuple(head["cells"].replace(",", " ").split())
    for name in (head["test"], *replaced):
        if name not in marked:
            raise CourseError(f"{path}: the sheet has no cell {name!r}.")
    number = float(match["number"])
    if number not in set(_numbers(marked[head["test"]].source)):
        raise CourseError(f"{path}: {head['test']} does not hold the threshold {match['number']}.")
    return Question(path, head["test"], replaced, match["sign"], number, text)


def _numbers(source: str) -> Iterator[float]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and type(node.value) in (int, float):
            yield float(node.value)


def _measuring(
    reference: NotebookNode, question: Question, filled: dict[str, str], seeds: range
) -> NotebookNode:
    """Return a notebook whose only test measures, and fails with the values as its message."""
    notebook = answers.splice(reference, filled)
    notebook.cells = [cell for cell in notebook.cells if not cells.is_test(cell)]
    marks = {"grade_id": "measured", "grade": True, "solution": False, "points": 1}
    code = _MEASURE.format(source=question.source, start=seeds.start, stop=seeds.stop)
    notebook.cells.append(new_code_cell(code, id="measured", metadata={"nbgrader": marks}))
    notebook.cells = needed_cells(notebook)
    return notebook


def _values(message: str, number: int) -> list[float]:
    try:
        found = json.loads(message.removeprefix("ValueError: "))
    except ValueError:
        found = None
    return found if isinstance(found, list) else [float("nan")] * number  # what crashes passes nothing
