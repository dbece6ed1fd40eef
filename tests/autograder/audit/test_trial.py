"""The audit says what is wrong with tests and answers, in words that say what to do."""

import json
from contextlib import contextmanager

import pytest
from small import BANK, HEAD, SHEET, TEXT, make_course, waive, write_answer, write_text

from autograder.audit import report, trial
from autograder.audit.scaffold import new_answer
from autograder.audit.waivers import waivers
from autograder.course import CourseError


@pytest.fixture
def course(tmp_path):
    return make_course(tmp_path / "course")


def _complaints(course, **more):
    return trial.plan(course, SHEET, **more).run(workers=1).all_complaints()


def _about(lines, *words):
    return [line for line in lines if all(word in line for word in words)]


def test_a_small_bank_is_all_there_is_to_mend(course):
    audit = trial.plan(course, SHEET).run(workers=1)
    lines = audit.all_complaints()
    assert len(_about(lines, "needs at least")) == len(lines) > 0
    assert _about(lines, "scale needs at least 2 right answers and has 1.", f"{SHEET}/scale/right/")
    assert _about(lines, "scale needs at least 4 wrong answers", f"workbook answer {SHEET} scale")
    counts = audit.counts()
    assert counts["wrong"] == (3, 3)
    assert counts["mutants"][0] == counts["mutants"][1] > 5
    assert counts["right"] == (6, 6)  # the reference, another seed, a right answer, float32 of three cells
    assert counts["collateral"] == (0, 3)
    by_contract = counts["contract mutants"][0]
    assert by_contract == counts["contract mutants"][1] > 3
    killed = 3 + counts["mutants"][0] + by_contract
    assert trial.summary([audit]) == (
        f"mutation score {killed}/{killed}, by contract {by_contract}/{by_contract}, right answers 6/6, "
        "false collateral 0"
    )


def test_a_weak_test_is_named_by_wrong_answers_and_mutants(course):
    weak = TEXT.replace('3 * x + 0.5), "scaled"', "scale(x))").replace(
        "[3.5, 6.5]", "scale(np.array([1.0, 2.0]))"
    )
    write_text(course, weak.replace("assert scale_of_nothing\n", ""))
    lines = _complaints(course)
    assert _about(lines, "01_tiny/scale/wrong/no_half.py: test_scale does not notice the mistake", "stricter")
    text = TEXT.replace("- 10) < 1e-6", "- 10) < 20")
    write_text(course, text)
    lines = _complaints(course)
    assert _about(lines, "total/wrong/mean.py: test_total does not notice")
    assert _about(lines, "No test of total notices", "float(scale(x).mean())", "waived.txt")


def test_a_strict_test_is_named_by_right_answers(course):
    write_text(
        course,
        TEXT.replace(
            'assert np.allclose(scale(x), 3 * x + 0.5), "scaled"',
            "assert scale(x).sum() == (3 * x + 0.5).sum()",
        ),
    )
    assert _about(_complaints(course), "test_scale rejects float32 from scale", "single precision")
    write_answer(
        course,
        "scale/right/list",
        "def scale(x):\n    if not x.size:\n        raise ValueError\n    return list(3 * x + 0.5)",
    )
    write_text(course, TEXT.replace("x = np.random", "assert scale(np.ones(1)).shape\nx = np.random"))
    assert _about(
        _complaints(course), "scale/right/list.py: test_scale rejects a right answer", "less strict"
    )


def test_a_test_that_knows_its_seed_is_named(course):
    value = "np.random.default_rng(3).normal(size=4)"
    write_text(
        course,
        TEXT.replace(
            "assert scale_of_nothing", f"assert scale_of_nothing\nassert abs(x[0] - 2.0409) < 1e-3  # {value}"
        ),
    )
    assert _about(_complaints(course), "test_scale passes only with its own seed")
    waive(course, "test_scale: other seed  # a number from the literature")
    assert not _about(_complaints(course), "own seed")


