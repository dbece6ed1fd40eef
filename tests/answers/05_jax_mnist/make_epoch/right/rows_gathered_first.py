def make_epoch(step: Callable, batch_size: int) -> Callable:
    @eqx.filter_jit
    def run_epoch(model, state, x, t, key):
        count = len(x) // batch_size
        drawn = jax.random.choice(key, len(x), (count * batch_size,), replace=False)
        stack = lambda a: jnp.take(jnp.asarray(a), drawn, axis=0).reshape(count, batch_size, *a.shape[1:])
        leaves, structure = jax.tree.flatten(model)
        dynamic = [i for i, leaf in enumerate(leaves) if eqx.is_array(leaf)]

        def body(carry, batch):
            numbers, state = carry
            everything = list(leaves)
            for i, number in zip(dynamic, numbers, strict=True):
                everything[i] = number
            model, state, loss = step(structure.unflatten(everything), state, *batch)
            new = jax.tree.leaves(model)
            return ([new[i] for i in dynamic], state), loss

        (numbers, state), losses = jax.lax.scan(body, ([leaves[i] for i in dynamic], state), (stack(x), stack(t)))
        for i, number in zip(dynamic, numbers, strict=True):
            leaves[i] = number
        return structure.unflatten(leaves), state, losses

    return run_epoch
