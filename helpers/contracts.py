"""What holds for a function whatever it is given: checks over many inputs at once.

``consistent`` compares a function with itself and needs no expected value, so it can stand where students see
it. ``agrees`` compares it with the course's own solution, which only a grader knows; elsewhere it compares
nothing. Both take inputs from ``cases``, in which each argument is described once, by its kind (``real``,
``probability``, ``labels``, ...), and the edges of each kind come with it. Nothing here is random: the same
description gives the same inputs.
"""

import copy
import itertools
import sys
import warnings
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from helpers import checks, elsewhere

Shape = Sequence[int | str]
_SIZES = (5, 1, 4)  # of a dimension that has a name
_LAYOUTS = {"F": "transposed in memory", "strided": "every second entry of a longer array"}
_AGAIN = 3  # every third input is tried a second time, the last one first
_SINGLE = 2e-5  # relative: what single precision leaves of a short computation


class Case(NamedTuple):
    """One input.

    Attributes:
        arguments: of the function, by position.
        note: what is special about it, for messages.
        layout: how arrays lie in memory: ``"C"``, or a key of ``_LAYOUTS``.
    """

    arguments: tuple
    note: str = ""
    layout: str = "C"


class Flavor(NamedTuple):
    """One way to choose an argument.

    Attributes:
        note: what is special about it, for messages.
        make: ``make(rng, sizes)`` returns it.
        room: how many entries it takes to hold all that is special.
    """

    note: str
    make: Callable[[np.random.Generator, dict[str, int]], Any]
    room: int = 0


Kind = list[Flavor]  # the ways to choose an argument, edges included