def test_a_release_that_earns_points_is_named(course):
    write_text(course, TEXT.replace("assert other() == np.float32(0.1) + np.float32(0.2)", "assert True"))
    assert _about(_complaints(course), "test_other earns 1 points in the unfilled release")


def test_a_release_that_fails_for_another_reason_is_named(course):
    cell = "# %%\nscaled = scale(np.ones(2))\n\n# %% [markdown]\n# ## 1.2"
    text = TEXT.replace("# %% [markdown]\n# ## 1.2", cell).replace(
        "assert abs(", "assert scaled[0] == 3.5\nassert abs("
    )
    write_text(course, text)
    assert _about(
        _complaints(course),
        "test_total ends with",
        "NameError",
        "in the unfilled release",
        "call a student's function first",
    )


def test_collateral_is_named(course):
    head = HEAD.format("changes NumPy", "test_total", "What else did you change?")
    write_answer(course, "total/wrong/meddles", head + "def total(x):\n    np.float32 = None\n    return 0.0")
    write_answer(course, "total/right/later", "def total(x):\n    return float(sum(scale(x)))")
    lines = _complaints(course)
    assert _about(lines, "total/wrong/meddles.py: test_other fails although it does not depend on total")
    assert not _about(lines, "later.py")  # it came after, in the same process


def test_a_reference_that_fails_stops_everything(course):
    write_text(course, TEXT.replace("- 10) < 1e-6", "- 11) < 1e-6"))
    assert [line[:34] for line in _complaints(course)] == ["The reference fails test_total: As"]


def test_a_mutant_that_never_ends_or_ends_its_process_is_noticed(course, monkeypatch):
    monkeypatch.setattr(trial, "_PATIENCE", 1.0)
    lines = (
        "total, n = 0.0, 3",
        "while n > 0:",
        "    total += float(scale(x).sum()) / 3",
        "    n -= 1",
        "return total",
    )
    body = "\n".join(f"    {line}" for line in lines)
    write_text(course, TEXT.replace("    return float(scale(x).sum())", body))
    write_answer(
        course,
        "total/wrong/crashes",
        HEAD.format("leaves", "test_total", "Do you leave?") + "import os\ndef total(x):\n    os._exit(1)",
    )
    audit = trial.plan(course, SHEET).run(workers=1)
    assert not _about(audit.all_complaints(), "No test of total notices", "n -= 1")
    assert not _about(audit.all_complaints(), "crashes.py")
    assert not _about(audit.all_complaints(), "mean.py")  # its neighbours are tried all the same


def test_waivers_need_a_reason_and_die_with_their_code(course):
    write_text(course, TEXT.replace("    return 3 * x + 0.5", "    return 3 * x + 0.5 if x.size > 0 else x"))
    (line,) = _about(_complaints(course), ">= 0")
    waiver = line.split("waived.txt: ")[1].split("  # ")[0]
    waive(course, "# a comment", "", f"{waiver}  # size is not 0 there")
    for most in (None, 1):  # a sample that leaves the mutant out makes no waiver stale
        lines = _complaints(course, most=most)
        assert not _about(lines, ">= 0")
        assert not _about(lines, "waived.txt, line")
    write_text(course, TEXT)
    assert _about(
        _complaints(course), "waived.txt, line 3: this waiver is not needed any more; delete the line."
    )
    waive(course, "scale: a => b # one space is not enough")
    with pytest.raises(CourseError, match=r"waived\.txt, line 1: write"):
        waivers(course.answers / SHEET)


@pytest.mark.parametrize(
    ("name", "source", "complaint"),
    [
        (
            "scael/right/x",
            "def scale(x):\n    return x",
            r"scael/right/x\.py: the sheet has no solution cell 'scael'",
        ),
        ("test_scale/right/x", "x = 1", "no solution cell 'test_scale'"),
        (
            "scale/wrong/x",
            HEAD.format("a", "test_scael", "b") + "x = 1",
            "names 'test_scael', which is no test",
        ),
        (
            "scale/right/y",
            BANK["scale/right/einsum"] + "  # again",
            r"is 01_tiny/scale/right/einsum\.py over again",
        ),
        (
            "total/right/same",
            "def total(x):\n    'Text.'\n    return float(scale(x).sum())",
            "is the reference over again",
        ),
    ],
)
def test_an_answer_that_does_not_fit_is_named(course, name, source, complaint):
    if name == "total/right/same":
        write_text(course, TEXT.replace("def total(x):", 'def total(x):\n    "Sum."'))
    write_answer(course, name, source)
    with pytest.raises(CourseError, match=complaint):
        trial.plan(course, SHEET)


