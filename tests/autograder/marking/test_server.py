"""The server of the page: who gets in, what strangers get, and what a kill costs."""

import http.client
import json
import shutil
import subprocess
import time
from contextlib import suppress
from pathlib import Path

import marking
import pytest
import tiny

from autograder.course import Course

GOOD = {"Content-Type": "application/json"}


@pytest.fixture(scope="module")
def served(unmarked, tmp_path_factory):
    course = Course(shutil.copytree(unmarked.root, tmp_path_factory.mktemp("served") / "course"))
    with marking.serve(course, tiny.SHEET) as server:
        yield server


def ask(server, action="overview", body=None, method="POST", **headers):
    """Send a request as the page does, with other headers if they are named; return status, headers, body."""
    place = server.url.removeprefix("http://").strip("/")
    connection = http.client.HTTPConnection("127.0.0.1", int(place.split(":")[1]), timeout=60)
    sent = GOOD | {"Host": place, "Origin": f"http://{place}", "Authorization": f"token {server.token}"}
    sent |= {name.replace("_", "-"): value for name, value in headers.items()}
    if body is None:
        body = {"marker": "Ada", "client": "tab", "queue": "why"}
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    connection.request(
        method, action if action.startswith("/") else f"/api/{action}", content if method == "POST" else None,
        {name: value for name, value in sent.items() if value is not None},
    )  # fmt: skip
    response = connection.getresponse()
    text = response.read().decode()
    connection.close()
    return response.status, dict(response.getheaders()), text


def test_the_page_gets_in(served):
    status, _, text = ask(served)
    assert status == 200 and json.loads(text)["overview"]["sheet"] == tiny.SHEET


@pytest.mark.parametrize(
    "headers",
    [
        {"Authorization": None},
        {"Authorization": "token "},
        {"Authorization": "token guess"},
        {"Authorization": "Bearer {token}"},
        {"Authorization": None, "Cookie": "token={token}"},
        {"Origin": None},
        {"Origin": "null"},
        {"Origin": "http://evil.example"},
        {"Origin": "http://127.0.0.1:1"},  # another program on this machine
        {"Origin": "https://{place}"},
        {"Host": "evil.example"},  # whose name was bound to 127.0.0.1 after its page was loaded
        {"Host": "evil.example", "Origin": "http://evil.example"},
        {"Host": "127.0.0.1.evil.example", "Origin": "http://127.0.0.1.evil.example"},
        {"Host": "localhost.evil.example:80", "Origin": "http://localhost.evil.example:80"},
        {"Content-Type": "text/plain"},  # what a form of another page can send
        {"Content-Type": "application/x-www-form-urlencoded"},
        {"Content-Type": None},
    ],
)
def test_nobody_else_gets_in(served, headers):
    known = {"token": served.token, "place": served.url.removeprefix("http://").strip("/")}
    filled = {name: value and value.format(**known) for name, value in headers.items()}
    for action in ("overview", "card", "undo", "name"):
        status, _, text = ask(served, action, **filled)
        assert status in (403, 415), f"{action}: {text}"
        assert set(json.loads(text)) == {"refused"}


@pytest.mark.parametrize("action", ["overview", "card", "mark", "name"])
def test_reading_needs_the_page_too(served, action):
    assert ask(served, action, method="GET")[0] == 405


@pytest.mark.parametrize("path", ["/", "/page.css", "/mark.js"])
def test_the_files_hold_nothing_of_the_course(served, path):
    status, headers, text = ask(served, path, method="GET", Authorization=None, Origin=None)
    assert status == 200 and served.token not in text
    assert not [student for student in marking.TEXTS if f'"{student}"' in text]
    assert ask(served, path, method="GET", Host="evil.example")[0] == 403
    policy = headers["Content-Security-Policy"].replace("style-src-attr 'unsafe-inline'", "")  # of formulas
    assert "default-src 'none'" in policy and "unsafe" not in policy and "http" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff" and headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == "no-store" and "Server" not in headers


def test_the_page_asks_nobody_else(served):
    for path in ("/", "/page.css", "/mark.js"):
        text = ask(served, path, method="GET")[2]
        assert "https://" not in text and "url(" not in text and "@import" not in text
        assert "http://" not in text.replace("http://www.w3.org/", "")


