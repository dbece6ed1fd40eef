"""Landlock: a process gives up all files but those it names, for good."""

import os
import struct
from collections.abc import Iterable
from contextlib import suppress

from autograder.engine.confine import system

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_PATH_BENEATH = 1

_WRITE_FILE, _READ_FILE, _READ_DIR = 1 << 1, 1 << 2, 1 << 3
_REMOVE_DIR, _REMOVE_FILE = 1 << 4, 1 << 5
_MAKE_DIR, _MAKE_REG, _MAKE_SOCK, _MAKE_FIFO, _MAKE_SYM = 1 << 7, 1 << 8, 1 << 9, 1 << 10, 1 << 12
_REFER, _TRUNCATE = 1 << 13, 1 << 14

# No right to execute, to make a device, or to speak to one (ioctl).
_ON_FILES = _READ_FILE | _WRITE_FILE | _TRUNCATE
_TO_READ = _READ_FILE | _READ_DIR
_TO_CHANGE = _REMOVE_DIR | _REMOVE_FILE | _MAKE_DIR | _MAKE_REG | _MAKE_SOCK | _MAKE_FIFO | _MAKE_SYM | _REFER
_TO_WRITE = _TO_READ | _WRITE_FILE | _TRUNCATE | _TO_CHANGE


def version() -> int:
    """Return which version of Landlock this kernel has; 0: none."""
    with suppress(OSError):
        return system.call("syscall", _CREATE_RULESET, None, 0, 1, label="Landlock")
    return 0


def confine(*, readable: Iterable[str], writable: Iterable[str]) -> None:
    """Deny the present process and its children everything but to read and write below the given paths.

    Missing paths are left out. Where the kernel can, TCP, signals to processes outside, and abstract
    sockets of processes outside are denied as well. ``no_new_privs`` must be set.
    """
    handled, net, scoped, flags = _all_rights(version())
    attributes = struct.pack("=QQQ", handled, net, scoped)
    ruleset = system.call(
        "syscall", _CREATE_RULESET, attributes, _size(version()), 0, label="landlock_create_ruleset"
    )
    for paths, rights in ((readable, _TO_READ), (writable, _TO_WRITE)):
        for path in paths:
            _allow(ruleset, path, rights & handled)
    system.call("syscall", _RESTRICT_SELF, ruleset, flags, label="landlock_restrict_self")
    os.close(ruleset)


def _all_rights(abi: int) -> tuple[int, int, int, int]:
    rights = 13 + (abi >= 2) + (abi >= 3) + (abi >= 5)
    bind_and_connect = 0b11 if abi >= 4 else 0
    sockets_and_signals = 0b11 if abi >= 6 else 0
    no_audit_log = 1 if abi >= 7 else 0  # else a loop of refused calls fills the log of the machine
    return (1 << rights) - 1, bind_and_connect, sockets_and_signals, no_audit_log


def _size(abi: int) -> int:
    """Return how many bytes of the attributes this kernel knows."""
    return 8 + 8 * (abi >= 4) + 8 * (abi >= 6)


def _allow(ruleset: int, path: str, rights: int) -> None:
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except (FileNotFoundError, NotADirectoryError):
        return
    if not os.path.isdir(path):
        rights &= _ON_FILES
    rule = struct.pack("=Qi", rights, descriptor)
    system.call("syscall", _ADD_RULE, ruleset, _PATH_BENEATH, rule, 0, label=f"landlock_add_rule {path}")
    os.close(descriptor)
