"""Who is who: names and ids on a learning platform, and the student ids of this course, from a CSV file."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

from autograder.course import Course, CourseError
from autograder.course.late import LatePolicy, readings
from autograder.course.names import RULE, id_key, is_student_id
from autograder.intake.spreadsheet import read_table

# The names of columns: our own, Moodle's (English, German, French), Canvas', ILIAS' and Brightspace's.
COLUMNS = {
    "student_id": ("student_id", "student id"),
    "name": ("name", "full name", "vollständiger name", "nom complet", "student"),
    "first_name": ("first_name", "first name", "firstname", "vorname", "prénom"),
    "last_name": ("last_name", "last name", "lastname", "surname", "nachname", "nom", "nom de famille"),
    "email": ("email", "email address", "e-mail", "e-mail-adresse", "adresse de courriel", "courriel"),
    "number": (
        *("number", "id number", "id-nummer", "matrikelnummer", "matriculation number", "sis user id"),
        *("numéro d’identification", "numéro d'identification", "orgdefinedid"),
    ),
    "login": ("login", "username", "sis login id", "anmeldename", "benutzername", "nom d’utilisateur"),
    "moodle": ("moodle", "identifier", "identifiant"),
    "canvas": ("canvas",),
    "ilias": ("ilias", "usr_id"),
    "group": ("group", "team", "gruppe", "groupe"),
    "submitted": (
        *("submitted", "last modified (submission)", "zuletzt geändert (abgabe)"),
        "dernière modification (travail remis)",
    ),
}
IDS = ("student_id", "login", "number", "email", "moodle", "canvas", "ilias")
_LASTING = [kind for kind in IDS if kind != "moodle"]  # Moodle numbers people anew for each assignment
DEFAULT = "roster.csv"
_ANONYMOUS = ("participant", "teilnehmer")  # Moodle's names while marking is blind
_ROUNDED = re.compile(r"\d[.,]\d+E\+\d+", re.I)  # what a spreadsheet makes of a long number
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


_MONTHS = (
    ("january", "januar", "jänner", "janvier"),
    ("february", "februar", "feber", "février", "févr"),
    ("march", "märz", "maerz", "mrz", "mars"),
    ("april", "avril", "avr"),
    ("may", "mai"),
    ("june", "juni", "juin"),
    ("july", "juli", "juillet", "juil"),
    ("august", "août"),
    ("september", "sept", "septembre"),
    ("october", "oktober", "octobre"),
    ("november", "novembre"),
    ("december", "dezember", "décembre"),
)
_SHORT = 3  # letters of a short name; French has two months that begin with "jui", and no such short names
_MONTH = {
    word: k
    for k, names in enumerate(_MONTHS, 1)
    for name in names
    for word in ((name, name[:_SHORT]) if name[:_SHORT] != "jui" else (name,))
}
_WEEKDAYS = {
    short
    for length, names in (
        (3, "monday tuesday wednesday thursday friday saturday sunday"),
        (2, "montag dienstag mittwoch donnerstag freitag samstag sonntag"),
        (3, "lundi mardi mercredi jeudi vendredi samedi dimanche"),
    )
    for name in names.split()
    for short in (name, name[:length])
} | {"sonnabend"}
_TIME = re.compile(
    r"""(?: \b(?:um|at|à)[ ] | (?<=\d)t | \b )
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
        problems: a sentence for each line that is not read, and for each id that somebody should look at.
        nobody: the ids of Canvas' Test Student.
    """

    platform: str = "own"
    header: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    nobody: frozenset[str] = frozenset()

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
        if not (by_id or called) and "any" in ids:  # a spreadsheet takes the zeros at the front of a number
            bare = _without_zeros(ids["any"])
            shorn = [person for person in self.people if bare in map(_without_zeros, _ids(person))]
            return shorn if bare else []
        return by_id or called

    def group(self, name: str) -> list[Person]:
        """Return the members of a group, whose name may be spelled in any way; none if it is not known."""
        wanted = spellings(name) - {""}
        return [one for one in self.people if wanted & spellings(one.fields.get("group", ""))]

    def settled(self, known: Iterable[str]) -> "Roster":
        """Return the roster with the ids that its students have in this course already.

        A student whose number, login or address was the id of an earlier week keeps that id, and so does
        one whose number has lost or got back the zeros at its front. ``problems`` says who.

        Args:
            known: the ids that the course has: folders in ``submitted/``, or students in the gradebook.
        """
        known = set(known)
        here = {id_key(student) for student in known}
        earlier_ids = other_ids(self.people, known)
        people, problems = [], list(self.problems)
        for person in self.people:
            earlier = earlier_ids.get(person.student, [])
            if earlier and id_key(person.student) in here:
                names = " and ".join([person.student, *earlier])
                problems.append(f"{names} are one person in the roster; join their folders in submitted/.")
            elif len(earlier) == 1:
                problems.append(
                    f"{person.student} of the roster is {earlier[0]} in this course already, and stays so; "
                    f"write {earlier[0]} into a column student_id to settle it."
                )
                people.append(replace(person, student=earlier[0]))
                continue
            elif earlier:
                names = " or ".join(earlier)
                problems.append(f"{person.student} of the roster may be {names}; add a column student_id.")
            people.append(person)
        return replace(self, people=people, problems=problems)

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
        CourseError: if a column is missing. Lines whose ids cannot be used are among the ``problems``.
    """
    header, rows = read_table(path)
    platform = _platform(header)
    columns = _columns(header, platform)
    if not columns.keys() & {*IDS[:4], "name", "last_name"}:
        raise CourseError(
            f"{path} has no column student_id; its first line is {', '.join(header)!r}. "
            "docs/collect.md lists the columns that a roster may have. If it is from a platform in another "
            "language, switch the platform to English and download it again."
        )
    people: list[Person] = []
    problems: list[str] = []
    nobody: set[str] = set()
    seen: dict[str, tuple[int, Person]] = {}
    for number, row in enumerate(rows, 2):
        fields = {kind: row[at].strip() for kind, at in columns.items() if row[at].strip()}
        if not fields or "points possible" in row[0].lower():
            continue
        if _is_test_student(platform, fields):
            nobody.update(fields.values())
            continue
        if "moodle" in fields:  # "Participant 123", in any language
            fields["moodle"] = re.sub(r"\D", "", fields["moodle"])
        for kind in IDS:
            if _ROUNDED.fullmatch(fields.get(kind, "")):
                rounded = fields.pop(kind)
                problems.append(
                    f"Line {number} of {path}: a spreadsheet has rounded the number {rounded}, so it is not "
                    "used; save the column as text."
                )
        student = next((fields[kind] for kind in IDS[:4] if kind in fields), None)
        student = student or student_id(" ".join(first_and_last(fields)))
        student = unicodedata.normalize("NFC", student)
        person = Person(student, fields, row)
        if not is_student_id(student):
            problems.append(
                f"The student id in line {number} of {path} cannot be used: {student!r}; change it: {RULE}."
            )
            continue
        first, other = seen.setdefault(id_key(student), (number, person))
        if first != number:
            problems.append(
                f"Lines {first} and {number} of {path} have the same student id, {student}; change one."
            )
            if not person.names & other.names:  # nobody knows whose it is
                people = [one for one in people if one is not other]
            continue
        people.append(person)
    return Roster(platform, header, rows, people, problems, frozenset(nobody))


