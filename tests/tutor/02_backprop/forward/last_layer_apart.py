# same as: sigmoid_at_the_end

def forward(x: np.ndarray, params: Params) -> tuple[np.ndarray, list[np.ndarray], list[np.ndarray]]:
    hs, zs = [], []
    h = x
    for W, b in params[:-1]:
        hs.append(h)
        zs.append(h @ W + b)
        h = relu(zs[-1])
    W, b = params[-1]
    hs.append(h)
    zs.append(h @ W + b)
    out = sigmoid(zs[-1])
    return out, hs, zs
