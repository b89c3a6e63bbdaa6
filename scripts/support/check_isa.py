"""Checks which x86-64 instructions stand where in a linked program. See scripts/check-isa."""

import re
import subprocess
import sys
from collections import defaultdict

from loops import in_loops

# The level of the x86-64 psABI that a module's code may use; everything else is baseline.
MODULE_LEVEL = {"KernelsX86V2": 2, "KernelsX86V3": 3, "KernelsX86V4": 4}
# The registers that show that a kernel was compiled for its module's vectors.
MODULE_REGISTER = {"KernelsX86V3": "ymm", "KernelsX86V4": "zmm"}
# Entry points of a module: forward, backward, second order, rectify, finish, layOut and foldPlaces, each for Float, Double, Float16 and BFloat16.
KERNELS = 28
# The ways through memory of a module, where its vectors are.
WAYS = {
    "goThroughRuns", "goThroughShortRuns", "goThroughRows", "goThroughExpandedRows",
    "goThroughCycles", "goThroughElements", "goThroughUnevenRows", "goThroughRowsInTurns",
}
# Those that one instruction set alone has.
MODULE_WAYS = {"KernelsX86V4": {"goThroughPermutedRuns"}}
# Loops that may hold calls, and of what. Those that lay slopes out and add places up go through axes one inside of the other, and their
# vectors through loops without calls. Parts of rows are laid out, gone through as rows and added up by these. Groups of places are gone
# through by a function each, and have their memory cleared.
LOOPS_OF_CALLS = {
    "KernelCore6layOut": "KernelCore6layOut",
    "KernelCore10foldPlaces": "KernelCore10foldPlaces",
    # Where all that differs is the way through rows, the compiler merges functions and calls it through a pointer.
    "KernelCore14goThroughParts": r"KernelCore(6layOut|10foldPlaces|13goThroughRows)|call\s+\*",
    "KernelCore15goThroughPlaces": r"KernelCore(15goThroughCycles|19goThroughUnevenRows)|<memset",
}
MODULES = list(MODULE_LEVEL) + ["KernelsPortable"]

LEGACY_PREFIXES = {0x26, 0x2E, 0x36, 0x3E, 0x64, 0x65, 0x66, 0x67, 0xF0, 0xF2, 0xF3}
# Two-byte opcodes (0F xx) beyond the baseline, by mandatory prefix: SSE3 and POPCNT are of level 2,
# LZCNT of level 3. TZCNT is left out: compilers write it for BSF, as which older processors run it.
LEVEL_OF_OPCODE = {
    (0xF2, 0x12): 2, (0xF3, 0x12): 2, (0xF3, 0x16): 2,  # movddup, movsldup, movshdup
    (0x66, 0x7C): 2, (0xF2, 0x7C): 2, (0x66, 0x7D): 2, (0xF2, 0x7D): 2,  # hadd, hsub
    (0x66, 0xD0): 2, (0xF2, 0xD0): 2, (0xF2, 0xF0): 2,  # addsub, lddqu
    (0xF3, 0xB8): 2, (0xF3, 0xBD): 3,  # popcnt, lzcnt
}


def level(code, mnemonic):
    """The lowest x86-64 level that has an instruction, by its encoding."""
    prefix, i = None, 0
    while i < len(code) and code[i] in LEGACY_PREFIXES:
        if code[i] in (0x66, 0xF2, 0xF3):
            prefix = code[i] if prefix in (None, 0x66) else prefix
        i += 1
    if i < len(code) and 0x40 <= code[i] <= 0x4F:
        i += 1  # REX
    if i >= len(code):
        return 1
    if code[i] == 0x62:
        return 4  # EVEX; extensions of AVX-512 beyond x86-64-v4 are not told apart
    if code[i] in (0xC4, 0xC5):
        return 4 if mnemonic.startswith("k") else 3  # VEX: AVX, FMA, BMI; mask registers
    if code[i] != 0x0F or i + 1 >= len(code):
        return 1
    opcode = code[i + 1]
    if opcode in (0x38, 0x3A):
        is_movbe = opcode == 0x38 and code[i + 2] in (0xF0, 0xF1) and prefix != 0xF2
        return 3 if is_movbe else 2  # SSSE3, SSE4.1, SSE4.2
    # CMPXCHG16B is of level 2, but Swift's runtime, which stands in libprelu.so, has it on every machine.
    return LEVEL_OF_OPCODE.get((prefix, opcode), 1)


# Prefixes that objdump writes in front of a mnemonic.
WRITTEN_PREFIXES = re.compile(r"(?:(?:bnd|notrack|repz|repnz|lock|data16|addr32|[c-g]s|ss|rex\S*)\s+)*")


class Instruction:
    def __init__(self, address, code, text):
        self.address, self.code, self.text = address, code, text
        self.mnemonic, _, self.operands = WRITTEN_PREFIXES.sub("", text, count=1).partition(" ")
        self.level = level(code, self.mnemonic)

    @property
    def is_call(self):
        return self.mnemonic.startswith("call")

    @property
    def is_jump(self):
        return self.mnemonic.startswith(("j", "loop"))

    @property
    def is_indirect_jump(self):
        return self.is_jump and "*" in self.operands

    @property
    def jump_target(self):
        is_direct = self.is_jump and not self.is_indirect_jump
        return int(self.operands.split()[0], 16) if is_direct else None

    @property
    def computed_address(self):
        """What a `lea` relative to the instruction makes, which objdump notes behind it."""
        match = re.search(r"# ([0-9a-f]+)", self.operands)
        return int(match.group(1), 16) if match and self.mnemonic.startswith("lea") else None

    @property
    def falls_through(self):
        return not self.mnemonic.startswith(("jmp", "ret", "ud", "hlt"))


