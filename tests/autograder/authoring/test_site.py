"""The course as a site: complete, without a leak, the same each time, whole or not at all."""

import base64
import json
import os
import re
import shutil
from datetime import UTC, datetime
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

import leaks
import nbclient
import nbformat
import pytest
import tiny
from published import BUNDLED, COURSE, make_course, write_real

from autograder.authoring import sheets
from autograder.authoring.site import looks, publish
from autograder.authoring.site.markdown import as_html
from autograder.authoring.site.outline import sections
from autograder.course import Course, CourseError, files

NOW = datetime(2026, 5, 12, 12, tzinfo=UTC)


class Markup(HTMLParser):
    """The tags of a page, with their attributes."""

    def __init__(self, html):
        super().__init__()
        self.tags = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def all(self, tag):
        return [attributes for one, attributes in self.tags if one == tag]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site") / "site"
    assert write_real(folder).remarks == []
    return folder


@pytest.fixture(scope="module")
def solved(tmp_path_factory):
    folder = tmp_path_factory.mktemp("solved") / "site"
    assert write_real(folder, solutions=True, of=COURSE.sheets()).solved == COURSE.sheets()
    return folder


@pytest.fixture(scope="module")
def two_sheets(tmp_path_factory):
    """The real course without most of its sheets."""
    root = tmp_path_factory.mktemp("two") / "course"
    for name in ("01_theory", "02_backprop"):
        shutil.copytree(COURSE.source(name).parent, root / "source" / name)
        shutil.copytree(COURSE.release(name).parent, root / "release" / name)
    for name in (*BUNDLED, "nbgrader_config.py", "docs/glossary.md"):
        (root / name).parent.mkdir(exist_ok=True)
        shutil.copy(COURSE.root / name, root / name)
    return Course(root)


@pytest.fixture(scope="module")
def pages(site, solved):
    return {
        path: Markup(path.read_text(encoding="utf-8"))
        for path in (*site.glob("*.html"), *solved.glob("*.html"))
    }


@pytest.fixture(scope="module")
def secrets():
    return leaks.secrets(COURSE)


def test_it_holds_no_solution_no_hidden_test_no_answer(site, secrets):
    assert all(len(lines) > 100 for lines in secrets.values())
    assert not leaks.leaked(site, {"BEGIN HIDDEN", *set().union(*secrets.values())})
    assert not [path for path in site.rglob("*") if "solution" in path.name]


def test_the_search_for_leaks_would_find_them_in_pages_zips_and_the_index(solved, secrets):
    for kind in ("solution", "answer"):
        shown = leaks.leaked(solved, secrets[kind])
        zipped = {path for path in shown if "-solutions.zip/" in path}
        assert {f"{sheet}.html" for sheet in COURSE.sheets()} <= shown.keys(), kind
        assert "assets/search-index.js" in shown and len(zipped) == len(COURSE.sheets()), kind
        in_pages = {line for path, lines in shown.items() if path.endswith(".html") for line in lines}
        assert len(in_pages) > 0.6 * len(secrets[kind]), kind  # the rest are lines with formulas


def test_derivations_are_shown_as_formulas(solved):
    html = (solved / "01_theory.html").read_text(encoding="utf-8")
    shown = re.findall(r'(?s)<div class="printed scroll">(.*?)</div>', html)
    assert len(shown) == 4 and all(one.count("<mtr>") > 2 and "4pt" not in one for one in shown)


def test_with_solutions_it_holds_no_hidden_test_and_no_hint(solved, secrets):
    assert not leaks.leaked(
        solved, {"BEGIN HIDDEN", "BEGIN SOLUTION", *secrets["hidden test"], *secrets["hint"]}
    )


def test_only_the_sheets_that_were_named_are_shown_with_solutions(two_sheets, tmp_path, secrets):
    written = write_real(tmp_path / "site", course=two_sheets, solutions=True, of=["01_theory"])
    assert written.solved == ["01_theory"] != two_sheets.sheets()
    shown = leaks.leaked(tmp_path / "site", secrets["solution"] | secrets["answer"])
    pages = {path for path in shown if path.endswith(".html")}
    assert pages == {"01_theory.html"}
    assert {path.rsplit("/", 1)[-1] for path in shown if ".zip/" in path} == {"01_theory-solutions.ipynb"}


