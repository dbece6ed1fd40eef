"""Grading by hand: the formgrader in JupyterLab, and nothing of a hostile notebook runs in it."""

import re

import nbformat
import pytest
import tiny
from jupyter import jupyter_lab
from nbconvert.exporters import HTMLExporter
from playwright.sync_api import expect
from sheet import width_of

from autograder.handback import original
from autograder.handback.feedback import write_feedback


@pytest.fixture(scope="module")
def lab(chromium, course):
    with jupyter_lab(course.root, course.root.parent) as server:
        yield server


def address(course, student):
    """Return the path of a student's submission in the formgrader, where it is one of many without a name."""
    with course.gradebook() as gradebook:
        found = gradebook.find_submission_notebook(tiny.SHEET, tiny.SHEET, student)
        return f"formgrader/submissions/{found.id}"


@pytest.fixture
def open_submission(lab, course, page):
    """Open a student's submission in the formgrader, without JupyterLab around it."""

    def open_one(student):
        page.request.get(lab.page("lab"))  # its cookie lets the page's own requests in
        page.goto(f"{lab.url}{address(course, student)}/")

    return open_one


def wait_for_form(form):
    """Wait until the formgrader's own scripts have put in what is in the gradebook."""
    expect(form.locator("#why_extra_credit")).to_have_attribute("placeholder", "0")
    expect(form.locator("#why-comment")).to_have_attribute("placeholder", re.compile("Type any comments"))


def saved(kind):
    """Return what recognises the answer of a server that has saved a grade or a comment."""
    return lambda response: (
        response.request.method == "PUT" and f"/api/{kind}/" in response.url and response.ok
    )


def test_points_and_a_comment_reach_the_student(lab, course, page):
    page.goto(lab.page("lab"))
    page.get_by_role("menuitem", name="Nbgrader").click()
    page.get_by_role("menuitem", name="Formgrader").click()
    form = page.frame_locator("iframe")
    form.get_by_role("link", name="Manual Grading").click()
    form.locator(f"a[href$='/gradebook/{tiny.SHEET}']").click()
    form.locator(f"a[href$='/gradebook/{tiny.SHEET}/{tiny.SHEET}']").click()
    form.locator(f"a.name-hidden[href$='{address(course, 'ada')}']").click()

    expect(form.get_by_text("It adds and scales.")).to_be_visible()
    expect(form.get_by_text("3 points for a reason.")).to_be_visible()
    assert "ada" not in form.locator("body").inner_text()  # names are hidden until somebody asks for them

    form.locator("summary", has_text="As handed in").click()
    original = form.frame_locator("iframe[title='As handed in']")
    expect(original.get_by_text("seen by the student")).to_be_visible()
    expect(original.get_by_text("execution count 7")).to_be_visible()
    assert width_of(original.locator("img").first) == 1

    wait_for_form(form)
    with page.expect_response(saved("grade")):
        form.locator("#why").fill("2.5")
        form.locator("#why").blur()
    with page.expect_response(saved("comment")):
        form.locator("#why-comment").fill("Say **which** of the two.")
        form.locator("#why-comment").blur()

    [path] = write_feedback(course, tiny.SHEET, ["ada"])
    page.goto(path.as_uri())
    expect(page.locator("header")).to_contain_text("14.5 / 15 points")
    expect(page.locator("article", has_text="It adds and scales.")).to_contain_text("2.5 / 3")
    expect(page.locator(".comment strong")).to_have_text("which")


def test_nothing_of_a_hostile_notebook_runs_in_the_formgrader(open_submission, page, alarms):
    open_submission("mallory")
    page.locator("summary", has_text="As handed in").click()
    original = page.frame_locator("iframe[title='As handed in']")
    expect(original.get_by_text("seen by the student")).to_be_visible()
    wait_for_form(page)
    for frame in page.frames:
        for link in frame.locator("a").all():
            assert not (link.get_attribute("href") or "").lower().strip().startswith(("javascript", "data"))
    assert alarms == []


def test_nothing_of_it_runs_without_a_frame_around_it(course, page, alarms):
    page.set_content(original.page(course.submitted(tiny.SHEET, "mallory")))
    expect(page.get_by_text("seen by the student")).to_be_visible()
    assert alarms == []


def test_they_would_run_if_nothing_held_them(course, page, alarms):
    """Else the tests above would see nothing, whatever ran."""
    notebook = nbformat.read(course.submitted(tiny.SHEET, "ada"), as_version=4)
    html, _ = HTMLExporter(template_name="basic").from_notebook_node(notebook)
    page.set_content(html)
    assert alarms


def test_a_newer_submission_is_said_to_be_newer(open_submission, course, page):
    path = course.submitted(tiny.SHEET, "mallory")
    before = path.read_bytes()
    path.write_bytes(b"no notebook any more")
    try:
        open_submission("mallory")
        page.locator("summary", has_text="As handed in; it has changed since it was graded").click()
        original = page.frame_locator("iframe[title='As handed in']")
        expect(original.get_by_text("01_tiny.ipynb is not JSON.")).to_be_visible()
    finally:
        path.write_bytes(before)
