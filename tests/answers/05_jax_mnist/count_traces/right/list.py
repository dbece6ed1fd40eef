def count_traces(function, calls):
    seen = []
    jitted = jax.jit(lambda *arguments: (seen.append(arguments), function(*arguments))[1])
    for arguments in calls:
        jitted(*arguments)
    return len(seen)
