"""The tutor: students whose functions return exactly what a known mistake returns get its hint.

Hidden tests call the student's functions, which return data. The same calls are made to the wrong answers of
the bank. If all returned data agree in structure, kind and value, the mistake is taken to be the same.
Otherwise the tutor gives no hint, because a guess could mislead the student.
"""

import hashlib
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import msgpack
import numpy as np
from nbformat import NotebookNode

from autograder.authoring import answers
from autograder.course import Course, files
from autograder.engine import wire
from autograder.engine.fanout import Submit
from autograder.engine.surroundings import surroundings
from autograder.grading.bank import Bank
from autograder.grading.settings import Execute

_FILE = "tutor.msgpack"
_TOLERANCE = 1e-4  # relative: single against double precision, another order of summation
_PLAIN = (0.0, 1.0)  # values, up to the sign, that many mistakes lead to
_PATTERN = 4  # values; so many plain values can be arranged in many ways
_SAMPLE = 256  # values that are kept of a large array
_MOST_LEAVES = 1000  # of one answer

Record = dict[str, list[tuple[bytes, bytes]]]


class Leaf(NamedTuple):
    """A number, an array or a text somewhere in an answer.

    Attributes:
        path: where it is.
        kind: NumPy's letter for the kind of numbers, ``text``, ``error``, or ``object`` if it is not data.
        shape: the shape of an array.
        values: the values of an array; a sample if it is large.
        text: the text; for an error, the name of its class.
    """

    path: str
    kind: str
    shape: tuple[int, ...] = ()
    values: np.ndarray | None = None
    text: str = ""


Answer = list[Leaf]
Trace = list[Answer]  # all answers to one test, in order


@dataclass(frozen=True)
class Mistake:
    """A wrong answer of the bank, as the tests see it.

    Attributes:
        cell: the solution cell that it replaces.
        name: the name of the answer.
        hint: for students who make the mistake.
        fails: the tests that it names.
        lost: the tests that it fails; all of them may look the same for another mistake.
        traces: its answers to each test that depends on it.
    """

    cell: str
    name: str
    hint: str
    fails: list[str]
    lost: list[str]
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

    def hints(self, record: Record | None, lost: list[str]) -> dict[str, str]:
        """Return a hint for each test in which a submission answers exactly as one known mistake does.

        Args:
            record: the answers of the submission to each test; see ``engine.judge.Result``.
            lost: the tests that the submission failed.
        """
        seen = _traces(record)
        found: dict[str, str] = {}
        for test in lost:
            for mistake in self._only_mistake(test, seen):
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


def prepare(course: Course, sheet: str, source: NotebookNode, settings: Execute, submit: Submit) -> None:
    """Run the wrong answers of a sheet in the engine, unless that was done before, and store their answers.

    Args:
        course: where the bank and the results are.
        sheet: its name.
        source: the sheet with its solutions.
        settings: how submissions are run.
        submit: passes a job to the engine.
    """
    bank = _wrong(course, sheet)
    digest = _digest(source, bank)
    path = course.results(sheet) / _FILE
    if not bank or (_read(path) or {}).get("digest") == digest:
        return
    judged = Bank(course, sheet, source, settings)
    right = _traces(judged.reference(submit).result.record)
    known = [
        [
            *(answer.grade_id, answer.name, answer.hint, list(answer.fails), verdicts.lost()),
            _packed(_traces(verdicts.result.record)),
        ]
        for answer, verdicts in zip(bank, judged.judge(bank, submit), strict=True)
    ]
    content = {"digest": digest, "right": _packed(right), "mistakes": known}
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
    mistakes = [Mistake(*facts, _unpacked(traces)) for *facts, traces in content["mistakes"]]
    return Tutor(_unpacked(content["right"]), mistakes)


def _traces(record: Record | None) -> dict[str, Trace]:
    return {test: [_answer(frame) for _, frame in entries] for test, entries in (record or {}).items()}


def _packed(traces: dict[str, Trace]) -> dict:
    pack = lambda leaf: [*leaf[:3], None if leaf.values is None else leaf.values.tobytes(), leaf.text]
    return {test: [[pack(leaf) for leaf in answer] for answer in trace] for test, trace in traces.items()}


def _unpacked(traces: dict) -> dict[str, Trace]:
    def unpack(path: str, kind: str, shape: list[int], values: bytes | None, text: str) -> Leaf:
        numbers = None if values is None else np.frombuffer(values, complex)
        return Leaf(path, kind, tuple(shape), numbers, text)

    return {test: [[unpack(*leaf) for leaf in answer] for answer in trace] for test, trace in traces.items()}


def _answer(frame: bytes) -> Answer:
    """Return the leaves of one answer."""
    try:
        answer = wire.unpack(frame[4:])
        if "error" in answer:
            return [Leaf("", "error", text=str(answer["error"][:1]))]
        value = wire.decode(answer.get("value"), lambda number, name: None)
        return list(islice(_leaves(value, ""), _MOST_LEAVES))
    except (wire.ProtocolError, TypeError, LookupError):
        return [Leaf("", "malformed")]


def _leaves(value: Any, path: str) -> Iterator[Leaf]:
    match value:
        case dict():
            for key in sorted(value, key=repr):
                yield from _leaves(value[key], f"{path}.{key!r}")
        case set() | frozenset():
            yield from _leaves(sorted(value, key=repr), path)
        case list() | tuple() if not _is_numeric(value):
            yield Leaf(path, "length", (len(value),))
            for number, one in enumerate(value):
                yield from _leaves(one, f"{path}.{number}")
        case None:
            yield Leaf(path, "object")
        case str() | bytes() | range():
            yield Leaf(path, "text", text=repr(value)[:4000])
        case _:
            array = np.asarray(value)
            if array.dtype.kind not in "biufc":
                yield Leaf(path, "text", array.shape, text=repr(array.tolist())[:4000])
            else:
                kind = "i" if array.dtype.kind == "u" else array.dtype.kind
                step = -(-array.size // _SAMPLE) or 1
                yield Leaf(path, kind, array.shape, array.ravel()[::step].astype(complex))


def _is_numeric(value: list | tuple) -> bool:
    return bool(value) and all(isinstance(one, int | float | complex | np.generic) for one in value)


def _agree(one: Trace | None, other: Trace | None) -> bool:
    if one is None or other is None or len(one) != len(other):
        return False
    return all(_agree_once(*pair) for pair in zip(one, other, strict=True))


def _agree_once(one: Answer, other: Answer) -> bool:
    return len(one) == len(other) and all(_equal(*pair) for pair in zip(one, other, strict=True))


def _equal(one: Leaf, other: Leaf) -> bool:
    if one[:3] != other[:3] or one.text != other.text:
        return False
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
