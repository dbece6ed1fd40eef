"""Feedback pages: what students have to know, nothing of hidden tests, nothing that runs or is fetched."""

import re

import pytest
from pages import Page
from tiny import SHEET, cell

from autograder.course import CourseError
from autograder.handback.feedback import write_feedback


def test_every_page_is_harmless_and_complete_in_itself(graded):
    for student in graded.of:
        if student == "blocked":
            continue
        html = graded.page(student)
        page = Page(html)
        assert not page.tags & {"script", "iframe", "object", "embed", "svg", "link", "base", "form", "input"}
        assert not page.comments
        for tag, name, value in page.attributes:
            assert not name.startswith("on")
            if name in ("src", "href"):
                assert value.startswith(("#", "data:image/png;base64,")), (tag, name, value)
        assert not re.search(r"url\(|@import", html)


def test_no_page_shows_a_hidden_test(graded):
    for student in graded.of:
        if student != "blocked":
            html = graded.page(student)
            assert "hidden_marker" not in html
            assert "HIDDEN TESTS" not in html
    # The copies that instructors look at have them: that is how the page could have shown them.
    assert "hidden_marker" in str(cell(graded.copy("leaks"), "test_double"))


def test_points_and_claims(graded):
    text = Page(graded.page("partial")).text
    assert "Feedback for partial A tiny sheet 5.5 / 15 points so far" in text
    assert "Tests 5.5 / 12 · Written answers still to be graded: 3 points" in text
    assert "✓ passed 1.1 double doubles. 2 / 2" in text
    assert "◐ partly 1.2 credit pays, 0. 1.5 / 2" in text
    assert (
        "✗ not passed 1.2 credit pays, 4. NoPlainNumber: The test ended with inf instead of a plain" in text
    )
    text = Page(graded.page("untouched")).text
    assert "0 / 15 points Tests 0 / 12 · Written answers 0 / 3" in text
    assert "– not attempted yet 1.1 double doubles. 1.1 double is not written yet." in text
    assert "There is no answer in the notebook." in text


def test_messages_are_the_end_of_the_error(graded):
    text = Page(graded.page("tampered")).text
    assert "double(2) should be 4" in text and "AssertionError" not in text
    assert "Traceback" not in text and "assert double(2)" not in text


def test_problems_and_repairs_are_on_top(graded):
    text = Page(graded.page("exits")).text
    assert "Python ended in the cell credit" in text and "– not run 1.2 credit pays, 0. 0 / 2" in text
    assert "01_tiny.ipynb is missing; the folder holds mine.ipynb." in Page(graded.page("renamed")).text
    assert "The test cell test_double was missing" in Page(graded.page("mangled")).text


def test_the_students_work_is_shown(graded):
    html = graded.page("perfect")
    text = Page(html).text
    assert (
        "1.1 Double · 2 points double def double(x): return SCALE * x As you handed it in: three doubled is 6"
        in text
    )
    assert "1.3 Why why still to be graded, 3 points It adds and scales." in text
    assert "Write double(x)" not in text and "That is all" not in text  # the sheet's own text
    text = Page(graded.page("scripts")).text
    assert "But a<b and $x & y$ stay" in text  # the first is drawn, the other no formula
    assert graded.page("scripts").count("data:image/png;base64,") == 4
    alternatives = [value for tag, name, value in Page(graded.page("scripts")).attributes if name == "alt"]
    assert alternatives[-2:] == ["Figure made by the code above.", 'Loss over "step".']
    assert "TimeLimit: No result after 3 s." in Page(graded.page("loops")).text


def test_manual_points_and_comments(graded):
    with graded.course.gradebook() as gradebook:
        grade = gradebook.find_grade("why", SHEET, SHEET, "perfect")
        grade.manual_score, grade.needs_manual_grade = 2.5, False
        comment = gradebook.find_comment("why", SHEET, SHEET, "perfect")
        comment.manual_comment = "Good, but *why*? <script>alert(1)</script>"
        gradebook.db.commit()
    [path] = write_feedback(graded.course, SHEET, ["perfect"])
    page = Page(path.read_text(encoding="utf-8"))
    assert "14.5 / 15 points Tests 12 / 12 · Written answers 2.5 / 3" in page.text
    assert "why 2.5 / 3 It adds and scales. Comment Good, but why?" in page.text
    assert "script" not in page.tags


def test_one_page_that_fails_does_not_stop_the_others(graded):
    course = graded.course
    torn = course.autograded(SHEET, "mangled")
    content = torn.read_bytes()
    torn.chmod(0o644)
    for student in ("junk", "odd"):
        course.feedback(SHEET, student).unlink()
    try:
        torn.write_bytes(content[:100])
        with pytest.raises(CourseError, match=r"All feedback was written except for mangled"):
            write_feedback(course, SHEET, ["junk", "mangled", "odd"])
    finally:
        torn.write_bytes(content)
    assert course.feedback(SHEET, "junk").is_file() and course.feedback(SHEET, "odd").is_file()


def test_who_is_not_graded_is_named(course):
    with pytest.raises(CourseError, match="run `workbook grade 01_tiny`"):
        write_feedback(course, SHEET, ["ada"])
