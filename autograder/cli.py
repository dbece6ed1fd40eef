"""The command line: what instructors and maintainers call ``workbook``."""

import sys
import traceback
from dataclasses import asdict
from enum import StrEnum
from json import dumps
from pathlib import Path
from typing import Annotated, Any

import typer

from autograder.console import Terminal, plain_lines, safe
from autograder.course import Course, CourseError, files, suggestion

# nbformat brings jsonschema, which compiles a grammar of web addresses if this package is there. Nothing here
# checks such addresses, and compiling takes half of the time that a command needs to start.
sys.modules.setdefault("rfc3987_syntax", None)

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False)
console = Terminal(emoji=False)
Roster = Annotated[
    Path | None,
    typer.Option(help="A CSV file of the class; by default the course's roster.csv. See docs/collect.md."),
]
Sheet = Annotated[str | None, typer.Argument(help="For example 02_backprop; by default, all sheets.")]
OneSheet = Annotated[str, typer.Argument(help="For example 02_backprop.")]
Workers = Annotated[
    int | None,
    typer.Option(min=1, help="Submissions to run at once; by default, what cores and memory allow."),
]
Scheduler = Annotated[
    str | None, typer.Option(help="Run submissions on the workers of this Dask scheduler, tcp://host:8786.")
]
Sandbox = Annotated[
    str, typer.Option(help="namespaces or landlock; none runs unconfined: only for code you trust.")
]


class Form(StrEnum):
    """The formats of ``autograder.handback.export.FORMATS``, which is slow to import."""

    csv = "csv"
    moodle = "moodle"
    canvas = "canvas"
    ilias = "ilias"


class Archive(StrEnum):
    """The platforms of ``autograder.handback.upload``."""

    moodle = "moodle"
    canvas = "canvas"
    ilias = "ilias"


_READ_SUBMISSIONS = {"collect", "grade", "regrade", "mark", "feedback", "report", "export"}
_MEMORY = 4 * 2**30  # bytes; the worst submission that is let in takes a few hundred million


@app.callback(help="Build, grade and hand back exercise sheets.")
def _cap_memory(context: typer.Context) -> None:
    """Let a submission that would fill the memory of the machine fail alone: it gets a MemoryError."""
    if context.invoked_subcommand in _READ_SUBMISSIONS and sys.platform == "linux":
        from autograder.engine.confine import limits

        context.with_resource(limits.capped_memory(_MEMORY))


@app.command()
def build(
    sheet: Sheet = None,
    execute: Annotated[
        bool, typer.Option("--execute", help="Run the notebooks even if no cell has changed.")
    ] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Change nothing; fail if something is out of date.")
    ] = False,
) -> None:
    """Bring notebooks, releases and locked hints in line with the text of the sheets and the bank.

    Example: workbook build 02_backprop
    """
    from autograder.audit import locked
    from autograder.audit.reference import require_points
    from autograder.authoring import build as building
    from autograder.authoring import links

    course = Course.find()
    if check:
        found = [
            line
            for name in _sheets(course, sheet)
            for line in [*building.drift(course, name), *locked.drift(course, name)]
        ]
        for line in found:
            console.print(f"[red]✗[/] {safe(line, lines=True)}", highlight=False, soft_wrap=True)
        if found:
            raise CourseError("Something is out of date; run `workbook build` and commit what it changes.")
        console.print("Text, notebooks, releases and locked hints agree.")
        return
    for name in _sheets(course, sheet):
        building.build(course, name, prove=require_points, execute=execute, say=console.print)
        locked.build(course, name, say=console.print)
    for sentence in links.dead(course):
        console.print(f"[yellow]–[/] {safe(sentence)}", highlight=False, soft_wrap=True)


