# same as: transposed_sandwich
def push_forward(mean, cov, A, b):
    return torch.mv(A, mean) + b, torch.einsum("ki,kl,lj->ij", A, cov, A)
