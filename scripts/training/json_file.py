"""Writes what was measured."""

import json
import math


def opened(path, stack):
    """The file at `path`, before minutes of measuring, so that one that cannot be written costs none; None without a path."""
    return stack.enter_context(open(path, "w", encoding="utf-8")) if path else None


def write(facts, file):
    if file:
        json.dump(without_infinities(facts), file, indent=2, allow_nan=False)
        file.write("\n")


def without_infinities(value):
    """What JSON can hold: it has no number for what diverged."""
    if isinstance(value, dict):
        return {name: without_infinities(part) for name, part in value.items()}
    if isinstance(value, list):
        return [without_infinities(part) for part in value]
    return str(value) if isinstance(value, float) and not math.isfinite(value) else value
