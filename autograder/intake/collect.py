"""Copy submissions from a learning platform's download to ``submitted/``, and account for every file."""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from autograder.authoring.sheets import read_notebook
from autograder.course import Course, CourseError, files
from autograder.course.late import LatePolicy, lateness, readings
from autograder.course.names import RULE, id_key, is_student_id, printable
from autograder.intake import archive, beside, groups, origins, platforms
from autograder.intake.archive import Refused
from autograder.intake.beside import Beside
from autograder.intake.origins import Origin
from autograder.intake.outputs import without_outputs
from autograder.intake.owners import Owners
from autograder.intake.platforms.exchange import exchange_time
from autograder.intake.platforms.handed import Handed
from autograder.intake.repair import LARGEST, Unreadable, parse_cells
from autograder.intake.roster import Person, Roster, spellings, student_id

_ARCHIVES = (".zip", ".tar", ".gz", ".tgz", ".7z", ".rar", ".xz", ".bz2")
# What a notebook, or a written answer, may need although it lies elsewhere.
_NEEDED = (".py", ".csv", ".npy", ".npz", ".pdf", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".heic", ".svg")
_LOOKING = "it is not taken along; look whether the notebook, or a written answer, needs it"
_MARK = b"grade_id"  # which every notebook of a sheet has
_FEWEST_TEXTS = 3  # cells as released, by which a notebook without marks is known
_CLOCKS = timedelta(hours=1)  # by which the clocks of two machines may differ
_BY_HAND = "put the right one at submitted/{student}/{sheet}/{sheet}.ipynb"


@dataclass(frozen=True)
class Collected:
    """A submission that is in ``submitted/`` now.

    Attributes:
        student: nbgrader's id.
        sheet: the sheet.
        path: the file it came from.
        status: ``new``, ``replaced`` (an earlier submission) or ``unchanged``.
        time: when it was handed in, if that is known.
        late: by how much it missed the deadline; None if it did not, or if that is not known.
        notes: what a person should know about it, one sentence each.
    """

    student: str
    sheet: str
    path: str
    status: str
    time: datetime | None
    late: timedelta | None
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Left:
    """A file that was not collected.

    Attributes:
        path: the file.
        sender: the student it comes from, if that is known.
        reason: completes the sentence '<path> ...'.
        todo: what to do about it; empty if nothing has to be done.
    """

    path: str
    sender: str
    reason: str
    todo: str = ""


@dataclass(frozen=True)
class Collection:
    """What was found in an archive or folder.

    Attributes:
        platform: whose layout it has, see ``platforms.recognized``.
        collected: submissions, by sheet and student.
        left: every other file, in the order of the archive.
        problems: a sentence for each line of the roster that somebody has to look at.
    """

    platform: str
    collected: list[Collected]
    left: list[Left]
    problems: list[str] = field(default_factory=list)

    @property
    def to_look_at(self) -> bool:
        """Whether somebody has to do something."""
        return bool(self.problems) or any(one.todo for one in self.left)


def collect(
    course: Course,
    source: Path,
    sheet: str | None = None,
    roster: Roster | None = None,
    *,
    progress: Callable[[int, int], None] | None = None,
) -> Collection:
    """Copy each student's notebook to ``submitted/<student>/<sheet>/<sheet>.ipynb``, and what lies beside it.

    A notebook's sheet is recognized by its cells; its file name counts only where they do not decide. A
    student's time stamp is never copied: ``timestamp.txt`` gets the platform's time, if the download or the
    roster has it. A second run writes only what has changed.

    Args:
        course: where to copy to.
        source: a zip archive or a folder.
        sheet: take only this one; by default every sheet of the course.
        roster: who the students are; without one, ids are made from the platform's names.
        progress: called with the number of files looked at so far, and of all files.

    Raises:
        CourseError: if the source cannot be read, no sheet has been built, or the configuration is wrong.
            Problems with single files are among what is left.
    """
    with archive.opened(source) as files:
        platform, handed = platforms.recognized(files, course.sheets())
        run = _Collector(course, sheet, roster, platform)
        run.sort(handed, progress or (lambda _done, _total: None))
        run.take_all()
    order = {str(file): number for number, file in enumerate(files)}
    run.left.sort(key=lambda one: (order[run.within.get(one.path, one.path)], one.path))
    collected = sorted(run.collected, key=lambda one: (one.sheet, one.student))
    return Collection(platform, collected, run.left, list(map(printable, run.problems)))


