"""What people see in the terminal: progress, and the scores of a class as a table."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from autograder.authoring import cells, sheets
from autograder.console import safe
from autograder.course import Course
from autograder.grading.grade import Graded

if TYPE_CHECKING:
    from autograder.audit.calibration import Question
    from autograder.audit.trial import Audit
    from autograder.grading.regrade import Change, Preview
    from autograder.handback.export import Exported
    from autograder.handback.report.page import Report
    from autograder.handback.upload import Packed
    from autograder.intake.collect import Collection

_PLATFORMS = {
    "moodle": "a download from Moodle",
    "canvas": "a download from Canvas",
    "ilias": "a download from ILIAS",
    "blackboard": "a download from Blackboard",
    "brightspace": "a download from Brightspace",
    "gradescope": "an export from Gradescope",
    "exchange": "nbgrader's exchange",
    "folders": "files and folders",
}


def progress_bar(console: Console) -> Progress:
    """Return a progress bar with the time left; it vanishes when done."""
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
    )


def print_scores(console: Console, course: Course, sheet: str, graded: Sequence[Graded]) -> None:
    """Print each student's points in tests, task by task, and below what went wrong."""
    notebook = sheets.read_notebook(course.source(sheet))
    tasks = sheets.tests_by_task(notebook)
    table = Table(title=f"{sheet}: points earned in tests", box=None, padding=(0, 1, 0, 0))
    table.add_column("student")
    for number in tasks:
        table.add_column(number, justify="right")
    table.add_column("sum", justify="right", style="bold")
    worth = {name: cells.points(test) for name, test in cells.tests(notebook).items()}
    most = [sum(worth[test] for test in tests) for tests in tasks.values()]
    table.add_row("[dim]possible", *(f"[dim]{points:g}" for points in most), f"[dim]{sum(most):g}")
    for one in graded:
        row = [sum(one.scores[test][0] for test in tests if test in one.scores) for tests in tasks.values()]
        shown = [_cell(points, top) for points, top in zip(row, most, strict=True)]
        if one.failed and not one.scores:  # not zero: nobody knows what is in the gradebook
            table.add_row(safe(one.student), *("[red]?" for _ in shown), "[red]?")
        else:
            table.add_row(safe(one.student), *shown, f"{sum(row):g}")
    console.print(table)
    plain = {"highlight": False, "soft_wrap": True}
    for one in graded:
        if one.problem:
            console.print(f"[red]{safe(one.student)}[/]: {safe(one.problem)}", **plain)
        if one.repairs:
            console.print(f"{safe(one.student)}: {len(one.repairs)} repairs, listed in the feedback", **plain)
    console.print(f"[dim]{_summary(graded)}", **plain)
    for one in graded:
        for what in (what for what in one.look if what != one.problem):
            console.print(f"[yellow]a person must look[/] at {safe(one.student)}: {safe(what)}", **plain)
    if any(one.look for one in graded):
        console.print(
            f"[dim]Set points in the Formgrader, or leave them: workbook grade {sheet} --seen STUDENT",
            **plain,
        )
    for what, names in {
        "already graded, not run again": [one.student for one in graded if one.skipped],
        "to be graded or looked at by hand": [one.student for one in graded if one.needs_manual],
    }.items():
        if names:
            console.print(f"[dim]{what}: {safe(', '.join(names))}", **plain)


def print_report(console: Console, made: "Report", path: Path) -> None:
    """Print the key figures of a report, and where it is."""
    plain = {"highlight": False, "soft_wrap": True}
    totals = made.totals().values()
    middle = f", median {median(totals):g} of {made.maximum:g} points" if totals else ""
    console.print(f"[bold]{safe(made.graded.sheet)}[/]: {len(totals)} submissions{middle}", **plain)
    if made.likeness.found:
        console.print(f"pairs of similar submissions to look at: {made.likeness.found}", **plain)
    console.print(f"[dim]page: {safe(str(path))}", **plain)


