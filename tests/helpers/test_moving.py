"""Figures that move: one stays behind, with words for it, and sliders only where somebody watches."""

import base64
import io
import time

import matplotlib.pyplot as plt
import nbformat
import numpy as np
import pytest
from jupyter_client.manager import start_new_kernel
from nbclient import NotebookClient
from PIL import Image

from helpers import plotting
from helpers.plotting import png

SETUP = "from helpers import plotting\nplotting.style()"
LIVE = """
for k in range(4):
    plotting.live(plotting.scatter({'dots': [[k, k]]}, xlabel='', ylabel='').figure)
ax = plotting.scatter({'dots': [[9, 9]]}, xlabel='', ylabel='', title='the last')
"""
EXPLORE = """
def line(slope=2.0, shift=0):
    if slope > 2.5:
        raise ValueError('too steep')
    plotting.curves({'line': [shift, slope + shift]}, xlabel='$x$', ylabel='$y$', title=f'slope {slope}')
plotting.explore(line, slope=[1.0, 2.0, 3.0], shift=range(3))
"""
WIDGET = "application/vnd.jupyter.widget-view+json"


@pytest.fixture(autouse=True)
def no_window():
    plt.switch_backend("agg")
    yield
    plt.close("all")


def executed(*cells):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    NotebookClient(notebook, timeout=60).execute()
    return [cell.outputs for cell in notebook.cells]


def test_live_shows_nothing_without_a_reader(capsys, monkeypatch):
    monkeypatch.setattr("IPython.get_ipython", lambda: None)  # another test may have started one
    figure = plotting.scatter({"dot": [[0, 0]]}, xlabel="", ylabel="").figure
    plotting.live(figure)
    assert not plt.fignum_exists(figure.number) and capsys.readouterr().out == ""


def test_an_executed_notebook_keeps_figures_alone():
    _, live, explored, again = executed(SETUP, LIVE, EXPLORE, EXPLORE)
    for outputs, title in [(live, "the last"), (explored, "slope 2.0")]:
        (output,) = outputs
        assert output.output_type == "display_data"
        assert set(output.data) == {"image/png", "text/plain"}
        assert output.data["text/plain"].startswith(title)
    assert explored[0].data == again[0].data  # as nbval compares them


@pytest.fixture(scope="module")
def front_end():
    """Run a cell as a front end does; return what the kernel shows. ``turn`` moves a slider."""
    manager, client = start_new_kernel()

    def ask(kind, content, metadata=None):
        message = client.session.msg(kind, content)
        message["metadata"] = metadata or {}
        client.shell_channel.send(message)
        shown, until = [], time.monotonic() + 60
        while time.monotonic() < until:
            answer = client.get_iopub_msg(timeout=60)
            if answer["parent_header"].get("msg_id") != message["header"]["msg_id"]:
                continue
            assert answer["msg_type"] != "error", answer["content"]["traceback"]
            if answer["content"].get("execution_state") == "idle":
                break
            shown.append((answer["msg_type"], answer["content"]))
        return shown

    def run(code):
        content = {"code": code, "silent": False, "store_history": True, "user_expressions": {}}
        return ask("execute_request", content | {"allow_stdin": False}, {"cellId": "look"})

    def turn(model, index):
        data = {"method": "update", "state": {"index": index}, "buffer_paths": []}
        return ask("comm_msg", {"comm_id": model, "data": data})

    run(SETUP)
    yield run, turn
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def test_a_front_end_gets_sliders_above_the_figure(front_end):
    run, turn = front_end
    shown = run(EXPLORE)
    box, figure = (content for kind, content in shown if kind == "display_data")
    assert WIDGET in box["data"] and WIDGET not in figure["data"]
    assert figure["data"]["text/plain"].startswith("slope 2.0")
    opened = [content for kind, content in shown if kind == "comm_open"]
    sliders = {
        content["data"]["state"]["description"]: (content["comm_id"], content["data"]["state"])
        for content in opened
        if content["data"]["state"].get("_model_name") == "SelectionSliderModel"
    }
    assert sliders.keys() == {"slope", "shift"}
    slope, state = sliders["slope"]
    assert (state["_options_labels"], state["index"]) == (["1", "2", "3"], 1)

    (update,) = [content for kind, content in turn(slope, 0) if kind == "update_display_data"]
    assert update["transient"] == figure["transient"]  # in the place of the first
    assert update["data"]["text/plain"].startswith("slope 1.0")
    (update,) = [content for kind, content in turn(slope, 2) if kind == "update_display_data"]
    assert update["data"] == {"text/plain": "ValueError: too steep"}
    (update,) = [content for kind, content in turn(slope, 1) if kind == "update_display_data"]
    assert update["data"]["image/png"] == figure["data"]["image/png"]


