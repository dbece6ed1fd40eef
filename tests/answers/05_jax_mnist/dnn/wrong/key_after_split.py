# mistake: gives a key to a layer after it was split
# fails: test_dnn
# hint: A key that has been split is used up. Split it into as many parts as there are layers.

def dnn(key: jax.Array) -> eqx.Module:
    k1, k2 = jax.random.split(key)
    return eqx.nn.Sequential([
        eqx.nn.Linear(784, 512, key=k1),
        eqx.nn.Lambda(jax.nn.relu),
        eqx.nn.Linear(512, 256, key=k2),
        eqx.nn.Lambda(jax.nn.relu),
        eqx.nn.Linear(256, 10, key=key),
        eqx.nn.Lambda(log_softmax),
    ])
