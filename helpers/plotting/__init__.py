"""Figures of the sheets: one look, safe for the color-blind, readable in a notebook and in print.

Functions draw on ``ax``, or on a new figure when it is None, and return the Axes. None calls ``plt.show``.
"""

from helpers.plotting.curves import curves, function_and_slope, histogram, mark_levels, scatter
from helpers.plotting.densities import classes, densities, divergence, flow_panes
from helpers.plotting.graphs import computational_graph
from helpers.plotting.images import confusion, digits, matrices, pictures
from helpers.plotting.look import (
    BLACK,
    BLUE,
    GRAY,
    GREEN,
    ORANGE,
    PURPLE,
    RED,
    SKY,
    VERMILION,
    WIDTH,
    style,
)
from helpers.plotting.moving import explore, live
from helpers.plotting.plane import boundaries, decision_surface, iso_lines, paths, scatter_classes, zero_line
from helpers.plotting.words import describe

__all__ = [
    "BLACK",
    "BLUE",
    "GRAY",
    "GREEN",
    "ORANGE",
    "PURPLE",
    "RED",
    "SKY",
    "VERMILION",
    "WIDTH",
    "boundaries",
    "classes",
    "computational_graph",
    "confusion",
    "curves",
    "decision_surface",
    "densities",
    "describe",
    "digits",
    "divergence",
    "explore",
    "flow_panes",
    "function_and_slope",
    "histogram",
    "iso_lines",
    "live",
    "mark_levels",
    "matrices",
    "paths",
    "pictures",
    "scatter",
    "scatter_classes",
    "style",
    "zero_line",
]
