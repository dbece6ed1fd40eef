"""Check a notebook before you hand it in: are all cells there, does it run to its end, which tests pass?"""

import copy
import hashlib
import os
import re
import shutil
import tempfile
import warnings
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

from helpers import beside
from helpers.announce import claim
from helpers.budget import WAIT_QUIETLY
from helpers.lacking import lacking
from helpers.rehearsal import Rehearsal, lost_pictures, marks, name, rehearse

LARGEST = 10 * 2**20  # bytes; learning platforms refuse large files
_VOICES = ("not attempted yet", "incorrect", "crashed")
_NO_ANSWER = "*Your answer here.*"
_ANSI = re.compile(r"\x1b\[[0-9;]*m")


class NotReady(Exception):
    """The file cannot be handed in; the message gives the reason and what to do."""


@dataclass
class Report:
    """What was found in a notebook.

    Attributes:
        sheet: its name.
        notes: what is unusual, one sentence each.
        look: what a person would have to look at when it is graded, one sentence each.
        files: the files beside the notebook that it needs.
        rehearsal: the notebook as grading will run it.
        empty: the answers that have not been changed since the release.
        seconds: how long the notebook ran, or None if it was not run.
        tests: for each visible test, in order, its claim and its message, which is empty if it passed.
        stopped: why the notebook did not run to its end, or None.
    """

    sheet: str
    notes: list[str] = field(default_factory=list)
    look: list[str] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    rehearsal: Rehearsal = field(default_factory=Rehearsal)
    empty: list[str] = field(default_factory=list)
    seconds: float | None = None
    tests: list[tuple[str, str]] = field(default_factory=list)
    stopped: str | None = None


def digest(source: str) -> str:
    """Return a short digest of a cell's source, to see whether it was changed."""
    return hashlib.sha256(source.strip().encode()).hexdigest()[:12]


def inspect(path: Path) -> tuple[Report, "NotebookNode"]:  # noqa: F821
    """Look at a notebook without running it.

    Raises:
        NotReady: if it is not a notebook, is not a sheet of the course, or lacks a cell for an answer.
    """
    import nbformat

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of a notebook without ids, from Colab say
            notebook = nbformat.read(path, as_version=4)
    except FileNotFoundError:
        raise NotReady(f"There is no file {path}.") from None
    except Exception as error:
        raise NotReady(
            f"{path.name} is not a notebook ({type(error).__name__}); save it in JupyterLab and try again."
        ) from None
    named = [cell for cell in notebook.cells if name(cell)]
    sheet = _sheet(notebook, named, path)
    if not sheet:
        raise NotReady(
            f"{path.name} is not a sheet of this course, or it is an old version; get the sheet again and "
            "copy your answers into it."
        )
    found = Counter(map(name, named))
    if missing := [one for one in sheet["answers"] if one not in found]:
        raise NotReady(
            f"The cell for your answer {missing[0]!r} is missing{_and_more(missing)}. Undo the deletion in "
            "JupyterLab (Edit, Undo Cell Operation), or copy the cell from a new copy of the sheet. A new "
            "cell with the same text is not enough."
        )
    report = Report(sheet["name"])
    if sheet is not notebook.metadata.get("sheet"):
        report.notes.append(
            "The editor that saved the notebook has removed the list of its cells; whether one is missing "
            "or changed cannot be checked."
        )
    sources = {name(cell): cell.source for cell in reversed(named)}
    report.empty = [one for one, stub in sheet["answers"].items() if digest(sources[one]) == stub]
    report.rehearsal = rehearse(notebook, sheet, report.empty)
    report.notes += report.rehearsal.notes
    report.look += report.rehearsal.look
    code = [cell.source for cell in report.rehearsal.cells if cell.cell_type == "code"]
    written = [source for source in code if source not in sheet["given"].values()]
    report.notes += lacking(written)
    texts = [cell.source for cell in notebook.cells if cell.cell_type != "code"]
    place = path.resolve()
    report.files = beside.needed(place, written, texts)
    inside = [one.relative_to(place.parent).as_posix() for one in report.files]
    report.look += lost_pictures(notebook, sheet, inside) + beside.objections(place.parent, report.files)
    return report, notebook


