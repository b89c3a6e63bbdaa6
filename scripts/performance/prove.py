"""Runs the checks on changes whose effect is known. See scripts/prove-perf-check."""

import contextlib
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import builds
import check  # leads to scripts/support
import instructions
from arguments import Parser
from cases import GATE, Case
from kernel_code import Code

FOLDER = pathlib.Path(__file__).resolve().parent
ROOT = FOLDER.parent.parent
# Which exit statuses a scenario may have, and how often out of twenty runs the first of them at least.
SCENARIOS = {
    "same": ((0, 3), 18),
    "same-beside-a-busy-process": ((0, 3), 0),
    "slower-by-10-percent": ((2,), 20),
    "slower-by-5-percent": ((2, 3), 15),
    "unused-function": ((0, 3), 18),
    "reordered-functions": ((0, 3), 18),
}
UNCHANGED = ("unused-function", "reordered-functions")
# What the patches make slower.
SLOWER = "^forward_f32/4x32x256$"


def patched(base, name):
    """A commit that is `base` with a patch, and the parent of nothing; the work tree is left alone."""
    identity = {f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER") for what, value in (
        ("NAME", "prove-perf-check"), ("EMAIL", "prove@perf.check"), ("DATE", "2020-01-01T00:00:00Z"))}
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, **identity, "GIT_INDEX_FILE": os.path.join(folder, "index")}

        def git(*arguments):
            return subprocess.run(
                ["git", "-C", str(ROOT), *arguments], env=environment, check=True, text=True,
                stdout=subprocess.PIPE).stdout.strip()

        git("read-tree", base)
        git("apply", "--cached", str(FOLDER / "patches" / f"{name}.patch"))
        return git("commit-tree", git("write-tree"), "-p", base, "-m", name)


@contextlib.contextmanager
def busy(is_busy):
    """Keeps a processor busy."""
    process = subprocess.Popen([sys.executable, "-c", "while True: pass"]) if is_busy else None
    try:
        yield
    finally:
        if process:
            process.kill()
            process.wait()


def run(name, base, head):
    """The exit status of one run, and whether it took any code for changed."""
    # Of the same code it is to be told by the times alone that nothing became slower.
    arguments = ["--take-as-changed"] if name.startswith("same") else []
    if name.startswith("slower"):
        arguments += ["--filter", SLOWER]
    with tempfile.TemporaryDirectory() as folder, busy(name.endswith("busy-process")):
        record = os.path.join(folder, "times.json")
        result = subprocess.run(
            [str(ROOT / "scripts" / "perf-check"), "--no-install", base, head, "--json", record, *arguments],
            capture_output=True, text=True)
        if result.returncode not in (0, 2, 3):
            sys.exit(f"perf-check failed: {result.stderr.strip()}")
        with open(record, encoding="utf-8") as file:
            changed = any(entry["code_changed"] for entry in json.load(file)["benchmarks"])
    return result.returncode, changed


def moved_code_is_the_same(base, counted):
    """Whether code that only stands elsewhere is taken for the same, on every case: of the build and the one in another order."""
    [build] = builds.builds(ROOT, [base])
    code = Code(
        build.code(), build.code(reordered=True), build.counts(counted, GATE),
        build.counts(counted, GATE, reordered=True), check.Loaded(build.library).instruction_set)
    changed = [case.name for case in GATE if code.changed(case)]
    print(f"moved code: {', '.join(changed) or 'nothing'} is taken for changed: {'WRONG' if changed else 'as it should be'}")
    return not changed


def one_instruction(base, counted):
    """Whether the check of instructions sees the patch that adds one to the loops of forward: how many more each case takes, and
    exactly how many more an element of a long run does, by the difference of two lengths."""
    before, after = builds.builds(ROOT, [base, patched(base, "one-instruction")])
    # Both are one block.
    runs = [Case("forward_f32", 1, 1, 16384), Case("forward_f32", 1, 1, 32768)]
    found = [build.counts(counted, GATE + runs) for build in (before, after)]
    records = [{name: instructions.record(count) for name, count in counts.items()} for counts in found]
    print(instructions.table(instructions.differences(*records)))
    growths = [
        records[place][runs[1].name]["instructions"]["goThroughRuns"]
        - records[place][runs[0].name]["instructions"]["goThroughRuns"] for place in (0, 1)]
    # A vector of sixteen elements is two registers of AVX2.
    wanted = 2 * (runs[1].elements - runs[0].elements) // 16
    is_seen = growths[1] - growths[0] == wanted
    print(
        f"one instruction more a register: {growths[1] - growths[0]} more for {runs[0].elements} elements more, {wanted} expected:"
        f" {'as it should be' if is_seen else 'WRONG'}")
    return is_seen


def main():
    parser = Parser("prove-perf-check")
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--only", choices=["one-instruction", "moved-code", *SCENARIOS])
    parser.add_argument("--base", default="HEAD")
    parser.add_argument("--counted", required=True)
    options = parser.parse_args()
    if options.runs < 1:
        parser.error("--runs is a number from 1 on")
    base = builds.commit(ROOT, options.base)
    failed = False
    if options.only in (None, "one-instruction"):
        failed = not one_instruction(base, options.counted)
    if options.only in (None, "moved-code"):
        failed = not moved_code_is_the_same(base, options.counted) or failed
    for name, (allowed, least) in SCENARIOS.items():
        if options.only not in (None, name):
            continue
        head = base if name.startswith("same") else patched(base, name)
        # Twice as often where nothing may be found.
        runs = options.runs * (2 if name == "same" else 1)
        statuses, changes = [], 0
        for number in range(runs):
            status, changed = run(name, base, head)
            statuses.append(status)
            changes += changed
            print(f"\r\033[K{name}: {number + 1} of {runs}", end="", file=sys.stderr, flush=True)
        print("\r\033[K", end="", file=sys.stderr)
        right = statuses.count(allowed[0])
        is_proved = set(statuses) <= set(allowed) and right * 20 >= least * runs
        # Of functions that nobody calls, or that stand elsewhere, no case's code may seem changed.
        is_proved = is_proved and not (changes and name in UNCHANGED)
        failed = failed or not is_proved
        told = ", ".join(f"{statuses.count(status)} times {status}" for status in (0, 2, 3))
        print(f"{name}: {told}: {'as it should be' if is_proved else 'WRONG'}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