def print_regrade(console: Console, seen: "Preview") -> None:
    """Print what changed in a sheet, then who gains and who loses points by it, with old and new points."""
    plain = {"highlight": False, "soft_wrap": True}
    console.print(f"[bold]{safe(seen.sheet)}[/]", **plain)
    said = [
        *seen.revised.sentences(),
        *(f"{name} asks something else" for name in seen.retested),
        *(f"{name} is withdrawn: everybody gets its points" for name in seen.withdrawn),
        *(f"{name} is not withdrawn any more" for name in seen.back),
    ]
    for sentence in said or ["No test has changed."]:
        console.print(f"  {safe(sentence)}", **plain)
    of_student: dict[str, list[Change]] = defaultdict(list)
    for change in seen.changes:
        of_student[change.student].append(change)
    totals = seen.totals()
    differing = {student: new - old for student, (old, new) in totals.items() if new != old}
    if of_student:
        table = Table(box=None, padding=(0, 2, 0, 0))
        for name in ("student", "old", "new", ""):
            table.add_column(name, justify="left" if name == "student" else "right", no_wrap=True)
        table.add_column("by test", overflow="fold")
        for student in sorted(of_student, key=lambda one: (-differing.get(one, 0.0), one)):
            old, new = totals[student]
            color = "green" if new > old else "red" if new < old else "dim"
            parts = ", ".join(_difference(change) for change in of_student[student])
            table.add_row(safe(student), f"{old:g}", f"{new:g}", f"[{color}]{new - old:+g}", parts)
        console.print(table)
    if any(change.by_hand for change in seen.changes):
        console.print("* was graded by hand: those points stay, but should be looked at again", **plain)
    gain, lose = (sum(sign * one > 0 for one in differing.values()) for sign in (1, -1))
    same = len(seen.students) - gain - lose
    console.print(f"total points: {gain} gain, {lose} lose, {same} unchanged", **plain)
    for (student, name), score in sorted(seen.set_aside.items()):
        console.print(
            f"[yellow]set aside[/]: {score:g} points by hand of {safe(student)} in {safe(name)}; "
            "they come back with it",
            **plain,
        )
    for student, why in seen.left_out.items():
        console.print(f"[red]{safe(student)}[/] keeps the old grades: {safe(why)}", **plain)
    if seen.outdated:
        console.print(f"graded copies that are older than the sheet: {len(seen.outdated)}", **plain)
    if seen.new:
        names = safe(", ".join(seen.new))
        console.print(f"[dim]handed in since then; run `workbook grade {seen.sheet}` for: {names}", **plain)


def print_collection(console: Console, course: Course, found: "Collection") -> None:
    """Print the submissions with their times, then every other file and what to do about it."""
    from autograder.intake.roster import zone

    clock = zone(course)
    for sheet in dict.fromkeys(one.sheet for one in found.collected):
        table = Table(title=f"{sheet}: collected", box=None, padding=(0, 2, 0, 0), title_justify="left")
        for name in ("student", "status", "handed in", "late by"):
            table.add_column(name, no_wrap=True)
        table.add_column("notes", overflow="fold")
        for one in found.collected:
            if one.sheet == sheet:
                time = f"{one.time.astimezone(clock):%Y-%m-%d %H:%M}" if one.time else "–"
                late = f"[yellow]{_duration(one.late)}[/]" if one.late else ""
                table.add_row(safe(one.student), one.status, time, late, safe(" ".join(one.notes)))
        console.print(table)
    plain = {"highlight": False, "soft_wrap": True}
    for one in found.left:
        mark = "[yellow]–[/]" if one.todo else "[dim]·[/]"
        todo = f"\n  [bold]{safe(_sentence(one.todo))}[/]" if one.todo else ""
        console.print(f"{mark} {safe(one.path)} {safe(one.reason)}{todo}", **plain)
    for problem in found.problems:
        _print_remark(console, problem)
    statuses = Counter(one.status for one in found.collected)
    counts = {
        **{status: statuses[status] for status in ("new", "replaced", "unchanged")},
        "late": sum(one.late is not None for one in found.collected),
        "to look at": sum(bool(one.todo) for one in found.left) + len(found.problems),
        "other files": sum(not one.todo for one in found.left),
    }
    listed = ", ".join(f"{count} {what}" for what, count in counts.items() if count) or "nothing found"
    console.print(f"[dim]{_PLATFORMS[found.platform]}: {listed}", **plain)


def _print_remark(console: Console, text: str) -> None:
    console.print(f"[yellow]–[/] {safe(text)}", highlight=False, soft_wrap=True)


def print_packed(console: Console, packed: "Packed") -> None:
    """Print where the archive is, and who has no place in it."""
    plain = {"highlight": False, "soft_wrap": True}
    console.print(f"{safe(str(packed.path))}: pages for {len(packed.students)} students", **plain)
    if packed.left_out:
        _print_remark(
            console,
            f"{', '.join(packed.left_out)} have no place in the archive; give them their pages by hand.",
        )
    for note in packed.notes:
        _print_remark(console, note)


