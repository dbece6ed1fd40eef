"""Judged from outside, every answer of the bank earns what it earns in a kernel, beside its tests."""

from dataclasses import replace

import pytest

from autograder import answers, outcomes, sheets
from autograder.course import Course
from autograder.engine.station import Station
from autograder.engine.verdict import earned
from autograder.execute import Execute

COURSE = Course.find()


@pytest.fixture(scope="module")
def station():
    station = Station()
    yield station
    station.close()


@pytest.mark.parametrize("sheet", COURSE.sheets())
def test_same_points_for_every_answer(sheet, station):
    reference = sheets.read_text(COURSE.text(sheet))
    bank = answers.bank(COURSE.root / "tests" / "answers", sheet)
    spliced = [(answers.splice(reference, {one.grade_id: one.source}), one.grade_id) for one in bank]
    inside = outcomes.outcomes_of_many([(reference, None), *spliced])
    names = ["the reference", *(f"{one.grade_id}/{one.name}" for one in bank)]
    differ = []
    for name, (notebook, changed), found in zip(names, [(reference, None), *spliced], inside, strict=True):
        outside = _outside(station, notebook, changed, sheet)
        differ += [
            f"{name}: {test}: {found[test]} in a kernel, {outside[test]} from outside"
            for test in found
            if found[test].points != outside[test].points
        ]
    assert not differ, "\n".join(differ)


def _outside(station, notebook, changed, sheet):
    """Return the outcomes of the same cells as ``outcomes.outcomes``, judged by the engine."""
    wanted = {cell.id for cell in outcomes.needed_cells(notebook, changed)}
    job = Execute().job(notebook, sheet)
    job = replace(job, cells=[cell for cell in job.cells if cell.name in wanted])
    result = station.judge(job)
    assert result.problem is None, result.problem
    tests = [cell for cell in job.cells if cell.role == "test"]
    return {test.name: outcomes.Outcome(*earned(result.outputs[test.name], test.points)) for test in tests}
