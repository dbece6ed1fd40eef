"""Grading leaves out what no test needs, unless something that a student wrote may read it."""

import pytest
import tiny
from nbformat.v4 import new_code_cell
from tiny import SHEET

from autograder.authoring.dependencies import looks
from autograder.engine.station import Station
from autograder.engine.verdict import earned
from autograder.grading.copies import complete
from autograder.grading.settings import Execute
from autograder.intake.repair import repair


@pytest.fixture(scope="module")
def station():
    station = Station()
    yield station
    station.close()


@pytest.fixture(scope="module")
def source():
    """A sheet with looks: one that binds a name, one that reads it, one that nobody reads."""
    notebook = tiny.source_notebook()
    given = {"first": "base = 3", "second": "found = [base, double(2)]", "third": "other = 1"}
    at = next(i for i, cell in enumerate(notebook.cells) if cell.id == "look")
    notebook.cells[at:at] = [new_code_cell(code, id=name) for name, code in given.items()]
    return notebook


def points_of(job, result):
    tests = [cell for cell in job.cells if cell.role == "test"]
    return {cell.name: earned(result.outputs[cell.name], cell.points)[0] for cell in tests}


def judge(station, source, *extra, config=None, **answers):
    """Judge a submission; return the looks that were run, and the points of its tests."""
    released = [cell for cell in source.cells if not cell.id.startswith("test_")]
    handed = [
        {"cell_type": cell.cell_type, "id": cell.id, "metadata": cell.metadata, "source": text}
        for cell in released
        if (text := (tiny.REFERENCE | answers).get(cell.id, cell.source))
    ]
    handed += [tiny.extra(code) for code in extra]
    notebook = complete(repair(handed, source).notebook, source)
    job = (config or Execute()).job(notebook, SHEET, looks(source))
    result = station.judge(job)
    assert result.problem is None
    points = points_of(job, result)
    return result.times.keys() & looks(source), points


def test_what_no_test_needs_is_a_look(source):
    assert looks(source) == {"first", "second", "third", "look"}


def test_looks_are_left_out_and_the_points_stay(station, source):
    ran, points = judge(station, source)
    assert ran == set()
    assert set(points.values()) == {2.0}


@pytest.mark.parametrize(
    ("code", "needed"),
    [
        ("print(base)", {"first"}),
        ("print(found)", {"first", "second"}),  # which reads what another look binds
        ("base += 1", {"first"}),
        ("del base", {"first"}),
        ("%time base", {"first"}),
        ("%%timeit -n1 -r1\nfound", {"first", "second"}),
        ("eval('base')", {"first"}),
        ("globals()['other']", {"third"}),
        ("def later():\n    return lambda: [base for _ in range(2)]", {"first"}),
        ("def set_base():\n    global base\n    base += 1", {"first"}),
        ("class Net:\n    size = base", {"first"}),
        ("f'{base}'", {"first"}),
        ("base base", set()),  # is not run at all
        ("def inner(base, found):\n    other = base\n    return other", set()),  # names of its own
        ("# base, found\n'base'", set()),
    ],
)
def test_what_a_student_reads_is_run(station, source, code, needed):
    ran, points = judge(station, source, code)
    assert ran == needed
    assert set(points.values()) == {2.0}


def test_an_answer_may_read_a_look(station, source):
    """Grading is no stricter than the notebook: there, the name exists."""
    ran, points = judge(station, source, double="def double(x):\n    return (base - 1) * x")
    assert ran == {"first"}
    assert set(points.values()) == {2.0}


@pytest.mark.parametrize(
    "helper",
    ["def base(x):\n    return 2 * x", "from operator import index as base", "base = lambda x: 2 * x"],
    ids=["function", "import", "value"],
)
def test_a_name_of_the_students_own_stays_the_students(station, source, helper):
    """A look binds the same name, after the student's helper and before the tests that need it."""
    ran, points = judge(
        station, source, double=f"{helper}\ndef double(x):\n    return base(x) + x - base(x) + x"
    )
    assert ran == set()
    assert set(points.values()) == {2.0}


def test_a_look_that_a_student_changed_is_run(station, source):
    ran, _ = judge(station, source, third="other = 2")
    assert ran == {"third"}


@pytest.mark.parametrize(
    "code", ["(" * 50_000, "x = " + "-" * 100_000 + "1", "base\0", "a" + ".b" * 30_000, "'''", "\ud800 = 1"]
)
def test_who_writes_what_no_parser_takes_loses_nothing_else(station, source, code):
    """It is parsed where it would be run, before anything has run; if that fails, everything is run."""
    notebook = repair([], source).notebook
    for cell in notebook.cells:
        cell.source = tiny.REFERENCE.get(cell.id, cell.source)
    notebook.cells.append(new_code_cell(code.encode("utf-8", "replace").decode(), id="own-1"))
    notebook.metadata.workbook.own = ["own-1"]
    job = Execute().job(complete(notebook, source), SHEET, looks(source))
    result = station.judge(job)
    points = points_of(job, result)
    assert set(points.values()) == {2.0}
    assert "own-1" in result.times or "own-1" in result.problem


def test_with_figures_drawn_everything_is_run(station, source):
    execute = Execute()
    execute.figures = "drawn"
    ran, _ = judge(station, source, config=execute)
    assert ran == looks(source)


@pytest.mark.parametrize(("figures", "images"), [("handed in", 0), ("drawn", 2)])
def test_figures_are_drawn_only_if_wanted(station, source, figures, images):
    """And no line of a student's switches it on; a test can still look at the axes."""
    execute = Execute()
    execute.figures = figures
    draw = (
        "import matplotlib.pyplot as plt\n%matplotlib inline\nfrom matplotlib.figure import Figure\n"
        "plt.plot([1, 2])\nplt.show()\nfig, ax = plt.subplots()\nax.plot([3, 4])"
    )
    code = "DRAWN = []\ndraw = Figure.draw\nFigure.draw = lambda *a, **k: DRAWN.append(1) or draw(*a, **k)"
    look = (
        "def lines():\n    fig, ax = plt.subplots()\n    ax.plot([1, 2])\n"
        "    return len(ax.lines), len(DRAWN)"
    )
    notebook = complete(repair([], source).notebook, source)
    sources = {
        "own-1": draw.replace("plt.plot", f"{code}\nplt.plot", 1),
        "own-2": look,
        "own-3": "print(lines())",
    }
    notebook.cells += [new_code_cell(text, id=name) for name, text in sources.items()]
    result = station.judge(execute.job(notebook, SHEET, looks(source)))
    assert not [one for name in sources for one in result.outputs[name] if one["output_type"] == "error"]
    assert sum("image/png" in one.get("data", {}) for one in result.outputs["own-1"]) == images
    said = result.outputs["own-3"][0]["text"]
    assert said.startswith("(1, ") and (said.strip() == "(1, 0)") == (images == 0)
