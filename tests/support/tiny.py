"""A course with one tiny sheet, and what students hand in."""

import copy
import json
import subprocess
import sys
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder.authoring.build import release_notebook
from autograder.course import Course

SHEET = "01_tiny"
ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
TESTS = ("test_double", *(f"test_credit_{k}" for k in range(5)))
# The limits of the real course leave room for honest code on slow machines.
LIMITS = """
c.Execute.timeout = 3
c.Execute.total_timeout = 60
c.Execute.output_limit = 100_000
"""
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
REFERENCE = {
    "double": "def double(x):\n    return SCALE * x",
    "credit": "def credit(k):\n    return 2",
    "why": "It adds and scales.",
}


def source_notebook():
    """Return the sheet with its solutions: two automatic tasks, one with partial credit, and a question."""
    return new_notebook(
        metadata={"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}},
        cells=[
            _text("title", "# A tiny sheet\n\nTwo tasks, one question."),
            _code("imports", "import math\n\nSCALE = 2", {"tags": ["setup"]}),
            _text("task_double", "## 1.1 Double · 2 points\n\nWrite `double(x)`."),
            _solution("double", 'def double(x):\n    """Twice x."""', "return SCALE * x"),
            _code("look", 'print("three doubled is", double(3))'),
            _test(
                "test_double",
                "1.1 double doubles.",
                'assert double(2) == 4, "double(2) should be 4"',
                "hidden_marker_double = double(-7)\nassert hidden_marker_double == -14",
            ),
            _text("task_credit", "## 1.2 Credit"),
            _solution("credit", "def credit(k):", "return 2"),
            *(
                _test(
                    f"test_credit_{k}",
                    f"1.2 credit pays, {k}.",
                    "",
                    f"hidden_marker_{k} = {k}",
                    f"credit({k})",
                )
                for k in range(5)
            ),
            _text("task_why", "## 1.3 Why\n\nWhy is `double` linear?"),
            _text(
                "why", "Because it is.\n\n**Rubric.** 3 points for a reason.", _marks("why", 3, solution=True)
            ),
            _text("end", "That is all."),
        ],
    )


def make_course(root):
    """Make a course as `workbook build` leaves it: a source and its release."""
    course = Course(root)
    root.mkdir(parents=True)
    settings = (ROOT / "nbgrader_config.py").read_text(encoding="utf-8") + LIMITS
    (root / "nbgrader_config.py").write_text(settings, encoding="utf-8")
    course.source(SHEET).parent.mkdir(parents=True)
    nbformat.write(source_notebook(), course.source(SHEET))
    course.text(SHEET).write_text("# the text of the sheet, with every solution\n", encoding="utf-8")
    course.release(SHEET).parent.mkdir(parents=True)
    course.release(SHEET).write_text(release_notebook(course, SHEET), encoding="utf-8")
    return course


def released(course):
    """Return the release as it is in its file."""
    return json.loads(course.release(SHEET).read_text(encoding="utf-8"))


def filled(course, **sources):
    """Return the release, as in its file, with the reference's answers, or others."""
    notebook = released(course)
    for entry in notebook["cells"]:
        entry["source"] = (REFERENCE | sources).get(entry["id"], entry["source"])
    return notebook


def cell(notebook, name):
    """Return the first cell of a notebook with this id."""
    return next(entry for entry in notebook["cells"] if entry.get("id") == name)


def place(notebook, name):
    """Return where a cell is in its notebook."""
    return notebook["cells"].index(cell(notebook, name))


def extra(source, kind="code", **more):
    """Return a cell that a student adds."""
    return {"cell_type": kind, "metadata": {}, "source": source, **more}


def hand_in(course, student, content):
    """Write a submission: a notebook, or the bytes of whatever it is. Return its path."""
    path = course.submitted(SHEET, student)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return path


def nbgrader(course, *arguments):
    """Run plain nbgrader on a course; return the finished process."""
    command = [str(BIN / "nbgrader"), *arguments]
    return subprocess.run(command, cwd=course.root, capture_output=True, text=True, check=False)


def tampered(course):
    """Return a notebook with wrong answers that tries everything a file can try to get points."""
    notebook = filled(course, double="def double(x):\n    return 0", credit="def credit(k):\n    return 0")
    notebook["metadata"]["kernelspec"]["name"] = "no-such-kernel"
    notebook["metadata"]["workbook"] = {"graded": True, "repairs": [], "problem": None}
    for name in TESTS:
        test = cell(notebook, name)
        marks = test["metadata"]["nbgrader"]
        marks |= {"points": 100, "grade": False, "solution": True, "locked": False, "schema_version": 99}
        test["source"] = "100"
        notebook["cells"].append(copy.deepcopy(test))
    cell(notebook, "test_credit_4")["cell_type"] = "markdown"
    for entry in notebook["cells"]:
        entry["metadata"]["tags"] = ["skip-execution", "raises-exception", "remove-cell"]
    cell(notebook, "imports")["source"] = "SCALE = 'another'\nimport  string"
    return notebook


def mangled(course):
    """Return a notebook with right answers that has suffered: everything here happens by accident."""
    notebook = filled(course)
    del notebook["cells"][place(notebook, "test_double")]
    cell(notebook, "double")["cell_type"] = "markdown"
    stub = cell(released(course), "credit")
    notebook["cells"].insert(place(notebook, "credit"), stub | {"id": "a-copy"})
    del cell(notebook, "why")["metadata"]["nbgrader"]
    notebook["cells"].insert(1, notebook["cells"].pop(place(notebook, "end")))
    del cell(notebook, "task_why")["id"]
    return notebook


def scripts(course):
    """Return a notebook that tries to get script into the pages that others look at."""
    evil = (
        "<script>alert(1)</script> <img src=x onerror=alert(1)> <svg/onload=alert(1)> <!-- comment -->\n"
        "[a](javascript:alert(1)) [b](java&#115;cript:alert(1)) [c](JavaScript\\:alert(1))\n"
        "<javascript:alert(1)>\n"
        "[d](data:text/html;base64,PHNjcmlwdD4=) [e](vbscript:x) ![f](javascript:alert(1)) [g]\n\n"
        "[g]: javascript:alert(1)\n\n```mermaid\n<script>alert(1)</script>\n```\n\n"
        "But $a<b$ and $x & y$ stay, ![plot](attachment:ok.png) and ![gone](attachment:bad.svg)."
    )
    attachments = {"ok.png": {"image/png": PIXEL}, "bad.svg": {"image/svg+xml": "<svg onload=alert(1)>"}}
    display = (
        "from IPython.display import HTML, Image, Javascript, Latex, Markdown, SVG, display\n"
        "script = '<script>alert(1)</script>'\n"
        "display(HTML(script), Javascript('alert(1)'), Markdown(script))\n"
        "display(Latex('x'), SVG('<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>'))\n"
        "display({'image/png': '\">' + script, 'text/plain': script}, raw=True)\n"
        "import base64\n"
        f"display(Image(base64.b64decode('{PIXEL}')))\n"
        f"display({{'image/png': '{PIXEL}', 'text/plain': 'Loss over \"step\".'}}, raw=True)\n"
        "print(script)"
    )
    notebook = filled(
        course, why=evil, credit="def credit(k):\n    raise ValueError('<script>alert(1)</script>')"
    )
    cell(notebook, "why")["attachments"] = attachments
    notebook["cells"].append(extra(evil, "markdown", attachments=attachments))
    notebook["cells"].append(extra(evil, "raw"))
    notebook["cells"].append(extra(display, outputs=_hostile_outputs()))
    return notebook


def _hostile_outputs():
    """Return what the last cell of ``scripts`` shows in a kernel."""
    script = "<script>alert(1)</script>"
    shown = [{"text/html": script}, {"application/javascript": "alert(1)"}, {"text/markdown": script}]
    shown += [{"text/latex": "x"}, {"image/svg+xml": '<svg onload="alert(1)"/>'}]
    shown += [{"image/png": '">' + script, "text/plain": script}, {"image/png": PIXEL}]
    shown += [{"image/png": PIXEL, "text/plain": 'Loss over "step".'}]
    outputs = [{"output_type": "display_data", "data": data, "metadata": {}} for data in shown]
    return [*outputs, {"output_type": "stream", "name": "stdout", "text": script}]


def _marks(grade_id, points=None, *, solution=False):
    """Return nbgrader's metadata of a cell."""
    full = {"grade": points is not None, "grade_id": grade_id, "locked": not solution}
    full |= {"schema_version": 3, "solution": solution, "task": False}
    return {"nbgrader": full | ({} if points is None else {"points": points})}


def _code(name, source, metadata=None):
    return new_code_cell(source, id=name, metadata=metadata or {})


def _text(name, source, metadata=None):
    return new_markdown_cell(source, id=name, metadata=metadata or {})


def _solution(name, head, body):
    source = f"{head}\n    ### BEGIN SOLUTION\n    {body}\n    ### END SOLUTION"
    return _code(name, source, _marks(name, solution=True))


def _test(name, claim, visible, hidden, last=""):
    hidden = f"### BEGIN HIDDEN TESTS\n{hidden}\n### END HIDDEN TESTS"
    return _code(name, "\n".join([f'"""{claim}"""', visible, hidden, last]).strip(), _marks(name, 2))
