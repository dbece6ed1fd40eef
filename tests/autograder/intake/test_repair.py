"""Reading what students hand in, and rebuilding it on the released sheet."""

import json
import os
from html.parser import HTMLParser

import nbformat
import pytest
import tiny
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from tiny import SHEET, cell, extra, filled, hand_in, place, released

from autograder.authoring.sheets import read_notebook
from autograder.intake import repair as submission
from autograder.intake.harmless import image_data, neutralize
from autograder.intake.repair import read, repair


@pytest.fixture
def release(template):
    return read_notebook(template.release(SHEET))


def fixed(template, release, notebook):
    """Repair a raw notebook; the result must be valid and have every cell of the release once."""
    found = repair(notebook["cells"], release)
    nbformat.validate(found.notebook)
    names = [c.id for c in found.notebook.cells]
    assert [name for name in names if not name.startswith("own-")] == [c.id for c in release.cells]
    return found


NO_NOTEBOOKS = {
    "empty": (b"", "is empty"),
    "white space": (b" \n ", "is empty"),
    "text": (b"hello", "is not JSON"),
    "zip": (b"PK\x03\x04\x00\x00", "is not JSON"),
    "UTF-16": ('{"nbformat": 4}'.encode("utf-16"), "is not a text file in UTF-8"),
    "PNG": (b"\x89PNG\r\n\x1a\n\x00", "is not a text file in UTF-8"),
    "truncated": (b'{"cells": [{"cell_type": "code", "sour', "is incomplete"),
    "nested": (b"[" * 100_000, "is nested too deeply"),
    "long number": (b'{"nbformat": ' + b"9" * 10_000 + b"}", "is not JSON"),
    "list": (b"[]", "is JSON, but not a notebook"),
    "null": (b"null", "is JSON, but not a notebook"),
    "other object": (b'{"answer": 42}', "is JSON, but not a notebook"),
    "format 3": (b'{"nbformat": 3, "worksheets": []}', "has a notebook format other than 4"),
    "strange format": (b'{"nbformat": [4], "cells": []}', "has a notebook format other than 4"),
    "no cells": (b'{"nbformat": 4}', "without a list of cells"),
    "too many cells": (b'{"nbformat": 4, "cells": [' + b"{}," * 2000 + b"{}]}", "the limit is 2000"),
    "cells object": (b'{"nbformat": 4, "cells": {"0": 1}}', "without a list of cells"),
}


@pytest.mark.parametrize(("data", "reason"), NO_NOTEBOOKS.values(), ids=NO_NOTEBOOKS.keys())
def test_no_notebook_gives_the_untouched_sheet_and_a_reason(course, release, data, reason):
    found = read(hand_in(course, "ada", data), release)
    assert reason in found.problem
    assert found.repairs == []
    assert [c.source for c in found.notebook.cells] == [c.source for c in release.cells]
    assert found.notebook.metadata.workbook.problem == found.problem


def test_links_folders_and_pipes_are_refused(course, release, tmp_path, monkeypatch):
    path = hand_in(course, "ada", filled(course))
    other = path.rename(tmp_path / "elsewhere.ipynb")
    assert "is missing; the folder holds nothing" in read(path, release).problem
    path.symlink_to(other)
    assert "is a link" in read(path, release).problem
    path.unlink()
    path.mkdir()
    assert "is a folder" in read(path, release).problem
    path.rmdir()
    os.mkfifo(path)
    assert "is not a regular file" in read(path, release).problem
    monkeypatch.setattr(submission, "LARGEST", 100)
    assert "the limit is 0 MB" in read(other, release).problem


def test_a_byte_order_mark_is_no_problem(course, release):
    data = b"\xef\xbb\xbf" + json.dumps(filled(course)).encode()
    assert read(hand_in(course, "ada", data), release).problem is None


def test_an_honest_notebook_is_kept_as_it_is(template, release):
    found = fixed(template, release, filled(template))
    assert found.repairs == []
    assert cell(found.notebook, "double").source == tiny.REFERENCE["double"]
    assert found.notebook.metadata.workbook.own == []
    untouched = fixed(template, release, released(template))
    assert untouched.repairs == []
    assert untouched.notebook.metadata.workbook.untouched == ["double", "credit", "why"]


