# mistake: takes b away in the caller's batch
# fails: test_affine_inv, test_log_prob_y
# hint: What is in y after the call?

def affine_inv(y, A, b):
    y -= b
    return torch.linalg.solve(A, y.T).T
