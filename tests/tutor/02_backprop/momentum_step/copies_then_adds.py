# same as: uphill

def momentum_step(
    params: Params, grads: Params, velocity: Params, learning_rate: float, gamma: float
) -> tuple[Params, Params]:
    new_params = [(W.copy(), b.copy()) for W, b in params]
    new_velocity = [(mW.copy(), mb.copy()) for mW, mb in velocity]
    for l, (dW, db) in enumerate(grads):
        for m, g, theta in zip(new_velocity[l], (dW, db), new_params[l]):
            m *= gamma
            m += (1 - gamma) * g
            theta += learning_rate * m
    return new_params, new_velocity
