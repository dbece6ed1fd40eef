"""Known mistakes, written differently, get their hint; no mistake gets another's.

``tests/tutor/<sheet>/<grade_id>/<name>.py`` are kept apart from the bank. Their first line names the wrong
answer with the same misconception, or ``nothing`` if the bank has none.
"""

import subprocess
from pathlib import Path

import pytest
from nbformat import read

from autograder.authoring import answers
from autograder.course import Course
from autograder.engine import fanout
from autograder.grading import tutor
from autograder.grading.settings import Execute

COURSE = Course.find()
HELD_OUT = Path(__file__).parents[1] / "tutor"
LEAST = 0.8  # share of held-out answers that get the right hint


def _held_out(sheet):
    """Yield the name of the twin and the answer."""
    for path in sorted((HELD_OUT / sheet).glob("*/*.py")):
        first, source = path.read_text(encoding="utf-8").split("\n", 1)
        assert first.startswith("# same as: "), f"{path} begins with `# same as: ...`"
        twin = first.removeprefix("# same as: ").strip()
        yield twin, answers.Answer(sheet, path.parent.name, False, path.stem, source)


@pytest.mark.parametrize("sheet", sorted(path.name for path in HELD_OUT.iterdir()))
def test_hints(sheet, tmp_path, record_property):
    stage = Course(tmp_path / "course")
    stage.answers.mkdir(parents=True)
    (stage.answers / sheet).symlink_to(COURSE.answers / sheet)
    source, settings = read(COURSE.source(sheet), as_version=4), Execute()
    hints = {(one.grade_id, one.name): one.hint for one in answers.bank(COURSE.answers, sheet)}
    tried = list(_held_out(sheet))
    with fanout.on_this_machine(2, subprocess.DEVNULL) as submit:
        tutor.prepare(stage, sheet, source, settings, submit)
        known = tutor.load(stage, sheet, source)
        jobs = [tutor.job_of(settings, source, sheet, answer) for _, answer in tried]
        results = [future.result() for future in [submit(job) for job in jobs]]
    right, silent, wrong = [], [], []
    for (twin, answer), job, result in zip(tried, jobs, results, strict=True):
        lost = tutor.lost_tests(job, result)
        assert lost, f"{answer.grade_id}/{answer.name} loses nothing"
        found = set(known.hints(result.record, lost).values())
        name = f"{answer.grade_id}/{answer.name} (as {twin})"
        expected = hints.get((answer.grade_id, twin))
        assert expected or twin == "nothing", f"{name}: the bank has no such answer"
        (wrong if found - {expected} else right if found else silent).append(name)
    twins = [name for name in [*right, *silent] if "(as nothing)" not in name]
    record_property("right hints", f"{len(right)} of {len(twins)}")
    print(f"{sheet}: {len(right)} of {len(twins)} get the right hint, {len(wrong)} a wrong one")
    assert not wrong, f"a wrong hint: {wrong}"
    assert len(right) >= LEAST * len(twins), f"{len(right)} of {len(twins)} get the hint; not: {silent}"
