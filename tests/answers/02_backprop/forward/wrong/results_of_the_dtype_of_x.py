# mistake: the pre-activations are written into arrays of the dtype of x, which cuts off decimals if x holds integers
# fails: test_forward, test_forward_lists
# hint: For integer inputs your z is an array of integers. What happens to 5.5 in it?

def forward(x, params):
    hs, zs = [x], []
    for W, b in params:
        z = np.empty((*x.shape[:-1], W.shape[1]), dtype=x.dtype)
        z[...] = hs[-1] @ W + b
        zs.append(z)
        hs.append(relu(z))
    return zs[-1], hs[:-1], zs
