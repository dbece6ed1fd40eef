# mistake: takes the logarithm of a softmax
# fails: test_softmax_regression
# hint: What does your model say to an image a hundred times as bright? Section 5.3 met that number before.

def softmax_regression(key: jax.Array) -> eqx.Module:
    return eqx.nn.Sequential(
        [eqx.nn.Linear(784, 10, key=key), eqx.nn.Lambda(jax.nn.softmax), eqx.nn.Lambda(jnp.log)]
    )
