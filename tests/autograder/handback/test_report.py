"""The class report: its numbers are right, its drawings say what they show, and nobody's text runs in it."""

import json
import keyword
import os
import re
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pages import Page
from tiny import SHEET, hand_in
from typer.testing import CliRunner

from autograder import cli
from autograder.authoring import cells
from autograder.authoring.answers import Answer, bank
from autograder.authoring.sheets import read_text
from autograder.course import CourseError
from autograder.handback.report import charts, items, page, similar
from autograder.handback.report.graded import GradedClass, Item, Work, read_class

ROOT = Path(__file__).parents[3]
EVIL = "<script>alert(1)</script>"
ITEMS = [
    Item("test_a", "1.1 a claims <b>much</b>.", 2.0, False),
    Item("test_b", "1.2 b claims little.", 1.0, False),
    Item("test_c", "1.3 c nobody can.", 1.0, False),
    Item("why", "1.4 Why", 3.0, True),
]


def work(student, a=2.0, b=1.0, c=0.0, why=None, **more):
    """Return a submission with points for the items above."""
    points = {"test_a": a, "test_b": b, "test_c": c} | ({} if why is None else {"why": why})
    full = {item.name: item.maximum for item in ITEMS}
    state = lambda name: "passed" if points[name] == full[name] else "partly" if points[name] else "failed"
    states = {name: state(name) for name in ("test_a", "test_b", "test_c")}
    known = {"hints": {}, "seconds": 1.0, "memory": 2**20, "problem": None, "answers": {"a": "a = 1"}}
    return Work(student=student, points=points, states=states, **known | more)


def report(works, found=None):
    """Return a report about them."""
    graded = GradedClass(SHEET, f"Tiny {EVIL}", ITEMS, works, [], {}, {})
    alike = found or similar.likeness({one.student: one.answers for one in works}, [])
    return page.Report(graded, works, items.statistics(ITEMS, works), page.misconceptions(works, []), alike)


def checked(html):
    """Return a page in which nothing runs or is fetched, and every drawing has words for it."""
    found = Page(html)
    assert not found.tags & {"script", "iframe", "object", "embed", "link", "base", "form", "input", "img"}
    assert not found.comments
    assert not re.search(r"url\(|@import", html)
    for _, name, value in found.attributes:
        assert not name.startswith("on") and name not in ("src", "href"), (name, value)
    drawn = re.findall(r"<svg [^>]*>", html)
    for one in drawn:
        assert 'aria-hidden="true"' in one or re.search(r'role="img" aria-label="[^"]+"', one), one
    for number in re.findall(r'(?:x|x1|x2|cx|width)="(-?[\d.]+)%"', html):
        assert -0.01 <= float(number) <= 100.01
    return found


def test_the_numbers_of_a_graded_class(graded):
    found = read_class(graded.course, SHEET)
    assert found.ungraded == ["blocked"] and found.title == "A tiny sheet"
    assert (found.items[0].claim, found.items[-1].claim) == ("1.1 double doubles.", "1.3 Why")
    of = {one.student: one for one in found.works}
    assert of["partial"].points == {
        "test_double": 2.0, "test_credit_0": 1.5, "test_credit_1": 2.0, "test_credit_2": 0.0,
        "test_credit_3": 0.0, "test_credit_4": 0.0,
    }  # fmt: skip
    assert list(of["partial"].states.values()) == ["passed", "partly", "passed", "failed", "failed", "failed"]
    assert set(of["untouched"].states.values()) == set(of["junk"].states.values()) == {"open"}
    assert of["untouched"].answers == {} and set(of["perfect"].answers) == {"double", "credit"}
    assert "why" not in of["odd"].points and of["untouched"].points["why"] == 0.0
    assert of["perfect"].seconds > 0 and of["loud"].memory > 20 * 2**20 and of["junk"].seconds == 0
    assert "is not JSON" in of["junk"].problem


