def momentum_step(params, grads, velocity, learning_rate, gamma):
    v = [(mW + (1 - gamma) * (dW - mW), mb + (1 - gamma) * (db - mb)) for (mW, mb), (dW, db) in zip(velocity, grads)]
    p = [[np.subtract(W, learning_rate * mW), np.subtract(b, learning_rate * mb)] for (W, b), (mW, mb) in zip(params, v)]
    return p, v