def test_every_link_leads_to_a_page_a_file_or_a_place_that_is_there(pages):
    number = 0
    for path, page in pages.items():
        for tag, attributes in page.tags:
            for name in ("href", "src", "action"):
                url = urlsplit(attributes.get(name, ""))
                if name not in attributes or (tag == "a" and url.scheme == "https"):
                    continue
                number += 1
                assert not url.scheme and not url.netloc, f"{path.name} would fetch {attributes[name]}"
                target = path.parent / unquote(url.path) if url.path else path
                assert target.is_file(), f"{path.name} leads to {attributes[name]}"
                if url.fragment:
                    assert url.fragment in {one.get("id") for _, one in pages[target].tags}, attributes[name]
    assert number > 500


def test_nothing_is_loaded_from_elsewhere(site):
    for path in (site / "assets").iterdir():
        if path.suffix == ".css":
            assert re.findall(r"url\(([^)]*)\)|@import", path.read_text()) == ['"STIXTwoMath.woff2"']
    script = (site / "assets" / "site.js").read_text()
    assert not re.search(r"https?:|fetch\(|XMLHttpRequest|import\(|\.innerHTML|eval\(", script)
    assert (site / "assets" / "STIXTwoMath-OFL.txt").read_text().count("SIL OPEN FONT LICENSE") == 1
    assert sorted(path.name for path in site.glob("*.html")) == sorted(
        [*(f"{sheet}.html" for sheet in COURSE.sheets()), "glossary.html", "index.html", "search.html"]
    )


def test_each_page_has_one_title_a_language_and_unique_places(pages):
    titles = set()
    for path, page in pages.items():
        assert page.all("html") == [{"lang": "en"}] and len(page.all("h1")) == len(page.all("main")) == 1, (
            path
        )
        names = [one["id"] for _, one in page.tags if "id" in one]
        assert len(names) == len(set(names)), path
        levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
        assert all(after <= before + 1 for before, after in zip([0, *levels], levels, strict=False)), path
        titles.add(re.search("<title>(.*)</title>", path.read_text(encoding="utf-8"))[1])
    assert len(titles) == len(pages) / 2


def test_formulas_are_drawn_by_the_browser_itself(site):
    number = 0
    for path in site.glob("*.html"):
        html = path.read_text(encoding="utf-8")
        number += html.count("<math")
        text = re.sub(r"(?s)<pre>.*?</pre>|<code>.*?</code>|<[^>]*>", "", html)
        assert "$" not in text and "\\" not in text, path
    assert number > 700


def test_the_index_says_points_time_and_deadline(tmp_path):
    due = f'\nc.LatePolicy.due = {{"{tiny.SHEET}": "2026-05-04"}}\n'
    rows = [
        "tasks | to work through",
        ":--|--:",
        "1.1 | 1 h 10 min",
        "1.2 | 25 min",
        "to run it | 15 seconds",
    ]
    text = "\n".join(f"| {row} |" for row in rows)
    course = make_course(tmp_path / "course", [nbformat.v4.new_markdown_cell(text, id="times")], due)
    publish.write_site(course, tmp_path / "site")
    for name in ("index", tiny.SHEET):
        html = (tmp_path / "site" / f"{name}.html").read_text(encoding="utf-8")
        words = " ".join(re.sub("<[^>]*>", "", html).split())
        assert "15 points · about 1 h 35 min · due 4 May 2026, 23:59 (Europe/Berlin)" in words
        assert 'datetime="2026-05-04T21:59:00+00:00"' in html


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("| minutes to work through | 20 | 35 | 1 hour |", 55),
        ("| 1.1: minutes | to work through |\n|:--|--:|\n| a | 2 h |\n| to run | 1 to 2 minutes |", 120),
        ("It takes 5 min to work through.", 0),
        ("| tasks | points |\n|:--|--:|\n| a | 20 min |", 0),
    ],
)
def test_how_long_a_sheet_takes(table, expected):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(table)])
    assert sheets.minutes(notebook) == expected


def test_every_sheet_says_how_long_it_takes():
    for sheet in COURSE.sheets():
        assert 180 < sheets.minutes(sheets.read_notebook(COURSE.release(sheet))) < 600, sheet


# When solutions may be seen.


def due(course, **lines):
    path = course.root / "nbgrader_config.py"
    text = "".join(f"c.LatePolicy.{name} = {value!r}\n" for name, value in lines.items())
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


