# mistake: clears the gradients after the step only, so that the first step uses what was left over
# fails: test_train_step
# hint: What if there is a gradient already when your function is called?

def train_step(model, optimizer, x, y):
    loss = F.cross_entropy(model(x), y)
    loss.backward()
    optimizer.step()
    optimizer.zero_grad()
    return loss.item()
