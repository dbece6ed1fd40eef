"""The page of a class report: scores, items, misconceptions, time and memory, similar submissions."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any, NamedTuple

from autograder.authoring import answers
from autograder.course import Course, pages
from autograder.handback.render import SQUARES, Purse, code
from autograder.handback.report import charts, items, similar
from autograder.handback.report.graded import GradedClass, Work, read_class
from autograder.intake.groups import group_of

WORDS = {"passed": "passed", "partly": "passed in part", "failed": "not passed", "open": "not attempted"}

_LOST = ("failed", "partly")
_WEAK = 0.1  # a lower discrimination is pointed out, if the class is large enough to trust it
_ENOUGH = 20  # submissions
_PURSE = 4 * SQUARES  # twenty pairs of whole sheets need a half
_SHOWN = 12  # misconceptions before the reader asks for more


@dataclass(frozen=True)
class Misconception:
    """A mistake of the bank that the tutor has recognized.

    Attributes:
        cell: the solution cell with the mistake; empty if the bank does not have it any more.
        mistakes: what is wrong; more than one if several mistakes share a hint.
        hint: what the students were told.
        students: those who made the mistake.
    """

    cell: str
    mistakes: tuple[str, ...]
    hint: str
    students: tuple[str, ...]


class Agreement(NamedTuple):
    """How well a second marker agrees with the first one on a written question.

    Attributes:
        question: its title.
        answers: how many both have marked.
        equal: the share to which both gave the same points.
        kappa: Cohen's kappa, from -1 to 1; None if all points are the same.
    """

    question: str
    answers: int
    equal: float
    kappa: float | None


@dataclass(frozen=True)
class Report:
    """How a class did on a sheet.

    Attributes:
        graded: all that is known about the class.
        works: the submissions with at least one answer; everything below is about these.
        statistics: of every item.
        misconceptions: the most frequent first.
        likeness: pairs that a person should look at.
        agreements: how well markers agree, for each question that a second one has marked, too.
    """

    graded: GradedClass
    works: list[Work]
    statistics: list[items.Statistics]
    misconceptions: list[Misconception]
    likeness: similar.Likeness
    agreements: Sequence[Agreement] = ()

    @property
    def counted(self) -> list[str]:
        """The items that are graded for everybody; only these count in the totals."""
        return [one.item.name for one in self.statistics if one.difficulty is not None]

    @property
    def maximum(self) -> float:
        """Points possible in these."""
        return sum(one.item.maximum for one in self.statistics if one.difficulty is not None)

    def totals(self) -> dict[str, float]:
        """Return the points of each student in these."""
        return {work.student: sum(work.points[name] for name in self.counted) for work in self.works}


def make_report(
    course: Course,
    sheet: str,
    progress: Callable[[], None] | None = None,
    agreements: Sequence[Agreement] = (),
) -> Report:
    """Gather what the report says about a graded class.

    Args:
        course: where it is.
        sheet: its name, for example ``02_backprop``.
        progress: called twice for each student.
        agreements: how well markers agree.

    Raises:
        CourseError: if nobody is graded, or the sheet, its release, its bank or the gradebook is damaged.
    """
    graded = read_class(course, sheet, progress)
    works = [work for work in graded.works if work.answers or _has_written(work, graded)]
    code = one_per_group(works, {work.student: group_of(course, sheet, work.student) for work in works})
    given = [graded.starter, graded.solutions]
    return Report(
        graded,
        works,
        items.statistics(graded.items, works),
        misconceptions(works, answers.bank(course.answers, sheet)),
        similar.likeness(code, given, progress),
        agreements,
    )


def one_per_group(works: Sequence[Work], group_of: dict[str, str]) -> dict[str, dict[str, str]]:
    """Return the answers to compare, by student: what a group has handed in together is there once.

    Args:
        works: the submissions of a class.
        group_of: the group of each student, empty for who is in none.
    """
    code: dict[str, dict[str, str]] = {}
    seen: dict[str, list[dict[str, str]]] = defaultdict(list)
    for work in works:
        group = group_of[work.student]
        if not group or work.answers not in seen[group]:
            code[work.student] = work.answers
        seen[group].append(work.answers)
    return code


def misconceptions(works: Sequence[Work], bank: Sequence[answers.Answer]) -> list[Misconception]:
    """Return the mistakes behind the hints that students got, named as in the bank."""
    by_hint = defaultdict(list)
    for answer in bank:
        if not answer.right:
            by_hint[answer.hint].append(answer)
    students: dict[tuple, dict[str, None]] = defaultdict(dict)
    for work in works:
        for test, hint in work.hints.items():
            behind = [answer for answer in by_hint[hint] if test in answer.fails]
            cells = ", ".join(dict.fromkeys(answer.grade_id for answer in behind))
            mistakes = tuple(dict.fromkeys(answer.mistake for answer in behind))
            students[cells, mistakes, hint][work.student] = None
    found = [Misconception(*key, tuple(names)) for key, names in students.items()]
    return sorted(found, key=lambda one: (-len(one.students), one.cell, one.hint))


def as_page(report: Report) -> str:
    """Return the report as one HTML page that needs no other file."""
    return pages.page("workbook_report", **_contents(report))


def as_json(report: Report) -> dict[str, Any]:
    """Return the numbers of a report as plain data."""
    return {
        "sheet": report.graded.sheet,
        "maximum": report.maximum,
        "totals": report.totals(),
        "ungraded": report.graded.ungraded,
        "without_answer": _without_answer(report),
        "items": [
            {
                "name": one.item.name,
                "claim": one.item.claim,
                "maximum": one.item.maximum,
                "difficulty": one.difficulty,
                "discrimination": one.discrimination,
                "interval": one.interval,
                "counts": one.counts,
            }
            for one in report.statistics
        ],
        "misconceptions": [
            {"cell": one.cell, "mistakes": one.mistakes, "hint": one.hint, "students": one.students}
            for one in report.misconceptions
        ],
        "usage": {work.student: {"seconds": work.seconds, "memory": work.memory} for work in report.works},
        "agreement": [one._asdict() for one in report.agreements],
        "similar": [
            {"students": pair.students, "shares": pair.shares, "cells": list(pair.cells)}
            for pair in report.likeness.pairs
        ],
    }


def _contents(report: Report) -> dict[str, Any]:
    graded, works, totals = report.graded, report.works, report.totals()
    usage = {work.student: (work.seconds, work.memory / 2**20) for work in works if work.seconds}
    pending = [one.item for one in report.statistics if one.difficulty is None]
    lost = [(work, test) for work in works for test, state in work.states.items() if state in _LOST]
    pairs, purse = report.likeness.pairs, Purse(_PURSE)
    return {
        "sheet": graded.sheet,
        "title": graded.title,
        "style": pages.code_style(),
        "height": charts.HEIGHT,
        "words": WORDS,
        "works": works,
        "ungraded": graded.ungraded,
        "empty": _without_answer(report),
        "problems": [(work.student, work.problem) for work in graded.works if work.problem],
        "look": [(work.student, what) for work in graded.works for what in work.look if what != work.problem],
        "median": _n(median(totals.values())) if works else None,
        "maximum": _n(report.maximum),
        "pending": sum(item.maximum for item in pending),
        "pending_items": len(pending),
        "scores": charts.score_histogram(list(totals.values()), report.maximum) if report.counted else None,
        "fewest": items.FEWEST,
        "rows": [_row(one) for one in report.statistics if one.difficulty is not None],
        "remarks": _remarks(report),
        "misconceptions": report.misconceptions,
        "shown": _SHOWN,
        "most_seen": max((len(one.students) for one in report.misconceptions), default=1),
        "agreements": [
            {
                "question": one.question,
                "answers": one.answers,
                "equal": f"{one.equal:.0%}".replace("%", " %"),
                "kappa": "–" if one.kappa is None else f"{one.kappa:.2f}".replace("-", "−"),
            }
            for one in report.agreements
        ],
        "lost": len(lost),
        "recognized": sum(test in work.hints for work, test in lost),
        "usage": charts.usage_scatter(usage) if usage else None,
        "closest": charts.likeness_histogram(report.likeness.closest.values(), similar.LEAST)
        if len(works) > 2
        else None,
        "least": f"{similar.LEAST:.0%}".replace("%", " %"),
        "found": report.likeness.found,
        "pairs": [_pair(pair, purse) for pair in pairs],
    }


def _row(one: items.Statistics) -> dict[str, Any]:
    return {
        "claim": one.item.claim,
        "maximum": _n(one.item.maximum),
        "share": f"{one.difficulty:.0%}".replace("%", " %"),
        "bar": charts.stacked_bar(one.counts, WORDS),
        "dot": charts.discrimination_dot(one),
    }


def _remarks(report: Report) -> dict[str, list[str]]:
    """Return the items that an instructor should look at, by the reason."""
    everybody, nobody, weak = [], [], []
    for one in report.statistics:
        if one.difficulty is None:
            continue
        if one.counts["passed"] == len(report.works):
            everybody.append(one.item.claim)
        elif not one.counts["passed"]:
            nobody.append(one.item.claim)
        elif one.discrimination is not None and one.discrimination < _WEAK and len(report.works) >= _ENOUGH:
            weak.append(one.item.claim)
    return {"nobody": nobody, "weak": weak, "everybody": everybody}


def _pair(pair: similar.Pair, purse: Purse) -> dict[str, Any]:
    percent = [f"{share:.0%}".replace("%", " %") for share in pair.shares]
    return {
        "students": pair.students,
        "shares": percent,
        "widths": [100 * share for share in pair.shares],
        "cells": [
            {"name": name, "sides": [code(side.code, purse, side.lines) for side in sides]}
            for name, sides in pair.cells.items()
        ],
    }


def _has_written(work: Work, graded: GradedClass) -> bool:
    """Tell whether a submission has a written answer with points, or one that is not graded yet."""
    written = [item.name for item in graded.items if item.written]
    return any(work.points.get(name, 1.0) > 0 for name in written)


def _without_answer(report: Report) -> list[str]:
    present = {work.student for work in report.works}
    return [work.student for work in report.graded.works if work.student not in present]


def _n(number: float) -> str:
    return f"{round(float(number), 2):g}"