def test_answers_without_any_marks_and_ids_still_count(template, release):
    """Some editors drop ids and metadata: answers are then known by their place and by what they define."""
    notebook = filled(template)
    for entry in notebook["cells"]:
        del entry["id"]
        entry["metadata"] = {}
    found = fixed(template, release, notebook)
    assert {name: cell(found.notebook, name).source for name in tiny.REFERENCE} == tiny.REFERENCE
    assert found.notebook.metadata.workbook.own == found.notebook.metadata.workbook.look == []
    assert "The metadata by which the answer cell double is graded were lost" in found.repairs[0]


def test_extra_cells_stay_where_they_were_without_tags(template, release):
    notebook = filled(template)
    notebook["cells"].insert(
        place(notebook, "credit") + 1, extra("y = 1", metadata={"tags": ["skip-execution"]})
    )
    notebook["cells"].insert(0, extra("first", "markdown"))
    notebook["cells"].insert(0, extra("   \n"))
    found = fixed(template, release, notebook)
    names = [c.id for c in found.notebook.cells]
    assert names[0] == "own-1" and names[names.index("credit") + 1] == "own-2"
    assert all(c.metadata == {} for c in found.notebook.cells if c.id.startswith("own-"))
    assert found.repairs == []


def test_of_two_answers_the_attempted_one_counts(template, release):
    notebook = released(template)
    notebook["cells"].insert(
        place(notebook, "double") + 1, cell(filled(template), "double") | {"id": "another"}
    )
    found = fixed(template, release, notebook)
    assert cell(found.notebook, "double").source == tiny.REFERENCE["double"]
    twice = filled(template)
    second = cell(twice, "double") | {"id": "another", "source": "def double(x):\n    return x + x"}
    twice["cells"].insert(place(twice, "double") + 1, second)
    found = fixed(template, release, twice)
    assert cell(found.notebook, "double").source == tiny.REFERENCE["double"]
    assert cell(found.notebook, "own-1").source == second["source"]
    assert found.repairs == [
        "The cell double occurred more than once; one was used, another was kept after it."
    ]


def test_students_may_play_with_given_cells_but_not_with_setup_and_tests(template, release):
    notebook = filled(template)
    cell(notebook, "look")["source"] = "print(double(4))"
    cell(notebook, "title")["source"] = "# My sheet <b>bold</b>"
    cell(notebook, "imports")["source"] = "import math\nimport json as j, re\nSCALE = 3"
    cell(notebook, "test_double")["source"] = "pass"
    found = fixed(template, release, notebook)
    assert cell(found.notebook, "look").source == "print(double(4))"
    assert cell(found.notebook, "title").source == "# My sheet < b>bold< /b>"
    assert cell(found.notebook, "imports").source == "import math\n\nSCALE = 2"
    assert cell(found.notebook, "own-1").source == "import json as j, re"
    assert "assert double(2) == 4" in cell(found.notebook, "test_double").source
    assert set(found.notebook.metadata.workbook.own) == {"look", "title", "own-1"}


def test_missing_given_cells_are_named_together(template, release):
    notebook = filled(template)
    notebook["cells"] = [entry for entry in notebook["cells"] if entry["id"] not in ("title", "look", "end")]
    found = fixed(template, release, notebook)
    assert found.repairs == ["Some cells of the sheet were missing; they were put back: title, look, end."]


def test_another_sheets_notebook_is_recognized(template, release):
    for cells in ([], [extra("print('another sheet')")]):
        found = fixed(template, release, {"cells": cells})
        assert found.repairs == ["The notebook has no cell of this sheet. Did you hand in the right file?"]


BROKEN_SOURCES = [None, 3, ["def double(x):\n", 2], {"a": "b"}, [[]]]


@pytest.mark.parametrize("source", BROKEN_SOURCES, ids=repr)
def test_a_source_of_the_wrong_type_counts_as_not_attempted(template, release, source):
    notebook = filled(template)
    cell(notebook, "double")["source"] = source
    found = fixed(template, release, notebook)
    assert "The content of the answer cell double could not be read" in found.repairs[0]
    assert "NotImplementedError" in cell(found.notebook, "double").source


