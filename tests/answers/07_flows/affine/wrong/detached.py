# mistake: computes in NumPy, where autograd sees nothing
# fails: test_affine
# hint: A and b will be trained. What becomes of their gradients in your function?

def affine(x, A, b):
    return torch.from_numpy(x.detach().numpy() @ A.detach().numpy().T + b.detach().numpy())
