"""What a figure shows, in words, for those who cannot see it.

A notebook keeps them as the plain text beside the image; a page made of it, as the image's alternative text.
"""

import re

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.legend import Legend

LONGEST = 500  # characters; alternative text is read aloud in one go


def describe(figure: Figure) -> str:
    """Tell in a few sentences what a figure shows: its titles, axes, legends and color bars.

    It is made of the labels alone, so it serves figures of any origin.
    """
    bars = [ax for ax in figure.axes if ax.get_label() == "<colorbar>"]
    panels = [ax for ax in figure.axes if ax not in bars]
    sentences = [figure.get_suptitle()]
    if len(panels) > 1:
        sentences.append(f"{len(panels)} panels")
    sentences += [_panel(ax) for ax in panels]
    sentences += [_entries(legend) for legend in figure.legends]
    sentences += [f"Colors show {name}" for name in dict.fromkeys(_bar(bar) for bar in bars) if name]
    text = " ".join(f"{_plain(sentence)}." for sentence in sentences if sentence)
    text = text or "Figure without labels."
    return text if len(text) <= LONGEST else text[: LONGEST - 2].rsplit(" ", 1)[0] + " …"


def _panel(ax: Axes) -> str:
    x, y = ax.get_xlabel(), ax.get_ylabel()
    parts = [ax.get_title(), f"{y} over {x}" if x and y else y]  # a shared axis has its name elsewhere
    if ax.get_legend():
        parts.append(_entries(ax.get_legend()))
    if ax.images and not ax.axison:  # there may be many in one pair of axes
        count = len(ax.images)
        parts.append(f"{count} images" if count > 1 else "an image")
        parts.append("; ".join(text.get_text() for text in ax.texts))
    return ": ".join(part for part in parts if part)


def _entries(legend: Legend) -> str:
    return "; ".join(text.get_text() for text in legend.get_texts())


def _bar(ax: Axes) -> str:
    return ax.get_ylabel() or ax.get_xlabel()


def _plain(text: str) -> str:
    """Text without the marks of mathematics, on one line."""
    text = re.sub(r"\\(?:mathcal|mathrm|mathbf|text|Vert|,|;)|[${}_\\]", " ", text)
    return re.sub(r"\s+([,.:;)^])|\s+", lambda m: m[1] or " ", text).strip(" .")
