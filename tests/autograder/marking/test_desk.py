"""At the desk: two markers, undo, late items, blank answers, the Formgrader beside it, a second marker."""

import re
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing, contextmanager

import marking
import nbformat
import pytest
import tiny
from marking import TEXTS, seen

from autograder.course import Course, CourseError
from autograder.grading import gradebook
from autograder.grading.grade import grade
from autograder.handback.feedback import write_feedback
from autograder.marking import book
from autograder.marking import store as journal
from autograder.marking.desk import LOOK, SECOND, Desk, Marker, Refused
from autograder.marking.rubric import parse
from autograder.marking.store import Stale, Store

ADA, BOB = Marker("Ada", "tab-1"), Marker("Bob", "tab-2")


@pytest.fixture
def desk(course):
    with opened(course) as desk:
        yield desk


@contextmanager
def opened(course, sheet=tiny.SHEET):
    desk = Desk(course, sheet)
    try:
        yield desk
    finally:
        desk.close()


def names(desk, card):
    """Return whose answers a card shows."""
    return {desk.name(identity) for identity in seen(card)}


def card_of(desk, student, marker=ADA):
    """Open the answer of a student."""
    [identity] = [one["id"] for one in desk.listing("why") if desk.name(one["id"]) == student]
    return desk.open("why", marker, [identity])


def everything(share=1.0, **more):
    """Return a click on the one item of the tiny sheet."""
    [item] = parse("Because it is.\n\n**Rubric.** 3 points for a reason.").items
    return {"items": {item.key: share}, **more}


def settled(desk, course):
    """Wait until the gradebook holds what the journal holds; return it, for the question."""
    deadline = time.monotonic() + 30
    while desk.overview(ADA)["pending"]:
        assert time.monotonic() < deadline, desk.overview(ADA)["trouble"]
        time.sleep(0.02)
    held = marking.by_hand(course, tiny.SHEET)
    return {student: cell for (student, name), cell in held.items() if name == "why"}


def score(desk, course, student):
    return settled(desk, course)[student].score


def test_a_click_becomes_a_manual_score_and_a_comment(desk, course):
    card = card_of(desk, "dan")
    assert desk.mark("why", ADA, seen(card), everything(0.5, comment="Say **why**.")) == 1
    held = settled(desk, course)["dan"]
    assert (held.score, held.comment, held.waits) == (1.5, "Say **why**.", False)
    [page] = write_feedback(course, tiny.SHEET, ["dan"])
    assert "<strong>why</strong>" in page.read_text() and "1.5 / 3" in page.read_text()


def test_nobody_is_named_unless_somebody_asks(desk):
    card = desk.next("why", ADA)
    shown = f"{card}{desk.overview(ADA)}{desk.listing('why')}{desk.question('why')}"
    assert not [student for student in TEXTS if re.search(rf"\b{student}\b", shown)]
    assert names(desk, card) <= set(TEXTS)


def test_blank_answers_come_first_and_get_nothing_in_one_go(desk, course):
    card = desk.next("why", ADA)
    assert names(desk, card) == {"fay", "gus"} and card["answers"][0]["blank"]
    with pytest.raises(Refused, match="say 0"):  # nothing is marked by a machine, not even a blank
        desk.mark("why", ADA, seen(card), {"items": {}})
    assert desk.mark("why", ADA, seen(card), {"zero": True}) == 2
    assert [settled(desk, course)[one].score for one in ("fay", "gus")] == [0, 0]


def test_alike_answers_are_marked_together_and_taken_out_one_by_one(desk, course):
    card = card_of(desk, "ada")
    card = next_with(desk, "ada")
    assert names(desk, card) == {"ada", "ben", "cleo"}
    assert len(card["answers"]) == 2 and len(card["answers"][0]["copies"]) == 2  # two texts
    assert [("-", "the"), ("+", "that")] in [answer["differs"] for answer in card["answers"]]
    versions = seen(card)
    out = next(one for one in versions if desk.name(one) == "cleo")
    rest = {one: version for one, version in versions.items() if one != out}
    assert desk.mark("why", ADA, rest, everything()) == 2
    held = settled(desk, course)
    assert (held["ada"].score, held["ben"].score, held["cleo"].score) == (3, 3, None)
    assert names(desk, desk.next("why", ADA, apart=[out], skip=[])) != {"ada"}