def test_without_ipywidgets_there_is_the_figure(front_end):
    run, _ = front_end
    run("import sys; kept, sys.modules['ipywidgets'] = sys.modules.get('ipywidgets'), None")
    (figure,) = [content for kind, content in run(EXPLORE) if kind == "display_data"]
    assert "image/png" in figure["data"]
    run("sys.modules['ipywidgets'] = kept")


def test_explore_needs_defaults_among_the_values():
    def draw(rate=0.3, name="a"):
        return plotting.curves({name: [rate]}, xlabel="", ylabel="")

    plotting.explore(draw, rate=np.linspace(0.1, 0.5, 5), name="abc")  # 0.30000000000000004 is near enough
    with pytest.raises(ValueError, match=r"default of rate, 0.3, is not among"):
        plotting.explore(draw, rate=[0.1, 0.2])
    with pytest.raises(TypeError, match="draw has no argument slope"):
        plotting.explore(draw, slope=[1])
    with pytest.raises(ValueError, match="argument rate of <lambda> needs a default"):
        plotting.explore(lambda rate: draw(rate=rate), rate=[1])


# what a notebook keeps of a figure


def test_a_kept_figure_is_small_and_looks_the_same():
    plotting.style()
    ax = plotting.curves({"a": np.sin(np.arange(99)), "b": np.cos(np.arange(99))}, xlabel="x", ylabel="y")
    plotting.mark_levels({"floor": 0.5}, ax=ax)
    large = io.BytesIO()
    ax.figure.savefig(large, format="png")
    small = png.as_png(ax.figure)
    assert len(small) < 0.6 * len(large.getvalue())
    before, after = (np.asarray(Image.open(one).convert("RGB"), float) for one in (large, io.BytesIO(small)))
    assert np.abs(before - after).max() < 20 and np.abs(before - after).mean() < 0.3


@pytest.mark.parametrize("colors", [1, 200, 20_000])
def test_common_colors_stay_as_they_are(colors):
    rng = np.random.default_rng(0)
    pixels = np.full((200, 300, 3), 255, np.uint8)
    pixels[:80] = [200, 30, 7]
    pixels.reshape(-1, 3)[-colors:] = rng.integers(0, 256, size=(colors, 3))
    few = png.with_few_colors(Image.fromarray(pixels))
    assert few.mode == "P" and len(few.getcolors()) <= 256
    after = np.asarray(few.convert("RGB"))
    np.testing.assert_array_equal(after[:100], pixels[:100])
    if colors < 256:
        np.testing.assert_array_equal(after, pixels)


# words


def test_words_for_axes_and_legends():
    ax = plotting.curves(
        {"train": [1, 2]}, xlabel="step", ylabel=r"loss $\mathcal{L}$ (nats)", title=r"$\theta_1$"
    )
    assert plotting.describe(ax.figure) == "theta 1: loss L (nats) over step: train."


def test_words_for_panels_images_and_color_bars():
    plane = {"xlim": (-1, 1), "ylim": (-1, 1)}
    axes = plotting.densities({"one": lambda p: -(p[:, 0] ** 2), "two": lambda p: -(p[:, 1] ** 2)}, **plane)
    assert plotting.describe(axes[0].figure) == ("2 panels. one: y 2 over y 1. two. Colors show density.")
    ax = plotting.digits(np.zeros((2, 784)), titles=["a 3", "a 5\nor not"], title="Some")
    assert plotting.describe(ax.figure) == "Some: 2 images: a 3; a 5 or not."
    ax = plotting.pictures({"edge": [[-1.0, 1.0]]})
    assert plotting.describe(ax.figure) == "an image: edge. Colors show response."


def test_words_for_any_figure_are_never_too_many():
    assert plotting.describe(plt.figure()) == "Figure without labels."
    assert plotting.describe(plt.subplots()[0]) == "Figure without labels."
    ax = plotting.digits(np.zeros((200, 784)), titles=range(200))
    words = plotting.describe(ax.figure)
    assert len(words) <= 500 and words.endswith(" …")


def test_a_notebook_keeps_the_words_beside_the_image():
    ((), (output,)) = executed(SETUP, "ax = plotting.histogram([1, 2], bins=2, xlabel='$z$')")
    assert output.data["text/plain"] == "count over z."
    assert Image.open(io.BytesIO(base64.b64decode(output.data["image/png"]))).mode == "P"
