# mistake: makes all layers with one key
# fails: test_dnn
# hint: Your layers hold the same random numbers, only scaled. How many keys do three layers need?

def dnn(key):
    keys = [key] * 3
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
