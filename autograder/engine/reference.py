"""The course's own solutions, on the trusted side: what tests compare a submission with.

They are run when a test first asks for one of them. Only what a test computes with them comes out, and no
code of theirs can be sent to a student's process.
"""

import io
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from typing import Any

from autograder.engine import names, pickles

MODULE = "reference"  # where functions and classes of the solutions say that they are from


class Unknown(LookupError):
    """A test asks for the solution of something that is no name of the sheet's."""


class Reference:
    """The solutions of a sheet.

    Args:
        cells: the code of the solution cells and of the cells that these need, in order; none if nobody knows
            the solutions.
        setup: what the setup cells define.
    """

    def __init__(self, cells: Sequence[str], setup: dict[str, Any]):
        self._cells = list(cells)
        self._space = dict(setup) | {"__name__": MODULE}
        self._done: set[int] = set()
        self._answers: dict[bytes, Any] = {}

    def answering(self, space: dict[str, Any]) -> Callable:
        """Return what ``elsewhere.knowing`` takes, for a test that finds its names in ``space``."""

        def answer(function: Callable, subject: Any, *arguments: Any) -> Any:
            if not self._cells:
                return None
            name = next((name for name, value in space.items() if value is subject), "")
            if not any(name in names.bound(cell) for cell in self._cells):
                raise Unknown(f"no solution binds what the test asks for, {name or subject!r}")
            # The same for every submission: it is computed once.
            asked = pickles.dumps((name, function.__qualname__, arguments))
            if asked not in self._answers:
                self._answers[asked] = function(self._named(name), *arguments)
            return self._answers[asked]

        return answer

    def _named(self, name: str) -> Any:
        self._run({name})
        return self._space[name]

    def _run(self, wanted: set[str]) -> None:
        """Run the cells that bind some names and what these need, in order."""
        needed: set[int] = set()
        while found := {
            i for i, cell in enumerate(self._cells) if i not in needed and names.bound(cell) & wanted
        }:
            needed |= found
            wanted = set().union(*(names.read(self._cells[i]) - names.bound(self._cells[i]) for i in found))
        for i in sorted(needed - self._done):
            with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
                exec(compile(self._cells[i], f"<reference {i}>", "exec"), self._space)
            self._done.add(i)


def is_of_reference(value: Any) -> bool:
    """Tell whether a value is code of the solutions, or an object of one of their classes."""
    kind = value if isinstance(value, type) else type(value)
    return MODULE in (getattr(kind, "__module__", ""), getattr(value, "__module__", ""))
