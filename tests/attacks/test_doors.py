"""What comes in by every door, and what goes out on every page, costs the grader little and fools nobody."""

import csv
import io
import json
import os
import pwd
import resource
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import nbformat
import nbgrader
import pytest
import target
from chromium import launch
from doors import ATTACKS, setup
from nbconvert.exporters import HTMLExporter
from rich.text import Text
from target import REFERENCE, SHEET, filled, hand_in
from typer.testing import CliRunner

from autograder.cli import app
from autograder.console import Terminal, safe
from autograder.doctor import browser
from autograder.grading import gradebook
from autograder.grading.grade import grade
from autograder.handback import formgrader, original, render
from autograder.handback.export import export_grades
from autograder.handback.feedback import write_feedback
from autograder.handback.report import similar
from autograder.handback.report.page import as_page, make_report
from autograder.intake.collect import collect
from autograder.intake.repair import read, rebuild, receive
from autograder.intake.roster import read_roster

pytestmark = pytest.mark.proof

SECONDS = 15  # of the processor for one page; the worst takes 4 where nobody else works
PROPER = "Ada O'Neil@uni.example"
IMPROPER = {
    "markup": "<img src=x onerror=alert(1)>",
    "quotes": 'a" onmouseover="alert(1)',
    "script": "javascript:alert(1)",
    "bidi": "a\u202eb",
    "control": "a\x1b[2Jb",
    "decomposed": "mu\u0308ller",
    "look-alike": "аda",
    "reserved": "CON",
}


@pytest.fixture
def course(tmp_path):
    return target.make_course(tmp_path / "course")


@pytest.fixture(scope="module")
def entered(tmp_path_factory):
    """The class of all attackers and an honest student, graded, with what grading took of this process."""
    course = target.make_course(tmp_path_factory.mktemp("entered") / "course")
    hand_in(course, "alice", filled(course, REFERENCE))
    for one in ATTACKS:
        notebook, folder = filled(course, one.answers, one.extra), course.submitted(SHEET, one.name).parent
        folder.mkdir(parents=True)
        content = one.tamper(notebook, folder) if one.tamper else None
        hand_in(course, one.name, content if content is not None else notebook)
    start = time.process_time()
    results = {one.student: one for one in grade(course, SHEET, workers=2)}
    return SimpleNamespace(course=course, of=results, seconds=time.process_time() - start)


def named(kind, *begins):
    return [one.name for one in ATTACKS if one.kind == kind and one.name.startswith(begins or "")]


def form_page(course, student, **names):
    """Return the page that nbgrader's formgrader makes of a graded copy, as the course configures it."""
    config = course.config()
    config.HTMLExporter.template_name = "formgrade"
    folder = Path(nbgrader.__file__).parent / "server_extensions" / "formgrader" / "templates"
    config.HTMLExporter.extra_template_basedirs = [str(folder)]
    path = course.autograded(SHEET, student)
    resources = {
        "assignment_id": SHEET,
        "notebook_id": SHEET,
        "submission_id": "x",
        "index": 0,
        "total": 1,
        "base_url": "",
        "student": student,
        "notebook_path": str(path),
        **names,
    }
    return HTMLExporter(config=config).from_filename(str(path), resources=resources)[0]


def alarms(html):
    """Return what scripts of a page say in Chromium; skip where there is none."""
    if not browser():
        pytest.skip("no Chromium")
    heard = []
    with launch(browser()) as chromium:
        page = chromium.new_page()
        page.on("dialog", lambda dialog: (heard.append(dialog.message), dialog.dismiss()))
        page.route("**/*", lambda route: route.abort())
        page.set_content(html, wait_until="domcontentloaded")
        page.wait_for_timeout(500)
    return heard


# ---------------------------------------------------------------- names


def exchange(course, *folders, content=None):
    """Make an exchange of folders, each a name or (name, owner); return the path."""
    inbound = course.root.parent / "inbound"
    for number, folder in enumerate(folders):
        name, owner = folder if isinstance(folder, tuple) else (folder, None)
        path = inbound / name
        path.mkdir(parents=True)
        notebook = filled(course, {"double": f"def double(x):\n    return {number}"})
        (path / f"{SHEET}.ipynb").write_text(json.dumps(content or notebook))
        for one in (path / f"{SHEET}.ipynb", path) if owner is not None else ():
            os.chown(one, owner, owner)
    return inbound


