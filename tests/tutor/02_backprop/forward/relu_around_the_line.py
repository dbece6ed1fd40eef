# same as: stores_z_after_relu

def forward(x: np.ndarray, params: Params) -> tuple[np.ndarray, list[np.ndarray], list[np.ndarray]]:
    hs, zs = [x], []
    for W, b in params[:-1]:
        z = relu(hs[-1] @ W + b)
        zs.append(z)
        hs.append(z)
    W_last, b_last = params[-1]
    logits = hs[-1] @ W_last + b_last
    zs.append(logits)
    return logits, hs, zs
