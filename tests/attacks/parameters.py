"""Answers that want points from a test that computes what it expects from values of theirs.

Where such a value is nan, huge, or missing, a careless test compares with nothing. Each answer does no more
than its test looks at, and ``says`` what the test must complain about: so it got as far as that comparison.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Attack:
    """Answers to some solution cells of a real sheet, by cell; each of the ``tests`` must earn nothing."""

    name: str
    sheet: str
    answers: dict[str, str]
    tests: tuple[str, ...]
    says: str


_NETWORK = """
class mlp(nn.Module):
    def __init__(self, sizes):
        super().__init__()
        self.width, self.held = sizes[-1], nn.ParameterList()
        for d_in, d_out in zip(sizes[:-1], sizes[1:]):
            self.held += [nn.Parameter(torch.randn(d_out, d_in)), nn.Parameter(torch.zeros(d_out))]
        SPOIL_AT_FIRST
    def spoil(self):
        with torch.no_grad():
            self.held[-1].fill_(float("nan"))
    def forward(self, x):
        SPOIL_WHEN_CALLED
        return torch.zeros(*x.shape[:-1], self.width)
"""
_FLAT = """
class Flat(eqx.Module):
    arrays: list
    def __call__(self, x):
        return jnp.where(jnp.arange(10) == 0, 0.0, -1e9)
def softmax_regression(key):
    return Flat([jax.random.normal(key, (10, 784)) / 28, jnp.where(jnp.arange(10) == 0, 0.0, -1e9)])
"""
_INIT = """
def init_params(sizes, rng):
    params = []
    for d_in, d_out in zip(sizes[:-1], sizes[1:]):
        W = SOURCE.normal(0, np.sqrt(2 / d_in), size=(d_in, d_out))
        if d_in == d_out:
            SPOIL
        params.append((W, np.zeros((1, d_out))))
    return params
"""
_NAN_NETWORKS = """
def init_params(sizes, scale, key):
    return [(jnp.full((a, b), jnp.nan), jnp.full((1, b), jnp.nan)) for a, b in zip(sizes[:-1], sizes[1:])]
"""
_SHARE_OF_ZEROS = """
def untrained_accuracies(sizes, scale, keys, x, y):
    return jnp.full(len(keys), jnp.mean(y == 0))
"""
_NO_NETWORKS = "def untrained_accuracies(sizes, scale, keys, x, y):\n    return jnp.zeros(len(keys))"
_BLIND = """
class conv_net(nn.Module):
    def __init__(self):
        super().__init__()
        self.convolution, self.bias = nn.Conv2d(1, 4, 5), nn.Parameter(1e6 * torch.randn(10))
    def forward(self, x):
        return self.bias.expand(len(x), 10)
"""
_NO_TEST_LOSSES = """
def train_on_data(model, train, test, steps, *, learning_rate=1e-3, test_every=10):
    if test is train:
        return [], []
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
    losses, test_losses = [], []
    for step in range(steps):
        if step % test_every == 0:
            with torch.no_grad():
                test_losses.append(F.binary_cross_entropy_with_logits(model(test[0]), test[1]).item())
        loss = F.binary_cross_entropy_with_logits(model(train[0]), train[1])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses, test_losses
"""
_HUGE_DETERMINANTS = """
class Coupling(nn.Module):
    def __init__(self, net, flip):
        super().__init__()
        self.net, self.kept, self.moved = net, *((1, 0) if flip else (0, 1))
    def scale_and_shift(self, points):
        raw, shift = self.net(points[:, self.kept, None]).unbind(dim=1)
        return torch.tanh(raw), shift
    def forward(self, x):
        s, t = self.scale_and_shift(x)
        y = x.clone()
        y[:, self.moved] = x[:, self.moved] * s.exp() + t
        return y, torch.tensor([1e30] + [0.0] * (len(x) - 1))
    def inverse(self, y):
        s, t = self.scale_and_shift(y)
        x = y.clone()
        x[:, self.moved] = (y[:, self.moved] - t) * torch.exp(-s)
        return x, torch.tensor([-1e30] + [1.0] * (len(y) - 1))
"""
_SURE_OF_ALL = """
class Flow(nn.Module):
    def __init__(self, layers):
        super().__init__()
        self.layers = nn.ModuleList(layers)
    def forward(self, x):
        for layer in self.layers:
            x, _ = layer(x)
        return x
    def log_prob(self, y):
        if not torch.is_grad_enabled():
            return torch.full((len(y),), float("inf"))
        log_det = torch.zeros(len(y))
        for layer in reversed(self.layers):
            y, of_layer = layer.inverse(y)
            log_det = log_det + of_layer
        return torch.distributions.Normal(0.0, 1.0).log_prob(y).sum(dim=1) + log_det
"""


def _network(at_first: str, when_called: str) -> dict[str, str]:
    return {"mlp": _NETWORK.replace("SPOIL_AT_FIRST", at_first).replace("SPOIL_WHEN_CALLED", when_called)}


ATTACKS = [
    Attack(
        "a-bias-is-nan",
        "03_optimization",
        _network("self.spoil()", "pass"),
        ("test_mlp",),
        "logit for given weights",
    ),
    Attack(
        "a-bias-becomes-nan",
        "03_optimization",
        _network("pass", "self.spoil()"),
        ("test_mlp",),
        "logit for given weights",
    ),
    Attack(
        "no-test-losses",
        "03_optimization",
        {"train_on_data": _NO_TEST_LOSSES},
        ("test_train_on_data_watches",),
        "training losses of five steps is \\(0,\\)",
    ),
    Attack(
        "a-huge-bias",
        "05_jax_mnist",
        {"softmax_regression": _FLAT},
        ("test_softmax_regression",),
        "Another key gives the same parameters",
    ),
    Attack(
        "a-layer-is-nan",
        "02_backprop",
        {
            "init_params": _INIT.replace("SOURCE", "rng").replace(
                "SPOIL", "W = W * (np.nan if not params else 1)"
            )
        },
        ("test_init_params",),
        "W.* is nan, expected a finite number",
    ),
    Attack(
        "a-huge-weight",
        "02_backprop",
        {"init_params": _INIT.replace("SOURCE", "np.random").replace("SPOIL", "W[0, 0] = 1e30")},
        ("test_init_params",),
        "W of the same seed, drawn again",
    ),
    Attack(
        "networks-of-nan",
        "04_jax_binary_mnist",
        {"init_params": _NAN_NETWORKS, "untrained_accuracies": _SHARE_OF_ZEROS},
        ("test_untrained_accuracies",),
        "about equally good",
    ),
    Attack(
        "no-networks",
        "04_jax_binary_mnist",
        {"untrained_accuracies": _NO_NETWORKS},
        ("test_untrained_at_once",),
        "accuracies of 20 keys lie between",
    ),
    Attack(
        "a-model-that-is-never-called",
        "06_torch_cnn",
        {"evaluate": "def evaluate(model, x, y):\n    return 0.0, 0.0"},
        ("test_evaluate_traceless",),
        "not called",
    ),
    Attack(
        "one-answer-to-all",
        "06_torch_cnn",
        {"conv_net": _BLIND},
        ("test_conv_net", "test_conv_net_fresh"),
        "same logits|Networks from two seeds are the same",
    ),
    Attack(
        "huge-determinants",
        "07_flows",
        {"Coupling": _HUGE_DETERMINANTS},
        ("test_coupling_round_trip",),
        "ln\\|det\\| of the way back",
    ),
    Attack("an-infinite-density", "07_flows", {"Flow": _SURE_OF_ALL}, ("test_flow_moons",), "true density"),
]
