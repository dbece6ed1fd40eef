"""placeholder until the sandbox branch lands"""
import ctypes, os, signal
from dataclasses import dataclass
TIERS = ("namespaces", "landlock", "none")
@dataclass(frozen=True)
class Limits:
    memory: int = 2 * 2**30
    scratch: int = 256 * 2**20
    processes: int = 0
    threads: int = 64
    open_files: int = 256
    cpu_seconds: int = 600
def die_with_parent():
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)
def best_tier(): return "none"
def enter(tier, readable): pass
def spawn(tier, limits, main, *, started, keep):
    r, w = os.pipe()
    pid = os.fork()
    if pid == 0:
        die_with_parent()
        os.close(w); os.read(r, 1)
        os.makedirs("/tmp/home", exist_ok=True)
        try:
            main()
        except BaseException:
            import traceback; traceback.print_exc(file=open("/tmp/w/eng/err","w"))
        finally: os._exit(0)
    started(pid, os.pidfd_open(pid))
    os.write(w, b"x"); os.close(r); os.close(w)
    return pid
from contextlib import contextmanager
@contextmanager
def cgroup(limits):
    yield lambda pid: None

def chosen(name): return name or "none"
class Refused(Exception): pass
