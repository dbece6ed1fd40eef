"""Which names can be a student's id, and how any name is shown."""

import unicodedata

import pytest

from autograder.course.names import id_key, is_student_id, printable


@pytest.mark.parametrize(
    "name",
    [
        *("ada", "Lovelace Ada", "o'neil@uni.example", "ada+dl@uni.example", "ada.l_2-b", "_ada", "4711"),
        *("müller", "张伟", "जिया", "ადა", "иван@uni.example", "x" * 200),
    ],
)
def test_what_real_ids_need_is_allowed(name):
    assert is_student_id(name)


@pytest.mark.parametrize(
    "name",
    [
        *("", ".", "..", "a/b", "a\\b", ".hidden", "a\0", "a\n", " a", "a ", "a.", "x" * 201, "\ud800"),
        *("ü" * 101, "<img src=x onerror=alert(1)>", 'a"b', "a`b", "a&lt;b", "javascript:alert(1)"),
        *("alice, bob", "$(x)", "{{x}}", "a;b"),
        *("-rf", "@a", "+1", "'a", "=1", "a|b", "a*b", "a?b", "a%b", "~a", "#a"),
        *("a\x1b[2J", "a\x9b2J", "a\u202eb", "a\u2066b", "a\u200bb", "a\u00adb", "a\u2028b", "a\u00a0b"),
        *("CON", "nul", "Aux.txt", "com1", "LPT9.x"),
        *("mu\u0308ller", "ａda", "ﬁa", "a²", "аda", "ad\u034fa", "a\ufe0f", "a\u3164"),
    ],
)
def test_everything_else_is_not(name):
    assert not is_student_id(name)


@pytest.mark.parametrize(
    ("one", "other"), [("Ada", "ada"), ("müller", "mu\u0308ller"), ("STRASSE", "straße"), ("ａda", "ADA")]
)
def test_ids_that_look_alike_have_one_key(one, other):
    assert id_key(one) == id_key(other)


def test_what_is_printed_moves_and_hides_nothing():
    every = "".join(map(chr, range(0x3000))) + "\ud800\ue000\U000e0001"
    shown = printable(every)
    assert len(shown) == len(every)
    assert not {unicodedata.category(c) for c in shown} & {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
    assert printable("Zoë\u00a0张伟 ✓ –") == "Zoë\u00a0张伟 ✓ –"
