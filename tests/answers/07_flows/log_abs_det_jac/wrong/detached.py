# mistake: returns a number that autograd cannot see through
# fails: test_log_abs_det_jac, test_log_prob_y, test_fit_affine
# hint: In training, A feels this term only through its gradient. Does your result have one?

def log_abs_det_jac(A):
    return torch.tensor(np.linalg.slogdet(A.detach().numpy())[1])
