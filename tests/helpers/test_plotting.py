"""Figures say what they show, show all of it, and never warn (a warning costs marks in nbgrader)."""

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pytest

from helpers import data, plotting

NOISE = np.random.default_rng(0).normal(size=(200, 2))

pytestmark = pytest.mark.filterwarnings("error")


@pytest.fixture(autouse=True)
def figures(monkeypatch):
    """The look of the course without a window; every figure must also survive being drawn."""
    monkeypatch.delenv("WORKBOOK_BUDGET", raising=False)
    with mpl.rc_context():
        plt.switch_backend("agg")
        plotting.style()
        yield
        for number in plt.get_fignums():
            plt.figure(number).canvas.draw()
        plt.close("all")


def labels(ax):
    return ax.get_xlabel(), ax.get_ylabel(), ax.get_title()


def legend(ax):
    return [text.get_text() for text in ax.get_legend().get_texts()]


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def test_style_sets_the_look():
    assert plt.rcParams["figure.dpi"] == 110
    assert 7 <= plt.rcParams["figure.figsize"][0] <= 9
    colors = plt.rcParams["axes.prop_cycle"].by_key()["color"]
    assert colors[:2] == [plotting.BLUE, plotting.ORANGE] and len(set(colors)) == 7


# curves


def test_curves():
    y = np.linspace(1, 0.1, 50)
    ax = plotting.curves(
        {"training": y, "test": ([10, 20, 30], [3, 2, 1])}, xlabel="step", ylabel="loss (nats)", title="Loss"
    )
    assert labels(ax) == ("step", "loss (nats)", "Loss")
    assert legend(ax) == ["training", "test"]
    training, test = ax.lines
    np.testing.assert_array_equal(training.get_xdata(), np.arange(50))
    np.testing.assert_array_equal(training.get_ydata(), y)
    np.testing.assert_array_equal(test.get_xdata(), [10, 20, 30])
    assert training.get_color() != test.get_color()
    assert ax.get_yscale() == "linear"


def test_curves_draws_where_it_is_told():
    _, axes = plt.subplots(1, 2)
    assert plotting.curves({"loss": [1, 2]}, xlabel="step", ylabel="loss", ax=axes[1]) is axes[1]
    assert not axes[0].lines and len(plt.get_fignums()) == 1


def test_curves_smooth_over_the_faint_values():
    ax = plotting.curves({"loss": [0, 3, 0, 3, 0, 3]}, xlabel="step", ylabel="loss", smooth=3)
    raw, mean = ax.lines
    assert legend(ax) == ["loss\n(mean of 3)"]
    assert raw.get_alpha() < 0.5 and mean.get_alpha() is None and raw.get_color() == mean.get_color()
    np.testing.assert_allclose(mean.get_ydata(), [1.5, 1, 2, 1, 2, 1.5])  # shorter windows at both ends


@pytest.mark.parametrize(
    "summary", [[3, 2, 1], (np.arange(0, 100, 5), np.arange(20))], ids=["short", "with x"]
)
def test_curves_leave_a_summary_as_it_is(summary):
    series = {"loss": np.arange(100), "test": summary}
    ax = plotting.curves(series, xlabel="step", ylabel="loss", smooth=10)
    assert legend(ax) == ["loss\n(mean of 10)", "test"]
    np.testing.assert_array_equal(ax.lines[-1].get_ydata(), summary[-1] if len(summary) == 2 else summary)


def test_curves_mark_what_is_not_finite():
    y = [1.0, np.nan, 2.0, np.inf, -np.inf, 3.0, 4.0]
    ax = plotting.curves({"a": y, "b": ([10, 11], [1, np.nan])}, xlabel="step", ylabel="loss")
    assert legend(ax) == ["a", "b", "not finite"]
    rug = next(line for line in ax.lines if line.get_label() == "not finite")
    assert rug.get_color() == plotting.RED and rug.get_marker() == "|"
    assert list(rug.get_xdata()) == [1, 3, 4, 11]
    a, dots = ax.lines[:2]
    np.testing.assert_array_equal(a.get_ydata(), [1, np.nan, 2, np.nan, np.nan, 3, 4])
    assert list(dots.get_xdata()) == [0, 2]  # a line alone would not show them
    assert ax.get_ylim()[1] < 5


def test_curves_smooth_across_a_single_gap_but_not_a_long_one():
    y = np.ones(30)
    y[5] = np.nan
    y[10:20] = np.inf
    mean = plotting.curves({"loss": y}, xlabel="step", ylabel="loss", smooth=5).lines[1].get_ydata()
    np.testing.assert_array_equal(np.flatnonzero(np.isnan(mean)), np.arange(10, 20))
    np.testing.assert_allclose(mean[np.isfinite(mean)], 1)


def test_curves_on_a_logarithmic_axis():
    ax = plotting.curves({"loss": [100, 1, 0, 0.01]}, xlabel="step", ylabel="loss", log_y=True, smooth=None)
    assert ax.get_yscale() == "log"
    assert legend(ax) == ["loss"]  # zero is finite: a gap, but no red tick
    np.testing.assert_array_equal(ax.lines[0].get_ydata(), [100, 1, np.nan, 0.01])


