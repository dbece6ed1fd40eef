"""A reference earns all points where submissions are judged, or its sheet is not built."""

from nbformat import NotebookNode

from autograder.authoring.dependencies import looks
from autograder.course import Course, CourseError
from autograder.engine.judge import Job, Result
from autograder.engine.station import JudgeFailed, Station
from autograder.engine.verdict import earned, not_run
from autograder.grading.settings import Execute


def require_points(course: Course, sheet: str, notebook: NotebookNode) -> None:
    """Judge a reference as submissions are judged: its tests run where only data of the answers arrives.

    It is judged with all cells, and without the looks: no test may need what a look does.

    Raises:
        CourseError: if a test that passes beside the answers does not pass outside; it says which, and why.
    """
    settings = Execute(config=course.config())
    job = settings.job(notebook, sheet, source=notebook)
    station = Station()
    try:
        results = [
            station.judge(job),
            station.judge(settings.job(notebook, sheet, looks(notebook), notebook)),
        ]
    except JudgeFailed as error:
        raise CourseError(f"{sheet}: a cell tagged setup does not run beside the tests.\n{error}") from error
    finally:
        station.close()
    lost, alone = (_lost(job, result) for result in results)
    if lost:
        raise CourseError(
            f"{sheet}: the reference loses points where submissions are judged. Tests see copies of "
            "a student's data; CONTRIBUTING.md says what they can do.\n" + "\n".join(lost)
        )
    if alone:
        raise CourseError(
            f"{sheet}: the reference loses points without the cells that no test needs. One of them must "
            "change what a later cell finds (a seed, a setting, an object); move that into a cell with the "
            "tag setup, or into the answer.\n" + "\n".join(alone)
        )


def _lost(job: Job, result: Result) -> list[str]:
    """Return the tests that did not earn all points, and why."""
    lost = []
    for cell in job.cells:
        if cell.role == "test":
            outputs = result.outputs.get(cell.name, [not_run(result.problem or "")])
            points, message = earned(outputs, cell.points)
            if points < cell.points:
                lost.append(f"{cell.name}: {message or f'{points:g} of {cell.points:g} points'}")
    return lost
