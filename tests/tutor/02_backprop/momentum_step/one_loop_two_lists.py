# same as: ignores_the_average

def momentum_step(
    params: Params, grads: Params, velocity: Params, learning_rate: float, gamma: float
) -> tuple[Params, Params]:
    new_p, new_v = [], []
    for p, g, v in zip(params, grads, velocity):
        new_v.append(tuple(v[i] + (1 - gamma) * (g[i] - v[i]) for i in range(2)))
        new_p.append(tuple(p[i] - learning_rate * g[i] for i in range(2)))
    return new_p, new_v
