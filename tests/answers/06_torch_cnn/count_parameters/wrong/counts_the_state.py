# mistake: counts running means too
# fails: test_count_parameters
# hint: A running mean is remembered, but is it learned?

def count_parameters(module):
    frozen = {name for name, p in module.named_parameters() if not p.requires_grad}
    return sum(value.numel() for name, value in module.state_dict().items() if name not in frozen)
