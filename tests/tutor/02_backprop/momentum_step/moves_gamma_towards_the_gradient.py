# same as: weights_swapped

def momentum_step(
    params: Params, grads: Params, velocity: Params, learning_rate: float, gamma: float
) -> tuple[Params, Params]:
    new_params, new_velocity = [], []
    for theta, g, m in zip(params, grads, velocity):
        m_new = tuple(old + gamma * (new - old) for old, new in zip(m, g))
        theta_new = tuple(t - learning_rate * v for t, v in zip(theta, m_new))
        new_params.append(theta_new)
        new_velocity.append(m_new)
    return new_params, new_velocity
