"""Try the tests of a sheet: on its reference, its release, every answer of the bank, and derived mutants."""

import difflib
import hashlib
import os
import subprocess
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from time import monotonic

from nbformat import NotebookNode

from autograder.audit import contract_mutants, mutants, variants
from autograder.audit.ledger import Ledger, digest
from autograder.audit.outcomes import (
    ENDED,
    Outcome,
    Task,
    outcomes_alone,
    outcomes_of_many,
)
from autograder.audit.waivers import FILE, Waiver, waivers
from autograder.authoring import answers, cells, sheets
from autograder.authoring.answers import Answer
from autograder.authoring.dependencies import dependents, solving_cells
from autograder.course import Course
from autograder.engine import fanout
from autograder.engine.verdict import NOT_RUN
from autograder.grading.bank import Bank
from autograder.grading.settings import Execute

MOST_MUTANTS, MOST_BY_CONTRACT = 40, 8  # of one solution cell
_MUTANTS = ("mutant", "contract mutant")
FEWEST_RIGHT, FEWEST_WRONG = 2, 4  # answers to one solution cell
_PATIENCE = 10.0  # seconds for a mutant, beyond what the reference takes


@dataclass
class Trial:
    """One filled sheet, and what its tests said.

    Attributes:
        kind: ``reference``, ``release``, ``other seed``, ``single precision``, ``right``, ``wrong``,
            ``mutant``.
        cell: the solution cell that differs from the reference, if there is one.
        name: the name of the answer; for a mutant, the kind of its change.
        change: for a mutant, ``before => after``.
        source: the code of the changed cell.
        mistake: for a wrong answer, what is wrong.
        fails: the tests that a wrong answer names.
        outcomes: the outcomes of the tests that were run.
        lost: the tests that earned less than for the reference.
        collateral: the tests that a wrong answer lost although it does not name them and they do not depend
            on its cell.
        complaints: what is wrong with the tests or the answer, in sentences for the author.
        waived: the reason for which complaints were dropped.
    """

    kind: str
    cell: str = ""
    name: str = ""
    change: str = ""
    source: str = ""
    mistake: str = ""
    fails: tuple[str, ...] = ()
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)
    collateral: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    waived: str = ""


@dataclass
class Audit:
    """The results of an audit of one sheet.

    Attributes:
        sheet: its name.
        claims: the claim of each test.
        trials: in the order of the sheet.
        complaints: those that do not belong to a single trial.
        seconds: how long it took.
    """

    sheet: str
    claims: dict[str, str]
    trials: list[Trial] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def all_complaints(self) -> list[str]:
        """Return every complaint, in the order of the sheet."""
        return [*self.complaints, *(line for trial in self.trials for line in trial.complaints)]

    def counts(self) -> dict[str, tuple[int, int]]:
        """Return, by kind, how many trials had no complaints, and how many trials there were.

        Waived mutants do not count. ``right`` includes derived right forms. ``collateral`` is the number of
        tests that wrong answers lost as collateral, and the number of wrong answers.
        """
        of = lambda *kinds: [one for one in self.trials if one.kind in kinds and not one.waived]
        good = lambda trials: (sum(not one.complaints for one in trials), len(trials))
        wrong = of("wrong")
        return {
            "wrong": good(wrong),
            "mutants": good(of("mutant")),
            "contract mutants": good(of("contract mutant")),
            "right": good(of("right", "single precision", "other seed", "reference")),
            "collateral": (sum(len(one.collateral) for one in wrong), len(wrong)),
        }


_PLURALS = [f"{kind}s" for kind in _MUTANTS]


def summary(audits: Iterable[Audit]) -> str:
    """Return one line for all sheets: mutation scores, right answers, false collateral."""
    counts = [one.counts() for one in audits]
    total = lambda *keys: "/".join(
        str(sum(count[key][i] for count in counts for key in keys)) for i in (0, 1)
    )
    collateral = sum(count["collateral"][0] for count in counts)
    return (
        f"mutation score {total('wrong', *_PLURALS)}, by contract {total('contract mutants')}, "
        f"right answers {total('right')}, "
        f"false collateral {collateral}"
    )


