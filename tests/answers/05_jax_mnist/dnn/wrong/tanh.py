# mistake: tanh instead of relu
# fails: test_dnn
# hint: Which function stands between the layers in the task?

def dnn(key):
    keys = jax.random.split(key, 3)
    return eqx.nn.Sequential(
        [
            eqx.nn.Linear(784, 512, key=keys[0]),
            eqx.nn.Lambda(jnp.tanh),
            eqx.nn.Linear(512, 256, key=keys[1]),
            eqx.nn.Lambda(jnp.tanh),
            eqx.nn.Linear(256, 10, key=keys[2]),
            eqx.nn.Lambda(log_softmax),
        ]
    )
