"""Tests of what finds calls in loops. Run: python3 -m unittest discover scripts/support"""

import struct
import unittest

from check_isa import Data, calls_in_loops, may_hold, parsed

TABLE = 0x2000


def calls(*texts, table=()):
    """The calls in loops of a function whose instructions stand at addresses 0x10, 0x20, and so on, beside a
    table of addresses."""
    lines = ["0000000000000010 <function>:"]
    lines += [f"  {0x10 * (n + 1):x}:\t90 \t{text}" for n, text in enumerate(texts)]
    [instructions] = parsed("\n".join(lines)).values()
    entries = b"".join(struct.pack("<i", address - TABLE) for address in table)
    # What stands behind a table leads elsewhere.
    data = Data(TABLE, entries + struct.pack("<i", 0))
    return [i.operands.strip() for i in calls_in_loops(instructions, data)]


class CallsInLoopsTests(unittest.TestCase):
    def test_loop_holds_call(self):
        self.assertEqual(
            calls(
                "call   900 <before>",
                "mov    (%rdi),%eax",
                "call   910 <inside>",
                "dec    %rsi",
                "jne    20 <function+0x10>",
                "call   920 <after>",
                "ret"),
            ["910 <inside>"])

    def test_loop_of_one_block(self):
        self.assertEqual(
            calls("call   900 <memset@plt>", "jne    10 <function>", "ret"), ["900 <memset@plt>"])

    def test_outer_loop(self):
        self.assertEqual(
            calls(
                "call   900 <outer>",
                "dec    %rsi",
                "jne    20 <function+0x10>",
                "dec    %rdi",
                "jne    10 <function>",
                "ret"),
            ["900 <outer>"])

    def test_loop_laid_out_in_pieces(self):
        self.assertEqual(
            calls(
                "jmp    40 <function+0x30>",
                "call   900 <inside>",
                "jmp    50 <function+0x40>",
                "jmp    20 <function+0x10>",
                "jne    40 <function+0x30>",
                "ret"),
            ["900 <inside>"])

    def test_choice_laid_out_backwards(self):
        self.assertEqual(
            calls(
                "jne    50 <function+0x40>",
                "call   900 <first>",
                "call   910 <both>",
                "ret",
                "call   920 <second>",
                "jmp    30 <function+0x20>"),
            [])

    def test_loop_left_by_fault(self):
        self.assertEqual(
            calls(
                "dec    %rsi",
                "js     40 <function+0x30>",
                "jne    10 <function>",
                "call   900 <fault>",
                "ud2",
                "jmp    10 <function>"),
            [])

    def test_tail_jump(self):
        self.assertEqual(calls("call   900 <before>", "jmp    5 <another>"), [])
        self.assertEqual(calls("call   900 <before>", "je     5 <another>", "ret"), [])

    def test_jump_to_own_beginning(self):
        self.assertEqual(calls("call   900 <again>", "jmp    10 <function>"), ["900 <again>"])

    def test_written_prefixes(self):
        self.assertEqual(
            calls("data16 rex.W call 900 <address>", "bnd jne 10 <function>", "repz ret"),
            ["900 <address>"])


class JumpTableTests(unittest.TestCase):
    choice = (
        "call   900 <before>",
        "lea    0x1fe0(%rip),%rdx        # 2000 <table>",
        "jmp    *%rax",
        "call   910 <first>",
        "ret",
        "call   920 <second>",
        "jmp    50 <function+0x40>")

    def test_choice(self):
        self.assertEqual(calls(*self.choice, table=(0x40, 0x60)), [])

    def test_loop_through_table(self):
        self.assertEqual(calls(*self.choice, table=(0x40, 0x10)), ["900 <before>"])

    def test_loop_behind_call(self):
        self.assertEqual(calls(*self.choice, table=(0x40, 0x20)), [])

    def test_unknown_table_leads_anywhere(self):
        self.assertEqual(
            calls("call   900 <before>", "jmp    *%rax", "call   910 <after>", "ret"),
            ["900 <before>"])

    def test_address_of_code_is_no_table(self):
        self.assertEqual(
            calls("lea    -0x10(%rip),%rdx        # 10 <function>", "call   *%rdx", "ret"), [])


class LoopsOfCallsTests(unittest.TestCase):
    PLACES = "$s10KernelCore15goThroughPlaces____6period@10"

    def test_groups(self):
        cycles, rows = ("$s10KernelCore15goThroughCycles____6period4skip", "$s10KernelCore19goThroughUnevenRows____2of3end")
        for call in (cycles, rows, "memset@plt", "memset"):
            self.assertTrue(may_hold(self.PLACES, f"call   900 <{call}>"), call)

    def test_others(self):
        for call in ("memcpy@plt", "swift_retain@plt", "$s10KernelCore7StreamsV7compute"):
            self.assertFalse(may_hold(self.PLACES, f"call   900 <{call}>"), call)
        self.assertFalse(may_hold("$s10KernelCore13goThroughRows@10", "call   900 <memset@plt>"))

    def test_parts(self):
        parts = "$s10KernelCore14goThroughParts_12KernelsX86V412ModuleMarkerO"
        for call in ("900 <$s10KernelCore6layOut__2by>", "900 <$s10KernelCore13goThroughRows>", "*%r13"):
            self.assertTrue(may_hold(parts, f"call   {call}"), call)
        self.assertFalse(may_hold(parts, "call   900 <swift_retain@plt>"))

    def test_axes(self):
        self.assertTrue(may_hold("$s10KernelCore6layOut__2by@10", "call   900 <$s10KernelCore6layOut__2by>"))
        self.assertFalse(may_hold("$s10KernelCore6layOut__2by@10", "call   900 <$s10KernelCore10foldPlaces>"))


if __name__ == "__main__":
    unittest.main()
