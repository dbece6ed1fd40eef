"""Write one feedback page per student and sheet: the score, what each test says, the student's own work."""

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from nbconvert.exporters import HTMLExporter
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets.config import Config

from autograder.authoring import cells, sheets
from autograder.course import Course, CourseError, files, late
from autograder.course.pages import TEMPLATES, code_style
from autograder.engine.verdict import NOT_RUN
from autograder.grading import copies
from autograder.grading.copies import handed_in
from autograder.grading.gradebook import NO_RESPONSE
from autograder.grading.together import share
from autograder.handback import render
from autograder.intake import beside
from autograder.intake.beside import Beside

_HEADING = re.compile(r"^(#{1,3}) (.+)$", re.MULTILINE)
_NUMBER = re.compile(r"\d+\.\d+")


class FeedbackExporter(HTMLExporter):
    """Exports what ``Summarize`` has collected, with the template ``workbook_feedback``."""

    @property
    def default_config(self):
        config = super().default_config
        templates = str(TEMPLATES)
        # Under the name of this class, because nbgrader configures HTMLExporter for its own template.
        own = Config(
            FeedbackExporter={"template_name": "workbook_feedback", "extra_template_basedirs": [templates]}
        )
        config.merge(own)
        return config


class Summarize(NbGraderPreprocessor):
    """Collect what the page shows in ``resources["feedback"]``; the notebook itself is not shown."""

    def preprocess(self, nb, resources):
        names = resources["nbgrader"]
        with Gradebook(names["db_url"]) as gradebook:
            notebook = gradebook.find_submission_notebook(
                names["notebook"], names["assignment"], names["student"]
            )
            pending = {grade.name for grade in notebook.grades if grade.needs_manual_grade}
        path = Course.find(Path(resources["metadata"]["path"])).submitted(
            names["assignment"], names["student"]
        )
        resources["feedback"] = summary(nb, names, pending, beside.read(path))
        return nb, resources


def write_feedback(
    course: Course,
    sheet: str,
    students: Iterable[str] | None = None,
    *,
    progress: Callable[[], None] | None = None,
) -> list[Path]:
    """Write the feedback pages of a sheet; replace old ones.

    Args:
        course: where the graded notebooks are.
        sheet: its name, for example ``02_backprop``.
        students: by default, all who have been graded.
        progress: called after each page.

    Returns:
        The pages, ``feedback/<student>/<sheet>/<sheet>.html``.

    Raises:
        CourseError: if somebody has not been graded. Also if a page could not be made; then all other pages
            have been written.
    """
    if students is None:
        students = [name for name in course.students(sheet) if course.autograded(sheet, name).is_file()]
    students = list(students)
    if absent := [name for name in students if not course.autograded(sheet, name).is_file()]:
        raise CourseError(f"{sheet} of {', '.join(absent)} is not graded yet; run `workbook grade {sheet}`.")
    failed = []
    with course.log() as log:
        share(course, sheet)
        late.settle(course, sheet)
        config = course.config()
        exporter = FeedbackExporter(config=config)
        for name in config.GenerateFeedback.preprocessors:
            exporter.register_preprocessor(name)
        for student in students:
            try:
                _write_page(course, exporter, sheet, student)
            except Exception:
                log.exception("feedback on %s for %s", sheet, student)
                failed.append(student)
            if progress:
                progress()
    if failed:
        raise CourseError(
            f"All feedback was written except for {', '.join(failed)} (see grading.log); grade them again by "
            f"`workbook grade {sheet} --force`, then try again."
        )
    return [course.feedback(sheet, student) for student in students]


def _write_page(course: Course, exporter: FeedbackExporter, sheet: str, student: str) -> None:
    """Write the page of one student, as nbgrader's ``GenerateFeedback`` would."""
    path = course.autograded(sheet, student)
    names = {"student": student, "assignment": sheet, "notebook": sheet, "db_url": course.database}
    resources = {"unique_key": sheet, "output_files_dir": f"{sheet}_files", "nbgrader": names}
    html, _ = exporter.from_filename(str(path), resources=resources)
    files.write(course.feedback(sheet, student), html)


def summary(nb: NotebookNode, names: dict[str, Any], pending: set[str], handed: Beside) -> dict[str, Any]:
    """Return what a feedback page shows, ready for the template.

    Args:
        nb: a graded notebook after ``GetGrades`` and ``ClearHiddenTests``.
        names: nbgrader's ``resources["nbgrader"]``, with the score.
        pending: the ids of graded cells that still have to be graded by hand.
        handed: the student's other files.
    """
    purse = render.Purse()
    known = nb.metadata.get("workbook", {})
    tests = list(cells.tests(nb).values())
    answers = [cell for cell in nb.cells if cells.is_written(cell)]
    graded = [cell for cell in answers if cells.name(cell) not in pending]
    parts = list(_with_headings(nb, known, pending, purse))
    if not any(part["kind"] == "own" or part.get("untouched") is False for part in parts):
        parts = []
    look = [one["what"] for one in copies.to_look_at(known, pending, set(cells.tests(nb)))]
    anchors = {part["anchor"] for part in parts if part["kind"] == "heading"}
    return {
        "student": names["student"],
        "sheet": names["notebook"],
        "title": render.inline(sheets.title(nb)) or names["notebook"],
        "score": _points(names["score"]),
        "maximum": _points(names["max_score"]),
        "percent": round(100 * min(1, max(0, names["score"] / names["max_score"])))
        if names["max_score"]
        else 0,
        "penalty": _points(names["late_penalty"]) if names["late_penalty"] else None,
        "tests": _sum(tests),
        "written": _sum(graded) if graded else None,
        "ungraded": _sum([cell for cell in answers if cells.name(cell) in pending])["maximum"],
        "problem": known.get("problem"),
        "repairs": [one for one in known.get("repairs", []) if one not in look],
        "look": [one for one in look if one != known.get("problem")],
        "final": not look,
        "claims": [_claim(cell, anchors, known.get("hints", {})) for cell in tests],
        "parts": parts,
        "files": render.files(handed.files, handed.left, purse),
        "as_handed_in": "outputs" in known,
        "without_outputs": known.get("outputs") == 0 and not known.get("problem"),
        "style": code_style(),
    }


