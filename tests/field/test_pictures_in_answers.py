"""A picture in a written answer is seen by whoever grades, whatever it is called; else its name is said."""

import base64
import json
from time import process_time
from urllib.parse import quote

import pytest
import tiny
from pages import Page
from tiny import SHEET, cell, extra, filled, place, released

from autograder.handback import original
from autograder.intake.pictures import MOST_BROUGHT, Album
from helpers.pictures import Names, pictures

PNG = tiny.PIXEL
RAW = base64.b64decode(PNG)
JPEG = base64.b64encode(b"\xff\xd8\xff\xe0" + bytes(60)).decode()
GIF = base64.b64encode(b"GIF89a" + bytes(60)).decode()
WEBP = base64.b64encode(b"RIFF\x24\0\0\0WEBPVP8 " + bytes(24)).decode()
AM = "Screenshot 2026-05-03 at 10.12.00\u202fAM.png"  # as a Mac writes it

# The link in the answer, the attachments of the cell, the files beside the notebook.
SEEN = {
    "plain": ("![image.png](attachment:image.png)", {"image.png": PNG}, {}),
    "spaces_encoded_both": ("![](attachment:Screen%20Shot%201.png)", {"Screen%20Shot%201.png": PNG}, {}),
    "spaces_encoded_in_the_link": ("![](attachment:Screen%20Shot.png)", {"Screen Shot.png": PNG}, {}),
    "spaces_encoded_twice": ("![](attachment:Screen%2520Shot.png)", {"Screen Shot.png": PNG}, {}),
    "spaces_as_they_are": ("![a](attachment:Screen Shot.png)", {"Screen Shot.png": PNG}, {}),
    "umlaut": ("![](attachment:L%C3%B6sung.png)", {"Lösung.png": PNG}, {}),
    "umlaut_in_two_parts": ("![](attachment:Lösung.png)", {"Lo\u0308sung.png": PNG}, {}),
    "parentheses": (
        "![Screenshot (12).png](attachment:Screenshot%20(12).png)",
        {"Screenshot%20(12).png": PNG},
        {},
    ),
    "parentheses_escaped": (r"![](attachment:a\(1\).png)", {"a(1).png": PNG}, {}),
    "angle_brackets": ("![my photo](<attachment:my photo.png>)", {"my photo.png": PNG}, {}),
    "html": ('<img src="attachment:image.png" width="400">', {"image.png": PNG}, {}),
    "html_other_quotes": ("<IMG alt='x' SRC='attachment:image.png'/>", {"image.png": PNG}, {}),
    "html_no_quotes": ("<img width=4 src=attachment:image.png>", {"image.png": PNG}, {}),
    "html_of_a_file": ('<img src="./img/my%20photo.png">', {}, {"img/my photo.png": PNG}),
    "title": ('![](attachment:image.png "Figure 1")', {"image.png": PNG}, {}),
    "reference": ("![a][p]\n\n[p]: attachment:image.png", {"image.png": PNG}, {}),
    "wrong_mime": ("![](attachment:IMG_1.JPG)", {"IMG_1.JPG": JPEG}, {}),
    "webp": ("![](attachment:a.webp)", {"a.webp": WEBP}, {}),
    "gif": ("![](attachment:a.gif)", {"a.gif": GIF}, {}),
    "data": (f"![](data:image/png;base64,{PNG})", {}, {}),
    "long_data": (f"![](data:image/jpeg;base64,{JPEG[:-4]}{'A' * 40_000})", {}, {}),
    "html_data": (f'<img src="data:image/png;base64,{PNG}">', {}, {}),
    "link_to_no_name": ("![](attachment:a.png)", {"b.png": PNG}, {}),
    "file": ("![](derivation.png)", {}, {"derivation.png": PNG}),
    "file_in_a_folder": ("![](img\\derivation.png)", {}, {"img/derivation.png": PNG}),
    "file_of_a_desktop": (r"![](C:\Users\ada\Desktop\derivation.png)", {}, {"derivation.png": PNG}),
    "file_that_a_platform_renamed": ("![](My Photo.PNG)", {}, {"my_photo.png": PNG}),
    "file_of_a_mac": (f"![]({quote(AM)})", {}, {AM.replace(chr(0x202F), " "): PNG}),
}
LOST = {
    "not_handed_in": ("![](derivation.png)", {}, {}, "derivation.png", "it was not handed in"),
    "web": ("![](https://imgur.com/a/x.png)", {}, {}, "https://imgur.com/a/x.png", "it is on the web"),
    "heic": (
        "![](IMG_7.heic)",
        {},
        {"IMG_7.heic": base64.b64encode(b"heic").decode()},
        "IMG_7.heic",
        "it is no PNG",
    ),
    "no_picture": ("![](attachment:a.png)", {"a.png": '"><script>'}, {}, "a.png", "it is no PNG"),
    "folder": ("<img src='../photos/a b.png'>", {}, {}, "../photos/a b.png", "it was not handed in"),
}