def at(student, time="10:00:00"):
    return f"{student}+{SHEET}+2026-05-03 {time} UTC"


@pytest.mark.parametrize("kind", IMPROPER)
def test_only_proper_ids_come_in_from_an_exchange(course, kind):
    folders = [at(IMPROPER[kind]), at(PROPER), at("bob+dl@uni.example")]
    found = collect(course, exchange(course, *folders))
    expected = {PROPER, "bob+dl@uni.example"} | ({"müller"} if kind == "decomposed" else set())
    assert {one.student for one in found.collected} == expected == set(course.students(SHEET))
    assert ["cannot be a student id" in one.reason and one.todo for one in found.left] == (
        [] if kind == "decomposed" else ["name the student in a roster"]
    )


@pytest.mark.parametrize("kind", IMPROPER)
def test_only_proper_ids_come_in_from_a_roster(tmp_path, kind):
    roster = tmp_path / "roster.csv"
    with roster.open("w", newline="") as file:
        csv.writer(file).writerows([["student_id"], [PROPER], [IMPROPER[kind]]])
    if kind == "decomposed":  # composed at the door
        assert [person.student for person in read_roster(roster).people] == [PROPER, "müller"]
    else:
        found = read_roster(roster)
        assert [person.student for person in found.people] == [PROPER]
        assert len(found.problems) == 1 and "3" in found.problems[0], found.problems


def test_two_ids_that_normalize_to_one_are_not_mixed(course):
    found = collect(
        course, exchange(course, at("müller"), at("mu\u0308ller", "11:00:00"), at("Ada"), at("ada"))
    )
    assert found.collected == [] and not course.students(SHEET)
    assert len([one for one in found.left if "may be someone else's" in one.reason]) == 4


def test_only_proper_ids_are_graded(course, monkeypatch):
    """Folders that somebody made in submitted/ by hand."""
    monkeypatch.chdir(course.root)
    for student in (*IMPROPER.values(), PROPER):
        hand_in(course, student, filled(course, REFERENCE))
    done = CliRunner().invoke(app, ["grade", SHEET, "--workers", "1"])
    assert done.exit_code == 1
    assert done.output.count("cannot be a student's id") == len(IMPROPER) and is_calm(done.output)
    graded = [path.parts[-3] for path in course.root.glob("autograded/*/*/*.ipynb")]
    with course.gradebook() as book:
        assert graded == [PROPER] == [student.id for student in book.students]
        assert book.find_submission(SHEET, PROPER).score == 10
    write_feedback(course, SHEET)
    page = as_page(make_report(course, SHEET))
    assert "&lt;img src=x" in page and "<img src=x" not in page


def test_plain_nbgrader_does_not_grade_what_is_no_id(course):
    student = "<img src=x onerror=alert(1)>"
    hand_in(course, student, filled(course, REFERENCE))
    with course.log() as log:
        gradebook.register(course, SHEET, log)
    command = [sys.executable, "-m", "nbgrader", "autograde", SHEET]
    done = subprocess.run(command, cwd=course.root, capture_output=True, text=True, check=False)
    assert "cannot be a student's id" in done.stdout + done.stderr
    assert not course.autograded(SHEET, student).exists()


def test_names_in_the_gradebook_are_text_on_the_formgraders_page(entered):
    script = "<img src=x onerror=alert(1)>"
    names = {"first_name": script, "last_name": f'"{script}', "notebook_path": f'"{script}'}
    html = form_page(entered.course, "alice", **names)
    assert "&lt;img src=x" in html and "<img src=x" not in html
    assert alarms(html) == []


def test_names_that_are_not_escaped_would_be_noticed(entered, monkeypatch):
    monkeypatch.setattr(formgrader, "_NAMES", ())
    script = "<img src=x onerror=alert(1)>"
    assert alarms(form_page(entered.course, "alice", first_name=script, last_name="x")) == ["1"]


