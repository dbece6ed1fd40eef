"""The page on the loopback address, by Tornado: it lets nobody in without the token of its link.

The page itself holds nothing of the course. It asks for everything with the token in a header, which no
other page can send: a cookie would also go to whatever else listens on this machine. The host in the address
must be this machine, or the page of a stranger could reach this one under the name of the stranger.
"""

import asyncio
import hmac
import json
import logging
import re
import secrets
import signal
from collections.abc import Callable
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler

from autograder.course import Course, CourseError, pages, suggestion
from autograder.marking.desk import LOOK, SECOND, Desk, Marker, Refused, plain
from autograder.marking.store import Stale

_HERE = re.compile(r"(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?")
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_LARGEST = 2**20  # bytes of a request
_FILES = {
    "": ("index.html.j2", "text/html"),
    "page.css": ("page.css", "text/css"),
    "mark.js": ("mark.js", "text/javascript"),
}

_log = logging.getLogger("workbook")


class _Handler(RequestHandler):
    def set_default_headers(self):
        self.set_header("Content-Security-Policy", _POLICY)
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Referrer-Policy", "no-referrer")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")
        self.set_header("Cross-Origin-Opener-Policy", "same-origin")
        self.set_header("Cache-Control", "no-store")
        self.clear_header("Server")

    def prepare(self):
        if not _HERE.fullmatch(self.request.host):
            self._refuse(403, "This page is at 127.0.0.1 only.")

    def _refuse(self, status: int, message: str) -> None:
        self.set_status(status)
        self.finish({"refused": message})

    def log_exception(self, typ, value, tb):
        _log.error("marking: %s", self.request.path, exc_info=(typ, value, tb))

    def write_error(self, status_code, **kwargs):
        self.finish({"refused": "That went wrong; grading.log says how. Load the page again."})


class _File(_Handler):
    """The page, its colors and its script: the same for everybody."""

    def initialize(self, sheet: str):
        self._sheet = sheet

    def get(self, name: str):
        template, kind = _FILES[name]
        self.set_header("Content-Type", f"{kind}; charset=utf-8")
        self.finish(pages.fragment(f"workbook_mark/{template}", sheet=self._sheet, style=pages.code_style()))


class _Ask(_Handler):
    """Whatever the page asks for or does: one action of the desk."""

    def initialize(self, desk: Desk, token: str):
        self._desk, self._token = desk, token

    def prepare(self):
        super().prepare()
        headers = self.request.headers
        given = headers.get("Authorization", "").encode("utf-8", "replace")
        if self._finished:
            return
        if headers.get("Origin") != f"http://{self.request.host}":
            self._refuse(403, "Only the page itself may ask.")
        elif not hmac.compare_digest(given, f"token {self._token}".encode()):
            self._refuse(403, "This link is not valid any more; open the one that `workbook mark` printed.")
        elif headers.get("Content-Type") != "application/json":
            self._refuse(415, "Only JSON is understood.")

    def post(self, action: str):
        if action not in ACTIONS:
            self._refuse(404, "There is no such action.")
            return
        try:
            asked = json.loads(self.request.body)
            marker = Marker(*(plain(asked[one]).strip()[:60] for one in ("marker", "client")))
            asked["queue"] = plain(asked.get("queue", ""))
            if not marker.name:
                raise Refused("Say who marks first.")
            self.finish(ACTIONS[action](self._desk, marker, asked))
        except Refused as reason:
            self._refuse(409, str(reason))
        except Stale:
            self.set_status(409)
            self.finish({"stale": "Somebody else has changed this mark meanwhile. This is how it is now."})
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            _log.warning("marking: %s", action, exc_info=error)
            self._refuse(400, "This request makes no sense; load the page again.")


