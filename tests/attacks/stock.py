"""Try every attack on plain ``nbgrader autograde``, and write what came of it to ``stock.json``.

    sudo python tests/attacks/stock.py [NAME ...]

The attacks run with all rights of the user who grades (here root), in a copy-on-write view of the whole machine that is
thrown away. Not a part of the test suite: run it again when attacks are added or nbgrader changes.
"""

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "support"), str(HERE.parents[1])]

WALL = 45  # seconds for one attack
CONFIG = """
c = get_config()
c.CourseDirectory.course_id = "stock"
c.Execute.timeout = 5
c.Execute.shutdown_kernel = "immediate"
"""
VIEW = """
mount -t tmpfs none {scratch} && mkdir {scratch}/up {scratch}/work {scratch}/root
mount -t overlay none -o lowerdir=/,upperdir={scratch}/up,workdir={scratch}/work {scratch}/root
mount -t proc none {scratch}/root/proc && mount --rbind /dev {scratch}/root/dev
chroot {scratch}/root {python} {script} --inside {name}
"""


def outside(names: list[str]) -> None:
    """Run attacks one by one, each in a view and a process table of its own."""
    from corpus import all_attacks

    path = HERE / "stock.json"
    known = json.loads(path.read_text()) if path.exists() else {}
    for one in all_attacks():
        name = one.student
        if names and name not in names:
            continue
        with tempfile.TemporaryDirectory() as scratch:
            script = VIEW.format(
                scratch=scratch, python=sys.executable, script=Path(__file__).resolve(), name=name
            )
            command = [
                "unshare",
                "--mount",
                "--pid",
                "--fork",
                "--kill-child",
                "--mount-proc",
                "sh",
                "-c",
                script,
            ]
            said = (
                subprocess.run(command, capture_output=True, text=True, check=False)
                .stdout.strip()
                .splitlines()
            )
        known[name] = json.loads(said[-1]) if said else {"hangs": True}
        print(name, known[name], flush=True)
        path.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n")


def inside(name: str) -> None:
    """Grade one attacker and one honest student with plain nbgrader; print what the attack achieved."""
    import target
    from classroom import hand_in_attack
    from corpus import all_attacks
    from nbgrader.api import Gradebook

    [one] = [one for one in all_attacks() if one.student == name]
    home = Path(tempfile.mkdtemp())
    (home / "canary.txt").write_text(target.SECRETS["home"])
    os.environ["PATH"] = os.pathsep.join(
        [str(Path(sys.executable).parent), os.environ["PATH"]]
    )  # for alembic
    os.environ |= {"HOME": str(home), "WORKBOOK_CANARY": target.SECRETS["environment"]}
    course = target.make_course(home / "course")
    (course.root / "nbgrader_config.py").write_text(CONFIG)
    victim = target.filled(course, target.REFERENCE | {"why": target.SECRETS["another student"]})
    target.hand_in(course, "victim", victim)
    hand_in_attack(course, "attacker", one)
    tool = [sys.executable, "-m", "nbgrader"]
    quiet = {"cwd": course.root, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    shutil.rmtree(course.root / "release")
    subprocess.run([*tool, "generate_assignment", target.SHEET], check=True, **quiet)
    before = _others(course)
    start = time.monotonic()
    run = subprocess.Popen([*tool, "autograde", target.SHEET], start_new_session=True, **quiet)
    resource.prlimit(run.pid, resource.RLIMIT_AS, (8 * 2**30, 8 * 2**30))
    try:
        run.wait(WALL)
        hangs = False
    except subprocess.TimeoutExpired:
        hangs = True
        os.killpg(run.pid, signal.SIGKILL)
    seconds = time.monotonic() - start
    left = [path for path in Path("/proc").glob("[0-9]*") if int(path.name) not in (1, os.getpid())]
    left = [path for path in left if _is_left(path)]
    scores = {}
    with Gradebook(f"sqlite:///{course.root}/gradebook.db", "stock") as gradebook:
        for student in ("attacker", "victim"):
            try:
                scores[student] = gradebook.find_submission(target.SHEET, student).score
            except Exception:
                scores[student] = None
    copy = course.autograded(target.SHEET, "attacker")
    cells = json.loads(copy.read_text())["cells"] if copy.exists() else []
    outputs = json.dumps(
        [c.get("outputs") for c in cells if not c["metadata"].get("nbgrader", {}).get("grade")]
    )
    print(
        json.dumps(
            {
                "forged": (scores["attacker"] or 0) > sum(one.fair.values()),
                "leaked": any(secret in outputs for secret in target.SECRETS.values()),
                "written": _others(course) != before,
                "left": bool(left),
                "script": "<script>"
                in json.dumps([c.get("outputs") for c in cells if c["cell_type"] == "code"])
                and one.kind == "page",
                "victim lost": scores["victim"] != 10,
                "hangs": hangs,
                "seconds": round(seconds, 1),
            }
        )
    )


def _others(course) -> dict:
    """Return what must not change: the course but for what grading writes, and where attacks leave files."""
    ours = ("autograded", "gradebook.db", ".nbgrader.log")
    found = {
        str(path): path.stat().st_size
        for path in course.root.rglob("*")
        if path.is_file() and not path.relative_to(course.root).parts[0].startswith(ours)
    }
    import numpy

    import helpers

    places = [Path(helpers.__file__), Path(numpy.__file__)]
    for folder in ("/tmp", "/var/tmp", "/dev/shm", "/run", "/etc", "/root", str(Path.home())):
        places += Path(folder).glob("workbook_attacked*")
    places += Path(numpy.__file__).parents[1].glob("workbook_attacked*")
    places += HERE.parents[1].glob("workbook_attacked*")
    return found | {str(path): path.stat().st_size for path in places}


def _is_left(path: Path) -> bool:
    try:
        words = (path / "cmdline").read_bytes()
    except OSError:
        return False
    return b"ipykernel" in words or words.startswith(b"sleep")


if __name__ == "__main__":
    inside(sys.argv[2]) if sys.argv[1:2] == ["--inside"] else outside(sys.argv[1:])
