"""Check a notebook before you hand it in: are all cells there, does it run to its end, which tests pass?"""

import copy
import hashlib
import os
import re
import shutil
import warnings
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

from helpers.announce import claim
from helpers.lacking import lacking

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
        changed: the tests that are not as they were given; that they pass says nothing.
        empty: the answers that have not been changed since the release.
        seconds: how long the notebook ran, or None if it was not run.
        tests: for each visible test, in order, its claim and its message, which is empty if it passed.
        stopped: why the notebook did not run to its end, or None.
    """

    sheet: str
    notes: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
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
    named = [cell for cell in notebook.cells if _name(cell)]
    sheet = _sheet(notebook, named, path)
    if not sheet:
        raise NotReady(
            f"{path.name} is not a sheet of this course, or it is an old version; get the sheet again and "
            "copy your answers into it."
        )
    found = Counter(map(_name, named))
    if missing := [name for name in sheet["answers"] if name not in found]:
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
    sources = {_name(cell): cell.source for cell in named}
    report.empty = [name for name, stub in sheet["answers"].items() if digest(sources[name]) == stub]
    for name in sheet["given"]:
        if name not in sources:
            report.notes.append(f"The cell {name} is missing; grading puts it back.")
        elif digest(sources[name]) != sheet["given"][name]:
            report.notes.append(f"The cell {name} was changed; grading uses the original.")
            report.changed.append(claim(sources[name]))
    report.notes += [
        f"The cell {name} occurs {n} times; the first one counts." for name, n in found.items() if n > 1
    ]
    written = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    given = {sources.get(name) for name in sheet["given"]} - {sources.get(name) for name in ["setup"]}
    report.notes += lacking([source for source in written if source not in given], path.resolve().parent)
    return report, notebook


def run(notebook: "NotebookNode", folder: Path, report: Report) -> None:  # noqa: F821
    """Run a notebook from top to bottom, with this Python; write what the tests say into the report."""
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellTimeoutError, DeadKernelError

    notebook = nbformat.from_dict(copy.deepcopy(notebook))
    notebook.metadata.pop("widgets", None)  # as Colab writes them, they cannot be read
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.execution_count = None  # of an earlier run
    client = NotebookClient(
        notebook,
        timeout=120,
        kernel_name="python3",  # whatever the notebook names: a kernel of another machine, say
        allow_errors=True,
        resources={"metadata": {"path": str(folder)}},
        extra_arguments=["--log-level=40"],
    )
    start = monotonic()
    try:
        client.execute(env={**os.environ, "WORKBOOK_BUDGET": "quick"})
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
            said = _said(cell.outputs) if done else "was not run"
            if not said and text in report.changed:
                said = "was changed, so that it passes says nothing; copy it from a new copy of the sheet"
            report.tests.append((text, said))


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
        answers = len({_name(cell) for cell in notebook.cells if _marks(cell).get("solution")})
        print(f"{report.sheet}: all {answers} answer cells are there. Running the notebook ...", flush=True)
        run(notebook, options.notebook.resolve().parent, report)
        print("\n".join(lines(report)))
        target = hand_in(options.notebook, options.folder)
    except NotReady as error:
        print(error)
        return 1
    small = target.stat().st_size / 2**20
    print(f"\nUpload this one file: {target} ({small:.1f} MB)")
    return 0


def lines(report: Report) -> list[str]:
    """Return a report as lines for people."""
    shown = [*report.notes]
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


def _marks(cell: "NotebookNode") -> dict:  # noqa: F821
    """Return nbgrader's marks of a cell, whatever an editor made of them."""
    marks = cell.metadata.get("nbgrader")
    return marks if isinstance(marks, dict) else {}


def _name(cell: "NotebookNode") -> str:  # noqa: F821
    """Return the grade_id of a cell, or nothing."""
    return str(_marks(cell).get("grade_id") or "")


def _sheet(notebook: "NotebookNode", named: list, path: Path) -> dict | None:  # noqa: F821
    """Return what the release says of its cells; if that was dropped, what the cells and the name tell."""
    sheet = notebook.metadata.get("sheet")
    if isinstance(sheet, dict) and {"name", "answers", "given"} <= sheet.keys():
        return sheet
    answers = {_name(cell): "" for cell in named if _marks(cell).get("solution")}
    if not answers:
        return None
    if not (name := re.search(r"\d\d_[a-z0-9]+(?:_[a-z0-9]+)*", path.name)):
        raise NotReady(
            f"{path.name} does not tell which sheet it is; give it the name of the sheet again, for example "
            "02_backprop.ipynb."
        )
    for cell in named:
        if "is not written yet." in cell.source or cell.source.strip() == _NO_ANSWER:
            answers[_name(cell)] = digest(cell.source)
    return {"name": name[0], "answers": answers, "given": {}}


def _said(outputs: list) -> str:
    """Return what a test said, or nothing if it passed."""
    for output in outputs:
        if output.output_type == "error":
            text = _ANSI.sub("", "\n    ".join(output.traceback))
            return text if text.startswith(_VOICES) else f"{output.ename}: {output.evalue}"
    return ""


def _and_more(names: list[str]) -> str:
    return f" (and {len(names) - 1} more)" if len(names) > 1 else ""
