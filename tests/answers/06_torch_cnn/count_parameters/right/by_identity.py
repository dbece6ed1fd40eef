def count_parameters(module):
    known = {}
    for part in module.modules():
        known |= {id(p): p.numel() for p in part.parameters(recurse=False) if p.requires_grad}
    return sum(known.values())
