"""Holds two revisions' times against each other. See scripts/perf-check."""

import ctypes
import pathlib
import signal
import subprocess
import sys
import time

FOLDER = pathlib.Path(__file__).resolve().parent
ROOT = FOLDER.parent.parent
sys.path.append(str(FOLDER.parent / "support"))
import builds  # noqa: E402
import judgement  # noqa: E402
import machine  # noqa: E402
import report  # noqa: E402
import turns  # noqa: E402
from arguments import Parser, regex  # noqa: E402
from cases import GATE, REPORT  # noqa: E402
from kernel_code import MODULES, Code  # noqa: E402

PROCESSES, ROUNDS = 12, 24
# A case that seems slower, or of which nothing can be said, is measured again by so many times as many processes: how pages and
# addresses lie is drawn anew for each.
AGAIN = 4


def arguments():
    parser = Parser("perf-check")
    parser.add_argument("base", nargs="?")
    parser.add_argument("head", nargs="?")
    parser.add_argument("--filter", type=regex, default=regex(""))
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--processes", type=int, default=PROCESSES)
    parser.add_argument("--take-as-changed", action="store_true")
    parser.add_argument("--markdown")
    parser.add_argument("--json")
    # These are the shell script's.
    parser.add_argument("--only-arguments", action="store_true")
    parser.add_argument("--turns")
    parser.add_argument("--counted")
    options = parser.parse_args()
    if options.base is None and not options.list:
        parser.error("which revision is the base?")
    if not 4 <= options.processes <= 1000:
        parser.error("--processes is a number from 4 to 1000")
    options.cases = [
        case for case in GATE + (REPORT if options.all else []) if options.filter.search(case.name)]
    if not options.cases:
        parser.error("no case has such a name")
    return options


class Progress:
    """What is being done, on a terminal."""

    def __init__(self):
        self.start = time.monotonic()

    def show(self, text):
        if sys.stderr.isatty():
            seconds = time.monotonic() - self.start
            print(f"\r\033[K{text} ({seconds:.0f} s)", end="", file=sys.stderr, flush=True)

    def explain(self, text):
        """Before a long wait: elsewhere than on a terminal too."""
        print(f"\r\033[K{text}" if sys.stderr.isatty() else text, file=sys.stderr, flush=True)

    def clear(self):
        if sys.stderr.isatty():
            print("\r\033[K", end="", file=sys.stderr, flush=True)


class Loaded:
    """What a library says of itself."""

    def __init__(self, library):
        self.prelu = ctypes.CDLL(str(library))
        self.prelu.prelu_isa.restype = ctypes.c_char_p
        self.instruction_set = self.prelu.prelu_isa().decode()
        if self.instruction_set not in MODULES:
            raise ValueError(self.instruction_set)

    def has(self, case):
        return hasattr(self.prelu, f"prelu_{case.function}")


def common(cases, base, head):
    """The cases that both libraries have. It is an error if HEAD lost one."""
    lost = [case for case in cases if base.has(case) and not head.has(case)]
    if lost:
        raise ValueError(f"HEAD has no prelu_{lost[0].function}, which BASE has")
    for case in cases:
        if not base.has(case):
            print(f"{case.name}: BASE has no prelu_{case.function}", file=sys.stderr)
    both = [case for case in cases if base.has(case)]
    if not both:
        raise ValueError("BASE has none of these functions")
    return both


def which_changed(options, cases, base, head, loaded):
    """For each case whether its code did."""
    counted = [build.counts(options.counted, cases) for build in (base, head)]
    code = Code(base.code(), head.code(), *counted, loaded[0].instruction_set)
    chooses_another = loaded[0].instruction_set != loaded[1].instruction_set
    return {
        case.name: options.take_as_changed or chooses_another or code.changed(case) for case in cases}


def compared(options, cases, base, head, changed, progress):
    """The times of all cases, and what they say."""
    libraries = [base.library, base.library, base.reordered, head.library]

    def measure(cases, processes, what):
        return turns.measure(
            options.turns, libraries, cases, processes, ROUNDS,
            lambda number, all: progress.show(f"{what}: process {number + 1} of {all}"))

    measured = measure(cases, options.processes, f"measuring {len(cases)} cases")
    judgements = judgement.judged(measured, changed)
    doubtful = [
        case for case in cases if judgements[case.name].verdict in ("regression", "noisy")]
    if doubtful:
        measured.update(measure(
            doubtful, AGAIN * options.processes, f"measuring {len(doubtful)} cases again"))
        judgements = judgement.judged(measured, changed)
    progress.clear()
    return measured, judgements


def write(path, text, mode="w"):
    if path:
        with open(path, mode, encoding="utf-8") as file:
            file.write(text)


def run(options):
    gate = {case.name for case in GATE}
    commits = [builds.commit(ROOT, revision) for revision in (options.base, options.head)]
    names = [one[:12] for one in commits]
    # A path that cannot be written should not cost a run.
    for path in filter(None, (options.markdown, options.json)):
        write(path, "", "a")
    progress = Progress()
    base, head = builds.builds(ROOT, commits, progress.explain)
    loaded = [Loaded(build.library) for build in (base, head)]
    cases = common(options.cases, *loaded)
    changed = which_changed(options, cases, base, head, loaded)
    others = machine.Others()
    measured, judgements = compared(options, cases, base, head, changed, progress)
    share = others.share()

    facts = {
        "base": names[0], "head": names[1], "machine": machine.description(),
        "instruction set": " and ".join(dict.fromkeys(one.instruction_set for one in loaded)),
        "used by others meanwhile": f"{share:.0%} of the processors"}
    verdicts = [one.verdict for name, one in judgements.items() if name in gate]
    conclusion = report.conclusion(judgements, gate)
    print("\n".join(f"{name}: {value}" for name, value in facts.items()) + "\n")
    print(report.console(judgements, gate) + f"\n\n{conclusion}")
    if "noisy" in verdicts:
        print(report.advice(judgements, gate, share, AGAIN * options.processes))
    write(options.markdown, report.markdown(facts, judgements, gate, conclusion), "a")
    write(options.json, report.google_benchmark(facts, cases, measured, judgements))
    return judgement.status(verdicts)


def stop(_signal, _frame):
    """What a work tree was made for is cleaned up as after Ctrl-C."""
    raise KeyboardInterrupt


def main():
    signal.signal(signal.SIGTERM, stop)
    options = arguments()
    if options.list:
        print("\n".join(case.name for case in options.cases))
        return 0
    if options.only_arguments:
        return 0
    try:
        return run(options)
    except (builds.BuildError, OSError, RuntimeError, ValueError, subprocess.SubprocessError) as error:
        print(f"perf-check: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
