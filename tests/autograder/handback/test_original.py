"""What was handed in can be looked at, whatever it is: harmless, complete, soon."""

import pytest
import tiny
from pages import Page
from tiny import SHEET, cell, extra, filled, hand_in

from autograder.handback import original
from autograder.intake.harmless import MOST_OUTPUTS


def page(course, content):
    return Page(original.page(hand_in(course, "ada", content)))


def notebook(*cells):
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": list(cells)}


def printed(text):
    return {"output_type": "stream", "name": "stdout", "text": text}


def test_cells_are_shown_as_they_are_with_their_outputs(course):
    content = filled(course)
    look = cell(content, "look")
    look |= {"execution_count": 12, "outputs": [printed(["three\n", "lines\n", "here"])]}
    cell(content, "test_double")["source"] = "pass  # an edited test"
    text = page(course, content).text
    assert 'look execution count 12 print("three doubled is", double(3)) three lines here' in text
    assert "test_double not run pass # an edited test" in text
    assert "It adds and scales." in text


def test_nothing_in_it_runs_or_is_fetched(course):
    content = tiny.scripts(course)
    evil = "<script>alert(1)</script>"
    data = {"text/html": evil, "image/svg+xml": f"<svg onload='alert(1)'>{evil}</svg>", "text/plain": evil}
    display = {"output_type": "display_data", "metadata": {}, "data": data}
    picture = {"output_type": "display_data", "metadata": {}, "data": {"image/png": tiny.PIXEL}}
    fault = {"output_type": "error", "ename": evil, "evalue": evil, "traceback": [evil, evil]}
    content["cells"].append(extra(evil, id=evil, outputs=[display, picture, fault, printed(evil)]))
    found = page(course, content)
    assert not found.tags & {"script", "iframe", "object", "embed", "svg", "link", "base", "form", "input"}
    assert not found.comments
    for tag, name, value in found.attributes:
        assert not name.startswith("on")
        if name in ("src", "href"):
            assert value.startswith("data:image/png;base64,"), (tag, name, value)
    assert ("img", "src", f"data:image/png;base64,{tiny.PIXEL}") in found.attributes


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"%PDF-1.7", "is not JSON."),
        (b"", "is empty."),
        (b'{"nbformat": 4, "cells": [', "is incomplete: its end is missing."),
    ],
)
def test_what_is_no_notebook_is_said(course, content, reason):
    assert f"{SHEET}.ipynb {reason}" in page(course, content).text


def test_what_is_no_cell_and_no_output_is_left_out(course):
    outputs = [
        1,
        None,
        {},
        {"output_type": "stream"},
        {"output_type": "display_data", "data": [1]},
        printed("x"),
    ]
    outputs += [{"output_type": "error", "ename": [], "evalue": {}, "traceback": 5}]
    odd = {"cell_type": "code", "source": "f()", "execution_count": "7", "attachments": 3, "id": {}}
    text = page(course, notebook(1, None, [], odd | {"outputs": outputs}, odd | {"outputs": {}})).text
    assert text.count("not run f()") == 2
    assert text.endswith("not run f() x not run f()")


def test_a_huge_notebook_is_shown_in_part(course):
    many = extra("", outputs=[printed("line\n")] * (MOST_OUTPUTS + 10))
    long = extra("x = 1  #" + "." * 10_000)
    html = original.page(hand_in(course, "ada", notebook(many, long, long, long, extra("y = 2"))))
    assert html.count("line\n") == MOST_OUTPUTS - 1  # line breaks at the end are not shown
    assert len(html) < 200_000
    assert html.count("too long for this text to be colored") == 1  # the third of three


def test_the_formgrader_of_a_course_without_source_shows_the_rest(course):
    """Who only grades by hand may not have the sources."""
    from nbconvert.exporters import HTMLExporter

    from autograder.grading.grade import grade

    hand_in(course, "ada", filled(course))
    grade(course, SHEET)
    course.source(SHEET).unlink()
    exporter = HTMLExporter(config=course.config(), template_name="basic")
    names = {"submission_id": "1", "assignment_id": SHEET, "student": "ada"}
    html, _ = exporter.from_filename(str(course.autograded(SHEET, "ada")), resources=names)
    assert "As handed in" in html and "Rubric" not in html and "It adds and scales." in html


def test_a_graded_copy_is_exported_as_it_is(graded):
    """Names of students, rubrics and the like are for the formgrader's page only."""
    from nbconvert.exporters import HTMLExporter

    exporter = HTMLExporter(config=graded.course.config(), template_name="basic")
    html, _ = exporter.from_filename(str(graded.course.autograded(SHEET, "perfect")))
    assert "As handed in" not in html and "Rubric" not in html
