"""Names that students choose: which can be a student's id, which a file's, and how the others are shown."""

import re
import unicodedata
from collections.abc import Iterator

LONGEST_ID = 200  # bytes; a folder's name may have 255, and some names get an ending
# What ids of platforms and mail addresses are made of, beside letters and digits. Nothing here means anything
# to HTML, to a path, or to a script or a shell between double quotes.
_MARKS = frozenset("._@+-' ")  # no comma: lists of students would show one as two
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")  # no folder in Windows can be called so
_ALIKE = ("LATIN", "GREEK", "CYRILLIC")  # scripts that share the shapes of many letters
# Letters and marks that show nothing: joiners, fillers of Hangul, Khmer and Mongolian, selectors of variants.
_BLANK = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}  # Unicode's categories: controls, formats, line ends

RULE = (
    "a student's id has letters, digits, spaces and . _ @ + - ' in it, starts with a letter, a digit or _, "
    f"ends with neither . nor a space, and has at most {LONGEST_ID} bytes"
)


def is_student_id(text: str) -> bool:
    """Return whether a text may be a student's id: a folder's name, and a part of nbgrader's pages.

    nbgrader writes ids into its pages as they are, so this is a list of what is allowed. An id also has to be
    in Unicode's composed form, and no word of it may mix alphabets: two different ids never look the same for
    these reasons.
    """
    return (
        bool(text)
        and all(c in _MARKS or unicodedata.category(c)[0] in "LMN" for c in text)
        and not _BLANK.search(text)
        and len(text.encode()) <= LONGEST_ID
        and (text[0].isalnum() or text[0] == "_")
        and text[-1] not in ". "
        and unicodedata.is_normalized("NFKC", text)
        and not _RESERVED.fullmatch(text)
        and all(len(alphabets) < 2 for alphabets in _alphabets(text))
    )


def is_file_name(text: str) -> bool:
    """Return whether a file or a folder that a student handed in may have this name here.

    Unlike ids, such names reach pages as text only. They begin with no dot, lead to no other folder, show
    all that is in them, and can be written by any file system of Linux.
    """
    return (
        text.isprintable()
        and not _BLANK.search(text)
        and not set(text) & set("/\\:")
        and 0 < len(text.encode()) <= LONGEST_ID
        and text[0] not in ". "
        and text[-1] not in ". "
        and not _RESERVED.fullmatch(text)
    )


def id_key(student: str) -> str:
    """Return what two ids have in common if people, or a file system, take one for the other."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", student).casefold())


def printable(text: str) -> str:
    """Return text without control characters: a terminal, or a reader's eye, obeys such characters."""
    if text.isprintable():
        return text
    return "".join("\ufffd" if unicodedata.category(c) in _INVISIBLE else c for c in text)


def _alphabets(text: str) -> Iterator[set[str]]:
    """Yield, for each word, the alphabets of its letters, of those that look alike."""
    for word in re.findall(r"[^\W\d_]+", text):
        yield {script for c in word for script in _ALIKE if unicodedata.name(c, "").startswith(script)}
