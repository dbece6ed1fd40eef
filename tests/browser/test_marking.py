"""Two people mark the written answers of a class in their browsers, by keyboard alone."""

import re
import shutil

import marking
import pytest
import tiny
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from autograder.course import Course

STUDENTS = 200


@pytest.fixture(scope="session")
def unmarked(chromium_path, tmp_path_factory):
    """A class of 200 that has handed in; one of them is hostile, and one has a picture."""
    course = tiny.make_course(tmp_path_factory.mktemp("unmarked") / "course")
    answers = marking.answers(STUDENTS)
    answers[7] = tiny.cell(tiny.scripts(course), "why")["source"]
    students = {f"student{number:03}": {"why": text} for number, text in enumerate(answers)}
    marking.make_class(course, tiny.SHEET, students)
    return course


@pytest.fixture
def server(unmarked, tmp_path):
    course = Course(shutil.copytree(unmarked.root, tmp_path / "course"))
    with marking.serve(course, tiny.SHEET) as running:
        yield running


def sit_down(page, server, name):
    """Open the link, and say who one is, by keyboard."""
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(server.link)
    expect(page.locator("#marker")).to_be_focused()
    page.keyboard.type(name)
    page.keyboard.press("Enter")
    expect(page.locator(".one").first).to_be_visible()
    return asked


def marked(page):
    """Return how many answers are marked, as the top of the page says."""
    return int(re.match(r"(\d+) of", page.locator("#progress").inner_text())[1])


def save(page, key="Enter"):
    """Save what is clicked, and wait until the next answer is there."""
    page.evaluate("document.getElementById('status').textContent = ''")
    page.keyboard.press(key)
    expect(page.locator("#status")).to_contain_text("Saved")


def test_two_markers_mark_a_class_by_keyboard_alone(server, chromium, page):
    other = chromium.new_context().new_page()
    asked = sit_down(page, server, "Ada")
    asked += sit_down(other, server, "Bob")
    assert page.locator(".one .words").first.inner_text() != other.locator(".one .words").first.inner_text()
    clicks = 0
    while True:
        for one in (page, other):
            if one.locator(".one").count():
                expect(one.locator("#save")).to_be_visible()
                one.keyboard.press("0" if one.get_by_text("Blank.").count() else ["1", "Shift+1"][clicks % 2])
                if clicks == 3:
                    one.keyboard.press("c")
                    one.keyboard.type("Say which.")
                    one.keyboard.press("Control+Enter")
                else:
                    one.keyboard.press("Enter")
                expect(one.locator("#status")).to_contain_text("Saved")
                one.evaluate("document.getElementById('status').textContent = ''")
                clicks += 1
            else:
                one.keyboard.press("ArrowRight")
        if marked(page) == STUDENTS or marked(other) == STUDENTS:
            break
    assert clicks < STUDENTS  # what is alike was marked together
    other.close()
    server.end()  # what waits is written
    held = marking.by_hand(server.course, tiny.SHEET)
    why = {student: one for (student, name), one in held.items() if name == "why"}
    assert len(why) == STUDENTS and not any(one.waits for one in why.values())
    assert {one.score for one in why.values()} == {0, 1.5, 3}
    assert "Say which." in {one.comment for one in why.values()}
    assert {url.split("/")[2] for url in asked} == {server.url.split("/")[2]}  # nobody else was asked


def test_a_group_an_item_a_reason_and_a_way_back(server, page):
    sit_down(page, server, "Ada")
    page.keyboard.press("0")
    save(page)
    group = page.get_by_text("one mark for all")
    expect(group).to_be_visible()
    page.keyboard.press("x")
    expect(page.locator("#status")).to_contain_text("are in the group")
    page.keyboard.press("x")
    page.keyboard.press("Shift+1")
    expect(page.locator("#points")).to_have_value("1.5")
    save(page)
    before = marked(page)

    page.keyboard.press("+")
    expect(page.locator("#new-text")).to_be_focused()
    page.keyboard.type("names the cause")
    page.keyboard.press("Enter")
    expect(page.locator("#late")).to_be_visible()
    page.locator("#late [data-how=give]").press("Enter")
    expect(page.locator("#status")).to_contain_text("Given to")
    page.keyboard.press("2")
    page.keyboard.press("p")
    page.keyboard.type("2")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#status")).to_contain_text("need a reason")
    page.locator("#reason").focus()
    page.keyboard.type("A proof of its own")
    page.keyboard.press("Enter")  # in a field, nothing is saved by this
    save(page, "Control+Enter")
    page.keyboard.press("u")
    expect(page.locator("#status")).to_contain_text("Taken back")
    assert marked(page) == before
    page.keyboard.press("l")
    expect(page.locator("#list li")).to_have_count(STUDENTS)
    page.keyboard.press("Escape")
    page.keyboard.press("w")
    expect(page.locator(".more").first).to_contain_text("There is nothing.")
    page.keyboard.press("o")
    expect(page.locator(".more").first).to_contain_text("SCALE")
    page.keyboard.press("n")
    expect(page.locator(".whose").first).to_contain_text("student")


