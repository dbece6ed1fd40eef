"""Data for the sheets: the only place that knows where data comes from.

Two environment variables choose the data, without a change of any sheet:

- ``WORKBOOK_DATA``: a folder that holds ``mnist/``, the four files of MNIST (``.gz`` or unpacked). If it is
  set, nothing is downloaded, and no other copy is used.
- ``WORKBOOK_MNIST``: what the source ``"auto"`` means, one of ``mnist``, ``digits``, ``auto``.
"""

import contextlib
import functools
import gzip
import hashlib
import http.client
import io
import os
import tempfile
import threading
import time
import urllib.request
import zlib
from pathlib import Path
from typing import NamedTuple

import numpy as np

SOURCES = ("mnist", "digits", "auto")
MIRRORS = (
    "https://ossci-datasets.s3.amazonaws.com/mnist/",
    "https://storage.googleapis.com/cvdf-datasets/mnist/",
)
PATIENCE = 5.0  # seconds without an answer after which a mirror counts as unreachable
# SHA-256 of the uncompressed content, since every mirror compresses in its own way; in the order of `Digits`.
SHA256 = {
    "train-images-idx3-ubyte": "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    "train-labels-idx1-ubyte": "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    "t10k-images-idx3-ubyte": "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    "t10k-labels-idx1-ubyte": "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
}


class Digits(NamedTuple):
    """Handwritten digits: images ``(n, 28, 28)`` uint8 (0 paper, 255 ink), labels ``(n,)`` uint8 (0 to 9)."""

    x_train: np.ndarray
    y_train: np.ndarray
    x_test: np.ndarray
    y_test: np.ndarray
    source: str
    """``"mnist"`` or ``"digits"``."""


class BinaryDigits(NamedTuple):
    """Two digits to tell apart: images ``(n, 784)``, labels ``(n, 1)`` (1 is ``positive``), all float64."""

    x_train: np.ndarray
    y_train: np.ndarray
    x_test: np.ndarray
    y_test: np.ndarray
    source: str
    positive: int
    negative: int


class ToyNet(NamedTuple):
    """A network small enough to check by hand, and a batch for it; everything float64."""

    x: np.ndarray
    """Inputs, shape ``(2, 4)``."""
    y: np.ndarray
    """Labels, shape ``(2, 1)``: one 0 and one 1."""
    params: list[tuple[np.ndarray, np.ndarray]]
    """``[(W (4, 2), b (1, 2)), (W (2, 1), b (1, 1))]``."""


def mnist(source: str = "auto") -> Digits:
    """Handwritten digits, split into training and test images.

    Args:
        source: ``"mnist"`` is the real MNIST, 60,000 + 10,000 images, from ``$WORKBOOK_DATA/mnist`` if that
            variable is set, else from the user's cache, else from the network. ``"digits"`` is made from the
            1,797 digits inside scikit-learn, 11,496 + 2,160 images, and needs no network. ``"auto"`` means
            what ``$WORKBOOK_MNIST`` says; if that is not set, MNIST if it is available, else ``"digits"``;
            then a line is printed once.

    Returns:
        The images and labels. All callers share the arrays, so they are read-only: copy before writing.

    Raises:
        ValueError: for another source, or if a file in ``$WORKBOOK_DATA/mnist`` is damaged.
        FileNotFoundError: if a file is missing in ``$WORKBOOK_DATA/mnist``.
        NotADirectoryError: for ``"mnist"`` if ``$WORKBOOK_DATA`` has no folder ``mnist``.
        ConnectionError: for ``"mnist"`` if there is no copy and no mirror delivers one.
    """
    _require_source(source, "source")
    if source == "auto":
        source = os.environ.get("WORKBOOK_MNIST", "auto")
        _require_source(source, "WORKBOOK_MNIST")
    if source == "digits":
        return _digits()
    load = _mnist if source == "mnist" else _mnist_or_digits
    return load(os.environ.get("WORKBOOK_DATA", ""))