@pytest.mark.parametrize(
    ("lines", "of", "sentence"),
    [
        (
            {"due": {tiny.SHEET: "2026-05-12 14:01"}},
            [],
            "until its last deadline, 12 May 2026, 14:01 (Europe/Berlin)",
        ),
        (
            {"due": {tiny.SHEET: "2026-05-12"}},
            [tiny.SHEET],
            "12 May 2026, 23:59 (Europe/Berlin). Leave out --solutions",
        ),
        (
            {
                "due": {tiny.SHEET: "2026-05-04"},
                "extensions": {tiny.SHEET: {"ada": "2026-05-20", "eve": "2026-05-06"}},
            },
            [tiny.SHEET],
            "last deadline, 20 May 2026, 23:59",
        ),
        ({}, [], f"{tiny.SHEET} has no deadline in nbgrader_config.py"),
        ({"due": {"02_other": "2026-05-04"}}, [], f"workbook site --solutions --of {tiny.SHEET}"),
        ({}, ["02_other"], "02_other was not released; run `workbook build 02_other`"),
    ],
)
def test_solutions_are_refused(tmp_path, lines, of, sentence):
    course = make_course(tmp_path / "course")
    due(course, **lines)
    with pytest.raises(CourseError) as refused:
        publish.write_site(course, tmp_path / "site", solutions=True, of=of, now=NOW)
    assert sentence in str(refused.value)
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize(
    ("lines", "of"),
    [
        ({"due": {tiny.SHEET: "2026-05-12 13:59"}}, []),  # in Berlin; it is 14:00 there
        ({"due": {tiny.SHEET: "2026-05-12 11:59+00:00"}}, [tiny.SHEET]),
        ({"due": {tiny.SHEET: "2026-05-04"}, "extensions": {tiny.SHEET: {"ada": "2026-05-11"}}}, []),
        ({}, [tiny.SHEET]),
    ],
)
def test_solutions_are_shown_when_all_deadlines_are_over_or_a_sheet_without_one_is_named(tmp_path, lines, of):
    course = make_course(tmp_path / "course")
    due(course, **lines)
    written = publish.write_site(course, tmp_path / "site", solutions=True, of=of, now=NOW)
    html = (tmp_path / "site" / f"{tiny.SHEET}.html").read_text(encoding="utf-8")
    assert written.solved == [tiny.SHEET]
    assert "SCALE" in html and "Because it is." in html and "NotImplementedError" not in html
    assert "hidden_marker" not in html and "hidden_marker" in course.source(tiny.SHEET).read_text()


def test_the_refusal_names_the_sheets_that_are_over(two_sheets, tmp_path):
    course = Course(tmp_path / "course")
    shutil.copytree(two_sheets.root, course.root)
    due(course, due={"01_theory": "2026-05-04", "02_backprop": "2026-05-20"})
    with pytest.raises(CourseError, match=r"02_backprop .* over: workbook site --solutions --of 01_theory$"):
        publish.write_site(course, tmp_path / "site", solutions=True, now=NOW)


# The same each time; whole or not at all.


def contents(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_same_course_makes_the_same_bytes(two_sheets, tmp_path, monkeypatch):
    write_real(tmp_path / "one", course=two_sheets)
    public = contents(tmp_path / "one")
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    solutions = {"solutions": True, "of": two_sheets.sheets()}
    write_real(tmp_path / "two", course=two_sheets, **solutions)
    shown = contents(tmp_path / "two")
    assert "download/deep-learning-workbook-solutions.zip" in shown and len(shown) > len(public) + 10
    write_real(tmp_path / "one", course=two_sheets, **solutions)
    assert contents(tmp_path / "one") == shown
    write_real(tmp_path / "two", course=two_sheets)
    assert contents(tmp_path / "two") == public  # and nothing of the solutions stays
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "two"]


def test_an_error_leaves_the_old_site_and_nothing_else(tmp_path, monkeypatch):
    course = make_course(tmp_path / "course")
    publish.write_site(course, tmp_path / "site")
    before = contents(tmp_path / "site")

    def write_bytes(path, data):
        if path.name == "site.js":
            raise OSError(28, "No space left on device")
        return real(path, data)

    real = files.Path.write_bytes
    release = course.release(tiny.SHEET)
    release.write_bytes(release.read_bytes().replace(b"tiny sheet", b"other sheet"))
    with monkeypatch.context() as patch:
        patch.setattr(files.Path, "write_bytes", write_bytes)
        with pytest.raises(CourseError, match=r"site could not be written \(No space left on device\)"):
            publish.write_site(course, tmp_path / "site")
    assert contents(tmp_path / "site") == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["course", "site"]
    publish.write_site(course, tmp_path / "site")
    assert contents(tmp_path / "site") != before


