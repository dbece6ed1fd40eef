"""Plugins for plain ``nbgrader autograde``, which make it repair and judge as ``workbook grade`` does."""

import atexit
from functools import cache
from pathlib import Path

from nbconvert.exporters import NotebookExporter
from nbconvert.exporters.exporter import ResourcesDict
from nbgrader.api import Gradebook
from nbgrader.converters import NbGraderException
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.authoring.dependencies import looks
from autograder.authoring.sheets import read_notebook
from autograder.course import Course
from autograder.course.names import RULE, is_student_id
from autograder.engine.station import Station
from autograder.engine.store import Store, keep, key, still_to_do
from autograder.grading import copies, gradebook, settings, tutor
from autograder.intake import beside
from autograder.intake.repair import read


class SubmissionExporter(NotebookExporter):
    """Reads submissions for nbgrader's ``Autograde``: whatever was handed in becomes a notebook to run.

    ``Autograde`` first reads the submission and then, with the same exporter, its own copy; this copy is
    not changed.
    """

    def from_filename(self, filename, resources=None, **kwargs):
        path, names = Path(filename), resources["nbgrader"]
        if not is_student_id(names["student"]):
            problem = f"{names['student']!r} cannot be a student's id: {RULE}"
            raise NbGraderException(f"{problem}; rename its folder.")
        course, sheet = Course.find(path.parent), names["assignment"]
        if path != course.submitted(sheet, names["student"]):
            return super().from_filename(filename, resources, **kwargs)
        submission = read(path, read_notebook(course.release(sheet)))
        resources["metadata"] = ResourcesDict(name=path.stem, path=str(path.parent))
        return self.from_notebook_node(submission.notebook, resources, **kwargs)


class MarkNotRun(NbGraderPreprocessor):
    """Put a "not run" error into graded code cells; it disappears only if a test has run to its end."""

    def preprocess(self, nb, resources):
        copies.mark_not_run(nb)
        return nb, resources


class Execute(settings.Execute, NbGraderPreprocessor):
    """Runs the student's cells in a confined process, and the tests outside of it.

    If the student's process does not start, dies or stops answering, the results so far are kept, the
    remaining graded cells keep their error, and the notebook's notes give the reason. A submission that was
    run before is not run again: its tests are judged by its recorded answers.
    """

    def preprocess(self, nb, resources):
        if nb.metadata.get("workbook", {}).get("problem"):
            return nb, resources  # the submission could not be read
        sheet = resources["nbgrader"]["assignment"]
        course = Course.find(Path(resources["metadata"]["path"]))
        source, results = read_notebook(course.source(sheet)), Store(course.results(sheet))
        submitted = course.submitted(sheet, resources["nbgrader"]["student"])
        job = self.job(nb, sheet, looks(source), source, beside.read(submitted).files)
        settings.assert_hidden(course, job.tier)
        if left := still_to_do(job, results):
            result = keep(job, _station().judge(left), results)
        else:
            result, _ = results.get(key(job))
        drawn = self.figures == "drawn"
        copies.fill(nb, job, result, tutor.load(course, sheet, source), drawn=drawn)
        return nb, resources


class MarkGraded(NbGraderPreprocessor):
    """Note in the notebook that its grades are in the gradebook, so that it need not be graded again.

    A notebook has no such note if grading was interrupted, or if Python could not be started for it. Where a
    person must look at the submission, the grades of tests that lost points wait for that.
    """

    def preprocess(self, nb, resources):
        known = resources["nbgrader"]
        with Gradebook(known["db_url"]) as book:
            where = (known["notebook"], known["assignment"], known["student"])
            submitted = book.find_submission_notebook(*where)
            gradebook.give_withdrawn(submitted, nb)
            gradebook.keep_open(submitted, nb)
            book.db.commit()
        nb.metadata.workbook["graded"] = nb.metadata.workbook.get("started", True)
        return nb, resources


@cache
def _station() -> Station:
    """Return the station of this process."""
    station = Station()
    atexit.register(station.close)
    return station
