"""A course with one tiny sheet in text form, its release, and a bank."""

from pathlib import Path

from autograder.authoring.build import release_notebook
from autograder.course import Course

SHEET = "01_tiny"
TEXT = '''\
# %% [markdown]
# # 1 Tiny

# %% tags=["setup"] nbgrader={"grade_id": "setup", "locked": true}
import numpy as np

# %% [markdown]
# ## 1.1 Scale

# %% nbgrader={"grade_id": "scale", "solution": true}
def scale(x):
    """Three times x, plus one half."""
    ### BEGIN SOLUTION
    if x.size == 0:
        raise ValueError(f"nothing to scale in {x.shape}, 3 * 0")
    return 3 * x + 0.5
    ### END SOLUTION


# %% nbgrader={"grade_id": "test_scale", "grade": true, "points": 2}
"""1.1 scale scales."""
x = np.random.default_rng(3).normal(size=4)
assert np.allclose(scale(x), 3 * x + 0.5), "scaled"
assert np.allclose(scale(np.array([1.0, 2.0])), [3.5, 6.5])
assert not np.allclose(scale(np.array([2.0, 2.0])), scale(np.array([1.0, 2.0])))
assert scale(np.ones(1)).shape == (1,)
scale_of_nothing = None
try:
    scale(np.array([]))
except ValueError:
    scale_of_nothing = True
assert scale_of_nothing

# %% [markdown]
# ## 1.2 Total

# %% nbgrader={"grade_id": "total", "solution": true}
def total(x):
    ### BEGIN SOLUTION
    return float(scale(x).sum())
    ### END SOLUTION


# %% nbgrader={"grade_id": "test_total", "grade": true, "points": 1}
"""1.2 total adds up."""
assert abs(total(np.array([1.0, 2.0])) - 10) < 1e-6, total(np.array([1.0, 2.0]))
assert isinstance(total(np.array([2.0, 2.0])) - total(np.array([1.0, 2.0])), float)
assert total(np.array([2.0, 2.0])) != total(np.array([1.0, 2.0]))

# %% nbgrader={"grade_id": "other", "solution": true}
def other():
    ### BEGIN SOLUTION
    return np.float32(0.1) + np.float32(0.2)
    ### END SOLUTION


# %% nbgrader={"grade_id": "test_other", "grade": true, "points": 1}
"""1.2 other is independent."""
assert other() == np.float32(0.1) + np.float32(0.2)
'''
HEAD = "# mistake: {0}\n# fails: {1}\n# hint: {2}\n"
BANK = {
    "scale/right/einsum": "def scale(x):\n    if not x.size:\n        raise ValueError\n"
    "    return np.einsum(',i->i', 3.0, x) + 0.5",
    "scale/wrong/twice": HEAD.format("doubles", "test_scale", "Three, not two?")
    + "def scale(x):\n    return 2 * x + 0.5",
    "scale/wrong/no_half": HEAD.format("forgets the half", "test_scale", "And what else?")
    + "def scale(x):\n    return 3 * x",
    "total/wrong/mean": HEAD.format("takes the mean", "test_total", "A sum or a mean?")
    + "def total(x):\n    return float(scale(x).mean())",
}


def make_course(root):
    """Make a course with the sheet and its bank."""
    course = Course(root)
    course.text(SHEET).parent.mkdir(parents=True)
    settings = Path(__file__).parents[2] / "nbgrader_config.py"
    (root / settings.name).write_text(settings.read_text(encoding="utf-8"), encoding="utf-8")
    write_text(course, TEXT)
    for name, source in BANK.items():
        write_answer(course, name, source)
    return course


def write_text(course, text):
    """Write the sheet's text, and what the build makes of it."""
    from autograder.authoring import sheets

    course.text(SHEET).write_text(text, encoding="utf-8")
    course.source(SHEET).write_text(sheets.write(sheets.read_text(course.text(SHEET))), encoding="utf-8")
    course.release(SHEET).parent.mkdir(parents=True, exist_ok=True)
    course.release(SHEET).write_text(release_notebook(course, SHEET), encoding="utf-8")


def write_answer(course, name, source):
    """Add an answer to the bank; return its path."""
    path = course.answers / SHEET / f"{name}.py"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(source + "\n", encoding="utf-8")
    return path


def waive(course, *lines):
    """Write the file of waivers."""
    (course.answers / SHEET).mkdir(parents=True, exist_ok=True)
    (course.answers / SHEET / "waived.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