def plan(course: Course, sheet: str, *, most: int | None = MOST_MUTANTS, sample: int | None = None) -> "Plan":
    """Read everything that an audit of a sheet tries.

    Args:
        course: where the sheet is.
        sheet: its name.
        most: the most mutants of one solution cell, those by contract aside; None for all of both.
        sample: how many solution cells to try, each with a right answer, a wrong one and its mutants, and
            nothing else; by default, everything.

    Raises:
        CourseError: if an answer or a waiver is malformed; the message names the file.
    """
    reference = sheets.read_text(course.text(sheet))
    solutions = cells.solutions(reference)
    folder = course.answers
    bank = answers.bank(folder, sheet)
    answers.compare(bank, reference, folder)
    missing = [] if sample else _missing(sheet, solutions, bank)
    trials: list[tuple[Trial, NotebookNode | Answer]] = []
    if sample:
        bank = answers.sample(bank, 1)
        solutions = dict(sorted(solutions.items(), key=lambda item: _hash(item[1].source))[:sample])
    else:
        release = cells.solutions(sheets.read_notebook(course.release(sheet)))
        stubs = {name: cell.source for name, cell in release.items()}
        trials.append((Trial("release"), answers.splice(reference, stubs)))
        trials.append((Trial("other seed"), variants.other_seed(reference)))
    waived = waivers(folder / sheet)
    if sample:
        waived = [one for one in waived if one.cell in solutions and " => " in one.what]
    for name, cell in solutions.items():
        for answer in bank:
            if answer.grade_id == name:
                kind = "right" if answer.right else "wrong"
                trial = Trial(
                    kind, name, answer.name, source=answer.source, mistake=answer.mistake, fails=answer.fails
                )
                trials.append((trial, answer))
        if not sample and (single := variants.in_single_precision(cell.source)):
            trial = Trial("single precision", name, source=single)
            trials.append((trial, answers.splice(reference, {name: single})))
        # Waived mutants are always tried; else nobody would see that one of them is noticed now.
        always = {one.what for one in waived if one.cell == name}
        some = most and min(most, MOST_BY_CONTRACT)
        made = (
            mutants.mutants(cell.source, most=most, always=always),
            contract_mutants.by_contract(cell.source, most=some, always=always),
        )
        for kind, found in zip(_MUTANTS, made, strict=True):
            for mutant in found:
                trial = Trial(kind, name, mutant.kind, mutant.change, mutant.source)
                trials.append((trial, answers.splice(reference, {name: mutant.source})))
    judged = Bank(course, sheet, reference, Execute(config=course.config()))
    return Plan(sheet, reference, trials, waived, judged, Ledger(course.results(sheet)), missing)


def _hash(source: str) -> bytes:
    return hashlib.sha256(source.encode()).digest()


def _missing(sheet: str, solutions: Iterable[str], bank: Iterable[Answer]) -> list[str]:
    """Return one sentence per solution cell that has too few right or too few wrong answers."""
    there = Counter((answer.grade_id, answer.right) for answer in bank)
    how = {
        True: lambda cell: f"Add one to {sheet}/{cell}/right/.",
        False: lambda cell: f"Begin one with `workbook answer {sheet} {cell}`.",
    }
    return [
        f"{cell} needs at least {least} {'right' if right else 'wrong'} answers and has "
        f"{there[cell, right]}. {how[right](cell)}"
        for cell in solutions
        for right, least in ((True, FEWEST_RIGHT), (False, FEWEST_WRONG))
        if there[cell, right] < least
    ]


