"""Write the table of attacks in the documentation: ``python tests/attacks/table.py``."""

import json
import sys
from pathlib import Path

HERE = Path(__file__).parent
TARGET = HERE.parents[1] / "docs" / "attacks.md"
HEAD = """# Attacks

This table lists what hostile submissions try, and what each of them does to plain `nbgrader autograde` (0.9.6, stock
configuration with a limit of five seconds per cell, run as the user who grades).

With the engine of this course, each of them earns no more than an honest submission with the same answers, shows no secret,
leaves nothing behind, and delays nobody by more than the limits. Honest students who are graded before and after it get the
grades that they would have had alone. `pytest tests/attacks` grades all of them and checks this. It also checks that each
attack reached what it attacks: what grading says of the submission has to show that.
`python tests/attacks/table.py` writes this page from the attacks in `tests/attacks/` and from the measurements of
`tests/attacks/stock.py`.

A dash means: the submission earned no points, showed no secret in the outputs of its cells, changed no files, left no
process, and did not hang. Attacks on the engine's own protocol have no target in plain nbgrader. Memory was limited to 8 GB
from outside.

| class | tries | plain nbgrader |
|:--|:--|:--|
"""
TAIL = """
## What a configuration of nbgrader can prevent

- `Execute.timeout`, `ClearOutput`, `OverwriteCells`, `DeduplicateIds`, and a preprocessor that marks tests as not run prevent
  most of *metadata* and the simplest endless loops.
- Sanitized outputs prevent most of *page*.

## What it cannot prevent

In plain nbgrader, tests and answers share a process. The code that runs first decides what `assert`, `==` and `print` mean.
To prevent *forging* and *reading* of hidden tests, the tests have to run in another process. Also, the shared process has the
rights of the user who grades. To prevent *writing*, *network* and *resources*, it needs a sandbox around it.
"""
WORDS = {
    "forged": "**earns points**",
    "leaked": "**shows a secret**",
    "written": "**changes files**",
    "left": "**leaves a process**",
    "script": "**keeps the script**",
    "victim lost": "**an honest student loses**",
    "hangs": "**grading hangs**",
}


def table(stock: dict[str, dict]) -> str:
    """Return the document."""
    sys.path.insert(0, str(HERE))
    from corpus import all_attacks

    rows = []
    for one in all_attacks():
        found = stock.get(one.student)
        said = (
            "not run" if found is None else ", ".join(text for key, text in WORDS.items() if found.get(key))
        )
        rows.append(f"| {one.kind} | {one.tries} | {said or '–'} |")
    return HEAD + "\n".join(rows) + "\n" + TAIL


if __name__ == "__main__":
    TARGET.write_text(table(json.loads((HERE / "stock.json").read_text())), encoding="utf-8")
