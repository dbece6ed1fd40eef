"""Who returns what a known mistake returns reads its hint in the feedback; everybody else reads nothing."""

import json
import subprocess
from contextlib import nullcontext

import numpy as np
import pytest
from nbformat import read
from small import HEAD, SHEET, make_course, write_answer

from autograder.engine import fanout, traces, wire
from autograder.grading import tutor
from autograder.grading.bank import Bank
from autograder.grading.copies import notes
from autograder.grading.grade import add_hints, grade
from autograder.grading.settings import Execute
from autograder.handback.feedback import write_feedback

OBJECTS = wire.pack({"value": [2, "scale", [10, 1, "function"]]})
OTHERS = wire.pack({"value": [2, "scale", [10, 7, "builtin"]]})


def _record(*answers, test="t", first=OBJECTS):
    packed = [wire.pack({"value": wire.encode(one, lambda value: 5)}) for one in answers]
    return {test: [(b"", frame) for frame in (first, *packed)]}


def _mistake(name, hint, *answers, cell="cell", fails=("t",), lost=("t",), reach=(), test="t"):
    found = traces.of(_record(*answers, test=test))
    return tutor.Mistake(cell, name, hint, list(fails), list(lost), frozenset(reach or fails), found)


def _tutor(*mistakes):
    return tutor.Tutor(traces.of(_record(np.array([1.5, 2.5]), 3.0)), list(mistakes))


@pytest.mark.parametrize(
    "answer",
    [
        np.array([3.0, 5.0]),
        np.array([3.0, 5.0], dtype=np.float32),
        [3.0, 5.0],
        (np.float64(3.0), 5.00001),
    ],
)
def test_the_same_values_are_the_same_mistake(answer):
    known = _tutor(_mistake("doubles", "Twice?", np.array([3.0, 5.0])))
    assert known.hints(traces.of(_record(answer, first=OTHERS)), ["t"]) == {"t": "Twice?"}


@pytest.mark.parametrize(
    "answer",
    [np.array([3.0, 5.1]), np.array([[3.0, 5.0]]), np.array([3, 5]), [3.0], "3, 5", None, {"a": [3.0, 5.0]}],
)
def test_anything_else_is_not(answer):
    known = _tutor(_mistake("doubles", "Twice?", np.array([3.0, 5.0])))
    assert known.hints(traces.of(_record(answer)), ["t"]) == {}


def test_a_single_number_may_be_whole_or_not():
    known = _tutor(_mistake("counts", "How many?", 2.0))
    assert known.hints(traces.of(_record(2)), ["t"]) == {"t": "How many?"}
    assert known.hints(traces.of(_record(True)), ["t"]) == {}


def test_plain_values_and_errors_tell_nothing():
    known = _tutor(_mistake("zero", "Zero?", np.zeros(2)), _mistake("none", "None?", None))
    assert known.hints(traces.of(_record(np.zeros(2))), ["t"]) == {}
    assert known.hints(traces.of(_record(None)), ["t"]) == {}
    crash = {"t": [(b"", OBJECTS), (b"", wire.pack({"error": ["ValueError"], "message": "x"}))]}
    known = tutor.Tutor(
        known.right, [tutor.Mistake("c", "crash", "Crash?", ["t"], ["t"], frozenset("t"), traces.of(crash))]
    )
    assert known.hints(traces.of(crash), ["t"]) == {}


def test_what_agrees_with_the_reference_so_far_tells_nothing():
    known = _tutor(_mistake("late", "Late?", np.array([1.5, 2.5]), 0.0))
    assert known.hints(traces.of(_record(np.array([1.5, 2.5]), 0.0)), ["t"]) == {}


def test_two_mistakes_that_look_the_same_are_told_apart_or_left_alone():
    one, two = (_mistake(name, name, np.array([3.0, 5.0])) for name in ("one", "two"))
    assert _tutor(one, two).hints(traces.of(_record(np.array([3.0, 5.0]))), ["t"]) == {}
    one.traces.update(traces.of(_record(7.5, test="u")))
    two.traces.update(traces.of(_record(8.5, test="u")))
    both = _record(np.array([3.0, 5.0])) | _record(8.5, test="u")
    assert _tutor(one, two).hints(traces.of(both), ["t"]) == {"t": "two"}


