# mistake: the results of all calls with one shape are the same array
# fails: test_relu
# hint: Keep the results of two calls, and look at the first one after the second call. Make a new array each time.

_buffers = {}


def relu(z: np.ndarray) -> np.ndarray:
    if z.shape not in _buffers:
        _buffers[z.shape] = np.empty(z.shape)
    return np.maximum(z, 0, out=_buffers[z.shape])
