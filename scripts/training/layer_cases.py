"""The layers whose gradients are held against PyTorch's."""

from dataclasses import dataclass

# By the program's names. PReLU's slopes have both signs, where they are not said to be above 0: its gradients are then those of the
# output.
ACTIVATIONS = ("relu", "leaky", "prelu", "prelu above 0", "prelu-shared", "prelu-shared above 0", "elu", "selu")


def function(activation):
    """The program's name."""
    return activation.split()[0]


@dataclass(frozen=True)
class Windows:
    """How the windows of a convolution lie; pairs are a height and a width."""

    size: tuple = (1, 1)
    stride: tuple = (1, 1)
    padding: tuple = (0, 0)
    dilation: tuple = (1, 1)
    groups: int = 1

    def description(self):
        return {"size": self.size, "stride": self.stride, "padding": self.padding, "dilation": self.dilation,
                "groups": self.groups}


@dataclass(frozen=True)
class LayerCase:
    """A batch, the shape of a sample, and the outputs or output channels; a dense layer has no windows."""

    batch: int
    input: tuple
    outputs: int
    windows: Windows | None = None

    def title(self):
        sample = "x".join(map(str, self.input))
        if self.windows is None:
            return f"dense {self.batch} x {sample} -> {self.outputs}"
        text = f"conv {self.batch} x {sample} -> {self.outputs}, window {_pair(self.windows.size)}"
        plain = Windows(self.windows.size)
        for name in ("stride", "padding", "dilation"):
            if getattr(self.windows, name) != getattr(plain, name):
                text += f", {name} {_pair(getattr(self.windows, name))}"
        return text + (f", groups {self.windows.groups}" if self.windows.groups > 1 else "")

    def weight_shape(self):
        if self.windows is None:
            return (self.outputs, *self.input)
        return (self.outputs, self.input[0] // self.windows.groups, *self.windows.size)

    def slopes(self, activation):
        return {"prelu": self.outputs, "prelu-shared": 1}.get(function(activation), 0)

    def description(self, activation):
        """As train-fashion-mnist gradients reads it."""
        return {"batch": self.batch, "input": self.input, "outputs": self.outputs, "activation": function(activation),
                "windows": self.windows and self.windows.description()}


def _pair(pair):
    return "x".join(map(str, pair))


DENSE = [
    LayerCase(9, (1,), 1), LayerCase(3, (7,), 5), LayerCase(33, (20,), 31), LayerCase(64, (784,), 100),
    LayerCase(130, (257,), 272),
]
CONVOLUTIONS = [
    LayerCase(9, (1, 1, 1), 1, Windows()),
    LayerCase(3, (5, 13, 11), 7, Windows()),
    LayerCase(3, (3, 13, 11), 7, Windows((3, 3))),
    LayerCase(3, (3, 13, 11), 7, Windows((3, 3), padding=(1, 1))),
    LayerCase(3, (3, 13, 11), 7, Windows((2, 5), padding=(2, 3))),
    LayerCase(3, (3, 13, 11), 7, Windows((3, 3), stride=(2, 2), padding=(1, 1))),
    LayerCase(3, (3, 14, 11), 7, Windows((2, 3), stride=(3, 2))),
    LayerCase(3, (3, 13, 11), 7, Windows((3, 3), padding=(2, 3), dilation=(2, 3))),
    LayerCase(3, (6, 13, 11), 9, Windows((3, 3), padding=(1, 1), groups=3)),
    LayerCase(3, (6, 13, 11), 6, Windows((3, 3), padding=(1, 1), groups=6)),
    LayerCase(3, (6, 13, 12), 4, Windows((3, 2), (2, 3), (2, 1), (2, 2), groups=2)),
    LayerCase(9, (3, 7, 7), 5, Windows((7, 7), padding=(3, 3))),
    LayerCase(9, (16, 7, 7), 33, Windows()),
    LayerCase(5, (16, 14, 14), 32, Windows((3, 3), padding=(1, 1))),
    LayerCase(2, (16, 36, 33), 8, Windows((3, 3), padding=(1, 1))),
]
ALL = DENSE + CONVOLUTIONS
