"""Where a platform's download had each submission: a small record beside it, for the way back.

Only handing back reads the record. Grading does not, and no submission can see it: the course is hidden.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from autograder.course import Course, files

NAME = ".origin.json"
_LONGEST = 10_000  # bytes


@dataclass(frozen=True)
class Origin:
    """Where a submission was.

    Attributes:
        platform: whose download it was, see ``platforms.recognized``.
        place: what the platform calls the file or folder, see ``Handed``.
    """

    platform: str
    place: str


def origin_of(course: Course, sheet: str, student: str) -> Origin | None:
    """Return where a student's submission was; None if that is not known."""
    try:
        content = json.loads(files.read_regular(_path(course, sheet, student), _LONGEST) or b"")
        origin = Origin(content["platform"], content["place"])
    except (ValueError, KeyError, TypeError):
        return None
    return origin if isinstance(origin.platform, str) and isinstance(origin.place, str) else None


def note(course: Course, sheet: str, student: str, origin: Origin) -> None:
    """Note where a submission was; a platform that takes nothing back by name takes an earlier note away.

    Raises:
        OSError: if it cannot be written.
    """
    path = _path(course, sheet, student)
    if origin.place.isprintable() and origin.place:
        files.write_if_new(path, json.dumps(asdict(origin)))
    else:
        path.unlink(missing_ok=True)


def _path(course: Course, sheet: str, student: str) -> Path:
    return course.submitted(sheet, student).with_name(NAME)
