"""Runs the checks on changes whose effect is known. See scripts/prove-perf-check."""

import argparse
import contextlib
import os
import pathlib
import subprocess
import sys
import tempfile

import builds
import instructions
from cases import GATE

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
    """The exit status of one run, and its last words where it is an error."""
    # Of the same code it is to be told by the times alone that nothing became slower.
    arguments = ["--take-as-changed"] if name.startswith("same") else []
    if name.startswith("slower"):
        arguments += ["--filter", SLOWER]
    with busy(name.endswith("busy-process")):
        result = subprocess.run(
            [str(ROOT / "scripts" / "perf-check"), "--no-install", base, head, *arguments],
            capture_output=True, text=True)
    if result.returncode not in (0, 2, 3):
        sys.exit(f"perf-check failed: {result.stderr.strip()}")
    return result.returncode


def one_instruction(base, counted):
    """Whether the check of instructions sees the patch that adds one: how many more each case takes."""
    before, after = builds.builds(ROOT, [base, patched(base, "one-instruction")])
    records = [
        {name: instructions.record(count) for name, count in build.counts(counted, GATE).items()}
        for build in (before, after)]
    print(instructions.table(instructions.differences(*records)))
    case = next(case for case in GATE if case.name == "forward_f32/4x32x256")
    counts = [record[case.name]["instructions"]["goThroughRuns"] for record in records]
    # A vector of sixteen elements is two registers of AVX2. The zero is made once.
    wanted = 2 * case.elements // 16
    print(f"{case.name}: {counts[1] - counts[0]} more, {wanted} of them in the loop")
    return wanted <= counts[1] - counts[0] <= wanted + 2


def main():
    parser = argparse.ArgumentParser(allow_abbrev=False, add_help=False)
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--only", choices=[*SCENARIOS, "one-instruction"])
    parser.add_argument("--base", default="HEAD")
    parser.add_argument("--counted", required=True)
    options = parser.parse_args()
    base = builds.commit(ROOT, options.base)
    failed = False
    if options.only in (None, "one-instruction"):
        failed = not one_instruction(base, options.counted)
    for name, (allowed, least) in SCENARIOS.items():
        if options.only not in (None, name):
            continue
        head = base if name.startswith("same") else patched(base, name)
        # Twice as often where nothing may be found.
        runs = options.runs * (2 if name == "same" else 1)
        statuses = []
        for number in range(runs):
            statuses.append(run(name, base, head))
            print(f"\r\033[K{name}: {number + 1} of {runs}", end="", file=sys.stderr, flush=True)
        print("\r\033[K", end="", file=sys.stderr)
        right = statuses.count(allowed[0])
        is_proved = set(statuses) <= set(allowed) and right * 20 >= least * runs
        failed = failed or not is_proved
        told = ", ".join(f"{statuses.count(status)} times {status}" for status in (0, 2, 3))
        print(f"{name}: {told}: {'as it should be' if is_proved else 'WRONG'}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
