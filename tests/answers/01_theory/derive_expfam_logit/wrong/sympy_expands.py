# mistake: SymPy's functions make every line, none is written by hand
# fails: test_derive_expfam_logit
# hint: Which of these lines did you write? SymPy may tidy up a line of yours, but the steps are
# your work.

def derive_expfam_logit():
    lines = [FAMILY_LOGIT["start"]]
    lines.append(sp.expand_log(lines[-1], force=True))
    lines.append(sp.collect(expand(lines[-1]), [phi1, phi2]))
    return lines
