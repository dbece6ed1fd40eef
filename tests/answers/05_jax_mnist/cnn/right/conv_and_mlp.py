def cnn(key: jax.Array) -> eqx.Module:
    class Net(eqx.Module):
        convolutions: list
        head: eqx.nn.MLP

        def __call__(self, image: jax.Array) -> jax.Array:
            channels = jnp.asarray(image, jnp.float32).reshape(28, 28)[None]
            for convolution in self.convolutions:
                channels = jnp.maximum(convolution(channels), 0)
            return log_softmax(self.head(jnp.concatenate([channel.ravel() for channel in channels])))

    keys = jax.random.split(key, 3)
    first = eqx.nn.Conv(2, 1, 16, kernel_size=(4, 4), stride=(4, 4), key=keys[0])
    second = eqx.nn.Conv(2, 16, 32, kernel_size=(3, 3), key=keys[1])
    return Net([first, second], eqx.nn.MLP(800, 10, 256, 1, activation=jax.nn.relu, key=keys[2]))