def test_cells_may_be_anything(template, release):
    notebook = filled(template)
    notebook["cells"] += [None, 3, "text", [], {}, {"cell_type": [], "source": "x", "metadata": 7, "id": {}}]
    notebook["cells"] += [extra("y", metadata={"nbgrader": ["grade"]}, attachments=3, id="no valid id!")]
    notebook["cells"] += [
        extra("z", metadata={"nbgrader": {"grade_id": {}, "grade": "yes"}}, id="title " * 99)
    ]
    cell(notebook, "why")["metadata"] = None
    found = fixed(template, release, notebook)
    assert "Some entries of the notebook were not cells; they were left out." in found.repairs
    assert cell(found.notebook, "why").source == tiny.REFERENCE["why"]


def test_text_that_cannot_be_written_is_replaced(template, release):
    found = fixed(template, release, filled(template, double="x = '\ud800\0'\r\ny = 1\rz = 2"))
    assert cell(found.notebook, "double").source == "x = '?\ufffd'\ny = 1\nz = 2"


def test_only_real_images_stay_attached(template, release):
    png = "iVBORw0KGgo=\n"
    notebook = filled(template, why="![a](attachment:a.png) ![b](attachment:b.svg) ![c](attachment:c.png)")
    cell(notebook, "why")["attachments"] = {
        "a.png": {"image/png": [png]},
        "b.svg": {"image/svg+xml": "<svg onload=alert(1)>"},
        "c.png": {"image/png": '"><script>'},
        "d.png": 3,
    }
    found = cell(fixed(template, release, notebook).notebook, "why")
    assert found.attachments == {"a.png": {"image/png": "iVBORw0KGgo="}}
    why = "cannot be shown here: it is no PNG, JPEG, GIF or WebP picture, or there are too many.)"
    assert found.source == f"![a](attachment:a.png) (The picture `b.svg` {why} (The picture `c.png` {why}"


def test_images_are_told_by_their_bytes():
    assert image_data("image/png", "iVBORw0K\nGgo=") == "iVBORw0KGgo="
    assert image_data("image/jpeg", "/9j/") == "/9j/"
    for mime, data in [
        ("image/png", "/9j/"),
        ("image/svg+xml", "iVBORw0KGgo="),
        ("image/png", "%%"),
        ("image/png", 3),
    ]:
        assert image_data(mime, data) is None


class Links(HTMLParser):
    """Collects tags, and where links and images lead."""

    def __init__(self):
        super().__init__()
        self.tags, self.targets, self.comments = set(), [], []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.targets += [value for name, value in attrs if name in ("href", "src") or name.startswith("on")]

    def handle_comment(self, data):
        self.comments.append(data)


HARMFUL = [
    "<script>alert(1)</script>",
    "<<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<!-- hidden --><?php ?>",
    "</div><iframe src=x>",
    "&lt;script&gt; &#60;script&#62; &#x3c;img src=x&#x3e;",
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt:alert(1))",
    "[a](javascript\\:alert(1))",
    "[a](java\tscript:alert(1)) [a](java\rscript:alert(1)) [a](\x01javascript:alert(1))",
    "[a](&#106;avascript:alert(1)) [a](javascript&colon;alert(1)) [a](java&Tab;script:alert(1))",
    "[a][b]\n\n[b]: javascript:alert(1)",
    "[a](<javascript:alert(1)>) <javascript:alert(1)>",
    "![a](javascript:alert(1)) [a](vbscript:alert(1))",
    "[a](data:text/html;base64,PHNjcmlwdD4=) [a](data:image/svg+xml,x) [a](data\\:text/html,x)",
    "```mermaid\n<script>alert(1)</script>\n```",
    "$<script>alert(1)</script>$ $$<script>$$ \\begin{a}<script>\\end{a}",
    "`<script>` **<script>**",
]