def _claim(cell: NotebookNode, anchors: set[str], hints: dict[str, str]) -> dict[str, Any]:
    """Return a row of the table of tests."""
    score, maximum = cell.metadata.nbgrader.score, cell.metadata.nbgrader.points
    errors = [output for output in cell.outputs if output.output_type == "error"]
    ename = errors[-1].ename if errors else ""
    evalue = render.without_colors(errors[-1].evalue).strip() if errors else ""
    if score >= maximum:
        status, label = "passed", "passed"
    elif score > 0:
        status, label = "partly", "partly"
    elif ename == NOT_RUN:
        status, label = "open", "not run"
    elif ename == "NotImplementedError":
        status, label = "open", "not attempted yet"
    else:
        status, label = "failed", "not passed"
    if ename == NOT_RUN:
        message = ""  # the top of the page says why
    elif ename in ("AssertionError", "NotImplementedError") and evalue:
        message = evalue  # a sentence of the course; the name of the error would add nothing
    else:
        message = f"{ename}: {evalue}".strip(": ")
    claim = cells.claim(cell.source) or cells.name(cell)
    number = _NUMBER.match(claim)
    anchor = _anchor(number[0]) if number else None
    return {
        "claim": claim,
        "anchor": anchor if anchor in anchors else None,
        "status": status,
        "label": label,
        "score": _points(score),
        "maximum": _points(maximum),
        "message": _message(cell, status, message),
        "hint": None if status == "passed" else hints.get(cells.name(cell)),
    }


def _message(test: NotebookNode, status: str, message: str) -> str:
    if cells.is_withdrawn(test):
        return cells.GIVEN_TO_ALL
    return "" if status == "passed" else render.shortened(message, 1000)


def _with_headings(
    nb: NotebookNode, known: dict, pending: set[str], purse: render.Purse
) -> Iterator[dict[str, Any]]:
    """Yield the student's work in order, below the sheet's headings; leave out headings without work."""
    own, untouched = set(known.get("own", [])), set(known.get("untouched", []))
    waiting: list[dict[str, Any]] = []
    begun = False
    for cell in nb.cells:
        if cell.cell_type == "markdown" and cell.id not in own and not cells.is_answer(cell):
            for marks, text in _HEADING.findall(cell.source):
                level = len(marks)
                waiting = [heading for heading in waiting if heading["level"] < level]
                if level > 1:  # the first level is the title of the page
                    waiting.append(
                        {
                            "kind": "heading",
                            "level": level,
                            "text": render.inline(text),
                            "anchor": _anchor(text),
                        }
                    )
        elif part := _part(cell, own, untouched, pending, purse):
            begun = begun or part["kind"] != "given"
            if begun:  # what is above the first answer does not depend on the student
                yield from waiting
                waiting = []
                yield part


def _part(
    cell: NotebookNode, own: set[str], untouched: set[str], pending: set[str], purse: render.Purse
) -> dict[str, Any] | None:
    """Return what the page shows of a cell, or None: tests are in the table, and given text is left out."""
    if cells.is_answer(cell):
        marks, graded = cell.metadata.nbgrader, cells.is_graded(cell)
        comment = marks.get("comment")
        if cell.id in untouched and comment == NO_RESPONSE:
            comment = None
        part = {
            "kind": "answer",
            "name": marks.grade_id,
            "untouched": cell.id in untouched,
            "comment": render.markdown(comment) if comment else None,
            "score": _points(marks.score) if graded and marks.grade_id not in pending else None,
            "maximum": _points(marks.points) if graded else None,
            "withdrawn": cells.GIVEN_TO_ALL if cells.is_withdrawn(cell) else None,
        }
        if cell.cell_type == "code":
            code = render.code(cell.source, purse)
            return part | {"code": code, **_outputs(cell)}
        return part | {"text": render.markdown(cell.source, cell.get("attachments"), purse)}
    if cells.is_graded(cell):
        return None
    if cell.cell_type == "markdown":
        return {"kind": "own", "text": render.markdown(cell.source, cell.get("attachments"), purse)}
    if cell.id in own:
        return {"kind": "own", "code": render.code(cell.source, purse), **_outputs(cell)}
    # If a given cell reports a missing answer, so do the tests.
    is_new = lambda output: output.get("name") != "NotImplementedError"
    found = {origin: list(filter(is_new, outputs)) for origin, outputs in _outputs(cell).items()}
    return {"kind": "given", **found} if any(found.values()) else None


def _outputs(cell: NotebookNode) -> dict[str, list[dict[str, Any]]]:
    """Return the outputs of a cell as they were handed in, and those of grading."""
    number = handed_in(cell)
    return {
        "handed_in": render.outputs(cell.outputs[:number]),
        "outputs": render.outputs(cell.outputs[number:]),
    }


def _anchor(heading: str) -> str:
    number = _NUMBER.match(heading)
    return "task-" + (number[0] if number else re.sub(r"\W+", "-", heading)).replace(".", "-").strip("-")


def _sum(graded: list[NotebookNode]) -> dict[str, str]:
    marks = [cell.metadata.nbgrader for cell in graded]
    return {"score": _points(sum(m.score for m in marks)), "maximum": _points(sum(m.points for m in marks))}


def _points(number: float) -> str:
    return f"{round(number, 2):g}"
