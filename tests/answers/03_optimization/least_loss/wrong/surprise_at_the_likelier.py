# mistake: the surprise at the more probable label only
# fails: test_least_loss
# hint: The less probable label comes, too. How dear is it then?

def least_loss(logits):
    return F.softplus(-logits.abs()).mean()
