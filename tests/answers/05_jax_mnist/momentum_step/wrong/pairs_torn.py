# mistake: makes pairs and takes them apart at the first tuple of the tree
# fails: test_momentum_tree
# hint: Which tuples of the tree are your pairs, and which were there before?

def momentum_step(params: Any, grads: Any, velocity: Any, learning_rate: float, momentum: float) -> tuple[Any, Any]:
    def one(theta, g, v):
        v = momentum * v + g
        return theta - learning_rate * v, v

    pairs = jax.tree.map(one, params, grads, velocity)
    is_pair = lambda node: isinstance(node, tuple)
    new_params = jax.tree.map(lambda pair: pair[0], pairs, is_leaf=is_pair)
    new_velocity = jax.tree.map(lambda pair: pair[1], pairs, is_leaf=is_pair)
    return new_params, new_velocity
