"""Every right answer of the bank keeps all points; every wrong one loses exactly where it says."""

import subprocess
from dataclasses import replace

import pytest

from autograder import answers, outcomes, sheets
from autograder.course import Course
from autograder.engine import fanout
from autograder.engine.verdict import earned
from autograder.execute import Execute

COURSE = Course.find()
BANK = COURSE.root / "tests" / "answers"


@pytest.fixture(scope="module", autouse=True)
def compile_once(tmp_path_factory):
    """Let the processes that try answers share what JAX compiles, which is most of their time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JAX_COMPILATION_CACHE_DIR", str(tmp_path_factory.mktemp("jax")))
        patch.setenv("JAX_PERSISTENT_CACHE_MIN_COMPILE_TIME_SECS", "0")
        patch.setenv("JAX_PERSISTENT_CACHE_MIN_ENTRY_SIZE_BYTES", "-1")
        yield


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
    # In a process of its own: what a sheet starts or sets (threads, the precision of JAX) would stay here.
    [found] = outcomes.outcomes_of_many([(answers.splice(reference, stubs), None)])
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


def test_the_engine_gives_the_same_points(tried):
    """Judged from outside, every answer earns what it earns in a kernel, beside its tests."""
    reference, full, found = tried
    answered = [(None, "the reference", full)]
    answered += [(answer, f"{answer.grade_id}/{answer.name}", result) for answer, result in found]
    with fanout.on_this_machine(2, subprocess.DEVNULL) as submit:
        results = [submit(_job(reference, answer)) for answer, _, _ in answered]
        differ = []
        for (answer, name, inside), outside in zip(answered, results, strict=True):
            points = _points(_job(reference, answer), outside.result())
            if any(points[test] != inside[test].points for test in inside):
                differ.append((answer, name, inside))
        # An answer that draws its own random numbers may differ once, but not always.
        odd = []
        for answer, name, inside in differ:
            job = _job(reference, answer)
            tries = [_points(job, submit(job).result()) for _ in range(3)]
            for test, outcome in inside.items():
                again = [outcome.points, *(_inside(reference, answer)[test].points for _ in range(2))]
                if not {one[test] for one in tries} & set(again):
                    odd.append(f"{name}: {test}: {outcome} in a kernel, {tries[0][test]} from outside")
    assert not odd, "\n".join(odd)


def _notebook(reference, answer):
    return answers.splice(reference, {answer.grade_id: answer.source}) if answer else reference


def _inside(reference, answer):
    changed = answer.grade_id if answer else None
    return next(outcomes.outcomes_of_many([(_notebook(reference, answer), changed)]))


def _job(reference, answer):
    """Return the cells that ``outcomes.outcomes`` would run, for the engine."""
    notebook = _notebook(reference, answer)
    wanted = {cell.id for cell in outcomes.needed_cells(notebook, answer.grade_id if answer else None)}
    job = Execute().job(notebook, reference.metadata.sheet, reference)
    return replace(job, cells=[cell for cell in job.cells if cell.name in wanted])


def _points(job, result):
    assert result.problem is None, result.problem
    tests = [cell for cell in job.cells if cell.role == "test"]
    return {test.name: earned(result.outputs[test.name], test.points)[0] for test in tests}