def binary_mnist(
    positive: int, negative: int, *, source: str = "auto", standardize: bool = True
) -> BinaryDigits:
    """All images of two digits, as rows.

    Args:
        positive: the digit labeled 1.
        negative: the digit labeled 0.
        source: see `mnist`.
        standardize: each image gets mean 0 and standard deviation 1; otherwise pixels are divided by 255.

    Raises:
        ValueError: if the digits are equal or not in 0 to 9; and what `mnist` raises.
    """
    if positive == negative or not {positive, negative} <= set(range(10)):
        raise ValueError(f"Choose two different digits from 0 to 9, not {positive!r} and {negative!r}.")

    digits = mnist(source)

    def select(images: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        chosen = (labels == positive) | (labels == negative)
        x = images[chosen].reshape(-1, 28 * 28) / 255.0
        if standardize:
            x -= x.mean(axis=1, keepdims=True)
            x /= x.std(axis=1, keepdims=True)
        return x, (labels[chosen, None] == positive).astype(np.float64)

    train = select(digits.x_train, digits.y_train)
    test = select(digits.x_test, digits.y_test)
    return BinaryDigits(*train, *test, digits.source, positive, negative)


def two_moons(n: int, *, noise: float = 0.1, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Two interleaved half circles, one per class.

    Args:
        n: number of samples, half of them in each class.
        noise: standard deviation of the Gaussian noise on both coordinates.
        seed: the same seed gives the same samples.

    Returns:
        Samples ``(n, 2)`` and labels ``(n, 1)`` (0 or 1), both float64. All samples lie within -1.5 to 2.5
        and -1.5 to 1.5; noise rarely moves a sample out of that frame; such a sample is moved to its edge.
    """
    from sklearn.datasets import make_moons

    x, y = make_moons(n_samples=n, noise=noise, random_state=seed)
    return np.clip(x, (-1.49, -1.49), (2.49, 1.49)), y[:, None].astype(np.float64)


def toy_net(seed: int = 0) -> ToyNet:
    """A 4-2-1 network and two samples, on which finite differences can be trusted.

    A ReLU has no derivative at 0, so every hidden pre-activation stays more than 0.05 away from it. At least
    one hidden unit is inactive for exactly one of the samples, so that a missing ReLU mask shows; none is
    inactive for both. All numbers have two decimals.
    """
    rng = np.random.default_rng(seed)
    while True:
        x, w1, b1, w2, b2 = (
            rng.normal(size=shape).round(2) for shape in [(2, 4), (4, 2), (1, 2), (2, 1), (1, 1)]
        )
        z = x @ w1 + b1
        inactive = (z < 0).sum(axis=0)
        if np.abs(z).min() > 0.05 and (inactive < 2).all() and (inactive == 1).any():
            return ToyNet(x, np.array([[0.0], [1.0]]), [(w1, b1), (w2, b2)])


def photo(url: str | None = None) -> np.ndarray:
    """A color photograph: of a Chinese building, by danielbuechele (CC BY 2.0), or one of your choice.

    Args:
        url: address of an image; without it, the photograph that is included in scikit-learn, which needs
            no network.

    Returns:
        Pixels, shape ``(height, width, 3)``: red, green and blue as uint8, from 0 to 255.

    Raises:
        ConnectionError: if ``url`` cannot be loaded.
        ValueError: if it is not an image.
    """
    from PIL import Image
    from sklearn.datasets import load_sample_image

    if url is None:
        return load_sample_image("china.jpg").copy()  # the original is read-only and shared
    try:
        # Some hosts answer only to browsers.
        request = urllib.request.Request(url, headers={"User-Agent": "Mozilla/5.0"})
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            content = answer.read()
    except (OSError, ValueError, http.client.HTTPException) as error:
        raise ConnectionError(
            f"{url} cannot be loaded ({error}). photo() without an address needs no network."
        ) from error
    try:
        # Palettes, transparency and gray scales become red, green and blue.
        return np.array(Image.open(io.BytesIO(content)).convert("RGB"))
    except (OSError, ValueError, Image.DecompressionBombError) as error:
        raise ValueError(f"{url} is not an image that can be read.") from error


def _require_source(source: str, name: str) -> None:
    if source not in SOURCES:
        raise ValueError(f"{name} must be one of {', '.join(map(repr, SOURCES))}, not {source!r}.")


# The real MNIST. `root` is $WORKBOOK_DATA, empty when it is not set: an argument, so that the caches see it.


@functools.lru_cache(maxsize=1)
def _mnist_or_digits(root: str) -> Digits:
    """MNIST or its stand-in; cached, so that nobody waits twice for a missing network."""
    try:
        return _mnist(root)
    except (NotADirectoryError, ConnectionError) as error:
        print(f"{error}\nUsing the smaller digits of scikit-learn; the numbers in the text are for MNIST.")
        return _digits()


@functools.lru_cache(maxsize=1)
def _mnist(root: str) -> Digits:
    payloads = _read_folder(Path(root, "mnist")) if root else _read_cache(_cache_folder())
    arrays = [_parse_idx(payloads[name], dimensions=3 if "idx3" in name else 1) for name in SHA256]
    return Digits(*arrays, "mnist")


def local_root() -> Path | None:
    """Return a folder that can serve as ``$WORKBOOK_DATA``: that one, or what was downloaded, or None."""
    if root := os.environ.get("WORKBOOK_DATA"):
        return Path(root).resolve()
    folder = _cache_folder()
    return folder.parent if folder.is_dir() and any(folder.iterdir()) else None


def _cache_folder() -> Path:
    import pooch

    return pooch.os_cache("deep-learning-workbook") / "mnist"


def _read_folder(folder: Path) -> dict[str, bytes]:
    """The four payloads from a folder of the user's; nothing in it is repaired."""
    if not folder.is_dir():
        raise NotADirectoryError(f"WORKBOOK_DATA is set, but there is no folder {folder}.")
    payloads = {}
    for name in SHA256:
        path = next((p for p in (folder / f"{name}.gz", folder / name) if p.exists()), None)
        if path is None:
            raise FileNotFoundError(f"{folder / name}.gz is missing: copy it there, or unset WORKBOOK_DATA.")
        payload = _verified(path.read_bytes(), name)
        if payload is None:
            raise ValueError(f"{path} is damaged: replace it with a fresh copy, or unset WORKBOOK_DATA.")
        payloads[name] = payload
    return payloads


def _read_cache(folder: Path) -> dict[str, bytes]:
    """The four payloads from our own folder; what is missing or damaged is downloaded."""
    payloads = {}
    for name in SHA256:
        path = folder / f"{name}.gz"
        if path.exists():
            payload = _verified(path.read_bytes(), name)
            if payload is None:
                print(f"{path} is damaged; downloading it again.")
            else:
                payloads[name] = payload
    missing = [name for name in SHA256 if name not in payloads]
    mirrors = _answering_mirrors(missing[0]) if missing else []
    for name in missing:
        compressed, payloads[name] = _download(name, mirrors)
        try:
            _write_atomically(folder / f"{name}.gz", compressed)
        except OSError as error:  # a full disk or a read-only home: this session has the data all the same
            print(f"MNIST was downloaded, but it cannot be saved for next time: {error}")
    return payloads


def _verified(content: bytes, name: str) -> bytes | None:
    """The uncompressed content of a file, or None if it is not the file `name`."""
    try:
        # Not by the file's name: some servers unpack on the way and still call it .gz.
        payload = gzip.decompress(content) if content.startswith(b"\x1f\x8b") else content
    except (OSError, EOFError, zlib.error):
        return None
    return payload if hashlib.sha256(payload).hexdigest() == SHA256[name] else None


def _parse_idx(payload: bytes, dimensions: int) -> np.ndarray:
    """An array from the idx format: 0, 0, 8 (uint8), the number of dimensions, the dimensions, the values.

    Raises:
        ValueError: if the header is wrong, or if the length does not agree with it.
    """
    header = 4 + 4 * dimensions
    if len(payload) < header or payload[:4] != bytes([0, 0, 8, dimensions]):
        raise ValueError(f"Not an idx file of unsigned bytes with {dimensions} dimensions.")
    shape = tuple(int(size) for size in np.frombuffer(payload, ">u4", dimensions, offset=4))
    values = np.frombuffer(payload, np.uint8, offset=header)  # read-only, as bytes are
    if values.size != np.prod(shape):
        raise ValueError(f"The idx header promises {shape}, but {values.size} values follow.")
    return values.reshape(shape)


def _answering_mirrors(name: str) -> list[str]:
    """The mirrors that have a file, in their order; all are asked at once.

    The time is measured here, because a timeout of the HTTP client starts anew for every address of a host
    and does not cover a silent name server, so that a firewall could delay a sheet for minutes.
    """
    import pooch

    answered = []

    def ask(mirror: str) -> None:
        with contextlib.suppress(OSError):  # every exception of requests is one
            head = pooch.HTTPDownloader(timeout=PATIENCE)
            if head(f"{mirror}{name}.gz", None, None, check_only=True):
                answered.append(mirror)

    threads = [threading.Thread(target=ask, args=(mirror,), daemon=True) for mirror in MIRRORS]
    for thread in threads:
        thread.start()
    deadline = time.monotonic() + PATIENCE
    for thread in threads:
        thread.join(max(0.0, deadline - time.monotonic()))
    return [mirror for mirror in MIRRORS if mirror in answered]


def _download(name: str, mirrors: list[str]) -> tuple[bytes, bytes]:
    """A file as it came and its verified payload, from the first mirror that delivers it."""
    import pooch

    download = pooch.HTTPDownloader(progressbar=True, chunk_size=2**16, timeout=PATIENCE)
    for mirror in mirrors:
        buffer = io.BytesIO()
        with contextlib.suppress(OSError):
            download(f"{mirror}{name}.gz", buffer, None)
        payload = _verified(buffer.getvalue(), name)
        if payload is not None:
            return buffer.getvalue(), payload
    raise ConnectionError("MNIST cannot be downloaded here: no mirror delivers the right files.")


def _write_atomically(path: Path, content: bytes) -> None:
    """Write a file so that other processes see all of it or nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent)
    try:
        with open(handle, "wb") as file:
            file.write(content)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise


# The stand-in: the digits of scikit-learn, in the format of MNIST.


@functools.lru_cache(maxsize=1)
def _digits() -> Digits:
    x_train, x_test, y_train, y_test = _split_originals()
    rng = np.random.default_rng(0)
    arrays = (*_augment(x_train, y_train, 8, rng), *_augment(x_test, y_test, 6, rng))
    for array in arrays:
        array.setflags(write=False)
    return Digits(*arrays, "digits")


def _split_originals() -> list[np.ndarray]:
    """x_train, x_test ``(n, 28, 28)`` from about 0 to 1, y_train, y_test; nothing is augmented yet."""
    from scipy.ndimage import zoom
    from sklearn.datasets import load_digits
    from sklearn.model_selection import train_test_split

    images, labels = load_digits(return_X_y=True)
    # 8 pixels become 20, as in MNIST. Paper around them takes part, or a sharp edge would cut off the ink.
    padded = np.pad(images.reshape(-1, 8, 8) / 16.0, ((0, 0), (2, 2), (2, 2)))
    # A cubic spline is linear in the pixels: one matrix enlarges the rows and columns of all images.
    enlarge = zoom(np.eye(12), (2.5, 1), order=3, grid_mode=True, mode="grid-constant")[1:-1]
    large = enlarge @ padded @ enlarge.T
    labels = labels.astype(np.uint8)
    return train_test_split(large, labels, test_size=0.2, stratify=labels, random_state=0)


def _augment(
    images: np.ndarray, labels: np.ndarray, copies: int, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Slightly turned, scaled and shifted copies of every image, in random order, uint8."""
    from scipy.ndimage import map_coordinates

    n = len(images)
    angle = np.deg2rad(rng.uniform(-8, 8, (n, copies)))
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]]).transpose(2, 3, 0, 1)
    turn /= rng.uniform(0.94, 1.06, (n, copies, 1, 1))
    shift = rng.uniform(-1, 1, (n, copies, 2, 1))
    center = 13.5
    grid = np.indices((28, 28)).reshape(2, -1) - center  # pixels as seen from the center of the image
    result = np.empty((n, copies, 28 * 28), np.uint8)
    for i in range(n):  # all copies of an image at once: fast, and small in memory
        coordinates = (turn[i] @ grid + shift[i] + center).transpose(1, 0, 2)
        blurred = map_coordinates(images[i], coordinates, order=1)
        result[i] = np.rint(255 * np.clip(2 * blurred - 0.5, 0, 1))  # edges as crisp as MNIST's
    order = rng.permutation(n * copies)
    return result.reshape(-1, 28, 28)[order], np.repeat(labels, copies)[order]
