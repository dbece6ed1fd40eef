# mistake: never clears the gradients
# fails: test_train_step
# hint: PyTorch adds each gradient to the one before. Who clears them?

def train_step(model, optimizer, x, y):
    loss = F.cross_entropy(model(x), y)
    loss.backward()
    optimizer.step()
    return loss.item()
