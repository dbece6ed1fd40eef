# mistake: mean squared error with one-hot labels
# fails: test_train_step
# hint: Which loss does the text ask for, and what does it want to know about the label?

def train_step(model, optimizer, x, y):
    z = model(x)
    loss = F.mse_loss(z, F.one_hot(y, z.shape[1]).float())
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()
