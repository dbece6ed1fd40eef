"""A reference earns all points where submissions are judged, or its sheet is not built."""

from nbformat import NotebookNode

from autograder.course import Course, CourseError
from autograder.engine.station import JudgeFailed, Station
from autograder.engine.verdict import earned, not_run
from autograder.grading.settings import Execute


def require_points(course: Course, sheet: str, notebook: NotebookNode) -> None:
    """Judge a reference as submissions are judged: its tests run where only data of the answers arrives.

    Raises:
        CourseError: if a test that passes beside the answers does not pass outside; it says which, and why.
    """
    job = Execute(config=course.config()).job(notebook, sheet)
    station = Station()
    try:
        result = station.judge(job)
    except JudgeFailed as error:
        raise CourseError(f"{sheet}: a cell tagged setup does not run beside the tests.\n{error}") from error
    finally:
        station.close()
    lost = []
    for cell in job.cells:
        if cell.role == "test":
            outputs = result.outputs.get(cell.name, [not_run(result.problem or "")])
            points, message = earned(outputs, cell.points)
            if points < cell.points:
                lost.append(f"{cell.name}: {message or f'{points:g} of {cell.points:g} points'}")
    if lost:
        raise CourseError(
            f"{sheet}: the reference loses points where submissions are judged. Tests see copies of "
            "a student's data; CONTRIBUTING.md says what they can do.\n" + "\n".join(lost)
        )