@pytest.mark.parametrize(
    ("y", "expected"),
    [
        ([1e-4, 1.0], [rf"$\mathdefault{{10^{{{power}}}}}$" for power in (-4, -3, -2, -1, 0)]),
        ([1e-3, 1e7], [rf"$\mathdefault{{10^{{{power}}}}}$" for power in (-3, -1, 1, 3, 5, 7)]),
        ([0.09, 2.2], ["0.1", "0.2", "0.5", "1", "2"]),
    ],
)
def test_curves_have_few_ticks_on_a_logarithmic_axis_and_one_kind_of_them(y, expected):
    ax = plotting.curves({"loss": y}, xlabel="step", ylabel="loss", log_y=True)
    low, high = ax.get_ylim()
    shown = sorted(at for at in [*ax.get_yticks(), *ax.get_yticks(minor=True)] if low <= at <= high)
    assert [ax.yaxis.get_major_formatter()(at) for at in shown] == expected


def test_pictures_draw_outlines_where_the_shape_is():
    shape = np.zeros((8, 8))
    shape[2:6, 3:5] = 1
    ax = plotting.pictures([-shape, shape], outlines=[shape, shape], columns=2)
    lines = [line for one in ax.collections for line in one.get_paths() if len(line.vertices)]
    assert len(lines) == 2
    left, top = lines[0].vertices.min(axis=0)
    right, bottom = lines[0].vertices.max(axis=0)
    west, east, south, north = ax.images[0].get_extent()
    assert west < left < right < east and north < top < bottom < south
    assert top - north == pytest.approx(south - bottom)  # two rows above and two below
    assert left - west == pytest.approx(east - right)


def test_curves_show_what_was_held_out_in_dashes_and_in_the_color_of_its_model():
    y = np.linspace(1, 0.1, 50)
    series = {"a, train": y, "a, test": ([0, 20, 40], [3, 2, 1]), "b, train": y / 2, "b, test": y}
    partners = {"a, test": "a, train", "b, test": "b, train"}
    ax = plotting.curves(series, xlabel="step", ylabel="loss", smooth=5, held_out=partners)
    mean_a, test_a, mean_b, test_b = (line for line in ax.lines if not line.get_label().startswith("_"))
    assert mean_a.get_color() == test_a.get_color() != mean_b.get_color() == test_b.get_color()
    styles = [line.get_linestyle() for line in (mean_a, test_a, mean_b, test_b)]
    assert styles == ["-", "--", "-", "--"]


@pytest.mark.parametrize("partners", [{"c": "a"}, {"b": "c"}, {"a": "b"}])
def test_curves_refuse_a_partner_that_is_not_there_yet(partners):
    with pytest.raises(ValueError, match="held_out"):
        plotting.curves({"a": [1, 2], "b": [2, 3]}, xlabel="step", ylabel="loss", held_out=partners)


def test_curves_over_a_logarithmic_x_and_with_a_name_for_what_is_missing():
    ax = plotting.curves(
        {"a": ([1, 10, 100], [1, 2, np.inf])}, xlabel="rate", ylabel="steps", log_x=True, not_finite="never"
    )
    assert ax.get_xscale() == "log" and legend(ax) == ["a", "never"]


@pytest.mark.parametrize("y", [[0.0] * 5, [np.nan] * 5, [np.inf], [1.0]])
@pytest.mark.parametrize("log_y", [False, True])
def test_curves_survive_a_hopeless_run(y, log_y):
    ax = plotting.curves({"loss": y}, xlabel="step", ylabel="loss", log_y=log_y, smooth=3)
    assert len(legend(ax)) == 2 - np.isfinite(y).all()


@pytest.mark.parametrize(
    ("series", "message"),
    [
        ({}, "at least one series"),
        ({"loss": []}, "'loss' needs x and y of one shape"),
        ({"loss": [[1, 2]]}, r"not \(2,\) and \(1, 2\)"),
        ({"loss": ([1, 2, 3], [1, 2])}, r"not \(3,\) and \(2,\)"),
        ({"loss": ([1], [2], [3])}, r"'loss' must be y or a tuple \(x, y\)"),
    ],
)
def test_curves_refuse_other_shapes(series, message):
    with pytest.raises(ValueError, match=message):
        plotting.curves(series, xlabel="step", ylabel="loss")
    with pytest.raises(ValueError, match="smooth must be at least 1"):
        plotting.curves({"loss": [1]}, xlabel="step", ylabel="loss", smooth=0)


# function_and_slope


def test_function_and_slope():
    axes = plotting.function_and_slope(
        sigmoid, lambda z: sigmoid(z) * (1 - sigmoid(z)), name="sigmoid", low=-8, high=4
    )
    left, right = axes
    assert labels(left) == ("pre-activation $z$", "value", "sigmoid")
    assert labels(right) == ("pre-activation $z$", "slope", "slope of sigmoid")
    (box,) = left.figure.legends
    assert [text.get_text() for text in box.get_texts()] == ["measured in the left panel", "computed"]
    measured, computed = right.lines
    np.testing.assert_allclose(measured.get_ydata(), computed.get_ydata(), atol=1e-6)
    assert computed.get_xdata().min() == -8 and computed.get_xdata().max() == 4