def test_a_mistake_elsewhere_is_not_blamed_on_this_cell():
    here = _mistake("here", "Here?", np.array([3.0, 5.0]))
    there = _mistake("there", "There?", np.array([3.0, 5.0]), fails=["u"])
    assert _tutor(here, there).hints(traces.of(_record(np.array([3.0, 5.0]))), ["t"]) == {}


def test_what_an_earlier_mistake_spoils_is_not_blamed_on_a_later_cell():
    slope = _mistake("slope", "Slope?", np.array([3.0, 5.0]), cell="slope", reach=["t", "u"])
    chain = _mistake("chain", "Chain?", np.array([4.0, 6.0]), cell="chain", fails=["u"], lost=["u"], test="u")
    known = tutor.Tutor(_tutor().right | traces.of(_record(np.array([1.0, 2.5]), test="u")), [chain, slope])
    both = traces.of(_record(np.array([3.0, 5.0])) | _record(np.array([4.0, 6.0]), test="u"))
    assert known.hints(both, ["t", "u"]) == {"t": "Slope?"}
    assert known.hints(both, ["u"]) == {"u": "Chain?"}


def test_large_arrays_are_compared_by_sample():
    big = np.random.default_rng(0).normal(size=(400, 300))
    known = _tutor(_mistake("big", "Big?", big))
    assert known.hints(traces.of(_record(big.astype(np.float32))), ["t"]) == {"t": "Big?"}
    assert known.hints(traces.of(_record(big.T)), ["t"]) == {}
    assert len(traces.packed(known.mistakes[0].traces)["t"][1][0][3]) < 10_000


def _handed_in(root):
    course = make_course(root / "course")
    path = course.submitted(SHEET, "doubles")
    path.parent.mkdir(parents=True)
    notebook = json.loads(course.source(SHEET).read_text())
    answers = {"scale": "def scale(values):\n    return values + values + 0.5"}
    for cell in notebook["cells"]:
        cell["source"] = answers.get(cell["id"], cell["source"])
    path.write_text(json.dumps(notebook))
    return course


def test_no_class_waits_for_the_bank(tmp_path, monkeypatch):
    """The bank is tried behind the class; the copies get their hints, and nothing else in them changes."""
    course, prepare, asked = _handed_in(tmp_path), tutor.prepare, []
    monkeypatch.setattr(tutor, "prepare", lambda *args, **kwargs: asked.append(1) or prepare(*args, **kwargs))
    copy = course.autograded(SHEET, "doubles")
    [graded] = grade(course, SHEET, workers=1)
    before = json.loads(copy.read_text())
    assert not asked and graded.total < graded.maximum and "hints" not in notes(copy)
    seen = []
    add_hints(course, SHEET, workers=1, progress=lambda done, total: seen.append((done, total)))
    assert asked == [1] and seen == [(1, 3), (2, 3), (3, 3)]
    after = json.loads(copy.read_text())
    assert after["metadata"]["workbook"].pop("hints") == {"test_scale": "Three, not two?"}
    assert after == before
    assert [one.skipped for one in grade(course, SHEET, workers=1)] == [True]
    add_hints(course, SHEET, workers=1)
    assert asked == [1]  # nobody lacks hints


def test_who_is_graded_when_hints_are_ready_gets_them_at_once(tmp_path):
    course = _handed_in(tmp_path)
    grade(course, SHEET, workers=1)
    add_hints(course, SHEET, workers=1)
    grade(course, SHEET, workers=1, force=True)
    assert notes(course.autograded(SHEET, "doubles"))["hints"] == {"test_scale": "Three, not two?"}


@pytest.mark.parametrize("error", [KeyboardInterrupt, RuntimeError])
def test_hints_that_were_interrupted_come_the_next_time(tmp_path, monkeypatch, error):
    course, judge, runs = _handed_in(tmp_path), Bank.judge, []
    grade(course, SHEET, workers=1)

    def stopped(self, bank, submit):
        answers = judge(self, bank, lambda job: runs.append(1) or submit(job))
        yield next(answers)
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(Bank, "judge", stopped)
        with pytest.raises(error) if error is KeyboardInterrupt else nullcontext():
            add_hints(course, SHEET, workers=1)
    assert runs and "hints" not in notes(course.autograded(SHEET, "doubles"))
    add_hints(course, SHEET, workers=1)
    assert notes(course.autograded(SHEET, "doubles"))["hints"] == {"test_scale": "Three, not two?"}


