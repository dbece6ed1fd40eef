import torch
from torch.distributions import Normal, kl_divergence


def kl_gauss(mu1, s1, mu2, s2):
    p, q = (Normal(torch.tensor(m, dtype=torch.float64), torch.tensor(s, dtype=torch.float64)) for m, s in ((mu1, s1), (mu2, s2)))
    return kl_divergence(p, q).item()
