"""Figures that move: pictures of something in progress, and figures that answer to the hand."""

import inspect
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure


def live(figure: Figure) -> None:
    """Show a figure now, in place of what the running cell has shown so far, and close it.

    For pictures of something in progress. Whatever the cell shows next takes its place, so the last state
    belongs in an ordinary figure: a notebook that was run without a reader holds that one alone. Outside of
    a notebook there is nobody to watch, and nothing is shown.
    """
    from IPython import get_ipython

    if get_ipython() is not None:
        from IPython.display import clear_output, display

        display(figure)
        clear_output(wait=True)  # when there is something new: clearing at once would flicker
    plt.close(figure)


def explore(draw: Callable[..., object], **choices: Iterable) -> None:
    """Draw a figure; where somebody watches, with a slider for each argument that redraws it.

    The figure at the default values is an ordinary output of the cell, always. Sliders come above it, and
    only in a live front end, since a stored widget is an empty box for everybody else: on the web, on paper,
    where ipywidgets are missing. JupyterLab and other front ends say in each request which cell they run;
    what executes whole notebooks (nbclient, nbval, grading) does not, and gets the figure alone, the same
    each time. (A student's saved notebook says "model not found" above the figure when it is opened again, as
    for every widget, until the cell is run.)

    Args:
        draw: makes one figure with the functions of this package. Its arguments have defaults; it computes
            for less than a tenth of a second.
        choices: by the argument's name, the values that its slider goes through, the default among them.

    Raises:
        ValueError: if an argument has no default, or its default is not among the values.
        TypeError: if ``draw`` has no such argument.
    """
    starts = {name: _start(draw, name, values) for name, values in choices.items()}
    draw()
    if not _watched():
        return
    try:
        from ipywidgets import SelectionSlider, VBox
    except ImportError:
        return
    from IPython.display import display

    sliders = {
        name: SelectionSlider(
            options=[(_said(value), value) for value in options],
            index=start,
            description=name.replace("_", " "),
            style={"description_width": "8em"},
            layout={"width": "34em"},
        )
        for name, (options, start) in starts.items()
    }
    display(VBox(list(sliders.values())))
    shown = display(_taken(), display_id=True)

    def redraw(_: Mapping[str, Any]) -> None:
        try:
            draw(**{name: slider.value for name, slider in sliders.items()})
        except Exception as error:  # what a callback raises nobody would see
            plt.close()
            shown.update({"text/plain": f"{type(error).__name__}: {error}"}, raw=True)
        else:
            shown.update(_taken())

    for slider in sliders.values():
        slider.observe(redraw, names="value")


def _start(draw: Callable[..., object], name: str, values: Iterable) -> tuple[list, int]:
    """The values of a slider, and the place of the default among them."""
    options = list(values)
    parameters = inspect.signature(draw).parameters
    if name not in parameters:
        raise TypeError(f"{draw.__name__} has no argument {name}.")
    default = parameters[name].default
    if default is inspect.Parameter.empty:
        raise ValueError(f"The argument {name} of {draw.__name__} needs a default.")
    for place, value in enumerate(options):
        if value == default or (isinstance(value, float) and np.isclose(value, default, rtol=1e-9)):
            return options, place
    raise ValueError(f"The default of {name}, {default}, is not among the values of its slider.")


def _watched() -> bool:
    """Tell whether a front end runs this cell."""
    from IPython import get_ipython

    shell = get_ipython()
    request = shell.get_parent() if hasattr(shell, "get_parent") else {}
    return "cellId" in request.get("metadata", {})


def _taken() -> Figure:
    """The figure drawn last, which the notebook shall not show once more."""
    figure = plt.gcf()
    plt.close(figure)
    return figure


def _said(value: object) -> str:
    return f"{value:.3g}" if isinstance(value, float) else str(value)