def test_a_folder_that_cannot_be_put_in_place_leaves_the_old_one_there(tmp_path, monkeypatch):
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "old.html").write_text("old")
    moves, real = [], files.Path.rename

    def rename(path, target):
        moves.append(path.name)
        if path.name == "new":
            raise OSError(16, "Device or resource busy")
        return real(path, target)

    monkeypatch.setattr(files.Path, "rename", rename)
    with (
        pytest.raises(OSError, match="busy"),
        files.replacing_folder(tmp_path / "site") as new,
    ):
        (new / "new.html").write_text("new")
    assert moves == ["site", "new", "old"]
    assert contents(tmp_path) == {"site/old.html": b"old"}


@pytest.mark.parametrize("foreign", ["notes.txt", ".git/config", "assets/logo.png", "index.html"])
def test_a_folder_that_holds_something_else_is_refused(tmp_path, foreign):
    course = make_course(tmp_path / "course")
    if foreign != "index.html":  # which somebody else wrote where no site ever was
        publish.write_site(course, tmp_path / "site")
    path = tmp_path / "site" / foreign
    path.parent.mkdir(exist_ok=True)
    path.write_text("mine")
    before = contents(tmp_path / "site")
    with pytest.raises(
        CourseError, match=rf"site holds {re.escape(foreign)}, which no `workbook site` wrote"
    ):
        publish.write_site(course, tmp_path / "site")
    assert contents(tmp_path / "site") == before


def test_an_empty_folder_is_filled_a_link_is_followed_and_a_file_is_refused(tmp_path):
    course = make_course(tmp_path / "course")
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    publish.write_site(course, tmp_path / "link")
    assert (tmp_path / "link").is_symlink() and (tmp_path / "real" / "index.html").is_file()
    (tmp_path / "file").write_text("x")
    with pytest.raises(CourseError, match="file is a file; name a folder"):
        publish.write_site(course, tmp_path / "file")


def test_without_a_release_the_next_step_is_to_build(tmp_path):
    course = make_course(tmp_path / "course")
    course.release(tiny.SHEET).unlink()
    with pytest.raises(CourseError, match="No sheet was released; run `workbook build`"):
        publish.write_site(course, tmp_path / "site")


# Figures.

DRAW = f"""
from IPython.display import display

class Figure:
    def _repr_mimebundle_(self, **_):
        return {{"image/png": "{tiny.PIXEL}", "text/plain": "A dot, \\"red\\" <b>."}}
"""


def drawing(name, source, **marks):
    return nbformat.v4.new_code_cell(source, id=name, metadata=marks)


LOOKS = [
    drawing("draw", DRAW, tags=["setup"]),
    drawing("own", "display(Figure())"),
    drawing("value", "print('seen 1.5 ms')\nFigure()"),
    drawing("broken", "display(Figure())\ndouble(3)"),
    drawing("solved", "SCALE = double(2)\ndisplay(Figure())"),
    drawing("hollow", "try:\n    double(1)\nexcept NotImplementedError:\n    pass\nprint('text alone')"),
]


def test_figures_are_those_that_need_no_solution(tmp_path):
    course = make_course(tmp_path / "course", LOOKS)
    publish.write_site(course, tmp_path / "site")
    drawn = sorted(path.name for path in (tmp_path / "site" / "figures").iterdir())
    assert drawn == [f"{tiny.SHEET}-{name}-0.png" for name in ("own", "value")]
    assert (tmp_path / "site" / "figures" / drawn[0]).read_bytes() == base64.b64decode(tiny.PIXEL)
    html = (tmp_path / "site" / f"{tiny.SHEET}.html").read_text(encoding="utf-8")
    pictures = Markup(html).all("img")
    assert [(one["alt"], one["width"], one["height"]) for one in pictures] == [
        ('A dot, "red" <b>.', "1", "1")
    ] * 2
    assert "text alone\n" not in html and "seen 1.5 ms\n" not in html