def as_json(found: Collection) -> dict[str, Any]:
    """Return a collection in the types of JSON: times in ISO 8601, lateness in seconds."""

    def plain(value: object) -> object:
        if isinstance(value, datetime):
            return value.isoformat()
        return value.total_seconds() if isinstance(value, timedelta) else value

    content = asdict(found)
    for key in ("collected", "left"):
        content[key] = [{name: plain(value) for name, value in one.items()} for one in content[key]]
    return content


@dataclass(frozen=True)
class _Candidate:
    """A notebook that could be a student's submission of a sheet."""

    handed: Handed
    digest: str
    time: datetime | None
    known: bool  # whether it has cells of the sheet
    problem: str | None = None  # why it cannot be read as a notebook
    notes: tuple[str, ...] = ()  # about its owner, its time and its group
    group: str = ""  # whose members may have it, too

    @property
    def path(self) -> str:
        return str(self.handed.file)


class _Collector:
    """One run of ``collect``."""

    def __init__(self, course: Course, sheet: str | None, roster: Roster | None, platform: str):
        self.course, self.sheet, self.platform = course, sheet, platform
        submitted = course.root / "submitted"
        here = [path.name for path in submitted.iterdir()] if submitted.is_dir() else []
        self.roster = roster.settled(here) if roster else None
        self.problems = list(self.roster.problems) if self.roster else []
        self.sheets = course.sheets()
        self.policy = LatePolicy(config=course.config())
        self.zone: ZoneInfo = self.policy.zone()
        wanted = [sheet] if sheet else self.sheets
        for name in wanted:
            self.policy.check(name)  # better now than half-way
        if wanted and not any(course.release(name).is_file() for name in wanted):
            read_notebook(course.release(wanted[0]))  # says what to do; no notebook could be recognized
        given = {name: _released(course, name) for name in self.sheets}
        self.cells = {name: _names_in(cells) for name, cells in given.items()}
        self.texts = _texts_of_one(given)
        self.collected: list[Collected] = []
        self.left: list[Left] = []
        self.candidates: dict[tuple[str, str], list[_Candidate]] = defaultdict(list)
        self.beside: list[tuple[Handed, str]] = []  # other files, and what they are
        self.senders: dict[str, dict[str, Handed]] = defaultdict(dict)  # by id_key and platform's id
        self.taken: dict[tuple[str, str], _Candidate] = {}
        self.owners = Owners([])
        self.along: dict[str, str | None] = {}  # why a file beside a notebook was left; None if it was taken
        self.within: dict[str, str] = {}  # the archive in which a file lies, by their paths

    def leave(self, handed: Handed, reason: str, todo: str = "") -> None:
        self.left.append(Left(str(handed.file), *map(printable, (handed.sender, reason, todo))))

    def sort(self, handed: list[Handed], progress: Callable[[int, int], None]) -> None:
        """Find out which student and which sheet each file belongs to."""
        stamps = {}
        if self.platform == "exchange":
            stamps, self.owners = _exchange_stamps(handed), Owners(handed)
        for number, one in enumerate(handed, 1):
            for inner in self._opened(one):
                self._sort(inner, stamps)
            progress(number, len(handed))

    def _opened(self, one: Handed) -> list[Handed]:
        """Return a file, or what is in a zip archive that a student has handed in."""
        if one.added or one.file.refused or not one.name.lower().endswith(".zip"):
            return [one]
        try:
            inside = one.file.inside()
        except Refused:
            return [one]
        self.within |= dict.fromkeys(map(str, inside), str(one.file))
        return [replace(one, file=file, name=file.name) for file in inside] or [one]

    def _sort(self, one: Handed, stamps: dict[tuple[str, ...], datetime]) -> None:
        if self._is_no_submission(one):
            return
        for student, person in self._students(one):
            self._sort_for(one, student, person, stamps)

    def _sort_for(self, one: Handed, student: str, person: Person | None, stamps: dict) -> None:
        if objection := self.owners.objection(one):
            todo = f"ask {student} about it; if it is theirs, "
            self.leave(one, objection, _by_hand(student, one.sheet or self.sheet, todo))
            return
        if not one.group:
            self.senders[id_key(student)].setdefault("/".join(one.ids.values()), one)
        try:
            data, shortened = _notebook(one)
        except Refused as refusal:
            todo = f"ask {student} for the notebook"
            todo += " without its outputs (Edit, Clear Outputs of All Cells)" if one.file.large else ""
            self.leave(one, str(refusal), todo)
            return
        found, known, problem = self._which_sheet(one, data)
        if found is None:
            self.leave(one, "is not a sheet of this course.", "name its sheet: workbook collect ... SHEET")
        elif self.sheet and found != self.sheet:
            self.leave(
                one, f"is {found}, not {self.sheet}.", f"collect it with: workbook collect ... {found}"
            )
        else:
            time, doubt = self._time(one, person, stamps)
            notes = tuple(note for note in (self.owners.note(one), doubt, shortened) if note)
            self.candidates[student, found].append(
                _Candidate(one, sha256(data).hexdigest(), time, known, problem, notes, _group(one, person))
            )

    def _is_no_submission(self, one: Handed) -> bool:
        """Leave a file that cannot be a submission, with the reason; return whether it is one of those."""
        name, who = one.name.lower(), one.sender or "its sender"
        if one.file.refused and not (one.file.large and name.endswith(".ipynb")):
            self.leave(one, one.file.refused, f"ask {who} for the notebook")
        elif one.added:
            self.leave(one, "was added by the platform; nothing has to be done about it.")
        elif one.feedback:
            self.leave(one, "is feedback, not a submission.")
        elif name == "timestamp.txt":
            trusted = self.platform == "exchange" and len(one.file.path) > 1
            self.leave(
                one,
                "is nbgrader's time stamp."
                if trusted
                else "is a time stamp, which anybody could have written.",
            )
        elif name.endswith(_ARCHIVES):
            self.beside.append((one, "is an archive that cannot be opened here."))
        elif not name.endswith(".ipynb") and not self._is_notebook(one):
            self.beside.append((one, "is not a notebook."))
        else:
            return False
        return True

    def _is_notebook(self, one: Handed) -> bool:
        """Tell whether a file with another ending, ``.ipynb.txt``, is a notebook with cells of a sheet."""
        try:
            data = one.file.read()
            if _MARK not in data:
                return False
            names = _names_in(parse_cells(data))
        except (Refused, Unreadable):
            return False
        return any(names & cells for cells in self.cells.values())

    def _students(self, one: Handed) -> Iterator[tuple[str, Person | None]]:
        """Yield the student a file comes from, or a group's members; leave it if that is not certain."""
        if not one.sender:
            self.leave(one, "does not show whose it is.", _by_hand("<student>", one.sheet or self.sheet))
        elif self.roster:
            yield from ((person.student, person) for person in self._people(one))
        elif student := self._made_id(one):
            yield student, None

    def _people(self, one: Handed) -> list[Person]:
        """Return the students of the roster a file comes from; leave the file if that is not certain."""
        people = self._found(one)
        if len(people) == 1:
            self._check_name(one, people[0])
            return people
        if people:
            names = " or ".join(person.student for person in people)
            self.leave(one, f"could be {names}'s.", f"make clear in the roster who {_who(one)} is")
        elif members := self.roster.group(one.sender):
            return members
        elif self.platform == "canvas" and spellings(one.sender) & {"studenttest", "teststudent"}:
            self.leave(one, "is from Canvas' Test Student, who is nobody.")
        else:
            todo = (
                "add a line to the roster; if it is a group, give the roster a column 'group' with "
                f"{one.sender!r} in the line of each member"
            )
            self.leave(one, f"is from {_who(one)}, who is not in the roster.", todo)
        return []

    def _check_name(self, one: Handed, person: Person) -> None:
        """Say that a file may be a group's, which Canvas gives under the number of one member."""
        parts = [part for name in person.first_and_last() for part in name.split() if len(part) > 1]
        forms = set().union(*map(spellings, parts))
        alike = any(form in called for form in forms for called in spellings(one.sender))
        unnamed = one.sender == one.ids.get("canvas") or not parts
        if self.platform == "canvas" and not (alike or unnamed or person.fields.get("group")):
            self.problems.append(
                f"{one.file} is from {one.sender!r}, and only {person.student} has it. If that is a group, "
                f"give the roster a column 'group' with {one.sender!r} for each member, and collect again."
            )

    def _found(self, one: Handed) -> list[Person]:
        """Return the students whom ids or a name fit; a group's or a repository's name may come first."""
        names = [one.sender] + [
            one.sender[at + 1 :] for at, sign in enumerate(one.sender) if sign == "-" and at < len(one.slug)
        ]
        for name in names:
            ids = one.ids | ({"any": name} if "any" in one.ids else {})
            if people := self.roster.find(ids, name):
                return people
        return []

    def _made_id(self, one: Handed) -> str | None:
        """Return a student id made of what the platform says; leave the file if that gives none."""
        student = {
            "moodle": student_id(one.sender),
            "canvas": student_id(f"{one.sender}_{one.ids.get('canvas')}"),
            "ilias": one.ids.get("login", ""),
            "blackboard": one.ids.get("login", ""),
            "brightspace": student_id(one.sender),
            "gradescope": one.ids.get("number") or one.ids.get("email") or student_id(one.sender),
        }.get(self.platform, one.sender)
        student = unicodedata.normalize("NFC", student)
        if not is_student_id(student):
            reason = f"is from {one.sender!r}, which cannot be a student id: {RULE}."
            self.leave(one, reason, "name the student in a roster")
            return None
        return student

    def _which_sheet(self, one: Handed, data: bytes) -> tuple[str | None, bool, str | None]:
        """Return a notebook's sheet, whether it has cells of that sheet, and why it cannot be read."""
        problem, hits = None, {}
        try:
            cells = parse_cells(data)
            names, texts = _names_in(cells), _sources(cells)
            hits = {sheet: len(names & known) for sheet, known in self.cells.items()}
            if not any(hits.values()):  # an editor has taken the marks
                hits = {sheet: len(texts & known) for sheet, known in self.texts.items()}
                hits = {sheet: count for sheet, count in hits.items() if count >= _FEWEST_TEXTS}
        except Unreadable as reason:
            problem = str(reason)
        best = max(hits, key=hits.__getitem__, default=None)
        if best and hits[best] and list(hits.values()).count(hits[best]) == 1:
            return best, True, None
        named = [sheet for sheet in self.sheets if sheet.lower() in one.name.lower()]
        given = [one.sheet] if one.sheet in self.sheets else named if len(named) == 1 else [self.sheet]
        return given[0], False, problem

    def _time(self, one: Handed, person: Person | None, stamps: dict) -> tuple[datetime | None, str]:
        """Return when a file was handed in, according to the roster, else to the download; and any doubt."""
        time = one.time
        try:
            time = (person.submitted(self.zone) if person else None) or time
        except CourseError as error:
            self.problems += [str(error)] * (str(error) not in self.problems)
        if time:
            time, _ = readings(time, self.zone)  # where a clock leaves two, the one in the student's favor
        stamp = stamps.get(one.file.path[:-1])
        time = max(time, stamp) if time and stamp else time  # a folder's name can be changed, too
        if self.platform == "exchange" and time and time > datetime.now(UTC) + _CLOCKS:
            # It would count as newer than everything that is handed in until then.
            doubt = f"Its time, {self._clock(time)}, has not come yet; the time when it arrived counts."
            return one.file.arrived, doubt
        return time, ""

    def take_all(self) -> None:
        """Copy one notebook per student and sheet; leave everything else."""
        served = {_who(one.handed) for ones in self.candidates.values() for one in ones}
        self._share()
        for (student, sheet), candidates in self.candidates.items():
            if len(self.senders[id_key(student)]) > 1:
                senders = " and ".join(sorted(_who(one) for one in self.senders[id_key(student)].values()))
                for one in candidates:
                    self.leave(
                        one.handed,
                        f"may be someone else's: {senders} are both {student}.",
                        "give each their own id in a roster",
                    )
                continue
            if chosen := self._chosen(student, sheet, candidates):
                try:
                    if self._take(student, sheet, chosen):
                        self.taken[student, sheet] = chosen
                except Refused as refusal:
                    self.leave(chosen.handed, str(refusal), _by_hand(student, sheet))
        self._mark_groups()
        for one, reason in self.beside:
            if (why := self.along.get(str(one.file), reason)) is not None:
                asking = f"ask {one.sender or 'its sender'} for the .ipynb file"
                needed = why != reason or one.name.lower().endswith(_NEEDED)
                needed = needed and not beside.is_of_the_course(one.file.path)
                todo = (_LOOKING if needed else "") if _who(one) in served else asking
                self.leave(one, why or reason, todo)

    def _along(self, sheet: str, chosen: _Candidate) -> Beside:
        """Return the files that lie beside a notebook; note in ``along`` what comes of each of them."""
        found, who = Beside(), _who(chosen.handed)
        home = self._place(chosen.handed)[:-1]
        nearer = [
            self._place(one.handed)[:-1]
            for ones in self.candidates.values()
            for one in ones
            if _who(one.handed) == who and len(one.handed.file.path) > 1
        ]
        inside = []
        for one, _ in self.beside:
            place = self._place(one)
            is_below = place[: len(home)] == home
            other = any(len(at) > len(home) and place[: len(at)] == at for at in nearer)
            if who == _who(one) and is_below and not other and self._is_of_one_upload(one, chosen.handed):
                inside.append((place[len(home) :], one))
        for parts, one in sorted(inside, key=lambda pair: beside.order(pair[0])):
            try:
                data = one.file.read()
                why = found.put(parts, lambda _most, data=data: data)
            except Refused as refusal:
                why = str(refusal)
            if why is not None:
                self.along[str(one.file)] = why or None
        return found

    def _place(self, one: Handed) -> tuple[str, ...]:
        """Return a file's path under the name that the student gave it, without archives within archives."""
        *folders, _ = one.file.path
        return (*(part for part in folders if not part.lower().endswith(".zip")), one.name)

    def _is_of_one_upload(self, one: Handed, notebook: Handed) -> bool:
        """Tell whether two files of a student may belong together: same attempt, and nobody else's."""
        attempt = self.platform != "blackboard" or one.time == notebook.time
        return attempt and not self.owners.objection(one)

    def _share(self) -> None:
        """Give a group's notebooks to the members who have handed in none of their own."""
        of_group: dict[tuple[str, str], list[tuple[str, _Candidate]]] = defaultdict(list)
        for (student, sheet), candidates in self.candidates.items():
            for one in candidates:
                if one.group and self.roster:
                    of_group[one.group, sheet].append((student, one))
        for (group, sheet), ones in of_group.items():
            missing = [
                one.student for one in self.roster.group(group) if (one.student, sheet) not in self.candidates
            ]
            for student in missing:
                for mate, one in ones:
                    note = f"{mate} has handed it in for the group {group}."
                    self.candidates[student, sheet].append(replace(one, notes=(*one.notes, note)))

    def _mark_groups(self) -> None:
        """Note beside each notebook that several members of a group have who they are."""
        together: dict[tuple[str, str, str], list[str]] = defaultdict(list)
        for (student, sheet), one in self.taken.items():
            together[sheet, one.group, one.digest].append(student)
        for (sheet, group, _), students in together.items():
            for student in students:
                groups.mark(self.course, sheet, student, group if len(students) > 1 else "")

    def _chosen(self, student: str, sheet: str, candidates: list[_Candidate]) -> _Candidate | None:
        """Return the notebook that counts, and leave the others; None if a person has to decide."""
        if len(candidates) == 1:
            return candidates[0]
        rest = candidates
        given = _sources(_released(self.course, sheet))
        for narrowed, reason, sure in _narrowings(sheet, given):
            kept = narrowed(rest)
            todo = "" if sure else _by_hand(student, sheet, "if it counts, ")
            for one in rest:
                if one not in kept:
                    self.leave(one.handed, reason.format(kept[0].path), todo)
            rest = kept
        if len(rest) == 1:
            return rest[0]
        for one in rest:
            self.leave(
                one.handed,
                f"is one of {len(rest)} notebooks of {student} for {sheet}.",
                _by_hand(student, sheet),
            )
        return None

    def _take(self, student: str, sheet: str, one: _Candidate) -> bool:
        """Copy a notebook and note its time; return whether it is there now."""
        target = self.course.submitted(sheet, student)
        stamp = target.with_name("timestamp.txt")
        (data, _), before = _notebook(one.handed), files.read_regular(target)
        old_time = exchange_time((files.read_regular(stamp) or b"").decode("utf-8", "replace"))
        if before not in (None, data) and old_time and one.time and one.time < old_time:
            reason = f"is older than {student}'s notebook in submitted/, from {self._clock(old_time)}."
            self.leave(one.handed, reason)
            return False
        found = self._along(sheet, one)
        changed = [
            path
            for path, content in found.files.items()
            if files.read_regular(target.parent / path) != content
        ]
        try:
            if before not in (None, data):
                beside.remove(target, keep=found.files)
            for path in changed:
                _write(self.course, target.parent / path, found.files[path])
            _write(self.course, target, data)
            if one.time:
                _write(self.course, stamp, f"{one.time.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC\n".encode())
            elif before != data:
                stamp.unlink(missing_ok=True)  # of an earlier submission
            if one.handed.place or before != data:
                origins.note(self.course, sheet, student, Origin(self.platform, one.handed.place))
        except OSError as error:
            reason = f"could not be written to submitted/{student}/{sheet}/ ({error.strerror})."
            self.leave(one.handed, reason, "check what is there, then collect again")
            return False
        same = before == data and not changed
        status = "new" if before is None else "unchanged" if same else "replaced"
        late = self._late(sheet, student, one.time)
        notes = [printable(note) for note in self._notes(sheet, student, one)]
        if found.files:
            notes.append(f"Beside it: {', '.join(found.files)}.")
        self.collected.append(Collected(student, sheet, one.path, status, one.time, late, notes))
        return True

    def _late(self, sheet: str, student: str, time: datetime | None) -> timedelta | None:
        due = self.policy.deadline(sheet, student)
        return lateness(due, time, self.zone) if due and time and time > due else None

    def _notes(self, sheet: str, student: str, one: _Candidate) -> Iterator[str]:
        handed, due = one.handed, self.policy.deadline(sheet, student)
        if one.problem:
            yield f"It {one.problem} It will earn nothing; ask for another."
        elif not one.known:
            yield f"It has no cell of {sheet}; was it the right file?"
        yield from one.notes
        if handed.name != f"{sheet}.ipynb":
            yield f"It was called {handed.name}."
        if handed.late and one.time is None:
            yield (
                "The platform marked it as late but gives no time, so it loses no points; "
                "a column 'submitted' in the roster can add one."
            )
        arrived = handed.file.arrived if self.platform == "exchange" else None
        if due and one.time and arrived and one.time <= due < arrived:
            yield (
                f"Its time is before the deadline, but the file has been in the exchange only since "
                f"{self._clock(arrived)}; look into it, unless the exchange was copied since then."
            )

    def _clock(self, time: datetime) -> str:
        return f"{time.astimezone(self.zone):%Y-%m-%d %H:%M}"


