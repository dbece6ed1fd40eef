# mistake: SymPy's functions make every line, none is written by hand
# fails: test_derive_gaussian_logit
# hint: Which of these lines did you write? SymPy may tidy up a line of yours, but the steps are
# your work.

def derive_gaussian_logit():
    lines = [GAUSSIAN_LOGIT["start"]]
    lines.append(sp.expand_log(lines[-1], force=True))
    lines.append(expand(lines[-1]))
    lines.append(sp.collect(lines[-1], [x, x**2]))
    return lines