def test_whose_hints_cannot_be_found_costs_nobody_else_theirs(tmp_path, monkeypatch):
    course, hints = _handed_in(tmp_path), tutor.Tutor.hints
    honest = course.submitted(SHEET, "doubles")
    first = course.submitted(SHEET, "a")
    first.parent.mkdir(parents=True)
    first.write_text(honest.read_text().replace("values + values", "values * 2"))
    grade(course, SHEET, workers=1)
    asked = []

    def full(self, seen, lost):
        asked.append(lost)
        if len(asked) == 1:
            raise MemoryError
        return hints(self, seen, lost)

    monkeypatch.setattr(tutor.Tutor, "hints", full)
    add_hints(course, SHEET, workers=1)
    assert len(asked) == 2
    assert "hints" not in notes(course.autograded(SHEET, "a"))
    assert notes(course.autograded(SHEET, "doubles"))["hints"] == {"test_scale": "Three, not two?"}


def test_a_malformed_bank_costs_no_points(tmp_path):
    course = _handed_in(tmp_path)
    write_answer(course, "scale/wrong/headless", "def scale(x):\n    return 1")
    [graded] = grade(course, SHEET, workers=1)
    add_hints(course, SHEET, workers=1)
    assert not graded.failed and graded.total > 0
    assert "no hints for" in (course.root / "grading.log").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def taught(tmp_path_factory):
    course = make_course(tmp_path_factory.mktemp("taught") / "course")
    twin = HEAD.format("leaves the half out", "test_scale", "And what else?")
    write_answer(course, "scale/wrong/no_half_either", twin + "def scale(x):\n    return x * 3")
    for student, answers in {
        "knows": {},
        "doubles": {"scale": "def scale(values):\n    return values + values + 0.5"},
        "forgets": {"scale": "def scale(x):\n    return np.array([3 * one for one in x])"},
        "guesses": {"scale": "def scale(x):\n    return 7 * x"},
    }.items():
        notebook = json.loads(course.source(SHEET).read_text())
        for cell in notebook["cells"]:
            cell["source"] = answers.get(cell["id"], cell["source"])
        path = course.submitted(SHEET, student)
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(notebook))
    grade(course, SHEET, workers=1)
    add_hints(course, SHEET, workers=1)
    write_feedback(course, SHEET)
    return course


@pytest.mark.parametrize(
    ("student", "hint"),
    [("doubles", "Three, not two?"), ("forgets", "And what else?"), ("guesses", None), ("knows", None)],
)
def test_the_hint_is_in_the_feedback(taught, student, hint):
    page = taught.feedback(SHEET, student).read_text(encoding="utf-8")
    assert ("<b>Hint</b>" in page) == (hint is not None)
    assert hint is None or hint in page
    assert "# mistake" not in page


def test_a_changed_bank_is_asked_again(taught, monkeypatch):
    source = read(taught.source(SHEET), as_version=4)
    assert len(tutor.load(taught, SHEET, source).mistakes) == 4
    path = write_answer(
        taught,
        "scale/wrong/seven",
        HEAD.format("seven", "test_scale", "Seven?") + "def scale(x):\n    return 7 * x",
    )
    assert tutor.load(taught, SHEET, source) is None
    assert {one.student: one.skipped for one in grade(taught, SHEET, workers=1)}["guesses"]
    grade(taught, SHEET, ["guesses"], workers=1, force=True)
    add_hints(taught, SHEET, workers=1)
    assert len(tutor.load(taught, SHEET, source).mistakes) == 5
    write_feedback(taught, SHEET, ["guesses"])
    assert "Seven?" in taught.feedback(SHEET, "guesses").read_text(encoding="utf-8")
    path.unlink()


def test_it_is_not_asked_twice(taught):
    source, settings = read(taught.source(SHEET), as_version=4), Execute()
    with fanout.on_this_machine(1, subprocess.DEVNULL) as submit:
        tutor.prepare(taught, SHEET, source, settings, submit)
    never = lambda job: pytest.fail("it was asked again")
    tutor.prepare(taught, SHEET, source, settings, never)
