# mistake: looks for q = 0 on a grid of points, between which a small overhang goes unseen
# fails: test_kl_uniform
# hint: However little p reaches beyond q, the divergence is infinite. Can the ends themselves tell
# you?


# where: kl_uniform(0.0, 1.0001, 0.0, 1.0): -0.0001 instead of inf.
def kl_uniform(a1: float, b1: float, a2: float, b2: float) -> float:
    """KL divergence of two uniform densities, of the first from the second, in nats.

    Args:
        a1: lower end of p.
        b1: upper end of p, above ``a1``.
        a2: lower end of q.
        b2: upper end of q, above ``a2``.

    Returns:
        KL(p || q), which can be infinite (``np.inf``).
    """
    n = 1000
    points = a1 + (b1 - a1) * (np.arange(n) + 0.5) / n
    p = np.full(n, 1 / (b1 - a1))
    q = np.where((a2 <= points) & (points <= b2), 1 / (b2 - a2), 0.0)
    if (q == 0).any():
        return np.inf
    return float(np.mean(np.log(p / q)))