def test_function_and_slope_measures_the_kink_of_relu():
    _, right = plotting.function_and_slope(lambda z: np.maximum(z, 0), lambda z: z > 0, name="ReLU")
    measured, computed = right.lines
    np.testing.assert_allclose(measured.get_ydata(), computed.get_ydata(), atol=1e-6)


def test_function_and_slope_refuses_another_shape():
    with pytest.raises(ValueError, match=r"sigmoid must keep the shape \(1000, 1\), but returned \(\)"):
        plotting.function_and_slope(sigmoid, np.sum, name="sigmoid")


# scatter_classes and decision_surface


@pytest.mark.parametrize("column", [True, False])
def test_scatter_classes(column):
    x, y = data.two_moons(50, seed=0)
    ax = plotting.scatter_classes(x.tolist(), y if column else y[:, 0], names=("no", "yes"), title="Moons")
    assert labels(ax) == ("$x_1$", "$x_2$", "Moons")
    assert legend(ax) == ["no", "yes"]
    no, yes = ax.collections
    np.testing.assert_array_equal(no.get_offsets(), x[y[:, 0] == 0])
    np.testing.assert_array_equal(yes.get_offsets(), x[y[:, 0] == 1])
    assert not np.array_equal(no.get_facecolor(), yes.get_facecolor())
    assert len(no.get_paths()[0].vertices) != len(yes.get_paths()[0].vertices)  # another marker


def test_scatter_classes_with_one_class_only():
    assert legend(plotting.scatter_classes([[0, 1]], [1])) == ["class 0", "class 1"]


@pytest.mark.parametrize(
    ("x", "y", "message"),
    [
        (np.zeros((3, 3)), np.zeros(3), r"x must have shape \(n, 2\), not \(3, 3\)"),
        (np.zeros(2), np.zeros(1), r"x must have shape \(n, 2\), not \(2,\)"),
        (np.zeros((3, 2)), np.zeros((1, 3)), r"y must have shape \(3,\) or \(3, 1\), not \(1, 3\)"),
        (np.zeros((3, 2)), np.zeros(2), r"y must have shape \(3,\) or \(3, 1\), not \(2,\)"),
        (np.zeros((3, 2)), [0, 1, 2], "must be 0 or 1"),
    ],
)
def test_scatter_classes_refuse_other_shapes(x, y, message):
    with pytest.raises(ValueError, match=message):
        plotting.scatter_classes(x, y)


def test_decision_surface():
    x, y = data.two_moons(50, seed=0)
    seen = []

    def probability(grid):
        seen.append(grid)
        return sigmoid(5 * (grid @ np.array([[1.0], [-1.0]])))

    ax = plotting.decision_surface(probability, x, y, title="Trained", step=0.1)
    assert labels(ax) == ("$x_1$", "$x_2$", "Trained")
    assert legend(ax) == ["class 0", "class 1", "probability 0.5"]
    assert (ax.get_xlim(), ax.get_ylim()) == ((-1.5, 2.5), (-1.5, 1.5))
    (grid,) = seen
    assert grid.shape == (31, 41, 2)  # rows go up, columns go right
    np.testing.assert_allclose(
        [grid[0, 0], grid[0, -1], grid[-1, 0]], [[-1.5, -1.5], [2.5, -1.5], [-1.5, 1.5]]
    )
    surface, _, _, boundary = ax.collections
    assert len(surface.levels) == 11 and list(boundary.levels) == [0.5]
    line = np.concatenate([path.vertices for path in boundary.get_paths()])
    np.testing.assert_allclose(line[:, 0], line[:, 1], atol=0.02)
    assert ax.figure.axes[1].get_ylabel() == "probability of class 1"


@pytest.mark.parametrize("constant", [0.0, 0.3, 0.5, 1.0])
def test_decision_surface_of_an_undecided_network(constant):
    ax = plotting.decision_surface(
        lambda grid: np.full((*grid.shape[:2], 1), constant), [[0, 0]], [0], step=0.5
    )
    assert legend(ax) == ["class 0", "class 1"]  # no boundary


@pytest.mark.parametrize(
    ("probability", "message"),
    [
        (lambda grid: grid, r"must return shape \(7, 9, 1\), not \(7, 9, 2\)"),
        (lambda grid: grid[..., :1], "must return 0 to 1, but its values go from -1.5 to 2.5"),
        (lambda grid: grid[..., :1] * np.nan, "must return 0 to 1"),
    ],
)
def test_decision_surface_refuses_what_is_no_probability(probability, message):
    with pytest.raises(ValueError, match=message):
        plotting.decision_surface(probability, [[0, 0]], [0], step=0.5)


# digits


