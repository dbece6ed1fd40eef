"""Files as browsers, platforms and long loops make them: wrong endings, zip in zip, megabytes of outputs."""

import copy
import io
import json
import zipfile

import pytest
from downloads import laid_out, packed, work
from tiny import SHEET, filled

from autograder.intake import outputs
from autograder.intake.collect import collect
from autograder.intake.outputs import without_outputs


def zipped(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def collected(course, tmp_path, files):
    return collect(course, packed(tmp_path / "all.zip", files), SHEET)


def large(course, megabytes=24, lines=False):
    """Return a notebook whose outputs are so large: one text, or lines that pack well."""
    notebook = json.loads(work(course))
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            text = ["nan\n"] * (megabytes * 2**17) if lines else 'a]}\\"[{' * (megabytes * 2**17)
            cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": text}]
            break
    return json.dumps(notebook).encode()


def test_a_browser_adds_an_ending(course, tmp_path):
    names = ["01_tiny.ipynb.txt", "01_tiny.ipynb.json", "01_tiny.json", "01_tiny"]
    files = {f"s{k}/{name}": work(course) for k, name in enumerate(names)}
    files |= {"html/01_tiny.html": b"<html>", "other/package.json": b'{"name": "grade_id"}'}
    found = collected(course, tmp_path, files)
    assert [one.student for one in found.collected] == ["s0", "s1", "s2", "s3"]
    assert found.collected[0].notes == ["It was called 01_tiny.ipynb.txt."]
    assert [one.path for one in found.left] == ["html/01_tiny.html", "other/package.json"]
    assert all(one.todo for one in found.left)


def test_a_zip_in_the_zip(course, tmp_path):
    mac = {
        "a/01_tiny.ipynb": work(course),
        "__MACOSX/a/._01_tiny.ipynb": b"\0",
        "a/.ipynb_checkpoints/b.ipynb": b"{}",
        "../../evil.ipynb": work(course),
        "Bob_2_assignsubmission_file/01_tiny.ipynb": work(course),
    }
    files = {
        "Ada_1_assignsubmission_file/my.zip": zipped({"x/01_tiny.ipynb": work(course)}),
        "Eve_3_assignsubmission_file/my.zip": zipped(mac),
        "Dora_4_assignsubmission_file/my.zip": zipped({"inner.zip": zipped({"01_tiny.ipynb": work(course)})}),
        "Fay_6_assignsubmission_file/my.zip": zipped({"01_tiny.ipynb": b"{}"}),
        "Fay_6_assignsubmission_file/01_tiny.ipynb": work(course),
        "Emil_5_assignsubmission_file/my.7z": b"7z",
    }
    found = collected(course, tmp_path, files)
    assert [one.student for one in found.collected] == ["ada", "eve", "fay"]  # and nothing of Eve's is Bob's
    reasons = {one.path.partition("_")[0]: one.reason for one in found.left}
    assert reasons["Dora"] == reasons["Emil"] == "is an archive that cannot be opened here."
    assert any("leads out" in one.reason for one in found.left) and found.to_look_at


def test_an_archive_within_cannot_swell(course, tmp_path):
    bomb = zipped({f"{k}.ipynb": b" " * 30 * 2**20 for k in range(12)})
    files = {"ada/my.zip": bomb, "bob/01_tiny.ipynb": work(course)}
    found = collected(course, tmp_path, files)
    assert [one.student for one in found.collected] == ["bob"]
    assert len(found.left) == 12 and all(
        "too large" in one.reason or "not read" in one.reason for one in found.left
    )


@pytest.mark.parametrize("lines", [False, True])
def test_megabytes_of_outputs_are_left_out(course, tmp_path, lines):
    data = large(course, 3 if lines else 24, lines)  # a loop packs more than 200-fold
    sources = [packed(tmp_path / "all.zip", {"ada/01_tiny.ipynb": data})]
    if not lines:
        sources.append(laid_out(tmp_path / "folder", {"ada/01_tiny.ipynb": data}))
    for source in sources:
        found = collect(course, source, SHEET)
        [ada] = found.collected
        assert "so it was read without its outputs." in ada.notes[0] and not found.to_look_at
    kept = json.loads(course.submitted(SHEET, "ada").read_bytes())
    assert [cell["source"] for cell in kept["cells"]] == [
        cell["source"] for cell in json.loads(data)["cells"]
    ]


def test_only_outputs_of_cells_are_left_out(course, monkeypatch):
    notebook = copy.deepcopy(json.loads(json.dumps(filled(course))))
    notebook["metadata"]["outputs"] = [1]
    code = next(cell for cell in notebook["cells"] if cell["cell_type"] == "code")
    code["metadata"]["outputs"] = [2]
    code["source"] = '"outputs": [3]'
    code["outputs"] = [{"outputs": ["]"]}]
    short = json.loads(without_outputs(json.dumps(notebook).encode()))
    code["outputs"] = []
    assert short["metadata"]["outputs"] == [1]
    assert short["cells"] == notebook["cells"]
    assert without_outputs(b'"' + b'\\"' * 10**6) is None  # the square of it would take minutes
    assert without_outputs(b'{"cells": [{"outputs": [1') is without_outputs(b"[" * 10**5) is None
    monkeypatch.setattr(outputs, "MOST_TOKENS", 10)
    assert without_outputs(json.dumps(notebook).encode()) is None
