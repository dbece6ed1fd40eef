"""Who is who: names and ids on a learning platform, and the student ids of this course, from a CSV file."""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

from autograder.course import Course, CourseError
from autograder.course.late import LatePolicy, readings
from autograder.course.names import RULE, id_key, is_student_id
from autograder.intake.spreadsheet import read_table

# The names of columns: our own, Moodle's (English, German), Canvas' and ILIAS'.
COLUMNS = {
    "student_id": ("student_id", "student id"),
    "name": ("name", "full name", "vollständiger name", "student"),
    "first_name": ("first_name", "first name", "firstname", "vorname"),
    "last_name": ("last_name", "last name", "lastname", "surname", "nachname"),
    "email": ("email", "email address", "e-mail", "e-mail-adresse"),
    "number": ("number", "id number", "id-nummer", "matrikelnummer", "matriculation number", "sis user id"),
    "login": ("login", "username", "sis login id", "anmeldename", "benutzername"),
    "moodle": ("moodle", "identifier"),
    "canvas": ("canvas",),
    "ilias": ("ilias", "usr_id"),
    "submitted": ("submitted", "last modified (submission)", "zuletzt geändert (abgabe)"),
}
IDS = ("student_id", "login", "number", "email", "moodle", "canvas", "ilias")
DEFAULT = "roster.csv"
_ANONYMOUS = ("participant", "teilnehmer")  # Moodle's names while marking is blind
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


_MONTHS = (
    ("january", "januar", "jänner"),
    ("february", "februar"),
    ("march", "märz", "maerz", "mrz"),
    ("april",),
    ("may", "mai"),
    ("june", "juni"),
    ("july", "juli"),
    ("august",),
    ("september", "sept"),
    ("october", "oktober"),
    ("november",),
    ("december", "dezember"),
)
_MONTH = {word: k for k, names in enumerate(_MONTHS, 1) for name in names for word in (name, name[:3])}
_WEEKDAYS = {
    short
    for length, names in (
        (3, "monday tuesday wednesday thursday friday saturday sunday"),
        (2, "montag dienstag mittwoch donnerstag freitag samstag sonntag"),
    )
    for name in names.split()
    for short in (name, name[:length])
} | {"sonnabend"}
_TIME = re.compile(
    r"""(?: \b(?:um|at)[ ] | (?<=\d)t | \b )
    (?P<hour>\d\d?) : (?P<minute>\d\d) (?: :(?P<second>\d\d) (?: [.,](?P<part>\d{1,6})\d* )? )?
    (?: [ ]?(?P<half>[ap])\.?m\b\.? )?
    (?: [ ]?uhr\b )?
    (?: [ ]?(?P<zone> z | utc | gmt | (?P<sign>[+-])(?P<hours>\d\d):?(?P<minutes>\d\d) )(?!\w) )?
    (?![\d:])""",
    re.VERBOSE,
)
_YEAR = r"(?P<year>\d{4}|\d\d)"
# How a day is written. Not by dateutil, which guesses what is missing and which number is the month.
_DAYS = [
    re.compile(pattern)
    for pattern in (
        r"(?P<year>\d{4})([-/.])(?P<month>\d\d?)\2(?P<day>\d\d?)",
        rf"(?P<day>\d\d?)\. ?(?P<month>\d\d?)\. ?{_YEAR}",
        rf"(?P<one>\d\d?)([-/])(?P<other>\d\d?)\2{_YEAR}",
        rf"(?P<day>\d\d?)(?:\.|st|nd|rd|th)?[ -]?(?:of )?(?P<word>[^\W\d_]+)[.,]?[ -]?{_YEAR}",
        rf"(?P<word>[^\W\d_]+)\.? (?P<day>\d\d?)(?:st|nd|rd|th)?,? {_YEAR}",
    )
]


