"""How well markers agree: on a sample, a second person has marked what the first one did not show."""

from sklearn.metrics import cohen_kappa_score

from autograder.course import Course
from autograder.handback.report.page import Agreement
from autograder.marking.answers import Class
from autograder.marking.desk import SECOND
from autograder.marking.store import Store


def agreements(course: Course, sheet: str) -> list[Agreement]:
    """Return how well first and second markers agree on each question that has second marks."""
    if not course.journal.is_file():
        return []
    store = Store(course.journal, sheet)
    try:
        marks = store.marks()
    finally:
        store.close()
    if not any(queue.startswith(SECOND) for queue, _ in marks):
        return []
    found = []
    for name, question in Class(course, sheet).questions.items():
        pairs = []
        for (queue, student), second in marks.items():
            first = marks.get((name, student))
            if queue == SECOND + name and second.body and first and first.body:
                pairs.append((first.body["points"], second.body["points"]))
        if pairs:
            found.append(Agreement(question.title, len(pairs), _equal(pairs), kappa(pairs)))
    return found


def kappa(pairs: list[tuple[float, float]]) -> float | None:
    """Return Cohen's kappa of the points that two people gave, from -1 to 1; None if all are the same."""
    first, second = ([f"{points:g}" for points in one] for one in zip(*pairs, strict=True))
    if len({*first, *second}) < 2:
        return None
    return float(cohen_kappa_score(first, second))


def _equal(pairs: list[tuple[float, float]]) -> float:
    return sum(first == second for first, second in pairs) / len(pairs)
