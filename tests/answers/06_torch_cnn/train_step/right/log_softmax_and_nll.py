def train_step(model, optimizer, x, y):
    optimizer.zero_grad(set_to_none=False)
    loss = F.nll_loss(F.log_softmax(model(x), dim=-1), y)
    torch.autograd.backward(loss)
    optimizer.step()
    return np.float64(loss.item())
