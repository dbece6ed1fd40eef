def momentum_step(params, grads, velocity, learning_rate, gamma):
    new_params, new_velocity = [], []
    for layer, grad, m in zip(params, grads, velocity):
        m = tuple(gamma * old + (1 - gamma) * new for old, new in zip(m, grad))
        new_velocity.append(m)
        new_params.append(tuple(array - learning_rate * average for array, average in zip(layer, m)))
    return new_params, new_velocity
