"""A class whose written answers wait to be marked, and the server of the page on which people mark them."""

import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat

from autograder.authoring import cells, sheets
from autograder.course import late
from autograder.grading import copies, gradebook
from autograder.intake.repair import rebuild, receive

ENVIRONMENT = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2]), "COLUMNS": "200"}
WORKBOOK = [sys.executable, "-c", "from autograder.cli import main; main()"]
TEXTS = {
    "ada": "Because a sum of multiples is a multiple of the sum.",
    "ben": "Because  a sum of multiples\nis a multiple of the sum.",
    "cleo": "Because a sum of multiples is a multiple of that sum.",
    "dan": "Sums and multiples: a multiple of a sum is a sum of multiples, for every number.",
    "eve": "Something else, namely nothing about the task.",
    "fay": " \n",
    "gus": "...",
    "hal": "Guess <script>alert(1)</script> <img src=x onerror=alert(1)>",
}
_SENTENCES = (
    "The gradient vanishes because the slope of the sigmoid goes to zero.",
    "Each layer needs its input to compute the derivative by the weights.",
    "A chain of linear maps is one linear map again, so nothing is gained by depth.",
    "The loss is convex in the logits, and every step follows the steepest slope.",
    "Without the cache we would have to compute the forward pass again for each layer.",
    "With $p = \\sigma(z)$ the factor $p(1 - p)$ cancels, and $p - y$ is left.",
    "It overshoots, because the step is longer than the valley is wide.",
    "The network sees pixels at fixed places and has no notion of a stroke.",
    "Momentum averages the last gradients, so noise cancels and speed remains.",
    "Two different classes share this pattern, which is why they are mixed up.",
)


def answers(number: int, seed: int = 0) -> list[str]:
    """Return what a class could write: some blank, some the same, some nearly so, most of them different."""
    chance = random.Random(seed)
    common = " ".join(_SENTENCES[:2])
    found = []
    for _ in range(number):
        kind = chance.random()
        if kind < 0.06:
            found.append(chance.choice(["", "  \n", "-", "..."]))
        elif kind < 0.14:
            found.append(common)
        elif kind < 0.2:
            found.append(common.replace("vanishes", "almost vanishes").rstrip("."))
        else:
            said = chance.sample(_SENTENCES, chance.randint(2, 5))
            found.append("\n\n".join(said) + f" I measured {chance.randint(2, 999)}.")
    return found


def make_class(course, sheet: str, students: dict[str, dict[str, str]]) -> None:
    """Write graded copies and their grades, as grading does, but run nothing: written answers need no run.

    Args:
        course: has the source and the release of the sheet.
        sheet: its name.
        students: what each writes into which cell.
    """
    release, source = (sheets.read_notebook(path(sheet)) for path in (course.release, course.source))
    with course.log() as log:
        gradebook.register(course, sheet, log)
        policy = late.LatePolicy(config=course.config())
        with course.gradebook() as book:
            for student, texts in students.items():
                handed_in = nbformat.from_dict(release)
                for cell in handed_in.cells:
                    cell.source = texts.get(cells.name(cell), cell.source)
                path = course.submitted(sheet, student)
                path.parent.mkdir(parents=True, exist_ok=True)
                nbformat.write(handed_in, path)
                notebook = copies.complete(rebuild(receive(path), release).notebook, source)
                notebook.metadata.workbook.graded = True
                copy = course.autograded(sheet, student)
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.write_text(sheets.write(notebook), encoding="utf-8")
                gradebook.write(book, policy, sheet, student, notebook, None, log)


def by_hand(course, sheet: str) -> dict[tuple[str, str], gradebook.ByHand]:
    """Return what the gradebook holds."""
    with course.gradebook() as book:
        return gradebook.by_hand(book, sheet)


def seen(card: dict) -> dict[str, str]:
    """Return the versions of the answers that a card shows, by identity."""
    return {copy["id"]: copy["version"] for answer in card["answers"] for copy in answer["copies"]}


class Server:
    """A running `workbook mark`: its course, its process, and the link that it printed."""

    def __init__(self, course, sheet: str, *more: str):
        self.course = course
        self.process = subprocess.Popen(
            [*WORKBOOK, "mark", sheet, *more],
            cwd=course.root,
            env=ENVIRONMENT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        said = []
        for line in self.process.stdout:
            said.append(line)
            if line.strip().startswith("http://"):
                self.link = line.strip()
                return
        raise RuntimeError(f"`workbook mark` ended:\n{''.join(said)}")

    @property
    def url(self) -> str:
        """The address without the token."""
        return self.link.split("?")[0]

    @property
    def token(self) -> str:
        """What the link lets in with."""
        return self.link.split("token=")[1].split("#")[0]

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.kill()
        self.process.wait()

    def end(self) -> None:
        """End it as Ctrl+C does."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.kill()
                raise
        self.process.stdout.close()


@contextmanager
def serve(course, sheet: str, *more: str) -> Iterator[Server]:
    """Run `workbook mark` on a course; end it at the end."""
    server = Server(course, sheet, *more)
    try:
        yield server
    finally:
        server.end()
