"""Who is who: names and ids on a learning platform, and the student ids of this course, from a CSV file."""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

from dateutil import parser

from autograder.course import Course, CourseError
from autograder.course.late import LatePolicy
from autograder.intake.spreadsheet import read_table

# How columns are called: by ourselves, by Moodle (English, German), Canvas and ILIAS.
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


class _EnglishOrGerman(parser.parserinfo):
    """Moodle writes times in words, in the language of who downloads them."""

    MONTHS = [  # noqa: RUF012  (as in dateutil)
        (*english, german)
        for english, german in zip(
            parser.parserinfo.MONTHS,
            (
                *("januar", "februar", "märz", "april", "mai", "juni"),
                *("juli", "august", "september", "oktober", "november", "dezember"),
            ),
            strict=True,
        )
    ]
    WEEKDAYS = [  # noqa: RUF012
        (*english, german)
        for english, german in zip(
            parser.parserinfo.WEEKDAYS,
            ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag"),
            strict=True,
        )
    ]
    JUMP = [*parser.parserinfo.JUMP, "uhr", "um"]  # noqa: RUF012


@dataclass(frozen=True)
class Person:
    """A student.

    Attributes:
        student: nbgrader's id.
        fields: what the roster has in ``COLUMNS`` about the student, without what is empty.
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
        """The ways in which the student's name may be spelled, as ``spellings`` does."""
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
        """Return when the platform says that the student handed in, or None if the roster does not tell.

        Raises:
            CourseError: if the column has something that is no time.
        """
        text = self.fields.get("submitted", "")
        if not any(letter.isdigit() for letter in text):
            return None
        try:
            time = parser.parse(text, _EnglishOrGerman())
        except (ValueError, OverflowError):
            raise CourseError(
                f"The roster says that {self.student} submitted at {text!r}, which is no time; "
                "write it as '2026-05-04 23:59'."
            ) from None
        return time if time.tzinfo else time.replace(tzinfo=zone)


@dataclass(frozen=True)
class Roster:
    """A class as a CSV file has it.

    Attributes:
        platform: whose table it is: ``moodle`` (the grading worksheet), ``canvas`` (the gradebook), ``ilias``
            (the status file), or ``own``.
        header: its columns.
        rows: its rows, also those that are no student.
        people: its students.
    """

    platform: str = "own"
    header: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)

    def find(self, ids: dict[str, str], name: str) -> list[Person]:
        """Return the students that a platform's ids, or else its name for somebody, may stand for.

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
        """Return where a kind of ``COLUMNS`` stands in the header, or None."""
        return _columns(self.header, self.platform).get(kind)


def read_roster(path: Path) -> Roster:
    """Read a roster: a table of our own, Moodle's grading worksheet, Canvas' gradebook or ILIAS' status file.

    The student id of the course is the first of ``student_id``, login, number, e-mail address and name.

    Raises:
        CourseError: if a column is missing, or a row has no id, one that is no folder name, or another's.
    """
    header, rows = read_table(path)
    platform = _platform(header)
    columns = _columns(header, platform)
    if not columns.keys() & {*IDS[:4], "name", "last_name"}:
        raise CourseError(
            f"{path} has no column student_id; its first line is {', '.join(header)!r}. "
            "docs/collect.md lists what a roster may have."
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
        if not is_student_id(student):
            raise CourseError(f"Line {number} of {path} has no student id that can be a folder: {student!r}.")
        if (first := seen.setdefault(student.casefold(), number)) != number:
            raise CourseError(f"Lines {first} and {number} of {path} have the same student id, {student}.")
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


def is_student_id(text: str) -> bool:
    """Tell whether nbgrader can have a folder of this name; ``+`` separates parts in its exchange."""
    return (
        0 < len(text.encode("utf-8", "replace")) <= 200
        and text.isprintable()
        and not set(text) & set("/\\+")
        and not text.startswith(".")
        and text == text.strip()
    )


def student_id(name: str) -> str:
    """Return a student id made of a name, ``ada_lovelace``; empty if no letter is left."""
    return re.sub(r"[^\w-]+", "_", unicodedata.normalize("NFC", name).lower()).strip("_-")


def spellings(name: str) -> set[str]:
    """Return a name without case, spaces and signs, with umlauts as they are, written out, or bare."""
    name = unicodedata.normalize("NFC", name).casefold().replace("ß", "ss")
    forms = (name, name.translate(_GERMAN), _bare(name))
    return {"".join(letter for letter in form if letter.isalnum()) for form in forms}


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
