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
    notebooks = [answers.splice(reference, {answer.grade_id: answer.source}) for answer in bank]
    first, *rest = outcomes.outcomes_of_many([reference, *notebooks])
    return reference, first, list(zip(bank, rest, strict=True))


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


def test_wrong_answers_lose_where_they_say_and_nowhere_else(tried):
    reference, full, found = tried
    odd = []
    for answer, result in found:
        if answer.right:
            continue
        where = f"{answer.grade_id}/wrong/{answer.name}"
        for test in answer.fails:
            if test not in full:
                odd.append(f"{where}: there is no test {test}")
            elif result[test].points >= full[test].points:
                odd.append(f"{where}: {test} does not notice")
        for test in set(full) - set(answer.fails):
            depends = outcomes.depends_on(reference, test, answer.grade_id)
            if result[test].points < full[test].points and not depends:
                odd.append(f"{where}: {test} fails too, and does not depend on it: {result[test].message}")
    assert not odd, "\n".join(odd)


def test_every_solution_cell_has_answers(tried):
    reference, _, found = tried
    for cell in reference.cells:
        meta = cell.metadata.get("nbgrader", {})
        if cell.cell_type == "code" and meta.get("solution"):
            kinds = [answer.right for answer, _ in found if answer.grade_id == meta["grade_id"]]
            assert kinds.count(True) >= 2, f"{meta['grade_id']} has fewer than two right answers"
            assert kinds.count(False) >= 4, f"{meta['grade_id']} has fewer than four wrong answers"
