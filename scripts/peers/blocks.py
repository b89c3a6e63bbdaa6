"""How contenders are timed: in blocks that take turns, the start of each discarded.

A contender's threads spin for a while after its last call and take a core from the next one, and its data
are in the caches where the next one's should be. What a block begins with is therefore not counted.
"""

import statistics
import time

BLOCK = 0.060
DISCARDED = 0.020
# Calls are timed in pieces of this length or one call, so that reading the clock costs nothing.
PIECE = 0.002
FEWEST_ROUNDS = 3


class Contender:
    """One way to compute a case."""

    def __init__(self, name, threads, set_threads, repeat):
        self.name = name
        self.threads = threads
        self.set_threads = set_threads
        self.repeat = repeat  # makes a number of calls and returns the nanoseconds they took
        self.calls_a_piece = None
        self.samples = []  # seconds a call, one a block

    def calibrate(self):
        self.set_threads(self.threads)
        calls = 1
        while (nanoseconds := self.repeat(calls)) < PIECE * 1e9 / 2:
            calls = min(calls * 10, max(calls + 1, int(calls * PIECE * 1e9 / max(nanoseconds, 1))))
        self.calls_a_piece = calls

    def run_block(self):
        self.set_threads(self.threads)
        start = time.monotonic()
        self.repeat(self.calls_a_piece)
        while time.monotonic() - start < DISCARDED:
            self.repeat(self.calls_a_piece)
        nanoseconds, calls = 0, 0
        while calls == 0 or time.monotonic() - start < BLOCK:
            nanoseconds += self.repeat(self.calls_a_piece)
            calls += self.calls_a_piece
        self.samples.append(nanoseconds * 1e-9 / calls)

    def result(self):
        return {
            "name": self.name,
            "threads": self.threads,
            "seconds": statistics.median(self.samples),
            "fastest": min(self.samples),
            "slowest": max(self.samples),
            "blocks": len(self.samples),
        }


def rounds(min_time):
    """The turns that everyone takes to be timed for `min_time` seconds."""
    return max(FEWEST_ROUNDS, round(min_time / (BLOCK - DISCARDED)))


def contest(contenders, min_time):
    """Times contenders in turns, every second round in the opposite order, and returns their results."""
    for contender in contenders:
        contender.calibrate()
    for index in range(rounds(min_time)):
        for contender in contenders if index % 2 == 0 else reversed(contenders):
            contender.run_block()
    return [contender.result() for contender in contenders]