# ---------------------------------------------------------------- the exchange

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files to others")
KNOWN = [one.pw_uid for one in pwd.getpwall() if one.pw_uid not in (0, os.geteuid())][:2]
NAMES = [pwd.getpwuid(uid).pw_name for uid in KNOWN]


def answer(course, student):
    notebook = json.loads(course.submitted(SHEET, student).read_text())
    return next(cell["source"] for cell in notebook["cells"] if cell["id"] == "double")[-1]


@needs_root
def test_a_newer_folder_of_another_user_replaces_nothing(course):
    inbound = exchange(course, (at("victim"), 4_001_001), (at("victim", "11:00:00"), 4_001_002))
    found = collect(course, inbound)
    assert answer(course, "victim") == "0"
    [taken], [left] = found.collected, found.left
    assert any("Somebody else has handed in under the name victim" in note for note in taken.notes)
    assert "belongs to the user with the number 4001002" in left.reason and "victim" in left.todo


@needs_root
def test_who_came_later_cannot_say_that_it_was_earlier(course):
    inbound = exchange(course, (at("victim"), 4_001_001), (at("victim", "09:00:00"), 4_001_002))
    found = collect(course, inbound)
    assert answer(course, "victim") == "0"
    assert "belongs to the user with the number 4001002" in found.left[0].reason


@needs_root
def test_a_user_of_this_machine_cannot_hand_in_as_another(course):
    """Even first, even alone: the name of the folder is a user, and another one owns it."""
    inbound = exchange(course, (at(NAMES[0]), KNOWN[1]), (at(NAMES[1]), KNOWN[1]))
    found = collect(course, inbound)
    assert [one.student for one in found.collected] == [NAMES[1]]
    [left] = found.left
    assert f"says that it is {NAMES[0]}'s, but belongs to the user {NAMES[1]}" in left.reason


@needs_root
def test_a_user_of_this_machine_cannot_hand_in_as_somebody_whom_it_does_not_know(course):
    inbound = exchange(course, (at("ada@uni.example"), KNOWN[1]), (at(NAMES[1]), KNOWN[1]))
    found = collect(course, inbound)
    assert [one.student for one in found.collected] == [NAMES[1]] and len(found.left) == 1


@needs_root
def test_the_own_account_counts_even_if_another_was_first(course):
    inbound = exchange(course, (at(NAMES[0]), KNOWN[1]), (at(NAMES[0], "09:00:00"), KNOWN[0]))
    collect(course, inbound)
    assert answer(course, NAMES[0]) == "1"


@needs_root
@pytest.mark.parametrize("owner", [None, 4_001_001, KNOWN[0]])
def test_an_exchange_that_somebody_has_copied_is_collected(course, owner):
    folders = [(at(student), owner) for student in ("ada", "bob@uni.example", "chen")]
    found = collect(course, exchange(course, *folders))
    assert [one.student for one in found.collected] == ["ada", "bob@uni.example", "chen"]
    assert found.left == [] and not any(one.notes for one in found.collected)


@needs_root
def test_ids_that_are_no_users_are_collected_each_with_its_owner(course):
    folders = [(at(f"{name}@uni.example"), 4_001_000 + k) for k, name in enumerate(("ada", "bob", "chen"))]
    again = (at("ada@uni.example", "12:00:00"), 4_001_000)
    found = collect(course, exchange(course, *folders, again))
    assert len(found.collected) == 3 and answer(course, "ada@uni.example") == "3"
    assert not any(one.notes for one in found.collected)


@needs_root
def test_one_user_with_two_names_is_pointed_out(course):
    folders = [(at("ada@x"), 4_001_001), (at("bob@x"), 4_001_001), (at("chen@x"), 4_001_002)]
    found = collect(course, exchange(course, *folders))
    notes = {one.student: " ".join(one.notes) for one in found.collected}
    assert "who has also handed in as bob@x" in notes["ada@x"] and "as ada@x" in notes["bob@x"]
    assert notes["chen@x"] == ""


