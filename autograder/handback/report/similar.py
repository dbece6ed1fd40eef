"""Pairs of submissions whose code is alike beyond what the sheet, or the whole class, makes alike.

Passages are compared as in Winnowing (Schleimer, Wilkerson and Aiken, SIGMOD 2003), by the library
copydetect: names, comments, texts and layout do not count, so that renaming changes nothing.
"""

import io
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
from copydetect import CodeFingerprint, compare_files
from numpy.typing import NDArray
from scipy.sparse import csr_array

LEAST = 0.6  # share from which on a pair is shown
FEWEST = 150  # passages in common from which on a share means something; each character begins one
MOST = 20  # pairs that are shown
_LENGTH = 30  # characters of one passage
_COMMON = 5  # submissions that may share a passage in any class
_COMMON_SHARE = 0.1  # in a larger class, this share of it


@dataclass(frozen=True)
class Side:
    """One half of a pair in one cell.

    Attributes:
        code: of the cell.
        lines: numbers, from 1, of the lines that are alike.
    """

    code: str
    lines: tuple[int, ...]


@dataclass(frozen=True)
class Pair:
    """Two submissions that a person should look at.

    Attributes:
        students: whose they are.
        shares: how much of the code of each is like the other's, 0 to 1; what everybody has does not count.
        cells: both sides of the solution cells in which something is alike, by ``grade_id``.
    """

    students: tuple[str, str]
    shares: tuple[float, float]
    cells: dict[str, tuple[Side, Side]]

    @property
    def likeness(self) -> float:
        """The larger of the two shares: who has half the sheet may have all of it from somebody."""
        return max(self.shares)


@dataclass(frozen=True)
class Likeness:
    """How alike the submissions of a class are.

    Attributes:
        pairs: the most similar first, at most ``MOST``.
        closest: of every student, the likeness of the pair with whom it is largest.
        found: how many pairs there are that should be looked at.
    """

    pairs: list[Pair]
    closest: dict[str, float]
    found: int


def likeness(
    answers: dict[str, dict[str, str]],
    given: Iterable[dict[str, str]],
    progress: Callable[[], None] | None = None,
) -> Likeness:
    """Compare the answers of all students with each other.

    Passages that many students share do not count: there are few ways to write a short formula.

    Args:
        answers: code by ``grade_id``, of each student.
        given: code that proves nothing: the released cells, the reference solution.
        progress: called after each student.
    """
    common = {passage for code in given for passage in _Document(code).passages}
    documents = {}
    for student, code in answers.items():
        documents[student] = _Document(code)
        if progress:
            progress()
    everybody = Counter(passage for one in documents.values() for passage in one.passages)
    most = max(_COMMON, _COMMON_SHARE * len(documents))
    common |= {passage for passage, count in everybody.items() if count > most}
    for one in documents.values():
        one.forget(common)
    students = list(documents)
    shared = _shared([one.passages for one in documents.values()])
    own = np.maximum(np.diag(shared), 1)
    np.fill_diagonal(shared, 0)
    shares = np.where(shared >= FEWEST, shared / own[:, None], 0.0)  # of the row's student
    likeness = np.maximum(shares, shares.T)
    rows, columns = np.nonzero(np.triu(likeness >= LEAST))
    order = np.argsort(-likeness[rows, columns], kind="stable")
    pairs = []
    for i, j in zip(rows[order[:MOST]], columns[order[:MOST]], strict=True):
        cells = _cells(documents[students[i]], documents[students[j]])
        pairs.append(Pair((students[i], students[j]), (float(shares[i, j]), float(shares[j, i])), cells))
    closest = likeness.max(axis=1, initial=0.0)
    return Likeness(pairs, dict(zip(students, closest.tolist(), strict=True)), len(rows))


def _shared(passages: list[set[int]]) -> NDArray:
    """Return how many passages any two have in common, shape ``(n, n)``; on its diagonal, the own ones."""
    column = {passage: number for number, passage in enumerate(set().union(*passages))}
    rows = [number for number, one in enumerate(passages) for _ in one]
    columns = [column[passage] for one in passages for passage in one]
    has = csr_array((np.ones(len(rows)), (rows, columns)), shape=(len(passages), max(1, len(column))))
    return (has @ has.T).toarray()


class _Document:
    """The code of one submission as copydetect sees it, and where its cells are in it."""

    def __init__(self, code: dict[str, str]):
        # The lexer drops empty lines at the start, which would shift everything.
        self.cells = {name: source.strip("\n") + "\n" for name, source in code.items() if source.strip()}
        self.text = "".join(self.cells.values())
        self.starts = [0, *accumulate(len(source) for source in self.cells.values())]
        # Every passage is kept (window 1): which ones a larger window keeps is different in every run.
        self.fingerprint = CodeFingerprint(
            "", _LENGTH, 1, language="python", fp=io.StringIO(self.text, newline="")
        )
        if len(self.fingerprint.offsets):
            # copydetect counts what it cut from a class's name alone, not with what it cut before.
            cut = self.fingerprint.offsets[:, 1]
            np.maximum.accumulate(cut, out=cut)

    @property
    def passages(self) -> set[int]:
        return self.fingerprint.hashes

    def forget(self, common: set[int]) -> None:
        """Leave out passages that prove nothing."""
        known = self.fingerprint
        known.hashes = known.hashes - common
        known.hash_idx = {passage: known.hash_idx[passage] for passage in known.hashes}

    def lines(self, starts: Iterable[float], ends: Iterable[float]) -> dict[str, set[int]]:
        """Return the lines, by cell, that stretches of the code touch."""
        names, found = list(self.cells), {}
        for start, end in zip(starts, ends, strict=True):
            position = int(start)
            # An end is where the next word begins, which may be on the next line.
            last = position + len(self.text[position : int(end)].rstrip())
            while position < last:
                number = bisect_right(self.starts, position) - 1
                source = self.cells[names[number]]
                inside = position - self.starts[number]
                found.setdefault(names[number], set()).add(source.count("\n", 0, inside) + 1)
                position = self.starts[number] + source.index("\n", inside) + 1
        return found


def _cells(first: _Document, second: _Document) -> dict[str, tuple[Side, Side]]:
    """Return both sides of the cells in which something is alike."""
    _, _, stretches = compare_files(first.fingerprint, second.fingerprint)
    lines = [document.lines(*found) for document, found in zip((first, second), stretches, strict=True)]
    return {
        name: tuple(
            Side(document.cells.get(name, ""), tuple(sorted(found.get(name, ()))))
            for document, found in zip((first, second), lines, strict=True)
        )
        for name in first.cells | second.cells
        if any(name in found for found in lines)
    }
