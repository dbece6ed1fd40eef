# mistake: changes the caller's labels into -1 and 1
# fails: test_extremes
# hint: After your function the labels of the caller are other numbers. np.ravel gives a view: make
# a copy, or compare.


# where: y after the call, for y = [[1.0], [0.0]]: [[1.0], [-1.0]].
def extremes(logits: jax.Array, y: jax.Array, k: int) -> dict[str, np.ndarray]:
    """The clearest and the most confusing samples of each class.

    Args:
        logits: shape ``(n, 1)``; class 1 is predicted where they are positive.
        y: labels 0.0 or 1.0, shape ``(n, 1)``.
        k: how many of each kind.

    Returns:
        Four one-dimensional arrays of ``k`` indices into ``logits``, the most extreme first: ``"clear ones"`` and ``"confusing ones"`` have label 1 and the largest and the
        smallest logits; ``"clear sevens"`` and ``"confusing sevens"`` have label 0 and the smallest and the largest logits.
    """
    z, s = np.ravel(np.asarray(logits)), np.ravel(y)
    s[s == 0] = -1  # so that s * z is large where the network is surely right
    margin = s * z
    result = {}
    for name, sign in (("ones", 1), ("sevens", -1)):
        members = np.flatnonzero(s == sign)
        by_margin = members[np.argsort(margin[members])]
        result[f"clear {name}"] = by_margin[::-1][:k]
        result[f"confusing {name}"] = by_margin[:k]
    return result
