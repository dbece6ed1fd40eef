"""The tests of every sheet are neither too weak nor too strict, in a kernel and from outside."""

import json
import subprocess

import pytest

from autograder.audit import calibration, trial
from autograder.audit.outcomes import Task, outcomes_of_many
from autograder.authoring import answers, sheets
from autograder.authoring.dependencies import dependents
from autograder.course import Course
from autograder.engine import fanout
from autograder.engine.verdict import earned
from autograder.grading import tutor
from autograder.grading.settings import Execute

COURSE = Course.find()
MUTANTS = 12  # of one solution cell; `workbook audit` tries more


@pytest.fixture(scope="module", params=COURSE.sheets())
def audit(request):
    return trial.plan(COURSE, request.param, most=MUTANTS).run()


def test_there_is_nothing_to_mend(audit):
    """As ``workbook audit`` says: answers right and wrong, derived mutants, other seeds, single precision."""
    found = audit.all_complaints()
    assert not found, "\n".join(found)


def test_the_engine_gives_the_same_points(audit):
    """Judged from outside, every answer earns what it earns in a kernel, beside its tests."""
    reference = sheets.read_text(COURSE.text(audit.sheet))
    sources = {(one.grade_id, one.name): one for one in answers.bank(COURSE.answers, audit.sheet)}
    filled = {key: answers.splice(reference, {one.grade_id: one.source}) for key, one in sources.items()}
    tests = {key: dependents(reference, one.grade_id) for key, one in sources.items()}
    known = {(one.cell, one.name): one.outcomes for one in audit.trials if one.kind in ("right", "wrong")}
    # The audit runs no test that takes long and that a wrong answer does not name.
    rest = outcomes_of_many([Task(filled[key], tests[key] - known[key].keys()) for key in sources])
    inside = {key: known[key] | more for key, more in zip(sources, rest, strict=True)}
    settings = Execute()
    jobs = {key: tutor.job_of(settings, reference, audit.sheet, one) for key, one in sources.items()}
    with fanout.on_this_machine(2, subprocess.DEVNULL) as submit:
        results = {key: submit(job) for key, job in jobs.items()}
        differ = [key for key, one in results.items() if _differs(jobs[key], one.result(), inside[key])]
        # An answer that draws its own random numbers may differ once, but not always.
        odd = []
        for key in differ:
            outside = [_points(jobs[key], submit(jobs[key]).result()) for _ in range(3)]
            within = [inside[key], *outcomes_of_many([Task(filled[key], tests[key])] * 2)]
            for test in outside[0]:
                if not {one[test] for one in outside} & {one[test].points for one in within}:
                    odd.append(f"{key}: {test}: {inside[key][test]} in a kernel, {outside[0][test]} outside")
    assert not odd, "\n".join(odd)


def _differs(job, result, inside):
    return any(points != inside[test].points for test, points in _points(job, result).items())


def _points(job, result):
    assert result.problem is None, result.problem
    tests = [cell for cell in job.cells if cell.role == "test"]
    return {test.name: earned(result.outputs[test.name], test.points)[0] for test in tests}


@pytest.mark.parametrize(
    ("sheet", "question"),
    [
        pytest.param(sheet, question, id=f"{sheet}-{question.path.stem}")
        for sheet in COURSE.sheets()
        for question in calibration.questions(COURSE, sheet)
    ],
)
def test_thresholds_are_calibrated(sheet, question):
    again = f"run `workbook calibrate {sheet}`"
    assert question.data.is_file(), f"{question.path} was never measured; {again}"
    found = json.loads(question.data.read_text(encoding="utf-8"))
    assert found["code"] == calibration.code_of(COURSE, sheet, question), (
        f"{question.data} is out of date; {again}"
    )
    assert found["seeds"] >= calibration.SEEDS
    unlucky = {name: bad for name, (bad, _, _) in calibration.bounds(question, found).items() if bad}
    assert not unlucky, f"luck decides: {unlucky}; move the threshold or drop the test"
