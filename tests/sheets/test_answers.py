"""The tests of every sheet are neither too weak nor too strict, in a kernel and from outside."""

import json
import subprocess

import pytest

from autograder.audit import calibration, trial
from autograder.audit.outcomes import Task, outcomes_of_many
from autograder.authoring import answers, sheets
from autograder.authoring.dependencies import looks, solving_cells
from autograder.course import Course
from autograder.engine import fanout
from autograder.engine.station import Station
from autograder.grading.bank import Bank, Verdicts
from autograder.grading.copies import complete
from autograder.grading.settings import Execute

COURSE = Course.find()
every_sheet = pytest.mark.parametrize("sheet", COURSE.sheets())


@pytest.mark.parametrize(
    "sheet", [one for one in COURSE.sheets() if "jax" not in one]
)  # JAX takes a minute each
def test_a_sample_of_the_audit_has_nothing_to_mend(sheet):
    """A right answer, a wrong one and a mutant of one solution cell."""
    audit = trial.plan(COURSE, sheet, most=1, sample=1).run(workers=1)
    found = audit.all_complaints()
    assert not found, "\n".join(found)


@pytest.mark.proof
@every_sheet
def test_there_is_nothing_to_mend(sheet):
    """As ``workbook audit`` says: answers right and wrong, derived mutants, other seeds, single precision."""
    audit = trial.plan(COURSE, sheet).run(workers=1)
    found = audit.all_complaints()
    assert not found, "\n".join(found)


@pytest.mark.proof
@every_sheet
def test_the_engine_gives_the_same_points(sheet):
    """Judged from outside, answers earn what they earn in a kernel, beside the tests.

    One right and one wrong answer to each solution cell: both sides run a test by the same code, so what
    could differ is what crosses from one to the other, and that is a matter of the cell.
    """
    reference = sheets.read_text(COURSE.text(sheet))
    bank = answers.sample(answers.bank(COURSE.answers, sheet), 1)
    filled = [answers.splice(reference, {one.grade_id: one.source}) for one in bank]
    judged = Bank(COURSE, sheet, reference, Execute(config=COURSE.config()))
    with fanout.on_this_machine(1, subprocess.DEVNULL) as submit:
        outside = [
            {test: points for test, (points, _) in one.points().items()} for one in judged.judge(bank, submit)
        ]
    asked = [frozenset(points) for points in outside]
    solutions = tuple(cell.source for cell in solving_cells(reference))
    inside = outcomes_of_many([Task(*pair, solutions=solutions) for pair in zip(filled, asked, strict=True)])
    odd = []
    for answer, here, there in zip(bank, inside, outside, strict=True):
        for test, points in there.items():
            if here[test].points != points:
                name = f"{answer.grade_id}/{answer.name}: {test}"
                odd.append(
                    f"{name}: {here[test].points} in a kernel, {points} outside ({here[test].message})"
                )
    assert not odd, "\n".join(odd)


@pytest.mark.proof
@every_sheet
def test_looks_change_no_points(sheet):
    """The reference, the release, a right and a wrong answer earn the same with looks and without."""
    reference = sheets.read_text(COURSE.text(sheet))
    bank = answers.bank(COURSE.answers, sheet)
    some = [next(one for one in bank if one.right is right) for right in (True, False)]
    filled = [answers.splice(reference, {one.grade_id: one.source}) for one in some]
    release = complete(sheets.read_notebook(COURSE.release(sheet)), reference)
    settings, left_out = Execute(config=COURSE.config()), looks(reference)
    assert left_out
    station = Station()
    try:
        for notebook in (reference, release, *filled):
            jobs = [settings.job(notebook, sheet, left, reference) for left in ((), left_out)]
            everything, needed = (Verdicts(job, station.judge(job)) for job in jobs)
            assert len(needed.result.times) < len(everything.result.times)
            points = [{test: p for test, (p, _) in one.points().items()} for one in (everything, needed)]
            assert points[0] == points[1]
    finally:
        station.close()


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
    assert found["code"] == calibration.codes(COURSE, sheet, question), (
        f"{question.data} is out of date; {again}"
    )
    assert all(len(values) >= calibration.SEEDS for values in found["values"].values())
    unlucky = {name: bad for name, (bad, _, _) in calibration.bounds(question, found).items() if bad}
    assert not unlucky, f"luck decides: {unlucky}; move the threshold or drop the test"
