"""The tutor: students whose functions return exactly what a known mistake returns get its hint.

Hidden tests call the student's functions, which return data. The same calls are made to the wrong answers of
the bank. If all returned data agree in structure, kind and value, the mistake is taken to be the same.
Otherwise the tutor gives no hint, because a guess could mislead the student.
"""

import hashlib
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path

import msgpack
import numpy as np
from nbformat import NotebookNode

from autograder.authoring import answers
from autograder.authoring.dependencies import dependents
from autograder.course import Course, files
from autograder.engine.fanout import Submit
from autograder.engine.surroundings import surroundings
from autograder.engine.traces import Answer, Leaf, Trace, unpacked
from autograder.grading.bank import Bank
from autograder.grading.settings import Execute

_FILE = "tutor.msgpack"
_TOLERANCE = 1e-4  # relative: single against double precision, another order of summation
_PLAIN = (0.0, 1.0)  # values, up to the sign, that many mistakes lead to
_PATTERN = 4  # values; so many plain values can be arranged in many ways


@dataclass(frozen=True)
class Mistake:
    """A wrong answer of the bank, as the tests see it.

    Attributes:
        cell: the solution cell that it replaces.
        name: the name of the answer.
        hint: for students who make the mistake.
        fails: the tests that it names.
        lost: the tests that it fails; all of them may look the same for another mistake.
        reach: the tests that depend on its cell.
        traces: its answers to tests.
    """

    cell: str
    name: str
    hint: str
    fails: list[str]
    lost: list[str]
    reach: frozenset[str]
    traces: dict[str, Trace]


@dataclass(frozen=True)
class Tutor:
    """Knows the mistakes of a sheet.

    Attributes:
        right: the answers of the reference to each test.
        mistakes: the wrong answers of the bank.
    """

    right: dict[str, Trace]
    mistakes: list[Mistake]

    def hints(self, seen: dict[str, Trace], lost: list[str]) -> dict[str, str]:
        """Return a hint for each test in which a submission answers exactly as one known mistake does.

        A mistake also spoils later cells, which may then answer as if they held a mistake of their own. So
        the tests that depend on a mistaken cell are given no hint of another one.

        Args:
            seen: the answers of the submission to each test.
            lost: the tests that the submission failed, in the order of the sheet.
        """
        found: dict[str, str] = {}
        blamed: dict[str, str] = {}  # the first mistaken cell that a test depends on
        for test in lost:
            for mistake in self._only_mistake(test, seen):
                if blamed.get(test, mistake.cell) != mistake.cell:
                    continue
                for other in mistake.reach:
                    blamed.setdefault(other, mistake.cell)
                for other in mistake.fails:
                    if other in lost and _agree(mistake.traces.get(other), seen.get(other)):
                        found[other] = mistake.hint
        return found

    def _only_mistake(self, test: str, seen: dict[str, Trace]) -> list[Mistake]:
        """Return the mistakes with exactly these answers to a test, if they share one hint; else nothing."""
        if not self._is_telling(test, seen.get(test, [])):
            return []
        same = [one for one in self.mistakes if test in one.lost and _agree(one.traces.get(test), seen[test])]
        if len({one.hint for one in same}) > 1:  # another test may tell them apart
            agrees = lambda one: all(_agree(trace, seen.get(other)) for other, trace in one.traces.items())
            same = [one for one in same if agrees(one)]
        return same if len({one.hint for one in same}) == 1 else []

    def _is_telling(self, test: str, trace: Trace) -> bool:
        """Tell whether the first difference from the reference holds values that few mistakes lead to."""
        for answer, correct in zip(trace, self.right.get(test, []), strict=False):
            if not _agree_once(answer, correct):
                return any(_is_rare(leaf) for leaf in answer)
        return False


