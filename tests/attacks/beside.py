"""Submissions with files beside the notebook that grading should import, follow, show or drown in."""

import os

from corpus import Attack, on_page

ATTACKS: list[Attack] = []
DOUBLE = {"double": "def double(x):\n    return 2 * np.asarray(x)"}
FAIR = {"test_double": 2}
HIJACK = (
    "import sys\nprint('imported', __name__)\n"
    "Runner = sys.modules['autograder.engine.runner'].Runner\n"
    "Runner.do_call = lambda self, function: {'value': 4}\n"
)
SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>"
PNG = b"\x89PNG\r\n\x1a\n"


def attack(name: str, tries: str, files: dict[str, bytes | int], *extra: str, **more) -> None:
    """Add an attack; ``files`` are contents by path, or how many bytes a file without content has."""
    after = more.pop("after", lambda folder: None)
    texts = more.pop("texts", ())

    def tamper(notebook, folder):
        for path, content in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            with (folder / path).open("wb") as file:
                file.truncate(content) if isinstance(content, int) else file.write(content)
        after(folder)
        notebook["cells"] += [{"cell_type": "markdown", "metadata": {}, "source": text} for text in texts]

    known = {key: more.pop(key) for key in ("fair", "slow", "reached") if key in more}
    ATTACKS.append(Attack("files", name, tries, more, list(extra), tamper, **known))


def _links(folder):
    (folder / "passwd.txt").symlink_to("/etc/passwd")
    (folder / "all").symlink_to("/")
    os.mkfifo(folder / "waiting.txt")


attack(
    "shadows",
    "brings modules with the names of those that the engine, the helpers and the tests import",
    {
        f"{name}.py": HIJACK.encode()
        for name in (
            *("numpy", "math", "msgpack", "base64", "traceback", "IPython", "matplotlib_inline", "helpers"),
            *("sitecustomize", "usercustomize", "conftest", "helpers/checks", "autograder/__init__"),
        )
    },
    "import os, importlib\nprint(sorted(os.listdir()))\n"
    "for name in ('math', 'msgpack', 'base64', 'traceback', 'helpers.checks', 'helpers.data', 'numpy'):\n"
    "    importlib.import_module(name)\nprint('np is', np.__name__)",
    reached=r"msgpack\.py.*np is numpy\b(?!.*imported msgpack)",
)
attack(
    "in_front",
    "puts its working folder first, so that what is imported later comes from there",
    {f"{name}.py": HIJACK.encode() for name in ("colorsys", "sndhdr", "wave")},
    "import sys\nsys.path.insert(0, '')\nimport colorsys\nprint('hijacked by', colorsys.__name__)",
    double="def double(x):\n    return 0",
    reached="imported colorsys.*hijacked by colorsys",
)
attack(
    "many",
    "brings five thousand files",
    {f"{number:04}.csv": b"1" for number in range(5000)},
    **DOUBLE,
    fair=FAIR,
    reached="repaired: More than 2000 files lie beside the notebook",
)
attack(
    "large",
    "brings files much larger than the limits",
    {f"{number}.bin": 2**26 for number in range(5)},
    **DOUBLE,
    fair=FAIR,
    reached="repaired: 0.bin is too large",
)
attack(
    "links",
    "brings links to files of the grader, and a pipe that nobody writes to",
    {"a.py": b"x = 1"},
    "import os\nprint(sorted(os.listdir()))",
    **DOUBLE,
    fair=FAIR,
    after=_links,
    reached=r"repaired: passwd\.txt is a link.*printed \['a\.py'\]",
)
attack(
    "names",
    "brings files whose names are markup, control characters, or run backwards",
    {
        name: b"1"
        for name in (
            *(
                "<img src=x onerror=alert(1)>.txt",
                "a\nb.py",
                "a\x1b[2Jb.py",
                "a\u202eyp.b",
                "x" * 251 + ".py",
            ),
            *("..\\..\\up.py", "' onclick='alert(1)'.csv", "con.py", "timestamp.txt.d/01_a.ipynb/x.py"),
        )
    },
    **DOUBLE,
    fair=FAIR,
    reached="repaired: .*has a name that cannot be used here",
)
attack(
    "deep",
    "brings folders in folders in folders",
    {"/".join(["d"] * 60) + "/x.py": b"1"},
    **DOUBLE,
    fair=FAIR,
    reached="repaired: d/d/d/d lies in 3 folders or more",
)
attack(
    "script",
    "brings files with script in them",
    {
        "a.svg": f"<svg onload=alert(1)>{SCRIPT}</svg>".encode(),
        "b.html": SCRIPT.encode(),
        "c.py": f"# </code></pre>{SCRIPT}".encode(),
        "d.png": SCRIPT.encode(),
    },
    **DOUBLE,
    fair=FAIR,
    reached=on_page("Files beside the notebook.*&lt;script&gt;"),
)
attack(
    "slow_pages",
    "brings code and texts on which a page takes long",
    {f"{number}.py": b"..." * 80_000 for number in range(20)}
    | {f"{number}.txt": b"\r \x1b[" * 60_000 for number in range(15)},
    **DOUBLE,
    fair=FAIR,
    reached=on_page("This text is too long to be colored.*Files beside|Files beside.*too long to be colored"),
)
attack(
    "pictures",
    "shows a large picture in a hundred texts",
    {"a.png": PNG + bytes(5 * 2**20)},
    **DOUBLE,
    fair=FAIR,
    texts=["![x](a.png)" * 100] * 100,
    reached="repaired: In a cell of your own, the picture a.png cannot be shown",
)
