"""Find pairs of submissions whose code is more similar than the sheet, or the whole class, explains.

A passage is a few words of Python in a row, identified by its hash, as in Winnowing (Schleimer, Wilkerson and
Aiken, SIGMOD 2003). All passages are kept, because a class is small. Names, comments, texts and layout do not
count, so that renaming changes nothing.
"""

import io
import keyword
import re
import tokenize
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

# Measured on the bank of the seven sheets. Of 10,500 pairs of submissions, made of different right answers to
# the same cells, from one cell to a whole sheet, none shares 60 % of its passages; whole sheets share at most
# 23 %. A right answer has 61 passages in the median, so one cell alone is not enough. Of copies of a quarter
# of a sheet or more, 98 % are found, and 93 % if every tenth name was made another expression.
LEAST = 0.6  # share; a pair with at least this one is shown
FEWEST = 100  # passages in common; with fewer, a share means nothing (each word begins a passage)
MOST = 20  # pairs that are shown
_LENGTH = 12  # words of one passage
# Characters that are compared, and shown, of one cell and of one submission; a whole sheet has 13 000. If all
# of 200 fill this, it takes less than a minute.
_LONGEST = 20_000
_MOST = 50_000
_WIDEST = 300  # characters of a line; ``tokenize`` may take their square
_COMMON = 5  # submissions that may share a passage in any class
_COMMON_SHARE = 0.1  # in a larger class, this share of it

# As ``tokenize`` splits a line: a comment, a text, a number, a name, an operator.
_WORD = re.compile(
    r"""#.*|\w*"[^"]*"|\w*'[^']*'|\.?\d[\w.]*(?:(?<=[eE])[-+]\d+)?|\w+|"""
    r"""\*\*=?|//=?|>>=?|<<=?|!=|->|:=|[-+*/%@&|^=<>]=?|\S"""
)


@dataclass(frozen=True)
class Side:
    """One half of a pair in one cell.

    Attributes:
        code: of the cell.
        lines: numbers, from 1, of the similar lines.
    """

    code: str
    lines: tuple[int, ...]


@dataclass(frozen=True)
class Pair:
    """Two submissions that a person should look at.

    Attributes:
        students: the authors.
        shares: how much of each one's code is similar to the other's, 0 to 1, without what everybody has.
        cells: both sides of the solution cells with similar lines, by ``grade_id``.
    """

    students: tuple[str, str]
    shares: tuple[float, float]
    cells: dict[str, tuple[Side, Side]]

    @property
    def likeness(self) -> float:
        """The larger of the two shares: a student with half a sheet may have copied all of it."""
        return max(self.shares)


