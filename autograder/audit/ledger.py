"""Keep what has been proved, so that the audit does not prove it again on this machine.

A proof is found by the content that it depends on: the cells that were run, this Python, its packages, the
helpers, the engine, and the code of the audit and of authoring. Only trials without complaints are kept.
"""

import hashlib
import os
import zlib
from functools import cache
from pathlib import Path

import msgpack
from nbformat import NotebookNode

from autograder import audit, authoring
from autograder.audit.outcomes import Outcome
from autograder.authoring.dependencies import needed_cells
from autograder.course import files
from autograder.engine.surroundings import code_of, surroundings
from helpers import data

_FILE = "proofs.msgpack"
_MOST = 20_000  # proofs of a sheet that are kept; a sheet has about a thousand


class Ledger:
    """The proofs of a sheet.

    Args:
        folder: where they are kept.
    """

    def __init__(self, folder: Path):
        self._path = folder / _FILE
        self._known: dict[bytes, dict] = _read(self._path)
        self._new: dict[bytes, dict] = {}

    def get(self, proof: bytes) -> dict[str, Outcome] | None:
        """Return the outcomes under the digest of a proof, if they are known."""
        found = self._known.get(proof)
        if found is None:
            return None
        self._new[proof] = found
        return {test: Outcome(*one) for test, one in found.items()}

    def put(self, proof: bytes, outcomes: dict[str, Outcome]) -> None:
        """Keep the outcomes of a trial without complaints."""
        self._new[proof] = {test: list(one) for test, one in outcomes.items()}

    def save(self) -> None:
        """Write everything; proofs that were not used lately are the first to be dropped."""
        old = {proof: found for proof, found in self._known.items() if proof not in self._new}
        kept = dict(list((old | self._new).items())[-_MOST:])
        files.write(self._path, zlib.compress(msgpack.packb(kept)))


def digest(
    kind: str, notebook: NotebookNode, tests: frozenset[str] | None, solutions: tuple[str, ...] = ()
) -> bytes:
    """Return a digest of everything that the outcomes of a trial depend on.

    Args:
        kind: the kind of the trial.
        notebook: a filled sheet; only the cells that the tests need count.
        tests: the tests that are run, by ``grade_id``; None for all.
        solutions: what tests compare with.
    """
    needed = [(cell.id, cell.source, dict(cell.metadata)) for cell in needed_cells(notebook, tests)]
    where = (os.environ.get("WORKBOOK_MNIST", "auto"), data.local_root() is not None)
    return hashlib.sha256(repr((kind, needed, solutions, where, _code())).encode()).digest()


@cache
def _code() -> str:
    """Return a digest of this Python, its packages, and the code of the project that proofs depend on."""
    own = (Path(package.__file__).parent for package in (audit, authoring))
    return hashlib.sha256(repr((surroundings(), code_of(*own))).encode()).hexdigest()


def _read(path: Path) -> dict[bytes, dict]:
    try:
        return msgpack.unpackb(zlib.decompress(path.read_bytes()))
    except (OSError, ValueError, zlib.error, msgpack.UnpackException):
        return {}
