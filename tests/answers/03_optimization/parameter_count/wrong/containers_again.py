# mistake: counts what is in a container once more for each module around it
# fails: test_parameter_count
# hint: Ask a Sequential for its parameters, then its layers. Do you meet the same ones twice?

def parameter_count(model):
    count = 0
    for module in model.modules():
        for parameter in module.parameters():
            count += parameter.numel()
    return count
