"""The look of all figures: colors that everybody can tell apart, sizes, and how notebooks show a figure."""

import matplotlib.pyplot as plt
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure

from helpers.plotting.png import as_png
from helpers.plotting.words import describe

# Okabe and Ito, "Color Universal Design" (2008), without the yellow, which paper swallows.
BLUE, ORANGE, GREEN, PURPLE = "#0072B2", "#E69F00", "#009E73", "#CC79A7"
SKY, VERMILION, BLACK = "#56B4E9", "#D55E00", "#000000"
RED = "#C00000"  # only for what went wrong
GRAY = "#B0B0B0"  # only for what lies behind

WIDTH = 8.0  # inches: the text width of a notebook

# No map has more steps than an eye can tell, so that two of them in one figure leave it below 256 colors.
# The one diverging map: blue below zero, white at zero, orange above. Both arms get darker at the same rate;
# orange is lighter than blue, so its place is nearer to zero.
SIGNED = LinearSegmentedColormap.from_list(
    "signed",
    [(0.0, "#00304D"), (0.25, BLUE), (0.5, "#FFFFFF"), (0.64, ORANGE), (0.77, "#A85600"), (1.0, "#552700")],
    N=101,
)
# Its middle, drawn between these limits, is pale enough to lie behind dots in the colors of both classes.
PALE = {"cmap": SIGNED, "vmin": -1.9, "vmax": 2.9}  # of a probability, from 0 to 1
# Its arms serve what cannot be negative.
WHITE_TO_BLUE = LinearSegmentedColormap.from_list("white to blue", ["#FFFFFF", BLUE, "#00304D"], N=101)
WHITE_TO_ORANGE = LinearSegmentedColormap.from_list("white to orange", ["#FFFFFF", ORANGE], N=101)
BLACK_TO_WHITE = LinearSegmentedColormap.from_list("black to white", ["#000000", "#FFFFFF"], N=128)


def style() -> None:
    """Set the look of all figures; call it in the first cell of a sheet."""
    plt.rcParams.update(
        {
            "figure.figsize": (WIDTH, 4.0),
            "figure.dpi": 110,
            "figure.constrained_layout.use": True,
            "axes.prop_cycle": plt.cycler(color=[BLUE, ORANGE, GREEN, PURPLE, SKY, VERMILION, BLACK]),
            "axes.grid": True,
            "axes.axisbelow": True,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.titlesize": "medium",
            "figure.titlesize": "medium",
            "font.size": 11,
            "grid.color": "#E0E0E0",
            "legend.fontsize": "small",
            "legend.framealpha": 0.95,  # dots below it must not look like its own
            "lines.linewidth": 1.8,
        }
    )
    from IPython import get_ipython

    if get_ipython() is not None:
        import matplotlib_inline.backend_inline  # noqa: F401  (sets its own way to show figures, once)

        formatters = get_ipython().display_formatter.formatters
        formatters["image/png"].for_type(Figure, as_png)
        formatters["text/plain"].for_type(Figure, lambda figure, page, _: page.text(describe(figure)))