def test_the_page_and_the_data_tell_the_same(course):
    write_answer(
        course,
        "total/wrong/right_after_all",
        HEAD.format("<b>", "test_total", "?") + "def total(x):\n    return sum(scale(x))",
    )
    audit = trial.plan(course, SHEET, most=3).run(workers=1)
    data = json.loads(json.dumps(report.as_json([audit])))
    assert data["summary"] == trial.summary([audit])
    assert len(data["sheets"][0]["trials"]) == len(audit.trials)
    page = report.as_page([audit])
    assert data["summary"] in page
    assert "right after all" in page
    assert "&lt;b&gt;" in page
    assert 'class="missed"' in page


def test_a_new_answer_is_scaffolded(course):
    path = new_answer(course, SHEET, "scale")
    text = path.read_text()
    assert text.startswith("# mistake: ")
    assert "# fails: test_scale, test_total\n" in text
    assert "return 3 * x + 0.5" in text
    assert "###" not in text
    with pytest.raises(CourseError, match="is there already"):
        new_answer(course, SHEET, "scale")
    with pytest.raises(CourseError, match=r"no solution cell 'scael'\. Did you mean scale\?"):
        new_answer(course, SHEET, "scael")
    with pytest.raises(CourseError, match="over again"):
        trial.plan(course, SHEET)  # until it is broken


@pytest.fixture
def tried(monkeypatch):
    """The trials that are really run, from one audit to the next."""
    seen = []
    really = trial.outcomes_of_many

    def watched(tasks, **more):
        seen.extend(tasks)
        return really(tasks, **more)

    machine = trial.fanout.on_this_machine

    @contextmanager
    def watched_machine(*arguments):
        with machine(*arguments) as submit:
            yield lambda job: seen.append(job) or submit(job)

    monkeypatch.setattr(trial, "outcomes_of_many", watched)
    monkeypatch.setattr(trial.fanout, "on_this_machine", watched_machine)
    return seen


def test_what_was_proved_and_has_not_changed_is_not_tried_again(course, tried):
    first = trial.plan(course, SHEET).run(workers=1)
    assert len(tried) == len(first.trials) + 1  # the reference here and where submissions are judged
    tried.clear()
    again = trial.plan(course, SHEET).run(workers=1)
    assert len(tried) == 1  # the reference
    assert again.counts() == first.counts() and again.all_complaints() == first.all_complaints()


def test_what_has_changed_is_tried_again(course, tried):
    trial.plan(course, SHEET).run(workers=1)
    tried.clear()
    write_answer(course, "other/right/new", "def other():\n    return np.float32(0.3)")
    trial.plan(course, SHEET).run(workers=1)
    assert len(tried) == 2  # the reference and the new answer
    tried.clear()
    write_text(course, TEXT.replace("assert scale_of_nothing", "assert scale_of_nothing is not None"))
    found = trial.plan(course, SHEET).run(workers=1)
    of_scale = [one for one in found.trials if one.cell in ("", "scale")]
    assert len(of_scale) <= len(tried) < len(found.trials)


def test_what_is_not_as_it_should_be_is_no_proof(course, tried):
    write_text(course, TEXT.replace("- 10) < 1e-6", "- 10) < 20"))
    before = _complaints(course)
    tried.clear()
    assert _complaints(course) == before
    assert len(tried) > 1
    tried.clear()
    ledger = course.results(SHEET) / "proofs.msgpack"
    ledger.write_bytes(ledger.read_bytes()[:-9])  # a damaged ledger proves nothing
    _complaints(course)
    assert len(tried) > 20
