"""Tests of what judges and reports. Run: python3 -m unittest discover scripts/performance"""

import contextlib
import io
import json
import os
import pathlib
import random
import tempfile
import unittest

import builds
import check
import counts
import instructions
import judgement
import kernel_code
import report
import turns
from cases import AUTOMATIC, GATE, REPORT, Case


def processes(head, noise=0.01, again=1.0, reordered=1.0, number=12, rounds=24, seed=1):
    """Rounds of a machine whose times scatter by `noise` from round to round, and half as much from process to process."""
    generator = random.Random(seed)
    result = []
    for _ in range(number):
        lucks = [generator.gauss(1, noise / 2) for _ in range(4)]
        result.append([
            [1e5 * ratio * luck * generator.gauss(1, noise)
             for ratio, luck in zip((1, again, reordered, head), lucks)]
            for _ in range(rounds)])
    return result


def judged(changed=True, **settings):
    return judgement.judged({"case": processes(**settings)}, {"case": changed})["case"]


class CaseTests(unittest.TestCase):
    def test_names_are_distinct(self):
        names = [case.name for case in GATE + REPORT]
        self.assertEqual(len(set(names)), len(names))
        self.assertEqual(Case("forward_f32", 1, 2, 3, AUTOMATIC).name, "forward_f32/1x2x3/threads:auto")

    def test_gate_stays_in_the_second_level_cache_on_one_thread(self):
        for case in GATE:
            self.assertEqual(case.threads, 1)
            self.assertLessEqual(case.useful_bytes, 384 << 10)


class JudgementTests(unittest.TestCase):
    def test_slower_code(self):
        for seed in range(8):
            self.assertEqual(judged(head=1.10, seed=seed).verdict, "regression")

    def test_the_same_code(self):
        for seed in range(8):
            self.assertEqual(judged(head=1.0, seed=seed).verdict, "same")

    def test_slower_code_within_the_floor(self):
        """Where another place costs as much, a slow-down is none that can be told from it."""
        self.assertNotEqual(judged(head=1.06, reordered=1.06).verdict, "regression")
        self.assertNotEqual(judged(head=1.06, again=1.06).verdict, "regression")

    def test_the_floor_counts_both_directions(self):
        self.assertGreater(judged(head=1, reordered=0.9).floor, 0.1)

    def test_placement(self):
        self.assertEqual(judged(head=1.10, changed=False).verdict, "placement")

    def test_noise(self):
        one = judged(head=1.0, noise=0.6)
        self.assertEqual(one.verdict, "noisy")
        self.assertEqual(judged(head=1.0, noise=0.6, changed=False).verdict, "same")

    def test_faster_code(self):
        self.assertEqual(judged(head=0.9).verdict, "faster")
        self.assertEqual(judged(head=0.5, reordered=1.08).verdict, "faster")

    def test_one_odd_process_decides_nothing(self):
        rounds = processes(head=1.0)
        rounds[0] = [[base, again, moved, 2 * head] for base, again, moved, head in rounds[0]]
        one = judgement.judged({"case": rounds}, {"case": True})["case"]
        self.assertEqual(one.verdict, "same")

    def test_sign_test(self):
        self.assertEqual(judgement.sign_test([1.1, 1.2, 1.3]), 1 / 8)
        self.assertEqual(judgement.sign_test([1.1, 0.9, 1.0]), 3 / 4)
        self.assertEqual(judgement.sign_test([]), 1)

    def test_holm(self):
        self.assertEqual(judgement.corrected([0.01, 0.04, 0.03]), [0.03, 0.06, 0.06])
        self.assertEqual(judgement.corrected([0.9, 0.8]), [1, 1])

    def test_interval_holds_the_ratio(self):
        outside = 0
        for seed in range(50):
            found = judgement.interval(
                [[times[3] / times[0] for times in rounds] for rounds in processes(head=1.05, seed=seed)])
            outside += not found.low <= 1.05 <= found.high
        # Of fifty intervals of 99% half a one is expected outside; more than four would be a chance of 1 in 5,000.
        self.assertLessEqual(outside, 4)

    def test_status(self):
        self.assertEqual(judgement.status(["same", "faster", "placement"]), 0)
        self.assertEqual(judgement.status(["same", "noisy"]), 3)
        self.assertEqual(judgement.status(["noisy", "regression"]), 2)


DISASSEMBLY = """
/tmp/libprelu.so:     file format elf64-x86-64

Disassembly of section .text:

{start:016x} <{first}>:
 {start:x}:\t{load} 0x{distance}(%rip),%rax        # {address} <table>
 {start:x}:\tmulps  %xmm0,%xmm1
 {start:x}:\tjne    {address} <{first}+0x7>
 {start:x}:\tret
 {start:x}:\tnopw   0x0(%rax,%rax,1)
 {start:x}:\txchg   %ax,%ax
 {behind:x}:\tpush   {unnamed}

{second_start:016x} <{second}>:
 {second_start:x}:\t{instruction}
 {second_start:x}:\tcall   {address} <{first}>
 {second_start:x}:\tret
"""


