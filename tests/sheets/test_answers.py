"""Every right answer of the bank keeps all points; every wrong one loses exactly where it says."""

import pytest

from autograder import answers, outcomes, sheets
from autograder.course import Course

COURSE = Course.find()
BANK = COURSE.root / "tests" / "answers"


@pytest.fixture(scope="module", params=COURSE.sheets())
def tried(request):
    """The reference of a sheet, its outcomes, and each answer of the bank with its outcomes."""
    sheet = request.param
    reference = sheets.read_text(COURSE.text(sheet))
    reference.metadata.sheet = sheet
    bank = answers.bank(BANK, sheet)
    tasks = [
        (answers.splice(reference, {answer.grade_id: answer.source}), answer.grade_id) for answer in bank
    ]
    full, *found = outcomes.outcomes_of_many([(reference, None), *tasks])
    return reference, full, list(zip(bank, found, strict=True))


def test_reference_earns_everything(tried):
    reference, full, _ = tried
    for cell in reference.cells:
        meta = cell.metadata.get("nbgrader", {})
        if meta.get("grade") and not meta.get("solution"):
            assert full[meta["grade_id"]] == (meta["points"], ""), meta["grade_id"]


def test_untouched_release_earns_nothing(tried):
    reference, full, _ = tried
    release = sheets.read_notebook(COURSE.release(reference.metadata.sheet))
    stubs = {
        cell.metadata.nbgrader.grade_id: cell.source
        for cell in release.cells
        if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("solution")
    }
    found = outcomes.outcomes(answers.splice(reference, stubs))
    assert found.keys() == full.keys()
    for test, outcome in found.items():
        assert outcome.points == 0, f"{test} passes although nothing is written"
        assert outcome.message.startswith("NotImplementedError"), f"{test}: {outcome.message}"


def test_right_answers_keep_every_point(tried):
    _, full, found = tried
    lost = [
        f"{answer.grade_id}/right/{answer.name}: {test}: {outcome.message}"
        for answer, result in found
        if answer.right
        for test, outcome in result.items()
        if outcome.points < full[test].points
    ]
    assert not lost, "\n".join(["right answers lost points:", *lost])


def test_wrong_answers_lose_where_they_say(tried):
    """Tests that do not depend on the changed cell are not run, so nothing else can be lost."""
    _, full, found = tried
    odd = []
    for answer, result in found:
        for test in answer.fails:
            where = f"{answer.grade_id}/wrong/{answer.name}"
            if test not in full:
                odd.append(f"{where}: there is no test {test}")
            elif test not in result:
                odd.append(f"{where}: {test} does not depend on {answer.grade_id}")
            elif result[test].points >= full[test].points:
                odd.append(f"{where}: {test} does not notice")
    assert not odd, "\n".join(odd)


def test_every_solution_cell_has_answers(tried):
    reference, _, found = tried
    for cell in reference.cells:
        meta = cell.metadata.get("nbgrader", {})
        if cell.cell_type == "code" and meta.get("solution"):
            kinds = [answer.right for answer, _ in found if answer.grade_id == meta["grade_id"]]
            assert kinds.count(True) >= 2, f"{meta['grade_id']} has fewer than two right answers"
            assert kinds.count(False) >= 4, f"{meta['grade_id']} has fewer than four wrong answers"
