"""PyTorch's side of scripts/compare-layers --gradients: layers in float64."""

import torch
from torch.nn import functional

from layer_cases import function

# Elements of a product differ from exact ones by up to (terms + 2) times this share of the terms' magnitudes, in Float.
FLOAT_ROUNDING = 2.0**-24
SEED = 20150206


def activated(z, activation, slope):
    return {
        "relu": lambda: functional.relu(z),
        "leaky": lambda: functional.leaky_relu(z, 0.01),
        "prelu": lambda: functional.prelu(z, slope),
        "prelu-shared": lambda: functional.prelu(z, slope),
        "elu": lambda: functional.elu(z),
        "selu": lambda: functional.selu(z),
    }[function(activation)]()


def product(case, x, weight, bias):
    if case.windows is None:
        return functional.linear(x, weight, bias)
    windows = case.windows
    return functional.conv2d(
        x, weight, bias, windows.stride, windows.padding, windows.dilation, windows.groups)


def question(case, activation):
    """Numbers for a layer: those of Float, in float64, so that both types begin with the same."""
    generator = torch.Generator().manual_seed(SEED)

    def normal(*shape):
        return torch.randn(shape, generator=generator).double()

    weight = normal(*case.weight_shape())
    terms = weight[0].numel()
    tensors = {"x": normal(case.batch, *case.input), "weight": (weight * (2 / terms) ** 0.5).float().double()}
    tensors["bias"] = bias_off_zero(case, tensors["x"], tensors["weight"], terms, normal)
    if count := case.slopes(activation):
        tensors["slope"] = normal(count) * 0.25
        if activation.endswith("above 0"):
            tensors["slope"] = tensors["slope"].abs() + 0.125
    with torch.no_grad():
        tensors["g"] = normal(*product(case, tensors["x"], tensors["weight"], tensors["bias"]).shape)
    return tensors


def bias_off_zero(case, x, weight, terms, normal):
    """A bias with which no product lies closer to 0 than its rounding in Float: beyond 0 gradients are others."""
    bias = normal(case.outputs)
    magnitudes = product(case, x.abs(), weight.abs(), None)
    plain = product(case, x, weight, None)
    shape = (1, -1) + (1,) * (plain.dim() - 2)
    axes = [axis for axis in range(plain.dim()) if axis != 1]
    while True:
        b = bias.reshape(shape)
        near = (plain + b).abs() <= (terms + 2) * FLOAT_ROUNDING * (magnitudes + b.abs())
        channels = near.sum(axes) > 0
        if not channels.any():
            return bias
        bias[channels] = normal(case.outputs)[channels]


def answer(case, activation, tensors):
    """The output and the gradients, as flat lists under the names of train-fashion-mnist gradients."""
    leaves = {name: tensor.clone().requires_grad_() for name, tensor in tensors.items() if name != "g"}
    z = product(case, leaves["x"], leaves["weight"], leaves["bias"])
    y = activated(z, activation, leaves.get("slope"))
    y.backward(tensors["g"])
    result = {"y": y} | {"d" + name: leaf.grad for name, leaf in leaves.items()}
    return {name: tensor.detach().flatten().tolist() for name, tensor in result.items()}