def test_a_link_in_the_exchange_is_not_followed(course, tmp_path):
    secret = hand_in(course, "victim", filled(course, REFERENCE))
    inbound = exchange(course, at("ada"), at("bob"))
    (inbound / at("mallory")).symlink_to(secret.parent)
    (inbound / at("mallory", "11:00:00")).mkdir()
    (inbound / at("mallory", "11:00:00") / f"{SHEET}.ipynb").symlink_to(secret)
    found = collect(course, inbound)
    assert [one.student for one in found.collected] == ["ada", "bob"]
    assert ["link" in one.reason for one in found.left] == [True, True]


def test_a_time_that_has_not_come_does_not_count(course):
    later = f"{datetime.now(UTC) + timedelta(days=400):%Y-%m-%d %H:%M:%S} UTC"
    inbound = exchange(course, f"ada+{SHEET}+{later}", at("bob"))
    (inbound / at("bob") / "timestamp.txt").write_text(later)
    found = collect(course, inbound)
    assert all(one.time < datetime.now(UTC) + timedelta(minutes=1) for one in found.collected)
    assert ["has not come yet" in " ".join(one.notes) for one in found.collected] == [True, True]


def test_of_two_folders_of_the_same_time_a_person_chooses(course):
    inbound = exchange(course, f"{at('ada')}+one", f"{at('ada')}+two", at("bob"))
    found = collect(course, inbound)
    assert [one.student for one in found.collected] == ["bob"]
    assert ["is one of 2 notebooks" in one.reason and bool(one.todo) for one in found.left] == [True, True]


# ---------------------------------------------------------------- tables


@pytest.mark.parametrize(
    "name",
    [
        "Ada;=HYPERLINK(1);x",
        "Ada\t=F()\tx",
        "Ada|@F()|x",
        "Ada\n=F()",
        "Ada;\u200b＝F();x",
        'Ada;"=F();x',
        "=F()",
    ],
)
def test_no_reader_finds_a_formula_in_an_export(entered, tmp_path, name):
    roster = tmp_path / "roster.csv"
    with roster.open("w", newline="") as file:
        csv.writer(file).writerows(
            [["student_id", "last_name", "first_name"], ["alice", name, "O'Brien, Jr."]]
        )
    text = export_grades(entered.course, "csv", SHEET, roster, tmp_path / "t.csv").path.read_text()
    assert "F()" in text or "HYPERLINK(1)" in text
    for delimiter in ",;\t|":
        for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting):
                assert not [c for c in row if c.strip(' \t\r\n"\u200b')[:1] in ("=", "@", "＝")], row
    rows = list(csv.DictReader(io.StringIO(text, newline=""), quoting=csv.QUOTE_NONNUMERIC))
    alice = next(row for row in rows if row["student_id"] == "alice")
    assert (alice["raw_score"], alice["max_score"], alice["first_name"]) == (10.0, 13.0, "O'Brien, Jr.")


# ---------------------------------------------------------------- the terminal

EVIL = "\x1b]0;owned\x07\x1b[2J\x9b2J\u202e[bold]x[/bold][link=http://x.y]y[/link]\nalice: 10\r:skull:"


def is_calm(text):
    return not set(text) & set("\x1b\x07\x9b\u202e\r")


@pytest.fixture
def evil_file(course, monkeypatch):
    monkeypatch.chdir(course.root)
    folder = course.submitted(SHEET, "z").parent
    folder.mkdir(parents=True)
    (folder / f"{EVIL.replace('/', '-')}.txt").write_text("x")
    return folder


def test_names_of_files_move_nothing_in_the_terminal(course, evil_file):
    done = CliRunner().invoke(app, ["grade", SHEET, "--workers", "1"])
    assert "owned" in done.output and is_calm(done.output)
    assert "[bold]x" in done.output and ":skull:" in done.output
    assert "\nalice: 10" not in done.output
    for command in (["feedback"], ["report"], ["export"]):
        assert is_calm(CliRunner().invoke(app, [*command, SHEET]).output)
    log = course.submission_log(SHEET, "z").read_text()
    assert "owned" in log and is_calm(log)
    done = CliRunner().invoke(app, ["collect", str(evil_file)])
    assert "owned" in done.output and is_calm(done.output)


