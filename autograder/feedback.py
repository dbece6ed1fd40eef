"""Write one page per student and sheet: the score, what each test says, and the student's own work."""

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

import bleach
from IPython.lib.lexers import IPython3Lexer
from markupsafe import Markup
from nbconvert.exporters import HTMLExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.converters import GenerateFeedback, NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_grade, is_solution
from pygments import highlight
from pygments.formatters import HtmlFormatter
from traitlets.config import Config

from autograder.course import Course, CourseError
from autograder.execute import NOT_RUN

NO_RESPONSE = "No response."  # nbgrader's comment on an answer cell that is as released
LONGEST = 20_000  # characters of one text that are shown; some Markdown takes quadratic time

_ANSI = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")
_HEADING = re.compile(r"^(#{1,3}) (.+)$", re.MULTILINE)
_NUMBER = re.compile(r"\d+\.\d+")
_TAGS = {
    *("h1", "h2", "h3", "h4", "h5", "h6", "p", "br", "hr", "div", "blockquote", "pre"),
    *("a", "code", "del", "em", "img", "span", "strong"),
    *("ul", "ol", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tr", "th", "td"),
}
_IMAGE = re.compile(r"data:image/(png|jpeg);base64,[A-Za-z0-9+/=]+")


class FeedbackExporter(HTMLExporter):
    """Exports what ``Summarize`` has collected, with the template ``workbook_feedback``."""

    @property
    def default_config(self):
        config = super().default_config
        templates = str(Path(__file__).with_name("templates"))
        # Under this class's own name, for nbgrader configures HTMLExporter for its own template.
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
        resources["feedback"] = summary(nb, names, pending)
        return nb, resources


def write_feedback(course: Course, sheet: str, students: Iterable[str] | None = None) -> list[Path]:
    """Write the feedback pages of a sheet, also where there are some already.

    Args:
        course: where the graded notebooks are.
        sheet: its name, for example ``02_backprop``.
        students: for whom; by default for all who have been graded.

    Returns:
        The pages, ``feedback/<student>/<sheet>/<sheet>.html``.

    Raises:
        CourseError: if somebody has not been graded; or, after all other pages have been written, if a page
            could not be made.
    """
    if students is None:
        students = [name for name in course.students(sheet) if course.autograded(sheet, name).is_file()]
    students = list(students)
    if absent := [name for name in students if not course.autograded(sheet, name).is_file()]:
        raise CourseError(f"{sheet} of {', '.join(absent)} is not graded yet; run `workbook grade {sheet}`.")
    failed = []
    with course.log() as log:
        course.check_gradebook()
        for student in students:
            config = course.config()
            config.CourseDirectory.assignment_id = sheet
            config.CourseDirectory.student_id = student
            config.CourseDirectory.ignore = ["*"]
            config.BaseConverter.force = True
            coursedir = CourseDirectory(config=config, log=log)
            try:
                _GenerateOne(coursedir=coursedir, config=config, log=log).start()
            except NbGraderException:  # the reason is in the log
                failed.append(student)
    if failed:
        raise CourseError(
            f"All feedback was written but that of {', '.join(failed)} (see grading.log); "
            "grade them again with --force and try again."
        )
    return [course.feedback(sheet, student) for student in students]


def summary(nb: NotebookNode, names: dict[str, Any], pending: set[str]) -> dict[str, Any]:
    """Return what a feedback page shows, ready for the template.

    Args:
        nb: a graded notebook after ``GetGrades`` and ``ClearHiddenTests``.
        names: nbgrader's ``resources["nbgrader"]``, with the score.
        pending: the ids of graded cells that wait to be graded by hand.
    """
    known = nb.metadata.get("workbook", {})
    tests = [
        cell for cell in nb.cells if cell.cell_type == "code" and is_grade(cell) and not is_solution(cell)
    ]
    answers = [cell for cell in nb.cells if is_grade(cell) and is_solution(cell)]
    graded = [cell for cell in answers if _grade_id(cell) not in pending]
    parts = list(_with_headings(nb, known, pending))
    if not any(part["kind"] == "own" or part.get("untouched") is False for part in parts):
        parts = []
    anchors = {part["anchor"] for part in parts if part["kind"] == "heading"}
    return {
        "student": names["student"],
        "sheet": names["notebook"],
        "title": _title(nb) or names["notebook"],
        "score": _points(names["score"]),
        "maximum": _points(names["max_score"]),
        "percent": round(100 * min(1, max(0, names["score"] / names["max_score"])))
        if names["max_score"]
        else 0,
        "penalty": _points(names["late_penalty"]) if names["late_penalty"] else None,
        "tests": _sum(tests),
        "written": _sum(graded) if graded else None,
        "ungraded": _sum([cell for cell in answers if _grade_id(cell) in pending])["maximum"],
        "problem": known.get("problem"),
        "repairs": known.get("repairs", []),
        "claims": [_claim(cell, anchors, known.get("hints", {})) for cell in tests],
        "parts": parts,
        "style": _style(),
    }


class _GenerateOne(GenerateFeedback):
    """nbgrader's ``GenerateFeedback`` for one student, whose name may look like a pattern."""

    def init_notebooks(self):
        folder = self._format_source(self.coursedir.assignment_id, self.coursedir.student_id)
        self.assignments = {folder: [str(Path(folder, f"{self.coursedir.assignment_id}.ipynb"))]}


def _claim(cell: NotebookNode, anchors: set[str], hints: dict[str, str]) -> dict[str, Any]:
    """Return a row of the table of tests."""
    score, maximum = cell.metadata.nbgrader.score, cell.metadata.nbgrader.points
    errors = [output for output in cell.outputs if output.output_type == "error"]
    ename = errors[-1].ename if errors else ""
    evalue = _ANSI.sub("", errors[-1].evalue).strip() if errors else ""
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
        message = evalue  # a sentence of ours; the error's name would add nothing
    else:
        message = f"{ename}: {evalue}".strip(": ")
    claim = _first_line(cell.source) or _grade_id(cell)
    number = _NUMBER.match(claim)
    anchor = _anchor(number[0]) if number else None
    return {
        "claim": claim,
        "anchor": anchor if anchor in anchors else None,
        "status": status,
        "label": label,
        "score": _points(score),
        "maximum": _points(maximum),
        "message": "" if status == "passed" else _shortened(message, 1000),
        "hint": None if status == "passed" else hints.get(_grade_id(cell)),
    }


def _first_line(source: str) -> str:
    """Return the first line of a test's docstring, the claim that it checks."""
    try:
        docstring = ast.get_docstring(ast.parse(source))
    except (SyntaxError, ValueError):
        return ""
    return (docstring or "").strip().split("\n")[0]


def _with_headings(nb: NotebookNode, known: dict, pending: set[str]) -> Iterator[dict[str, Any]]:
    """Yield the student's work in order, with those of the sheet's headings under which there is some."""
    own, untouched = set(known.get("own", [])), set(known.get("untouched", []))
    waiting: list[dict[str, Any]] = []
    begun = False
    for cell in nb.cells:
        if cell.cell_type == "markdown" and cell.id not in own and not is_solution(cell):
            for marks, text in _HEADING.findall(cell.source):
                level = len(marks)
                waiting = [heading for heading in waiting if heading["level"] < level]
                if level > 1:  # the first level is the title of the page
                    waiting.append(
                        {"kind": "heading", "level": level, "text": _inline(text), "anchor": _anchor(text)}
                    )
        elif part := _part(cell, own, untouched, pending):
            begun = begun or part["kind"] != "given"
            if begun:  # what stands above the first answer does not depend on the student
                yield from waiting
                waiting = []
                yield part


def _part(cell: NotebookNode, own: set[str], untouched: set[str], pending: set[str]) -> dict[str, Any] | None:
    """Return what is shown of a cell, or None: tests are in the table, and given text is left out."""
    if is_solution(cell):
        marks = cell.metadata.nbgrader
        comment = marks.get("comment")
        if cell.id in untouched and comment == NO_RESPONSE:
            comment = None
        part = {
            "kind": "answer",
            "name": marks.grade_id,
            "untouched": cell.id in untouched,
            "comment": _markdown(comment) if comment else None,
            "score": _points(marks.score) if is_grade(cell) and marks.grade_id not in pending else None,
            "maximum": _points(marks.points) if is_grade(cell) else None,
        }
        if cell.cell_type == "code":
            return part | {"code": _code(cell.source), "outputs": _outputs(cell)}
        return part | {"text": _markdown(cell.source, cell.get("attachments"))}
    if is_grade(cell):
        return None
    if cell.cell_type == "markdown":
        return {"kind": "own", "text": _markdown(cell.source, cell.get("attachments"))}
    if cell.id in own:
        return {"kind": "own", "code": _code(cell.source), "outputs": _outputs(cell)}
    # What a given cell says about a missing answer, the tests say, too.
    outputs = [output for output in _outputs(cell) if output.get("name") != "NotImplementedError"]
    return {"kind": "given", "outputs": outputs} if outputs else None


def _outputs(cell: NotebookNode) -> list[dict[str, Any]]:
    """Return a code cell's outputs as texts, images and errors."""
    shown: list[dict[str, Any]] = []
    for is_stream, group in groupby(cell.outputs, key=lambda output: output.output_type == "stream"):
        outputs = list(group)
        if is_stream:
            outputs = [{"kind": "text", "text": _text("".join(output.text for output in outputs))}]
        else:
            outputs = [_shown(output) for output in outputs]
        shown += [output for output in outputs if any(output.get(key) for key in ("text", "image", "name"))]
    return shown


def _shown(output: NotebookNode) -> dict[str, Any]:
    if output.output_type == "error":
        name = "" if output.ename == NOT_RUN else output.ename
        traceback = _text("\n".join(output.traceback)) if len(output.traceback) > 1 else ""
        return {"kind": "error", "name": name, "text": _text(output.evalue), "traceback": traceback}
    for mime in ("image/png", "image/jpeg"):
        if mime in output.data:
            image = f"data:{mime};base64,{output.data[mime]}"
            return {"kind": "image", "image": image, "words": _words(output.data.get("text/plain", ""))}
    return {"kind": "text", "text": _text(output.data.get("text/plain", ""))}


def _words(text: str) -> str:
    """Return what a figure says of itself (``helpers.plotting.describe``), or what is true of all."""
    nothing = not text or text.startswith("<")  # <Figure size 640x480 with 1 Axes>
    return "Figure made by the code above." if nothing else _shortened(text, 500)


def _text(text: str) -> str:
    """Return printed text as a terminal would leave it, without colors and not too long."""
    lines = [line.rstrip("\r").rsplit("\r", 1)[-1] for line in _ANSI.sub("", text).split("\n")]
    return _shortened("\n".join(lines).strip("\n"), LONGEST)


def _shortened(text: str, length: int) -> str:
    return text if len(text) <= length else text[:length] + " …"


def _code(source: str) -> Markup:
    return Markup(highlight(_shortened(source, LONGEST), IPython3Lexer(), HtmlFormatter(cssclass="code")))


def _markdown(source: str, attachments: dict | None = None) -> Markup:
    """Return Markdown as HTML without anything that runs or is fetched; formulas stay as dollar signs."""
    renderer = IPythonRenderer(
        escape=True, allow_harmful_protocols=False, exclude_anchor_links=True, attachments=attachments or {}
    )
    try:
        if len(source) > LONGEST:
            raise ValueError("too long to be rendered")
        html = MarkdownWithMath(renderer=renderer).render(source)
    except Exception:  # a renderer's bug must not cost a student the page
        return Markup("<pre>{}</pre>").format(_shortened(source, LONGEST))
    return Markup(
        bleach.clean(html, tags=_TAGS, attributes=_allowed, protocols={"http", "https", "mailto", "data"})
    )


def _allowed(tag: str, name: str, value: str) -> bool:
    """Tell whether an attribute may stay."""
    match tag, name:
        case "a", "href":
            return value.lower().startswith(("http://", "https://", "mailto:"))
        case "img", "src":
            return bool(_IMAGE.fullmatch(value))
        case ("img", "alt") | ("span" | "div", "class"):
            return True
    return False


def _inline(markdown: str) -> Markup:
    return Markup(bleach.clean(str(_markdown(markdown)), tags={"code", "em", "strong"}, strip=True).strip())


def _title(nb: NotebookNode) -> Markup | None:
    for cell in nb.cells:
        if cell.cell_type == "markdown":
            for marks, text in _HEADING.findall(cell.source):
                if len(marks) == 1:
                    return _inline(text)
    return None


def _anchor(heading: str) -> str:
    number = _NUMBER.match(heading)
    return "task-" + (number[0] if number else re.sub(r"\W+", "-", heading)).replace(".", "-").strip("-")


def _grade_id(cell: NotebookNode) -> str:
    return cell.metadata.nbgrader.grade_id


def _sum(cells: list[NotebookNode]) -> dict[str, str]:
    marks = [cell.metadata.nbgrader for cell in cells]
    return {"score": _points(sum(m.score for m in marks)), "maximum": _points(sum(m.points for m in marks))}


def _points(number: float) -> str:
    return f"{round(number, 2):g}"


@cache
def _style() -> Markup:
    """Return the colors of code, on light and on dark ground."""
    light = HtmlFormatter(style="xcode").get_style_defs(".code")
    dark = HtmlFormatter(style="github-dark").get_style_defs(".code")
    return Markup(f"{light}\n@media screen and (prefers-color-scheme: dark) {{\n{dark}\n}}")