def _narrowings(
    sheet: str, given: set[str]
) -> list[tuple[Callable[[list[_Candidate]], list[_Candidate]], str, bool]]:
    """Return the rules that choose between notebooks: how, why the others are left, whether it is certain.

    Args:
        sheet: its name.
        given: the sources of its released cells.
    """
    sources = {}

    def written(one: _Candidate) -> set[str]:
        if one.path not in sources:
            try:
                sources[one.path] = _sources(parse_cells(one.handed.file.read()))
            except (Unreadable, Refused):
                sources[one.path] = set()
        return sources[one.path]

    def where(test: Callable[[_Candidate], object]) -> Callable[[list[_Candidate]], list[_Candidate]]:
        return lambda ones: [one for one in ones if test(one)] or ones

    def newest(ones: list[_Candidate]) -> list[_Candidate]:
        if not all(one.time for one in ones):
            return ones
        last = max(one.time for one in ones)
        return [one for one in ones if one.time == last]

    def last_upload(ones: list[_Candidate]) -> list[_Candidate]:
        if len({one.handed.name for one in ones}) > 1:
            return ones
        last = max(one.handed.number for one in ones)
        return [one for one in ones if one.handed.number == last]

    return [
        (where(lambda one: one.problem is None), "is not a notebook; {} was taken.", False),
        (
            where(lambda one: one.known or written(one) & given),
            "has no cell of the sheet; {} was taken.",
            True,
        ),
        (where(lambda one: written(one) - given), "is the sheet as it was released; {} was taken.", False),
        (newest, "is older than {}.", True),
        (last_upload, "was uploaded before {}.", True),
        (where(lambda one: not _is_packed(one.handed)), "is in an archive; {} was taken.", False),
        (
            lambda ones: list({one.digest: one for one in reversed(ones)}.values())[::-1],
            "is the same as {}.",
            True,
        ),
        (
            where(lambda one: one.handed.name == f"{sheet}.ipynb"),
            "is not named after the sheet; {} was taken.",
            False,
        ),
    ]


