"""Where data comes from, what happens when it does not come, and what it looks like."""

import functools
import gzip
import http.server
import json
import os
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from helpers import data

REAL = Path(os.environ.get("WORKBOOK_DATA", "/nowhere")).absolute()
NAMES = list(data.SHA256)


@pytest.fixture(autouse=True)
def own_world(monkeypatch, tmp_path):
    """No environment variable, cache or network of the machine reaches a test."""
    monkeypatch.delenv("WORKBOOK_DATA", raising=False)
    monkeypatch.delenv("WORKBOOK_MNIST", raising=False)
    monkeypatch.setattr(data, "_cache_folder", lambda: tmp_path / "cache")
    monkeypatch.setattr(data, "MIRRORS", ())
    forget()
    yield
    forget()


def forget():
    """What a new process has not loaded yet."""
    data._mnist.cache_clear()
    data._mnist_or_digits.cache_clear()


def idx(array):
    return bytes([0, 0, 8, array.ndim]) + np.array(array.shape, ">u4").tobytes() + array.tobytes()


@pytest.fixture
def tiny(monkeypatch):
    """Four payloads that pass for MNIST: 20 training and 10 test images."""
    rng = np.random.default_rng(0)
    arrays = [
        rng.integers(256, size=(20, 28, 28), dtype=np.uint8),
        rng.integers(10, size=20, dtype=np.uint8),
        rng.integers(256, size=(10, 28, 28), dtype=np.uint8),
        rng.integers(10, size=10, dtype=np.uint8),
    ]
    payloads = {name: idx(array) for name, array in zip(NAMES, arrays, strict=True)}
    monkeypatch.setattr(data, "SHA256", {n: data.hashlib.sha256(p).hexdigest() for n, p in payloads.items()})
    return payloads


def write(folder, payloads, suffix=".gz"):
    folder.mkdir(parents=True, exist_ok=True)
    for name, payload in payloads.items():
        (folder / (name + suffix)).write_bytes(gzip.compress(payload) if suffix else payload)


def has(digits, payloads):
    return all(idx(a) == p for a, p in zip(digits[:4], payloads.values(), strict=True))