def next_with(desk, student, marker=ADA):
    """Go through a queue until an answer comes; return its card."""
    skip = []
    for _ in range(20):
        card = desk.next("why", marker, skip=skip)
        if student in names(desk, card):
            return card
        skip += seen(card)
    raise AssertionError(f"{student} does not come")


def test_near_answers_are_added_when_asked_for(desk):
    card = next_with(desk, "dan")
    assert names(desk, card) == {"dan"} and card["near"] == 3
    card = desk.open("why", ADA, list(seen(card)), near=True)
    assert names(desk, card) == {"ada", "ben", "cleo", "dan"}


def test_no_answer_is_open_at_two_desks(desk):
    """Also not in two tabs of the same person."""
    shown, skip = [], {marker: [] for marker in (ADA, BOB, Marker("Ada", "tab-3"))}
    for marker in skip:
        shown.append(names(desk, desk.next("why", marker)))
    assert all(one.isdisjoint(other) for one in shown for other in shown if one is not other)
    with pytest.raises(Refused, match="Ada"):
        desk.open("why", BOB, list(seen(desk.next("why", ADA))))


def test_what_somebody_has_left_is_free_again(desk, monkeypatch):
    first = names(desk, desk.next("why", ADA))
    assert names(desk, desk.next("why", BOB)) != first
    desk.leave(ADA)
    assert names(desk, desk.next("why", BOB)) == first
    monkeypatch.setattr(journal, "time", lambda: time.time() + journal.LEASE + 1)  # Bob's browser has crashed
    assert names(desk, desk.next("why", ADA)) == first


def test_two_markers_at_once_mark_every_answer_once(course, desk):
    """With two servers on the same course, even."""
    done, errors = [], []

    def work(marker):
        try:
            with opened(course) as own:
                while seen(card := own.next("why", marker)):
                    done.append((marker.name, names(own, card)))
                    own.mark("why", marker, seen(card), everything())
                    time.sleep(0.02)
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=work, args=[marker]) for marker in (ADA, BOB)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors
    assert sorted(student for _, students in done for student in students) == sorted(TEXTS)
    assert {marker for marker, _ in done} == {"Ada", "Bob"}
    assert {one.score for one in settled(desk, course).values()} == {3}


def test_nothing_is_overwritten_silently(desk, course, monkeypatch):
    old = card_of(desk, "eve")
    monkeypatch.setattr(journal, "time", lambda: time.time() + journal.LEASE + 1)
    newer = card_of(desk, "eve", BOB)
    desk.mark("why", BOB, seen(newer), everything(0.5))
    with pytest.raises(Stale):
        desk.mark("why", ADA, seen(old), everything())
    assert score(desk, course, "eve") == 1.5
    [one] = [one for one in desk.history("why", next(iter(seen(old))))]
    assert (one["marker"], one["points"]) == ("Bob", 1.5) and abs(one["at"] - time.time()) < 1000


def test_a_group_is_saved_whole_or_not_at_all(desk, course, monkeypatch):
    group = next_with(desk, "ada")
    monkeypatch.setattr(journal, "time", lambda: time.time() + journal.LEASE + 1)
    desk.mark("why", BOB, seen(card_of(desk, "ben", BOB)), everything(0.5))
    with pytest.raises(Stale):
        desk.mark("why", ADA, seen(group), everything())
    held = settled(desk, course)
    assert (held["ada"].score, held["ben"].score, held["cleo"].score) == (None, 1.5, None)


