# mistake: goes back through the layers by hand and forgets the relu
# fails: test_sample_grads
# hint: What does the relu do on the way back to a unit that was off?

def sample_grads(params, x, y, weight_decay):
    hs = [jnp.asarray(x)]
    for W, b in params[:-1]:
        hs.append(jax.nn.relu(hs[-1] @ W + b))
    W, b = params[-1]
    d = jax.nn.sigmoid(hs[-1] @ W + b) - y
    grads = []
    for (W, b), h in zip(params[::-1], hs[::-1], strict=True):
        grads.append((h[:, :, None] * d[:, None, :] + weight_decay * W, d[:, None, :] + weight_decay * b))
        d = d @ W.T
    return grads[::-1]