def print_export(console: Console, exported: "Exported") -> None:
    """Print where the grades are, and which are incomplete."""
    plain = {"highlight": False, "soft_wrap": True}
    states = ", ".join(f"{count} {state}" for state, count in exported.states.items())
    console.print(f"{safe(str(exported.path))}: {states}", **plain)
    if exported.pending:
        _print_remark(
            console,
            f"written answers of {', '.join(exported.pending)} are not graded yet; "
            "in a platform's table, their points stay empty.",
        )
    if exported.unknown:
        _print_remark(
            console,
            f"Graded, but without a line in the platform's table: {', '.join(exported.unknown)}. "
            "Download it again, or enter these grades by hand.",
        )
    if exported.absent:
        _print_remark(
            console,
            f"In the platform's table, but without a grade here: {', '.join(exported.absent)}. "
            "These lines stay as they were.",
        )
    for note in exported.notes:
        _print_remark(console, note)


def print_audit(console: Console, audits: Sequence["Audit"]) -> None:
    """Print one line of counts per sheet, and below what has to be fixed."""
    from autograder.audit import trial

    table = Table(box=None, padding=(0, 2, 0, 0))
    table.add_column("sheet")
    for name in (
        "wrong answers caught",
        "mutants noticed",
        "by contract",
        "waived",
        "right answers kept",
        "collateral",
        "s",
    ):
        table.add_column(name, justify="right")
    for one in audits:
        counts = one.counts()
        waived = sum(bool(trial.waived) for trial in one.trials)
        score = lambda key, counts=counts: _score(*counts[key])
        table.add_row(
            one.sheet,
            score("wrong"),
            score("mutants"),
            score("contract mutants"),
            str(waived),
            score("right"),
            _score(0, counts["collateral"][0]) if counts["collateral"][0] else "0",
            f"{one.seconds:.0f}",
        )
    console.print(table)
    for one in audits:
        for line in one.all_complaints():
            console.print(f"[red]✗[/] {safe(line, lines=True)}", highlight=False, soft_wrap=True)
    console.print(trial.summary(audits), highlight=False)


def print_calibration(console: Console, title: str, question: "Question", content: dict) -> None:
    """Print the values of each answer, and how often luck led to the wrong verdict."""
    from autograder.audit import calibration

    table = Table(title=f"{title}: {question.sign} {question.threshold:g}", box=None, padding=(0, 2, 0, 0))
    table.add_column("answer")
    for name in ("lowest", "median", "highest", "unlucky", "at most (95 % sure)"):
        table.add_column(name, justify="right")
    for name, (unlucky, of, bound) in calibration.bounds(question, content).items():
        values = sorted(content["values"][name])
        row = (values[0], values[len(values) // 2], values[-1])
        color = "red" if unlucky else "green"
        shown = [f"{value:.4g}" for value in row]
        table.add_row(safe(name), *shown, f"[{color}]{unlucky}/{of}[/]", f"{bound:.1%}")
    console.print(table)
    unlucky, of, bound = calibration.together(question, content)
    console.print(
        f"Of {of} different trainings of right answers, luck fails {unlucky}: below {bound:.2%} (95 % sure)"
    )


def _difference(change: "Change") -> str:
    mark = "*" if change.by_hand else ""
    return f"{safe(change.test)}\N{NO-BREAK SPACE}{change.after - change.before:+g}{mark}"


def _duration(time: timedelta) -> str:
    """Return a time span to the minute, ``2 d 3 h``."""
    minutes = -(-int(time.total_seconds()) // 60)
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    parts = [f"{number} {unit}" for number, unit in ((days, "d"), (hours, "h"), (minutes, "min")) if number]
    return " ".join(parts[:2])


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].removesuffix('.')}."


def _score(good: int, all_: int) -> str:
    return f"[{'green' if good == all_ else 'red'}]{good}/{all_}[/]"


def _summary(graded: Sequence[Graded]) -> str:
    """Return how many were graded, repaired, stopped."""
    problems = [one.problem for one in graded if one.problem]
    out_of_time = [
        problem for problem in problems if "took longer" in problem or "stopped answering" in problem
    ]
    counts = {
        "graded": sum(not one.skipped for one in graded),
        "repaired": sum(bool(one.repairs) for one in graded),
        "out of time": len(out_of_time),
        "with another problem": len(problems) - len(out_of_time),
    }
    return ", ".join(f"{count} {what}" for what, count in counts.items() if count or what == "graded")


def _cell(points: float, top: float) -> str:
    color = "green" if points == top else "red" if points == 0 else "yellow"
    return f"[{color}]{points:g}[/]"
