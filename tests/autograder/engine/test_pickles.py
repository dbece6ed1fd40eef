"""Pickles of functions and tensors: the same content gives the same bytes, and arrives whole."""

import sys
from types import FunctionType

import cloudpickle
import numpy as np
import pytest
import torch

from autograder.engine import pickles

_TENSORS = {
    "single": lambda: torch.linspace(-1, 1, 6).reshape(2, 3),
    "double": lambda: torch.linspace(-1, 1, 6, dtype=torch.float64),
    "integers": lambda: torch.arange(5),
    "flags": lambda: torch.tensor([True, False]),
    "one number": lambda: torch.tensor(0.5),
    "none": lambda: torch.zeros(0, 3),
}
_OTHERS = {
    "transposed": lambda: torch.arange(6.0).reshape(2, 3).mT,
    "with a gradient": lambda: torch.ones(3, requires_grad=True),
    "a parameter": lambda: torch.nn.Parameter(torch.ones(2)),
    "half of it": lambda: torch.ones(2, dtype=torch.bfloat16),
    "sparse": lambda: torch.eye(3).to_sparse(),
    "conjugate": lambda: torch.tensor([1 + 2j]).conj(),
    "negative view": lambda: torch.tensor([1 + 2j]).conj().imag,
    "with an attribute": lambda: _labeled(torch.ones(2)),
}


def _labeled(tensor):
    tensor.label = "x"
    return tensor


@pytest.mark.parametrize("name", _TENSORS)
def test_the_same_tensor_is_the_same_bytes(name):
    one, other = _TENSORS[name](), _TENSORS[name]()
    assert pickles.dumps(one) == pickles.dumps(other)
    came = cloudpickle.loads(pickles.dumps(one))
    assert type(came) is torch.Tensor
    assert came.dtype == one.dtype
    assert torch.equal(came, one)


@pytest.mark.parametrize("name", _OTHERS)
def test_what_is_more_than_numbers_arrives_as_it_is(name):
    one = _OTHERS[name]()
    came = cloudpickle.loads(pickles.dumps(one))
    assert type(came) is type(one)
    assert (came.dtype, came.layout, came.requires_grad) == (one.dtype, one.layout, one.requires_grad)
    assert came.layout != torch.strided or came.stride() == one.stride()
    assert torch.equal(came.to_dense(), one.to_dense())
    assert getattr(came, "label", None) == getattr(one, "label", None)


def test_torch_itself_pickles_a_tensor_under_its_address():
    one, other = torch.ones(3), torch.ones(3)
    assert cloudpickle.dumps(one) != cloudpickle.dumps(other)  # else the module is not needed any more


@pytest.mark.parametrize(
    "code",
    [
        "lambda x: torch.nn.functional.relu(x)",
        "lambda x: np.linalg.norm(x) + np.random.default_rng(0).normal()",
        "lambda x: abs(x)",
        "lambda x: importlib.metadata.version(x)",
    ],
)
def test_submodules_are_found_as_cloudpickle_finds_them(code):
    space = {"torch": torch, "np": np, "importlib": __import__("importlib.metadata"), "__name__": "__main__"}
    function = eval(code, space)
    assert isinstance(function, FunctionType)
    found = pickles._used(function.__code__, list(space.values()))
    assert found == _as_cloudpickle(function.__code__, list(space.values()))
    assert bool(found) == ("." in code)


def test_a_submodule_that_is_imported_later_is_found():
    function = eval("lambda: wsgiref.validate", {"wsgiref": __import__("wsgiref"), "__name__": "__main__"})
    sys.modules.pop("wsgiref.validate", None)
    assert not pickles._used(function.__code__, function.__globals__.values())
    __import__("wsgiref.validate")
    assert pickles._used(function.__code__, function.__globals__.values()) == [
        sys.modules["wsgiref.validate"]
    ]


def _as_cloudpickle(code, dependencies):
    """What cloudpickle does itself, in a fresh copy of its module."""
    import importlib.util

    spec = importlib.util.find_spec("cloudpickle.cloudpickle")
    fresh = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(fresh)
    return fresh._find_imported_submodules(code, dependencies)