class Data:
    """A section of a program."""

    def __init__(self, address, content):
        self.address, self.content = address, content

    def signed(self, address):
        """The number of four bytes at an address, None outside of the section."""
        start = address - self.address
        if not 0 <= start <= len(self.content) - 4:
            return None
        return int.from_bytes(self.content[start:start + 4], "little", signed=True)


def objdump(*arguments):
    return subprocess.run(
        ["objdump", "--wide", *arguments], check=True, capture_output=True, text=True).stdout


def disassembled(binary):
    """The symbols of a program, mangled, each with its instructions."""
    return parsed(objdump("--disassemble", "--insn-width=16", binary))


def read_only_data(binary):
    """What a program has as constants, its jump tables among them."""
    lines = objdump("--full-contents", "--section=.rodata", binary).splitlines()
    # An address, up to four words, and after two spaces the same as text.
    rows = [line[1:].split("  ")[0].split() for line in lines if re.match(r" [0-9a-f]+ ", line)]
    content = "".join(word for row in rows for word in row[1:])
    return Data(int(rows[0][0], 16), bytes.fromhex(content))


def parsed(disassembly):
    """What `disassembled` returns, of what objdump writes."""
    symbols, current = {}, None
    for line in disassembly.splitlines():
        start = re.match(r"^([0-9a-f]+) <(.*)>:$", line)
        if start:
            current = symbols.setdefault(f"{start.group(2)}@{start.group(1)}", [])
            continue
        fields = line.split("\t")
        if current is not None and len(fields) >= 3 and fields[0].strip().endswith(":"):
            code = bytes.fromhex(fields[1].replace(" ", ""))
            current.append(Instruction(int(fields[0].strip()[:-1], 16), code, fields[2].strip()))
    return symbols


def demangled(names):
    """What `swift demangle` makes of names, in their order."""
    mangled = [name.rsplit("@", 1)[0] for name in names]
    lines = subprocess.run(
        ["swift", "demangle", "--compact"], input="\n".join(mangled), check=True,
        capture_output=True, text=True).stdout.splitlines()
    assert len(lines) == len(mangled), "swift demangle lost a line"
    return lines


def owner(name):
    """The kernel module that a demangled symbol belongs to, or None."""
    for module in MODULES:
        if re.search(rf"\b{module}\b", name):
            return module
    return None


def shared_callees(instructions, names):
    """The functions of KernelCore that a kernel module calls and that have one symbol for all modules."""
    for i in instructions:
        target = re.match(r"(?:call|jmp)\w*\s.*<([^>+]+)(?:\+0x[0-9a-f]+)?>$", i.text)
        name = names.get(target.group(1)) if target else None
        is_function = name and not re.search("metadata|witness|accessor", name)
        if is_function and re.search(r"\bKernelCore\b", name) and owner(name) is None:
            yield name


def calls_in_loops(instructions, data):
    """The calls of a function that one run of it may come to more than once."""
    return [i for i in in_loops(instructions, data) if i.is_call]


def may_hold(symbol, call):
    """Whether a loop of a function may hold a call, both mangled."""
    return any(loop in symbol and re.search(callees, call) for loop, callees in LOOPS_OF_CALLS.items())


def check(binary):
    """The faults of a program, and a line that says what was looked at."""
    symbols = disassembled(binary)
    data = read_only_data(binary)
    names = dict(zip(symbols, demangled(list(symbols))))
    by_mangled_name = {symbol.rsplit("@", 1)[0]: name for symbol, name in names.items()}
    faults = []
    counts = defaultdict(int)
    kernels = set()
    wide_ways = defaultdict(set)
    for symbol, instructions in symbols.items():
        name = names[symbol]
        module = owner(name)
        counts[module] += 1
        allowed = MODULE_LEVEL.get(module, 1)
        beyond = next((i for i in instructions if i.level > allowed), None)
        if beyond:
            faults.append(
                f"{name}: '{beyond.text}' is of x86-64-v{beyond.level}, "
                f"where {module or 'baseline'} code may use v{allowed}")
        if module is None:
            continue
        for callee in shared_callees(instructions, by_mangled_name):
            faults.append(f"{name}: calls {callee}, of which all modules share one copy")
        for call in calls_in_loops(instructions, data):
            if not may_hold(symbol, call.text):
                faults.append(f"{name}: a loop holds '{call.text}'")
        kernel = re.search(
            rf"witness for static KernelCore\.KernelSet\.(\w+)\(.* in conformance {module}\.(\w+Kernels)\b",
            name)
        if kernel and module == "KernelsPortable":
            kernels.add(kernel.groups())
        way = re.search(r"KernelCore\.(goThrough\w+)", name)
        register = MODULE_REGISTER.get(module)
        if way and register and any(register in i.text for i in instructions):
            wide_ways[module].add(way.group(1))
    if len(kernels) != KERNELS:
        faults.append(f"{len(kernels)} kernels found, not {KERNELS}: does this program call them all?")
    for module, register in MODULE_REGISTER.items():
        for way in sorted((WAYS | MODULE_WAYS.get(module, set())) - wide_ways[module]):
            faults.append(f"{module}, {way}: no {register} register is used")
    summary = ", ".join(f"{m} {counts[m]}" for m in MODULES)
    return faults, f"{len(symbols)} symbols ({summary}), {len(kernels)} kernels"


def main():
    failed = False
    for binary in sys.argv[1:]:
        faults, summary = check(binary)
        print(f"{binary}: {summary}, {len(faults)} faults")
        for fault in faults[:20]:
            print(f"  {fault}")
        if len(faults) > 20:
            print(f"  and {len(faults) - 20} more")
        failed = failed or bool(faults)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
