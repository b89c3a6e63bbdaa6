"""The machine that is measured on, and what else it is doing."""

import os
import sys
import time

# Others may use this share of the processors before a result is marked.
QUIET = 0.05


def _text(path):
    try:
        with open(path, encoding="utf-8") as file:
            return file.read().strip()
    except OSError:
        return ""


def processors():
    return len(os.sched_getaffinity(0))


def description():
    """One line: processor, caches, huge pages."""
    lines = _text("/proc/cpuinfo").splitlines()
    model = next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), "unknown")
    caches = []
    for index in range(8):
        folder = f"/sys/devices/system/cpu/cpu0/cache/index{index}/"
        level, kind, size = (_text(folder + name) for name in ("level", "type", "size"))
        if size and kind != "Instruction":
            caches.append(f"L{level} {size}")
    pages = _text("/sys/kernel/mm/transparent_hugepage/enabled")
    chosen = pages[pages.find("[") + 1 : pages.find("]")] if "[" in pages else "unknown"
    return f"{model}, {processors()} processors, {', '.join(caches)}, huge pages: {chosen}"


class Others:
    """How much of the machine's processors something else than this program uses, the host included."""

    def __init__(self, children=()):
        self.children = list(children)
        self.tick = os.sysconf("SC_CLK_TCK")
        self.last = self._read()

    def _own(self):
        seconds = 0.0
        for process in [os.getpid(), *self.children]:
            fields = _text(f"/proc/{process}/stat").rpartition(")")[2].split()
            if fields:  # utime, stime, and those of children that were waited for
                seconds += sum(map(int, fields[11:15])) / self.tick
        return seconds

    def _read(self):
        # user nice system idle iowait irq softirq steal, in ticks over all processors
        fields = list(map(int, _text("/proc/stat").splitlines()[0].split()[1:9]))
        busy = sum(fields) - fields[3] - fields[4]
        return time.monotonic(), busy / self.tick, self._own()

    def share(self):
        """The share of all processors that others used since the last call, 0 to 1."""
        now = self._read()
        (before, busy, own), self.last = self.last, now
        seconds = max(now[0] - before, 1e-3) * os.cpu_count()
        return max(0.0, (now[1] - busy) - (now[2] - own)) / seconds


def warn(share, what="others used"):
    """Says so where others had too large a share."""
    if share > QUIET:
        print(f"warning: {what} {share:.0%} of the processors", file=sys.stderr)


def warn_before():
    """Looks for a second."""
    others = Others()
    time.sleep(1)
    warn(others.share(), "something else uses")
