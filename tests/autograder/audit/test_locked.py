"""Which mistakes get a lock, and that the table follows what it is made from."""

import json

import numpy as np
import pytest
from small import HEAD, SHEET, TEXT, make_course, write_answer, write_text

from autograder.audit import encounters, locked
from autograder.authoring.answers import Answer
from helpers.fingerprints import Seen
from helpers.locks import opened

CHECKED = TEXT.replace("import numpy as np", "import numpy as np\nfrom helpers import checks").replace(
    'assert np.allclose(scale(x), 3 * x + 0.5), "scaled"',
    "checks.close(scale(x), 3 * x + 0.5, what='scale(x)')\n"
    "### BEGIN HIDDEN TESTS\nchecks.close(scale(-x), 0.5 - 3 * x)\n### END HIDDEN TESTS",
)
TESTS = ["test_scale", "test_total", "test_other"]


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    course = make_course(tmp_path_factory.mktemp("locked") / "course")
    write_text(course, CHECKED)
    more = {
        "half": ("no half", "And what else?", "return np.asarray(x) * 3"),  # as no_half, with the same hint
        "thrice": ("thrice", "Two or three?", "return x + x + 0.5"),  # as twice, with another one
        "zero": ("nothing", "Zero?", "return np.zeros_like(x)"),
        "gone": ("no return", "Return?", "3 * x"),
        "square": ("squares", "Three times or squared?", "return x**2 + 0.5"),
        "hidden": ("wrong where no visible test looks", "Large?", "return 3 * np.minimum(x, 2.3) + 0.5"),
    }
    for name, (mistake, hint, code) in more.items():
        head = HEAD.format(mistake, "test_scale", hint)
        write_answer(course, f"scale/wrong/{name}", f"{head}def scale(x):\n    {code}")
    return course


@pytest.fixture(scope="module")
def hints(course):
    return locked.hints(course, SHEET, workers=1)


def test_mistakes_that_can_be_told_apart_get_a_lock(hints):
    assert sorted(set(hints.values())) == ["And what else?", "Three times or squared?"]


def test_what_does_not_end_has_seen_nothing():
    test = encounters.Code("t", '"""1.1 f is 2."""\nassert f() == 2, 3', "1.1 f is 2.")
    endless = [encounters.Code("f", "def f():\n    while True:\n        pass", ""), test]
    assert encounters.encounter(endless, 0.5) == encounters.Encounter({}, {})
    found = encounters.encounter([encounters.Code("f", "f = int", ""), test])
    assert list(found.seen) == list(found.seconds) == ["t"]


def test_the_table_is_made_once_and_follows_what_it_is_made_from(course, hints, monkeypatch):
    said, path = [], course.locked_hints(SHEET)
    assert locked.drift(course, SHEET) == [
        f"the locked hints of {SHEET} were made from other tests, answers or helpers"
    ]
    tried = []
    monkeypatch.setattr(encounters, "of_many", lambda function, tasks, *_, **__: tried.extend(tasks) or [])
    monkeypatch.setattr(locked, "times", lambda *_, **__: dict.fromkeys(TESTS, 0.01))
    locked.build(course, SHEET, say=said.append)
    assert said[-1] == f"{SHEET}: {len(hints)} locked hints"
    assert not tried
    assert locked.drift(course, SHEET) == []
    before = path.read_bytes()
    locked.build(course, SHEET, say=lambda _: pytest.fail("it was made again"))
    locks = json.loads(before)["locks"]
    assert {opened(locks, [one], SHEET) for one in hints} == set(hints.values())
    text = before.decode()
    assert not [word for word in ("scale", "hint", "Three", "squar") if word in text]

    write_text(course, CHECKED.replace("# ## 1.1 Scale", "# ## 1.1 Scale\n#\n# In other words."))
    assert locked.drift(course, SHEET) == []  # the text was edited, and no code
    write_text(course, CHECKED.replace("checks.close(scale(-x)", "checks.close(scale(-2 * x)"))
    assert locked.drift(course, SHEET) == []  # a hidden test
    for other in ("3 * x + 0.5, what", "3.0 * x + 0.5, what"):
        write_text(course, CHECKED.replace("3 * x + 0.5, what", other))
        assert bool(locked.drift(course, SHEET)) == (other[1] == ".")
    write_text(course, CHECKED)
    answer = write_answer(course, "scale/wrong/new", HEAD.format("new", "test_scale", "New?") + "scale = abs")
    assert locked.drift(course, SHEET)
    answer.unlink()
    path.write_text(path.read_text().replace("digest", "digits"))
    assert locked.drift(course, SHEET)


def test_no_bank_makes_no_table(tmp_path):
    course = make_course(tmp_path / "course")
    for path in course.answers.rglob("*.py"):
        path.unlink()
    locked.build(course, SHEET, say=lambda _: pytest.fail("there is nothing to lock"))
    assert locked.drift(course, SHEET) == []
    assert not course.locked_hints(SHEET).exists()


def _answer(name, hint):
    return Answer(SHEET, "scale", False, name, "", "mistake", ("t",), hint)


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        ([], {b"1": "One."}),
        ([(_answer("two", "One."), {"t": ([b"1"], True)})], {b"1": "One."}),
        ([(_answer("two", "Two."), {"t": ([b"1"], True)})], {}),
        ([(_answer("two", "Two."), {"t": ([b"1"], False)})], {}),
        ([(_answer("two", "Two."), {"u": ([b"1"], True)})], {}),
        ([(_answer("two", "Two."), {"t": ([b"2", b"1"], True)})], {b"2": "Two."}),
        ([(_answer("two", "Two."), {"u": ([b"3"], True)})], {b"1": "One."}),
        ([(_answer("two", "Two."), {"t": ([b"3"], False)})], {b"1": "One."}),
    ],
    ids=["alone", "same", "other", "plain", "elsewhere", "near", "not named", "untold"],
)
def test_what_is_ambiguous_or_plain_gets_none(others, expected):
    assert locked.table([(_answer("one", "One."), {"t": ([b"1"], True)}), *others]) == expected


@pytest.mark.parametrize(
    ("numbers", "telling"),
    [
        ([0.5], True),
        ([12.0], True),
        ([2.0], False),
        ([-3.0, 3.0, 1.0], False),
        ([4.0], True),
        ([2.0, 3.0], True),
        ([1.0], False),
        ([-1.0, 0.0], False),
        ([np.nan], False),
        ([0.0, 1.0, np.inf], False),
        ([0.0, 1.0, 1.0, 0.0], True),
        ([0.0, 0.0, 0.0, 0.0], False),
        ([], False),
    ],
)
def test_0_1_and_one_small_number_tell_nothing(numbers, telling):
    seen = Seen(("claim", "checks.close(y, 7)"), "words", [np.array(numbers)], True)
    assert locked.is_telling(seen) == telling
    wanted = [np.full(len(numbers), 7.0), np.array([2.5])]
    beside_right_ones = Seen(seen.where, seen.words, [*seen.numbers, np.array([2.5])], True, wanted)
    assert locked.is_telling(beside_right_ones) == (telling and len(numbers) > 0)


def test_what_the_test_says_itself_tells_nothing():
    of_message = lambda *numbers: Seen(
        ("claim", "checks.that(x < 0.25)"), "words", [np.array(one) for one in numbers]
    )
    assert not locked.is_telling(of_message(0.25, 1.0))
    assert not locked.is_telling(of_message(0.25, 3.0))
    assert not locked.is_telling(of_message(0.25, 0.5))
    assert not locked.is_telling(of_message(0.25, np.nan))
    assert locked.is_telling(of_message(0.25, 0.753))