@app.command()
def new(
    name: Annotated[str, typer.Argument(help="For example 08_attention.")],
    title: Annotated[str, typer.Option(help="By default, what the name says.")] = "",
) -> None:
    """Lay out a new sheet: a text with one task, answers to it, and its row among the requirements.

    Example: workbook new 08_attention --title "Attention"
    """
    from autograder.authoring.new import lay_out

    for path in lay_out(Course.find(), name, title):
        console.print(safe(path), highlight=False, soft_wrap=True)
    console.print(f"Then run `workbook build {name}`. docs/change.md says what to edit.", soft_wrap=True)


@app.command()
def rename(
    sheet: OneSheet,
    to: Annotated[str, typer.Argument(help="Its new name, for example 05_backprop.")],
) -> None:
    """Give a sheet another name or place: its files, its answers, its grades and its marks.

    Example: workbook rename 02_backprop 05_backprop
    """
    from autograder.grading.rename import rename as renaming

    course = Course.find()
    _sheets(course, sheet)
    for sentence in renaming(course, sheet, to):
        console.print(f"[yellow]–[/] {safe(sentence)}", highlight=False, soft_wrap=True)
    console.print(f"{sheet} is now {to}. Run `workbook build {to}`.", highlight=False, soft_wrap=True)


@app.command()
def bundle(
    sheet: Sheet = None,
    solutions: Annotated[
        bool, typer.Option("--solutions", help="Worked solutions instead, for after the deadline.")
    ] = False,
    to: Annotated[
        Path | None, typer.Option(help="The zip file; by default deep-learning-workbook.zip.")
    ] = None,
) -> None:
    """Make the zip for students: sheets, helpers, environment and a start page, but no sources or answers.

    Example: workbook bundle --to workbook-week-1.zip
    """
    from autograder.authoring import bundle as bundling

    course = Course.find()
    names = _sheets(course, sheet)
    to = to or Path(f"{bundling.NAME}{'-solutions' if solutions else ''}.zip")
    write = bundling.write_solutions if solutions else bundling.write_bundle
    files = write(course, names, to)
    size = to.stat().st_size / 2**20
    console.print(f"{safe(str(to))}: {len(names)} sheets, {len(files)} files, {size:.1f} MB", highlight=False)


@app.command()
def site(
    folder: Annotated[
        Path | None, typer.Argument(help="Where to write it; by default site/ in the course.")
    ] = None,
    solutions: Annotated[
        bool, typer.Option("--solutions", help="Show worked solutions, for after the deadline.")
    ] = False,
    of: Annotated[
        list[str] | None,
        typer.Option(metavar="SHEET", help="With --solutions: of this sheet only; may be repeated."),
    ] = None,
) -> None:
    """Write the released sheets as static pages, to be read in a browser or put on a web server.

    Example: workbook site --solutions --of 01_theory
    """
    from autograder.authoring.site.publish import write_site

    course = Course.find()
    for name in of or [None]:
        _sheets(course, name)
    if of and not solutions:
        raise CourseError("--of chooses whose solutions are shown; add --solutions.")
    folder = folder or course.root / "site"
    with console.status("writing pages; figures that are new are drawn first"):
        written = write_site(course, folder, solutions=solutions, of=of or [])
    for remark in written.remarks:
        console.print(f"[yellow]–[/] {safe(remark, lines=True)}", highlight=False, soft_wrap=True)
    shown = f", with the solutions of {', '.join(written.solved)}" if written.solved else ""
    size = written.size / 2**20
    console.print(
        f"{safe(str(folder))}: {written.files} files, {size:.1f} MB{shown}; open index.html",
        highlight=False,
        soft_wrap=True,
    )


