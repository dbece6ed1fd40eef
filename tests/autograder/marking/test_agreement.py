"""How well markers agree, and that the report says so."""

import marking
import pytest
import tiny

from autograder.handback.report import page
from autograder.handback.report.page import Agreement
from autograder.marking.agreement import agreements, kappa
from autograder.marking.desk import SECOND, Desk, Marker


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([(0, 0), (1, 1), (2, 2)], 1.0),
        ([(0, 1), (1, 0)], -1.0),
        ([(0, 0), (0, 1), (1, 0), (1, 1)], 0.0),
        ([(1, 1), (1, 1)], None),
        # Cohen's own form of example: both yes 20, both no 15, one against the other 5 and 10.
        ([(1, 1)] * 20 + [(0, 0)] * 15 + [(1, 0)] * 5 + [(0, 1)] * 10, 0.4),
        ([(0.5, 0.5), (1.5, 1.5), (1.5, 0.5), (0.5, 0.5)], 0.5),
    ],
)
def test_kappa(pairs, expected):
    assert kappa(pairs) == (expected if expected is None else pytest.approx(expected))


def test_no_second_marker_no_table(course):
    assert agreements(course, tiny.SHEET) == []


def test_the_report_shows_it(course):
    desk, first, second = Desk(course, tiny.SHEET), Marker("Ada", "a"), Marker("Bob", "b")
    try:
        for queue, marker in (("why", first), (SECOND + "why", second)):
            points = 3.0
            while seen := marking.seen(desk.next(queue, marker)):
                desk.mark(queue, marker, seen, {"points": points, "reason": "r"})
                points = 1.0 if queue.startswith(SECOND) else 3.0 - points
    finally:
        desk.close()
    [found] = agreements(course, tiny.SHEET)
    assert found.question == "1.3 Why" and found.answers == 5 and found.kappa is not None
    made = page.make_report(course, tiny.SHEET, agreements=[found, Agreement("<b>", 3, 1.0, None)])
    html = page.as_page(made)
    assert "How well markers agree" in html and f"{found.kappa:.2f}".replace("-", "−") in html
    assert "&lt;b&gt;" in html
    assert page.as_json(made)["agreement"][0]["answers"] == 5
    assert "How well markers agree" not in page.as_page(page.make_report(course, tiny.SHEET))