@dataclass
class Plan:
    """What an audit tries: see ``plan``."""

    sheet: str
    reference: NotebookNode
    trials: list[tuple[Trial, NotebookNode | Answer]]
    waivers: list[Waiver]
    bank: Bank
    ledger: Ledger
    missing: list[str]

    def __post_init__(self) -> None:
        solutions = cells.solutions(self.reference)
        self._solutions = tuple(cell.source for cell in solving_cells(self.reference))
        self._dependents = {cell: dependents(self.reference, cell) for cell in solutions}

    def run(self, *, workers: int | None = None, progress: Callable[[], None] = lambda: None) -> Audit:
        """Try everything that is not proved yet; ``progress`` is called after each trial.

        If the reference fails its own tests, the audit reports only that.
        """
        start = monotonic()
        tests = cells.tests(self.reference)
        audit = Audit(self.sheet, {name: cells.claim(cell.source) for name, cell in tests.items()})
        full = {name: Outcome(cells.points(cell), "") for name, cell in tests.items()}
        first = Trial("reference")
        (first.outcomes,) = outcomes_of_many([Task(self.reference, solutions=self._solutions)], workers=1)
        self._took = sum(one.seconds for one in first.outcomes.values())
        for name, outcome in first.outcomes.items():
            if outcome.points < full[name].points:
                first.complaints.append(f"The reference fails {name}: {outcome.message}")
        audit.trials.append(first)
        if first.complaints:
            return audit  # the outcomes of answers would mean nothing
        self._judge_answers(full, workers, progress)
        self._try_the_rest(full, workers, progress)
        audit.trials += [trial for trial, _ in self.trials]
        self._waive(audit)
        audit.complaints += self.missing
        audit.seconds = monotonic() - start
        return audit

    def _judge_answers(
        self, full: dict[str, Outcome], workers: int | None, progress: Callable[[], None]
    ) -> None:
        """Let the engine judge the answers of the bank, as it judges submissions."""
        pairs = [(trial, what) for trial, what in self.trials if isinstance(what, Answer)]
        with fanout.on_this_machine(workers or os.cpu_count(), subprocess.DEVNULL) as submit:
            verdicts = self.bank.judge([answer for _, answer in pairs], submit)
            for (trial, _), one in zip(pairs, verdicts, strict=True):
                times = one.result.times
                found = {test: Outcome(*said, times.get(test, 0.0)) for test, said in one.points().items()}
                self._judge(trial, found, full)
                progress()

    def _try_the_rest(
        self, full: dict[str, Outcome], workers: int | None, progress: Callable[[], None]
    ) -> None:
        """Run everything else without a sandbox: there is a lot of it, and it is the course's own code."""
        pairs = [(trial, what) for trial, what in self.trials if not isinstance(what, Answer)]
        tasks = [self._task(trial, notebook) for trial, notebook in pairs]
        proofs = [
            digest(trial.kind, *task[:2], task.solutions)
            for (trial, _), task in zip(pairs, tasks, strict=True)
        ]
        known = [self.ledger.get(proof) for proof in proofs]
        left = [task for task, outcomes in zip(tasks, known, strict=True) if outcomes is None]
        tried = outcomes_of_many(left, workers=workers)
        for (trial, _), proof, task, outcomes in zip(pairs, proofs, tasks, known, strict=True):
            self._judge(trial, outcomes if outcomes is not None else next(tried), full)
            is_waived = any(self._fits(waiver, trial) for waiver in self.waivers)
            if trial.complaints and not is_waived:  # another one in the same process may be to blame
                self._judge(trial, outcomes_alone(task), full)
            if not trial.complaints or is_waived:
                self.ledger.put(proof, trial.outcomes)
            progress()
        self.ledger.save()

    def _task(self, trial: Trial, notebook: NotebookNode) -> Task:
        asked = self._dependents[trial.cell] if trial.cell else None
        if trial.kind in _MUTANTS:
            return Task(notebook, asked, True, _PATIENCE + self._took, self._solutions)
        return Task(notebook, asked, solutions=self._solutions)

    def _judge(self, trial: Trial, outcomes: dict[str, Outcome], full: dict[str, Outcome]) -> None:
        trial.outcomes = outcomes
        trial.lost = [name for name, one in outcomes.items() if one.points < full[name].points]
        trial.collateral = self._collateral(trial)
        trial.complaints = list(_COMPLAINTS[trial.kind](trial, self))

    def depends(self, test: str, cell: str) -> bool:
        """Tell whether a test needs a solution cell."""
        return test in self._dependents[cell]

    def _collateral(self, trial: Trial) -> list[str]:
        if trial.kind != "wrong":
            return []
        other = [
            test for test in trial.lost if test not in trial.fails and not self.depends(test, trial.cell)
        ]
        return [test for test in other if not trial.outcomes[test].message.startswith((ENDED, NOT_RUN))]

    def _waive(self, audit: Audit) -> None:
        """Drop complaints that are waived; complain about waivers that waive nothing."""
        used = set()
        for trial in audit.trials:
            for waiver in self.waivers:
                if trial.complaints and self._fits(waiver, trial):
                    used.add(waiver)
                    if trial.kind == "other seed":
                        trial.complaints = [
                            line for line in trial.complaints if not line.startswith(f"{waiver.cell} ")
                        ]
                    else:
                        trial.complaints, trial.waived = [], waiver.reason
        audit.complaints += [
            f"{FILE}, line {one.line}: this waiver is not needed any more; delete the line."
            for one in self.waivers
            if one not in used
        ]

    def _fits(self, waiver: Waiver, trial: Trial) -> bool:
        if trial.kind in _MUTANTS:
            return (waiver.cell, waiver.what) == (trial.cell, trial.change)
        if trial.kind == "other seed":
            return waiver.what == trial.kind and waiver.cell in trial.lost
        return (waiver.cell, waiver.what) == (trial.cell, trial.kind)