@app.command()
def collect(
    source: Annotated[
        Path, typer.Argument(metavar="ARCHIVE_OR_FOLDER", help="The download from the learning platform.")
    ],
    sheet: Sheet = None,
    roster: Roster = None,
    json: Annotated[Path | None, typer.Option(help="Also write the results to this file.")] = None,
) -> None:
    """Copy submissions from Moodle, Canvas, ILIAS, an nbgrader exchange or a folder to submitted/.

    Example: workbook collect ~/Downloads/submissions.zip 02_backprop --roster roster.csv
    """
    from autograder.intake.collect import as_json
    from autograder.intake.collect import collect as collecting
    from autograder.intake.roster import find_roster
    from autograder.terminal import print_collection, progress_bar

    course = Course.find()
    _sheets(course, sheet)
    with progress_bar(console) as bar:
        task = bar.add_task("reading", total=None)
        found = collecting(
            course,
            source,
            sheet,
            find_roster(course, roster),
            progress=lambda done, total: bar.update(task, completed=done, total=total),
        )
    if json:
        _save(json, dumps(as_json(found), indent=1, ensure_ascii=False))
    print_collection(console, course, found)
    if found.to_look_at:
        raise typer.Exit(1)


@app.command()
def grade(  # noqa: PLR0917
    sheet: Sheet = None,
    force: Annotated[
        bool, typer.Option("--force", help="Run and grade everything again, even what is already graded.")
    ] = False,
    workers: Workers = None,
    scheduler: Scheduler = None,
    sandbox: Sandbox = "",
    seen: Annotated[
        list[str] | None,
        typer.Option(metavar="STUDENT", help="You looked at this submission; its points in tests are final."),
    ] = None,
    json: Annotated[Path | None, typer.Option(help="Also write the scores to this file.")] = None,
) -> None:
    """Grade the submissions in submitted/<student>/<sheet>/.

    If it is interrupted, start it again: it continues where it stopped.

    Example: workbook grade 02_backprop --workers 4
    """
    from autograder.grading import grade as grading
    from autograder.terminal import print_scores, progress_bar

    course = Course.find()
    if seen:
        if sheet is None:
            raise CourseError("Name the sheet as well: workbook grade SHEET --seen STUDENT.")
        _sheets(course, sheet)
        for student in seen:
            grading.settle(course, sheet, student)
            console.print(f"{safe(student)}: the points in tests of {sheet} are final.", highlight=False)
        return
    scores = {}
    for name in _handed_in_sheets(course, sheet):
        with progress_bar(console) as bar:
            task = bar.add_task(name, total=len(course.students(name)))
            graded = grading.grade(
                course,
                name,
                progress=lambda _, task=task: bar.advance(task),
                force=force,
                workers=workers,
                scheduler=scheduler,
                confine=sandbox,
                say=lambda sentence, bar=bar: bar.console.print(safe(sentence), soft_wrap=True),
            )
        print_scores(console, course, name, graded)
        scores[name] = [asdict(one) for one in graded]
    if json:
        _save(json, dumps(scores, indent=1))
    _add_hints(course, list(scores), workers=workers, scheduler=scheduler, confine=sandbox)
    if any(one["failed"] for graded in scores.values() for one in graded):
        raise typer.Exit(1)


@app.command()
def regrade(
    sheet: OneSheet,
    write: Annotated[
        bool, typer.Option("--write", help="Write the new grades; without it, they are only shown.")
    ] = False,
    workers: Workers = None,
    scheduler: Scheduler = None,
    sandbox: Sandbox = "",
) -> None:
    """After tests or points of a sheet were changed: show who gains and who loses points; write if asked to.

    Example: workbook regrade 02_backprop
    """
    from autograder.grading import regrade as regrading
    from autograder.terminal import print_regrade, progress_bar

    course = Course.find()
    _graded_sheets(course, sheet)
    options = {"workers": workers, "scheduler": scheduler, "confine": sandbox}
    with progress_bar(console) as bar:
        task = bar.add_task(f"{sheet}: judging again", total=len(course.students(sheet)))
        seen = regrading.preview(course, sheet, progress=lambda: bar.advance(task), **options)
    print_regrade(console, seen)
    if not write:
        console.print(f"Nothing written. To write this: workbook regrade {sheet} --write", soft_wrap=True)
        return
    with progress_bar(console) as bar:
        task = bar.add_task(f"{sheet}: writing", total=len(seen.students))
        waiting = regrading.apply(course, seen, progress=lambda: bar.advance(task), **options)
    _add_hints(course, [sheet], **options)
    console.print(
        f"{len(seen.students)} graded again; `workbook feedback {sheet}` updates their feedback.",
        soft_wrap=True,
    )
    if waiting:
        console.print(f"[dim]to be graded by hand: {safe(', '.join(waiting))}", soft_wrap=True)


