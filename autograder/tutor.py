"""The tutor: who returns just what a known mistake returns gets the hint that was written for it.

Hidden tests ask the student's functions; their answers are data. The wrong answers of the bank are asked the
same. If all answers agree in structure, kind and value, the mistake is taken to be the same. Otherwise the
tutor is silent: a guess could send somebody the wrong way.
"""

import hashlib
import os
import tempfile
import zlib
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import msgpack
import numpy as np
from nbformat import NotebookNode

from autograder.audit import answers
from autograder.audit.outcomes import needed_cells
from autograder.course import Course
from autograder.engine import wire
from autograder.engine.fanout import Submit
from autograder.engine.judge import Job, Result
from autograder.engine.surroundings import surroundings
from autograder.engine.verdict import earned, error_output
from autograder.execute import Execute

_FILE = "tutor.msgpack"
_LARGEST = 2**16  # bytes that are kept of what a test asks
_TOLERANCE = 1e-4  # relative: single against double precision, another order of summation
_PLAIN = (0.0, 1.0)  # values, up to the sign, that many mistakes lead to

Record = dict[str, list[tuple[bytes, bytes]]]


class Leaf(NamedTuple):
    """A number, an array or a text somewhere in an answer; ``None`` stands for an object that is no data."""

    path: tuple
    value: np.ndarray | str | bytes | None


@dataclass(frozen=True)
class Mistake:
    """A wrong answer of the bank, as the tests see it.

    Attributes:
        cell: the solution cell it replaces.
        name: of the answer.
        hint: for who makes it.
        fails: the tests that it names.
        lost: the tests that it fails; all of them may look the same for another mistake.
        frames: what it answered to each test that depends on it.
    """

    cell: str
    name: str
    hint: str
    fails: list[str]
    lost: list[str]
    frames: dict[str, list[bytes]]

    @cached_property
    def traces(self) -> dict[str, list[list[Leaf]]]:
        """The answers, taken apart, by test."""
        return {test: [_leaves_of(frame) for frame in frames] for test, frames in self.frames.items()}


@dataclass(frozen=True)
class Tutor:
    """Knows the mistakes of a sheet.

    Attributes:
        right: what the reference answered to each test.
        mistakes: those that can be told from the reference and from a crash.
    """

    right: dict[str, list[bytes]]
    mistakes: list[Mistake]

    def hints(self, record: Record | None, lost: list[str]) -> dict[str, str]:
        """Return a hint for each test of a submission whose answers are those of one known mistake.

        Args:
            record: what the submission answered to each test; see ``engine.judge.Result``.
            lost: the tests that it failed.
        """
        seen = {
            test: [_leaves_of(frame) for _, frame in entries]
            for test, entries in (record or {}).items()
            if sum(len(frame) for _, frame in entries) <= _LARGEST
        }
        found = {}
        for test in lost:
            if test not in seen or not self._is_telling(test, seen[test]):
                continue
            same = [
                one for one in self.mistakes if test in one.lost and _agree(one.traces.get(test), seen[test])
            ]
            if len({one.hint for one in same}) > 1:  # another test may tell them apart
                same = [
                    one
                    for one in same
                    if all(_agree(trace, seen.get(other)) for other, trace in one.traces.items())
                ]
            if len({one.hint for one in same}) == 1 and test in same[0].fails:
                found[test] = same[0].hint
        return found

    def _is_telling(self, test: str, trace: list[list[Leaf]]) -> bool:
        """Tell whether what differs from the reference holds values that few mistakes lead to."""
        right = [_leaves_of(frame) for frame in self.right.get(test, [])]
        for answer, correct in zip(trace, right, strict=False):
            if not _agree_once(answer, correct):
                return any(_is_rare(leaf.value) for leaf in answer)
        return False


def prepare(course: Course, sheet: str, source: NotebookNode, settings: Execute, submit: Submit) -> None:
    """Run the wrong answers of a sheet through the engine, unless that is done, and keep what they answered.

    Args:
        course: where the bank and the results are.
        sheet: its name.
        source: the sheet with its solutions.
        settings: how submissions are run.
        submit: hands a job to the engine.
    """
    bank = _wrong(course, sheet)
    digest = _digest(source, bank)
    path = course.results(sheet) / _FILE
    if not bank or (_read(path) or {}).get("digest") == digest:
        return
    reference = submit(settings.job(source, sheet, source))
    running = [
        (answer, job, submit(job)) for answer in bank for job in [job_of(settings, source, sheet, answer)]
    ]
    right = _frames(reference.result())
    known = []
    for answer, job, future in running:
        result = future.result()
        lost, frames = lost_tests(job, result), _frames(result)
        if lost and frames:
            known.append([answer.grade_id, answer.name, answer.hint, list(answer.fails), lost, frames])
    data = zlib.compress(msgpack.packb({"digest": digest, "right": right, "mistakes": known}))
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".partial", delete=False) as file:
        file.write(data)
    os.replace(file.name, path)