def test_undo_takes_back_the_last_click_then_the_one_before(desk, course):
    desk.mark("why", ADA, seen(card_of(desk, "eve")), everything(0.5, comment="half"))
    desk.mark("why", ADA, seen(card_of(desk, "eve")), everything(comment="all"))
    desk.mark("why", ADA, seen(next_with(desk, "ada")), everything())
    assert score(desk, course, "eve") == 3
    assert {desk.name(one) for one in desk.undo(ADA)["ids"]} == {"ada", "ben", "cleo"}
    assert settled(desk, course)["ben"] == settled(desk, course)["dan"]  # as if nobody had been there
    desk.undo(ADA)
    assert (score(desk, course, "eve"), settled(desk, course)["eve"].comment) == (1.5, "half")
    desk.undo(ADA)
    assert settled(desk, course)["eve"].waits and score(desk, course, "eve") is None
    assert desk.undo(ADA) is None
    assert [one["undone"] for one in desk.history("why", next(iter(seen(card_of(desk, "eve")))))] == [
        True,
        True,
    ]


def test_undo_before_the_gradebook_has_heard_of_it(desk, course):
    with course.only_writer():
        desk.mark("why", ADA, seen(card_of(desk, "eve")), everything())
        desk.undo(ADA)
    assert settled(desk, course)["eve"].waits


def test_a_click_that_follows_at_once_does_not_meet_the_one_before(desk, course):
    """The gradebook holds the first one when the second one comes, and the second was made before that."""
    desk.mark("why", ADA, seen(card_of(desk, "eve")), everything(0.5))
    with closing(sqlite3.connect(course.journal)) as database, database:
        settled(desk, course)
        database.execute("UPDATE mark SET pending = 1")  # as if nobody had noted that it is there
    desk.mark("why", ADA, seen(card_of(desk, "eve")), everything())
    assert score(desk, course, "eve") == 3


def test_undo_does_not_take_back_what_somebody_else_did_since(desk, course):
    desk.mark("why", ADA, seen(card_of(desk, "eve")), everything())
    desk.leave(ADA)
    desk.mark("why", BOB, seen(card_of(desk, "eve", BOB)), everything(0.5))
    with pytest.raises(Stale):
        desk.undo(ADA)
    assert score(desk, course, "eve") == 1.5


def test_a_late_item_is_given_to_what_was_marked_before(desk, course):
    desk.mark("why", ADA, seen(next_with(desk, "ada")), everything(0.5))
    desk.mark("why", ADA, seen(next_with(desk, "fay")), {"zero": True})
    desk.mark("why", ADA, seen(card_of(desk, "eve")), everything(points=0.25, reason="hardly"))
    added = desk.add_item("why", BOB, 1.0, "Names the *sum*.")
    assert added["before"] == 3  # not the blank ones, not what was set by hand
    assert desk.question("why")["items"][-1]["html"] == "Names the <em>sum</em>."
    assert desk.apply_item("why", BOB, added["key"], "give") == 3
    held = settled(desk, course)
    assert [held[one].score for one in ("ada", "cleo", "fay", "eve")] == [2.5, 2.5, 0, 0.25]
    desk.undo(BOB)
    assert score(desk, course, "ada") == 1.5


def test_a_late_item_lets_marks_be_looked_at_again(desk, course):
    desk.mark("why", ADA, seen(card_of(desk, "eve")), everything(0.5))
    added = desk.add_item("why", ADA, -0.5, "Slip.")
    desk.apply_item("why", ADA, added["key"], "again")
    card = next_with(desk, "eve")
    assert "Slip." in card["answers"][0]["copies"][0]["notes"][0] and card["mark"]["points"] == 1.5
    click = everything(0.5)
    click["items"][added["key"]] = 1.0
    desk.mark("why", ADA, seen(card), click)
    assert score(desk, course, "eve") == 1.0


