# mistake: takes the formula at its word: exp of a large logit is infinite
# fails: test_train_step
# hint: What is exp(100) in float32? Which function computes the loss without it?

def train_step(model, optimizer, x, y):
    optimizer.zero_grad()
    z = model(x)
    loss = (-z[torch.arange(len(y)), y] + z.exp().sum(dim=1).log()).mean()
    loss.backward()
    optimizer.step()
    return loss.item()
