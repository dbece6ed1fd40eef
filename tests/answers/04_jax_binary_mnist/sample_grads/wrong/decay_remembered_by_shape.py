# mistake: keeps a compiled function with the weight_decay of its first call
# fails: test_sample_grads
# hint: A second call with another weight_decay gives the gradients of the first. What is kept
# between calls?


# where: a second call with x of the same shape and lambda = 1 instead of 0: the same gradients.
_compiled = {}


def sample_grads(params: Params, x: jax.Array, y: jax.Array, weight_decay: float) -> Params:
    """The gradient of each sample's own loss.

    Args:
        params: one ``(W, b)`` per layer.
        x: inputs, shape ``(n, d)``.
        y: labels 0.0 or 1.0, shape ``(n, 1)``.
        weight_decay: the factor lambda of the penalty, which counts for each sample.

    Returns:
        One pair per layer: dW of shape ``(n, d_in, d_out)``, db of shape ``(n, 1, d_out)``. Their means over the
        samples are the gradient of the batch.
    """
    if np.shape(x) not in _compiled:  # compile once for each shape

        def of_one(params, x_i, y_i):
            return loss(params, x_i[None], y_i[None], weight_decay)

        _compiled[np.shape(x)] = jax.jit(jax.vmap(jax.grad(of_one), in_axes=(None, 0, 0)))
    return _compiled[np.shape(x)](params, x, y)