@pytest.fixture
def serve(tmp_path):
    """Call with a name: a mirror on this machine, its folder and the list of its requests."""
    servers = []

    def start(name):
        folder = tmp_path / name
        folder.mkdir()
        requests = []

        class Handler(http.server.SimpleHTTPRequestHandler):
            def log_message(self, *_arguments):
                requests.append((self.command, self.path.removeprefix("/")))

        handler = functools.partial(Handler, directory=folder)
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}/", folder, requests

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def damage(kind, content):
    return {
        "truncated": content[: len(content) // 2],
        "flipped bits": content[:20] + bytes(255 - b for b in content[20:40]) + content[40:],
        "of another file": gzip.compress(b"something else"),
        "no gzip at all": b"<html>Please log in</html>",
        "empty": b"",
    }[kind]


KINDS = ["truncated", "flipped bits", "of another file", "no gzip at all", "empty"]


# $WORKBOOK_DATA


@pytest.mark.parametrize("suffix", [".gz", ""])
@pytest.mark.parametrize("source", ["mnist", "auto"])
def test_reads_the_folder_of_the_instructor(tiny, tmp_path, monkeypatch, capfd, *, suffix, source):
    write(tmp_path / "mnist", tiny, suffix)
    monkeypatch.setenv("WORKBOOK_DATA", str(tmp_path))
    digits = data.mnist(source)
    assert has(digits, tiny) and digits.source == "mnist"
    assert not any(array.flags.writeable for array in digits[:4])
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("source", ["mnist", "auto"])
def test_a_damaged_file_of_the_instructor_is_named_and_kept(tiny, tmp_path, monkeypatch, kind, source):
    write(tmp_path / "mnist", tiny)
    path = tmp_path / "mnist" / f"{NAMES[2]}.gz"
    damaged = damage(kind, path.read_bytes())
    path.write_bytes(damaged)
    monkeypatch.setenv("WORKBOOK_DATA", str(tmp_path))
    with pytest.raises(ValueError, match=rf"{path} is damaged: replace it"):
        data.mnist(source)
    assert path.read_bytes() == damaged


def test_a_missing_file_of_the_instructor_is_named(tiny, tmp_path, monkeypatch):
    write(tmp_path / "mnist", tiny)
    (tmp_path / "mnist" / f"{NAMES[1]}.gz").unlink()
    monkeypatch.setenv("WORKBOOK_DATA", str(tmp_path))
    with pytest.raises(FileNotFoundError, match=rf"{NAMES[1]}\.gz is missing"):
        data.mnist()


def test_a_missing_folder_means_digits_without_a_download(tiny, tmp_path, monkeypatch, serve, capfd):
    url, folder, requests = serve("mirror")
    write(folder, tiny)
    monkeypatch.setattr(data, "MIRRORS", (url,))
    monkeypatch.setenv("WORKBOOK_DATA", str(tmp_path / "empty"))
    assert data.mnist().source == "digits"
    out, err = capfd.readouterr()
    assert f"there is no folder {tmp_path / 'empty' / 'mnist'}" in out and err == ""
    with pytest.raises(NotADirectoryError, match="WORKBOOK_DATA"):
        data.mnist("mnist")
    assert requests == []


# Download and cache


def test_downloads_once_then_reads_the_cache(tiny, tmp_path, monkeypatch, serve, capfd):
    url, folder, requests = serve("mirror")
    write(folder, tiny)
    monkeypatch.setattr(data, "MIRRORS", (url,))
    assert has(data.mnist(), tiny)
    assert [path for command, path in requests if command == "GET"] == [f"{name}.gz" for name in NAMES]
    assert sorted(p.name for p in (tmp_path / "cache").iterdir()) == sorted(f"{name}.gz" for name in NAMES)

    forget()
    requests.clear()
    capfd.readouterr()
    assert has(data.mnist(), tiny)
    assert requests == []
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("kind", [*KINDS, "missing"])
def test_the_second_mirror_helps_where_the_first_fails(tiny, monkeypatch, serve, kind):
    first_url, first, _ = serve("first")
    second_url, second, requests = serve("second")
    write(first, tiny)
    write(second, tiny)
    path = first / f"{NAMES[0]}.gz"
    if kind == "missing":
        path.unlink()
    else:
        path.write_bytes(damage(kind, path.read_bytes()))
    monkeypatch.setattr(data, "MIRRORS", (first_url, second_url))
    assert has(data.mnist("mnist"), tiny)
    assert ("GET", f"{NAMES[0]}.gz") in requests


def test_a_mirror_may_unpack_on_the_way(tiny, monkeypatch, serve):
    url, folder, _ = serve("mirror")
    for name, payload in tiny.items():
        (folder / f"{name}.gz").write_bytes(payload)
    monkeypatch.setattr(data, "MIRRORS", (url,))
    assert has(data.mnist("mnist"), tiny)
    forget()
    monkeypatch.setattr(data, "MIRRORS", ())
    assert has(data.mnist("mnist"), tiny)


@pytest.mark.parametrize("kind", KINDS)
def test_a_damaged_file_in_the_cache_is_named_and_fetched_again(
    tiny, tmp_path, monkeypatch, serve, capfd, *, kind
):
    url, folder, requests = serve("mirror")
    write(folder, tiny)
    write(tmp_path / "cache", tiny)
    path = tmp_path / "cache" / f"{NAMES[3]}.gz"
    path.write_bytes(damage(kind, path.read_bytes()))
    monkeypatch.setattr(data, "MIRRORS", (url,))
    assert has(data.mnist(), tiny)
    assert f"{path} is damaged; downloading it again" in capfd.readouterr().out
    assert [path for command, path in requests if command == "GET"] == [f"{NAMES[3]}.gz"]
    assert gzip.decompress(path.read_bytes()) == tiny[NAMES[3]]


def test_a_damaged_file_in_the_cache_is_not_half_read_without_a_network(tiny, tmp_path):
    write(tmp_path / "cache", tiny)
    path = tmp_path / "cache" / f"{NAMES[0]}.gz"
    path.write_bytes(damage("truncated", path.read_bytes()))
    with pytest.raises(ConnectionError, match="cannot be downloaded"):
        data.mnist("mnist")
    assert data.mnist().source == "digits"


def test_the_fallback_is_announced_once_and_does_not_wait_again(monkeypatch, capfd):
    asked = []
    monkeypatch.setattr(data, "_answering_mirrors", lambda name: asked.append(name) or [])
    for _ in range(3):
        assert data.mnist().source == "digits"
    assert data.binary_mnist(1, 7).source == "digits"
    out, err = capfd.readouterr()
    assert len(asked) == 1
    assert out.count("scikit-learn") == 1 and "MNIST cannot be downloaded here" in out
    assert err == ""


def test_a_mirror_that_is_silent_is_given_up_soon(monkeypatch):
    monkeypatch.setattr(data, "PATIENCE", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:  # accepts, and never answers
        monkeypatch.setattr(data, "MIRRORS", (f"http://127.0.0.1:{silent.getsockname()[1]}/",) * 3)
        start = time.monotonic()
        with pytest.raises(ConnectionError):
            data.mnist("mnist")
    assert time.monotonic() - start < 2


def test_a_name_server_that_is_silent_is_given_up_soon(monkeypatch):
    released = threading.Event()

    def wait_without_a_timeout(*_arguments, **_options):
        released.wait(10)
        raise OSError

    monkeypatch.setattr("pooch.HTTPDownloader", lambda **_options: wait_without_a_timeout)
    monkeypatch.setattr(data, "PATIENCE", 0.2)
    monkeypatch.setattr(data, "MIRRORS", ("http://a/", "http://b/"))
    start = time.monotonic()
    with pytest.raises(ConnectionError):
        data.mnist("mnist")
    assert time.monotonic() - start < 2
    released.set()


def test_a_file_appears_whole_or_not_at_all(tmp_path, monkeypatch):
    path = tmp_path / "new" / "file"
    replace = os.replace

    def check(temporary, target):
        assert Path(temporary).read_bytes() == b"content" and not Path(target).exists()
        replace(temporary, target)

    monkeypatch.setattr(os, "replace", check)
    data._write_atomically(path, b"content")
    assert path.read_bytes() == b"content" and list(path.parent.iterdir()) == [path]


def test_a_cache_that_cannot_be_written_costs_only_the_cache(tiny, tmp_path, monkeypatch, serve, capfd):
    url, folder, _ = serve("mirror")
    write(folder, tiny)
    monkeypatch.setattr(data, "MIRRORS", (url,))

    def full(*_arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    assert has(data.mnist("mnist"), tiny)
    assert "cannot be saved for next time" in capfd.readouterr().out
    assert list((tmp_path / "cache").iterdir()) == []


CHILD = """
import json, pathlib, sys
from helpers import data
url, cache, sums = json.loads(sys.argv[1])
data.MIRRORS, data.SHA256 = (url,), sums
data._cache_folder = lambda: pathlib.Path(cache)
print("ready", flush=True)
sys.stdin.readline()
print(data.mnist("mnist").x_train.sum())
"""


def test_two_processes_can_download_at_once(tiny, tmp_path, serve):
    url, folder, requests = serve("mirror")
    write(folder, tiny)
    arguments = json.dumps([url, str(tmp_path / "cache"), data.SHA256])
    environment = {k: v for k, v in os.environ.items() if not k.startswith("WORKBOOK_")}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    children = [
        subprocess.Popen([sys.executable, "-c", CHILD, arguments], env=environment, **pipes) for _ in range(2)
    ]
    for child in children:
        assert child.stdout.readline() == "ready\n"
    for child in children:
        child.stdin.write("go\n")
        child.stdin.flush()
    outputs = [child.communicate(timeout=30) for child in children]
    expected = str(np.frombuffer(tiny[NAMES[0]], np.uint8, offset=16).sum())
    assert [out.strip() for out, _ in outputs] == [expected, expected], outputs
    assert ("GET", f"{NAMES[0]}.gz") in requests
    written = {p.name: gzip.decompress(p.read_bytes()) for p in (tmp_path / "cache").iterdir()}
    assert written == {f"{name}.gz": payload for name, payload in tiny.items()}


@pytest.mark.parametrize(
    ("payload", "message"),
    [
        (b"", "Not an idx file"),
        (bytes([0, 0, 13, 1]) + bytes(8), "Not an idx file"),  # 13: floats
        (bytes([0, 0, 8, 2]) + bytes(8), "Not an idx file"),  # 2 dimensions
        (idx(np.zeros(5, np.uint8))[:-1], r"promises \(5,\), but 4 values follow"),
        (idx(np.zeros(5, np.uint8)) + b"0", r"promises \(5,\), but 6 values follow"),
    ],
)
def test_an_idx_file_must_be_what_it_says(payload, message):
    with pytest.raises(ValueError, match=message):
        data._parse_idx(payload, dimensions=1)


# Which source


def test_the_environment_decides_what_auto_means(tiny, tmp_path, monkeypatch):
    write(tmp_path / "mnist", tiny)
    monkeypatch.setenv("WORKBOOK_DATA", str(tmp_path))
    monkeypatch.setenv("WORKBOOK_MNIST", "digits")
    assert data.mnist().source == "digits"
    assert data.mnist("mnist").source == "mnist"
    monkeypatch.setenv("WORKBOOK_MNIST", "mnist")
    assert data.mnist().source == "mnist"
    monkeypatch.setenv("WORKBOOK_DATA", str(tmp_path / "empty"))
    with pytest.raises(NotADirectoryError):
        data.mnist()


def test_an_unknown_source_is_refused(monkeypatch):
    with pytest.raises(ValueError, match="source must be one of 'mnist', 'digits', 'auto', not 'cifar'"):
        data.mnist("cifar")
    monkeypatch.setenv("WORKBOOK_MNIST", "cifar")
    with pytest.raises(ValueError, match="WORKBOOK_MNIST must be one of"):
        data.mnist()


@pytest.mark.skipif(
    not (REAL / "mnist").is_dir(), reason="real MNIST: set WORKBOOK_DATA to a folder with mnist/"
)
def test_the_real_mnist(monkeypatch):
    monkeypatch.setenv("WORKBOOK_DATA", str(REAL))
    digits = data.mnist("mnist")
    assert digits.x_train.shape == (60_000, 28, 28) and digits.y_train.shape == (60_000,)
    assert digits.x_test.shape == (10_000, 28, 28) and digits.y_test.shape == (10_000,)
    assert {array.dtype for array in digits[:4]} == {np.dtype(np.uint8)}
    assert digits.y_train[:10].tolist() == [5, 0, 4, 1, 9, 2, 1, 3, 1, 4]

    ones = data.binary_mnist(1, 7)
    assert (len(ones.x_train), len(ones.x_test)) == (13_007, 2_163)
    assert (ones.y_train.sum(), ones.y_test.sum()) == (6_742, 1_135)
    nines = data.binary_mnist(positive=9, negative=3)
    assert (len(nines.x_train), len(nines.x_test)) == (12_080, 2_019)
    assert nines.y_train.sum() == 5_949


# The digits of scikit-learn


def test_digits_look_like_mnist():
    digits = data.mnist("digits")
    assert digits.x_train.shape == (11_496, 28, 28) and digits.y_train.shape == (11_496,)
    assert digits.x_test.shape == (2_160, 28, 28) and digits.y_test.shape == (2_160,)
    assert {array.dtype for array in digits[:4]} == {np.dtype(np.uint8)}
    for images, labels in (digits[:2], digits[2:4]):
        counts = np.bincount(labels)
        assert len(counts) == 10 and counts.min() > 0.9 * len(labels) / 10
        assert images.max() == 255 and images.min() == 0
        assert images.std(axis=(1, 2)).min() > 30  # none is blank
        assert images[:, 4:-4, 4:-4].sum() > 0.97 * images.sum()  # the ink is in the middle


def test_digits_cannot_be_spoiled():
    for array in data.mnist("digits")[:4]:
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0


def test_digits_are_the_same_every_time():
    first = data.mnist("digits")
    data._digits.cache_clear()
    second = data.mnist("digits")
    assert first.x_train is not second.x_train
    assert all(np.array_equal(a, b) for a, b in zip(first[:4], second[:4], strict=True))


def test_no_test_digit_is_among_the_training_digits(monkeypatch):
    x_train, x_test, y_train, y_test = data._split_originals()
    train, test = ({image.tobytes() for image in images} for images in (x_train, x_test))
    assert (len(train), len(test)) == (len(y_train), len(y_test)) == (1437, 360)
    assert not train & test

    # What `_digits` augments for training are the training originals, and nothing else.
    copy = lambda images, labels, copies, rng: (np.repeat(images, copies, 0), np.repeat(labels, copies))
    monkeypatch.setattr(data, "_augment", copy)
    digits = data._digits.__wrapped__()
    assert {image.tobytes() for image in digits.x_train} == train
    assert {image.tobytes() for image in digits.x_test} == test


def test_augmented_images_keep_their_labels():
    levels = np.linspace(0.3, 0.7, 10)
    images = np.broadcast_to(levels[:, None, None], (10, 28, 28))
    x, y = data._augment(images, np.arange(10), 5, np.random.default_rng(0))
    assert np.bincount(y).tolist() == [5] * 10
    assert np.array_equal(x[:, 14, 14], np.rint(255 * (2 * levels[y] - 0.5)))


@pytest.mark.parametrize("standardize", [True, False])
def test_binary_mnist(standardize):
    digits = data.mnist("digits")
    binary = data.binary_mnist(9, 3, source="digits", standardize=standardize)
    assert (binary.source, binary.positive, binary.negative) == ("digits", 9, 3)
    for x, y, images, labels in ((*binary[:2], *digits[:2]), (*binary[2:4], *digits[2:4])):
        chosen = (labels == 9) | (labels == 3)
        assert x.shape == (chosen.sum(), 784) and x.dtype == np.float64
        assert y.shape == (chosen.sum(), 1) and y.dtype == np.float64
        assert np.array_equal(y[:, 0], labels[chosen] == 9)
        if standardize:
            np.testing.assert_allclose(x.mean(axis=1), 0, atol=1e-12)
            np.testing.assert_allclose(x.std(axis=1), 1)
        else:
            assert np.array_equal(np.rint(255 * x), images[chosen].reshape(-1, 784))


@pytest.mark.parametrize(("positive", "negative"), [(3, 3), (10, 3), (3, -1), (0, 10)])
def test_binary_mnist_needs_two_digits(positive, negative):
    with pytest.raises(ValueError, match="two different digits from 0 to 9"):
        data.binary_mnist(positive, negative, source="digits")


# Small data


def test_two_moons():
    x, y = data.two_moons(200, seed=0)
    assert x.shape == (200, 2) and y.shape == (200, 1)
    assert x.dtype == y.dtype == np.float64
    assert y.sum() == 100 and set(y[:, 0]) == {0.0, 1.0}
    assert np.array_equal(x, data.two_moons(200, seed=0)[0])
    assert not np.array_equal(x, data.two_moons(200, seed=1)[0])


@pytest.mark.parametrize("noise", [0.0, 0.1, 0.5])
def test_two_moons_stay_in_their_frame(noise):
    x, _ = data.two_moons(2000, noise=noise, seed=0)
    assert (x > (-1.5, -1.5)).all() and (x < (2.5, 1.5)).all()


@pytest.mark.parametrize("seed", range(20))
def test_toy_net_has_a_dead_unit_and_no_kink(seed):
    net = data.toy_net(seed)
    (w1, b1), (w2, b2) = net.params
    shapes = [(2, 4), (2, 1), (4, 2), (1, 2), (2, 1), (1, 1)]
    arrays = [net.x, net.y, w1, b1, w2, b2]
    assert [array.shape for array in arrays] == shapes
    assert {array.dtype for array in arrays} == {np.dtype(np.float64)}
    assert net.y.tolist() == [[0.0], [1.0]]
    z = net.x @ w1 + b1
    assert np.abs(z).min() > 0.05
    inactive = (z < 0).sum(axis=0)
    assert 1 in inactive and 2 not in inactive
    assert all(np.array_equal(a, b) for a, b in zip(net.x, data.toy_net(seed).x, strict=True))
    assert not np.array_equal(net.x, data.toy_net(seed + 1).x)


def test_photo_needs_no_network():
    pixels = data.photo()
    assert pixels.shape == (427, 640, 3) and pixels.dtype == np.uint8
    assert pixels.min() < 10 and pixels.max() == 255
    pixels[:] = 0  # it belongs to the caller
    assert data.photo().max() == 255


@pytest.mark.parametrize(("mode", "suffix"), [("RGBA", "png"), ("P", "gif"), ("L", "jpg")])
def test_photo_from_an_address(serve, mode, suffix):
    address, folder, _ = serve("photos")
    Image.new("RGB", (5, 4), (255, 255, 255)).convert(mode).save(folder / f"white.{suffix}")
    pixels = data.photo(f"{address}white.{suffix}")
    assert pixels.shape == (4, 5, 3) and pixels.dtype == np.uint8 and pixels.min() > 250


def test_photo_says_what_is_wrong_with_an_address(serve):
    address, folder, _ = serve("photos")
    (folder / "page.html").write_text("<p>no image</p>")
    with pytest.raises(ValueError, match=r"page\.html is not an image"):
        data.photo(f"{address}page.html")
    for url in (f"{address}nothing.jpg", "http://127.0.0.1:1/photo.jpg", "photo.jpg"):
        with pytest.raises(ConnectionError, match=r"photo\(\) without an address needs no network"):
            data.photo(url)