@app.command()
def mark(
    sheet: OneSheet,
    question: Annotated[
        str | None, typer.Argument(help="The answer cell to begin with, for example why_cache.")
    ] = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="By default, a free one.")] = 0,
) -> None:
    """Open a local page on which a team marks the written answers of a class, question by question.

    Example: workbook mark 02_backprop why_cache
    """
    from autograder.marking.server import serve

    course = Course.find()
    _graded_sheets(course, sheet)

    def say(link: str) -> None:
        console.print("Open this link in a browser; Ctrl+C ends it, and everything is saved.", soft_wrap=True)
        console.print(f"    {safe(link)}", highlight=False, soft_wrap=True)

    with course.log():
        serve(course, sheet, question, port, say)


@app.command()
def feedback(
    sheet: Sheet = None,
    archive: Annotated[
        Archive | None, typer.Option("--zip", help="Also pack the pages for this platform to take back.")
    ] = None,
    roster: Roster = None,
) -> None:
    """Write one HTML page per student and sheet into feedback/<student>/<sheet>/.

    Example: workbook feedback 02_backprop --zip moodle --roster grading-worksheet.csv
    """
    from autograder.handback.feedback import write_feedback
    from autograder.handback.upload import pack_feedback
    from autograder.terminal import print_packed, progress_bar

    if archive and not sheet:
        raise CourseError("The archive is for one sheet; name it: workbook feedback SHEET --zip ...")

    course = Course.find()
    for name in _graded_sheets(course, sheet):
        with progress_bar(console) as bar:
            task = bar.add_task(name, total=len(course.students(name)))
            pages = write_feedback(course, name, progress=lambda task=task: bar.advance(task))
        console.print(f"{name}: {len(pages)} pages of feedback in feedback/")
        if archive:
            print_packed(console, pack_feedback(course, name, archive.value, roster))


@app.command()
def report(
    sheet: Sheet = None,
    json: Annotated[Path | None, typer.Option(help="Also write the numbers to this file.")] = None,
) -> None:
    """Show how the class did on a sheet, on one HTML page: reports/<sheet>.html.

    Example: workbook report 02_backprop
    """
    from autograder.handback.report import page
    from autograder.marking.agreement import agreements
    from autograder.terminal import print_report, progress_bar

    course = Course.find()
    numbers = []
    for name in _graded_sheets(course, sheet):
        with progress_bar(console) as bar:
            task = bar.add_task(name, total=2 * len(course.students(name)))
            advance = lambda task=task: bar.advance(task)
            made = page.make_report(course, name, advance, agreements(course, name))
        path = course.report(name)
        _save(path, page.as_page(made))
        numbers.append(page.as_json(made))
        print_report(console, made, path)
    if json:
        _save(json, dumps(numbers, indent=1))


@app.command()
def export(
    sheet: Sheet = None,
    form: Annotated[
        Form, typer.Option("--format", help="csv for people; moodle, canvas, ilias for import there.")
    ] = Form.csv,
    roster: Roster = None,
    to: Annotated[
        Path | None, typer.Option(help="The file; by default reports/grades-<format>-<sheet>.csv.")
    ] = None,
) -> None:
    """Write the grades as a table for people, or for Moodle, Canvas or ILIAS to import.

    Example: workbook export 02_backprop --format moodle --roster grading-worksheet.csv
    """
    from autograder.handback.export import export_grades
    from autograder.terminal import print_export

    course = Course.find()
    _sheets(course, sheet)
    with console.status("reading the gradebook"):
        exported = export_grades(course, form.value, sheet, roster, to)
    print_export(console, exported)