def test_the_command_writes_one_page(graded, monkeypatch, tmp_path):
    monkeypatch.chdir(graded.course.root)
    done = CliRunner().invoke(cli.app, ["report", SHEET, "--json", str(tmp_path / "numbers.json")])
    assert done.exit_code == 0, done.output
    assert "points" in done.output and "01_tiny.html" in done.output
    html = graded.course.report(SHEET).read_text(encoding="utf-8")
    found = checked(html)
    assert "Handed in, but not graded yet: blocked." in found.text
    assert (
        "4 submissions without any answer, left out below: junk, o'neil j+dl@uni, renamed, untouched."
        in found.text
    )
    assert "1 written question has to be graded by hand (3 points). It is not counted below." in found.text
    assert "hidden_marker" not in html and "return SCALE" not in html.split("Similar submissions")[0]
    [numbers] = json.loads((tmp_path / "numbers.json").read_text(encoding="utf-8"))
    assert numbers["totals"]["partial"] == 5.5 and numbers["maximum"] == 12
    assert len(numbers["totals"]) == 12 and numbers["items"][-1]["difficulty"] is None


def test_who_is_not_graded_is_told(course, monkeypatch):
    hand_in(course, "ada", b"nothing")
    with pytest.raises(CourseError, match="run `workbook grade 01_tiny`"):
        read_class(course, SHEET)
    monkeypatch.chdir(course.root)
    assert isinstance(CliRunner().invoke(cli.app, ["report"]).exception, CourseError)


def test_discrimination_leaves_the_item_out_of_the_total():
    points = np.array([[1, 1, 0], [1, 0, 1], [0, 1, 1], [0, 0, 0], [1, 1, 1], [0, 1, 0]], dtype=float)
    found = items.discriminations(points)
    for column in range(3):
        others = np.delete(points, column, axis=1).sum(axis=1)
        assert found[column] == pytest.approx(np.corrcoef(points[:, column], others)[0, 1])
    assert found[0] < np.corrcoef(points[:, 0], points.sum(axis=1))[0, 1]


def test_discrimination_needs_differences_and_a_class():
    same = np.array([[1.0, 0, 2], [1, 1, 0], [1, 0, 1], [1, 1, 2], [1, 0, 0]])
    assert items.discriminations(same)[0] is None
    assert items.discriminations(same[:, :1]) == [None]  # no other item
    assert items.discriminations(same[:4]) == [None] * 3
    upside_down = np.array([[0.0, 2], [0, 2], [1, 1], [2, 0], [2, 0]])
    assert items.discriminations(upside_down) == [pytest.approx(-1), pytest.approx(-1)]
    works = [work(str(n), a=a, b=b / 2) for n, (a, b) in enumerate(upside_down)]
    one = items.statistics(ITEMS, works)[0]
    assert (one.difficulty, one.discrimination) == (0.5, pytest.approx(-1))
    assert -1 <= one.interval[0] <= one.interval[1] <= 1


def test_an_item_that_waits_for_a_person_counts_in_nothing():
    made = report([work("ada", why=3.0), work("bob")])
    assert made.counted == ["test_a", "test_b", "test_c"] and made.maximum == 4
    made = report([work("ada", why=3.0), work("bob", why=0.0)])
    assert made.totals() == {"ada": 6.0, "bob": 3.0} and made.maximum == 7
    assert made.statistics[-1].counts == {"passed": 1, "partly": 0, "failed": 1, "open": 0}


def test_items_that_everybody_or_nobody_passes_are_named():
    found = checked(page.as_page(report([work("ada"), work("bob", b=0.0)])))
    assert "Nobody passed 1.3 c nobody can." in found.text
    assert "Everybody passed 1.1 a claims <b>much</b>." in found.text
    weak = [work(str(n), a=2.0 * (n % 2), b=float(n % 4 < 2)) for n in range(40)]
    assert "Students who are good at the rest are no better here" in Page(page.as_page(report(weak))).text


