"""Bring the gradebook in line with a sheet whose graded cells changed after grading began.

nbgrader refuses such a sheet, and cannot take a cell away without the marks in it. Here, what people gave in
a cell that is dropped or withdrawn is set aside in a table of the gradebook. It comes back with the cell, and
waits for a look.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from nbformat import NotebookNode
from nbgrader.api import (
    Comment,
    Grade,
    Gradebook,
    GradeCell,
    MissingEntry,
    Notebook,
    SolutionCell,
    SourceCell,
)
from sqlalchemy import Column, Float, MetaData, String, Table, Text, and_

from autograder.authoring import cells
from autograder.course import CourseError

_ASIDE = Table(
    "workbook_set_aside",
    MetaData(),
    Column("sheet", String, primary_key=True),
    Column("cell", String, primary_key=True),
    Column("student", String, primary_key=True),
    Column("score", Float),
    Column("extra_credit", Float),
    Column("comment", Text),
)


@dataclass(frozen=True)
class Revision:
    """How the graded cells of a sheet differ from those in the gradebook; all by ``grade_id``.

    Attributes:
        added: cells that are new.
        dropped: cells that are gone.
        renamed: new names by old ones: of tests that are the same but for their names.
        worth: points possible before and after, where these differ.
    """

    added: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    renamed: dict[str, str] = field(default_factory=dict)
    worth: dict[str, tuple[float, float]] = field(default_factory=dict)

    def sentences(self) -> list[str]:
        """Return what changed, a part of a sentence each."""
        return [
            *(f"{name} is new" for name in self.added),
            *(f"{name} is gone" for name in self.dropped),
            *(f"{old} is now called {new}" for old, new in self.renamed.items()),
            *(
                f"{name} is now worth {after:g} points instead of {before:g}"
                for name, (before, after) in self.worth.items()
            ),
        ]


def require_none(book: Gradebook, source: NotebookNode, sheet: str) -> None:
    """Make sure that a sheet can be graded by the gradebook as it is.

    Raises:
        CourseError: if somebody is graded and the graded cells, or their points, have changed since.
    """
    try:
        notebook = book.find_notebook(sheet, sheet)
    except MissingEntry:
        return
    if notebook.submissions and (said := _compare(notebook, source).sentences()):
        raise CourseError(
            f"{sheet} has changed since grading began: {', '.join(said)}. "
            f"Run `workbook regrade {sheet}`: it shows who gains and who loses points, and how to write it."
        )


def revise(book: Gradebook, source: NotebookNode, sheet: str) -> Revision:
    """Give the gradebook the cells of a sheet as it is now, and each submission a place for its points.

    New places are empty and wait. The points of a withdrawn cell are given to everybody. Within ``at_once``,
    nothing is committed.

    Raises:
        MissingEntry: if the gradebook does not know the sheet.
    """
    _ASIDE.create(book.db.connection(), checkfirst=True)
    notebook = book.find_notebook(sheet, sheet)
    found = _compare(notebook, source)
    for old, new in found.renamed.items():
        for cell in (*notebook.grade_cells, *notebook.source_cells):
            cell.name = new if cell.name == old else cell.name
    _revise_grades(book, notebook, source, sheet)
    _revise_comments(book, notebook, source, sheet)
    _revise_sources(book, notebook, source)
    for name, cell in cells.by_name(source).items():
        if cells.is_withdrawn(cell):
            _give_to_all(book, notebook, name, sheet)
    book.db.commit()
    book.db.expire_all()
    return found


@contextmanager
def at_once(book: Gradebook) -> Iterator[None]:
    """Commit all that is done to a gradebook in the block at its end, or nothing of it.

    What is committed in the block is committed then. Others can read the gradebook meanwhile, not write it.

    Raises:
        OperationalError: if another program holds the gradebook.
    """
    book.db.remove()
    with book.engine.connect() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")  # before anything is read that is written afterwards
        book.db.configure(bind=connection, join_transaction_mode="rollback_only")
        try:
            yield
            book.db.flush()
            connection.commit()
        finally:
            book.db.remove()
            book.db.configure(bind=book.engine, join_transaction_mode="conditional_savepoint")


def set_aside(book: Gradebook, sheet: str) -> dict[tuple[str, str], float | None]:
    """Return the points that were given by hand and are set aside, by student and cell."""
    _ASIDE.create(book.db.connection(), checkfirst=True)
    rows = book.db.execute(_ASIDE.select().where(_ASIDE.c.sheet == sheet))
    return {(row.student, row.cell): row.score for row in rows}


def rename_set_aside(book: Gradebook, old: str, new: str) -> None:
    """Let what is set aside belong to a sheet that has another name now."""
    _ASIDE.create(book.db.connection(), checkfirst=True)
    book.db.execute(_ASIDE.update().where(_ASIDE.c.sheet == old).values(sheet=new))


def is_kept(cell: NotebookNode) -> bool:
    """Tell whether nbgrader keeps a cell in the gradebook."""
    return cells.is_graded(cell) or cells.is_answer(cell) or bool(cells.marks(cell).get("locked"))


def _compare(notebook: Notebook, source: NotebookNode) -> Revision:
    before = {cell.name: cell.source for cell in notebook.source_cells}
    after = {name: cell for name, cell in cells.by_name(source).items() if is_kept(cell)}
    added = [name for name in after if name not in before]
    dropped = [name for name in before if name not in after]
    renamed: dict[str, str] = {}
    for old in dropped:
        same = [new for new in added if cells.is_test(after[new]) and after[new].source == before[old]]
        if len(same) == 1 and same[0] not in renamed.values():
            renamed[old] = same[0]
    most_before = {renamed.get(cell.name, cell.name): cell.max_score for cell in notebook.grade_cells}
    most = {name: cells.points(cell) for name, cell in after.items() if cells.is_graded(cell)}
    stay = [name for name in after if name in before or name in renamed.values()]
    worth = {name: (most_before.get(name, 0.0), most.get(name, 0.0)) for name in stay}
    return Revision(
        [name for name in added if name not in renamed.values()],
        [name for name in dropped if name not in renamed],
        renamed,
        {name: points for name, points in worth.items() if points[0] != points[1]},
    )


def _revise_grades(book: Gradebook, notebook: Notebook, source: NotebookNode, sheet: str) -> None:
    graded = {name: cell for name, cell in cells.by_name(source).items() if cells.is_graded(cell)}
    known = {cell.name: cell for cell in notebook.grade_cells}
    for name, old in known.items():
        if name not in graded:
            for grade in book.db.query(Grade).filter(Grade.cell_id == old.id):
                _put_aside(book, sheet, grade)
                book.db.delete(grade)
            book.db.flush()
            book.db.delete(old)
    for name, cell in graded.items():
        now = known.get(name)
        if now is None:
            now = GradeCell(name=name, notebook=notebook, max_score=0.0, cell_type=cell.cell_type)
            book.db.add(now)
            book.db.flush()
            for submission in notebook.submissions:
                book.db.add(Grade(cell_id=now.id, notebook=submission))
        if now.max_score != cells.points(cell):
            by_hand = book.db.query(Grade).filter(Grade.cell_id == now.id, Grade.manual_score.is_not(None))
            for grade in by_hand:
                grade.needs_manual_grade = True
        now.max_score, now.cell_type = cells.points(cell), cell.cell_type
        book.db.flush()
        if not cells.is_withdrawn(cell):
            _put_back(book, sheet, now)


def _revise_comments(book: Gradebook, notebook: Notebook, source: NotebookNode, sheet: str) -> None:
    answers = {name for name, cell in cells.by_name(source).items() if cells.is_answer(cell)}
    known = {cell.name: cell for cell in notebook.solution_cells}
    for name, old in known.items():
        if name not in answers:
            for comment in book.db.query(Comment).filter(Comment.cell_id == old.id):
                if comment.manual_comment:
                    _note(book, sheet, comment, comment=comment.manual_comment)
                book.db.delete(comment)
            book.db.flush()
            book.db.delete(old)
    for name in sorted(answers - known.keys()):
        new = SolutionCell(name=name, notebook=notebook)
        book.db.add(new)
        book.db.flush()
        aside = {row.student: row for row in book.db.execute(_rows(sheet, name))}
        for submission in notebook.submissions:
            row = aside.get(submission.student.id)
            given = Comment(cell=new, notebook=submission, manual_comment=row.comment if row else None)
            book.db.add(given)
            if row:
                _note(book, sheet, given, comment=None)
    _forget_the_empty(book)


def _revise_sources(book: Gradebook, notebook: Notebook, source: NotebookNode) -> None:
    """Register brings in their text; that there is one of each cell must be true before."""
    kept = {name: cell for name, cell in cells.by_name(source).items() if is_kept(cell)}
    known = {cell.name: cell for cell in notebook.source_cells}
    for name, old in known.items():
        if name not in kept:
            book.db.delete(old)
    for name in kept.keys() - known.keys():
        locked = not cells.is_answer(kept[name])
        book.db.add(SourceCell(name=name, notebook=notebook, cell_type=kept[name].cell_type, locked=locked))


def _give_to_all(book: Gradebook, notebook: Notebook, name: str, sheet: str) -> None:
    [cell] = [one for one in notebook.grade_cells if one.name == name]
    for grade in book.db.query(Grade).filter(Grade.cell_id == cell.id):
        if grade.manual_score is not None:
            _note(book, sheet, grade, score=grade.manual_score)
        grade.auto_score, grade.manual_score, grade.needs_manual_grade = cell.max_score, None, False


def _put_aside(book: Gradebook, sheet: str, grade: Grade) -> None:
    if grade.manual_score is not None or grade.extra_credit:
        _note(book, sheet, grade, score=grade.manual_score, extra_credit=grade.extra_credit)


def _put_back(book: Gradebook, sheet: str, cell: GradeCell) -> None:
    rows = {row.student: row for row in book.db.execute(_rows(sheet, cell.name))}
    for grade in book.db.query(Grade).filter(Grade.cell_id == cell.id) if rows else ():
        if row := rows.get(grade.notebook.student.id):
            if row.extra_credit is not None:
                grade.extra_credit = row.extra_credit
            if row.score is not None and grade.manual_score is None:
                grade.manual_score, grade.needs_manual_grade = row.score, True
            _note(book, sheet, grade, score=None, extra_credit=None)
    _forget_the_empty(book)


def _note(book: Gradebook, sheet: str, where: Grade | Comment, **given: object) -> None:
    """Set aside what a person gave in a cell, beside what is there already."""
    key = {"sheet": sheet, "cell": where.cell.name, "student": where.notebook.student.id}
    is_there = and_(_at(sheet, key["cell"]), _ASIDE.c.student == key["student"])
    if not book.db.execute(_ASIDE.update().where(is_there).values(**given)).rowcount:
        book.db.execute(_ASIDE.insert().values(**key, **given))


def _forget_the_empty(book: Gradebook) -> None:
    is_empty = and_(_ASIDE.c.score.is_(None), _ASIDE.c.extra_credit.is_(None), _ASIDE.c.comment.is_(None))
    book.db.execute(_ASIDE.delete().where(is_empty))


def _rows(sheet: str, name: str):
    return _ASIDE.select().where(_at(sheet, name))


def _at(sheet: str, name: str):
    return and_(_ASIDE.c.sheet == sheet, _ASIDE.c.cell == name)
