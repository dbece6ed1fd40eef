"""A figure as a notebook keeps it: a PNG of 256 colors, a third of the usual size, that looks the same."""

import io

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

COMMON = 96  # so many colors stay as they are


def as_png(figure: Figure) -> bytes:
    """Draw a figure with 256 colors; the others differ by a few of 255 levels, less than an eye can see.

    Pyplot draws what a cell has changed when the cell ends. If it did, that picture is taken.
    """
    canvas = figure.canvas
    if figure.stale or not isinstance(canvas, FigureCanvasAgg):
        canvas = FigureCanvasAgg(figure)
        canvas.draw()
    small = io.BytesIO()
    with_few_colors(Image.fromarray(np.asarray(canvas.buffer_rgba()))).save(small, "PNG")
    return small.getvalue()


def with_few_colors(image: Image.Image) -> Image.Image:
    """Reduce an image to 256 colors.

    Most pixels of a figure have one of a few colors, which it keeps: paper, lines, the steps of a color map.
    What is left are thousands of blends at the borders of lines and letters, a few pixels each. They get the
    nearest of colors that are spread among them, however few pixels have one: no thin line changes its color.
    """
    pixels = np.asarray(image.convert("RGB"))
    codes = pixels.astype(np.int32) @ [65536, 256, 1]
    found, where, count = np.unique(codes.ravel(), return_inverse=True, return_counts=True)
    colors = np.stack([found >> 16, found >> 8 & 255, found & 255], axis=1).astype(np.uint8)
    palette = colors[np.argsort(-count)]
    if len(palette) > 256:
        blends = Image.fromarray(palette[None, COMMON:])
        spread = blends.quantize(256 - COMMON, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        palette = np.concatenate([palette[:COMMON], np.array(spread.getpalette(), np.uint8).reshape(-1, 3)])
    far = (palette.astype(float) ** 2).sum(axis=1) - 2 * colors.astype(float) @ palette.T.astype(float)
    few = far.argmin(axis=1).astype(np.uint8)[where]
    result = Image.fromarray(few.reshape(pixels.shape[:2]), "P")
    result.putpalette(palette.tobytes())
    return result