@dataclass(frozen=True)
class Person:
    """A student.

    Attributes:
        student: nbgrader's id.
        fields: the student's entries by kind of ``COLUMNS``, without empty ones.
        row: the whole row of the roster.
    """

    student: str
    fields: dict[str, str]
    row: list[str]

    def first_and_last(self) -> tuple[str, str]:
        """Return first and last name, as far as they are known."""
        return first_and_last(self.fields)

    @cached_property
    def names(self) -> set[str]:
        """The student's name in every order and spelling, in the form that ``spellings`` returns."""
        first, last = self.fields.get("first_name", ""), self.fields.get("last_name", "")
        family, comma, given = self.fields.get("name", "").partition(",")
        orders = [f"{first} {last}", f"{last} {first}", f"{family} {given}"]
        if comma:
            orders.append(f"{given} {family}")
        else:  # of one first name and one family name, either may come first
            parts = family.split()
            orders += [" ".join([*parts[k:], *parts[:k]]) for k in range(1, len(parts))]
        return set().union(*map(spellings, orders)) - {""}

    def submitted(self, zone: ZoneInfo) -> datetime | None:
        """Return when the student handed in, in UTC, or None if the roster has no time.

        Dates may be ISO (2026-05-04), dotted (4.5.2026, the day first), with the month in English or German,
        or with slashes where only one order is possible. A day alone means its beginning. Where the clocks
        were changed and a time fits two moments, the earlier counts.

        Args:
            zone: of the platform's clock.

        Raises:
            CourseError: if the column holds something that is not a time, or could be two.
        """
        text = self.fields.get("submitted", "")
        if not any(letter.isdigit() for letter in text):
            return None
        says = f"The roster says that {self.student} submitted at {text!r}, which"
        try:
            times = _times(text)
            moments = [readings(time, zone)[0] for time in times]
        except (ValueError, OverflowError):
            raise CourseError(
                f"{says} is not a full date and time; write it as '2026-05-04 23:59'."
            ) from None
        if len(times) > 1:
            days = " or ".join(f"{time.day} {_MONTHS[time.month - 1][0].title()}" for time in times)
            ways = " or ".join(f"'{time:%Y-%m-%d %H:%M}'" for time in times)
            raise CourseError(f"{says} can be {days} {times[0].year}; write it as {ways}.")
        return moments[0]


@dataclass(frozen=True)
class Roster:
    """A class, as read from a CSV file.

    Attributes:
        platform: where the table comes from: ``moodle`` (the grading worksheet), ``canvas`` (the gradebook),
            ``ilias`` (the status file), or ``own``.
        header: its columns.
        rows: its rows, including those that are not students.
        people: its students.
    """

    platform: str = "own"
    header: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)

    def find(self, ids: dict[str, str], name: str) -> list[Person]:
        """Return the students who match a platform's ids or, if none does, its name for a student.

        Args:
            ids: by kind, of ``IDS``; the kind ``any`` stands for all of them.
            name: in any order and with any separators; empty if there is none.
        """
        by_id = [person for person in self.people if _has_id(person, ids)]
        called = self._called(name)
        if by_id and name and "moodle" in ids and not name.lower().startswith(_ANONYMOUS):
            # Moodle numbers people anew for each assignment: the name has to agree.
            return [person for person in by_id if person in called] or [*by_id, *called] * bool(called)
        return by_id or called

    def _called(self, name: str) -> list[Person]:
        wanted = spellings(name) - {""}
        return [person for person in self.people if wanted & person.names]

    def column(self, kind: str) -> int | None:
        """Return the position of a kind of ``COLUMNS`` in the header, or None."""
        return _columns(self.header, self.platform).get(kind)


def read_roster(path: Path) -> Roster:
    """Read a roster: a table of our own, Moodle's grading worksheet, Canvas' gradebook or ILIAS' status file.

    The student id of the course is the first of ``student_id``, login, number, e-mail address and name.

    Raises:
        CourseError: if a column is missing, or a row has no id, one that cannot be used, or another row's.
    """
    header, rows = read_table(path)
    platform = _platform(header)
    columns = _columns(header, platform)
    if not columns.keys() & {*IDS[:4], "name", "last_name"}:
        raise CourseError(
            f"{path} has no column student_id; its first line is {', '.join(header)!r}. "
            "docs/collect.md lists the columns that a roster may have."
        )
    people: list[Person] = []
    seen: dict[str, int] = {}
    for number, row in enumerate(rows, 2):
        fields = {kind: row[at].strip() for kind, at in columns.items() if row[at].strip()}
        if not fields or "points possible" in row[0].lower() or _is_test_student(platform, fields):
            continue
        if "moodle" in fields:  # "Participant 123", in any language
            fields["moodle"] = re.sub(r"\D", "", fields["moodle"])
        student = next((fields[kind] for kind in IDS[:4] if kind in fields), None)
        student = student or student_id(" ".join(first_and_last(fields)))
        student = unicodedata.normalize("NFC", student)
        if not is_student_id(student):
            raise CourseError(
                f"The student id in line {number} of {path} cannot be used: {student!r}; change it: {RULE}."
            )
        if (first := seen.setdefault(id_key(student), number)) != number:
            raise CourseError(
                f"Lines {first} and {number} of {path} have the same student id, {student}; change one."
            )
        people.append(Person(student, fields, row))
    return Roster(platform, header, rows, people)


def find_roster(course: Course, path: Path | None) -> Roster | None:
    """Return the roster at a path, else the course's ``roster.csv``, or None if there is none."""
    if path is None and not (course.root / DEFAULT).is_file():
        return None
    return read_roster(path or course.root / DEFAULT)