def _of_release(trial: Trial, plan: Plan) -> Iterator[str]:
    for test, outcome in trial.outcomes.items():
        if outcome.points > 0:
            yield (
                f"{test} earns {outcome.points:g} points in the unfilled release. Let the test call the "
                "student's code before it asserts anything."
            )
        elif not outcome.message.startswith("NotImplementedError"):
            yield (
                f"{test} ends with {outcome.message[:150]!r} in the unfilled release, not with the stub's "
                "NotImplementedError. Let the cell before it call a student's function first."
            )


def _of_right(trial: Trial, plan: Plan) -> Iterator[str]:
    for test in trial.lost:
        yield (
            f"{_file(trial, plan)}: {test} rejects a right answer: {trial.outcomes[test].message}. "
            "Make the test less strict, or move the answer to wrong/."
        )


def _of_other_seed(trial: Trial, plan: Plan) -> Iterator[str]:
    for test in trial.lost:
        message = trial.outcomes[test].message
        yield f"{test} passes only with its own seed: {message}. Let the test compute what it expects."


def _of_single_precision(trial: Trial, plan: Plan) -> Iterator[str]:
    for test in trial.lost:
        yield (
            f"{test} rejects float32 from {trial.cell}: {trial.outcomes[test].message}. Increase the "
            f"tolerance, or add to {FILE}: {trial.cell}: single precision  # why the task forbids it"
        )


def _of_wrong(trial: Trial, plan: Plan) -> Iterator[str]:
    where = _file(trial, plan)
    for test in trial.fails:
        if not plan.depends(test, trial.cell):
            yield f"{where}: {test} does not depend on {trial.cell}. Correct `fails`."
        elif test not in trial.lost:
            yield f"{where}: {test} does not notice the mistake. Make the test stricter, or correct `fails`."
    for test in trial.collateral:
        yield (
            f"{where}: {test} fails although it does not depend on {trial.cell}: "
            f"{trial.outcomes[test].message}. Make the test independent, or name it in `fails`."
        )


def _of_mutant(trial: Trial, plan: Plan) -> Iterator[str]:
    if not trial.lost:
        yield (
            f"No test of {trial.cell} notices ({trial.name}): {trial.change}. Make a test stricter, or add "
            f"to {FILE}: {trial.cell}: {trial.change}  # why it is right, too"
        )


_COMPLAINTS: dict[str, Callable[[Trial, Plan], Iterator[str]]] = {
    "release": _of_release,
    "right": _of_right,
    "other seed": _of_other_seed,
    "single precision": _of_single_precision,
    "wrong": _of_wrong,
    "mutant": _of_mutant,
    "contract mutant": _of_mutant,
}


def _file(trial: Trial, plan: Plan) -> str:
    return f"{plan.sheet}/{trial.cell}/{trial.kind}/{trial.name}.py"


def difference(trial: Trial, reference: NotebookNode) -> Iterator[str]:
    """Yield the lines of a unified diff between the reference's cell and what was tried in its place."""
    before = cells.solutions(reference)[trial.cell].source.splitlines()
    lines = difflib.unified_diff(before, trial.source.splitlines(), lineterm="", n=1)
    yield from list(lines)[2:]
