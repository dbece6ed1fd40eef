def count_parameters(module):
    flat = [p.detach().reshape(-1) for p in module.parameters() if p.requires_grad]
    return len(torch.cat(flat)) if flat else 0
