def stopwatch(function, *arguments):
    def finish():
        for leaf in jax.tree.leaves(function(*arguments)):
            if hasattr(leaf, "block_until_ready"):
                leaf.block_until_ready()

    finish()
    before = time.monotonic()
    finish()
    after = time.monotonic()
    return after - before