@app.command()
def audit(
    sheet: Sheet = None,
    mutants: Annotated[
        int, typer.Option(min=0, help="The most mutants to derive from a solution cell.")
    ] = 40,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes to use; by default one per core.")
    ] = None,
    json: Annotated[Path | None, typer.Option(help="Also write everything to this file.")] = None,
    page: Annotated[Path | None, typer.Option(help="The HTML page; by default reports/audit.html.")] = None,
) -> None:
    """Try every hidden test on right answers, wrong answers and mutants of the solutions.

    What was proved before and has not changed is not tried again.

    Example: workbook audit 02_backprop
    """
    from autograder.audit import report, trial
    from autograder.terminal import print_audit, progress_bar

    course = Course.find()
    audits = []
    with progress_bar(console) as bar:
        for name in _sheets(course, sheet):
            plan = trial.plan(course, name, most=mutants)
            task = bar.add_task(name, total=len(plan.trials))
            audits.append(plan.run(workers=workers, progress=lambda task=task: bar.advance(task)))
    page = page or course.root / "reports" / "audit.html"
    _save(page, report.as_page(audits))
    if json:
        _save(json, dumps(report.as_json(audits), indent=1))
    print_audit(console, audits)
    console.print(f"[dim]all results: {safe(str(page))}", soft_wrap=True, highlight=False)
    if any(one.all_complaints() for one in audits):
        raise typer.Exit(1)


@app.command()
def answer(
    sheet: OneSheet,
    grade_id: Annotated[str, typer.Argument(help="The solution cell, by its grade_id in the sheet's text.")],
) -> None:
    """Begin a new wrong answer in the bank, with a copy of the reference's code for you to break.

    Example: workbook answer 02_backprop sigmoid
    """
    from autograder.audit.scaffold import new_answer

    course = Course.find()
    _sheets(course, sheet)
    path = new_answer(course, sheet, grade_id).relative_to(course.root)
    console.print(
        f"Break the code in {safe(str(path))}, fill in its head, and rename it after the misconception.",
        highlight=False,
        soft_wrap=True,
    )
    console.print(f"Then run `workbook audit {sheet}`.", highlight=False, soft_wrap=True)


@app.command()
def calibrate(
    sheet: Sheet = None,
    seeds: Annotated[int, typer.Option(min=20, help="How many models to train for each right answer.")] = 20,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes to use; by default one per core.")
    ] = None,
) -> None:
    """Measure how often luck decides the grade of a trained model; keep the values beside the answers.

    What was measured before and has not changed is not measured again; delete its .json to do so.

    Example: workbook calibrate 02_backprop --seeds 200
    """
    from autograder.audit import calibration
    from autograder.terminal import print_calibration, progress_bar

    course = Course.find()
    asked = {name: calibration.questions(course, name) for name in _sheets(course, sheet)}
    if not any(asked.values()):
        raise CourseError(
            f"There is nothing to calibrate in tests/answers/{sheet or '<sheet>'}/calibration/; "
            "CONTRIBUTING.md shows how a trained model is measured."
        )
    figures = course.root / "reports" / "calibration"
    figures.mkdir(parents=True, exist_ok=True)
    for name, questions in asked.items():
        for question in questions:
            title = f"{name}/{question.path.stem}"
            with progress_bar(console) as bar:
                task = bar.add_task(title, total=None)
                found = calibration.calibrate(
                    course,
                    name,
                    question,
                    seeds=seeds,
                    workers=workers,
                    progress=lambda done, total, task=task: bar.update(task, completed=done, total=total),
                )
            picture = figures / f"{name}-{question.path.stem}.png"
            calibration.figure(question, found, picture)
            print_calibration(console, title, question, found)
            console.print(f"[dim]figure: {safe(str(picture))}", soft_wrap=True, highlight=False)