@pytest.mark.parametrize(("n", "columns"), [(1, 10), (3, 10), (10, 10), (25, 10), (25, 25)])
@pytest.mark.parametrize("titled", [True, False])
def test_digits(n, columns, titled):
    images = data.mnist("digits").x_train[:n]
    titles = [f"{i}\nno" for i in range(n)] if titled else None
    ax = plotting.digits(images, titles=titles, columns=columns, title="Digits")
    assert ax.get_title() == "Digits" and not ax.axison
    assert [text.get_text() for text in ax.texts] == (titles or [])
    assert len(ax.images) == n
    figure = ax.figure
    figure.canvas.draw()
    boxes = [image.get_window_extent() for image in ax.images]
    for artist, image, box in zip(ax.images, images, boxes, strict=True):
        np.testing.assert_array_equal(artist.get_array(), image)
        assert box.width == pytest.approx(box.height)
        assert box.width > 0.8 * figure.dpi * min(1.3, 8 / columns)  # not squeezed by titles
    boxes += [text.get_window_extent() for text in ax.texts]
    assert not any(a.overlaps(b) for i, a in enumerate(boxes) for b in boxes[:i])
    assert figure.get_size_inches()[0] <= 8
    if n == 25 and columns == 10:  # in reading order
        assert boxes[0].x0 == boxes[10].x0 < boxes[1].x0 and boxes[0].y0 == boxes[9].y0 > boxes[10].y0


def test_digits_take_rows_of_pixels():
    rows = np.arange(2 * 784).reshape(2, 784)
    images = plotting.digits(rows).images
    np.testing.assert_array_equal(images[1].get_array(), rows[1].reshape(28, 28))


def test_digits_scale_each_image_by_itself():
    bright = np.linspace(0, 255, 784).reshape(28, 28)
    ax = plotting.digits([bright, bright / 255 - 0.5])
    assert [image.get_clim() for image in ax.images] == [(0, 255), (-0.5, 0.5)]


@pytest.mark.parametrize("shape", [(28, 28), (784,), (3, 10), (3, 28, 28, 1), (0, 784)])
def test_digits_refuse_other_shapes(shape):
    with pytest.raises(ValueError, match=r"images must have shape \(n, 28, 28\) or \(n, 784\), not"):
        plotting.digits(np.zeros(shape))


def test_digits_need_a_title_each():
    with pytest.raises(ValueError, match="There are 3 images, but 2 titles"):
        plotting.digits(np.zeros((3, 784)), titles=[1, 2])


# pictures


def test_pictures_of_photographs_are_gray():
    dim, bright = np.linspace(0, 0.5, 12).reshape(3, 4), np.linspace(0, 255, 12).reshape(3, 4)
    ax = plotting.pictures({"dim": dim, "bright": bright}, title="Photos")
    assert ax.get_title() == "Photos" and [text.get_text() for text in ax.texts] == ["dim", "bright"]
    np.testing.assert_array_equal(ax.images[0].get_array(), dim)
    assert [image.get_clim() for image in ax.images] == [(0, 0.5), (0, 255)]
    assert len(ax.figure.axes) == 1  # no color bar


def test_pictures_with_a_sign_share_a_scale_around_zero():
    images = np.stack([np.full((4, 5), 0.5), np.full((4, 5), -2.0), np.full((4, 5), -0.1)])
    ax = plotting.pictures(images, scale="weight", titles=["a", "b", "c"], columns=2)
    assert [text.get_text() for text in ax.texts] == ["a", "b", "c"]
    assert [image.get_clim() for image in ax.images] == [(-2, 2)] * 3  # the first, too: it is one of them
    boxes = [image.get_extent() for image in ax.images]
    assert boxes[0][1] < boxes[1][0] and boxes[0][2] < boxes[2][3], "they overlap"
    (bar,) = [other for other in ax.figure.axes if other is not ax]
    assert bar.get_ylabel() == "weight"
    assert ax.images[1].get_cmap()(0.5)[:3] == pytest.approx((1, 1, 1), abs=0.02)


def test_the_frame_of_a_picture_lies_outside_of_it():
    ax = plotting.pictures({"edges": np.linspace(-1, 1, 480_000).reshape(600, 800)})
    (frame,), (image,) = ax.patches, ax.images
    inside = 0.99 * frame.get_linewidth() / 72 / 2 * ax.figure.dpi
    drawn, framed = image.get_window_extent(), frame.get_window_extent()
    assert framed.x0 + inside <= drawn.x0 and drawn.x1 <= framed.x1 - inside
    assert framed.y0 + inside <= drawn.y0 and drawn.y1 <= framed.y1 - inside


def test_pictures_by_name_can_be_of_two_kinds():
    ax = plotting.pictures({"photo": [[0.0, 3.0]], "edges": [[-1.0, 2.0]], "more": [[-0.1, 0.0]]})
    assert [image.get_clim() for image in ax.images] == [(0, 3), (-2, 2), (-2, 2)]


def test_pictures_with_a_limit_say_that_there_is_more():
    ax = plotting.pictures({"edges": [[-4.0, 1.0]], "more": [[-1.0, 0.0]]}, limit=2.0)
    assert {image.get_clim() for image in ax.images} == {(-2, 2)}
    assert ax.images[0].colorbar.extend == "both"


