"""Calls libprelu.so from Python: load.py LIBRARY."""

import ctypes
import struct
import sys

# By the end of a function's name: what numbers of elements and of slopes are in C, and how they are made of a value.
FLOAT = (ctypes.c_float, float)
DOUBLE = (ctypes.c_double, float)
FLOAT16 = (ctypes.c_uint16, lambda value: struct.unpack("<H", struct.pack("<e", value))[0])
BFLOAT16 = (ctypes.c_uint16, lambda value: struct.unpack("<I", struct.pack("<f", value))[0] >> 16)
TYPES = {
    "f32": (FLOAT, FLOAT), "f64": (DOUBLE, DOUBLE), "f16": (FLOAT16, FLOAT16), "bf16": (BFLOAT16, BFLOAT16),
    "f16_f32": (FLOAT16, FLOAT), "bf16_f32": (BFLOAT16, FLOAT),
}


def is_right(library, name, channels, inner):
    """Whether the forward function of some types computes what it should, of numbers that every type has."""
    (element, encoded), (slope_element, slope_encoded) = TYPES[name]
    forward = library[f"prelu_forward_{name}"]
    elements, slopes = ctypes.POINTER(element), ctypes.POINTER(slope_element)
    forward.argtypes = [ctypes.c_size_t] * 3 + [elements, slopes, elements]
    negative, positive = encoded(-4), encoded(8)
    values = [0.25, 0.5, 1, 2]
    x = (element * (channels * inner))(*([negative, positive] * (channels * inner // 2)))
    y = (element * len(x))()
    slope = (slope_element * channels)(*map(slope_encoded, values))
    status = forward(1, channels, inner, x, slope, y)
    expected = [number for a in values for number in [encoded(-4 * a), positive] * (inner // 2)]
    if status == 0 and y[:] == expected:
        return True
    print(f"prelu_forward_{name} from Python: status {status}, or wrong results", file=sys.stderr)
    return False


def main(path):
    library = ctypes.CDLL(path)
    library.prelu_isa.restype = ctypes.c_char_p
    # The first large enough for several threads, which need a runtime that works.
    results = [is_right(library, name, 4, 1 << 20 if name == "f32" else 64) for name in TYPES]
    if not all(results):
        return 1
    print(f"Python: {library.prelu_isa().decode()}, {len(results)} functions")
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: load.py LIBRARY")
    sys.exit(main(sys.argv[1]))