def run(notebook: "NotebookNode", folder: Path, report: Report) -> None:  # noqa: F821
    """Run a notebook as grading will, with this Python; write what the tests say into the report.

    It runs in a folder of its own, with the files that are handed in and no others.
    """
    with tempfile.TemporaryDirectory() as scratch:
        for file in report.files:
            target = Path(scratch) / file.relative_to(folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target)
        _run_in(scratch, notebook, report)


def _run_in(folder: str, notebook: "NotebookNode", report: Report) -> None:  # noqa: F821
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellTimeoutError, DeadKernelError

    notebook = nbformat.from_dict(copy.deepcopy(notebook))
    notebook.cells = copy.deepcopy(report.rehearsal.cells)
    notebook.metadata.pop("widgets", None)  # as Colab writes them, they cannot be read
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.execution_count = None  # of an earlier run
    client = NotebookClient(
        notebook,
        timeout=120,
        kernel_name="python3",  # whatever the notebook names: a kernel of another machine, say
        allow_errors=True,
        resources={"metadata": {"path": folder}},
        extra_arguments=["--log-level=40"],
    )
    start = monotonic()
    try:
        client.execute(env={**os.environ, "WORKBOOK_BUDGET": "quick", **WAIT_QUIETLY})
    except CellTimeoutError:
        report.stopped = (
            "A cell takes more than two minutes, and grading stops a cell after one. Look for a loop in it "
            "that does not end."
        )
    except DeadKernelError:
        report.stopped = "Python ended before the last cell: it ran out of memory, or a cell calls exit()."
    except Exception as error:  # whatever the notebook is, a student reads a sentence
        report.stopped = f"The notebook could not be run ({type(error).__name__}: {error})."
    report.seconds = monotonic() - start
    for cell in notebook.cells:
        if cell.cell_type == "code" and (text := claim(cell.source)):
            done = cell.execution_count is not None
            report.tests.append((text, _said(cell.outputs) if done else "was not run"))


def hand_in(path: Path, folder: Path) -> Path:
    """Copy a notebook, under the name of its sheet, to a folder from which it can be uploaded.

    If the file is too large, the copy has no outputs.

    Raises:
        NotReady: if the copy cannot be written.
    """
    import nbformat

    report, notebook = inspect(path)
    target = folder / f"{report.sheet}.ipynb"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if target.exists() and target.samefile(path):
            if path.stat().st_size > LARGEST:
                raise NotReady(f"{target} is too large to be uploaded; name another folder by --folder.")
        elif path.stat().st_size <= LARGEST:
            shutil.copyfile(path, target)
        else:
            for cell in notebook.cells:
                if cell.cell_type == "code":
                    cell.outputs, cell.execution_count = [], None
            nbformat.write(notebook, target)
    except OSError as error:
        raise NotReady(
            f"{target} could not be written ({error.strerror}); name another folder by --folder."
        ) from error
    return target


def hand_in_files(files: list[Path], home: Path, target: Path) -> list[Path]:
    """Copy the files that a notebook needs to where its copy lies, in a form that platforms take.

    Platforms know no folders: if a file lies in one, all are packed into an archive, which grading opens.

    Args:
        files: the files.
        home: the folder of the notebook.
        target: the copy of the notebook.

    Raises:
        NotReady: if they cannot be written.
    """
    try:
        if any(file.parent != home for file in files):
            packed = target.with_name(f"{target.stem}-files.zip")
            with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
                for file in files:
                    archive.write(file, file.relative_to(home).as_posix())
            return [packed]
        copies = [target.with_name(file.name) for file in files]
        for file, one in zip(files, copies, strict=True):
            if not (one.exists() and one.samefile(file)):
                shutil.copyfile(file, one)
    except OSError as error:
        raise NotReady(
            f"Your files could not be written to {target.parent} ({error.strerror}); name another folder by "
            "--folder."
        ) from error
    return copies


