# same as: one_entry_too_many

def forward(x: np.ndarray, params: Params) -> tuple[np.ndarray, list[np.ndarray], list[np.ndarray]]:
    h = x
    hs = [h]
    zs = []
    for i in range(len(params)):
        z = h @ params[i][0]
        z = z + params[i][1]
        h = relu(z)
        zs += [z]
        hs += [h]
    logits = zs[len(params) - 1]
    return logits, hs, zs
