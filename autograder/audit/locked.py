"""Make the tables of locked hints: what a wrong answer of the bank makes a visible test see opens its hint.

A fingerprint gets no lock if mistakes with different hints leave it, or if it holds too little: 0 or 1, say.
Right answers leave none: they pass every test, as the audit proves.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

import msgpack
import numpy as np
from nbformat import NotebookNode

import helpers
from autograder.audit import encounters
from autograder.audit.encounters import Code, code_for, times, visible
from autograder.authoring import answers, sheets
from autograder.authoring.answers import Answer
from autograder.course import Course, files
from autograder.engine.surroundings import surroundings
from helpers.fingerprints import Seen
from helpers.locks import locked

_STORE = "encounters.msgpack"
_SMALL = 3  # whole numbers up to this one, and their negatives, are what many mistakes lead to
_DIGITS = 3  # of a number in a message
_PATTERN = 4  # numbers; so many small ones can be arranged in many ways
# The modules of the helpers that decide on what a check sees.
_HELPERS = ("checks", "contracts", "derivation", "elsewhere", "expressions", "fingerprints", "hints", "locks")
Left = dict[str, tuple[list[bytes], bool]]  # by test: fingerprints, and whether they tell something


def build(
    course: Course, sheet: str, *, workers: int | None = None, say: Callable[[str], None] = print
) -> None:
    """Bring the table of a sheet in line with its tests, its solutions, its bank and the helpers.

    Args:
        course: where all of these are.
        sheet: its name.
        workers: processes to use; by default one per core.
        say: receives one line if there is something to do.

    Raises:
        CourseError: if the bank or the sheet cannot be read.
    """
    bank, shown, path = _bank(course, sheet), _shown(course, sheet), course.locked_hints(sheet)
    if not bank or (_read(path).get("digest") == (digest := _digest(shown, bank))):
        return
    say(f"{sheet}: locking hints; after a change of code this takes minutes")
    content = {"digest": digest, "locks": locked(hints(course, sheet, workers=workers), sheet)}
    path.parent.mkdir(parents=True, exist_ok=True)
    files.write_if_new(path, json.dumps(content, indent=0) + "\n")
    say(f"{sheet}: {len(content['locks'])} locked hints")


def drift(course: Course, sheet: str) -> list[str]:
    """Return a sentence if the table of a sheet was made from something else than what is there."""
    bank, shown = _bank(course, sheet), _shown(course, sheet)
    if not bank or _read(course.locked_hints(sheet)).get("digest") == _digest(shown, bank):
        return []
    return [f"the locked hints of {sheet} were made from other tests, answers or helpers"]


def hints(course: Course, sheet: str, *, workers: int | None = None) -> dict[bytes, str]:
    """Return the hints of a sheet by the fingerprints that open them.

    Answers that were tried before and have not changed are not tried again.
    """
    bank, shown = _bank(course, sheet), _shown(course, sheet)
    seconds = times(shown, workers=workers)
    store = course.results(sheet) / _STORE
    left = _left_by([code_for(shown, answer, seconds) for answer in bank], store, workers)
    return table(zip(bank, left, strict=True))


def table(tried: Iterable[tuple[Answer, Left]]) -> dict[bytes, str]:
    """Return the hint of each fingerprint that one mistake leaves, and nothing else, and that is telling."""
    owners: dict[bytes, set[str]] = defaultdict(set)
    chosen: dict[bytes, str] = {}
    for answer, left in tried:
        for test, (fingerprints, telling) in left.items():
            for one in fingerprints:
                owners[one].add(answer.hint)
            if telling and test in answer.fails:
                chosen[fingerprints[0]] = answer.hint
    return {one: hint for one, hint in chosen.items() if owners[one] == {hint}}


def is_telling(seen: Seen) -> bool:
    """Tell whether what a check saw holds numbers that few mistakes lead to.

    Nothing is told by 0 and 1, one other small whole number, infinity and nan. A message without values tells
    something by a number of three digits that does not stand in the test: an accuracy of 0.5 has many causes.
    """
    if not seen.of_values:
        text = seen.where[1]
        found = [f"{abs(float(one)):g}" for one in seen.numbers if np.isfinite(one)]
        return any(len(one.replace(".", "").lstrip("0")) >= _DIGITS and one not in text for one in found)
    same = [one.shape for one in seen.numbers] == [one.shape for one in seen.wanted]
    pairs = zip(seen.numbers, seen.wanted, strict=True) if same else ((one, None) for one in seen.numbers)
    return any(_is_rare(one) for one, other in pairs if other is None or not np.array_equal(one, other))


def _is_rare(array: np.ndarray) -> bool:
    if array.size >= _PATTERN and len(np.unique(array)) > 1:
        return True
    sizes = np.unique(np.abs(array[np.isfinite(array)]))
    small = (sizes <= _SMALL) & (sizes == np.rint(sizes))
    return bool((~small).any() or (sizes > 1).sum() > 1)


def _bank(course: Course, sheet: str) -> list[Answer]:
    return [answer for answer in answers.bank(course.answers, sheet) if not answer.right]


def _shown(course: Course, sheet: str) -> NotebookNode:
    return visible(sheets.read_text(course.text(sheet)))


def _left_by(codes: list[list[Code]], store: Path, workers: int | None) -> list[Left]:
    """Return what answers have left in the tests that they failed; what is not in the store is run."""
    keys = [_key(code) for code in codes]
    known: dict[bytes, Left] = _stored(store)
    missing = {key: code for key, code in zip(keys, codes, strict=True) if key not in known}
    for key, found in zip(missing, encounters.encounters(missing.values(), workers=workers), strict=True):
        known[key] = {test: (one.fingerprints(), is_telling(one)) for test, one in found.seen.items()}
    files.write(store, msgpack.packb({key: known[key] for key in keys}))
    return [known[key] for key in keys]


def _key(code: list[Code]) -> bytes:
    return hashlib.sha256(repr((code, _own_code(), surroundings())).encode()).digest()


def _stored(path: Path) -> dict[bytes, Left]:
    try:
        return msgpack.unpackb(path.read_bytes())
    except (OSError, ValueError, msgpack.UnpackException):
        return {}


def _digest(shown: NotebookNode, bank: list[Answer]) -> str:
    code = [(cell.id, cell.source) for cell in shown.cells if cell.cell_type == "code"]
    used = _meaning(*(Path(helpers.__file__).with_name(f"{name}.py") for name in _HELPERS))
    return hashlib.sha256(repr((code, bank, used, _own_code())).encode()).hexdigest()


def _own_code() -> list[str]:
    return _meaning(Path(encounters.__file__), Path(__file__))


@cache
def _meaning(*paths: Path) -> list[str]:
    """Return what Python makes of some modules: a comment changes no table."""
    return [answers.meaning(path.read_text(encoding="utf-8")) for path in paths]


def _read(path: Path) -> dict:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
