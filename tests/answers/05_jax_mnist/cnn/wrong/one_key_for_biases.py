# mistake: draws all biases with one key
# fails: test_cnn
# hint: Which arrays of yours are drawn with the same key? Biases need keys of their own, too.

def cnn(key: jax.Array) -> eqx.Module:
    *keys, bias_key = jax.random.split(key, 5)
    normal = lambda d: 0.01 * jax.random.normal(bias_key, (d,))
    conv = lambda c_in, c_out, side, stride, key: eqx.tree_at(
        lambda layer: layer.bias, eqx.nn.Conv2d(c_in, c_out, side, stride, key=key), normal(c_out)[:, None, None])
    linear = lambda d_in, d_out, key: eqx.tree_at(
        lambda layer: layer.bias, eqx.nn.Linear(d_in, d_out, key=key), normal(d_out))
    relu = eqx.nn.Lambda(jax.nn.relu)
    return eqx.nn.Sequential([
        eqx.nn.Lambda(lambda x: x.reshape(1, 28, 28)),
        conv(1, 16, 4, 4, keys[0]), relu,
        conv(16, 32, 3, 1, keys[1]), relu,
        eqx.nn.Lambda(jnp.ravel),
        linear(800, 256, keys[2]), relu,
        linear(256, 10, keys[3]),
        eqx.nn.Lambda(log_softmax),
    ])