def load(course: Course, sheet: str, source: NotebookNode) -> Tutor | None:
    """Return the tutor of a sheet, if ``prepare`` has been run since the sheet and its bank last changed."""
    path = course.results(sheet) / _FILE
    with suppress(OSError):
        return _load(path, path.stat().st_mtime_ns, _digest(source, _wrong(course, sheet)))
    return None


def job_of(settings: Execute, source: NotebookNode, sheet: str, answer: answers.Answer) -> Job:
    """Return a job that runs of an answer what the tests of its cell need."""
    notebook = answers.splice(source, {answer.grade_id: answer.source})
    wanted = {cell.id for cell in needed_cells(notebook, answer.grade_id)}
    job = settings.job(notebook, sheet, source)
    return replace(job, cells=[cell for cell in job.cells if cell.name in wanted])


def lost_tests(job: Job, result: Result) -> list[str]:
    """Return the tests of a job that earned less than all their points."""
    tests = [cell for cell in job.cells if cell.role == "test"]
    nothing = [error_output("NotRun", "")]
    points = {test.name: earned(result.outputs.get(test.name, nothing), test.points)[0] for test in tests}
    return [test.name for test in tests if points[test.name] < test.points]


def _wrong(course: Course, sheet: str) -> list[answers.Answer]:
    return [answer for answer in answers.bank(course.answers, sheet) if not answer.right]


def _digest(source: NotebookNode, bank: list[answers.Answer]) -> str:
    cells = [(cell.id, cell.source) for cell in source.cells if cell.cell_type == "code"]
    return hashlib.sha256(repr((cells, bank, surroundings())).encode()).hexdigest()


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
    return Tutor(content["right"], [Mistake(*one) for one in content["mistakes"]])


def _frames(result: Result) -> dict[str, list[bytes]]:
    """Return the answers of a result by test, without those that are too large to be kept."""
    frames = {test: [frame for _, frame in entries] for test, entries in (result.record or {}).items()}
    return {test: some for test, some in frames.items() if sum(map(len, some)) <= _LARGEST}


@lru_cache(maxsize=4096)
def _leaves_of(frame: bytes) -> list[Leaf]:
    """Return the leaves of one answer; of an error, the name of its class."""
    try:
        answer = wire.unpack(frame[4:])
        if "error" in answer:
            return [Leaf(("error",), str(answer["error"][:1]))]
        return list(_leaves(wire.decode(answer.get("value"), lambda number, name: None), ()))
    except (wire.ProtocolError, TypeError, LookupError):
        return [Leaf(("malformed",), None)]


def _leaves(value: Any, path: tuple):
    match value:
        case dict():
            for key in sorted(value, key=repr):
                yield from _leaves(value[key], (*path, repr(key)))
        case set() | frozenset():
            yield from _leaves(sorted(value, key=repr), path)
        case list() | tuple() if not _is_numeric(value):
            for number, one in enumerate(value):
                yield from _leaves(one, (*path, number))
            yield Leaf((*path, "length"), str(len(value)))
        case None | str() | bytes():
            yield Leaf(path, value)
        case _:
            yield Leaf(path, np.asarray(value))


def _is_numeric(value: list | tuple) -> bool:
    return bool(value) and all(isinstance(one, int | float | complex | np.generic) for one in value)


def _agree(one: list[list[Leaf]] | None, other: list[list[Leaf]] | None) -> bool:
    if one is None or other is None or len(one) != len(other):
        return False
    return all(_agree_once(*pair) for pair in zip(one, other, strict=True))


def _agree_once(one: list[Leaf], other: list[Leaf]) -> bool:
    return len(one) == len(other) and all(_equal(*pair) for pair in zip(one, other, strict=True))


def _equal(one: Leaf, other: Leaf) -> bool:
    a, b = one.value, other.value
    if one.path != other.path or type(a) is not type(b):
        return False
    if not isinstance(a, np.ndarray):
        return a == b
    if a.shape != b.shape or _kind(a) != _kind(b):
        return False
    if a.dtype.kind not in "fc":
        return bool(np.array_equal(a, b))
    finite = np.abs(b[np.isfinite(b)])
    scale = float(finite.max()) if finite.size else 0.0
    with np.errstate(all="ignore"):
        return bool(np.allclose(a, b, rtol=_TOLERANCE, atol=1e-6 * scale, equal_nan=True))


def _kind(array: np.ndarray) -> str:
    return {"u": "i"}.get(array.dtype.kind, array.dtype.kind)


def _is_rare(value: Any) -> bool:
    """Tell whether an array holds a number that is not plain."""
    if not isinstance(value, np.ndarray) or value.dtype.kind not in "iufc":
        return False
    return bool((~np.isin(np.abs(value[np.isfinite(value)]), _PLAIN)).any())
