"""Hints under lock: only who brings a fingerprint (``fingerprints``) can open the hint that belongs to it.

A lock is a line of text: a tag to find it by, the hint enciphered, and a seal by which a wrong key is
noticed. All three come from a key that is computed from the fingerprint, and the fingerprint stands
nowhere. So a table tells how many locks a sheet has, and nothing about a mistake, a function or a test.
It is no safe: who guesses what a mistake makes a check see can open its hint, and has then found a hint,
no answer.
"""

import base64
import hashlib
import hmac
from collections.abc import Iterable, Mapping

_ROUNDS = 2000  # of the key's derivation: a millisecond for a student, and a brake for who tries values
_TAG, _SEAL = 8, 8  # bytes
_LENGTH = 192  # bytes of a hint, filled up with spaces: the length of a line tells nothing


def locked(hints: Mapping[bytes, str], salt: str) -> list[str]:
    """Return a lock for each hint, in an order that tells nothing.

    Args:
        hints: by fingerprint.
        salt: the sheet's name; other sheets have other keys.
    """
    return sorted(_lock(fingerprint, hint, salt) for fingerprint, hint in hints.items())


def opened(locks: Iterable[str], fingerprints: Iterable[bytes], salt: str) -> str:
    """Return the hint that some fingerprints open; ``""`` if there is none, or more than one.

    Args:
        locks: as ``locked`` returns them.
        fingerprints: of one check.
        salt: as it was locked with.
    """
    found = set()
    by_tag = {data[:_TAG]: data for data in map(base64.b64decode, locks)}
    for fingerprint in fingerprints:
        tag, stream, seal = _keys(fingerprint, salt)
        data = by_tag.get(tag, b"")
        text = data[_TAG:-_SEAL]
        if text and hmac.compare_digest(data[-_SEAL:], _sealed(seal, text)):
            found.add(_enciphered(stream, text).decode().rstrip())
    return found.pop() if len(found) == 1 else ""


def _lock(fingerprint: bytes, hint: str, salt: str) -> str:
    tag, stream, seal = _keys(fingerprint, salt)
    plain = hint.strip().encode()
    text = _enciphered(stream, plain + b" " * (-len(plain) % _LENGTH))
    return base64.b64encode(tag + text + _sealed(seal, text)).decode()


def _keys(fingerprint: bytes, salt: str) -> tuple[bytes, bytes, bytes]:
    """Return the tag, the key of the cipher and the key of the seal."""
    key = hashlib.pbkdf2_hmac("sha256", fingerprint, salt.encode(), _ROUNDS, _TAG + 64)
    return key[:_TAG], key[_TAG : _TAG + 32], key[_TAG + 32 :]


def _enciphered(key: bytes, text: bytes) -> bytes:
    """Return a text enciphered or deciphered. A key is used for one text only."""
    stream = hashlib.shake_256(key).digest(len(text))
    return bytes(one ^ other for one, other in zip(text, stream, strict=True))


def _sealed(key: bytes, text: bytes) -> bytes:
    return hmac.digest(key, text, "sha256")[:_SEAL]
