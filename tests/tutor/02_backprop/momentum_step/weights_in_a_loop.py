# same as: biases_stay

def momentum_step(
    params: Params, grads: Params, velocity: Params, learning_rate: float, gamma: float
) -> tuple[Params, Params]:
    new_params = []
    new_velocity = []
    for l in range(len(params)):
        W, b = params[l]
        v, vb = velocity[l]
        v = v * gamma + grads[l][0] * (1 - gamma)
        new_velocity.append((v, vb))
        new_params.append((W - v * learning_rate, b))
    return new_params, new_velocity
