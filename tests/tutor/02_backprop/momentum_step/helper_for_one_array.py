# same as: heavy_ball

def momentum_step(
    params: Params, grads: Params, velocity: Params, learning_rate: float, gamma: float
) -> tuple[Params, Params]:
    def update(theta, g, v):
        v = g + gamma * v
        return theta - learning_rate * v, v

    new_params, new_velocity = [], []
    for (W, b), (dW, db), (vW, vb) in zip(params, grads, velocity):
        W, vW = update(W, dW, vW)
        b, vb = update(b, db, vb)
        new_params.append((W, b))
        new_velocity.append((vW, vb))
    return new_params, new_velocity
