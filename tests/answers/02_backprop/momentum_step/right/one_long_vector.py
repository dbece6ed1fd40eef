def momentum_step(params, grads, velocity, learning_rate, gamma):
    flat = lambda pairs: np.concatenate([np.ravel(array) for pair in pairs for array in pair])
    shapes = [array.shape for pair in params for array in pair]
    ends = np.cumsum([np.prod(shape, dtype=int) for shape in shapes])[:-1]

    def pairs(vector):
        parts = [part.reshape(shape) for part, shape in zip(np.split(vector, ends), shapes)]
        return list(zip(parts[0::2], parts[1::2]))

    average = gamma * flat(velocity) + (1 - gamma) * flat(grads)
    return pairs(flat(params) - learning_rate * average), pairs(average)
