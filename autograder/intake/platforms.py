"""The layouts of learning platforms' downloads: whose each file is, and what else its path says.

- Moodle: ``Ada Lovelace_123_assignsubmission_file/...``, in older versions with ``_`` at the end, or as files
- Canvas: ``lovelaceada_LATE_123_456_file.ipynb``
- ILIAS: ``Title/Submissions/Lovelace_Ada_ada_123/...``, and multi-feedback folders
- nbgrader's exchange, ``ada+02_backprop+<time>+<random>/...``, and its folders
- files and folders named after students

Students name their own files and folders, so only the outermost part of a path that fits counts as the
platform's. Nothing inside it can pass for another student's work.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from dateutil import parser, tz

from autograder.intake.archive import File

_MOODLE = re.compile(
    r"(?P<name>[^_]*)_(?P<id>\d+)_(?P<kind>assign(?:submission|feedback)_[a-z]+)(?:_(?P<file>.*))?"
)
_CANVAS = re.compile(
    r"(?i)(?:(?!late_(?:\d|anon_))(?P<name>[^\W\d_].*?)_)?(?:(?P<late>late)_)?(?P<id>\d+|anon_[a-z0-9]+)_"
    r"(?:(?P<upload>\d+)_(?P<file>.+)|(?P<text>(?:text|link)\.html))"
)
_ILIAS = re.compile(r"(?P<last>.+?)_(?P<first>.+)_(?P<login>[^_]+)_(?P<id>\d+)")
_ILIAS_LATE = re.compile(r"(?i)(?:late|versp\w*)[\w ]* - (?P<file>.+)")
_ILIAS_FOLDERS = {"submissions", "abgaben"}
_EXCHANGE = re.compile(
    r"(?P<id>.+)\+(?P<sheet>[^+]+)\+(?P<time>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?(?: [\w:+-]+?)?)"
    r"(?:\+(?P<random>[\w-]+))?"
)
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d(?!\d)")
_NUMBERED = {"canvas": re.compile(r"(.+)-(\d+)(\.\w+)"), "ilias": re.compile(r"(.+) \((\d+)\)(\.\w+)")}
_DEEPEST = 4  # folders that people put around a download
_PACKED_AT_ONCE = timedelta(minutes=10)


@dataclass(frozen=True)
class Handed:
    """A file, and what its path says about it.

    Attributes:
        file: the file.
        name: what the student called it.
        sender: the student it comes from, as the platform writes it; empty if the path does not say.
        ids: the sender's ids by kind, see ``roster.IDS``.
        sheet: the sheet for which it was handed in, where the layout says so.
        late: whether the platform marked it as late.
        number: the platform's count of uploads of the same name.
        time: when it was handed in, if the platform says; with or without a time zone.
        feedback: whether it is feedback for the student rather than a submission.
        owners: the numbers of the users to whom the file and the sender's folder belong; empty if not known.
    """

    file: File
    name: str
    sender: str = ""
    ids: dict[str, str] = field(default_factory=dict)
    sheet: str | None = None
    late: bool = False
    number: int = 0
    time: datetime | None = None
    feedback: bool = False
    owners: frozenset[int] = frozenset()


def recognized(files: Sequence[File], sheets: Sequence[str]) -> tuple[str, list[Handed]]:
    """Return the platform that a download comes from, and what its paths say.

    Args:
        files: of one archive or folder.
        sheets: the sheets of the course.

    Returns:
        One of ``exchange``, ``moodle``, ``ilias``, ``canvas``, ``folders``, and the files in their order.
    """
    readers: dict[str, Callable[[File, tuple[str, ...]], Handed | None]] = {
        "exchange": _exchange,
        "moodle": _moodle,
        "ilias": _ilias([file.path for file in files]),
        "canvas": _canvas,
    }
    for depth in range(_DEEPEST):
        for platform, reader in readers.items():
            found = [reader(file, file.path[depth:]) for file in files]
            # Counted on the outermost level, where students cannot add anything.
            outer = {file.path[depth] for file in files}
            fits = {file.path[depth] for file, one in zip(files, found, strict=True) if one}
            if fits and 2 * len(fits) >= len(outer):
                handed = [one or Handed(file, file.name) for one, file in zip(found, files, strict=True)]
                return platform, _without_packing_times(handed) if platform == "ilias" else handed
        if len(outer) > 1 or any(len(file.path) <= depth + 1 for file in files):
            break  # there is no folder around all of it
    return "folders", _folders(files, sheets)


def _moodle(file: File, path: tuple[str, ...]) -> Handed | None:
    match = _MOODLE.fullmatch(path[0])
    if not match or (len(path) == 1 and not match["file"]):
        return None
    name = match["file"] if len(path) == 1 else file.name
    feedback = not match["kind"].startswith("assignsubmission")
    return Handed(file, name, match["name"].strip(), {"moodle": match["id"]}, feedback=feedback)


def _canvas(file: File, path: tuple[str, ...]) -> Handed | None:
    match = _CANVAS.fullmatch(path[0]) if len(path) == 1 else None
    if not match:
        return None
    name, number = _number("canvas", match["file"] or match["text"])
    sender = match["name"] or match["id"]
    return Handed(file, name, sender, {"canvas": match["id"]}, late=bool(match["late"]), number=number)


def _ilias(paths: Sequence[tuple[str, ...]]) -> Callable[[File, tuple[str, ...]], Handed | None]:
    """Return the reader for an ILIAS download, which has students' folders on one level."""
    level = _ilias_level([path[:-1] for path in paths])

    def reader(file: File, path: tuple[str, ...]) -> Handed | None:
        match = _ILIAS.fullmatch(path[level]) if path == file.path and len(path) > level + 1 else None
        if not match:
            return None
        late = _ILIAS_LATE.fullmatch(file.name)
        name, number = _number("ilias", late["file"] if late else file.name)
        ids = {"ilias": match["id"], "login": match["login"]}
        sender = f"{match['first']} {match['last']}"
        return Handed(file, name, sender, ids, late=bool(late), number=number, time=file.time)

    return reader