def serve(course: Course, sheet: str, question: str | None, port: int, say: Callable[[str], None]) -> None:
    """Serve the page until somebody interrupts it.

    Args:
        course: where the graded submissions are.
        sheet: its name, for example ``02_backprop``.
        question: what the page shows first; by default, the first question.
        port: on the loopback address; 0 for a free one.
        say: called with the link, as soon as the page can be opened.

    Raises:
        CourseError: if the sheet is not graded, has no such question, or the port is in use.
    """
    desk = Desk(course, sheet)
    try:
        if question is not None and question not in desk.questions:
            raise CourseError(f"{sheet} has no question {question!r}. {suggestion(question, desk.questions)}")
        asyncio.run(_serve(desk, question, port, say))
    finally:
        desk.close()


async def _serve(desk: Desk, question: str | None, port: int, say: Callable[[str], None]) -> None:
    token, ended = secrets.token_urlsafe(32), asyncio.Event()
    application = Application(
        [
            (r"/(|page\.css|mark\.js)", _File, {"sheet": desk.sheet}),
            (r"/api/([a-z]+)", _Ask, {"desk": desk, "token": token}),
        ],
        log_function=lambda handler: None,  # the link has the token in it
    )
    try:
        sockets = bind_sockets(port, "127.0.0.1")
    except OSError as error:
        raise CourseError(f"Port {port} cannot be used ({error.strerror}); choose another one.") from None
    server = HTTPServer(application, max_body_size=_LARGEST)
    server.add_sockets(sockets)
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, ended.set)
    place = f"#{question}" if question else ""
    say(f"http://127.0.0.1:{sockets[0].getsockname()[1]}/?token={token}{place}")
    await ended.wait()
    server.stop()


def _card(desk: Desk, marker: Marker, asked: dict) -> dict[str, Any]:
    """Return what comes next, or the answers that were asked for; and how far all is."""
    if asked.get("ids"):
        card = desk.open(asked["queue"], marker, asked["ids"], near=bool(asked.get("near")))
    else:
        card = desk.next(asked["queue"], marker, asked.get("apart", ()), asked.get("skip", ()))
    offers = [] if asked["queue"] == LOOK else desk.offers(asked["queue"])
    return {"card": card, "overview": desk.overview(marker), "offers": offers}


def _mark(desk: Desk, marker: Marker, asked: dict) -> dict[str, Any]:
    """Save a mark; return what comes next in the same answer, so that nobody waits twice."""
    queue = asked["queue"]
    saved = desk.mark(queue, marker, asked["seen"], asked["click"])
    compared = desk.compared(queue, asked["seen"]) if queue.startswith(SECOND) else ""
    return {"saved": saved, "compared": compared} | _card(desk, marker, asked | {"ids": None})


def _undo(desk: Desk, marker: Marker, asked: dict) -> dict[str, Any]:
    return {"undone": desk.undo(marker)}


def _renew(desk: Desk, marker: Marker, asked: dict) -> dict[str, Any]:
    desk.renew(marker)
    return {"overview": desk.overview(marker)}


def _leave(desk: Desk, marker: Marker, asked: dict) -> dict[str, Any]:
    desk.leave(marker)
    return {}


ACTIONS: dict[str, Callable[[Desk, Marker, dict], dict[str, Any]]] = {
    "overview": lambda desk, marker, asked: {"overview": desk.overview(marker)},
    "question": lambda desk, marker, asked: {"question": desk.question(asked["queue"])},
    "card": _card,
    "mark": _mark,
    "undo": _undo,
    "renew": _renew,
    "leave": _leave,
    "add": lambda desk, marker, asked: {
        "item": desk.add_item(asked["queue"], marker, float(asked["points"]), asked["text"])
    },
    "apply": lambda desk, marker, asked: {
        "applied": desk.apply_item(asked["queue"], marker, asked["key"], asked["how"])
    },
    "list": lambda desk, marker, asked: {"answers": desk.listing(asked["queue"])},
    "name": lambda desk, marker, asked: {"name": desk.name(asked["id"])},
    "work": lambda desk, marker, asked: {"html": desk.work(asked["queue"], asked["id"])},
    "original": lambda desk, marker, asked: {"html": desk.original(asked["id"])},
    "history": lambda desk, marker, asked: {"history": desk.history(asked["queue"], asked["id"])},
}