@pytest.mark.parametrize(
    ("click", "message"),
    [
        ({}, "say 0"),
        ({"items": {"unknown": 1.0}}, "rubric has changed"),
        ({"points": 2}, "need a reason"),
        ({"points": 3.5, "reason": "x"}, "Give 0 to 3"),
        ({"points": -1, "reason": "x"}, "Give 0 to 3"),
        ({"points": float("nan"), "reason": "x"}, "Give 0 to 3"),
        (everything(0.7), "rubric has changed"),
    ],
)
def test_a_click_that_makes_no_sense_is_refused(desk, click, message):
    with pytest.raises(Refused, match=message):
        desk.mark("why", ADA, seen(card_of(desk, "eve")), click)


def test_points_can_be_set_with_a_reason(desk, course):
    click = {"points": 2.25, "reason": "Another way, but right."}
    desk.mark("why", ADA, seen(card_of(desk, "eve")), click)
    assert score(desk, course, "eve") == 2.25
    assert desk.history("why", next(iter(seen(card_of(desk, "eve")))))[0]["reason"] == click["reason"]


def test_comments_are_offered_again_the_most_used_first(desk):
    desk.mark("why", ADA, seen(card_of(desk, "eve")), everything(comment="Rare."))
    desk.mark("why", BOB, seen(next_with(desk, "ada", BOB)), everything(comment="Often.\n\nRare."))
    assert desk.offers("why") == [{"text": "Rare.", "uses": 4}, {"text": "Often.", "uses": 3}]


def test_what_the_formgrader_sets_is_seen_and_not_overwritten(desk, course):
    card = card_of(desk, "eve")
    with course.only_writer():  # the mark waits, and meanwhile:
        desk.mark("why", ADA, seen(card), everything())
        set_in_formgrader(course, "eve", 0.75, "By the Formgrader.")
    assert score(desk, course, "eve") == 0.75
    card = next_with(desk, "eve")
    assert "meanwhile" in card["answers"][0]["copies"][0]["notes"][0]
    assert card["mark"]["points"] == 0.75 and card["mark"]["comment"] == "By the Formgrader."
    desk.mark("why", ADA, seen(card), everything())
    assert score(desk, course, "eve") == 3


def test_what_the_formgrader_sets_counts_as_marked(desk, course):
    set_in_formgrader(course, "eve", 0.75, None)
    wait_for(lambda: desk.overview(ADA)["queues"][0]["done"] == 1)
    card = card_of(desk, "eve")
    assert card["mark"]["reason"] == "Set in the Formgrader."
    desk.mark("why", ADA, seen(card), everything())
    assert score(desk, course, "eve") == 3


def set_in_formgrader(course, student, points, comment):
    """Do what nbgrader's Formgrader does."""
    with course.gradebook() as book:
        found = book.find_grade("why", tiny.SHEET, tiny.SHEET, student)
        found.manual_score, found.needs_manual_grade = points, False
        book.find_comment("why", tiny.SHEET, tiny.SHEET, student).manual_comment = comment
        book.db.commit()


def wait_for(condition):
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_marks_wait_while_grading_runs(desk, course):
    with course.only_writer():
        desk.mark("why", ADA, seen(card_of(desk, "eve")), everything())
        wait_for(lambda: "Grading is running" in desk.overview(ADA)["trouble"])
        assert marking.by_hand(course, tiny.SHEET)["eve", "why"].score is None
        assert seen(next_with(desk, "ada"))  # and people go on
    assert score(desk, course, "eve") == 3
    assert desk.overview(ADA)["trouble"] == ""


def test_who_closes_before_the_gradebook_was_looked_at_loses_nothing(course, monkeypatch):
    """The thread that writes may be late: a busy machine, and a desk that is open for a moment only."""
    begin = threading.Event()

    class LateStore(Store):
        def __init__(self, *arguments):
            assert begin.wait(30)
            super().__init__(*arguments)

    monkeypatch.setattr(book, "Store", LateStore)
    desk = Desk(course, tiny.SHEET)
    desk.mark("why", ADA, seen(card_of(desk, "eve")), everything())
    closing_begins = threading.Timer(0.2, begin.set)
    closing_begins.start()
    desk.close()
    assert marking.by_hand(course, tiny.SHEET)["eve", "why"].score == 3


