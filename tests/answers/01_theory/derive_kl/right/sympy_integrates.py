def derive_kl():
    step = Integral(density1 * sp.expand_log(log(density1 / density2), force=True), (x, -oo, oo))
    square1, square2 = (x - mu1) ** 2 / (2 * sigma1**2), (x - mu2) ** 2 / (2 * sigma2**2)
    parts = [Integral(density1 * f, (x, -oo, oo)) for f in (log(sigma2 / sigma1), -square1, square2)]
    return [DIVERGENCE["start"], step, sum(parts), sp.simplify(sum(part.doit() for part in parts))]
