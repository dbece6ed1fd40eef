# mistake: makes all layers with one key
# fails: test_cnn
# hint: Your layers hold the same random numbers, only scaled. How many keys do four layers need?

def cnn(key):
    keys = [key] * 4
    return eqx.nn.Sequential(
        [
            eqx.nn.Lambda(lambda x: x.reshape(1, 28, 28)),
            eqx.nn.Conv2d(1, 16, 4, stride=4, key=keys[0]),
            eqx.nn.Lambda(jax.nn.relu),
            eqx.nn.Conv2d(16, 32, 3, key=keys[1]),
            eqx.nn.Lambda(jax.nn.relu),
            eqx.nn.Lambda(jnp.ravel),
            eqx.nn.Linear(800, 256, key=keys[2]),
            eqx.nn.Lambda(jax.nn.relu),
            eqx.nn.Linear(256, 10, key=keys[3]),
            eqx.nn.Lambda(log_softmax),
        ]
    )
