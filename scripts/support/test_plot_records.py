"""Tests of what reads recorded runs for the charts. Run: python3 -m unittest discover scripts/support"""

import contextlib
import io
import json
import re
import tempfile
import unittest
from pathlib import Path

import plot_history
import plot_sweep
from records import RecordError, quoted, run


def entry(direction, footprint, **changes):
    return {
        "name": f"prelu_{direction}/f32/ncl/channel/1x16x32/threads:auto", "footprint_bytes": footprint,
        "bytes_per_second": 100e9, "speedup_vs_naive": 4, "fraction_of_roofline": 0.8, **changes}


def sweep(entries=None, **context):
    if entries is None:
        entries = [entry(d, size) for d in plot_sweep.DIRECTIONS for size in (8192, 4096)]
    caches = [
        {"type": "Data", "level": 1, "size": 48 << 10}, {"type": "Instruction", "level": 1, "size": 32 << 10},
        {"type": "Unified", "level": 2, "size": 1 << 20}]
    facts = {"suite": "sweep", "cpu_model": "It's a CPU", "num_cpus": 2, "caches": caches}
    return {"context": {**facts, **context}, "benchmarks": entries}


def record(revision, **shares):
    cases = [{"name": name, "fraction_of_roofline": share} for name, share in shares.items()]
    return {"history_version": 1, "revision": revision, "cases": cases}


class FilesTestCase(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.directory = Path(directory.name)

    def file(self, text):
        path = self.directory / "file"
        path.write_text(text, encoding="utf-8")
        return str(path)

    def written(self, name):
        return (self.directory / name).read_text(encoding="utf-8")

    def main(self, module, text, *arguments):
        """What it prints and warns of."""
        output, warnings = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(output), contextlib.redirect_stderr(warnings):
            module.main(self.file(text), str(self.directory), *arguments)
        return output.getvalue(), warnings.getvalue().splitlines()

    def refused(self, module, text, reason, *arguments):
        with self.assertRaisesRegex(RecordError, reason):
            self.main(module, text, *arguments)


class SweepTests(FilesTestCase):
    def test_speeds_follow_from_ratios(self):
        self.main(plot_sweep, json.dumps(sweep()))
        rows = [[float(cell) for cell in line.split()] for line in self.written("sweep-forward.txt").splitlines()]
        self.assertEqual(rows, [[4096, 100, 25, 125], [8192, 100, 25, 125]])

    def test_other_cases_are_left_out(self):
        others = [
            entry("forward", 1, name="relu_forward/f32/n/none/64/threads:auto"), entry("double_backward", 2),
            entry("forward", 3, speedup_vs_naive=None), entry("forward", 4, fraction_of_roofline=0),
            entry("forward", float("nan"))]
        document = sweep()
        document["benchmarks"] += others
        self.assertEqual(len(plot_sweep.rows(document, "forward")), 2)

    def test_caches_that_hold_data_are_marked(self):
        commands = plot_sweep.caches(sweep()["context"])
        self.assertEqual(len(commands), 4)
        self.assertIn("'L1d 48 KiB' at 49152", commands[1])
        self.assertIn("'L2 1 MiB' at 1048576", commands[3])
        self.assertEqual(plot_sweep.caches({}), [])

    def test_text_is_only_text(self):
        self.assertEqual(quoted("It's\n`a`"), "'It''s `a`'")

    def test_what_is_no_sweep_is_refused(self):
        whole = json.dumps(sweep())
        for text, reason in [
            ("", "cut short"), (whole[:-9], "cut short"), ("[]", "cut short, or"), ("{}", "not a file"),
            ('{"context": {}, "benchmarks": 3}', "not a file"), (json.dumps(sweep(suite="quick")), "suite sweep"),
            (json.dumps(sweep([entry("forward", 1), entry("forward", 2)])), "prelu_backward"),
        ]:
            with self.subTest(text[:40]):
                self.refused(plot_sweep, text, reason)


class HistoryTests(FilesTestCase):
    def history(self, *records):
        return "".join(json.dumps(record) + "\n" for record in records)

    def test_a_row_is_a_run_and_a_column_a_case(self):
        text = self.history(record("r1", a=0.5, b=0.25), record("r2", a=0.75), record("r3", a=1, c=0.5))
        output, warnings = self.main(plot_history, text)
        self.assertEqual((output, warnings), ("3\n", []))
        self.assertEqual(
            self.written("history.txt").splitlines(),
            ['"run" "a" "b" "c"', "0 50.0 25.0 ?", "1 75.0 ? ?", "2 100 ? 50.0"])
        self.assertIn("set xtics ('r1' 0, 'r2' 1, 'r3' 2)", self.written("history-runs.gnuplot"))

    def test_the_filter_chooses_cases(self):
        text = self.history(record("r1", ab=0.5, bc=0.25))
        self.main(plot_history, text, "^b")
        self.assertEqual(self.written("history.txt").splitlines()[0], '"run" "bc"')
        self.refused(plot_history, text, "filter matches", "x")
        self.refused(plot_history, text, "not a regular expression", "(")

    def test_a_line_that_was_cut_is_left_out(self):
        whole = self.history(record("r1", a=0.5))
        for cut in [whole[:-20], '{"history_version": 2, "cases": [{}]}', "[]", '{"history_version": 1}']:
            with self.subTest(cut):
                output, warnings = self.main(plot_history, whole + cut + "\n" + whole)
                self.assertEqual(output, "1\n")
                self.assertEqual(len(warnings), 1)
                self.assertIn("line 2", warnings[0])
                self.assertIn("runs = 2", self.written("history-runs.gnuplot"))

    def test_a_file_without_runs_is_refused(self):
        self.refused(plot_history, "", "holds no run")
        with contextlib.redirect_stderr(io.StringIO()):
            self.refused(plot_history, json.dumps(sweep()), "holds no run")

    def test_many_runs_have_few_labels(self):
        command = plot_history.ticks([record(f"r{i}") for i in range(100)])
        self.assertLessEqual(len(re.findall("'", command)) // 2, plot_history.MOST_LABELS)

    def test_many_cases_are_warned_of(self):
        _, warnings = self.main(plot_history, self.history(record("r", **{f"c{i}": 0.5 for i in range(30)})))
        self.assertEqual(len(warnings), 1)


class FilesTests(FilesTestCase):
    def test_what_cannot_be_read_is_one_line(self):
        binary = self.directory / "binary"
        binary.write_bytes(b"\xff\xfe\x00")
        for path in [self.directory / "nothing", self.directory, binary]:
            for module in [plot_sweep, plot_history]:
                with self.subTest(path=path, module=module), self.assertRaises(SystemExit) as ending:
                    run(module.main, [str(path), str(self.directory)])
                self.assertRegex(str(ending.exception), r"\Aplot-bench: [^\n]+\Z")


if __name__ == "__main__":
    unittest.main()
