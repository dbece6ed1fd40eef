"""A student's first hour: JupyterLab opens a sheet, a wrong answer hears why, a right one passes."""

import json

import pytest
from backprop import if_there
from jupyter import jupyter_lab
from playwright.sync_api import expect
from sheet import FILLED, SHEET, environment, open_sheet, run, unpack_bundle, validate, width_of, write

pytestmark = if_there

RELU = "def relu(z: np.ndarray) -> np.ndarray:\n    return {}"
D_RELU = "def d_relu(z: np.ndarray) -> np.ndarray:\n    return (z > 0) * 1.0"


@pytest.fixture(scope="module")
def lab(chromium, tmp_path_factory):
    """JupyterLab on what a student has unpacked; `folder` is there."""
    folder = tmp_path_factory.mktemp("student")
    root = unpack_bundle(folder)
    with jupyter_lab(root, folder, **environment(root)) as server:
        yield server


def test_the_first_task(lab, page):
    open_sheet(page, lab, f"{SHEET}.ipynb")
    run(page, "setup")
    assert width_of(run(page, "moons_picture").locator("img")) > 300

    run(page, "relu")
    expect(run(page, "test_relu")).to_contain_text("not attempted yet: 2.1 relu")

    write(page, "relu", RELU.format("np.abs(z)"))
    run(page, "relu")
    said = run(page, "test_relu")
    expect(said).to_contain_text("incorrect: relu([-2, -0.5, 0, 0.5, 3])[0] is 2, expected 0")
    expect(said).not_to_contain_text("Traceback")

    write(page, "relu", RELU.format("np.maximum(z, 0)"))
    run(page, "relu")
    expect(run(page, "test_relu")).to_have_text("passed: 2.1 relu keeps the positive part.")

    write(page, "d_relu", D_RELU)
    run(page, "d_relu")
    assert width_of(run(page, "look_relu").locator("img")) > 300
    expect(run(page, "test_d_relu")).to_contain_text("passed: 2.1 d_relu")

    said = validate(page)
    assert "not attempted yet: 2.2 sigmoid" in said and "2.1 relu" not in said and "2.1 d_relu" not in said
    # Validating has saved the sheet, so it can be handed in.
    saved = json.loads((lab.folder / SHEET / f"{SHEET}.ipynb").read_text(encoding="utf-8"))
    assert any("np.maximum(z, 0)" in "".join(cell["source"]) for cell in saved["cells"])


def test_a_filled_sheet(lab, page):
    open_sheet(page, lab, FILLED)
    assert "Success! Your notebook passes all the tests." in validate(page)