def test_a_release_is_run_once_and_again_when_its_code_changes(tmp_path, monkeypatch):
    course = make_course(tmp_path / "course", LOOKS[:2])
    runs = []
    real = nbclient.NotebookClient.execute
    monkeypatch.setattr(
        nbclient.NotebookClient,
        "execute",
        lambda self, **more: runs.append(more["env"]) or real(self, **more),
    )
    first = looks.with_figures(course, tiny.SHEET)
    assert looks.with_figures(course, tiny.SHEET) == first and len(runs) == 1
    assert runs[0]["WORKBOOK_BUDGET"] == "quick" and runs[0].items() >= {"HOME": os.environ["HOME"]}.items()
    release = json.loads(course.release(tiny.SHEET).read_text())
    tiny.cell(release, "task_double")["source"] = "## 1.1 Other words"
    course.release(tiny.SHEET).write_text(json.dumps(release))
    looks.with_figures(course, tiny.SHEET)
    assert len(runs) == 1  # words draw nothing
    tiny.cell(release, "own")["source"] = "pass"
    course.release(tiny.SHEET).write_text(json.dumps(release))
    assert not any(cell.get("outputs") for cell in looks.with_figures(course, tiny.SHEET).cells)
    [kept] = (course.root / ".results" / "site").iterdir()
    kept.write_bytes(kept.read_bytes()[:-5])  # as after a full disk
    looks.with_figures(course, tiny.SHEET)
    assert len(runs) == 3


# Words and formulas.


def test_a_formula_that_cannot_be_drawn_is_shown_as_it_is_written_and_told():
    remarks = []
    html = as_html(r"So $\nosuch{x < y}$ holds.", "01_x/01_x.ipynb", {}, remarks.append)
    assert r"<code>\nosuch{x &lt; y}</code>" in html and "<math" not in html
    [remark] = remarks
    assert remark.startswith(r"01_x/01_x.ipynb: the formula \nosuch{x < y} is shown as it is written")


def test_rows_may_be_apart_and_a_bracket_may_begin_a_row():
    html = as_html(r"$\begin{aligned} a &= 1 \\[4pt] b &= 2 \\ [x] &= 3 \end{aligned}$", "x", {}, print)
    assert html.count("<mtr>") == 3 and re.sub(r"<[^>]*>|\s", "", html) == "a=1b=2[x]=3"


def test_links_lead_to_pages_of_the_site_or_elsewhere():
    places = {"glossary.md": "glossary.html", "02_b/02_b.ipynb": "02_b.html"}
    source = (
        "[a](../glossary.md) [b](../02_b/02_b.ipynb#task-2-1) [c](https://x.org/y) [d](../03_c/03_c.ipynb)"
    )
    html = as_html(source, "01_a/01_a.ipynb", places, print)
    assert Markup(html).all("a") == [
        {"href": url} for url in ("glossary.html", "02_b.html#task-2-1", "https://x.org/y")
    ]
    assert "d</p>" in html


def test_sections_have_their_words_and_headings_lose_their_points():
    heading = '<h2 id="task-1-1">1.1 Half <math><mi>x</mi></math> · 2 points</h2>'
    html = f"<p>Above.</p>{heading}<p>One</p><pre>two\nthree</pre>"
    assert sections(html) == [(1, "", "", "Above."), (2, "task-1-1", "1.1 Half x", "One two three")]


def test_the_index_of_the_search_knows_every_task(site):
    places = json.loads(
        (site / "assets" / "search-index.js").read_text().partition("=")[2].strip().rstrip(";")
    )
    found = {(file, title) for file, _, title, _, _ in places}
    for sheet in COURSE.sheets():
        for task in sheets.tasks(sheets.text_of(COURSE.text(sheet))):
            title = re.sub(r"[$`\\]", "", f"{task.number} {task.title}")
            assert (f"{sheet}.html", title) in found
    assert any("Kullback-Leibler" in place[4] for place in places)


# Colab.


def test_colab_is_offered_only_where_a_public_address_is_configured(site, tmp_path):
    assert not [path for path in site.glob("*.html") if "colab.research" in path.read_text(encoding="utf-8")]
    line = '\nc.CourseSite.notebooks = "https://github.com/some-body/dl_course/blob/main/release/"\n'
    publish.write_site(make_course(tmp_path / "course", settings=line), tmp_path / "site")
    for name in ("index", tiny.SHEET):
        links = Markup((tmp_path / "site" / f"{name}.html").read_text(encoding="utf-8")).all("a")
        place = f"some-body/dl_course/blob/main/release/{tiny.SHEET}/{tiny.SHEET}.ipynb"
        assert f"https://colab.research.google.com/github/{place}" in [one["href"] for one in links]


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/release",
        "https://github.com/some/where",
        "http://github.com/a/b/blob/main",
        "javascript:x",
    ],
)
def test_an_address_that_colab_cannot_read_is_refused(tmp_path, address):
    course = make_course(tmp_path / "course", settings=f"\nc.CourseSite.notebooks = {address!r}\n")
    with pytest.raises(CourseError, match=r"c\.CourseSite\.notebooks .* write https://github.com/OWNER/"):
        publish.write_site(course, tmp_path / "site")