def test_a_mark_that_is_being_written_does_not_stop_grading(course):
    """Grading asks for the gradebook while a mark holds it, for a moment."""
    held = threading.Event()

    def hold():
        with course.only_writer():
            held.set()
            time.sleep(0.3)

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait()
    with course.only_writer():
        pass
    thread.join()


def test_a_new_submission_is_marked_anew(desk, course):
    desk.mark("why", ADA, seen(card_of(desk, "eve")), everything())
    settled(desk, course)
    marking.make_class(course, tiny.SHEET, {"eve": {"why": "A better one."}})
    desk.__dict__["_looked"] = 0.0  # do not wait for two seconds
    wait_for(lambda: desk.overview(ADA)["queues"][0]["done"] == 0)
    card = next_with(desk, "eve")
    assert "A better one." in card["answers"][0]["html"]
    assert "changed since it was marked" in card["answers"][0]["copies"][0]["notes"][0]


def test_what_students_write_is_harmless_and_complete(desk):
    html = next_with(desk, "hal")["answers"][0]["html"]
    assert "<script" not in html and "<img" not in html
    assert "script&gt;alert(1)&lt;" in html


def test_a_second_marker_sees_no_mark_and_changes_none(desk, course):
    for student in ("ada", "dan", "eve", "hal"):
        desk.mark("why", ADA, seen(card_of(desk, student)), everything(comment="First."))
    queue = SECOND + "why"
    assert not seen(desk.next(queue, ADA))  # nobody is the second after themselves
    card = desk.next(queue, BOB)
    assert card["mark"] is None and "First." not in str(card)
    desk.mark(queue, BOB, seen(card), everything(0.5))
    assert desk.compared(queue, seen(card)) == "The first marker gave 3, you gave 1.5."
    assert {one.score for one in settled(desk, course).values()} == {3, None}
    total = desk.overview(BOB)["queues"][0]["second"]
    assert total["done"] == 1 and 3 <= total["total"] <= 4
    desk.undo(BOB)
    assert desk.overview(BOB)["queues"][0]["second"]["done"] == 0


def test_progress_and_time_left(desk):
    assert desk.overview(ADA)["queues"][0]["left"] is None
    card = next_with(desk, "ada")
    time.sleep(0.3)
    desk.mark("why", ADA, seen(card), everything())
    [one] = desk.overview(ADA)["queues"]
    assert (one["done"], one["total"]) == (3, 8)
    assert 0.4 < one["left"] < 20  # five answers, a tenth of a second or more each


def test_a_picture_shows(course):
    notebook = tiny.filled(course, why="See ![it](attachment:it.png) and ![that](https://example.org/a.png).")
    tiny.cell(notebook, "why")["attachments"] = {"it.png": {"image/png": tiny.PIXEL}}
    tiny.hand_in(course, "ida", notebook)
    assert not [one.problem for one in grade(course, tiny.SHEET, ["ida"]) if one.problem]
    with opened(course) as desk:
        html = next_with(desk, "ida")["answers"][0]["html"]
        assert f"data:image/png;base64,{tiny.PIXEL}" in html and 'src="https' not in html.replace("alt=", "")
        identity = next(iter(seen(card_of(desk, "ida"))))
        assert "three doubled is" not in desk.work("why", identity)  # that is another task
        assert "SCALE" in desk.original(identity) and "ida" not in desk.original(identity)


