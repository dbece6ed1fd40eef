"""The tutor in the notebook: tables follow the bank, and a hint opens for whom it is meant alone."""

import json
import subprocess
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from autograder.audit import locked
from autograder.audit.encounters import code_for, encounters, times, visible
from autograder.authoring import answers, cells, sheets
from autograder.authoring.dependencies import dependents, needed_cells
from autograder.course import Course
from autograder.engine import fanout
from autograder.grading.bank import Bank
from autograder.grading.settings import Execute
from helpers.locks import opened

COURSE = Course.find()
HELD_OUT = Path(__file__).parents[1] / "tutor"
LEAST = 0.5  # share of held-out answers that open the right hint; the others fail by 0, 1, or a hidden test
SAME = 0.95  # share of a table that another machine makes, too
SLOW = {"01_theory", "04_jax_binary_mnist"}  # to make their tables takes half of the time of all
every_sheet = pytest.mark.parametrize("sheet", COURSE.sheets())
# A wrong answer to each sheet that shows its hint.
SHOWN = {
    "01_theory": "log_gauss/half_forgotten",
    "02_backprop": "d_bce_with_logits/n_forgotten",
    "03_optimization": "valley/squares_the_factor",
    "04_jax_binary_mnist": "loss/sum_over_the_batch",
    "05_jax_mnist": "cross_entropy/sum",
    "06_torch_cnn": "brightness/blue_first",
    "07_flows": "affine/transpose_forgotten",
}


def _shown(sheet):
    return visible(sheets.read_text(COURSE.text(sheet)))


def _locks(sheet):
    return json.loads(COURSE.locked_hints(sheet).read_text(encoding="utf-8"))["locks"]


def _wrong(sheet):
    return {(one.grade_id, one.name): one for one in answers.bank(COURSE.answers, sheet) if not one.right}


@every_sheet
def test_the_table_was_made_from_what_is_there(sheet):
    assert locked.drift(COURSE, sheet) == [], f"run `workbook build {sheet}`"


@every_sheet
def test_the_table_reveals_nothing(sheet):
    content = COURSE.locked_hints(sheet).read_text(encoding="utf-8")
    assert set(json.loads(content)) == {"digest", "locks"}
    assert len({len(lock) for lock in _locks(sheet)}) == 1  # and there is one
    names = {part for one in _wrong(sheet) for part in one if len(part) > 4}
    assert not [name for name in names if name in content]


@pytest.mark.proof
@pytest.mark.parametrize("sheet", [one for one in COURSE.sheets() if one not in SLOW])
def test_the_table_is_what_the_bank_makes(sheet):
    """Also where numbers are rounded otherwise. What a table was made from, its digest tells for all."""
    made, locks = locked.hints(COURSE, sheet, workers=1), _locks(sheet)
    opens = [opened(locks, [fingerprint], sheet) == hint for fingerprint, hint in made.items()]
    assert sum(opens) >= SAME * max(len(opens), len(locks)), f"{sum(opens)} of {len(opens)} and {len(locks)}"


@pytest.mark.proof
@every_sheet
def test_held_out_answers_open_the_right_hint_or_none(sheet, record_property):
    """As the feedback's tutor is measured: see ``test_heldout``."""
    shown, bank, locks = _shown(sheet), _wrong(sheet), _locks(sheet)
    twins, tried = [], []
    for path in sorted((HELD_OUT / sheet).glob("*/*.py")):
        first, source = path.read_text(encoding="utf-8").split("\n", 1)
        twins.append(first.removeprefix("# same as: ").strip())
        asked = tuple(dependents(shown, path.parent.name))
        tried.append(answers.Answer(sheet, path.parent.name, False, path.stem, source, fails=asked))
    seconds = times(shown, workers=1)
    right, silent, wrong = [], [], []
    met = encounters([code_for(shown, one, seconds) for one in tried], workers=1)
    for twin, answer, found in zip(twins, tried, met, strict=True):
        # In the order of the sheet: the first hint is the one that a student acts on.
        hints = [opened(locks, seen.fingerprints(), sheet) for seen in found.seen.values()]
        hint = next(filter(None, hints), "")
        name = f"{answer.grade_id}/{answer.name} (as {twin})"
        expected = bank[answer.grade_id, twin].hint if twin != "nothing" else None
        (silent if not hint else right if hint == expected else wrong).append(name)
    asked = [name for name in [*right, *silent] if "(as nothing)" not in name]
    record_property("right hints", f"{len(right)} of {len(asked)}")
    print(f"{sheet}: {len(right)} of {len(asked)} open the right hint, {len(wrong)} a wrong one")
    assert not wrong, f"a wrong hint: {wrong}"
    assert len(right) >= LEAST * len(asked), f"{len(right)} of {len(asked)} open the hint; not: {silent}"


@pytest.mark.parametrize(
    "sheet",
    [
        pytest.param(one, marks=[pytest.mark.proof] * (one != "02_backprop"))
        for one in COURSE.sheets()
        if one in SHOWN
    ],
)
def test_in_a_kernel_the_hint_stands_below_the_message(sheet, tmp_path):
    """As students run the sheet: in full, in Jupyter's kernel."""
    answer = _wrong(sheet)[tuple(SHOWN[sheet].split("/"))]
    filled = answers.splice(_shown(sheet), {answer.grade_id: answer.source})
    notebook = nbformat.v4.new_notebook(cells=needed_cells(filled, frozenset(answer.fails[:1])))
    client = NotebookClient(
        notebook, timeout=300, allow_errors=True, resources={"metadata": {"path": str(tmp_path)}}
    )
    client.execute()
    [test] = [cell for cell in notebook.cells if cells.is_test(cell)]
    [output] = [output for output in test.outputs if output.output_type == "error"]
    said = "\n".join(output.traceback)
    assert said.startswith("incorrect: ")
    assert said.endswith(f"\nA likely cause: {answer.hint}")


@pytest.mark.proof
def test_in_grading_no_test_shows_a_hint():
    """Its tests run outside of the student's process, and of IPython: the feedback has a tutor of its own."""
    sheet = "02_backprop"
    answer = _wrong(sheet)[tuple(SHOWN[sheet].split("/"))]
    judged = Bank(COURSE, sheet, sheets.read_text(COURSE.text(sheet)), Execute(config=COURSE.config()))
    with fanout.on_this_machine(1, subprocess.DEVNULL) as submit:
        [verdicts] = judged.judge([answer], submit)
    assert set(answer.fails) <= set(verdicts.lost())
    assert not [out for out in verdicts.result.outputs.values() if "likely cause" in str(out)]
