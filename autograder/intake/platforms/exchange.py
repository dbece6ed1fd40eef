"""nbgrader's exchange, ``ada+02_backprop+<time>+<random>/...``."""

import re
from datetime import UTC, datetime

from dateutil import parser, tz

from autograder.intake.archive import File
from autograder.intake.platforms.handed import Handed

_FOLDER = re.compile(
    r"(?P<id>.+)\+(?P<sheet>[^+]+)\+(?P<time>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?(?: [\w:+-]+?)?)"
    r"(?:\+(?P<random>[\w-]+))?"
)
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d(?!\d)")


def reader(file: File, path: tuple[str, ...]) -> Handed | None:
    """Read a path."""
    match = _FOLDER.fullmatch(path[0]) if len(path) > 1 else None
    if not match:
        return None
    ids = {"student_id": match["id"], "login": match["id"]}
    time, owners = exchange_time(match["time"]), frozenset(file.owners[-len(path) :])
    return Handed(file, file.name, match["id"], ids, match["sheet"], time=time, owners=owners)


def exchange_time(text: str) -> datetime | None:
    """Return a time as nbgrader's exchange writes it, in UTC unless it names a zone; None for other text."""
    if not _ISO_DAY.match(text.strip()):
        return None  # dateutil would complete a mere number with today, and read 04.05. as 5 April
    zone = lambda name, offset: tz.tzoffset(name, offset) if offset is not None else tz.gettz(name)
    try:
        time = parser.parse(text.strip(), tzinfos=zone)
        return (time if time.tzinfo else time.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