def zone(course: Course) -> ZoneInfo:
    """Return the time zone of a course's clocks."""
    return LatePolicy(config=course.config()).zone()


def first_and_last(fields: dict[str, str]) -> tuple[str, str]:
    """Return first and last name; a whole name is split at its comma, or else at its last space."""
    first, last = fields.get("first_name", ""), fields.get("last_name", "")
    if not (first or last):
        last, comma, first = fields.get("name", "").partition(",")
        if not comma:
            first, _, last = fields.get("name", "").rpartition(" ")
    return first.strip(), last.strip()


def student_id(name: str) -> str:
    """Return a student id made from a name, such as ``ada_lovelace``; empty if no letter is left."""
    return re.sub(r"[^\w-]+", "_", unicodedata.normalize("NFKC", name).lower()).strip("_-")


def spellings(name: str) -> set[str]:
    """Return a name without case, spaces and punctuation: umlauts kept, written out, and without dots."""
    name = unicodedata.normalize("NFC", name).casefold().replace("ß", "ss")
    forms = (name, name.translate(_GERMAN), _bare(name))
    return {"".join(letter for letter in form if letter.isalnum()) for form in forms}


def _times(text: str) -> list[datetime]:
    """Return what a date and time can stand for: more than one if day and month could be swapped.

    Raises:
        ValueError: if it is not a date, or a part is missing.
    """
    text = unicodedata.normalize("NFC", " ".join(text.split())).casefold()
    clock = _TIME.search(text)
    if clock:
        text = f"{text[: clock.start()]} {text[clock.end() :]}"
    first, _, rest = text.strip(" ,").partition(" ")
    day = rest if first.strip(".,") in _WEEKDAYS else f"{first} {rest}"
    match = next(filter(None, (pattern.fullmatch(day.strip(" ,")) for pattern in _DAYS)), None)
    if not match:
        raise ValueError(text)
    known = match.groupdict()
    year = int(known["year"]) + (2000 if len(known["year"]) == 2 else 0)
    if known.get("word"):
        orders = [(_MONTH.get(known["word"], 0), int(known["day"]))]
    elif known.get("month"):
        orders = [(int(known["month"]), int(known["day"]))]
    else:  # day/month and month/day are both in use
        one, other = int(known["one"]), int(known["other"])
        orders = [order for order in {(other, one): None, (one, other): None} if order[0] <= 12]
    times = [datetime(year, *order) for order in orders]
    if not times:
        raise ValueError(text)
    return [_at(day, clock) for day in times] if clock else times


def _at(day: datetime, clock: re.Match) -> datetime:
    """Return a time of a day, with its time zone if it is written."""
    hour = int(clock["hour"])
    if clock["half"]:
        if not 1 <= hour <= 12:
            raise ValueError(clock[0])
        hour = hour % 12 + (12 if clock["half"] == "p" else 0)
    zone = None
    if clock["zone"]:
        offset = timedelta(hours=int(clock["hours"] or 0), minutes=int(clock["minutes"] or 0))
        zone = timezone(-offset if clock["sign"] == "-" else offset)
    part = int((clock["part"] or "0").ljust(6, "0"))
    return day.replace(
        hour=hour,
        minute=int(clock["minute"]),
        second=int(clock["second"] or 0),
        microsecond=part,
        tzinfo=zone,
    )


def _bare(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))


def _has_id(person: Person, ids: dict[str, str]) -> bool:
    if "any" in ids:
        known = {person.fields.get(kind, "").casefold() for kind in IDS} | {person.student.casefold()}
        return ids["any"].casefold() in known - {""}
    known = person.fields | {"student_id": person.student}
    return any(value and known.get(kind, "").casefold() == value.casefold() for kind, value in ids.items())


def _platform(header: list[str]) -> str:
    names = [name.casefold() for name in header]
    if any(name in names for name in ("last modified (grade)", "zuletzt geändert (bewertung)")):
        return "moodle"
    if names[:2] == ["student", "id"] and "section" in names:
        return "canvas"
    return "ilias" if {"update", "usr_id", "login"} <= set(names) else "own"


def _columns(header: list[str], platform: str) -> dict[str, int]:
    bare = {"moodle": "moodle", "canvas": "canvas", "own": "student_id"}.get(platform)
    found: dict[str, int] = {}
    for at, name in enumerate(header):
        lower = name.casefold()
        kind = bare if lower == "id" else next((k for k, names in COLUMNS.items() if lower in names), None)
        if kind:
            found.setdefault(kind, at)
    return found


def _is_test_student(platform: str, fields: dict[str, str]) -> bool:
    """Canvas has one in every course."""
    return platform == "canvas" and fields.get("name") == "Student, Test" and "login" not in fields
