"""What a submission needs of the system and of Python: folder by folder, never a whole prefix.

A prefix can hold anything: with ``python -m venv .``, the whole course.
"""

import os
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

# Libraries, and what they read. No programs: none can be started. Never all of /usr or /etc.
_SYSTEM = (
    *(
        "/lib",
        "/lib32",
        "/lib64",
        "/usr/lib",
        "/usr/lib32",
        "/usr/lib64",
        "/usr/local/lib",
        "/usr/local/lib64",
    ),
    *("/usr/share/zoneinfo", "/usr/share/locale", "/usr/share/mime"),
    *("/usr/share/fonts", "/usr/share/fontconfig", "/usr/local/share/fonts", "/etc/fonts"),
    *("/etc/ld.so.cache", "/etc/alternatives", "/etc/localtime", "/etc/timezone", "/etc/mime.types"),
    *("/etc/ssl/certs", "/etc/ssl/openssl.cnf", "/etc/pki/tls/certs", "/etc/pki/ca-trust"),
    "/sys/devices/system/cpu",
)
_PACKAGES = ("site-packages", "dist-packages")
_OF_PYTHON = (*_PACKAGES, "lib-dynload", "python{}{}.zip".format(*sys.version_info))
_IN_PREFIX = ("share/zoneinfo", "share/fonts", "fonts")  # conda's


def installed() -> list[str]:
    """Return the absolute paths of the files and folders to show, of which some may be missing."""
    return list(dict.fromkeys([*_SYSTEM, *map(os.path.abspath, _python())]))


def is_installed(path: str) -> bool:
    """Tell whether a file or folder lies in what is shown."""
    return any(Path(path).is_relative_to(folder) for folder in installed())


def _python() -> Iterator[str]:
    """Yield the standard library, the folders of packages, and the shared libraries beside them."""
    yield os.path.dirname(os.__file__)
    yield from (sysconfig.get_path(name) for name in ("purelib", "platlib"))
    # By the whole name: an editable install puts the course's folder on the path, wherever that lies.
    yield from (path for path in sys.path if os.path.basename(path) in _OF_PYTHON)
    for prefix in {sys.prefix, sys.base_prefix}:
        yield from (os.path.join(prefix, name) for name in _IN_PREFIX)
        for folder in (Path(prefix, "lib"), Path(prefix, "lib64")):
            if any(folder.glob("lib*.so*")):  # as with conda; a virtual environment has none
                yield str(folder)