def test_small_pictures_are_enlarged_to_the_size_of_the_others():
    ax = plotting.pictures(
        {"image": np.ones((28, 28)), "kernel": -np.ones((3, 3)), "tall": np.ones((28, 14))}
    )
    sizes = [(e[1] - e[0], e[2] - e[3]) for e in (image.get_extent() for image in ax.images)]
    np.testing.assert_allclose(sizes, [(28, 28), (28, 28), (14, 28)])


@pytest.mark.parametrize("images", [np.zeros((1, 28, 28)), {"black": np.zeros((2, 2), np.uint8)}])
def test_pictures_of_nothing_at_all_are_black(images):
    [image] = plotting.pictures(images).images
    assert image.get_clim() == (0, 1)


@pytest.mark.parametrize(
    ("images", "titles", "message"),
    [
        ({}, None, "at least one image"),
        (np.zeros((0, 4, 4)), None, "at least one image"),
        ({"rgb": np.zeros((2, 2, 3))}, None, r"'rgb' must have shape \(height, width\)"),
        (np.zeros((3, 784)), None, r"image 0 must have shape \(height, width\), not \(784,\)"),
        ({"hole": [[0, np.nan]]}, None, "'hole' has 1 values that are not finite"),
        (np.zeros((2, 4, 4)), ["a"], "There are 2 images, but 1 titles"),
    ],
)
def test_pictures_refuse_what_is_no_image(images, titles, message):
    with pytest.raises(ValueError, match=message):
        plotting.pictures(images, titles=titles)


# confusion


def test_confusion():
    ax = plotting.confusion([[900, 3], [0, 800]], names=["cat", "dog"], title="Pets")
    assert labels(ax) == ("predicted class", "true class", "Pets")
    assert [text.get_text() for text in ax.texts] == ["900", "3", "·", "800"]
    assert [text.get_text() for text in ax.get_xticklabels()] == ["cat", "dog"]
    np.testing.assert_array_equal(ax.images[0].get_array(), [[0, 3], [0, 0]])
    assert ax.images[0].get_clim() == (0, 3)


def test_confusion_without_mistakes():
    ax = plotting.confusion(np.eye(3, dtype=int))
    assert ax.images[0].get_clim() == (0, 1)
    assert [text.get_text() for text in ax.get_yticklabels()] == ["0", "1", "2"]


@pytest.mark.parametrize(
    ("counts", "names", "message"),
    [(np.ones((2, 3)), None, "must have shape"), (np.eye(2), ["one"], "2 classes, but 1 names")],
)
def test_confusion_refuses_other_shapes(counts, names, message):
    with pytest.raises(ValueError, match=message):
        plotting.confusion(counts, names=names)


# histogram


def test_histogram():
    ax = plotting.histogram([[0, 1, 1], [2, 2, 2]], bins=3, xlabel="accuracy", title="Runs")
    assert labels(ax) == ("accuracy", "count", "Runs")
    assert ax.get_legend() is None
    assert ax.patches[0].get_xy()[:, 1].max() == 3
    assert all(float(tick).is_integer() for tick in ax.get_yticks())


def test_histogram_of_groups_shares_the_bins():
    ax = plotting.histogram({"a": [0.0, 1.0], "b": [4.0] * 3, "c": []}, bins=4, xlabel="$z$")
    assert legend(ax) == ["a", "b", "c"]
    assert all(set(patch.get_xy()[:, 0]) == {0, 1, 2, 3, 4} for patch in ax.patches[:4])
    edges = plotting.histogram([0.5], bins=[0, 1, 3], xlabel="$z$").patches[0].get_xy()[:, 0]
    assert set(edges) == {0, 1, 3}


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ([], "at least one value"),
        ({}, "at least one value"),
        ([1, np.nan, np.inf], "2 of 3 values are not finite"),
    ],
)
def test_histogram_refuses_what_it_cannot_count(values, message):
    with pytest.raises(ValueError, match=message):
        plotting.histogram(values, bins=3, xlabel="$z$")


# iso_lines, zero_line, paths, mark_levels, scatter


def test_iso_lines():
    ax = plotting.iso_lines(
        lambda x: (x**2).sum(axis=-1),
        xlim=(-2, 2),
        ylim=(-1.5, 1.5),
        levels=[0.25, 1],
        xlabel="a",
        ylabel="b",
        title="f",
    )
    assert labels(ax) == ("a", "b", "f")
    assert (ax.get_xlim(), ax.get_ylim()) == ((-2, 2), (-1.5, 1.5))
    (lines,) = ax.collections
    assert list(lines.levels) == [0.25, 1]
    inner = lines.get_paths()[0].vertices
    np.testing.assert_allclose(np.hypot(*inner.T), 0.5, atol=0.01)
    assert [text.get_text() for text in ax.texts] == ["0.25", "1"]


