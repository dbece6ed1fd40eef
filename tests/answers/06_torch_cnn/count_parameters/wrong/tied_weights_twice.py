# mistake: goes from module to module, and counts a weight that two of them share twice
# fails: test_count_parameters
# hint: Two layers with one and the same weight: how many numbers can they learn?

def count_parameters(module):
    return sum(p.numel() for part in module.modules() for p in part.parameters(recurse=False) if p.requires_grad)