def submissions(course):
    found = {}
    for student, (link, attachments, files, *_) in (SEEN | LOST).items():
        found[student] = filled(course, why=f"See here:\n\n{link}\n\nso it is.")
        bundles = {name: {"image/jpg": data} for name, data in attachments.items()}
        cell(found[student], "why")["attachments"] = bundles
        for name, data in files.items():
            path = course.submitted(SHEET, student).parent / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(base64.b64decode(data))
    beside = filled(course, why=cell(released(course), "why")["source"])
    for number in (1, 2):  # both are called as Jupyter calls each of them
        bundle = {"image.png": {"image/png": [PNG, JPEG][number - 1]}}
        one = extra("![image.png](attachment:image.png)", "markdown", attachments=bundle)
        beside["cells"].insert(place(beside, "why") + number, one)
    return found | {"in_two_cells_beside": beside}


@pytest.fixture(scope="module")
def graded(grade_class):
    return grade_class(submissions)


def shown(html):
    return [value for tag, name, value in Page(html).attributes if (tag, name) == ("img", "src")]


@pytest.mark.parametrize("student", SEEN)
def test_the_picture_is_seen_in_the_feedback_and_as_handed_in(graded, student):
    pages = graded.page(student), original.page(graded.course.submitted(SHEET, student))
    in_answers = [html.partition("Files beside the notebook")[0] for html in pages]
    assert all(len(shown(html)) == 1 for html in in_answers), in_answers
    assert all(shown(html)[0].startswith("data:image/") for html in in_answers)
    assert not any("cannot be shown" in html for html in pages) or student == "link_to_no_name"


@pytest.mark.parametrize("student", LOST)
def test_a_picture_that_cannot_be_shown_is_named(graded, student):
    *_, name, why = LOST[student]
    assert any(
        f"In the answer why, the picture {name} cannot be shown: {why}" in one
        for one in graded.of[student].repairs
    )
    for html in (graded.page(student), original.page(graded.course.submitted(SHEET, student))):
        assert f"The picture <code>{name}</code> cannot be shown here: {why}" in html


def test_pictures_of_two_cells_with_one_name_stay_two(graded):
    answer = graded.page("in_two_cells_beside").partition("<span>why</span>")[2].partition("</article>")[0]
    assert len(set(shown(answer))) == 2


def test_the_graded_copy_refers_to_what_it_has(graded):
    for student in SEEN | LOST:
        why = cell(graded.copy(student), "why")
        source = "".join(why["source"])
        assert source.count("attachment:") == len(why.get("attachments", {})), source


def test_many_pictures_of_one_file_are_bounded():
    album = Album({"a.png": RAW + bytes(2**20)})
    found = [album.show("![](a.png)", {}) for _ in range(100)]
    brought = sum(
        len(data) for one in found for bundle in one.attachments.values() for data in bundle.values()
    )
    assert sum(bool(one.attachments) for one in found) > 10 and brought <= MOST_BROUGHT
    assert found[-1].missing


@pytest.mark.parametrize(
    "piece", ["![](", "<img ", "![a](attachment:x.png", "![", "[a]: x.png\n", "![](<", '<img src="']
)
def test_long_texts_of_beginnings_take_little_time(piece):
    text = piece * (4 * 10**6 // len(piece))
    start = process_time()
    Album({}).show(text, {})
    assert process_time() - start < 3


def test_many_texts_and_attachments_take_little_time():
    album, start = Album({f"{number}.png": RAW for number in range(40)}), process_time()
    for _ in range(1000):
        album.show("![a](attachment:x.png " * 300, {f"y{number}.png": {} for number in range(1000)})
    assert process_time() - start < 6


def test_what_is_meant_is_told_by_the_folder_where_two_files_have_one_name():
    there = Names(["a/x.png", "b/x.png"])
    assert there.find("b/x.png") == "b/x.png"
    assert there.find("x.png") is None
    assert [one.target for one in pictures("![](a.png) and ![b](b.png)")] == ["a.png", "b.png"]


def test_a_notebook_with_pictures_stays_a_notebook(graded):
    import nbformat

    for student in SEEN:
        nbformat.validate(nbformat.from_dict(json.loads(json.dumps(graded.copy(student)))))
