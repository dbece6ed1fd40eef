"""Write grades as a table for people, or for a learning platform to import: export plugins of nbgrader.

A platform gets a total only when it is final. Until all written answers are graded, its cell stays empty,
which importers read as "no change", and a note gives the reason where the format has a place for one. The
table for people has the points so far. A table that a platform gave out is compared with the grades before it
is filled in: where they do not fit, nothing is written.
"""

from dataclasses import replace
from pathlib import Path

from autograder.course import Course, CourseError, late
from autograder.grading.together import share
from autograder.handback.export.base import Exported, GradesExport
from autograder.handback.export.canvas import CanvasExport
from autograder.handback.export.grades import GRADED, NOTHING, PENDING
from autograder.handback.export.ilias import IliasExport
from autograder.handback.export.moodle import MoodleExport
from autograder.handback.export.people import CsvExport
from autograder.intake.roster import DEFAULT

__all__ = ["FORMATS", "GRADED", "NOTHING", "PENDING", "Exported", "export_grades"]

FORMATS: dict[str, type[GradesExport]] = {
    "csv": CsvExport,
    "moodle": MoodleExport,
    "canvas": CanvasExport,
    "ilias": IliasExport,
}


def export_grades(
    course: Course, form: str, sheet: str | None = None, roster: Path | None = None, to: Path | None = None
) -> Exported:
    """Write the grades of a sheet, or of all, with penalties as they are now.

    Args:
        course: whose gradebook.
        form: one of ``FORMATS``.
        sheet: its name; all sheets in the gradebook if left out.
        roster: the CSV file of the class; by default ``roster.csv`` in the course, if there is one.
        to: the file; by default ``reports/grades-<format>-<sheet>.csv``.

    Raises:
        CourseError: if the sheet was never graded, a file cannot be read, or the format needs something else.
    """
    if roster and not roster.is_file():
        raise CourseError(f"There is no {roster}; name the CSV file of the class.")
    with course.log() as log:
        with course.gradebook() as gradebook:
            graded = [one.name for one in gradebook.assignments]
        if not graded or sheet not in (None, *graded):
            what, command = ("Nothing is", "") if sheet is None else (f"{sheet} is not", f" {sheet}")
            raise CourseError(f"{what} graded yet; run `workbook grade{command}` first.")
        notes: list[str] = []
        for name in graded if sheet is None else [sheet]:
            notes += share(course, name)
            late.settle(course, name)
        plugin = FORMATS[form](config=course.config(), log=log)
        plugin.roster = str(roster or course.root / DEFAULT)
        plugin.to = str(to or course.root / "reports" / f"grades-{form}-{sheet or 'all'}.csv")
        plugin.assignment = [] if sheet is None else [sheet]
        with course.gradebook() as gradebook:
            plugin.export(gradebook)
    return replace(plugin.exported, notes=[*notes, *plugin.exported.notes])