def other_ids(people: Sequence[Person], known: Iterable[str]) -> dict[str, list[str]]:
    """Return other ids under which a course knows people: of another week, or without zeros at the front.

    Args:
        people: of a roster.
        known: the ids that the course has. Those of a line of the roster are that line's.

    Returns:
        Ids, sorted, by the id of the person in the roster; without ids that fit several people.
    """
    own = {id_key(person.student) for person in people}
    fitting: dict[str, set[str]] = defaultdict(set)
    for person in people:
        for one in filter(None, (person.fields.get(kind, "") for kind in _LASTING)):
            fitting[id_key(one)].add(person.student)
        for one in (person.student, person.fields.get("number", "")):
            if number := _without_zeros(one):
                fitting[_bare_key(number)].add(person.student)
    found: dict[str, list[str]] = defaultdict(list)
    for student in sorted(set(known)):
        number = _without_zeros(student)
        exact = fitting.get(id_key(student), set())
        whose = exact or (fitting.get(_bare_key(number), set()) if number else set())
        if id_key(student) not in own and len(whose) == 1:
            found[next(iter(whose))].append(student)
    return dict(found)


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


def _ids(person: Person) -> set[str]:
    return {person.fields.get(kind, "") for kind in IDS} | {person.student}


def _without_zeros(number: str) -> str:
    """Return a number without zeros at its front; empty if it is none."""
    return number.lstrip("0") if number.isdecimal() else ""


def _bare_key(number: str) -> str:
    return f"0*{number}"  # no id has such a sign


def _has_id(person: Person, ids: dict[str, str]) -> bool:
    if ids.get("any", "").casefold() in {known.casefold() for known in _ids(person)} - {""}:
        return True
    known = person.fields | {"student_id": person.student}
    return any(value and known.get(kind, "").casefold() == value.casefold() for kind, value in ids.items())


def _platform(header: list[str]) -> str:
    names = [name.casefold() for name in header]
    modified = ("last modified (grade)", "zuletzt geändert (bewertung)", "dernière modification (note)")
    if any(name in names for name in modified):
        return "moodle"
    named = names[:1] == ["student"] or {"lastname", "firstname"} <= set(names[:3])
    if named and {"id", "section"} <= set(names):
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
    """Canvas has one in every course; its login, if it has one, is a digest."""
    named = spellings(" ".join(first_and_last(fields))) & {"teststudent", "studenttest"}
    login = fields.get("login", "")
    return bool(platform == "canvas" and named and (not login or re.fullmatch("[0-9a-f]{40}", login)))
