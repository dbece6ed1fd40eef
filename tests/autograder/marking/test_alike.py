"""Answers that are alike stand together: blank, identical, nearly identical, near in words."""

import random

import pytest

from autograder.marking import alike
from autograder.marking.alike import arrange, is_blank, normalized

LONG = "The slope of the sigmoid goes to zero far from the origin, so the first layers hardly learn anything."


@pytest.mark.parametrize(
    ("text", "blank"),
    [
        ("", True),
        (" \n\t", True),
        ("-", True),
        ("…", True),
        ("*Your  answer here.*", True),
        ("?", True),
        ("0", False),
        ("no", False),
        ("$x$", False),
        ("ノー", False),
        ("*Your answer here.* It is linear.", False),
    ],
)
def test_what_is_blank(text, blank):
    assert is_blank(text, {normalized("*Your answer here.*")}) == blank


def test_identical_texts_are_one_group_however_they_are_laid_out():
    [group] = arrange({"a": LONG, "b": LONG.replace(" ", "\n"), "c": f"  {LONG}\n"})
    assert group.kind == "identical" and set(group.members) == {"a", "b", "c"}


def test_nearly_identical_texts_are_one_group():
    [group] = arrange({"a": LONG, "b": LONG.replace("hardly", "barely"), "c": LONG.upper()})
    assert group.kind == "nearly identical" and len(group.members) == 3


def test_texts_about_the_same_are_neighbors_but_not_one_group():
    other = "Something else entirely: momentum averages gradients."
    near = "Far from the origin the slope of the sigmoid goes to zero: the first layers learn little."
    groups = arrange({"a": other, "b": LONG, "c": "unrelated words", "d": near})
    assert [group.kind for group in groups] == ["single"] * 4
    assert {member for group in groups[:2] for member in group.members} == {"b", "d"}
    assert groups[0].cluster == groups[1].cluster != groups[2].cluster


def test_a_chain_of_small_differences_does_not_lead_to_another_answer():
    words = LONG.split()
    chain = [
        " ".join([f"w{k}" if place < k else word for place, word in enumerate(words)]) for k in range(19)
    ]
    groups = arrange(dict(enumerate(chain)))
    assert max(len(group.members) for group in groups) < 6


@pytest.mark.parametrize("texts", [{}, {"a": "x"}, {"a": "- - -", "b": "?"}, {"a": "∂", "b": "∂ ∂"}])
def test_every_answer_is_in_exactly_one_group(texts):
    members = [member for group in arrange(texts) for member in group.members]
    assert sorted(members) == sorted(texts)


def test_the_order_depends_on_the_texts_alone():
    chance = random.Random(1)
    texts = {k: " ".join(chance.choices(LONG.split(), k=12)) for k in range(40)}
    mixed = dict(chance.sample(list(texts.items()), 40))
    assert [set(one.members) for one in arrange(texts)] == [set(one.members) for one in arrange(mixed)]


def test_a_very_long_text_is_compared_by_its_beginning():
    long = {k: f"{LONG} " * 2000 + str(k) for k in range(3)}
    [group] = arrange(long)
    assert group.kind == "nearly identical" and alike.NEARLY < 1
