"""Outputs are bounded by length and by number; of what honest cells print, nothing is lost."""

import base64

import pytest

from autograder.engine import outputs
from autograder.engine.outputs import Outputs, Purse

IMAGE = base64.b64encode(b"\x89PNG" + bytes(90)).decode()


def _stream(text, name="stdout"):
    return {"output_type": "stream", "name": name, "text": text}


def _shown(**data):
    return {"output_type": "display_data", "data": data}


def _error(name="E", message="m", lines=("x",)):
    return {"output_type": "error", "ename": name, "evalue": message, "traceback": list(lines)}


def _kept(sent, limit=10_000, purse=None):
    place = Outputs(limit, purse)
    for one in sent:
        place.add(one)
    return place.kept()


def _size(kept):
    return sum(len(str(one)) for one in kept)


def test_what_honest_cells_print_is_kept_in_order():
    sent = [
        _stream("a"),
        _stream("b"),
        _shown(**{"image/png": IMAGE}),
        _stream("c", "stderr"),
        _stream("d"),
        _error(),
    ]
    kept = _kept(sent)
    assert [one["output_type"] for one in kept] == ["stream", "display_data", "stream", "stream", "error"]
    assert [one["text"] for one in kept if "text" in one] == ["ab", "c", "d"]


HOSTILE = {
    "errors": [_error("n" * 10**5, "m" * 10**5, ["l" * 10**5] * 100)] * 300,
    "letters": [_stream("x"), _stream("y", "stderr")] * 20_000,
    "empty figures": [_shown()] * 20_000,
    "kinds without end": [_shown(**{f"text/{n}": "x" * 100 for n in range(1000)})] * 100,
    "a long text": [_stream("x" * 10**6)],
    "many long texts": [_stream("x" * 9000)] * 100,
    "errors between letters": [_stream("x"), _error("n", "m" * 4000, ["l" * 4000] * 50)] * 5000,
    "clearing": [_shown(**{"text/plain": "x" * 50}), {"output_type": "clear"}] * 5000,
    "no outputs": [{"output_type": "stream", "name": "stdin", "text": "x"}, {"output_type": 5}, {}] * 1000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_whatever_is_sent_little_is_kept(name):
    kept = _kept(HOSTILE[name])
    assert _size(kept) < 3 * 10_000 + 100 * outputs.MOST + 30_000
    assert len(kept) <= outputs.MOST + 2


@pytest.mark.parametrize("name", HOSTILE)
def test_all_cells_together_keep_little_more(name):
    purse = Purse(20_000, outputs=800)
    kept = [one for _ in range(20) for one in _kept(HOSTILE[name], purse=purse)]
    assert sum(len(one.get("text", "")) for one in kept) < 20_000 + 20 * 100
    assert len(kept) <= 800 + 20 * 2


def test_what_has_no_place_of_its_own_is_not_lost():
    kept = _kept(
        [_stream(f"{n} ", ("stdout", "stderr")[n % 2]) for n in range(4 * outputs.MOST)], limit=10**6
    )
    words = " ".join(one["text"] for one in kept).split()
    assert set(map(str, range(4 * outputs.MOST))) <= set(words)


def test_the_error_that_ended_a_cell_is_kept_after_a_cut():
    kept = _kept([_stream("x" * 20_000), _error("ValueError", "no")])
    assert "longer than what is kept of a cell" in kept[-2]["text"]
    assert kept[-1]["ename"] == "ValueError"


def test_a_long_traceback_keeps_its_end():
    [kept] = _kept([_error(lines=[f"line {n} " + "x" * 3000 for n in range(60)])])
    assert kept["traceback"][-1].startswith("line 59") and sum(map(len, kept["traceback"])) <= 20_000


def test_that_all_cells_printed_too_much_is_said():
    purse = Purse(15_000)
    _kept([_stream("x" * 9000)], purse=purse)
    [kept] = _kept([_stream("x" * 9000)], purse=purse)
    assert "kept of a notebook" in kept["text"]