def test_computational_graph_shows_every_number():
    nodes = {"x": (0, 0, "2", ""), "z": (1, 0, "6", "0.5")}
    ax = plotting.computational_graph(nodes, {("x", "z"): ("3", "1")}, title="A product")
    texts = {text.get_text(): text.get_color() for text in ax.texts}
    assert {"x", "z", "2", "6", "3", "0.5", "1"} <= set(texts)
    assert texts["3"] == texts["6"] != texts["1"] == texts["0.5"]
    with pytest.raises(ValueError, match="no node 'y'"):
        plotting.computational_graph(nodes, {("x", "y"): ("", "")})


def test_boundaries_of_models_in_panels():
    x, y = [[0.0, 0.0], [1.0, 1.0]], [0, 1]
    models = {"truth": lambda grid: grid[..., 0], "fit": lambda grid: grid[..., 1] - 0.5}
    panels = {"many": (x, y, models), "few": (x, y, models | {"fit": lambda grid: grid[..., 1] + 9})}
    axes = plotting.boundaries(panels, xlim=(-1, 2), ylim=(-1, 2))
    assert [labels(ax) for ax in axes] == [("$x_1$", "$x_2$", "many"), ("$x_1$", "", "few")]
    assert [len(ax.collections) for ax in axes] == [2 + 2, 2 + 1]  # samples, and boundaries that are there
    (box,) = axes[0].figure.legends
    names = [text.get_text() for text in box.get_texts()]
    assert names == ["class 0", "class 1", "truth", "fit"]
    three = plotting.boundaries(panels | {"more": panels["many"]}, xlim=(-1, 2), ylim=(-1, 2))
    assert [labels(ax) for ax in three] == [*(labels(ax) for ax in axes), ("$x_1$", "$x_2$", "more")]
    free = three[0].figure.axes[-1]  # the legend stands in the place of the fourth panel
    assert [text.get_text() for text in free.get_legend().get_texts()] == names
    assert free not in three and not three[0].figure.legends
    with pytest.raises(ValueError, match="same models"):
        plotting.boundaries({"a": (x, y, models), "b": (x, y, {})}, xlim=(0, 1), ylim=(0, 1))


def test_the_legend_of_a_surface_is_below_the_axes():
    ax = plotting.decision_surface(lambda grid: sigmoid(grid[..., :1]), [[0, 0]], [0], step=0.5)
    ax.figure.canvas.draw()
    assert ax.get_legend().get_window_extent().y1 < ax.get_window_extent().y0


def test_zero_line_is_added_to_the_legend():
    ax = plotting.decision_surface(lambda grid: sigmoid(grid[..., :1]), [[0, 0]], [0], step=0.5)
    before = legend(ax)
    plotting.zero_line(lambda grid: grid[..., 0] - 1, name="the truth", ax=ax)
    assert legend(ax) == [*before, "the truth"]
    line = ax.collections[-1].get_paths()[0].vertices
    np.testing.assert_allclose(line[:, 0], 1)
    assert (ax.get_xlim(), ax.get_ylim()) == ((-1.5, 2.5), (-1.5, 1.5))


def test_zero_line_may_lie_elsewhere():
    ax = plotting.scatter_classes([[0, 0], [1, 1]], [0, 1])
    assert legend(plotting.zero_line(lambda grid: grid[..., 0] - 99, name="far", ax=ax)) == [
        "class 0",
        "class 1",
    ]


def test_functions_on_the_plane_must_keep_its_shape():
    with pytest.raises(ValueError, match=r"must return shape \(201, 201\), not \(201, 201, 2\)"):
        plotting.iso_lines(lambda x: x, xlim=(0, 1), ylim=(0, 1), levels=[1], xlabel="a", ylabel="b")


def test_the_quick_budget_asks_at_fewer_points(monkeypatch):
    monkeypatch.setenv("WORKBOOK_BUDGET", "quick")
    with pytest.raises(ValueError, match=r"must return shape \(101, 101\), not \(101, 101, 2\)"):
        plotting.iso_lines(lambda x: x, xlim=(0, 1), ylim=(0, 1), levels=[1], xlabel="a", ylabel="b")


def test_paths():
    ax = plotting.curves({"ground": [0, 0]}, xlabel="a", ylabel="b")
    walk = np.array([[0.0, 0], [1, 2], [3, 1]])
    plotting.paths({"one": walk, "two": walk[:1]}, ax=ax)
    assert legend(ax) == ["ground", "one", "two"]
    one, start = ax.lines[1:3]
    np.testing.assert_array_equal(one.get_xydata(), walk)
    np.testing.assert_array_equal(start.get_xydata(), walk[:1])
    assert start.get_color() == one.get_color() != ax.lines[3].get_color()


@pytest.mark.parametrize(
    ("trajectories", "message"),
    [
        ({}, "at least one trajectory"),
        ({"a": [1, 2]}, r"'a' must have shape \(n, 2\) with n > 0, not \(2,\)"),
    ],
)
def test_paths_refuse_other_shapes(trajectories, message):
    ax = plotting.curves({"ground": [0, 0]}, xlabel="a", ylabel="b")
    with pytest.raises(ValueError, match=message):
        plotting.paths(trajectories, ax=ax)


