def cnn(key):
    key, *keys = jax.random.split(key, 4)
    relu = eqx.nn.Lambda(jax.nn.relu)
    look = eqx.nn.Sequential([eqx.nn.Conv2d(1, 16, 4, 4, key=key), relu, eqx.nn.Conv2d(16, 32, 3, 1, key=keys[0]), relu])
    think = eqx.nn.Sequential([eqx.nn.Linear(800, 256, key=keys[1]), relu, eqx.nn.Linear(256, 10, key=keys[2])])
    image = eqx.nn.Lambda(lambda x: x.reshape(28, 28)[None])
    return eqx.nn.Sequential([image, look, eqx.nn.Lambda(lambda h: h.reshape(-1)), think, eqx.nn.Lambda(jax.nn.log_softmax)])
