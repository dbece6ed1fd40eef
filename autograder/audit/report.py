"""What an audit found: as JSON for programs, as a page for people."""

from dataclasses import asdict

from autograder.audit.trial import Audit, Trial, summary
from autograder.course.pages import page


def as_json(audits: list[Audit]) -> dict:
    """Return everything as plain data."""
    return {
        "summary": summary(audits),
        "complaints": [line for one in audits for line in one.all_complaints()],
        "sheets": [
            {
                "sheet": one.sheet,
                "seconds": round(one.seconds, 1),
                "counts": one.counts(),
                "complaints": one.complaints,
                "trials": [_plain(trial) for trial in one.trials],
            }
            for one in audits
        ],
    }


def as_page(audits: list[Audit]) -> str:
    """Return an HTML page: answers by tests, for every solution cell."""
    return page(
        "workbook_audit",
        summary=summary(audits),
        complaints=[line for one in audits for line in one.all_complaints()],
        sheets=[_sheet(one) for one in audits],
    )


def _plain(trial: Trial) -> dict:
    kept = asdict(trial)
    del kept["source"]
    kept["outcomes"] = {test: list(outcome) for test, outcome in trial.outcomes.items()}
    return {key: value for key, value in kept.items() if value not in ("", [], (), {})}


def _sheet(audit: Audit) -> dict:
    names = dict.fromkeys(trial.cell for trial in audit.trials if trial.cell)
    return {
        "name": audit.sheet,
        "summary": summary([audit]),
        "seconds": round(audit.seconds),
        "cells": [_cell(audit, name) for name in names],
    }


def _cell(audit: Audit, name: str) -> dict:
    trials = [trial for trial in audit.trials if trial.cell == name]
    answers = [trial for trial in trials if trial.kind in ("wrong", "right", "single precision")]
    lists = {
        "derived mutants": [trial for trial in trials if trial.kind == "mutant"],
        "mutants by contract": [trial for trial in trials if trial.kind == "contract mutant"],
    }
    tests = [
        test for test in audit.claims if any(test in trial.lost or test in trial.fails for trial in answers)
    ]
    return {
        "name": name,
        "tests": [{"name": test.removeprefix("test_"), "claim": audit.claims[test]} for test in tests],
        "rows": [
            {
                "name": trial.name.replace("_", " ") or trial.kind,
                "right": trial.kind != "wrong",
                "title": trial.mistake,
                "marks": [_mark(trial, test) for test in tests],
            }
            for trial in answers
        ],
        "lists": [_list(title, mutants) for title, mutants in lists.items() if mutants],
    }


def _list(title: str, mutants: list[Trial]) -> dict:
    return {
        "title": title,
        "mutants": [_mutant(trial) for trial in mutants],
        "killed": sum(bool(trial.lost) for trial in mutants),
        "waived": sum(bool(trial.waived) for trial in mutants),
    }


def _mark(trial: Trial, test: str) -> str:
    if trial.kind != "wrong":
        return "rejected" if test in trial.lost and not trial.waived else "kept"
    if test in trial.fails:
        return "caught" if test in trial.lost else "missed"
    if test in trial.collateral:
        return "collateral"
    if test not in trial.outcomes:
        return "idle"
    return "also" if test in trial.lost else "kept"


def _mutant(trial: Trial) -> dict:
    before, _, after = trial.change.partition(" => ")
    said = f"waived: {trial.waived}" if trial.waived else "" if trial.lost else "no test notices"
    state = "noticed" if trial.lost else "waived" if trial.waived else "survived"
    return {"kind": trial.name, "before": before, "after": after, "said": said, "state": state}
