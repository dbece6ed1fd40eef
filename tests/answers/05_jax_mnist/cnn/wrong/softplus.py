# mistake: takes softplus in place of relu
# fails: test_cnn
# hint: Your activation is round near 0. relu has a corner there, and is exactly 0 below it.

def cnn(key: jax.Array) -> eqx.Module:
    k1, k2, k3, k4 = jax.random.split(key, 4)
    return eqx.nn.Sequential([
        eqx.nn.Lambda(lambda x: x.reshape(1, 28, 28)),
        eqx.nn.Conv2d(1, 16, 4, 4, key=k1),
        eqx.nn.Lambda(jax.nn.softplus),
        eqx.nn.Conv2d(16, 32, 3, key=k2),
        eqx.nn.Lambda(jax.nn.softplus),
        eqx.nn.Lambda(jnp.ravel),
        eqx.nn.Linear(800, 256, key=k3),
        eqx.nn.Lambda(jax.nn.softplus),
        eqx.nn.Linear(256, 10, key=k4),
        eqx.nn.Lambda(log_softmax),
    ])