def digests(start=0x1000, distance="10", address="abc", instruction="addps  %xmm0,%xmm1",
            first="$s12PReLUKernelsA", second="prelu_b", load="lea   ", unnamed="%rax"):
    text = DISASSEMBLY.format(
        start=start, behind=start + 0x80, second_start=start + 0x100, distance=distance, address=address,
        instruction=instruction, first=first, second=second, load=load, unnamed=unnamed)
    return kernel_code.digests(text, {start: 0x80, start + 0x100: 0x10})


class CodeTests(unittest.TestCase):
    def test_place_is_no_change(self):
        self.assertEqual(digests(), digests(start=0x5000, distance="f0", address="def0", load="mov   "))
        self.assertNotEqual(digests(), digests(load="add   "))
        self.assertEqual(set(digests()), {"$s12PReLUKernelsA", "prelu_b"})

    def test_functions_without_a_symbol(self):
        """The place of one is told by whatever function stands in front of it, which it is no part of."""
        self.assertEqual(digests(), digests(unnamed="%rbx"))

        def jumping(to, where):
            return digests(instruction=f"jmp    123 <{to}+{where}>")["prelu_b"]

        self.assertEqual(jumping("prelu_other", "0x10"), jumping("swift_release", "0x20"))
        self.assertNotEqual(jumping("prelu_b", "0x10"), jumping("prelu_b", "0x20"))

    def test_sizes(self):
        text = "1000 20 T prelu_a\n1000 30 t alias\n2000 U strlen\n3000 10 r table\n"
        self.assertEqual(kernel_code.sizes(text), {0x1000: 0x30})

    def test_runtime_is_left_out(self):
        self.assertEqual(set(digests(first="swift_release")), {"prelu_b"})

    def test_an_instruction_is_a_change(self):
        one, other = digests(), digests(instruction="subps  %xmm0,%xmm1")
        self.assertEqual(one["$s12PReLUKernelsA"], other["$s12PReLUKernelsA"])
        self.assertNotEqual(one["prelu_b"], other["prelu_b"])

    def test_changed(self):
        case = GATE[0]
        v3, v4 = "$s12KernelsX86V3a", "$s12KernelsX86V4a"
        counted = {case.name: {"instructions": {v3: 100, "shared": 7}, "allocations": 0}}
        base = {v3: "1", v4: "2", "shared": "3", "unused": "4"}

        def changed(head, head_counts=counted, isa="v4"):
            return kernel_code.Code(base, head, counted, head_counts, isa).changed(case)

        self.assertFalse(changed(base))
        self.assertFalse(changed({**base, "unused": "9", "new": "8"}))
        self.assertTrue(changed({**base, v4: "9"}))
        self.assertTrue(changed({**base, "shared": "9"}))
        self.assertTrue(changed({**base, v3: "9"}, isa="v3"))
        self.assertFalse(changed({**base, v3: "9"}))
        more = {case.name: {"instructions": {v3: 101, "shared": 7}, "allocations": 0}}
        self.assertTrue(changed(base, head_counts=more))
        self.assertTrue(changed(base, head_counts={}))
        # A function that only the timed module has may be run.
        own = "$s12KernelsX86V4own"
        self.assertTrue(changed({**base, own: "9"}))


DUMP = """# callgrind format
desc: Trigger: Client Request: 3
positions: instr line
events: Ir

ob=/tmp/counted
fn=make_call
0x10 4 5
cob=/tmp/libprelu.so
cfn=kernel12KernelsX86V3
calls=1 0x20 0
0x12 4 100

ob=/tmp/libprelu.so
fn=kernel12KernelsX86V3
0x20 7 60
0x40 7 8
jcnd=21/20 0x30 7
0x40 7
jcnd=90/30 0x60 7
0x48 7
jcnd=22/20 0x20 7
0x4e 7
jump=90 0x20 7
0x4a 7
cob=/lib/libc.so.6
cfn=malloc
calls=2 0
0x50 7 30
0x52 7 2

fn=kernel12KernelsX86V3'2
0x20 7 4

fn=other
0x90 0 1
jump=50 0x80 7
0x90 0

totals: 209
"""


class CountTests(unittest.TestCase):
    def test_dump(self):
        """The loop is that of the conditional jump back that is taken most often in a kernel, the inner one of two."""
        self.assertEqual(
            counts.parsed(DUMP),
            (3, {
                "instructions": {"kernel12KernelsX86V3": 74, "other": 1}, "allocations": 2, "loop": 0x30}))

    def test_dump_of_the_end(self):
        self.assertIsNone(counts.parsed(DUMP.replace("Client Request: 3", "Program termination"))[0])


