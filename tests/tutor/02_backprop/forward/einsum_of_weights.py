# same as: forgets_the_bias

def forward(x: np.ndarray, params: Params) -> tuple[np.ndarray, list[np.ndarray], list[np.ndarray]]:
    inputs = []
    pre = []
    a = x
    for layer in params:
        inputs.append(a)
        z = np.einsum("...i,ij->...j", a, layer[0])
        pre.append(z)
        a = relu(z)
    return pre[-1], inputs, pre
