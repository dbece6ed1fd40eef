def dnn(key: jax.Array) -> eqx.Module:
    front, back = jax.random.split(key)
    hidden = eqx.nn.MLP(784, 256, width_size=512, depth=1, activation=jax.nn.relu, final_activation=jax.nn.relu, key=front)
    return eqx.nn.Sequential([hidden, eqx.nn.Linear(256, 10, key=back), eqx.nn.Lambda(log_softmax)])
