"""How text becomes a notebook, how answers are read, and how their outcomes are found."""

import nbformat
import pytest

from autograder.audit import outcomes
from autograder.authoring import answers, cells, dependencies, sheets, stubs
from autograder.course import CourseError

TEXT = '''\
# %% [markdown] name="title"
# # 9 A sheet

# %% [markdown] name="points"
# stale

# %% tags=["setup"] nbgrader={"grade_id": "setup", "locked": true}
import math

# %% [markdown]
# ## 9.1 Square · 7 points

# %% nbgrader={"grade_id": "square", "solution": true}
def square(x):
    ### BEGIN SOLUTION
    return x * x
    ### END SOLUTION


# %%
slow = [square(i) for i in range(3)]

# %% nbgrader={"grade_id": "test_square", "grade": true, "points": 2}
"""9.1 square squares."""
assert square(3) == 9, "three"
### BEGIN HIDDEN TESTS
assert math.isclose(square(-2), 4)
### END HIDDEN TESTS

# %% [markdown]
# ## 9.2 Twice

# %% nbgrader={"grade_id": "twice", "solution": true}
def twice(x):
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION


# %% nbgrader={"grade_id": "test_twice", "grade": true, "points": 1}
"""9.2 twice doubles."""
assert twice(2) == 4

# %% [markdown] nbgrader={"grade_id": "why", "grade": true, "solution": true, "points": 2}
# Because.
'''


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "09_sheet.py"
    path.write_text(sheets.with_points(TEXT))
    return path


@pytest.fixture
def notebook(path):
    return sheets.read_text(path)


def test_points_are_summed_into_headings_and_table():
    text = sheets.with_points(TEXT)
    assert "# ## 9.1 Square · 2 points\n" in text
    assert "# ## 9.2 Twice · 3 points\n" in text
    assert "# | 9.2 Twice | 1 | 2 | 3 |\n" in text
    assert "# | **all** | **3** | **2** | **5** |\n\n# %% tags" in text
    assert "stale" not in text
    assert sheets.with_points(text) == text


def test_points_need_their_place():
    with pytest.raises(CourseError, match="has no cell"):
        sheets.with_points(TEXT.replace('name="points"', 'name="other"'))
    with pytest.raises(CourseError, match="before the first heading"):
        sheets.with_points(TEXT.replace("## 9.1", "## Nine"))


def test_ids_follow_from_names_and_sections(notebook):
    ids = [cell.id for cell in notebook.cells]
    assert ids[:4] == ["title", "points", "setup", "section-9-1-1"]
    assert "section-9-1-3" in ids  # the cell without a name, third of its section
    assert ids[-1] == "why"


def test_two_cells_of_one_name_are_refused(path):
    path.write_text(TEXT.replace('"grade_id": "twice"', '"grade_id": "square"'))
    with pytest.raises(CourseError, match="Two cells are called 'square'"):
        sheets.read_text(path)


def test_normal_form_forgets_machines_and_clocks(notebook):
    noisy = nbformat.from_dict(notebook)
    noisy.metadata.language_info = {"name": "python", "version": "3.11.7"}
    for cell in noisy.cells:
        cell.metadata["execution"] = {"iopub.execute_input": "2026-01-01"}
        if cell.cell_type == "code":
            widget = {"application/vnd.jupyter.widget-view+json": {}}
            cell.outputs = [
                nbformat.v4.new_output("display_data", data=widget),
                nbformat.v4.new_output("stream", name="stderr", text="50%"),
            ]
    assert sheets.write(sheets.normal_form(noisy)) == sheets.write(notebook)


def test_outputs_stay_with_unchanged_cells(path, notebook):
    executed = nbformat.from_dict(notebook)
    for cell in executed.cells:
        if cell.cell_type == "code":
            cell.outputs = [nbformat.v4.new_output("stream", text=f"of {cell.id}")]
    path.write_text(path.read_text().replace("# # 9 A sheet", "# # 9 Another title"))
    merged = sheets.merge_outputs(sheets.read_text(path), executed)
    assert merged.cells[0].source == "# 9 Another title"
    assert all(c.outputs[0].text == f"of {c.id}" for c in merged.cells if c.cell_type == "code")


