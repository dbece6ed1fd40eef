"""Pages that people read: on a telephone, in the dark, with the keyboard, with a screen reader, on paper."""

import re
import zipfile

import pytest
import tiny
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from autograder.authoring.bundle import write_bundle
from autograder.course import Course
from autograder.handback import original
from autograder.handback.feedback import write_feedback

STUDENTS = ("ada", "mallory", "walter", "nina")
PAGES = (*STUDENTS, "handed in", "start")


@pytest.fixture(scope="module")
def pages(course, tmp_path_factory):
    """Feedback by student, what one of them handed in, and the start page of the bundle."""
    found = dict(zip(sorted(STUDENTS), write_feedback(course, tiny.SHEET), strict=True))
    folder = tmp_path_factory.mktemp("pages")
    found["handed in"] = folder / "handed_in.html"
    found["handed in"].write_text(original.page(course.submitted(tiny.SHEET, "walter")), encoding="utf-8")
    real = Course(tiny.ROOT)
    write_bundle(real, real.sheets()[:1], folder / "bundle.zip")
    with zipfile.ZipFile(folder / "bundle.zip") as archive:
        found["start"] = folder / archive.extract("bundle/START.html", folder)
    return found


@pytest.mark.parametrize("name", PAGES)
def test_a_page_for_everybody(pages, page, name):
    page.goto(pages[name].as_uri())
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for width in (400, 1200):
            page.set_viewport_size({"width": width, "height": 900})
            found = Axe().run(page)
            assert found.violations_count == 0, f"{scheme}, {width} px: {found.generate_report()}"
            assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", PAGES)
def test_every_link_and_fold_is_reached_with_the_keyboard_and_shows_it(pages, page, name):
    page.goto(pages[name].as_uri())
    number = page.locator("a[href], summary").count()
    if name in ("walter", "start"):
        assert number
    for place in range(number):
        while True:  # on the way, the browser stops at what can be scrolled
            page.keyboard.press("Tab")
            focus = page.locator(":focus")
            if focus.evaluate("element => element.matches('a[href], summary')"):
                break
        assert focus.evaluate(
            "(element, place) => element === document.querySelectorAll('a[href], summary')[place]", place
        )
        assert focus.evaluate("element => getComputedStyle(element).outlineStyle") != "none"


def test_the_dark_is_dark_and_paper_is_white(pages, page):
    page.goto(pages["walter"].as_uri())
    ground = lambda: page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.emulate_media(color_scheme="dark")
    assert ground() == "rgb(21, 24, 28)"
    page.emulate_media(media="print", color_scheme="dark")
    assert ground() == "rgb(255, 255, 255)"


def test_nothing_of_a_hostile_notebook_runs(pages, page, alarms):
    page.goto(pages["mallory"].as_uri())
    expect(page.locator("header")).to_contain_text("Feedback for mallory")
    assert page.locator("script").count() == 0
    assert alarms == []


def test_a_policy_would_hold_what_got_in(pages, page, alarms, tmp_path):
    """The page forbids scripts to the browser, too, in case something escapes the cleaning one day."""
    html = pages["ada"].read_text(encoding="utf-8")
    html = html.replace("</main>", "<script>alert(1)</script><img src=x onerror=alert(1)></main>")
    escaped = tmp_path / "escaped.html"
    escaped.write_text(html, encoding="utf-8")
    page.goto(escaped.as_uri())
    assert page.locator("script").count() == 1
    assert alarms == []
    escaped.write_text(re.sub("<meta[^>]*Content-Security-Policy[^>]*>", "", html), encoding="utf-8")
    page.goto(escaped.as_uri())
    assert alarms
