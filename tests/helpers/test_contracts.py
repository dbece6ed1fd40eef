"""Contracts find the kinds of mistakes that two examples leave between them, and accept right functions."""

import numpy as np
import pytest
import torch

from helpers import contracts, elsewhere


def message(check, *arguments, **options) -> str:
    """The message of a check that must fail."""
    with pytest.raises(AssertionError) as failure:
        check(*arguments, **options)
    return str(failure.value)


def agrees(right, student, *arguments, **options):
    """Check a student's function where ``right`` is known."""
    with elsewhere.knowing(lambda function, subject, *given: function(right, *given)):
        contracts.agrees(student, *arguments, **options)


def relu(z):
    return np.maximum(z, 0)


def truncating(z):
    out = np.zeros_like(z)
    for i in np.ndindex(z.shape):
        out[i] = 1 / (1 + np.exp(-float(z[i])))
    return out


def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def counting():
    calls = []

    def counted(z):
        calls.append(1)
        return relu(z) + (len(calls) > 20)

    return counted


def caching():
    known = {}
    return lambda z: known.setdefault(z.shape, relu(z))


def in_place(z):
    z[z < 0] = 0
    return z


ROWS = contracts.cases(contracts.real("n", 2))
MISTAKES = {
    "a buffer with the dtype of the argument": (sigmoid, truncating, "integers"),
    "a result that is kept": (relu, caching(), ""),
    "a counter": (relu, counting(), "kept from one call"),
    "an argument changed in place": (relu, in_place, "changed in place"),
    "an epsilon": (relu, lambda z: relu(z) + 1e-9, ""),
    "a threshold above 0": (lambda z: (z > 0) * 1.0, lambda z: (z > 1e-8) * 1.0, "edges"),
    "isclose for ==": (lambda z: z == 0, lambda z: np.isclose(z, 0), "edges"),
    "a squeeze": (relu, lambda z: relu(z).squeeze(), "shape"),
    "one flag for the batch": (
        lambda z: np.where(z > 0, z, 0),
        lambda z: z if (z > 0).all() else relu(np.minimum(z, 1)),
        "",
    ),
    "numbers for flags": (lambda z: z > 0, lambda z: (z > 0) * 1, "bool"),
    "floats for indices": (
        lambda z: np.flatnonzero(z[:, 0] > 0),
        lambda z: np.array([i for i in range(len(z)) if z[i, 0] > 0], float),
        "integer",
    ),
    "a list for an array": (relu, lambda z: relu(z).tolist(), "list"),
    "an error in one case": (relu, lambda z: relu(z) if z.size > 2 else 1 / 0, "ZeroDivisionError"),
    "memory taken as it lies": (
        relu,
        lambda z: relu(np.frombuffer(z.tobytes("A"), z.dtype).reshape(z.shape)),
        "transposed in memory",
    ),
}


@pytest.mark.parametrize("kind", MISTAKES)
def test_a_mistake_of_each_kind_is_noticed(kind):
    right, wrong, words = MISTAKES[kind]
    assert words in message(agrees, right, wrong, ROWS, floor=1e-12)


@pytest.mark.parametrize(
    "other",
    [
        lambda z: np.where(z > 0, z, 0),
        lambda z: (np.abs(z) + z) / 2,
        lambda z: np.float32(relu(z)),
        lambda z: torch.relu(torch.tensor(z)),
    ],
    ids=["where", "another formula", "float32", "a tensor"],
)
def test_right_functions_agree(other):
    agrees(relu, other, contracts.cases(contracts.real("n", 2, smallest=1e-20)))


def test_where_nobody_knows_the_solution_nothing_is_compared():
    contracts.agrees(lambda z: 7, ROWS)


def test_an_error_that_is_promised_must_come():
    def refusing(z):
        raise ValueError("no")

    inputs = [(np.ones(2),)]
    agrees(refusing, refusing, inputs)
    assert "Expected ValueError" in message(agrees, refusing, relu, inputs)
    assert "Expected ValueError" in message(agrees, refusing, lambda z: 1 / 0, inputs)


def test_what_is_not_written_yet_says_so():
    def stub(z):
        raise NotImplementedError("2.1 relu is not written yet.")

    with pytest.raises(NotImplementedError):
        agrees(relu, stub, ROWS)
    with pytest.raises(NotImplementedError):
        contracts.consistent(stub, np.ones(2))


