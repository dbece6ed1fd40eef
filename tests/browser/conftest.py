"""A headless Chromium for each file of tests, a fresh page for each test; skipped where there is none."""

import base64
import io

import pytest
import tiny
from chromium import PATIENCE, launch
from PIL import Image

from autograder.doctor import browser
from autograder.grading.grade import grade

SCRIPT = "<script>alert(1)</script>"
HANDLER = "<img src=x onerror=alert(1)>"


@pytest.fixture(scope="session")
def chromium_path():
    path = browser()
    if path is None:
        pytest.skip("no Chromium on the path or in $CHROMIUM; install Debian's package chromium")
    return path


@pytest.fixture(scope="module")
def chromium(chromium_path):
    """The browser. It goes with its file of tests: Playwright's loop would be in the way of others."""
    with launch(chromium_path) as running:
        yield running


@pytest.fixture
def page(chromium, tmp_path):
    """A page of its own; what it shows at the end of the test, passed or not, is kept as last.png."""
    context = chromium.new_context(viewport={"width": 1200, "height": 900})
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    yield page
    page.screenshot(path=tmp_path / "last.png")
    context.close()


@pytest.fixture
def alarms(page):
    """What scripts said with `alert`, on this page, in its frames and on the pages that it opened."""
    heard = []

    def hear(dialog):
        heard.append(dialog.message)
        dialog.dismiss()

    page.context.on("dialog", hear)
    return heard


@pytest.fixture(scope="session")
def course(chromium_path, tmp_path_factory):
    """The tiny course, graded: ada's work is right, mallory's is hostile, walter's is wide, nina has none."""
    course = tiny.make_course(tmp_path_factory.mktemp("graded") / "course")
    tiny.hand_in(course, "ada", with_outputs(tiny.filled(course)))
    tiny.hand_in(course, "mallory", with_outputs(tiny.scripts(course)))
    tiny.hand_in(course, "walter", wide(course))
    tiny.hand_in(course, "nina", tiny.released(course))
    assert not [result.problem for result in grade(course, tiny.SHEET) if result.problem]
    return course


def with_outputs(notebook):
    """Put into a notebook what a run in JupyterLab could have left there: a figure, and every attack."""
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">{SCRIPT}</svg>'
    attacks = {
        "text/html": SCRIPT + HANDLER,
        "image/svg+xml": svg,
        "application/javascript": "alert(1)",
        "text/markdown": f"{HANDLER} [link](javascript:alert(1))",
        "text/latex": r"$\href{javascript:alert(1)}{x}$",
        "image/png": f'">{SCRIPT}',
        "text/plain": f"</pre>{HANDLER}",
    }
    display = lambda data: {"output_type": "display_data", "metadata": {}, "data": data}
    look = tiny.cell(notebook, "look")
    look["execution_count"] = 7
    look["outputs"] = [
        {"output_type": "stream", "name": "stdout", "text": ["seen by the student\n", f"</pre>{HANDLER}\n"]},
        display({"image/png": tiny.PIXEL + "\n"}),
        *(display({mime: data}) for mime, data in attacks.items()),
        display(attacks),
        {"output_type": "error", "ename": SCRIPT, "evalue": HANDLER, "traceback": [SCRIPT, HANDLER]},
    ]
    notebook["metadata"]["title"] = SCRIPT
    return notebook


def wide(course):
    """Return a notebook with everything that is too wide for a telephone, a crash and a repaired test."""
    buffer = io.BytesIO()
    Image.new("RGB", (1600, 40), "teal").save(buffer, "PNG")
    picture = base64.b64encode(buffer.getvalue()).decode()
    row = lambda word: "| " + " | ".join([word] * 12) + " |\n"
    table = row("column") + row("--") + row("0.123456")
    notebook = tiny.filled(
        course,
        double="def double(x):\n    " + "return SCALE * x * " + "1 * " * 60 + "1",
        credit=f"def credit(k):\n    raise ValueError('{'long' * 60}')",
        why=f"# A heading\n\n{table}\n\n`{'code' * 50}` and {'word' * 50}\n\n```\n{'line ' * 60}\n```",
    )
    tiny.cell(notebook, "test_double")["source"] = "pass"
    notebook["cells"] += [
        tiny.extra(f"import base64\nfrom IPython.display import Image\nImage(base64.b64decode('{picture}'))"),
        tiny.extra("print('0.123456 ' * 40)\nprint('x' * 300)"),
    ]
    return notebook
