def derive_expfam_logit():
    lines = [FAMILY_LOGIT["start"]]
    lines.append(sp.expand_log(lines[-1], force=True))
    lines.append(sp.collect(expand(lines[-1]), [phi1, phi2]))
    return lines
