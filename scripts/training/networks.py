"""The networks of Examples/FashionMNIST, as PyTorch has them. Their parameters have the same names."""

from collections import OrderedDict

from torch import nn


def activation(name, channels):
    return {
        "relu": nn.ReLU,
        "leaky": lambda: nn.LeakyReLU(0.01),
        "prelu": lambda: nn.PReLU(channels),
        "prelu-shared": lambda: nn.PReLU(1),
        "elu": nn.ELU,
        "selu": nn.SELU,
    }[name]()


def network(kind, name):
    """The network `kind`, with the activation `name`."""
    if kind == "conv":
        layers = [
            ("conv1", nn.Conv2d(1, 16, 3, padding=1)), ("act1", activation(name, 16)), ("pool1", nn.MaxPool2d(2)),
            ("conv2", nn.Conv2d(16, 32, 3, padding=1)), ("act2", activation(name, 32)), ("pool2", nn.MaxPool2d(2)),
            ("flatten", nn.Flatten()),
            ("fc3", nn.Linear(32 * 7 * 7, 64)), ("act3", activation(name, 64)), ("fc4", nn.Linear(64, 10)),
        ]
    else:
        layers = [
            ("flatten", nn.Flatten()),
            ("fc1", nn.Linear(28 * 28, 256)), ("act1", activation(name, 256)),
            ("fc2", nn.Linear(256, 128)), ("act2", activation(name, 128)), ("fc3", nn.Linear(128, 10)),
        ]
    return nn.Sequential(OrderedDict(layers))