def test_what_is_typed_while_the_server_saves_marks_nothing_unseen(server, page):
    sit_down(page, server, "Ada")
    held = []
    page.route("**/api/mark", lambda route: held.append(route))  # noqa: PLW0108 (Playwright cannot take a method of a list)
    for _ in range(3):
        page.keyboard.press("0")
        page.keyboard.press("Enter")
    assert marked(page) == 0
    held[0].continue_()
    expect(page.locator("#status")).to_contain_text("Saved for")
    assert len(held) == 1
    expect(page.locator("#zero")).to_have_attribute("aria-pressed", "false")
    page.unroute("**/api/mark")


def test_after_a_click_with_the_mouse_enter_saves(server, page):
    sit_down(page, server, "Ada")
    page.locator("#zero").click()
    expect(page.locator("#zero")).to_have_attribute("aria-pressed", "true")
    save(page)
    page.locator("#items .all").first.focus()
    page.keyboard.press("Enter")  # who goes there by keyboard means the button
    expect(page.locator("#items .all").first).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#items .all").first).to_be_focused()


def test_a_killed_server_is_told_and_nothing_is_lost(server, page):
    sit_down(page, server, "Ada")
    page.keyboard.press("0")
    save(page)
    blank = marked(page)
    server.kill()
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    expect(page.locator("#status")).to_contain_text("does not answer")
    expect(page.locator("#points")).to_have_value("3")  # the click under way is still on the page
    with marking.serve(server.course, tiny.SHEET) as again:
        sit_down(page, again, "Ada")
        assert marked(page) == blank


def test_everybody_can_use_it(server, page):
    sit_down(page, server, "Ada")
    for _ in range(2):  # a blank group, then a group of texts
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            for width in (400, 1000, 1400):
                page.set_viewport_size({"width": width, "height": 900})
                found = Axe().run(page)
                assert found.violations_count == 0, f"{scheme}, {width} px: {found.generate_report()}"
                assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.keyboard.press("0")
        save(page)
    for key, dialog in (("?", "help"), ("+", "new"), ("l", "list")):
        page.keyboard.press(key)
        expect(page.locator(f"#{dialog}")).to_be_visible()
        assert Axe().run(page).violations_count == 0, dialog
        page.keyboard.press("Escape")
        expect(page.locator(f"#{dialog}")).to_be_hidden()  # before the next key, which would be the dialog's


def test_every_button_is_reached_with_the_keyboard_and_shows_it(server, page):
    sit_down(page, server, "Ada")
    page.evaluate("document.activeElement.blur()")
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        focus = page.locator(":focus")
        if focus.count():
            assert focus.evaluate("element => getComputedStyle(element).outlineStyle") != "none"
            reached.add(focus.evaluate("element => element.id || element.className || element.textContent"))
    assert {"queue", "undo", "zero", "add", "points", "comment", "save", "back", "skip", "all"} <= reached


def test_keys_can_be_switched_off(server, page):
    sit_down(page, server, "Ada")
    page.keyboard.press("?")
    page.locator("#keys").uncheck()
    page.keyboard.press("Escape")
    expect(page.locator("#help")).to_be_hidden()
    page.keyboard.press("0")
    expect(page.locator("#zero")).to_have_attribute("aria-pressed", "false")


def test_nothing_of_a_hostile_answer_runs(server, page, alarms):
    sit_down(page, server, "Ada")
    page.keyboard.press("l")
    page.locator("#list li", has_text="script>alert").locator("button").press("Enter")
    answer = page.locator(".one .words")
    expect(answer).to_contain_text("script>alert(1)")
    assert answer.locator("script, [onerror], [onload], svg").count() == 0
    page.keyboard.press("o")
    expect(page.locator(".more")).to_contain_text("SCALE")
    assert alarms == []
    # Were something to get through, the page's policy would not run it.
    page.evaluate("document.querySelector('.words').innerHTML = '<img src=x onerror=alert(1)>'")
    page.wait_for_timeout(300)
    assert alarms == []
