"""What the audit finds and is right all the same, with reasons: ``tests/answers/<sheet>/waived.txt``."""

import re
from pathlib import Path
from typing import NamedTuple

from autograder.course import CourseError

FILE = "waived.txt"
_LINE = re.compile(r"^(?P<cell>\w+): (?P<what>\S.*?)  # (?P<reason>\S.*)$")


class Waiver(NamedTuple):
    """A line of the file: ``cell: what  # reason``.

    Attributes:
        cell: the solution cell, or the test, by ``grade_id``.
        what: a mutant's change ``before => after``, ``other seed`` or ``single precision``.
        reason: why no test can or should notice.
        line: its number.
    """

    cell: str
    what: str
    reason: str
    line: int


def waivers(folder: Path) -> list[Waiver]:
    """Read the waivers of a sheet; ``folder`` holds its answers.

    Raises:
        CourseError: naming a line that is malformed.
    """
    path = folder / FILE
    if not path.is_file():
        return []
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        match = _LINE.match(line)
        if not match:
            raise CourseError(
                f"{path}, line {number}: write `cell: before => after  # reason`, two spaces before the #."
            )
        found.append(Waiver(match["cell"], match["what"], match["reason"], number))
    return found
