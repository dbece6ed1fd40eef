"""Whatever is kept from one Python is not taken for another's."""

import sys

import pytest

from autograder.engine.judge import Cell, Job, Result
from autograder.engine.store import Store, key
from autograder.engine.surroundings import surroundings

JOB = Job([Cell("a", "x = 1")])


@pytest.fixture
def upgrade(monkeypatch):
    """Let the next Python begin."""

    def change():
        monkeypatch.setattr(sys, "version", sys.version.replace("3.", "4.", 1))
        surroundings.cache_clear()

    yield change
    monkeypatch.undo()
    surroundings.cache_clear()


def test_a_result_is_not_found_under_another_python(upgrade, tmp_path):
    before, store = key(JOB), Store(tmp_path)
    store.put(before, Result())
    assert store.get(key(JOB))
    upgrade()
    assert key(JOB).run != before.run
    assert store.get(key(JOB)) is None
