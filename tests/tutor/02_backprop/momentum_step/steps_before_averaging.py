# same as: steps_with_the_old_average

def momentum_step(
    params: Params, grads: Params, velocity: Params, learning_rate: float, gamma: float
) -> tuple[Params, Params]:
    new_params, new_velocity = [], []
    for i in range(len(params)):
        W = params[i][0] - learning_rate * velocity[i][0]
        b = params[i][1] - learning_rate * velocity[i][1]
        new_params.append((W, b))
        mW = gamma * velocity[i][0] + (1 - gamma) * grads[i][0]
        mb = gamma * velocity[i][1] + (1 - gamma) * grads[i][1]
        new_velocity.append((mW, mb))
    return new_params, new_velocity