def test_errors_move_nothing_in_the_terminal(course):
    program = "import sys\nfrom autograder import cli\ndef fail(*a): raise {}\ncli.app = fail\ncli.main()"
    for error in (f"ValueError({EVIL!r})", f"cli.CourseError({EVIL!r})"):
        done = subprocess.run(
            [sys.executable, "-c", program.format(error)], capture_output=True, cwd=course.root, check=False
        )
        said = (done.stdout + done.stderr).decode()
        assert done.returncode == 1 and "owned" in said and is_calm(said)


def test_no_exception_moves_anything_in_the_log(course):
    with course.log() as log:
        try:
            raise ValueError(EVIL)
        except ValueError as error:
            log.error("about %s", EVIL, exc_info=error)
    text = (course.root / "grading.log").read_text()
    assert text.count("owned") == 2 and is_calm(text) and "\nalice" not in text


def test_markup_is_text():
    for text in (EVIL, "[/]", "\\", "a\\[b]", "[[x]]", "[red]\\"):
        shown = Text.from_markup(f"[red]{safe(text)}[/] end", emoji=False).plain
        assert shown == safe(text).replace("\\[", "[").replace("\\\\", "\\") + " end" or "[" in text
        assert is_calm(shown) and shown.endswith(" end") and "\n" not in shown
    console = Terminal(file=io.StringIO(), force_terminal=True, emoji=False)
    console.print(Text(EVIL), EVIL.replace("[/", "(/"))
    printed = console.file.getvalue()
    assert (
        "\x1b]0" not in printed and "\x1b[2J" not in printed and "\x9b" not in printed and "owned" in printed
    )


# ---------------------------------------------------------------- pages


def test_nobody_earns_by_it_and_the_honest_student_loses_nothing(entered):
    assert entered.of["alice"].total == 10
    for one in ATTACKS:
        assert sum(points for points, _ in entered.of[one.name].scores.values()) == 0, one.name
    assert entered.seconds < len(ATTACKS) * 3


@pytest.mark.parametrize("student", named("page"))
def test_no_page_takes_long(entered, student):
    course = entered.course
    course.feedback(SHEET, student).unlink(missing_ok=True)
    for make in (
        lambda: write_feedback(course, SHEET, [student]),
        lambda: original.page(course.submitted(SHEET, student)),
        lambda: form_page(course, student),
    ):
        start = time.process_time()
        made = make()
        assert time.process_time() - start < SECONDS
        size = len(made) if isinstance(made, str) else course.feedback(SHEET, student).stat().st_size
        assert size < 100e6
    assert "too long" in course.feedback(SHEET, student).read_text() or student == "slow_lexer_of_choice"


@pytest.mark.parametrize("student", ["slow_dots", "slow_markdown_formulas", "one_image_many_times"])
def test_the_first_texts_of_a_long_page_are_still_rendered(entered, student):
    html = original.page(entered.course.submitted(SHEET, student))
    assert "The first" not in html
    assert ('class="code"' in html) or student == "one_image_many_times"


@pytest.mark.parametrize("piece", ["...", " \n", "\\\\[", "> ", "![]("])
def test_a_text_alone_takes_at_most_the_square(piece):
    text = (piece * 20_000)[:15_000]
    assert render.Purse().pays(text)
    for make in (render.code, render.markdown):
        start = time.process_time()
        assert "too long" not in make(text)
        assert time.process_time() - start < SECONDS


def test_what_is_cut_is_said():
    text = "x = 1\n" * 5000
    for html in (render.code(text), render.markdown(text)):
        assert "The first 20,000 of its 30,000 characters" in html and html.count("x = 1") < 5000


@pytest.mark.parametrize("student", named("naming"))
def test_an_exception_of_the_students_own_is_not_taken_for_the_judges(entered, student):
    works = {work.student: work for work in make_report(entered.course, SHEET).works}
    assert works[student].states["test_double"] == "failed"
    write_feedback(entered.course, SHEET, [student])
    html = entered.course.feedback(SHEET, student).read_text()
    row = html.partition("1.1 double doubles")[0].rpartition("<tr")[2]
    assert "not passed" in row and "not run<" not in row
    copy = nbformat.read(entered.course.autograded(SHEET, student), 4)
    [error] = next(cell for cell in copy.cells if cell.id == "test_double").outputs
    assert error.evalue == (
        "not run" if student == "many_names" else "This test was not run."
    )  # it was reached
    assert error.ename not in ("NotRun", "not run", "TimeLimit", "CannotCross", "NoPlainNumber", "Gone")


