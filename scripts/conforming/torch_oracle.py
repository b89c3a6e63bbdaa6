"""PyTorch in float64, and its tensors as ours."""

import numpy
import torch
import torch.nn.functional as functional

from elements import BF16, F16, F32, F64, Array, Element

DTYPES = {F32: torch.float32, F64: torch.float64, F16: torch.float16, BF16: torch.bfloat16}


def numbers(tensor: torch.Tensor) -> Array:
    """The numbers of a tensor in the order of its indices, whatever its strides."""
    return tensor.detach().double().contiguous().numpy().ravel()


def rounded(element: Element, tensor: torch.Tensor) -> torch.Tensor:
    """A tensor's numbers rounded to a type, in float64."""
    values = tensor.detach().double().contiguous()
    return torch.from_numpy(numpy.array(element.nearest(values.numpy()))).reshape(values.shape)


def rectifier(function: str, element: Element, x: torch.Tensor, constants: tuple[float, ...]) -> torch.Tensor:
    """A rectifier in float64, with constants as the contract has them, of the type that is computed in."""
    own = [float(element.arithmetic.nearest(constant)) for constant in constants]
    match function:
        case "relu":
            return functional.relu(x)
        case "leaky_relu":
            return functional.leaky_relu(x, *own)
        case "elu":
            return functional.elu(x, *own)
        case "selu":
            # What functional.selu calls, whose constants cannot be given: gamma, and its product with alpha.
            alpha, gamma = constants
            product = float(element.arithmetic.nearest(gamma * alpha))
            return torch._C._nn.elu(x, product / own[1], own[1])
