# mistake: ignores the key it is given
# fails: test_dnn
# hint: Two different keys give you the same network.

def dnn(key):
    keys = jax.random.split(jax.random.key(0), 3)
    return eqx.nn.Sequential(
        [
            eqx.nn.Linear(784, 512, key=keys[0]),
            eqx.nn.Lambda(jax.nn.relu),
            eqx.nn.Linear(512, 256, key=keys[1]),
            eqx.nn.Lambda(jax.nn.relu),
            eqx.nn.Linear(256, 10, key=keys[2]),
            eqx.nn.Lambda(log_softmax),
        ]
    )
