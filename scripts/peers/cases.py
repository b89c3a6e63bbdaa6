"""What is compared: the shapes that networks have, and those that peers are known by."""

import math
from dataclasses import dataclass, replace

# Network, layout, slopes, and shapes as N x C x rest, however they stand in memory.
SHAPES = [
    ("He et al. 14-layer", "nchw", "channel", ["32x64x109x109", "32x128x53x53", "32x256x26x26"]),
    ("ArcFace IResNet", "nchw", "channel", [
        "32x64x112x112", "32x64x56x56", "32x128x28x28", "32x256x14x14", "32x512x7x7"]),
    ("V-Net", "ncdhw", "channel", ["1x16x128x128x64", "2x32x64x64x32", "2x256x8x8x4"]),
    ("Conv-TasNet", "ncl", "shared", ["4x512x3200", "4x128x3200"]),
    ("FSRCNN", "nchw", "channel", ["1x56x540x960", "1x12x540x960"]),
    ("MTCNN P-Net", "nchw", "channel", ["1x10x358x638"]),
    ("MTCNN O-Net", "nchw", "channel", ["16x32x46x46"]),
    ("MTCNN O-Net", "nc", "channel", ["16x256"]),
    ("DGI", "nc", "shared", ["2708x512", "169343x256"]),
    ("DGI", "nc", "channel", ["2708x512", "169343x256"]),
    ("inference heads", "nc", "channel", ["1x64", "1x512", "128x1024"]),
    ("layouts", "nchw", "channel", ["64x64x56x56"]),
    ("layouts", "nhwc", "channel", ["64x64x56x56", "32x64x112x112", "32x256x14x14"]),
    ("one slope", "nchw", "shared", ["64x64x56x56", "32x256x14x14"]),
    ("a slope an element", "nchw", "element", ["32x128x28x28", "16x32x46x46"]),
    ("long rows", "nc", "channel", ["65536x512"]),
]

DOUBLE_SHAPES = [
    ("Double", "nchw", "channel", ["64x64x56x56", "32x256x14x14"]),
    ("Double", "nchw", "shared", ["64x64x56x56"]),
    ("Double", "nc", "channel", ["128x1024"]),
]

HALF_SHAPES = [
    ("sixteen bits", "nchw", "channel", ["64x64x56x56", "32x256x14x14"]),
    ("sixteen bits", "nhwc", "channel", ["64x64x56x56"]),
]
# The gradient of one slope for all is a sum that binary16 has no number for.
BFLOAT16_SHAPES = HALF_SHAPES + [("sixteen bits", "nchw", "shared", ["64x64x56x56"])]

# The rectifiers without slopes, in the order of native/repeat.h, and the numbers of elements that they are timed with: in the
# second-level cache, in the last one, and past it.
RECTIFIERS = ("relu", "leaky_relu", "elu", "selu")
RECTIFIER_COUNTS = ["65536", "1048576", "25690112"]

DOUBLE_BACKWARD_SHAPES = [
    ("double backward", "nchw", "channel", ["32x256x14x14", "64x64x56x56"]),
    ("double backward", "nhwc", "channel", ["32x256x14x14"]),
    ("double backward", "nc", "channel", ["128x1024"]),
]


@dataclass(frozen=True)
class Case:
    direction: str  # forward, backward, double_backward
    number: str  # f32, f64, f16, bf16
    layout: str  # n where there are no slopes
    slopes: str  # channel, shared, element; none
    dimensions: tuple  # N, C and the rest
    network: str
    function: str = "prelu"

    @property
    def name(self):
        shape = "x".join(map(str, self.dimensions))
        function = "" if self.function == "prelu" else self.function + "_"
        return f"{function}{self.direction}/{self.number}/{self.layout}/{self.slopes}/{shape}"

    @property
    def elements(self):
        return math.prod(self.dimensions)

    @property
    def reduced(self):
        """The tensor as prelu.h takes it: outer, channels, inner."""
        if self.layout == "n":
            return 1, 1, self.elements
        batch, channels, *rest = self.dimensions
        if self.slopes == "shared":
            return 1, 1, self.elements
        if self.slopes == "element":
            return batch, self.elements // batch, 1
        if self.layout == "nhwc":
            return batch * math.prod(rest), channels, 1
        return batch, channels, math.prod(rest)

    @property
    def item_bytes(self):
        return {"f32": 4, "f64": 8, "f16": 2, "bf16": 2}[self.number]

    @property
    def useful_bytes(self):
        """The bytes that a call has to move: each stream once."""
        streams = {"forward": 2, "backward": 3, "double_backward": 5}
        return streams[self.direction] * self.elements * self.item_bytes


def all_cases():
    cases = [
        Case("forward", number, layout, slopes, tuple(map(int, shape.split("x"))), network)
        for number, shapes in [
            ("f32", SHAPES), ("f64", DOUBLE_SHAPES), ("f16", HALF_SHAPES), ("bf16", BFLOAT16_SHAPES)]
        for network, layout, slopes, texts in shapes
        for shape in texts
    ]
    return (
        cases + [replace(case, direction="backward") for case in cases] + rectifier_cases()
        + double_backward_cases())


def rectifier_cases():
    return [
        Case(direction, number, "n", "none", (int(count),), "rectifiers", function)
        for direction in ("forward", "backward")
        for number, counts in [("f32", RECTIFIER_COUNTS), ("f64", RECTIFIER_COUNTS[:1])]
        for count in counts
        for function in RECTIFIERS
    ]


def double_backward_cases():
    return [
        Case("double_backward", number, layout, slopes, tuple(map(int, shape.split("x"))), network)
        for network, layout, slopes, texts in DOUBLE_BACKWARD_SHAPES
        for shape in texts
        for number in ("f32", "f64")
    ]
