"""The whole journey on a sample class: release, collect, grade, feedback, report, export."""

import os
import shutil
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from rich.console import Console

from autograder.authoring import answers, build, cells, sheets
from autograder.course import CONFIG, Course, CourseError

SHEET = "02_backprop"


def demonstrate(course: Course, console: Console) -> None:
    """Set up a course in ``demo/``, take a sample class through it, and print what happens.

    Args:
        course: the real course; only ``demo/`` inside it is written, anew each time.
        console: where to print.
    """
    os.environ["WORKBOOK_MNIST"] = "digits"  # the embedded data: no network, the same everywhere
    from autograder.grading import grade
    from autograder.handback.export import export_grades
    from autograder.handback.feedback import write_feedback
    from autograder.handback.report import page
    from autograder.intake.collect import collect
    from autograder.intake.roster import read_roster
    from autograder.terminal import print_collection, print_export, print_report, print_scores, progress_bar

    stage = _stage(course)
    console.print(f"[bold]1[/] The release of {SHEET} is generated from its source.")
    release = build.release_notebook(stage, SHEET)
    stage.release(SHEET).parent.mkdir(parents=True)
    stage.release(SHEET).write_text(release, encoding="utf-8")

    console.print("[bold]2[/] A class hands in on Moodle, and the download is collected:")
    reference = sheets.read_notebook(course.source(SHEET))
    bank = answers.bank(course.answers, SHEET)
    everybody = sample_class(nbformat.reads(release, 4), reference, bank)
    for student, (story, _) in everybody.items():
        console.print(f"    {student:8} {story}", highlight=False)
    download, roster = _download(stage.root, everybody)
    print_collection(console, stage, collect(stage, download, SHEET, read_roster(roster)))

    console.print("[bold]3[/] Every notebook is repaired, executed and scored.")
    students = stage.students(SHEET)
    with progress_bar(console) as bar:
        task = bar.add_task("grading", total=len(students))
        graded = grade.grade(stage, SHEET, progress=lambda _: bar.advance(task))
        grade.add_hints(stage, SHEET)
    pages = write_feedback(stage, SHEET)
    print_scores(console, stage, SHEET, graded)

    console.print("[bold]4[/] How the class did, and the grades.")
    made = page.make_report(stage, SHEET)
    stage.report(SHEET).parent.mkdir(exist_ok=True)
    stage.report(SHEET).write_text(page.as_page(made), encoding="utf-8")
    print_report(console, made, stage.report(SHEET).relative_to(course.root))
    print_export(console, export_grades(stage, "csv", SHEET))  # the roster is in its usual place

    console.print("[bold]5[/] Where to look next:")
    for path, what in {
        stage.feedback(SHEET, "dana"): f"open it in a browser; one of {len(pages)} pages of feedback",
        stage.report(SHEET): "open it in a browser; what an instructor reads about the class",
        course.release(SHEET): "the sheet, unfilled: `make lab` opens it",
        course.root / "README.md": "what students, instructors and maintainers do",
    }.items():
        where = f"[bold]{path.relative_to(course.root)}[/]"
        console.print(f"    {where}  {what}", highlight=False, soft_wrap=True)


def sample_class(
    release: NotebookNode, reference: NotebookNode, bank: Sequence[answers.Answer]
) -> dict[str, tuple[str, bytes]]:
    """Return, by student, a line about the submission and its bytes.

    Args:
        release: what students got.
        reference: the sheet with solutions.
        bank: its right and wrong answers.
    """
    solutions = _solutions(reference)
    first_half = dict(list(solutions.items())[: len(solutions) // 2])
    by_name = {(answer.grade_id, answer.name): answer.source for answer in bank if not answer.right}
    other_ways = {answer.grade_id: answer.source for answer in reversed(bank) if answer.right}
    mistakes = lambda *names: solutions | {name[0]: by_name[name] for name in names}
    hand_in: Callable[[dict[str, str]], bytes] = lambda sources: _bytes(answers.splice(release, sources))
    return {
        "ada": (
            "everything right, each cell in another way than the reference",
            hand_in(solutions | other_ways),
        ),
        "chen": ("untouched", hand_in({})),
        "dana": (
            "sums where the loss takes the mean, and lets the sigmoid overflow",
            hand_in(mistakes(("bce", "sum_not_mean"), ("sigmoid", "first_form_for_all"))),
        ),
        "emil": ("stopped half-way", hand_in(first_half)),
        "fatima": (
            "forgets relu' in the backward pass, and the wrong kind of momentum",
            hand_in(mistakes(("backward", "no_relu_slope"), ("momentum_step", "heavy_ball"))),
        ),
        "gil": ("solved nothing and tampered with the tests", _bytes(_tampered(release))),
        "hana": (
            "uploaded a PDF under the notebook's name",
            b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n",
        ),
    }


def _stage(course: Course) -> Course:
    """Return a fresh course in ``demo/`` that has the sheet's source, its answers, and nothing else.

    Raises:
        CourseError: if the course has no such sheet.
    """
    if not (course.source(SHEET).is_file() and (course.answers / SHEET).is_dir()):
        raise CourseError(
            f"The demo needs the notebook and the answers of {SHEET}, which {course.root} does not have; "
            "run it in a copy of the workbook itself."
        )
    root = course.root / "demo"
    shutil.rmtree(root, ignore_errors=True)
    stage = Course(root)
    stage.source(SHEET).parent.mkdir(parents=True)
    settings = (course.root / CONFIG).read_text(encoding="utf-8")
    # The class has never opened JupyterLab, so it hands in no figures.
    (root / CONFIG).write_text(f'{settings}\nc.Execute.figures = "drawn"\n', encoding="utf-8")
    shutil.copy(course.source(SHEET), stage.source(SHEET))
    shutil.copytree(course.answers / SHEET, stage.answers / SHEET)
    return stage


def _download(root: Path, everybody: Mapping[str, tuple[str, bytes]]) -> tuple[Path, Path]:
    """Write what Moodle's *Download all submissions* gives, and a roster; return both paths."""
    download, roster = root / "moodle-download.zip", root / "roster.csv"
    with zipfile.ZipFile(download, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (student, (_, content)) in enumerate(everybody.items(), 1001):
            folder = f"{student.title()} Sample_{number}_assignsubmission_file"
            archive.writestr(f"{folder}/{SHEET}.ipynb", content)
    lines = ["student_id,name", *(f"{student},{student.title()} Sample" for student in everybody)]
    roster.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return download, roster


def _solutions(reference: NotebookNode) -> dict[str, str]:
    return {cells.name(cell): cell.source for cell in reference.cells if cells.is_answer(cell)}


def _tampered(release: NotebookNode) -> NotebookNode:
    """Return a release whose tests are emptied, skipped or deleted, one kind after the other."""
    notebook = release.copy()
    notebook.cells = []
    kinds = 0
    for original in release.cells:
        cell = nbformat.from_dict(original)
        if cells.is_test(cell):
            kinds += 1
            if kinds % 3 == 0:
                continue
            if kinds % 3 == 1:
                cell.source = "assert True"
            else:
                cell.metadata["tags"] = ["skip-execution"]
        notebook.cells.append(cell)
    return notebook


def _bytes(notebook: NotebookNode) -> bytes:
    return nbformat.writes(notebook, version=4).encode("utf-8")