def test_an_array_that_a_list_no_longer_holds_is_watched_too():
    def moved(arrays):
        kept = [array.copy() for array in arrays]
        arrays[0] += 1.0
        arrays[:] = kept
        return 0.0

    right = lambda arrays: 0.0
    assert "in place" in message(agrees, right, moved, [([np.ones(2)],)])


def test_cases_are_the_same_each_time_and_hold_every_size():
    once, again = (contracts.cases(contracts.logits("n", 1), contracts.labels("n", 1)) for _ in range(2))
    for one, other in zip(once, again, strict=True):
        for array, same in zip(one.arguments, other.arguments, strict=True):
            np.testing.assert_array_equal(array, same)
    sizes = {len(one.arguments[0]) for one in once}
    assert sizes > {1, 4, 5}
    assert all(one.arguments[0].shape == one.arguments[1].shape for one in once)


@pytest.mark.parametrize(
    "kind", [contracts.real, contracts.logits, contracts.positive, contracts.probability]
)
def test_every_edge_has_room_in_one_case_and_few_stand_in_another(kind):
    made = contracts.cases(kind("n", 1), layouts=False)
    edges = [one.arguments[0] for one in made if one.note in ("the edges of the domain", "nearly certain")]
    assert len(edges) == 2
    assert len(edges[0]) == kind("n", 1)[1].room > 5 >= len(edges[1])
    assert len(np.unique(edges[0])) > 5
    assert [len(one.arguments[0]) for one in contracts.cases(kind("n", 1), layouts=False, n=[3])] == [
        3
    ] * len(made)


def test_what_a_tensor_records_is_part_of_it():
    def tracks(x):
        return x.requires_grad_().sum().detach()

    def fills(x):
        x.sum().backward()
        return x.sum().detach()

    right = lambda x: x.sum().detach()
    assert "in place" in message(agrees, right, tracks, [(torch.ones(2),)])
    assert "in place" in message(agrees, right, fills, [(torch.ones(2, requires_grad=True),)])


@pytest.mark.parametrize(
    ("wrong", "arguments", "options", "words"),
    [
        (truncating, [np.array([[1.0, -2.0]])], {"whole": True}, "integers"),
        (in_place, [np.array([-1.0, 2.0])], {}, "in place"),
        (counting(), [np.ones((30, 1))], {"rows": [0]}, "one sample at a time"),
        (lambda z: z - z.mean(axis=0), [np.array([[1.0], [3.0]])], {"rows": [0]}, "one sample at a time"),
        (lambda z: z.base.sum() if z.base is not None else z.sum(), [np.ones((2, 3))], {}, "longer array"),
        (lambda z: z + z.itemsize, [np.ones(2)], {}, "single precision"),
        (lambda z: z + z.itemsize, [torch.ones(2)], {}, "double precision"),
        (lambda z: z.float(), [torch.ones(2)], {"precision": True}, "float32 when float64 goes in"),
        (lambda z: z.double(), [torch.ones(2)], {"precision": True}, "float64 when float32 goes in"),
        (lambda z: sum(z) if isinstance(z, np.ndarray) else 0.0, [np.ones(2)], {"lists": True}, "lists"),
    ],
    ids=[
        "integers",
        "in place",
        "a counter",
        "the batch",
        "memory",
        "float32",
        "float64",
        "cut",
        "widened",
        "lists",
    ],
)
def test_consistent_says_what_broke(wrong, arguments, options, words):
    assert words in message(contracts.consistent, wrong, *arguments, **options)


def test_precision_is_compared_only_when_asked():
    narrow = np.float32
    agrees(lambda z: z, narrow, [(np.ones(2),)])
    assert "float32, expected float64" in message(
        agrees, lambda z: z, narrow, [(np.ones(2),)], precision=True
    )


def test_consistent_accepts_what_is():
    contracts.consistent(torch.exp, torch.ones(3, 1), precision=True, rows=[0], together=torch.cat)
    z = np.array([[1.0, -2.0], [0.0, 3.0]])
    contracts.consistent(sigmoid, z, whole=True, rows=[0])
    contracts.consistent(lambda z: float(np.mean(z)), z, lists=True, rows=[0], together=np.mean)