@pytest.mark.parametrize(
    ("action", "body", "expected"),
    [
        ("nothing", None, 404),
        ("overview", b"{", 400),
        ("overview", b"[]", 400),
        ("overview", {"client": "x"}, 400),
        ("overview", {"marker": " ", "client": "x"}, 409),
        ("card", {"marker": "A", "client": "x", "queue": "nowhere"}, 409),
        ("card", {"marker": "A", "client": "x", "queue": "../../etc"}, 409),
        ("card", {"marker": "A", "client": "x", "queue": ["why"]}, 409),
        ("work", {"marker": "A", "client": "x", "queue": "why", "id": "../../ada"}, 409),
        ("mark", {"marker": "A", "client": "x", "queue": "why", "seen": {"nobody": "0"}, "click": {}}, 409),
        ("add", {"marker": "A", "client": "x", "queue": "why", "points": "x", "text": "t"}, 400),
        ("add", {"marker": "A", "client": "x", "queue": "why", "points": 4, "text": "t"}, 409),
        ("add", {"marker": "A", "client": "x", "queue": "why", "points": "nan", "text": "t"}, 409),
        ("apply", {"marker": "A", "client": "x", "queue": "why", "key": "k", "how": "give"}, 409),
    ],
)
def test_a_request_that_makes_no_sense_is_told_so(served, action, body, expected):
    status, _, text = ask(served, action, body)
    assert status == expected
    assert "Traceback" not in text
    assert ask(served)[0] == 200  # and the server goes on


def test_a_request_that_is_too_large_is_not_read(served):
    with suppress(BrokenPipeError, ConnectionResetError):  # the server may hang up before it has read all
        assert ask(served, body=b" " * 5_000_000)[0] == 400
    assert ask(served)[0] == 200


def test_a_text_that_no_file_can_hold_is_kept_without_it(served):
    queue = {"marker": "A\ud800", "client": "x\udfff", "queue": "why"}
    assert ask(served, "card", queue)[0] == 200
    status, _, text = ask(served, "add", queue | {"points": 1, "text": "half \ud800"})
    assert status == 200 and json.loads(text)["item"]["html"] == "half ?"


def test_it_listens_on_this_machine_only(served):
    port = int(served.url.rsplit(":", 1)[1].strip("/"))
    lines = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    listening = {line[1] for line in lines if line[3] == "0A" and line[1].endswith(f":{port:04X}")}
    assert listening == {f"0100007F:{port:04X}"}


def test_nothing_of_the_link_is_in_the_log(served):
    assert ask(served, f"/?token={served.token}", method="GET")[0] == 200
    log = served.course.root / "grading.log"
    assert served.token not in log.read_text(encoding="utf-8")


def test_a_killed_server_has_lost_nothing_that_it_answered(course):
    server = marking.Server(course, tiny.SHEET)
    marked = {}
    for marker in ("Ada", "Bob", "Cy"):
        me = {"marker": marker, "client": marker, "queue": "why"}
        card = json.loads(ask(server, "card", me)[2])["card"]
        seen = {copy["id"]: copy["version"] for answer in card["answers"] for copy in answer["copies"]}
        click = {"points": 2.5, "reason": "r", "comment": marker}
        assert ask(server, "mark", me | {"seen": seen, "click": click})[0] == 200
        marked |= {json.loads(ask(server, "name", me | {"id": one})[2])["name"]: marker for one in seen}
    server.kill()
    assert len(marked) >= 3
    with marking.serve(course, tiny.SHEET) as again:
        deadline = time.monotonic() + 60
        while json.loads(ask(again)[2])["overview"]["pending"]:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        held = marking.by_hand(course, tiny.SHEET)
        found = {student: held[student, "why"] for student in marked}
        assert {one.score for one in found.values()} == {2.5}
        assert {student: one.comment for student, one in found.items()} == marked


def mark(course, *arguments):
    """Run `workbook mark` where it ends by itself."""
    command, where = [*marking.WORKBOOK, "mark", *arguments], {"cwd": course.root, "env": marking.ENVIRONMENT}
    return subprocess.run(command, **where, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["01_tinny"], "Did you mean 01_tiny?"),
        ([tiny.SHEET, "wyh"], "Did you mean why?"),
    ],
)
def test_wrong_names(course, arguments, message):
    done = mark(course, *arguments)
    assert done.returncode and message in done.stdout + done.stderr


def test_a_port_that_is_in_use(course, served):
    port = served.url.rsplit(":", 1)[1].strip("/")
    done = mark(course, tiny.SHEET, "--port", port)
    assert done.returncode and "choose another" in done.stdout + done.stderr
