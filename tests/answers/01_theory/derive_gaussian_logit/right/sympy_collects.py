def derive_gaussian_logit():
    lines = [GAUSSIAN_LOGIT["start"]]
    lines.append(sp.expand_log(lines[-1], force=True))
    lines.append(expand(lines[-1]))
    lines.append(sp.collect(lines[-1], [x, x**2]))
    return lines
