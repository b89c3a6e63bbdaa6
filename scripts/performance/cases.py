"""The calls that are timed and counted: functions of prelu.h, sizes and threads."""

import dataclasses
import math

BYTES = {"f32": 4, "f64": 8, "f16": 2, "bf16": 2}
AUTOMATIC = 0


@dataclasses.dataclass(frozen=True)
class Case:
    function: str  # without "prelu_"
    outer: int
    channels: int
    inner: int
    threads: int = 1
    # Whether a call takes scratch memory from the heap: sums of more slopes than fit on the stack.
    takes_scratch: bool = False

    @property
    def name(self):
        threads = {1: "", AUTOMATIC: "/threads:auto"}.get(self.threads, f"/threads:{self.threads}")
        return f"{self.function}/{self.outer}x{self.channels}x{self.inner}{threads}"

    @property
    def call(self):
        """The case in a line of native/calls.h."""
        return f"prelu_{self.function} {self.outer} {self.channels} {self.inner}"

    @property
    def elements(self):
        return math.prod((self.outer, self.channels, self.inner))

    @property
    def useful_bytes(self):
        streams = 3 if "backward" in self.function else 2
        return streams * self.elements * BYTES[self.function.rpartition("_")[2]]


# What decides: one thread, 128 to 384 KiB, which the second-level cache of every server of the last ten years holds or
# nearly holds, so that neither memory nor another processor has a say.
GATE = [
    Case("forward_f32", 4, 32, 256),  # runs
    Case("backward_f32", 4, 32, 256),
    Case("forward_f32", 16, 40, 49),  # short runs, 7 by 7
    Case("backward_f32", 16, 40, 49),
    Case("forward_f32", 512, 64, 1),  # rows, NHWC
    Case("backward_f32", 512, 64, 1),
    Case("forward_f32", 8, 4096, 1),  # a slope for every element
    Case("backward_f32", 8, 4096, 1, takes_scratch=True),
    Case("backward_f32", 1, 1, 32768),  # one slope for all
    Case("forward_f64", 4, 16, 256),
    Case("backward_f64", 4, 16, 256),
    Case("forward_f16", 4, 64, 256),
    Case("backward_f16", 4, 64, 256),
    Case("forward_bf16", 4, 64, 256),
    Case("backward_bf16", 4, 64, 256),
    Case("relu_forward_f32", 4, 32, 256),
    Case("elu_forward_f32", 4, 32, 256),
    Case("elu_backward_f32", 4, 32, 256),
]

# What is told besides: small calls, the last-level cache, memory, threads.
REPORT = [
    Case("forward_f32", 1, 64, 1),
    Case("backward_f32", 1, 64, 1),
    Case("forward_broadcast_f32", 1, 64, 1),
    Case("backward_broadcast_f32", 1, 64, 1),
    Case("forward_f32", 1, 512, 1),
    Case("backward_f32", 1, 512, 1),
    Case("forward_f32", 8, 64, 784),
    Case("backward_f32", 8, 64, 784),
    Case("forward_f32", 32, 64, 784, AUTOMATIC),
    Case("backward_f32", 32, 64, 784, AUTOMATIC),
    Case("forward_f32", 32, 64, 12544, AUTOMATIC),
    Case("backward_f32", 32, 64, 12544, AUTOMATIC),
]
