class Convolutional(eqx.Module):
    first: eqx.nn.Conv2d
    second: eqx.nn.Conv2d
    hidden: eqx.nn.Linear
    last: eqx.nn.Linear

    def __init__(self, key):
        a, b, c, d = jax.random.split(key, 4)
        self.first = eqx.nn.Conv2d(1, 16, kernel_size=4, stride=4, padding=0, key=a)
        self.second = eqx.nn.Conv2d(16, 32, kernel_size=(3, 3), key=b)
        self.hidden = eqx.nn.Linear(32 * 5 * 5, 256, key=c)
        self.last = eqx.nn.Linear(256, 10, key=d)

    def __call__(self, x):
        h = jax.nn.relu(self.first(jnp.reshape(x, (1, 28, 28))))
        h = jax.nn.relu(self.second(h)).flatten()
        return log_softmax(self.last(jax.nn.relu(self.hidden(h))))


def cnn(key):
    return Convolutional(key)