def test_mark_levels():
    ax = plotting.curves({"loss": [3, 2, 1]}, xlabel="step", ylabel="loss")
    plotting.mark_levels({"floor": 0.5, "chance": 0.7}, ax=ax)
    plotting.mark_levels({"limit": 1.0}, ax=ax, vertical=True)
    assert legend(ax) == ["loss", "floor", "chance", "limit"]
    floor, chance, limit = ax.lines[1:]
    assert list(floor.get_ydata()) == [0.5, 0.5] and list(limit.get_xdata()) == [1, 1]
    assert floor.get_linestyle() != chance.get_linestyle()  # not by color: colors are models


def test_scatter():
    samples = {"a": ([1, 2], [3, 4]), "b": NOISE}
    ax = plotting.scatter(samples, xlabel="$y_1$", ylabel="$y_2$", title="Both")
    assert labels(ax) == ("$y_1$", "$y_2$", "Both") and legend(ax) == ["a", "b"]
    first, second = ax.lines
    np.testing.assert_array_equal(first.get_xydata(), [[1, 3], [2, 4]])
    np.testing.assert_array_equal(second.get_xydata(), NOISE)
    assert first.get_color() != second.get_color() and ax.get_aspect() == "auto"
    assert plotting.scatter(samples, xlabel="", ylabel="", equal=True).get_aspect() == 1


@pytest.mark.parametrize(
    ("samples", "message"),
    [
        ({}, "at least one set"),
        ({"noise": np.zeros((5, 3))}, r"'noise' must have shape \(n, 2\) with n > 0, not \(5, 3\)"),
        ({"a": ([1, 2], [3])}, "'a' needs x and y of one shape"),
    ],
)
def test_scatter_refuses_what_is_no_cloud(samples, message):
    with pytest.raises(ValueError, match=message):
        plotting.scatter(samples, xlabel="", ylabel="")


def test_whatever_numpy_understands_is_welcome():
    class Zeros:
        def __init__(self, *shape):
            self.size = shape

        def __array__(self, dtype=None, copy=None):
            return np.zeros(self.size, dtype)

    plotting.curves({"loss": Zeros(3), "test": (Zeros(3), [1, 2, 3])}, xlabel="step", ylabel="loss")
    plotting.scatter_classes(Zeros(2, 2), Zeros(2, 1))
    plotting.digits(Zeros(2, 784))
    plotting.histogram(Zeros(5), bins=2, xlabel="$z$")


# classes and divergence


def densities():
    x = np.linspace(-4, 4, 50)
    one, two = np.exp(-((x - 1) ** 2)), 0.5 * np.exp(-((x + 1) ** 2) / 4)
    return x, one, two, one / (one + two)


def test_classes():
    x, one, two, posterior = densities()
    axes = plotting.classes(
        x, {"even": (one, two, posterior), "odd": (two, one, 1 - posterior)}, names=("tea", "coffee")
    )
    assert axes.shape == (2, 2)
    assert [ax.get_title() for ax in axes[0]] == ["even", "odd"]
    assert axes[0, 0].get_ylabel() == "density" and axes[1, 0].get_ylabel() == "posterior of tea"
    assert [ax.get_xlabel() for ax in axes[1]] == ["$x$", "$x$"]
    assert legend(axes[0, 1]) == ["tea", "coffee"]
    np.testing.assert_array_equal(axes[0, 1].lines[0].get_ydata(), two)
    np.testing.assert_array_equal(axes[1, 1].lines[0].get_ydata(), 1 - posterior)
    low, high = axes[0, 0].get_ylim()
    assert low == 0 and high >= 1.0  # the tallest curve fits into all panels of its row


def test_divergence():
    x, one, two, _ = densities()
    axes = plotting.divergence(x, {"there": (np.log(one), np.log(two)), "back": (np.log(two), np.log(one))})
    assert axes.shape == (2, 2)
    assert legend(axes[0, 0]) == ["$p$", "$q$"]
    np.testing.assert_allclose(axes[1, 0].lines[0].get_ydata(), one * np.log(one / two))
    assert "nats" in axes[1, 0].get_ylabel()


def test_divergence_takes_logarithms_of_what_is_0_to_a_float():
    x = np.linspace(-40, 40, 11)
    axes = plotting.divergence(x, {"far": (-(x**2), -50 * x**2)})
    assert np.isfinite(axes[1, 0].lines[0].get_ydata()).all()


@pytest.mark.parametrize("draw", [plotting.classes, plotting.divergence])
def test_panels_need_densities_of_one_shape(draw):
    x, one, _, _ = densities()
    with pytest.raises(ValueError, match="at least one panel"):
        draw(x, {})
    with pytest.raises(ValueError, match="'bad' needs x and y of one shape"):
        draw(x, {"bad": (one, one[:-1], one)[: 3 if draw is plotting.classes else 2]})


def gaussian(points):
    return -0.5 * (points**2).sum(axis=1) - np.log(2 * np.pi)


