"""Known mistakes, written differently, get their hint; no mistake gets another's.

``tests/tutor/<sheet>/<grade_id>/<name>.py`` are kept apart from the bank. Their first line names the wrong
answer with the same misconception, or ``nothing`` if the bank has none.
"""

import subprocess
from pathlib import Path

import pytest

from autograder.authoring import answers
from autograder.authoring.dependencies import dependents
from autograder.authoring.sheets import read_notebook
from autograder.course import Course
from autograder.engine import fanout, traces
from autograder.grading import tutor
from autograder.grading.bank import Bank
from autograder.grading.settings import Execute

COURSE = Course.find()
HELD_OUT = Path(__file__).parents[1] / "tutor"
LEAST = 0.8  # share of held-out answers that get the right hint
MEASURED = {
    "02_backprop"
}  # to judge a bank takes minutes; test_locked.py measures hints in the notebook for all sheets


def _held_out(sheet, reference):
    """Yield the name of the twin and the answer."""
    for path in sorted((HELD_OUT / sheet).glob("*/*.py")):
        first, source = path.read_text(encoding="utf-8").split("\n", 1)
        assert first.startswith("# same as: "), f"{path} begins with `# same as: ...`"
        twin = first.removeprefix("# same as: ").strip()
        asked = tuple(dependents(reference, path.parent.name))
        yield twin, answers.Answer(sheet, path.parent.name, False, path.stem, source, fails=asked)


@pytest.mark.proof
@pytest.mark.parametrize("sheet", sorted(MEASURED & {*COURSE.sheets()}))
def test_hints(sheet, record_property):
    source, settings = read_notebook(COURSE.source(sheet)), Execute(config=COURSE.config())
    hints = {(one.grade_id, one.name): one.hint for one in answers.bank(COURSE.answers, sheet)}
    tried = list(_held_out(sheet, source))
    with fanout.on_this_machine(1, subprocess.DEVNULL) as submit:
        tutor.prepare(COURSE, sheet, source, settings, submit)
        known = tutor.load(COURSE, sheet, source)
        judged = list(Bank(COURSE, sheet, source, settings).judge([answer for _, answer in tried], submit))
    right, silent, wrong = [], [], []
    for (twin, answer), verdicts in zip(tried, judged, strict=True):
        lost = verdicts.lost()
        assert lost, f"{answer.grade_id}/{answer.name} loses nothing"
        found = set(known.hints(traces.unpacked(verdicts.result.traces), lost).values())
        name = f"{answer.grade_id}/{answer.name} (as {twin})"
        expected = hints.get((answer.grade_id, twin))
        assert expected or twin == "nothing", f"{name}: the bank has no such answer"
        (wrong if found - {expected} else right if found else silent).append(name)
    twins = [name for name in [*right, *silent] if "(as nothing)" not in name]
    record_property("right hints", f"{len(right)} of {len(twins)}")
    print(f"{sheet}: {len(right)} of {len(twins)} get the right hint, {len(wrong)} a wrong one")
    assert not wrong, f"a wrong hint: {wrong}"
    assert len(right) >= LEAST * len(twins), f"{len(right)} of {len(twins)} get the hint; not: {silent}"