def _is_packed(one: Handed) -> bool:
    return any(part.lower().endswith(".zip") for part in one.file.path[:-1])


def _notebook(one: Handed) -> tuple[bytes, str]:
    """Return the content of a notebook, and a note if it had to be read without its outputs.

    Raises:
        Refused: if it cannot be read, or is too large for another reason.
    """
    if not one.file.large:
        return one.file.read(), ""
    data = one.file.read_large()
    short = without_outputs(data)
    if short is None or len(short) > LARGEST:
        raise Refused(one.file.refused)
    return short, f"It had {len(data) / 2**20:.0f} MB, so it was read without its outputs."


def _group(one: Handed, person: Person | None) -> str:
    """Return the name of the group that handed a file in, as the roster or else the platform has it."""
    in_roster = person.fields.get("group", "") if person else ""
    before, dash, name = one.sender.rpartition("-")
    in_name = before if dash and one.slug and person and spellings(name) & person.names else ""
    return in_roster or one.group or in_name


def _by_hand(student: str, sheet: str | None, condition: str = "") -> str:
    return condition + _BY_HAND.format(student=student, sheet=sheet or "<sheet>")


def _who(one: Handed) -> str:
    """Return a sender with the platform's ids, which a roster can use to distinguish people."""
    ids = [value for kind, value in one.ids.items() if kind != "any" and value != one.sender]
    return f"{one.sender} ({', '.join(ids)})" if ids else one.sender


