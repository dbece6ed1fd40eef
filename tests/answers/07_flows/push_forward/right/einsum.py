def push_forward(mean, cov, A, b):
    return torch.einsum('ij,j->i', A, mean) + b, torch.einsum('ij,jk,lk->il', A, cov, A)
