def parameter_shapes(module):
    buffers = {name for name, _ in module.named_buffers()}
    return {name: tuple(value.size()) for name, value in module.state_dict().items() if name not in buffers}