def main(arguments: list[str] | None = None) -> int:
    """Check a notebook, print what was found, and write the one file to upload; return the exit code."""
    import argparse

    parser = argparse.ArgumentParser(prog="python -m helpers", description="Tools for students.")
    commands = parser.add_subparsers(required=True, metavar="handin")
    command = commands.add_parser(
        "handin", help="check a notebook and make the file to upload", description=__doc__
    )
    command.add_argument("notebook", type=Path, help="for example 02_backprop.ipynb")
    command.add_argument(
        "--folder", type=Path, default=Path("handin"), help="where to put the file (default: %(default)s)"
    )
    options = parser.parse_args(arguments)
    try:
        report, notebook = inspect(options.notebook)
        answers = len({name(cell) for cell in notebook.cells if marks(cell).get("solution")})
        home = options.notebook.resolve().parent
        print(f"{report.sheet}: all {answers} answer cells are there. Running the notebook ...", flush=True)
        run(notebook, home, report)
        print("\n".join(lines(report)))
        target = hand_in(options.notebook, options.folder)
        files = hand_in_files(report.files, home, target)
    except NotReady as error:
        print(error)
        return 1
    upload = "Upload this one file: {}" if not files else "Upload these files together:\n  {}"
    sized = [f"{one} ({one.stat().st_size / 2**20:.1f} MB)" for one in (target, *files)]
    print("\n" + upload.format("\n  ".join(sized)))
    return 0


def lines(report: Report) -> list[str]:
    """Return a report as lines for people."""
    shown = [*report.notes]
    if report.look:
        shown.append("A person would have to look at this before your grade is final; you can still mend it:")
        shown += [f"  {what}" for what in report.look]
    if report.stopped:
        shown.append(report.stopped)
    elif report.seconds is not None:
        shown.append(f"The notebook runs from top to bottom in {report.seconds:.0f} s.")
    for text, said in report.tests:
        mark = "✓" if not said else "–" if said.startswith(_VOICES[0]) else "✗"
        shown.append(f"{mark} {text}" + (f"\n    {said}" if said and mark == "✗" else ""))
    passed = sum(not said for _, said in report.tests)
    shown.append(f"{passed} of {len(report.tests)} visible tests pass. Grading also runs hidden tests.")
    if report.empty:
        shown.append(f"Not answered yet: {', '.join(report.empty)}.")
    return shown


def _sheet(notebook: "NotebookNode", named: list, path: Path) -> dict | None:  # noqa: F821
    """Return what the release says of its cells; if that was dropped, what the cells and the name tell."""
    sheet = notebook.metadata.get("sheet")
    if isinstance(sheet, dict) and {"name", "answers", "given", "order"} <= sheet.keys():
        return sheet
    answers = {name(cell): "" for cell in named if marks(cell).get("solution")}
    if not answers:
        return None
    if not (called := re.search(r"\d\d_[a-z0-9]+(?:_[a-z0-9]+)*", path.name)):
        raise NotReady(
            f"{path.name} does not tell which sheet it is; give it the name of the sheet again, for example "
            "02_backprop.ipynb."
        )
    for cell in named:
        if "is not written yet." in cell.source or cell.source.strip() == _NO_ANSWER:
            answers[name(cell)] = digest(cell.source)
    return {"name": called[0], "answers": answers, "given": {}, "order": []}


def _said(outputs: list) -> str:
    """Return what a test said, or nothing if it passed."""
    for output in outputs:
        if output.output_type == "error":
            text = _ANSI.sub("", "\n    ".join(output.traceback))
            return text if text.startswith(_VOICES) else f"{output.ename}: {output.evalue}"
    return ""


def _and_more(names: list[str]) -> str:
    return f" (and {len(names) - 1} more)" if len(names) > 1 else ""