def test_misconceptions_have_the_names_of_the_bank():
    def answer(name, hint, fails):
        return Answer(SHEET, "a", False, name, "", f"takes {name}", fails, hint)

    bank = [answer("x", "Look at x.", ("test_a", "test_b")), answer("y", "Look at x.", ("test_b",))]
    works = [
        work("ada", hints={"test_a": "Look at x."}),
        work("bob", hints={"test_b": "Look at x."}),
        work("cleo", hints={"test_b": "Look at x.", "test_a": f"No longer there. {EVIL}"}),
        work("dan", hints={"test_b": "Look at x."}),
    ]
    found = page.misconceptions(works, bank)
    assert [(one.cell, one.mistakes, one.students) for one in found] == [
        ("a", ("takes x", "takes y"), ("bob", "cleo", "dan")),
        ("", (), ("cleo",)),
        ("a", ("takes x",), ("ada",)),
    ]
    html = page.as_page(report(works))
    checked(html)
    assert EVIL not in html


OWN = {
    "network": (
        "class PatientNetwork(Module):\n"
        "    # my own idea\n"
        "    def __init__(self, width):\n"
        "        self.first, self.second = [Linear(2, width) for _ in range(2)]\n"
        "    def forward(self, batch):\n"
        "        hidden = self.first(batch).clamp(min=0) + self.second(batch[:, ::-1]).abs() ** 2\n"
        "        return hidden.sum(dim=-1, keepdim=True) / (1 + hidden.max().item())\n"
    ),
    "step": (
        "def step(weights, slopes, rate):\n"
        "    for name in sorted(weights, key=len, reverse=True):\n"
        "        if name not in slopes:\n"
        "            raise KeyError(f'no slope of {name}')\n"
        "        weights[name] = weights[name] - rate * slopes[name].clip(-5, 5) / len(slopes)\n"
        "    return dict(weights)\n"
    ),
}
OTHER = {
    "network": (
        "def build(width):\n"
        "    layers = Sequential(Linear(2, width), ReLU(), Linear(width, width), ReLU(), Linear(width, 1))\n"
        "    with no_grad():\n"
        "        layers[-1].weight *= 0.1\n"
        "        layers[-1].bias.zero_()\n"
        "    return layers\n"
    ),
    "step": (
        "def step(weights, slopes, rate):\n"
        "    return {name: value - rate * slopes[name] for name, value in weights.items()}\n"
    ),
}


def renamed(code):
    """Return code with other names, comments, texts and layout."""
    names = {"hidden": "h2", "width": "n_units", "name": "k", "Patient": "Fast", "batch": "x"}
    for before, after in names.items():
        code = code.replace(before, after)
    return code.replace("# my own idea", "# no comment\n").replace("no slope of", f"gradient missing {EVIL}")


def test_a_copy_with_other_names_is_found_and_marked_where_it_is_alike():
    copy = {"network": renamed(OWN["network"]), "step": OTHER["step"] + renamed(OWN["step"])}
    found = similar.likeness({"ada": OWN, "bob": OTHER, "cleo": copy}, [])
    [pair] = found.pairs
    assert pair.students == ("ada", "cleo") and pair.shares[0] > 0.9 and found.found == 1
    assert found.closest["bob"] < similar.LEAST < found.closest["cleo"] == found.closest["ada"]
    ada, cleo = pair.cells["step"]
    assert set(ada.lines) >= {2, 3, 5, 6}
    assert set(cleo.lines) >= {4, 5, 7, 8} and 2 not in cleo.lines
    assert pair.cells["network"][0].lines == (1, 2, 3, 4, 5, 6, 7)


def test_marks_stay_in_place_behind_a_class():
    late = {"first": OTHER["step"] * 3, "network": OWN["network"] + OWN["step"]}
    [pair] = similar.likeness({"ada": OWN, "bob": late}, []).pairs
    assert "first" not in pair.cells
    assert pair.cells["network"][1].lines[0] == 1