def test_a_stub_names_its_task():
    text = stubs.stub("2.3", "forward")
    assert text.splitlines()[0].startswith("# 2.3 forward")
    with pytest.raises(NotImplementedError, match=r"2\.3 forward is not written yet"):
        exec(text)


def test_a_stub_in_a_constructor_names_the_class():
    cell = nbformat.v4.new_code_cell(
        "class Net(Module):\n    def __init__(self):\n        ### BEGIN SOLUTION\n        ### END SOLUTION\n"
        "    def forward(self, x):\n        ### BEGIN SOLUTION\n        ### END SOLUTION"
    )
    assert stubs._name(cell) == "Net"


def test_needed_cells_leave_out_what_no_test_reads(notebook):
    ids = [cell.id for cell in dependencies.needed_cells(notebook)]
    assert ids == ["setup", "square", "test_square", "twice", "test_twice"]
    assert dependencies.dependents(notebook, "twice") == {"test_twice"}


def test_outcomes_tell_points_and_messages(notebook):
    wrong = "def square(x):\n    return 3 * x"
    found = outcomes.outcomes(answers.splice(notebook, {"square": wrong}))
    said = {test: one[:2] for test, one in found.items()}
    assert said == {"test_square": (0.0, "AssertionError: "), "test_twice": (1.0, "")}
    wrong = "def square(x):\n    raise SystemExit"
    assert outcomes.outcomes(answers.splice(notebook, {"square": wrong}))["test_square"].points == 0


def test_outcomes_end_when_time_is_up(notebook):
    stuck = "def square(x):\n  while True:\n    try:\n      x += 1\n    except Exception:\n      pass"
    found = outcomes.outcomes(answers.splice(notebook, {"square": stuck}), timeout=1)
    assert found["test_square"].points == found["test_twice"].points == 0


HEAD = """\
# mistake: triples
# fails: test_square, test_twice
# hint: What is the area
# of a square?
"""


def _answer(tmp_path, text, kind="wrong"):
    path = tmp_path / "09_sheet" / "square" / kind / "triple.py"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def test_an_answer_is_read_with_its_head(tmp_path):
    answer = answers.read(_answer(tmp_path, HEAD + "\n# why not\ndef square(x):\n    return 3 * x\n"))
    assert (answer.sheet, answer.grade_id, answer.name) == ("09_sheet", "square", "triple")
    assert answer.fails == ("test_square", "test_twice")
    assert answer.hint == "What is the area of a square?"
    assert answer.source.startswith("# why not\ndef square")


@pytest.mark.parametrize(
    ("text", "kind", "complaint"),
    [
        ("def square(x):\n    return 3 * x\n", "wrong", "no `# mistake: ...` line"),
        (HEAD.replace("# hint", "# tip"), "wrong", "no `# hint: ...` line"),
        (HEAD + "def square(x:\n", "wrong", "not valid Python"),
        ("def square(x):\n    return x**2\n", "correct", "`right` or `wrong`"),
    ],
)
def test_a_malformed_answer_is_named(tmp_path, text, kind, complaint):
    with pytest.raises(CourseError, match=r"triple\.py.*" + complaint):
        answers.read(_answer(tmp_path, text, kind))


def test_an_answer_to_no_cell_is_refused(notebook):
    with pytest.raises(CourseError, match="no solution cell 'cube'"):
        answers.splice(notebook, {"cube": ""})


@pytest.mark.parametrize(
    ("visible", "left"),
    [
        ("value = f(1)", ["value"]),
        ("value, slope = f(1)\nchecks.close(value, 1)", ["slope"]),
        ("def helper():\n    return f(1)", ["helper"]),
        ("value = f(1)\nvalue = f(2)", ["value"]),
        ("value = f(1)\nchecks.close(value, 1)", []),
        ("value, _ = f(1)\nchecks.close(value, 1)", []),
        ("def helper():\n    return at\nat = 1\nchecks.close(helper(), 1)", []),
        ("for one in f(3):\n    checks.close(one, 1)", []),
    ],
)
def test_what_a_visible_part_binds_and_does_not_read_is_found(visible, left):
    hidden = "### BEGIN HIDDEN TESTS\nchecks.close([value, slope, helper()], 3)\n### END HIDDEN TESTS"
    assert cells.unread(f"{visible}\n{hidden}") == left