def test_a_test_that_was_not_run_still_says_so(entered):
    write_feedback(entered.course, SHEET, ["many_parts"])
    assert "not run" in entered.course.feedback(SHEET, "many_parts").read_text()


# ---------------------------------------------------------------- memory


PARSERS = [one for one in ATTACKS if one.tamper and one.kind == "resources"]


@pytest.mark.parametrize("one", PARSERS, ids=lambda one: one.name)
def test_no_submission_takes_much_memory_to_repair(course, one):
    notebook = filled(course, REFERENCE)
    content = one.tamper(notebook, None) or json.dumps(notebook).encode()
    path = hand_in(course, "mallory", content)
    program = (
        "import resource, sys\nfrom pathlib import Path\n"
        "from autograder.authoring.sheets import read_notebook\nfrom autograder.intake.repair import read\n"
        "release = read_notebook(Path(sys.argv[2]))\nread(Path('/nowhere/x'), release)\n"
        "size = lambda: int(Path('/proc/self/statm').read_text().split()[0]) * resource.getpagesize()\n"
        "limit = size() + 350 * 2**20\n"
        "resource.setrlimit(resource.RLIMIT_AS, (limit, limit))\n"
        "print(read(Path(sys.argv[1]), release).repairs or read(Path(sys.argv[1]), release).problem)\n"
    )
    command = [sys.executable, "-c", program, str(path), str(course.release(SHEET))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-500:]
    expected = "too many parts" if one.name == "many_parts" else "could not be read statement by statement"
    assert expected in done.stdout


def test_imports_of_an_edited_setup_cell_are_still_kept(course):
    notebook = filled(course, REFERENCE)
    setup("import math\nfrom os import (\n    path,\n)")(notebook, None)
    submission = read(hand_in(course, "ada", notebook), nbformat.read(course.release(SHEET), 4))
    assert "What you added was kept" in " ".join(submission.repairs)
    sources = [cell.source for cell in submission.notebook.cells]
    assert "import math" in sources and "from os import (\n    path,\n)" in sources


def test_a_students_cell_is_never_taken_for_a_setup_cell(course):
    """Setup cells also run beside the tests, and are parsed by the grader."""
    notebook = filled(course, REFERENCE)
    notebook["cells"].insert(
        2, {"cell_type": "code", "metadata": {"tags": ["setup"]}, "source": "import evil"}
    )
    hand_in(course, "ada", notebook)
    release = nbformat.read(course.release(SHEET), 4)
    rebuilt = rebuild(receive(course.submitted(SHEET, "ada")), release).notebook
    [own] = [cell for cell in rebuilt.cells if cell.source == "import evil"]
    assert not own.metadata.get("tags")


# ---------------------------------------------------------------- similar answers


def test_a_class_of_hostile_answers_is_compared_in_bounded_time_and_memory(entered):
    """Twenty submissions of two megabytes each: nothing in common, all in common, no end."""
    answers = {one.name: {"double": one.answers.get("double", "")} for one in ATTACKS}
    signs = "+-*/%@&|^"
    for k in range(20):
        lines = [f"a {signs[i * (k + 3) % 9]} b {signs[(i + k) % 9]} c[{i}]" for i in range(60_000)]
        answers[f"student{k}"] = {f"cell{j}": "\n".join(lines) for j in range(4)}
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    found = similar.likeness(answers, [{}, {}])
    assert time.process_time() - start < 2 * SECONDS
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300 * 1024
    assert found.closest["long_answer"] > 0.9  # the attack is compared, not left out
    start = time.process_time()
    as_page(make_report(entered.course, SHEET))
    assert time.process_time() - start < 2 * SECONDS


def test_a_page_of_similar_answers_is_bounded(entered):
    assert {"long_answer", "long_answer_again"} in [
        set(pair.students) for pair in make_report(entered.course, SHEET).likeness.pairs
    ]
