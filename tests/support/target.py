"""The sheet that is attacked, and the secrets that lie around it."""

import json

import nbformat
import tiny
from nbformat.v4 import new_notebook
from tiny import _code, _marks, _test, _text

from autograder.authoring.build import release_notebook
from autograder.course import Course

SHEET = "01_target"
SECRETS = {
    "hidden test": "canary-hidden-7f3a",
    "solution": "canary-solution-91bc",
    "another student": "canary-student-55d0",
    "environment": "canary-environment-c2e8",
    "home": "canary-home-08aa",
    "answers": "canary-answers-4e1d",
}
LIMITS = """
c.Execute.timeout = 3
c.Execute.figures = "drawn"  # what attacks print in grading is to be seen
c.Execute.call_timeout = 2
c.Execute.total_timeout = 12
c.Execute.output_limit = 100_000
c.Execute.memory = 400
c.Execute.scratch = 50
"""
REFERENCE = {
    "double": "def double(x):\n    return 2 * np.asarray(x)",
    "credit": "def credit(k):\n    return k * k",
    "batches": "def batches(n, size):\n    for start in range(0, n, size):\n        yield np.arange(start, start + size)",
    "model": 'def model():\n    return {"W": np.ones((2, 3)), "b": np.arange(3.0)}',
}
_HIDDEN = f"""secret = "{SECRETS["hidden test"]}"
x = np.random.default_rng(5).normal(size=(4, 3))
checks.close(double(x), 2 * x)"""


def source_notebook():
    """Return the sheet with its solutions."""
    cells = [
        _text("title", "# A sheet to attack"),
        _code(
            "setup", "import itertools\n\nimport numpy as np\nfrom helpers import checks", {"tags": ["setup"]}
        ),
    ]
    cells += [_answer(name, source) for name, source in REFERENCE.items()]
    cells += [
        _test(
            "test_double",
            "1.1 double doubles.",
            "checks.close(double(np.array([1.0, 2.0])), [2, 4])",
            _HIDDEN,
        ),
        _test(
            "test_credit", "1.2 credit squares.", "", "squares = [credit(k) for k in range(3, 7)]", _CREDIT
        ),
        _test("test_batches", "1.3 batches yields all.", "", _BATCHES),
        _test("test_model", "1.4 model has W and b.", "", _MODEL),
        _test("test_sum", "1.4 W and b can be added.", "", _SUM),
        _text("why", "Because.", _marks("why", 3, solution=True)),
    ]
    return new_notebook(metadata=tiny.source_notebook().metadata, cells=cells)


_CREDIT = "float(sum(type(s) is int and s == k * k for s, k in zip(squares, range(3, 7))) / 2)"
_BATCHES = """first = [np.asarray(one).tolist() for one in itertools.islice(batches(6, 2), 3)]
checks.equal(first, [[0, 1], [2, 3], [4, 5]])"""
_MODEL = """checks.close(model()["W"], np.ones((2, 3)))
checks.close(model()["b"], [0, 1, 2])"""
_SUM = """total = model()["W"] + model()["b"]
checks.close(total, [[1, 2, 3], [1, 2, 3]])"""


def _answer(name, source):
    head, *body = source.split("\n")
    inside = "\n".join(body).strip("\n")
    marked = f"{head}\n    ### BEGIN SOLUTION\n    # {SECRETS['solution']}\n{inside}\n    ### END SOLUTION"
    return _code(name, marked, _marks(name, solution=True))


def make_course(root):
    """Make the course, with secrets in and around it."""
    course = Course(root)
    root.mkdir(parents=True)
    settings = (tiny.ROOT / "nbgrader_config.py").read_text(encoding="utf-8") + LIMITS
    (root / "nbgrader_config.py").write_text(settings, encoding="utf-8")
    course.source(SHEET).parent.mkdir(parents=True)
    nbformat.write(source_notebook(), course.source(SHEET))
    course.release(SHEET).parent.mkdir(parents=True)
    course.release(SHEET).write_text(release_notebook(course, SHEET), encoding="utf-8")
    answers = root / "tests" / "answers"
    answers.mkdir(parents=True)
    (answers / "double.py").write_text(SECRETS["answers"])
    return course


def filled(course, answers, extra=()):
    """Return the release, as in its file, with these answers, and cells of the student's own before them."""
    notebook = json.loads(course.release(SHEET).read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        cell["source"] = answers.get(cell["id"], cell["source"])
    own = [{"cell_type": "code", "metadata": {}, "source": source} for source in extra]
    notebook["cells"][2:2] = own
    return notebook


def hand_in(course, student, content):
    """Write a submission: a notebook, or the bytes of whatever it is. Return its path."""
    path = course.submitted(SHEET, student)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return path