@app.command()
def doctor(
    json: Annotated[Path | None, typer.Option(help="Also write the findings to this file.")] = None,
) -> None:
    """Check what this machine can do for grading, and what is missing.

    Example: workbook doctor
    """
    from autograder.doctor import findings

    found = findings()
    for finding in found:
        mark = "[green]✓[/]" if finding.good else "[red]✗[/]" if finding.needed else "[yellow]–[/]"
        console.print(f"{mark} {safe(finding.what)}", highlight=False, soft_wrap=True)
    if json:
        _save(json, dumps([finding._asdict() for finding in found], indent=1))
    if any(finding.needed and not finding.good for finding in found):
        raise typer.Exit(1)


@app.command()
def demo() -> None:
    """Take a sample class through everything: release, collect, grade, feedback, report, export.

    Example: workbook demo
    """
    from autograder.demo import demonstrate

    demonstrate(Course.find(), console)


class _NoSuchSheet(CourseError):
    """A sheet that does not exist was named: wrong usage."""


def main() -> None:
    """Run the command line. Problems for people to fix are reported in a sentence, not in a traceback.

    Then the exit code is 1, or 2 if a sheet does not exist.
    """
    try:
        app()
    except CourseError as error:
        console.print(f"[red]{safe(str(error), lines=True)}[/]", highlight=False, soft_wrap=True)
        raise SystemExit(2 if isinstance(error, _NoSuchSheet) else 1) from None
    except Exception:  # a mistake of ours, but its message may quote a student
        print(plain_lines(traceback.format_exc()), file=sys.stderr)
        raise SystemExit(1) from None


def _add_hints(course: Course, names: list[str], **options: Any) -> None:
    """Bring hints to the classes that were graded without; the first time, this tries the whole bank."""
    from autograder.grading import grade as grading
    from autograder.terminal import progress_bar

    for name in names:
        with progress_bar(console) as bar:
            task = bar.add_task(f"{name}: preparing hints for the feedback", total=None)
            show = lambda done, total, bar=bar, task=task: bar.update(task, completed=done, total=total)
            grading.add_hints(course, name, progress=show, **options)


def _save(path: Path, text: str) -> None:
    """Write a file that somebody asked for, in a folder that may have to be made.

    Raises:
        CourseError: if it cannot be written.
    """
    try:
        files.write(path, text)
    except OSError as error:
        raise CourseError(f"{path} cannot be written ({error.strerror}).") from None


def _handed_in_sheets(course: Course, sheet: str | None) -> list[str]:
    """Return the sheet that was named, or all, without those for which there is no submission."""
    found = [name for name in _sheets(course, sheet) if course.students(name)]
    if not found:
        raise CourseError(
            f"Nobody has handed in {sheet or 'anything'} yet; run `workbook collect` with the platform's "
            f"download, or put notebooks into submitted/<student>/{sheet or '<sheet>'}/."
        )
    return found


def _graded_sheets(course: Course, sheet: str | None) -> list[str]:
    """Return the sheet that was named, or all, without those for which there is no graded submission."""
    named = _sheets(course, sheet)
    graded = [name for name in named if any(course.root.glob(f"autograded/*/{name}/{name}.ipynb"))]
    if not graded and sheet:
        raise CourseError(f"{sheet} is not graded yet; run `workbook grade {sheet}` first.")
    if not graded:
        raise CourseError("Nothing is graded yet; run `workbook grade` first.")
    return graded


def _sheets(course: Course, sheet: str | None) -> list[str]:
    """Return the sheet that was named, or all of the course."""
    sheets = course.sheets()
    if not sheets:
        raise CourseError(
            f"{course.root} has no sheets yet; write the first as source/NN_name/NN_name.py, "
            "as CONTRIBUTING.md shows."
        )
    if sheet is None:
        return sheets
    if sheet not in sheets:
        raise _NoSuchSheet(f"There is no sheet {sheet!r}. {suggestion(sheet, sheets)}")
    return [sheet]