@pytest.mark.parametrize("text", HARMFUL)
def test_markdown_is_harmless_where_it_is_rendered(text):
    """As the formgrader renders it: with raw HTML and any link allowed."""
    html = MarkdownWithMath(renderer=IPythonRenderer(escape=False)).render(neutralize(text))
    page = Links()
    page.feed(html)
    assert page.tags <= {"p", "a", "img", "code", "pre", "div", "strong"}
    assert page.comments == []
    for target in page.targets:
        assert not target.lower().strip().startswith(("javascript", "vbscript", "data")), html
    assert neutralize(neutralize(text)) == neutralize(text)


def test_formulas_and_prose_are_not_harmed():
    text = "If $a < b$ & $c$, then x<3; see https://example.org/?a=1&b=2, ![i](data:image/png;base64,iVBO)."
    assert neutralize(text) == text
    assert (
        neutralize("$a<b$ and \\begin{align} x &= y \\end{align}")
        == "$a< b$ and \\begin{align} x &= y \\end{align}"
    )


# A submission of before the sheet changed.


def counted(cells):
    """Give the unnamed cells ids that count, as the build does; so they move when a cell is added."""
    for number, one in enumerate(cells, 1):
        if not one["metadata"].get("nbgrader"):
            one["id"] = f"section-1-{number}"


def with_a_test_more(release):
    test = next(one for one in release.cells if one.id == "test_double")
    more = nbformat.from_dict(json.loads(json.dumps(test)))
    more.id = more.metadata.nbgrader.grade_id = "test_more"
    return [*release.cells[:4], more, *release.cells[4:]]


def without(name):
    return lambda release: [one for one in release.cells if one.id != name]


def with_other_points(release):
    for one in release.cells:
        one.source = one.source.replace("Double · 2 points", "Double · 3 points")
    assert any("3 points" in one.source for one in release.cells)
    return release.cells


CHANGES = {
    "a test is added": with_a_test_more,
    "a test is dropped": without("test_double"),
    "a look is dropped": without("look"),
    "points are changed": with_other_points,
}


@pytest.mark.parametrize("how", CHANGES)
def test_a_copy_of_before_a_change_has_no_cell_of_the_students_own(template, release, how):
    handed = filled(template, why="*Your answer here.*")
    texts = [extra(f"Look at this, {k}.", "markdown", id=f"text-{k}") for k in range(3)]
    handed["cells"][5:5] = texts  # side by side, so that one gets the id that another had
    release.cells[5:5] = map(nbformat.from_dict, json.loads(json.dumps(texts)))
    counted(handed["cells"])
    release.cells = CHANGES[how](release)
    counted(release.cells)
    found = fixed(template, release, handed).notebook
    own = [one for one in found.cells if one.id in found.metadata.workbook.own]
    # A look that the sheet does not show any more may be what the student looked at.
    assert [one.source for one in own] == (
        ['print("three doubled is", double(3))'] if "look is" in how else []
    )
    assert not found.metadata.workbook.look
    # Text of the sheet is not taken for an answer that was written beside its cell.
    assert cell({"cells": found.cells}, "why").source == "*Your answer here.*"
    assert "why" in found.metadata.workbook.untouched
    assert cell({"cells": found.cells}, "double").source == tiny.REFERENCE["double"]


def test_what_a_student_changed_is_the_students_own_also_after_a_change(template, release):
    handed = filled(template, look="print('something else', double(4))")
    counted(handed["cells"])
    release.cells = with_a_test_more(release)
    counted(release.cells)
    found = fixed(template, release, handed).notebook
    assert "print('something else', double(4))" in [
        one.source for one in found.cells if one.id in found.metadata.workbook.own
    ]


def test_a_test_that_is_gone_is_left_out_unless_an_answer_is_in_it(template, release):
    release.cells = without("test_double")(release)
    found = fixed(template, release, filled(template))
    assert found.repairs == ["The test test_double is not in the sheet any more; it was left out."]
    handed = filled(template, double="")
    cell(handed, "test_double")["source"] = tiny.REFERENCE["double"]
    found = fixed(template, release, handed)
    assert any(one.source == tiny.REFERENCE["double"] for one in found.notebook.cells)
    # A cell that only has a name that nobody knows is the student's.
    handed = filled(template)
    handed["cells"].append(extra("print(1)", metadata={"nbgrader": {"grade_id": "mine"}}))
    assert fixed(template, release, handed).notebook.metadata.workbook.own == ["own-1"]
