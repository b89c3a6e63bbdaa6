"""Says so when something else uses the processors while something is timed."""

import pathlib
import sys
import time

# Behind this folder, some of whose modules have the names of others there.
sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent / "peers"))
import machine  # noqa: E402

# Others may use this share of the processors before a result is marked.
QUIET = 0.05


def warn(share, what):
    if share > QUIET:
        print(f"warning: {what} {share:.0%} of the processors", file=sys.stderr)


def warn_before():
    """Looks for a second."""
    others = machine.Others()
    time.sleep(1)
    warn(others.share(), "something else uses")
