"""libprelu.so, and the helper that repeats its calls without Python in between."""

import ctypes

from blocks import Contender
from cases import RECTIFIERS


class Call(ctypes.Structure):
    """`struct prelu_call` of native/repeat.h."""

    _fields_ = (
        [("number", ctypes.c_int32), ("order", ctypes.c_int32)]
        + [(name, ctypes.c_size_t) for name in ("outer", "channels", "inner")]
        + [(name, ctypes.c_void_p) for name in ("x", "slope", "dy", "y", "dx", "dslope")]
        + [("function", ctypes.c_int32)]
        + [(name, ctypes.c_void_p) for name in ("ddx", "ddslope", "gx", "gslope", "gdy")]
    )


class Library:
    def __init__(self, prelu, helper):
        self.prelu = ctypes.CDLL(prelu)
        self.prelu.prelu_isa.restype = ctypes.c_char_p
        self.prelu.prelu_status_message.restype = ctypes.c_char_p
        self.helper = ctypes.CDLL(helper)
        self.helper.repeat_prelu.restype = ctypes.c_int64
        self.helper.repeat_prelu.argtypes = [ctypes.POINTER(Call), ctypes.c_int64]
        self.helper.touched_memory.restype = ctypes.c_void_p
        self.helper.touched_memory.argtypes = [ctypes.c_size_t]
        self.helper.free.argtypes = [ctypes.c_void_p]

    @property
    def instruction_set(self):
        return self.prelu.prelu_isa().decode()

    def set_threads(self, threads):
        """`threads` is a number, or "automatic"."""
        self.prelu.prelu_set_threads(0 if threads == "automatic" else threads)

    def call(self, case, pointers):
        """The call of a case on memory at `pointers`, by the names of prelu.h."""
        order = ("forward", "backward", "double_backward").index(case.direction)
        return Call(
            ("f32", "f64", "f16", "bf16").index(case.number), order, *case.reduced, **pointers,
            function=("prelu", *RECTIFIERS).index(case.function))

    def repeat(self, call, count):
        result = self.helper.repeat_prelu(ctypes.byref(call), count)
        if result < 0:
            raise RuntimeError(self.prelu.prelu_status_message(int(-result)).decode())
        return result

    def contender(self, call, threads):
        return Contender(
            "prelu", threads, self.set_threads, lambda count: self.repeat(call, count))


class Buffer:
    """Memory of `count` numbers, as every contender gets it."""

    def __init__(self, library, count, item_bytes):
        self.library = library
        self.bytes = count * item_bytes
        self.address = library.helper.touched_memory(self.bytes)
        if not self.address:
            raise MemoryError(f"no memory for {self.bytes} bytes")

    def ctypes_array(self):
        """The memory for Python's buffer protocol; it lives as long as this object."""
        return (ctypes.c_char * self.bytes).from_address(self.address)

    def free(self):
        self.library.helper.free(self.address)
