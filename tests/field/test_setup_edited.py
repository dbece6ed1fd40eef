"""What students add to the setup cell runs after the released one, whatever part of it fails."""

import pytest
from tiny import cell, extra, filled, place

from autograder.intake import elsewhere
from helpers import statements


def submissions(course):
    def with_setup(added, double="def double(x):\n    return mine * x", before=True):
        notebook = filled(course, double=double)
        setup = cell(notebook, "imports")
        setup["source"] = f"{added}\n{setup['source']}" if before else f"{setup['source']}\n{added}"
        return notebook

    own = filled(course, double="def double(x):\n    return mine * x")
    lines = "import package_that_nobody_has as p\nfrom operator import index\nmine = index(2)\nmine"
    own["cells"].insert(place(own, "double"), extra(lines))
    return {
        "control": filled(course),
        "colab_first": with_setup(
            "from google.colab import drive\nfrom operator import index\nmine = index(2)"
        ),
        "constant": with_setup("mine = 2  # as in the lecture", before=False),
        "helper": with_setup("def twice():\n    return SCALE\n\n\nmine = twice()", before=False),
        "guarded": with_setup("try:\n    import nobody\nexcept ImportError:\n    mine = 2"),
        "magic": with_setup("%autosave 10\nmine = 2\nif mine:\n    %precision 3\n"),
        "lines_removed": filled(course, imports="import math"),
        "own_cell": own,
        "constant_changed": with_setup("SCALE = 3\nmine = 3", before=False),
        "no_python": with_setup("mine = = 2"),
        "too_long": with_setup("mine = 2\n" + "#" * 10_000),
    }


@pytest.fixture(scope="module")
def graded(grade_class):
    return grade_class(submissions)


@pytest.mark.parametrize(
    "student",
    ["control", "colab_first", "constant", "helper", "guarded", "magic", "lines_removed", "own_cell"],
)
def test_what_works_in_it_is_kept(graded, student):
    assert graded.of[student].total == 12


@pytest.mark.parametrize(
    ("student", "said"),
    [
        ("constant_changed", "It binds SCALE as it was released"),
        ("no_python", "could not be read statement by statement"),
        ("too_long", "could not be read statement by statement"),
    ],
)
def test_what_is_not_kept_waits_for_a_person(graded, student, said):
    one = graded.of[student]
    assert one.total < 12
    assert one.needs_manual
    assert said in " ".join(one.look)


def test_work_on_it_is_bounded():
    assert statements.additions("", "x = 1\n" * 300) is None
    assert statements.additions("", "a" + ".a" * 5000) is None
    assert elsewhere.around_missing_packages("import nobody_has_it\n" * 300) == [
        "import nobody_has_it\n" * 300
    ]
    assert elsewhere.bound_words("(" * 10**6 + "double = 2") == set()


def test_words_that_lines_bind():
    source = (
        "a, (b, c) = d == e, f\nasync def g(h):\n    i = 1\nj: k = l\nfrom m import n as o, p\n"
        "q(r=1)\ns.t = u\nv[w] = x"
    )
    assert elsewhere.bound_words(source) == {*"abcgjnop", "as"}


def test_cells_without_missing_packages_stay_whole():
    source = "import math\nimport json\n\nmath.pi"
    assert elsewhere.around_missing_packages(source) == [source]
    timed = "%%time\nimport nobody_has_it"
    assert elsewhere.around_missing_packages(timed) == [timed]