def test_flow_panes():
    axes = plotting.flow_panes(NOISE, 2 * NOISE, NOISE + 1, title="step 10")
    before, after, marginals = axes
    assert after.figure.get_suptitle() == "step 10"
    assert [ax.get_xlabel() for ax in axes] == ["$x_1$", "$y_1$", "coordinate"]
    assert [ax.get_ylabel() for ax in axes] == ["$x_2$", "$y_2$", "density"]
    assert legend(marginals) == ["$y_1$, data", "$y_1$, flow", "$y_2$, data", "$y_2$, flow"]
    assert len(before.lines) == 4 and len(after.lines) == 5  # a color for each quadrant; the data behind
    for was, became in zip(before.lines, after.lines[1:], strict=True):
        assert was.get_color() == became.get_color()
        np.testing.assert_allclose(np.multiply(2, was.get_data()), became.get_data())


def test_flow_panes_keep_their_axes_whatever_the_flow_does():
    frames = [plotting.flow_panes(NOISE, moved, NOISE) for moved in (NOISE, 1e6 * NOISE, np.nan * NOISE)]
    for one in frames[1:]:
        for ax, first in zip(one, frames[0], strict=True):
            assert ax.get_xlim() == first.get_xlim() and ax.get_ylim() == first.get_ylim()


def test_flow_panes_refuse_other_shapes():
    with pytest.raises(ValueError, match=r"moved must have the shape of x, \(200, 2\), not \(100, 2\)"):
        plotting.flow_panes(NOISE, NOISE[:100], NOISE)


def test_densities_share_one_scale():
    narrow = lambda points: gaussian(4 * points) + np.log(16)
    axes = plotting.densities({"wide": gaussian, "narrow": narrow}, xlim=(-3, 3), ylim=(-2, 2), samples=NOISE)
    assert [ax.get_title() for ax in axes] == ["wide", "narrow"]
    assert axes[0].get_ylabel() == "$y_2$" and {ax.get_xlabel() for ax in axes} == {"$y_1$"}
    one, other = (ax.collections[0] for ax in axes)
    assert one.get_clim() == other.get_clim() and one.get_array().max() < other.get_array().max()
    np.testing.assert_allclose(one.get_array().max(), 1 / (2 * np.pi), rtol=1e-3)
    assert all(len(ax.lines) == 1 for ax in axes)


def test_densities_refuse_what_is_no_density():
    plane = {"xlim": (-1, 1), "ylim": (-1, 1)}
    with pytest.raises(ValueError, match="at least one model"):
        plotting.densities({}, **plane)
    with pytest.raises(ValueError, match=r"'flow' must return shape \(22801,\), not \(22801, 2\)"):
        plotting.densities({"flow": lambda points: points}, **plane)
    with pytest.raises(ValueError, match="'flow' returns nan for 22801 of 22801 points"):
        plotting.densities({"flow": lambda points: np.nan * points[:, 0]}, **plane)


# matrices


def test_matrices_have_symmetric_scales_of_their_own():
    wide, row = np.array([[1.0, -4.0, 2.0], [0.0, 3.0, 1.0]]), np.array([[0.1, 0.2]])
    axes = plotting.matrices(
        {"first": wide, "second": row},
        xlabels=["pixel", "unit"],
        ylabels=["unit", ""],
        scale="slope",
        title="Gradients",
    )
    assert [ax.get_ylabel() for ax in axes[0].figure.axes[2:]] == ["slope", "slope"]
    assert [labels(ax) for ax in axes] == [("pixel", "unit", "first"), ("unit", "", "second")]
    assert axes[0].figure.get_suptitle() == "Gradients"
    for ax, matrix in zip(axes, (wide, row), strict=True):
        (image,) = ax.images
        np.testing.assert_array_equal(image.get_array(), matrix)
        assert image.get_clim() == (-np.abs(matrix).max(), np.abs(matrix).max())
        assert image.get_cmap()(0.5) == pytest.approx((1, 1, 1, 1), abs=0.02)  # zero is white
        assert all(float(tick).is_integer() for tick in [*ax.get_xticks(), *ax.get_yticks()])


def test_matrices_of_zeros_alone():
    (ax,) = plotting.matrices({"nothing": np.zeros((2, 3))}, xlabels=["column"], ylabels=["row"])
    assert ax.images[0].get_clim() == (-1, 1)


@pytest.mark.parametrize(
    ("arrays", "message"),
    [
        ({}, "0 matrices, 1 xlabels, 1 ylabels"),
        ({"a": np.zeros((1, 1)), "b": np.zeros((1, 1))}, "2 matrices, 1 xlabels, 1 ylabels"),
        ({"a": np.zeros(3)}, r"'a' must have shape \(height, width\), not \(3,\)"),
        ({"a": np.zeros((0, 3))}, r"not \(0, 3\)"),
        ({"a": np.array([[0.0, np.nan]])}, "'a' has 1 values that are not finite"),
    ],
)
def test_matrices_refuse_what_they_cannot_draw(arrays, message):
    with pytest.raises(ValueError, match=message):
        plotting.matrices(arrays, xlabels=["x"], ylabels=["y"])