def _ilias_level(paths: Sequence[tuple[str, ...]]) -> int:
    """Return the level of students' folders: the outermost with two of them, else with one."""
    start = 0
    for path in paths[:1]:
        for depth, part in enumerate(path[:3]):
            if part.lower() in _ILIAS_FOLDERS or part.startswith("multi_feedback_"):
                start = depth + 1
        if len(path) > start and re.fullmatch(r"Team \d+", path[start]):
            start += 1
    people = [
        {path[level] for path in paths if len(path) > level and _ILIAS.fullmatch(path[level])}
        for level in range(start, start + 3)
    ]
    for least in (2, 1):
        for level, names in enumerate(people, start):
            if len(names) >= least:
                return level
    return start


def _exchange(file: File, path: tuple[str, ...]) -> Handed | None:
    match = _EXCHANGE.fullmatch(path[0]) if len(path) > 1 else None
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


def _folders(files: Sequence[File], sheets: Sequence[str]) -> list[Handed]:
    """Read ``ada/02_backprop/any.ipynb``, ``ada/any.ipynb``, ``ada.ipynb``, ``ada_02_backprop.ipynb``."""
    outer = {file.path[0] for file in files}
    wrapped = len(outer) == 1 and all(len(file.path) > 1 for file in files)
    if wrapped:  # one folder around all: a person's, unless it holds folders or files of several names
        inner = {file.path[1] for file in files if len(file.path) > 2}
        own = {_of_whom(file.path[1], sheets) for file in files if len(file.path) == 2}
        wrapped = not inner & set(sheets) and (
            len(inner) > 1 or (not inner and "" not in own and len(own) > 1)
        )
    found = []
    for file in files:
        path = file.path[1:] if wrapped else file.path
        sheet = next((part for part in path[:-1] if part in sheets), None)
        named = [part for part in path[:-1] if part != sheet]
        sender = named[0] if named else _of_whom(path[-1], sheets)
        found.append(Handed(file, file.name, sender, {"any": sender} if sender else {}, sheet))
    return found


def _of_whom(name: str, sheets: Sequence[str]) -> str:
    """Return what is left of a file's name without its ending and the sheet's name."""
    stem = name.rpartition(".")[0] or name
    for sheet in sheets:
        stem = re.sub(rf"(?i)(?:^|(?<=[_\s-])){re.escape(sheet)}(?:$|(?=[_\s-]))", "", stem)
    return stem.strip("_- ")


def _number(platform: str, name: str) -> tuple[str, int]:
    """Return a name without the number that a platform adds to repeated names, and that number."""
    match = _NUMBERED[platform].fullmatch(name)
    return (match[1] + match[3], int(match[2])) if match else (name, 0)


def _without_packing_times(handed: list[Handed]) -> list[Handed]:
    """Drop times that are all nearly the same: they show when the archive was made."""
    times = [one.file.time for one in handed if one.time and one.file.time]
    if not times:
        return handed
    clocks = [time.replace(tzinfo=None) for time in times]
    if max(clocks) - min(clocks) > _PACKED_AT_ONCE:
        return handed
    return [replace(one, time=None) for one in handed]
