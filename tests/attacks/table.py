"""Write the table of attacks in the documentation: ``python tests/attacks/table.py``."""

import json
import sys
from pathlib import Path

HERE = Path(__file__).parent
TARGET = HERE.parents[1] / "docs" / "attacks.md"
HEAD = """# Attacks

What hostile submissions try, and what plain `nbgrader autograde` (0.9.6, stock configuration with a limit of five seconds
for a cell) makes of them, run as the user who grades. With the engine of this course, each of them earns no more than
an honest submission with the same answers, shows no secret, leaves nothing behind and delays nobody by more than the
limits: `pytest tests/attacks` grades all of them. The table is written by `python tests/attacks/table.py` from
`tests/attacks/corpus.py` and from what `tests/attacks/stock.py` measured.

A dash: no points, secrets in outputs of the student's cells, changed files, processes or hanging were seen. What aims at
the engine's own protocol finds no target in plain nbgrader, and memory was limited to 8 GB from outside.

| class | tries | plain nbgrader |
|:--|:--|:--|
"""
TAIL = """
## What configuration of nbgrader can close

- `Execute.timeout`, `ClearOutput`, `OverwriteCells`, `DeduplicateIds`, a preprocessor that marks tests as not run: most of
  *metadata*, the simplest endless loops.
- Sanitizing outputs: most of *page*.

## What it cannot

Tests and answers share a process. Whoever runs first in it decides what `assert`, `==` and `print` mean: *forging* and
*reading* of hidden tests need another process for the tests. That process has the rights of who grades: *writing*,
*network* and *resources* need a sandbox around it.
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
    from corpus import ATTACKS

    rows = []
    for one in ATTACKS:
        found = stock.get(f"{one.kind}-{one.name}")
        said = (
            "not run" if found is None else ", ".join(text for key, text in WORDS.items() if found.get(key))
        )
        rows.append(f"| {one.kind} | {one.tries} | {said or '–'} |")
    return HEAD + "\n".join(rows) + "\n" + TAIL


if __name__ == "__main__":
    TARGET.write_text(table(json.loads((HERE / "stock.json").read_text())), encoding="utf-8")
