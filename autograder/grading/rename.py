"""Give a sheet another name, or another number and so another place: its files, its grades, its marks."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from autograder.authoring import links, new, sheets
from autograder.course import CONFIG, Course, files
from autograder.grading import revision

_JOURNAL = ("mark", "event", "item", "lease")  # the tables of marking.db that name a sheet


def rename(course: Course, old: str, to: str) -> list[str]:
    """Rename a sheet everywhere, and number its tasks anew if nobody has handed it in yet.

    If this is interrupted, it can be called again: it goes on where it stopped.

    Args:
        course: where the sheet is.
        old: its name.
        to: its new name; if it begins with another number, the sheet is at another place.

    Returns:
        What a person still has to look at, a sentence each.

    Raises:
        CourseError: if the new name is no name for a sheet, or another sheet has it or its number, or if
            grading is going on.
    """
    number = new.number_of(to)
    new.require_free(course, to, but=old)
    handed_in = bool(course.students(old) or course.students(to))
    with course.only_writer():
        _rename_grades(course, old, to)
        _rename_marks(course, old, to)
        for folder in _folders(course, old):
            _move(folder, old, to)
        for path in (course.root / CONFIG, course.coverage, course.glossary):
            _replace(path, old, to, number)
        said = []
        if number != new.number_of(old):
            if named := links.mentions(course, new.number_of(old)):
                said.append(f"These cells speak of sheet {new.number_of(old)}: {', '.join(named)}.")
            if handed_in:
                said.append(f"{to} was handed in already: its tasks keep the numbers that students have.")
            else:
                said += _look_at(course, old)
                _number(course.text(old), new.number_of(old), number)
        _move(course.text(old).parent, old, to)  # last: as long as it is there, this can be called again
    return said


def _folders(course: Course, sheet: str) -> Iterator[Path]:
    yield from course.root.glob(
        f"*/*/{sheet}"
    )  # submitted, autograded, feedback; and tests/answers, tests/tutor
    yield from (course.release(sheet).parent, course.results(sheet), course.report(sheet))
    yield from (course.root / "feedback").glob(f"{sheet}-*.zip")


def _move(path: Path, old: str, to: str) -> None:
    """Move a folder, and the files in it that are called as the sheet; or such a file."""
    if path.is_dir():
        for inner in path.glob(f"{old}.*"):
            inner.rename(inner.with_name(inner.name.replace(old, to, 1)))
    if path.exists():
        path.rename(path.with_name(path.name.replace(old, to, 1)))


def _replace(path: Path, old: str, to: str, number: int) -> None:
    """Replace a sheet's name in a file, and the number by which the glossary calls it."""
    if not path.is_file():
        return
    text = path.read_text(encoding="utf-8")
    text = re.sub(rf"\[\d+\](\([^)]*\b{old}\b)", rf"[{number}]\1", text)
    files.write_if_new(path, re.sub(rf"\b{old}\b", to, text))


def _number(path: Path, before: int, after: int) -> None:
    """Number title, headings, tables and the claims of tests anew; other numbers may be values."""
    text = path.read_text(encoding="utf-8")
    text = re.sub(rf"^# # {before}(?= )", f"# # {after}", text, count=1, flags=re.MULTILINE)
    text = re.sub(rf'^(# #{{2,3}} |"""){before}\.(?=\d)', rf"\g<1>{after}.", text, flags=re.MULTILINE)
    row = lambda match: re.sub(rf"\b{before}\.(?=\d)", f"{after}.", match[0])
    files.write(path, re.sub(r"^# \| \d[^|]*\|", row, text, flags=re.MULTILINE))


def _look_at(course: Course, old: str) -> list[str]:
    """Return where the text may mean a task by its old number."""
    text = course.text(old).read_text(encoding="utf-8")
    tasks = "|".join(re.escape(task.number) for task in sheets.tasks(text))
    numbered = [
        str(place)
        for place, line in enumerate(text.splitlines(), 1)
        if line.startswith("# ")
        and not line.startswith(("# #", "# |"))
        and re.search(rf"(?<![\w.])(?:{tasks})(?![\w.]\d)\b", line)
    ]
    if not tasks or not numbered:
        return []
    old_number = new.number_of(old)
    return [f"These lines may mean a task by its old number, as {old_number}.1: {', '.join(numbered)}."]


def _rename_grades(course: Course, old: str, to: str) -> None:
    if not (course.root / "gradebook.db").is_file():
        return
    with course.gradebook() as book:
        for assignment in [one for one in book.assignments if one.name == old]:
            for notebook in assignment.notebooks:
                notebook.name = to if notebook.name == old else notebook.name
            assignment.name = to
        revision.rename_set_aside(book, old, to)
        book.db.commit()


def _rename_marks(course: Course, old: str, to: str) -> None:
    if not course.journal.is_file():
        return
    with closing(sqlite3.connect(course.journal)) as journal, journal:
        for table in _JOURNAL:
            journal.execute(f"UPDATE {table} SET sheet = ? WHERE sheet = ?", [to, old])