def test_what_proves_nothing_is_not_alike():
    copy = {name: renamed(code) for name, code in OWN.items()}
    both = {"ada": OWN, "bob": copy}
    assert len(similar.likeness(both, []).pairs) == 1
    assert similar.likeness(both, [OWN]).pairs == []  # the starter code, or the reference
    many = {f"student{n}": OWN if n % 2 else copy for n in range(30)}
    assert similar.likeness(many, []).pairs == []  # what everybody writes
    short = {"ada": {"a": "def a(x):\n    return x + 1"}, "bob": {"a": "def a(x):\n    return x + 1"}}
    assert similar.likeness(short, []).pairs == []
    assert similar.likeness({}, []).pairs == similar.likeness({"ada": OWN}, []).pairs == []
    assert similar.likeness({"ada": {"a": "\n\n def ("}, "bob": {"a": "\x00 é '''"}}, []).pairs == []


def test_another_order_changes_nothing():
    functions = [code if code.endswith("\n") else code + "\n" for code in (*OWN.values(), OTHER["network"])]
    one = {"a": "".join(functions), "b": OTHER["step"]}
    other = {"a": "".join(renamed(code) for code in reversed(functions)), "b": ""}
    [pair] = similar.likeness({"ada": one, "bob": other}, []).pairs
    assert max(pair.shares) > 0.7
    cells = {"a": OWN["step"], "b": OWN["network"]}  # in each other's cells
    [pair] = similar.likeness({"ada": OWN, "bob": cells}, []).pairs
    assert pair.shares == (1.0, 1.0)


@pytest.mark.parametrize(
    "odd",
    [
        "%matplotlib inline\n!pip install x\n{}",
        "{}\nfor x in y\n    if:\n  else (\n",
        "text = '''\n{}",
        "x = (\n{}",
        'print("abc)\n{}',
        "        x\n    y\n  {}",
        "x = 1 \x00 $ ? é\u2028\ud800\n{}",
        "\r\n\r\n{}\r",
        "x = [" + "1, " * 500 + "]\n{}",
    ],
)
def test_what_python_cannot_read_is_compared_all_the_same(odd):
    bad = {name: odd.format(renamed(code)) for name, code in OWN.items()}
    for other in (OWN, bad):
        [pair] = similar.likeness({"ada": bad, "bob": other, "cleo": OTHER}, []).pairs
        assert pair.students == ("ada", "bob") and pair.likeness > 0.8
        for sides in pair.cells.values():
            assert all(0 < line <= side.code.count("\n") + 1 for side in sides for line in side.lines)


