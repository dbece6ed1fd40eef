"""Points by hand for students who handed in one notebook together: whoever grades it, grades it once."""

from autograder.course import Course
from autograder.grading import gradebook
from autograder.intake import groups


def share(course: Course, sheet: str) -> list[str]:
    """Give what a person gave one member of a group to those who still wait for it, and write it down.

    Members who were given different points keep them.

    Returns:
        A sentence for each group whose members have different points.

    Raises:
        CourseError: if the gradebook cannot be read.
    """
    found = groups.together(course, sheet)
    if not found:
        return []
    notes = []
    with course.gradebook() as book:
        for students in found:
            if differing := gradebook.share(book, sheet, students):
                notes.append(
                    f"{' and '.join(students)} handed in {sheet} together, but have different points in "
                    f"{', '.join(differing)}; give them the same in the Formgrader, unless you mean it."
                )
    return notes
