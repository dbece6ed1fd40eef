# mistake: no relu between the layers
# fails: test_dnn
# hint: Three affine layers without a bend are one affine layer. What stands between them?

def dnn(key):
    keys = jax.random.split(key, 3)
    return eqx.nn.Sequential(
        [
            eqx.nn.Linear(784, 512, key=keys[0]),
            eqx.nn.Linear(512, 256, key=keys[1]),
            eqx.nn.Linear(256, 10, key=keys[2]),
            eqx.nn.Lambda(log_softmax),
        ]
    )