@pytest.mark.parametrize(
    "piece",
    [
        "a = b + c[1]\n",
        "'" + "\\'" * 140 + "\n",
        "'" + "\\'" * 200_000,
        "'''\n" + "\\\n",
        "(\n",
        "1_",
        '"',
        "?" * 290 + "\n",
        "x\n" + "\n" * 1000,
    ],
)
def test_no_code_takes_long(piece):
    code = piece * (500_000 // len(piece))
    begin = time.perf_counter()
    similar.likeness({"ada": {"a": code}, "bob": {"a": code}}, [])
    assert time.perf_counter() - begin < 5


def test_every_process_finds_the_same():
    program = f"from autograder.handback.report import similar; print(similar._passages({OWN!r}))"
    printed = {
        subprocess.run(
            [sys.executable, "-c", program],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(printed) == 1


@pytest.mark.parametrize("sheet", sorted(path.parent.name for path in ROOT.glob("source/*/*.py")))
def test_who_thinks_alone_is_not_a_pair(sheet, monkeypatch):
    """Different right answers of the bank, to all cells: the same tasks, solved in other ways."""
    notebook = read_text(ROOT / "source" / sheet / f"{sheet}.py")
    reference = {name: cell.source for name, cell in cells.solutions(notebook).items()}
    right = defaultdict(list)
    for answer in bank(ROOT / "tests" / "answers", sheet):
        if answer.right:
            right[answer.grade_id].append(answer.source)
    students = {
        f"student{n}": {name: found[n] for name, found in right.items() if len(found) > n} for n in range(4)
    }
    assert similar.likeness(students, [reference]).pairs == []

    [one, *_] = students.values()
    copy = {name: re.sub(r"\b[a-z_]\w{2,}", changed_name, code) for name, code in one.items()}
    [pair] = similar.likeness(students | {"copy": copy}, [reference]).pairs
    assert pair.students == ("student0", "copy") and pair.likeness > 0.9

    monkeypatch.setattr(similar, "FEWEST", 1)
    chances = similar.likeness({name: students[name] for name in ("student0", "student1")}, [reference])
    assert max(chances.closest.values()) < similar.LEAST / 2


def changed_name(word):
    """Return another name in the place of one."""
    return word[0] if keyword.iskeyword(word[0]) else f"my_{word[0]}"


def test_pairs_are_shown_escaped_and_not_as_a_verdict():
    evil = {name: f"text = '{EVIL}'\n" + code for name, code in OWN.items()}
    works = [work("ada", answers=evil), work(f"b<i>o{EVIL}", answers=evil), work("cleo", answers=OTHER)]
    html = page.as_page(report(works))
    found = checked(html)
    assert EVIL not in html and "<i>" not in html
    assert "hints for a person, not a verdict" in found.text
    assert html.count('class="hll"') > 4 and f"text = '{EVIL}'" in found.text


@pytest.mark.parametrize("number", [1, 2, 5, 500])
def test_a_class_of_any_size(number):
    chance = np.random.default_rng(1)
    works = [
        work(
            f"student{n:03}", a=float(chance.integers(3)), b=float(chance.integers(2)), why=3.0 * (n % 2),
            seconds=float(chance.lognormal()), memory=int(chance.integers(10**9)), answers={"a": f"a = {n}"},
        )
        for n in range(number)
    ]  # fmt: skip
    made = report(works, similar.Likeness([], {one.student: 0.1 for one in works}, 0))
    html = page.as_page(made)
    found = checked(html)
    assert f"median of {number}" in found.text and len(html) < 400_000
    assert ("With fewer than 5 submissions, it is not computed." in found.text) == (number < 5)
    assert html.count('class="dot many"') == number


def test_nobody_with_an_answer_is_a_page_too():
    graded = GradedClass(SHEET, "Tiny", ITEMS, [work("ada", answers={}, problem=EVIL)], [], {}, {})
    html = page.as_page(page.Report(graded, [], items.statistics(ITEMS, []), [], similar.likeness({}, [])))
    assert "1 submission without any answer, left out below: ada." in Page(html).text and EVIL not in html


@settings(deadline=None)
@given(st.lists(st.floats(0, 40), min_size=1, max_size=80), st.floats(0.5, 40))
def test_every_submission_is_in_one_bar(totals, maximum):
    chart = charts.score_histogram(totals, maximum)
    assert sum(bar["count"] for bar in chart["bars"]) == len(totals)
    assert len(chart["bars"]) <= 20 and chart["bars"][-1]["x"] <= 98
    assert all(0 <= bar["y"] <= charts.HEIGHT for bar in chart["bars"])


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(0.001, 600), st.floats(0, 4000)), min_size=1, max_size=30))
def test_every_dot_is_on_the_paper(usage):
    chart = charts.usage_scatter({str(n): one for n, one in enumerate(usage)})
    assert all(7 <= dot["x"] <= 98 and 0 <= dot["y"] <= charts.HEIGHT for dot in chart["dots"])
    assert chart["xticks"] and all(7 <= tick["x"] <= 98 for tick in chart["xticks"])