def cases(*kinds: Kind | Any, layouts: bool = True, **sizes: Sequence[int]) -> list[Case]:
    """Return inputs: every flavor of every kind at least once, every size, every layout of memory.

    Args:
        kinds: one per argument: a kind, or a value that is the same in every case.
        layouts: also arrays that are not contiguous.
        sizes: for each name of a dimension, the sizes it takes in turn; by default 5, 1 and 4. Where the
            edges of a kind need more room, the first such dimension once has as much: a mean over few shows
            what it would hide among many.
    """
    kinds = [
        kind if isinstance(kind, list) and kind and isinstance(kind[0], Flavor) else just(kind)
        for kind in kinds
    ]
    number = max(map(len, kinds), default=1)
    number = max(number, *map(len, sizes.values())) if sizes else number
    rounds = 2 if number > 1 else 1
    found = []
    for i in range(rounds * number):
        rng = np.random.default_rng(i)
        # In the second round, the flavors of the arguments meet in another way.
        flavors = [kind[(i + (i // number) * j) % len(kind)] for j, kind in enumerate(kinds)]
        given = {name: options[(i + i // number) % len(options)] for name, options in sizes.items()}
        room = max((one.room for one in flavors), default=0) if i < number else 0
        known = _Sizes(given, _SIZES[i % len(_SIZES)], room)
        arguments = tuple(flavor.make(rng, known) for flavor in flavors)
        notes = [flavor.note for flavor in flavors if flavor.note]
        found.append(Case(arguments, ", ".join(dict.fromkeys(notes))))
    if layouts and _has(found[0].arguments, lambda one: bool(getattr(one, "ndim", 0))):
        for layout, note in _LAYOUTS.items():
            found.append(Case(found[0].arguments, note, layout))
    return found


class _Sizes(dict):
    """The sizes of one case; a name that nobody gave takes the usual one, the first the room needed."""

    def __init__(self, known: dict[str, int], usual: int, room: int):
        super().__init__(known)
        self._usual, self._room = usual, room

    def __missing__(self, name: str) -> int:
        size, self._room = max(self._usual, self._room), 0
        return self.setdefault(name, size)


def just(*values: Any, note: str = "") -> Kind:
    """The kind of an argument that is one of a few values."""
    return [Flavor(note, lambda rng, sizes, value=value: copy.deepcopy(value)) for value in values]


def real(
    *shape: int | str,
    low: float = -3.0,
    high: float = 3.0,
    edges: Iterable[float] = (),
    smallest: float = 0.0,
    whole: bool = True,
    single: bool = True,
) -> Kind:
    """Real numbers: ordinary ones, edges of the domain and of the floats, ties, integers, single precision.

    Args:
        shape: its dimensions; a name stands for a size that ``cases`` chooses.
        low: the smallest number.
        high: the largest number.
        edges: numbers that decide something, such as a threshold: they come with both of their neighbors.
        smallest: nothing but 0 is closer to 0 than this.
        whole: also an array of integers.
        single: also an array in single precision.
    """
    marks = [0.0, *edges] if low <= 0 <= high else list(edges)
    near = [n for mark in marks for n in (mark, np.nextafter(mark, np.inf), np.nextafter(mark, -np.inf))]
    small = [1e-300, -1e-300, 1e-12, -1e-12, 1e-7, -1e-7, low, high, low / 2, high / 2]
    special = [n for n in [*near, *small] if low <= n <= high and (n == 0 or abs(n) >= smallest)]
    span = min(high - low, 6.0)
    center = min(max(0.0, low + span / 2), high - span / 2)
    ordinary = lambda rng, size: np.clip(rng.normal(center, span / 5, size), low, high)
    least, most = int(np.ceil(max(low, -3))), int(np.floor(min(high, 3)))
    few = lambda rng, size: rng.integers(least, most + 1, size)
    found = [
        Flavor("", lambda rng, sizes: ordinary(rng, _size(shape, sizes))),
        Flavor(
            "the edges of the domain", lambda rng, sizes: _fill(special, _size(shape, sizes), 0), len(special)
        ),
        Flavor("tiny and large numbers", lambda rng, sizes: _fill(special[::-1], _size(shape, sizes), 3)),
        Flavor("a mixture", lambda rng, sizes: _mixed(ordinary, special, rng, _size(shape, sizes))),
    ]
    if most > least:
        found.append(Flavor("ties", lambda rng, sizes: few(rng, _size(shape, sizes)).astype(float)))
    if whole and most > least:
        found.append(Flavor("integers", lambda rng, sizes: few(rng, _size(shape, sizes))))
    if single:
        kept = lambda rng, sizes: np.float32(ordinary(rng, _size(shape, sizes)))
        found.append(Flavor("single precision", lambda rng, sizes: np.asarray(kept(rng, sizes))))
    return found


def logits(*shape: int | str, largest: float = 1000.0, **more: Any) -> Kind:
    """Real numbers as a last layer yields them: where exp overflows, underflows, or is lost beside 1."""
    edges = [edge for size in (5, 17, 30, 37, 40, 100, 709, 710, 745, 746) for edge in (size, -size)]
    return real(*shape, low=-largest, high=largest, edges=edges, **more)


def positive(*shape: int | str, low: float = 1e-3, high: float = 10.0, **more: Any) -> Kind:
    """Positive numbers from ``low`` to ``high``, which it may reach."""
    return real(*shape, low=low, high=high, edges=[1.0], **more)


def probability(
    *shape: int | str, edges: Iterable[float] = (), whole: bool = True, single: bool = True
) -> Kind:
    """Numbers from 0 to 1, both included."""
    small = [0.0, 1e-300, 1e-16, 1e-13, 1e-12, 1e-9, 1e-5, 0.5, *edges]
    special = [
        *small,
        *(1 - p for p in small),
        np.nextafter(0.5, 0),
        np.nextafter(0.5, 1),
        np.nextafter(1.0, 0),
    ]
    found = [
        Flavor("", lambda rng, sizes: rng.uniform(0.01, 0.99, _size(shape, sizes))),
        Flavor("nearly certain", lambda rng, sizes: _fill(special, _size(shape, sizes), 0), len(special)),
        Flavor("certain", lambda rng, sizes: _fill(special[::-1], _size(shape, sizes), 1)),
    ]
    if whole:
        found.append(Flavor("integers", lambda rng, sizes: rng.integers(0, 2, _size(shape, sizes))))
    if single:
        found.append(
            Flavor(
                "single precision", lambda rng, sizes: np.float32(rng.uniform(0.1, 0.9, _size(shape, sizes)))
            )
        )
    return found


def labels(*shape: int | str, classes: int = 2, dtype: type = float, whole: bool = True) -> Kind:
    """Labels 0, 1, ..., as ``dtype``: mixed, each class alone, and as integers."""
    draw = lambda rng, sizes: rng.integers(0, classes, _size(shape, sizes))
    found = [Flavor("", lambda rng, sizes: draw(rng, sizes).astype(dtype))]
    for label in {0: None, classes - 1: None}:
        full = lambda rng, sizes, label=label: np.full(_size(shape, sizes), label, dtype)
        found.append(Flavor("one class alone", full))
    if whole and dtype is float:
        found.append(Flavor("integer labels", draw))
    return found


def layers(*widths: int | str, whole: bool = True) -> Kind:
    """The parameters of a network: one ``(W, b)`` per layer, ``(d_in, d_out)`` and ``(1, d_out)``."""

    def make(rng: np.random.Generator, sizes: dict[str, int], convert: Callable = np.asarray) -> list:
        known = _size(widths, sizes)
        return [
            (convert(rng.normal(size=(i, o)) * 2), convert(rng.normal(size=(1, o))))
            for i, o in itertools.pairwise(known)
        ]

    found = [
        Flavor("", make),
        Flavor(
            "weights with zeros",
            lambda rng, sizes: make(rng, sizes, lambda w: np.where(np.abs(w) < 0.5, 0.0, w)),
        ),
    ]
    if whole:
        found.append(
            Flavor("integer weights", lambda rng, sizes: make(rng, sizes, lambda w: np.rint(w).astype(int)))
        )
    return found


def changed(kind: Kind, by: Callable[[Any], Any]) -> Kind:
    """The same kind, each value passed through ``by``: ``torch.tensor`` makes tensors of arrays."""
    return [one._replace(make=lambda rng, sizes, one=one: by(one.make(rng, sizes))) for one in kind]


def several(*kinds: Kind) -> Kind:
    """The kind of a list that holds one value of each of some kinds."""
    number = max(map(len, kinds))
    make = lambda rng, sizes, i: [kind[i % len(kind)].make(rng, sizes) for kind in kinds]
    notes = [[kind[i % len(kind)].note for kind in kinds if kind[i % len(kind)].note] for i in range(number)]
    return [
        Flavor(
            ", ".join(dict.fromkeys(notes[i])),
            lambda rng, sizes, i=i: make(rng, sizes, i),
            max(kind[i % len(kind)].room for kind in kinds),
        )
        for i in range(number)
    ]


def agrees(
    function: Callable,
    inputs: Iterable[Case | tuple],
    *,
    by: Callable | None = None,
    tolerance: float = 1e-6,
    floor: float = 1e-12,
    types: bool = True,
    precision: bool = False,
    again: bool = True,
    what: str = "the result",
    hint: str = "",
) -> None:
    """Check that a function does what the course's own solution does, for each of many inputs.

    The result, the error if there is one, and whether the arguments stay as they are must be the same; so
    must they when the function is called again, in another order. A grader knows the solution; where nobody
    does (in a notebook), nothing is compared.

    Args:
        function: the student's.
        inputs: ``cases`` or tuples of arguments, which are copied for every call.
        by: ``by(function, *arguments)`` is called in place of ``function(*arguments)``, where the student's
            objects are: for what needs a callback, a generator or a model. It must be self-contained and
            return plain data.
        tolerance: relative to each expected number.
        floor: a difference that is always allowed. Both are larger in single precision.
        types: flags must be flags and integers must be integers, not only have their values.
        precision: floats must have as many bits as the solution's: float32 is not float64.
        again: whether to call twice.
        what: how to call the result in messages.
        hint: where to look, added to a message.
    """
    __tracebackhide__ = True
    inputs = [one if isinstance(one, Case) else Case(tuple(one)) for one in inputs]
    inputs += inputs[::-_AGAIN] if again else []
    sent = [(one.arguments, one.layout) for one in inputs]
    came = checks.remote(_answers, function, by, sent)
    wanted = elsewhere.original(_answers, function, by, sent)
    if wanted is None:
        return
    if not isinstance(came, list) or len(came) != len(wanted):
        raise AssertionError("The answers are incomplete.")
    judge = _Comparison(tolerance, floor, types, precision)
    first = {id(case): i for i, case in reversed(list(enumerate(inputs)))}
    for i, (case, one, (right, kept)) in enumerate(zip(inputs, came, wanted, strict=True)):
        try:
            judge.outcome(one[0], right, what, case.arguments)
            checks.that(one[1] or not kept, "An argument has been changed in place; work on a copy.")
        except AssertionError as error:
            parts = [str(error), hint, f"Input: {_shown(case.arguments)}", case.note and f"({case.note})"]
            if first[id(case)] < i:
                parts.append(
                    "The first call with it was right: nothing may be kept from one call to the next."
                )
            raise AssertionError(" ".join(filter(None, parts))) from None


def consistent(
    function: Callable,
    *arguments: Any,
    whole: bool = False,
    single: bool = True,
    lists: bool = False,
    rows: Sequence[int] = (),
    together: Callable | None = np.concatenate,
    precision: bool = False,
    tolerance: float = 1e-6,
    what: str = "the result",
) -> None:
    """Check that a function agrees with itself, and leaves its arguments alone.

    It is called twice; with arrays that lie differently in memory; in single precision, or in double
    precision for tensors that are in single precision; and, if asked, with integers, with lists, and row by
    row. The results must be the same up to rounding.

    Args:
        function: the student's.
        arguments: arrays and other data.
        whole: also with floats that are whole numbers as integers.
        single: also in single precision.
        lists: also with lists in place of arrays.
        rows: positions of the arguments that hold one sample per row: the function is called with each row,
            alone.
        together: takes the list of results for single rows and returns the result for all of them;
            ``np.mean`` for a mean.
        precision: floats that come out must have as many bits as those that go in, float32 or float64.
        tolerance: relative to the largest number.
        what: how to call the result in messages.
    """
    __tracebackhide__ = True
    variants = [
        (
            "when it is called a second time",
            "A function keeps nothing from one call to the next.",
            lambda a: a,
            "C",
        ),
        *(
            (
                f"for arrays that are {note}",
                "The same numbers must give the same result.",
                lambda a: a,
                layout,
            )
            for layout, note in _LAYOUTS.items()
        ),
    ]
    if single:
        same = "Only the number of digits may differ."
        double = _has(arguments, _is_single_tensor)
        bits, change = (
            ("double precision (float64)", _as_double)
            if double
            else ("single precision (float32)", _as_single)
        )
        variants.append((f"in {bits}", same, change, "C"))
    if whole:
        cut = "An array made with the dtype of an integer array cuts off decimals."
        variants.append(("for integers of the same value", cut, _as_whole, "C"))
    if lists:
        variants.append(
            ("for lists of the same numbers", "np.asarray makes an array of either.", _as_lists, "C")
        )
    inputs = [
        Case(arguments),
        *(Case(tuple(map(change, arguments)), "", layout) for *_, change, layout in variants),
    ]
    number = len(arguments[rows[0]]) if rows else 0
    for i in range(number):
        inputs.append(Case(tuple(a[i : i + 1] if j in rows else a for j, a in enumerate(arguments))))
    answers = checks.remote(_answers, function, None, [(one.arguments, one.layout) for one in inputs])
    for one, _ in answers:
        if one[0] == "raised":
            raise AssertionError(f"{what[0].upper()}{what[1:]} could not be computed: {one[1][0]}: {one[2]}")
    first, kept = answers[0]
    if not kept:
        raise AssertionError(
            "An argument has been changed in place: whoever calls still needs it. Work on a copy."
        )
    judge = _Comparison(tolerance, None, types=False)
    for (note, why, *_), (other, _), case in zip(variants, answers[1:], inputs[1:], strict=False):
        try:
            judge.values(other[1], first[1], what, single="precision" in note)
            _check_precision(other[1] if precision else None, case.arguments)
        except AssertionError as error:
            raise AssertionError(
                f"{what[0].upper()}{what[1:]} is another one {note}: {error} {why}"
            ) from None
    if rows:
        alone = together([one[1] for one, _ in answers[-number:]])
        try:
            judge.values(alone, first[1], what, single=False)
        except AssertionError as error:
            raise AssertionError(
                f"{what[0].upper()}{what[1:]} is another one for one sample at a time than for all at once: "
                f"{error} A sample must not depend on the others in its batch."
            ) from None


def _answers(function: Callable, by: Callable | None, inputs: list[tuple[tuple, str]]) -> list[tuple]:
    """Run beside a function: for each input, what came of it, and whether the arguments are as before."""
    found = []
    for arguments, layout in inputs:
        given = [_laid_out(copy.deepcopy(one), layout) for one in arguments]
        held = _leaves(given)  # the arrays themselves: a list may hold others afterward
        before = _snapshot([given, held])
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                value = by(function, *given) if by else function(*given)
                value = list(value) if hasattr(value, "__next__") else value
            outcome = ("returned", value)
        except NotImplementedError:
            raise
        except Exception as error:
            outcome = ("raised", [one.__name__ for one in type(error).__mro__], str(error)[:200])
        found.append((outcome, before == _snapshot([given, held])))
    return found


def _check_precision(value: Any, arguments: tuple) -> None:
    """Check that all floats of a result have as many bits as those of the arguments, which have the same."""
    expected = "float32" if _has(arguments, _is_single) else "float64"
    for leaf in _leaves(value):
        if _name(leaf.dtype).startswith("float"):
            checks.that(_name(leaf.dtype) == expected, f"it is {leaf.dtype} when {expected} goes in.")


class _Comparison:
    """Compares what came with what is wanted, both of them data."""

    def __init__(self, tolerance: float, floor: float | None, types: bool, precision: bool = False):
        self._tolerance, self._floor, self._types, self._whole = tolerance, floor, types, False
        self._precision = precision

    def outcome(self, came: tuple, wanted: tuple, what: str, arguments: tuple) -> None:
        if wanted[0] == "raised":
            expected = wanted[1][0]
            if came[0] != "raised":
                raise AssertionError(f"Expected {expected}, but nothing was raised.")
            if expected not in came[1]:
                raise AssertionError(f"Expected {expected}, but {came[1][0]} was raised: {came[2]}")
        elif came[0] == "raised":
            raise AssertionError(f"{came[1][0]} was raised: {came[2]}.")
        else:
            self._whole = _has(arguments, _is_whole)  # then results may or may not be
            self.values(came[1], wanted[1], what, single=_has(arguments, _is_single))

    def values(self, came: Any, wanted: Any, what: str, *, single: bool) -> None:
        """Compare two values, entry by entry of containers."""
        if isinstance(wanted, dict):
            checks.that(isinstance(came, dict), f"{what} is a {type(came).__name__}, expected a dict.")
            keys, expected = (sorted(map(str, one)) for one in (came, wanted))
            checks.that(keys == expected, f"the keys of {what} are {keys}, expected {expected}.")
            for key in wanted:
                self.values(came[key], wanted[key], f"{what}[{key!r}]", single=single)
        elif isinstance(wanted, list | tuple):
            self._sequence(came, wanted, what, single=single)
        elif wanted is None or isinstance(wanted, str):
            checks.that(
                type(came) is type(wanted) and came == wanted, f"{what} is {came!r}, expected {wanted!r}."
            )
        else:
            self._array(came, wanted, what, single=single)

    def _sequence(self, came: Any, wanted: Sequence, what: str, *, single: bool) -> None:
        if not isinstance(came, list | tuple):
            if not hasattr(came, "shape"):
                raise AssertionError(
                    f"{what} is a {type(came).__name__}, expected a {type(wanted).__name__}."
                )
            came = list(came) if len(came.shape) else [came]
        if len(came) != len(wanted):
            raise AssertionError(f"{what} has {len(came)} entries, expected {len(wanted)}.")
        for i, (one, other) in enumerate(zip(came, wanted, strict=True)):
            self.values(one, other, f"{what}[{i}]", single=single)

    def _array(self, came: Any, wanted: Any, what: str, *, single: bool) -> None:
        right = _array_of(wanted)
        if right.ndim and isinstance(came, list | tuple) and self._types:
            raise AssertionError(f"{what} is a {type(came).__name__}, expected an array.")
        checks.shape(came, right.shape, what=what)
        if self._types and right.dtype.kind == "b":
            checks.dtype(came, "bool", what=what)
        if self._types and right.dtype.kind in "iu" and not self._whole:
            checks.dtype(came, "integer", what=what)
        array = _array_of(came)
        if self._precision and right.dtype.kind == "f" and array.dtype != right.dtype:
            raise AssertionError(f"{what} is {array.dtype}, expected {right.dtype}.")
        if right.size == 0 or (array.dtype == right.dtype and array.tobytes() == right.tobytes()):
            return
        if right.dtype.kind not in "biufc":
            checks.equal(came, wanted, what=what)
            return
        if right.dtype.kind == "b" and array.dtype.kind == "b":
            array, right = array.astype(int), right.astype(int)
        single = single or (right.dtype.itemsize < 8 and right.dtype.kind == "f")
        with np.errstate(all="ignore"):
            array, right = array.astype(float), right.astype(float)
            size = np.abs(right[np.isfinite(right)]).max(initial=0.0)
            relative = max(self._tolerance, _SINGLE * 5) if single else self._tolerance
            floor = self._tolerance * (size or 1.0) if self._floor is None else self._floor
            floor = max(floor, _SINGLE * (size or 1.0)) if single else floor
            apart = ~(np.abs(array - right) <= relative * np.abs(right) + floor)
            same = (array == right) | (np.isnan(array) & np.isnan(right))
        wrong = np.flatnonzero(np.where(np.isfinite(right), apart, True) & ~same)
        if wrong.size:
            at = np.unravel_index(wrong[0], right.shape)
            entry = (
                f"{what}[{', '.join(map(str, at))}]"
                if " " not in what
                else f"entry {list(map(int, at))} of {what}"
            )
            entry = entry if right.ndim else what
            raise AssertionError(
                f"{entry} is {array.ravel()[wrong[0]]:.8g}, expected {right.ravel()[wrong[0]]:.8g}."
            )


def _array_of(value: Any) -> np.ndarray:
    return np.asarray(value.detach() if hasattr(value, "detach") else value)


def _size(shape: Shape, sizes: dict[str, int]) -> tuple[int, ...]:
    return tuple(sizes[one] if isinstance(one, str) else one for one in shape)


def _fill(values: Sequence[float], size: tuple[int, ...], start: int) -> np.ndarray:
    """Return an array in which the values follow one another."""
    count = int(np.prod(size))
    endless = itertools.islice(itertools.cycle(values), start, start + count)
    return np.array(list(endless), float).reshape(size)


def _mixed(ordinary: Callable, special: Sequence[float], rng: np.random.Generator, size: tuple) -> np.ndarray:
    """Return ordinary numbers, every third of which is replaced by a special one, a random one each time."""
    return np.where(rng.uniform(size=size) < 1 / 3, rng.choice(special, size), ordinary(rng, size))


def _leaves(value: Any) -> list:
    if isinstance(value, list | tuple):
        return [leaf for one in value for leaf in _leaves(one)]
    return [value] if hasattr(value, "shape") else []


def _each(change: Callable, value: Any) -> Any:
    """Return a container with its arrays changed."""
    if isinstance(value, list | tuple):
        return type(value)(_each(change, one) for one in value)
    return change(value) if hasattr(value, "dtype") and hasattr(value, "ndim") else value


def _laid_out(value: Any, layout: str) -> Any:
    """Return the same numbers, lying differently in memory."""
    return value if layout == "C" else _each(lambda array: _moved(array, layout), value)


def _moved(array: Any, layout: str) -> Any:
    torch = sys.modules.get("torch")
    if torch is not None and isinstance(array, torch.Tensor):
        if layout == "F" or array.ndim == 0 or array.requires_grad:
            return array.mT.contiguous().mT if array.ndim > 1 and not array.requires_grad else array
        return torch.stack([array, array], dim=-1)[..., 0]
    if not isinstance(array, np.ndarray) or array.ndim == 0:
        return array
    return np.asfortranarray(array) if layout == "F" else np.repeat(array, 2, axis=-1)[..., ::2]


def _as_single(value: Any) -> Any:
    single = lambda array: array.astype(np.float32) if isinstance(array, np.ndarray) else array.float()
    return _each(lambda array: single(array) if _is_double(array) else array, value)


def _as_double(value: Any) -> Any:
    return _each(lambda array: array.double() if _is_single_tensor(array) else array, value)


def _is_double(array: Any) -> bool:
    return (isinstance(array, np.ndarray) or hasattr(array, "double")) and _name(array.dtype) == "float64"


def _is_single_tensor(value: Any) -> bool:
    return hasattr(value, "double") and _name(value.dtype) == "float32"


def _as_whole(value: Any) -> Any:
    is_whole = lambda array: (
        isinstance(array, np.ndarray) and _is_double(array) and (array == np.rint(array)).all()
    )
    return _each(lambda array: array.astype(int) if is_whole(array) else array, value)


def _as_lists(value: Any) -> Any:
    return _each(lambda array: array.tolist() if isinstance(array, np.ndarray) else array, value)


def _has(value: Any, test: Callable[[Any], bool]) -> bool:
    return any(_has(one, test) for one in value) if isinstance(value, list | tuple) else test(value)


def _is_single(value: Any) -> bool:
    return _name(getattr(value, "dtype", "")) in ("float32", "float16", "bfloat16")


def _is_whole(value: Any) -> bool:
    return _name(getattr(value, "dtype", "")).startswith(("int", "uint"))


@lru_cache(maxsize=100)
def _name(dtype: Any) -> str:
    return str(dtype).removeprefix("torch.")


def _snapshot(value: Any) -> Any:
    """Return what plain data and arrays hold, to be compared; of other objects, nothing."""
    if isinstance(value, list | tuple):
        return type(value), [_snapshot(one) for one in value]
    if isinstance(value, dict):
        return [(key, _snapshot(one)) for key, one in value.items()]
    if isinstance(value, np.ndarray):
        return value.dtype, value.shape, value.tobytes()
    if hasattr(value, "shape") and hasattr(value, "dtype"):
        tracked = getattr(value, "requires_grad", None), getattr(value, "grad", None) is not None
        try:
            return tracked, _snapshot(_array_of(value))
        except (TypeError, ValueError, RuntimeError):  # a key, an array on another device
            return None
    return repr(value) if isinstance(value, int | float | str) else None


def _shown(arguments: tuple) -> str:
    """Return arguments in one line, short enough for a message."""
    with np.printoptions(precision=4, threshold=12, edgeitems=2, linewidth=1000):
        text = ", ".join(" ".join(repr(one).split()) for one in arguments)
    return text if len(text) <= 220 else f"{text[:217]}..."
