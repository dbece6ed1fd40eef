# mistake: takes a tuple of two trees for a pair of its own
# fails: test_momentum_tree
# hint: A tree can be a tuple of two itself. How do you tell it from your pairs? Two calls of jax.tree.map need no pairs.

def momentum_step(params: Any, grads: Any, velocity: Any, learning_rate: float, momentum: float) -> tuple[Any, Any]:
    def update(p, g, v):
        v = momentum * v + g
        return p - learning_rate * v, v

    pairs = jax.tree.map(update, params, grads, velocity)
    is_pair = lambda node: isinstance(node, tuple) and len(node) == 2 and not isinstance(node[0], tuple)
    return tuple(jax.tree.map(lambda pair: pair[i], pairs, is_leaf=is_pair) for i in (0, 1))
