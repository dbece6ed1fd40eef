"""Hostile submissions against what the grader itself does: reading, rendering, comparing, printing."""

from corpus import Attack, on_page

ATTACKS: list[Attack] = []
RENDERED = on_page("too long for this text to be rendered")


def attack(kind: str, name: str, tries: str, *extra: str, **more) -> None:
    """Add an attack whose own cells are ``extra``; keywords that are no attribute are answers."""
    known = {key: more.pop(key) for key in ("tamper", "fair", "slow", "reached") if key in more}
    ATTACKS.append(Attack(kind, name, tries, more, list(extra), **known))


def filled_with(piece):
    """Return texts that cost as much as a page may cost, each below any limit, and one that is long."""
    return [f"x{(piece * 3000)[:3000]}y"] * 40 + [f"x{(piece * 20_000)[:19_000]}y"]


def own_text(*sources, attachments=None):
    """Return a tamper that adds Markdown cells of the student's own."""

    def tamper(notebook, folder):
        cells = [{"cell_type": "markdown", "metadata": {}, "source": source} for source in sources]
        for cell in cells:
            if attachments:
                cell["attachments"] = attachments
        notebook["cells"][2:2] = cells

    return tamper


def setup(code):
    """Return a tamper that adds code to the setup cell, whose imports the grader looks for."""

    def tamper(notebook, folder):
        [cell] = [one for one in notebook["cells"] if "setup" in one["metadata"].get("tags", [])]
        source = cell["source"]
        cell["source"] = (source if isinstance(source, str) else "".join(source)) + "\n" + code

    return tamper


# ---------------------------------------------------------------- code that takes a lexer long

for _name, _piece in {
    "dots": "...",
    "blank_lines": "\n ",
    "backslashes": "'" + "\\" * 1000 + "\n",
}.items():
    attack(
        "page",
        f"slow_{_name}",
        f"hands in code on which a lexer takes long: {_name.replace('_', ' ')}",
        *filled_with(_piece),
        reached=on_page("too long for this text to be colored"),
    )

# ---------------------------------------------------------------- Markdown of less than 20,000 characters

for _name, _piece in {
    "formulas": "\\\\[",
    "images": "![](",
    "references": "[a][b]",
    "stars": "*a **a ",
}.items():
    attack(
        "page",
        f"slow_markdown_{_name}",
        f"hands in Markdown on which a renderer takes long: {_name}",
        tamper=own_text(*filled_with(_piece)),
        reached=RENDERED,
    )
attack(
    "page",
    "slow_lexer_of_choice",
    "names another lexer in a block of code, one that takes the square",
    tamper=own_text(
        *["```ipython\n" + " \n" * 7000 + "```"] * 3, *["```perl6\n" + "<" * 15_000 + "\n```"] * 3
    ),
    reached=RENDERED,
)
_PIXELS = "iVBORw0KGgo" + "A" * 1_000_001  # begins as an image does
attack(
    "page",
    "one_image_many_times",
    "shows an attached image of a megabyte a thousand times",
    tamper=own_text("![](attachment:a.png)" * 900, attachments={"a.png": {"image/png": _PIXELS}}),
    reached=RENDERED,
)

# ---------------------------------------------------------------- names that pages interpret

for _name in ("NotRun", "TimeLimit", "CannotCross", "NoPlainNumber"):
    attack(
        "naming",
        _name,
        f"raises an exception of its own called {_name}, as the judge does",
        double=f"class {_name}(Exception):\n    pass\n"
        f"def double(x):\n    raise {_name}('This test was not run.')",
        reached=r"test_double\] Exception: This test was not run",
    )
attack(
    "naming",
    "not_run",
    "raises an exception whose name is no name",
    double="def double(x):\n    raise type('not run', (Exception,), {})('This test was not run.')",
    reached=r"test_double\] Exception: This test was not run",
)
attack(
    "naming",
    "many_names",
    "raises an exception whose ancestors are called as the judge's errors",
    double="class Gone(ArithmeticError): pass\nclass NotRun(Gone): pass\nclass notrun(NotRun): pass\n"
    "def double(x):\n    raise notrun('not run')",
    reached=r"test_double\] notrun: not run",
)

# ---------------------------------------------------------------- code that a parser takes much memory for

attack(
    "resources",
    "dotted_import",
    "adds a long dotted import to the setup cell",
    tamper=setup("import " + "a." * 32_000 + "a"),
    reached="so what you added was lost",
)
attack(
    "resources",
    "nested_setup",
    "adds deeply nested code to the setup cell",
    tamper=setup("x = " + "-" * 60_000 + "1\nimport os"),
    reached="so what you added was lost",
)
attack(
    "resources",
    "nested_brackets",
    "adds deeply nested brackets to the setup cell",
    tamper=setup("(" * 7000 + ")" * 7000),
    reached="so what you added was lost",
)
attack(
    "resources",
    "many_imports",
    "adds a hundred thousand imports to the setup cell",
    tamper=setup("import os\n" * 100_000),
    reached="so what you added was lost",
)


def _parts(notebook, folder):
    import json

    return json.dumps(notebook).encode()[:-1] + b', "more": [' + b"{}," * 6_000_000 + b"0]}"


attack(
    "resources",
    "many_parts",
    "hands in JSON of six million empty parts",
    tamper=_parts,
    reached="has too many parts",
)

# ---------------------------------------------------------------- code that takes long to compare

attack(
    "resources",
    "long_answer",
    "hands in one answer of two megabytes, all of it different",
    double="def double(x):\n    return 0\n" + "\n".join(f"a{i} = b{i} + c[{i}]" for i in range(100_000)),
    reached=lambda said: "b99999 + c[99999]" in said.copy,
)
attack(
    "resources",
    "long_answer_again",
    "hands in the same answer under another name",
    double="def double(y):\n    return 0\n" + "\n".join(f"z{i} = b{i} + c[{i}]" for i in range(100_000)),
    reached=lambda said: "b99999 + c[99999]" in said.copy,
)
attack(
    "resources",
    "wide_answer",
    "hands in one line of two megabytes",
    double="def double(x): return 0\n'" + "\\'" * 1_000_000,
    reached=r"test_double\] NameError",
)
attack(
    "resources",
    "bracket_answers",
    "hands in brackets that do not end",
    double="(\n" * 200_000,
    credit="[{(" * 200_000,
    reached=lambda said: "[{(" * 1000 in said.copy,
)