def test_a_person_looks_at_what_grading_was_not_sure_of(course):
    notebook = tiny.filled(course, double="import nosuchmodule\n\ndef double(x):\n    return 2 * x")
    tiny.hand_in(course, "ida", notebook)
    [result] = grade(course, tiny.SHEET, ["ida"])
    assert result.look  # the attack has reached what it attacks
    with opened(course) as desk:
        assert desk.overview(ADA)["look"] == {"queue": LOOK, "done": 0, "total": 1}
        card = desk.next(LOOK, ADA)
        [one] = card["answers"]
        assert "nosuchmodule" in one["look"][0]["what"]
        test = next(test for test in one["tests"] if test["name"] == "test_double")
        assert (test["score"], test["most"]) == (0, 2)
        assert "import" in desk.work(LOOK, next(iter(seen(card))))
        with pytest.raises(Refused, match="0 to 2"):
            desk.mark(LOOK, ADA, seen(card), {"scores": {"test_double": 5}})
        desk.mark(LOOK, ADA, seen(card), {"scores": {"test_double": 2}})
        assert not seen(desk.next(LOOK, ADA))
        settled(desk, course)
        held = marking.by_hand(course, tiny.SHEET)["ida", "test_double"]
        assert (held.score, held.waits) == (2, False)
        assert not grade(course, tiny.SHEET, ["ida"])[0].look
        desk.undo(ADA)
        settled(desk, course)
        held = marking.by_hand(course, tiny.SHEET)["ida", "test_double"]
        assert (held.score, held.waits) == (None, True)


KILLED = """
import os, sys
sys.path.insert(0, {support!r})
from pathlib import Path
from autograder.course import Course
from autograder.marking.desk import Desk, Marker
desk = Desk(Course(Path({root!r})), "01_tiny")
me = Marker("Ada", "tab")
key = desk.question("why")["items"][0]["key"]
while True:
    card = desk.next("why", me)
    seen = {{c["id"]: c["version"] for a in card["answers"] for c in a["copies"]}}
    if not seen:
        break
    desk.mark("why", me, seen, {{"items": {{key: 1.0}}}})
    print(" ".join(desk.name(one) for one in seen), flush=True)
os.kill(os.getpid(), 9)
"""


@pytest.mark.parametrize("after", [1, 2, 3])
def test_a_kill_loses_no_click_that_was_answered(course, after):
    script = KILLED.format(support=str(tiny.ROOT), root=str(course.root))
    process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    said = [process.stdout.readline().split() for _ in range(after)]
    process.kill()
    said += [line.split() for line in process.stdout]
    process.wait()
    process.stdout.close()
    marked = {student for students in said for student in students}
    assert len(said) >= after and marked
    with opened(course) as desk:  # what the gradebook had not heard of is written now
        held = settled(desk, course)
    assert marked <= {student for student, one in held.items() if one.score == 3}
    with closing(sqlite3.connect(course.journal)) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_killed_between_journal_and_gradebook(course):
    """Only the journal has the click, or it has not heard that the gradebook has it, too."""
    with opened(course) as own, course.only_writer():
        own.mark("why", ADA, seen(card_of(own, "eve")), everything())
        own._book.end()
    held = marking.by_hand(course, tiny.SHEET)["eve", "why"]
    assert held.score is None and Store(course.journal, tiny.SHEET).pending()
    with opened(course) as again:
        assert score(again, course, "eve") == 3
    with closing(sqlite3.connect(course.journal)) as database, database:
        database.execute("UPDATE mark SET pending = 1")
    with opened(course) as again:
        assert score(again, course, "eve") == 3
        assert again.overview(ADA)["queues"][0]["done"] == 1  # no conflict with itself


def test_a_sheet_that_is_not_graded(tmp_path):
    course = tiny.make_course(tmp_path / "course")
    with pytest.raises(CourseError, match="not graded yet"):
        Desk(course, tiny.SHEET)


def test_a_sheet_without_questions(course):
    for path in (course.source(tiny.SHEET), course.release(tiny.SHEET)):
        notebook = nbformat.read(path, as_version=4)
        notebook.cells = [cell for cell in notebook.cells if cell.id != "why"]
        nbformat.write(notebook, path)
    with pytest.raises(CourseError, match="no written questions"):
        Desk(course, tiny.SHEET)


def test_the_only_module_that_reads_the_gradebook_reads_all_of_it(course):
    held = marking.by_hand(Course(course.root), tiny.SHEET)
    assert len(held) == len(TEXTS) * 7
    assert held["ada", "why"] == gradebook.ByHand(None, None, True, None, 3.0)
