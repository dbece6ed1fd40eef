# same as: in_place

def momentum_step(
    params: Params, grads: Params, velocity: Params, learning_rate: float, gamma: float
) -> tuple[Params, Params]:
    for layer in range(len(params)):
        for i in (0, 1):
            m = velocity[layer][i]
            theta = params[layer][i]
            m[...] = gamma * m + (1 - gamma) * grads[layer][i]
            theta[...] = theta - learning_rate * m
    return params, velocity
