# mistake: ends in softmax and a logarithm instead of log_softmax
# fails: test_dnn
# hint: How small can a probability be in float32 before its logarithm is lost?

def dnn(key):
    keys = jax.random.split(key, 3)
    return eqx.nn.Sequential(
        [
            eqx.nn.Linear(784, 512, key=keys[0]),
            eqx.nn.Lambda(jax.nn.relu),
            eqx.nn.Linear(512, 256, key=keys[1]),
            eqx.nn.Lambda(jax.nn.relu),
            eqx.nn.Linear(256, 10, key=keys[2]),
            eqx.nn.Lambda(jax.nn.softmax),
            eqx.nn.Lambda(jnp.log),
        ]
    )