@dataclass(frozen=True)
class Likeness:
    """How similar the submissions of a class are.

    Attributes:
        pairs: the most similar first, at most ``MOST``.
        closest: the largest likeness of every student with any other.
        found: how many pairs a person should look at.
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
    cells, passages = {}, {}
    for student, code in answers.items():
        cells[student] = _shown(code)
        passages[student] = _passages(cells[student])
        if progress:
            progress()
    seen, counts = np.unique(_joined(passages.values()), return_counts=True)
    frequent = seen[counts > max(_COMMON, _COMMON_SHARE * len(passages))]
    common = np.union1d(_joined(_passages(code) for code in given), frequent)
    passages = {student: np.setdiff1d(own, common, assume_unique=True) for student, own in passages.items()}
    students = list(passages)
    shared = _shared(list(passages.values()))
    own = np.maximum(np.diag(shared), 1)
    np.fill_diagonal(shared, 0)
    shares = np.where(shared >= FEWEST, shared / own[:, None], 0.0)  # of the row's student
    likeness = np.maximum(shares, shares.T)
    rows, columns = np.nonzero(np.triu(likeness >= LEAST))
    order = np.argsort(-likeness[rows, columns], kind="stable")
    pairs = []
    for i, j in zip(rows[order[:MOST]], columns[order[:MOST]], strict=True):
        one, other = students[i], students[j]
        both = np.intersect1d(passages[one], passages[other], assume_unique=True)
        alike = _cells(cells[one], cells[other], set(both.tolist()))
        pairs.append(Pair((one, other), (float(shares[i, j]), float(shares[j, i])), alike))
    closest = likeness.max(axis=1, initial=0.0)
    return Likeness(pairs, dict(zip(students, closest.tolist(), strict=True)), len(rows))


def _shown(code: dict[str, str]) -> dict[str, str]:
    """Return code as it will be shown: not too much, no empty lines around it, one kind of line ends."""
    left, shown = _MOST, {}
    for name, source in code.items():
        shown[name] = re.sub("\r\n?", "\n", source[: min(left, _LONGEST)]).strip("\n")
        left -= len(shown[name])
    return shown


def _joined(passages: Iterable[NDArray]) -> NDArray:
    return np.concatenate([np.empty(0, np.uint64), *passages])


def _shared(passages: list[NDArray]) -> NDArray:
    """Return how many passages any two have in common, shape ``(n, n)``; on its diagonal, the own ones."""
    kinds, columns = np.unique(_joined(passages), return_inverse=True)
    rows = np.repeat(np.arange(len(passages)), [len(one) for one in passages])
    has = csr_array((np.ones(len(rows)), (rows, columns)), shape=(len(passages), max(1, len(kinds))))
    return (has @ has.T).toarray()


def _passages(code: dict[str, str]) -> NDArray:
    """Return the passages of a submission, by their hash, each once."""
    hashes = (passage for source in code.values() for passage, _, _ in _placed(source))
    return np.unique(np.fromiter(hashes, np.uint64))


def _placed(source: str) -> Iterator[tuple[int, int, int]]:
    """Yield the passages of a cell, by their hash, each with its first and its last line."""
    words = list(_words(source))
    for begin in range(len(words) - _LENGTH + 1):
        texts, firsts, lasts = zip(*words[begin : begin + _LENGTH], strict=True)
        yield _hash(texts), firsts[0], lasts[-1]


def _hash(words: Iterable[str]) -> int:
    """Return the same number in every process, which Python's own ``hash`` does not."""
    return int.from_bytes(blake2b(" ".join(words).encode(errors="replace"), digest_size=8).digest())


def _words(source: str) -> Iterator[tuple[str, int, int]]:
    """Yield the words that count in some code, each with its first and its last line."""
    for text, first, last in _split(source):
        if not text or text.isspace() or text[0] in "#;" or text[-1] in "\"'":
            continue
        yield "name" if text.isidentifier() and not keyword.iskeyword(text) else text, first, last


def _split(source: str) -> Iterator[tuple[str, int, int]]:
    """Yield the words of some code; from the place where Python cannot read it on, use a pattern."""
    lines = source.split("\n")
    row, column = 1, 0  # of where Python stopped
    if max(map(len, lines)) <= _WIDEST:
        try:
            inside = 0  # of texts that hold expressions, which are many tokens since Python 3.12
            for token in tokenize.generate_tokens(io.StringIO(source).readline):
                row, column = token.end
                kind = tokenize.tok_name[token.type]
                inside += kind.endswith("STRING_START") - kind.endswith("STRING_END")
                if not inside and not kind.endswith("STRING_END"):
                    yield token.string, token.start[0], row
            return
        except (tokenize.TokenError, SyntaxError, ValueError):
            pass  # a text that does not end, a magic
    for number, line in enumerate(lines[row - 1 :], start=row):
        for match in _WORD.finditer(line, column if number == row else 0):
            yield match.group(), number, number


def _cells(one: dict[str, str], other: dict[str, str], alike: set[int]) -> dict[str, tuple[Side, Side]]:
    """Return both sides of the cells with similar lines."""
    pairs = {
        name: (_side(one.get(name, ""), alike), _side(other.get(name, ""), alike)) for name in one | other
    }
    return {name: sides for name, sides in pairs.items() if any(side.lines for side in sides)}


def _side(source: str, alike: set[int]) -> Side:
    lines = (range(first, last + 1) for passage, first, last in _placed(source) if passage in alike)
    return Side(source, tuple(sorted(set().union(*lines))))