def _exchange_stamps(handed: Iterable[Handed]) -> dict[tuple[str, ...], datetime]:
    """Return the times in nbgrader's time stamps, by folder."""
    stamps = {}
    for one in handed:
        if one.name == "timestamp.txt" and one.sender:
            try:
                time = exchange_time(one.file.read()[:100].decode("utf-8", "replace"))
            except Refused:
                continue
            if time:
                stamps[one.file.path[:-1]] = time
    return stamps


def _released(course: Course, sheet: str) -> list:
    return read_notebook(course.release(sheet)).cells if course.release(sheet).is_file() else []


def _texts_of_one(given: dict[str, list]) -> dict[str, set[str]]:
    """Return the texts of the cells of each sheet that no other sheet has."""
    texts = {sheet: _sources(cells) for sheet, cells in given.items()}
    number = Counter(text for ones in texts.values() for text in ones)
    return {sheet: {text for text in ones if number[text] == 1} for sheet, ones in texts.items()}


def _names_in(cells: list) -> set[str]:
    """Return nbgrader's ids of the cells of a notebook, whatever else it holds."""
    names = set()
    for cell in cells:
        metadata = cell.get("metadata") if isinstance(cell, dict) else None
        marks = metadata.get("nbgrader") if isinstance(metadata, dict) else None
        name = marks.get("grade_id") if isinstance(marks, dict) else None
        if isinstance(name, str):
            names.add(name)
    return names


def _sources(cells: list) -> set[str]:
    """Return the texts of the cells of a notebook, by which cells are known that lost their marks."""
    found = set()
    for cell in cells:
        source = cell.get("source") if isinstance(cell, dict) else None
        if isinstance(source, list):
            source = "".join(part for part in source if isinstance(part, str))
        if isinstance(source, str) and source.strip():
            found.add(source.strip())
    return found


def _write(course: Course, path: Path, data: bytes) -> None:
    """Write a file completely or not at all, and never through a link to somewhere else."""
    place = course.root / "submitted"
    if path.parent.resolve() != place.resolve() / path.parent.relative_to(place):
        raise OSError(None, "a link is in its place")
    if path.is_dir() and not path.is_symlink():
        raise OSError(None, "a folder is in its place")
    if files.read_regular(path) != data:
        files.write(path, data)