class InstructionTests(unittest.TestCase):
    def record(self, **changes):
        return {"allocations": 0, "instructions": {"call": 9, "goThroughRuns": 100}, **changes}

    def test_record(self):
        kernel = "$s10KernelCore13goThroughRuns_____6slopes4sums12KernelsX86V312ModuleMarkerO"
        entry = "$s12KernelsX86V312FloatKernelsO10KernelCore0E3SetAadEP7forward"
        count = {"instructions": {kernel: 5, entry: 2, "prelu_forward_f32": 1, "more": 2}, "allocations": 0, "loop": 64}
        self.assertEqual(
            instructions.record(count),
            {"allocations": 0, "instructions": {"call": 3, "entry": 2, "goThroughRuns": 5}})

    def test_differences(self):
        stored = {"a": self.record(), "b": self.record()}
        self.assertEqual(instructions.differences(stored, stored), [])
        now = {"a": self.record(instructions={"call": 9, "goThroughRuns": 101}), "c": self.record()}
        self.assertEqual(
            instructions.differences(stored, now),
            [("a", "goThroughRuns", 100, 101), ("b", "", "", "none"), ("c", "", "none", "")])
        self.assertEqual(
            instructions.differences({"a": self.record()}, {"a": self.record(allocations=1)}),
            [("a", "allocations", 0, 1)])

    def test_what_may_allocate(self):
        takes = next(case for case in instructions.CASES if case.takes_scratch)
        other = next(case for case in instructions.CASES if not case.takes_scratch)
        found = {case.name: self.record(allocations=1) for case in (takes, other)}
        self.assertEqual(instructions.allocating(found), [other.name])

    def check(self, found, update=False):
        """The status, and what was said."""
        said = io.StringIO()
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            status = instructions.check(found, "9.9", update)
        return status, said.getvalue()

    def test_check(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        stored, instructions.STORED = instructions.STORED, pathlib.Path(folder.name) / "new"
        self.addCleanup(setattr, instructions, "STORED", stored)
        before, after = {"a": self.record()}, {"a": self.record(instructions={"call": 9, "goThroughRuns": 101})}
        status, said = self.check(before)
        self.assertEqual(status, 1)
        self.assertIn("no counts are stored for Swift 9.9", said)
        self.assertEqual(self.check(before, update=True)[0], 0)
        self.assertEqual(self.check(before)[0], 0)
        status, said = self.check(after)
        self.assertEqual(status, 2)
        self.assertIn("+1.00%", said)
        self.assertEqual(self.check(before)[0], 0)
        self.assertEqual(self.check(after, update=True)[0], 0)
        self.assertEqual(self.check(after)[0], 0)
        self.assertEqual(self.check(before)[0], 2)
        takes = {"a": self.record(allocations=1)}
        self.assertEqual(self.check(takes, update=True)[0], 1)
        self.assertEqual(self.check(takes)[0], 1)

    def test_loops_begin_at_lines(self):
        self.assertEqual(instructions.out_of_line({"a": {"loop": 128}, "b": {"loop": 80}, "c": {"loop": None}}), ["b"])

    def test_version(self):
        self.assertEqual(instructions.swift_version("Swift version 6.3.1 (swift-6.3.1-RELEASE)\nTarget"), "6.3.1")


class TurnsTests(unittest.TestCase):
    def test_output(self):
        self.assertEqual(
            turns.parsed("calls 5\n10 20\n30 40\ncalls 1\n2 4\n", 2), [[[1, 2], [3, 4]], [[1, 2]]])
        with self.assertRaises(RuntimeError):
            turns.parsed("calls 3\n1 2\n", 2)

    def test_order(self):
        self.assertEqual(turns._sorted([5, 6, 7], [2, 0, 1]), [6, 7, 5])


class Library:
    """What `check.common` asks."""

    def __init__(self, *functions):
        self.functions = functions

    def has(self, case):
        return case.function in self.functions


class CommonTests(unittest.TestCase):
    cases = [Case("forward_f32", 4, 32, 256), Case("elu_forward_f32", 4, 32, 256)]

    def test_both(self):
        both = Library("forward_f32", "elu_forward_f32")
        self.assertEqual(check.common(self.cases, both, both), self.cases)

    def test_new_functions_are_left_out(self):
        with contextlib.redirect_stderr(io.StringIO()) as said:
            found = check.common(
                self.cases, Library("forward_f32"), Library("forward_f32", "elu_forward_f32"))
        self.assertEqual(found, self.cases[:1])
        self.assertIn("BASE has no prelu_elu_forward_f32", said.getvalue())

    def test_lost_functions_are_an_error(self):
        with self.assertRaisesRegex(ValueError, "HEAD has no prelu_elu_forward_f32"):
            check.common(
                self.cases, Library("forward_f32", "elu_forward_f32"), Library("forward_f32"))

    def test_nothing_in_common_is_an_error(self):
        with contextlib.redirect_stderr(io.StringIO()), self.assertRaises(ValueError):
            check.common(self.cases, Library(), Library("forward_f32"))


class BuildTests(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        builds.git(self.root, "init", "--quiet")
        for name, value in (("user.name", "a"), ("user.email", "a@b.c")):
            builds.git(self.root, "config", name, value)
        for name in builds.SOURCES:
            path = self.root / name / "file" if name == "Sources" else self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("1")
        builds.git(self.root, "add", ".")
        builds.git(self.root, "commit", "--quiet", "--message", "first")

    def test_commit(self):
        head = builds.git(self.root, "rev-parse", "HEAD")
        self.assertEqual(builds.commit(self.root, "HEAD"), head)
        self.assertEqual(builds.commit(self.root, None), head)
        (self.root / "Package.swift").write_text("2")
        changed = builds.commit(self.root, None)
        self.assertNotEqual(changed, head)
        self.assertTrue(builds._is_checked_out(self.root, changed))
        self.assertFalse(builds._is_checked_out(self.root, head))
        for name in ("nonsense", "--help", ""):
            with self.assertRaisesRegex(builds.BuildError, "no commit here"):
                builds.commit(self.root, name)

    def test_untracked_sources_are_not_those_of_a_commit(self):
        (self.root / "Sources" / "new").write_text("1")
        self.assertFalse(builds._is_checked_out(self.root, "HEAD"))

    def test_what_is_kept(self):
        build = builds.Build(self.root)
        made = []

        def make():
            made.append(1)
            return {"a": len(made)}

        self.assertEqual(build._kept("counts", "x", make), {"a": 1})
        self.assertEqual(build._kept("counts", "x", make), {"a": 1})
        self.assertEqual(build._kept("counts", "y", make), {"a": 2})

    def test_old_builds_are_forgotten(self):
        for number in range(builds.KEPT + 2):
            folder = self.root / "kept" / str(number)
            folder.mkdir(parents=True)
            for name in ("libprelu.so", "libprelu-reordered.so"):
                (folder / name).touch()
            os.utime(folder, (number, number))
        builds._forget_old(self.root / "kept")
        left = sorted(int(path.name) for path in (self.root / "kept").iterdir())
        self.assertEqual(left, list(range(2, builds.KEPT + 2)))

    def test_link_command(self):
        manifest = '\n'.join([
            'commands:', '  "C.other.dylib":', '    args: ["no"]',
            '  "C.prelu-x86_64-unknown-linux-gnu-release.dylib":', '    tool: shell',
            '    args: ["swiftc","-o","x.so","@list"]', '  "C.more":', '    args: ["no"]'])
        self.assertEqual(builds.link_command(manifest), ["swiftc", "-o", "x.so", "@list"])
        with self.assertRaises(builds.BuildError):
            builds.link_command("commands:\n")


class ReportTests(unittest.TestCase):
    def test_conclusions(self):
        gate = {"case"}
        for settings, words in [
            ({"head": 1.1}, "slower: case"), ({"head": 1}, "no regression"),
            ({"head": 1, "noise": 0.6}, "too noisy to say: case"),
            ({"head": 1.1, "changed": False}, "no regression; the same code in another place is slower: case"),
        ]:
            self.assertEqual(report.conclusion({"case": judged(**settings)}, gate), words)
        self.assertEqual(
            report.conclusion({"case": judged(head=1.1)}, set()), "no case that decides was measured")

    def test_advice(self):
        gate = {"case"}
        moved = judged(head=1, reordered=1.2)
        self.assertEqual(moved.verdict, "noisy")
        self.assertIn("another copy or place", report.advice({"case": moved}, gate, 0, 48))
        slower = judged(head=1.047, reordered=1.041)
        self.assertEqual(slower.verdict, "noisy")
        self.assertIn("--processes 48", report.advice({"case": slower}, gate, 0, 48))

    def test_outputs(self):
        case = GATE[0]
        measured = {case.name: processes(head=1.1)}
        judgements = judgement.judged(measured, {case.name: True})
        self.assertIn("regression", report.console(judgements, {case.name}))
        self.assertIn(f"| `{case.name}` | +", report.markdown({}, judgements, {case.name}, "slower"))
        document = json.loads(report.google_benchmark({}, [case], measured, judgements))
        self.assertEqual(
            [entry["name"] for entry in document["benchmarks"]], [f"{case.name}/base", f"{case.name}/head"])


if __name__ == "__main__":
    unittest.main()
