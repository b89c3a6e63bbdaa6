"""Calls libprelu.so from Python: load.py LIBRARY."""

import ctypes
import sys


def main(path):
    library = ctypes.CDLL(path)
    library.prelu_isa.restype = ctypes.c_char_p
    size, floats = ctypes.c_size_t, ctypes.POINTER(ctypes.c_float)
    library.prelu_forward_f32.argtypes = [size, size, size, floats, floats, floats]
    # Large enough for several threads, which need a runtime that works.
    channels, inner = 4, 1 << 20
    x = (ctypes.c_float * (channels * inner))(*([-4, 8] * (channels * inner // 2)))
    y = (ctypes.c_float * len(x))()
    slope = (ctypes.c_float * channels)(0.25, 0.5, 1, 2)
    status = library.prelu_forward_f32(1, channels, inner, x, slope, y)
    expected = [value for a in slope for value in [-4 * a, 8] * (inner // 2)]
    if status != 0 or y[:] != expected:
        print(f"prelu_forward_f32 from Python: status {status}, or wrong results", file=sys.stderr)
        return 1
    print(f"Python: {library.prelu_isa().decode()}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
