"""What the reference compiles is kept beside the data of the sheets, whole or not at all."""

import pooch

from autograder.engine import primer


def _cached(key="reference"):
    return primer.cache(key, lambda process: None, modules=[], readable=[], tier="none", environment={})


def test_what_was_compiled_is_kept_where_the_data_is(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(primer, "_compile", lambda *_, **__: {"program": b"compiled"})
    folder = _cached()
    assert folder.parent == pooch.os_cache("deep-learning-workbook") / "jax"
    assert [path.read_bytes() for path in folder.iterdir()] == [b"compiled"]
    monkeypatch.setattr(primer, "_compile", None)  # not asked again
    assert _cached() == folder
    assert list(folder.parent.iterdir()) == [folder]
