"""Figures say what they show, show all of it, and never warn (a warning costs marks in nbgrader)."""

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pytest

from helpers import data, plotting

pytestmark = pytest.mark.filterwarnings("error")


@pytest.fixture(autouse=True)
def figures():
    """The look of the course without a window; every figure must also survive being drawn."""
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


# matrices


def test_matrices_have_symmetric_scales_of_their_own():
    wide, row = np.array([[1.0, -4.0, 2.0], [0.0, 3.0, 1.0]]), np.array([[0.1, 0.2]])
    axes = plotting.matrices(
        {"first": wide, "second": row}, xlabels=["pixel", "unit"], ylabels=["unit", ""], title="Gradients"
    )
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
        ({"a": np.zeros(3)}, r"'a' must have shape \(rows, columns\), not \(3,\)"),
        ({"a": np.zeros((0, 3))}, r"not \(0, 3\)"),
        ({"a": np.array([[0.0, np.nan]])}, "'a' has values that are not finite"),
    ],
)
def test_matrices_refuse_what_they_cannot_draw(arrays, message):
    with pytest.raises(ValueError, match=message):
        plotting.matrices(arrays, xlabels=["x"], ylabels=["y"])


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
    plotting.matrices({"W": Zeros(2, 3)}, xlabels=["unit"], ylabels=["unit"])