def prepare(
    course: Course,
    sheet: str,
    source: NotebookNode,
    settings: Execute,
    submit: Submit,
    *,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> None:
    """Run the wrong answers of a sheet in the engine, unless that was done before, and store their answers.

    Args:
        course: where the bank and the results are.
        sheet: its name.
        source: the sheet with its solutions.
        settings: how submissions are run.
        submit: passes a job to the engine.
        progress: called after each wrong answer, with the number of those done and of all.
    """
    bank = _wrong(course, sheet)
    digest = _digest(source, bank)
    path = course.results(sheet) / _FILE
    if not bank or (_read(path) or {}).get("digest") == digest:
        return
    judged = Bank(course, sheet, source, settings)
    right = judged.reference(submit).result.traces or {}
    known = []
    for answer, verdicts in zip(bank, judged.judge(bank, submit), strict=True):
        facts = (answer.grade_id, answer.name, answer.hint, list(answer.fails), verdicts.lost())
        reach = sorted(dependents(source, answer.grade_id))
        known.append([*facts, reach, verdicts.result.traces or {}])
        progress(len(known), len(bank))
    content = {"digest": digest, "right": right, "mistakes": known}
    data = zlib.compress(msgpack.packb(content))
    files.write(path, data)


def load(course: Course, sheet: str, source: NotebookNode) -> Tutor | None:
    """Return the tutor of a sheet, if ``prepare`` has run since the sheet or its bank last changed."""
    path = course.results(sheet) / _FILE
    with suppress(OSError):
        return _load(path, path.stat().st_mtime_ns, _digest(source, _wrong(course, sheet)))
    return None


def _wrong(course: Course, sheet: str) -> list[answers.Answer]:
    return [answer for answer in answers.bank(course.answers, sheet) if not answer.right]


def _digest(source: NotebookNode, bank: list[answers.Answer]) -> str:
    cells = [(cell.id, cell.source) for cell in source.cells if cell.cell_type == "code"]
    stored = [field.name for field in fields(Mistake)]  # an older version wrote others
    return hashlib.sha256(repr((stored, cells, bank, surroundings())).encode()).hexdigest()


def _read(path: Path) -> dict | None:
    try:
        return msgpack.unpackb(zlib.decompress(path.read_bytes()))
    except (OSError, ValueError, zlib.error, msgpack.UnpackException):
        return None


@lru_cache(maxsize=16)
def _load(path: Path, time: int, digest: str) -> Tutor | None:
    content = _read(path)
    if not content or content.get("digest") != digest:
        return None
    mistakes = [
        Mistake(*facts, frozenset(reach), unpacked(traces)) for *facts, reach, traces in content["mistakes"]
    ]
    return Tutor(unpacked(content["right"]), mistakes)


def _agree(one: Trace | None, other: Trace | None) -> bool:
    if one is None or other is None or len(one) != len(other):
        return False
    return all(_agree_once(*pair) for pair in zip(one, other, strict=True))


def _agree_once(one: Answer, other: Answer) -> bool:
    return len(one) == len(other) and all(_equal(*pair) for pair in zip(one, other, strict=True))


def _equal(one: Leaf, other: Leaf) -> bool:
    if (one.path, one.shape, one.text) != (other.path, other.shape, other.text):
        return False
    if one.kind != other.kind and (one.shape or {one.kind, other.kind} != {*"if"}):
        return False  # but a single 2 may be written as 2.0
    if one.values is None or other.values is None:
        return one.values is other.values
    a, b = one.values, other.values
    if one.kind not in "fc":
        return bool(np.array_equal(a, b))
    finite = np.abs(b[np.isfinite(b)])
    scale = float(finite.max()) if finite.size else 0.0
    with np.errstate(all="ignore"):
        return bool(np.allclose(a, b, rtol=_TOLERANCE, atol=1e-6 * scale, equal_nan=True))


def _is_rare(leaf: Leaf) -> bool:
    """Tell whether an array holds a number that is not plain, or a pattern of plain numbers."""
    if leaf.values is None:
        return False
    if len(leaf.values) >= _PATTERN and len(np.unique(leaf.values)) > 1:
        return True
    return bool((~np.isin(np.abs(leaf.values[np.isfinite(leaf.values)]), _PLAIN)).any())
