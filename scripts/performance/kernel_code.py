"""The code of a library's functions, without where it stands."""

import hashlib
import re
import subprocess

# Where an instruction leads to or reads from is told by a symbol, not by an address.
ADDRESS = re.compile(r"\b[0-9a-f]+ (?=<)")
# Reading a pointer from a table, or making it: the linker chooses, by where the two stand.
DISTANCE = re.compile(r"(?:(?:mov|lea)\s+)?-?0x[0-9a-f]+\(%rip\)([^#]*).*")
# A place in a function: in another one than that which it is named in, it is a function that has no symbol.
INSIDE = re.compile(r"<([^>]+)\+0x[0-9a-f]+>")
# What only fills the space up to the next function.
FILLING = re.compile(r"^(nop|data16|cs nop|xchg\s+%ax,%ax|int3)")
# The modules that this package is made of, in a mangled name.
OURS = re.compile(r"Kernels|^prelu_")


def functions(library):
    """A digest of the instructions of each of the package's functions, by its mangled symbol; functions of one name count
    as one. Swift's runtime, which is in the library too, is left out."""
    return digests(
        _output("objdump", "--disassemble", "--no-show-raw-insn", "--wide", library),
        sizes(_output("nm", "--print-size", "--defined-only", library)))


def _output(*command):
    run = subprocess.run(command, capture_output=True, text=True)
    if run.returncode != 0:
        raise RuntimeError(f"{command[0]} failed: {run.stderr.strip()}")
    return run.stdout


def sizes(symbols):
    """How many bytes the functions have, by their first addresses, of what nm writes."""
    found = {}
    for line in symbols.splitlines():
        fields = line.split()
        if len(fields) == 4 and fields[2] in "tTwW":
            start, size = (int(field, 16) for field in fields[:2])
            found[start] = max(size, found.get(start, 0))
    return found


def digests(disassembly, sizes):
    """What `functions` returns, of what objdump writes. Behind a function's end may stand another that has no symbol."""
    found = {}
    name, last, lines = None, 0, []

    def end():
        while lines and FILLING.match(lines[-1]):
            lines.pop()
        if name is not None and OURS.search(name):
            found.setdefault(name, []).append("\n".join(lines))
        lines.clear()

    for line in disassembly.splitlines():
        if start := re.match(r"([0-9a-f]+) <(.*)>:$", line):
            end()
            name = start[2]
            first = int(start[1], 16)
            last = first + sizes.get(first, 0)
        elif instruction := re.match(r"\s+([0-9a-f]+):\t(.*)", line):
            if int(instruction[1], 16) < last:
                text = DISTANCE.sub(r"(%rip)\1", ADDRESS.sub("", instruction[2])).strip()
                lines.append(INSIDE.sub(lambda place: place[0] if place[1] == name else "<no symbol>", text))
    end()
    return {
        name: hashlib.sha256("\n\n".join(sorted(bodies)).encode()).hexdigest()[:16]
        for name, bodies in found.items()}


# The instruction sets of a library, by what a mangled name of their module's code has.
MODULES = {"portable": "Portable", "v2": "X86V2", "v3": "X86V3", "v4": "X86V4"}
COUNTED = MODULES["v3"]


class Code:
    """What two builds have of the functions that a case runs.

    It was counted with the instruction set v3 and one thread. With another the functions of the same names are compared, and those that
    only its module has.
    """

    def __init__(self, base, head, base_counts, head_counts, instruction_set):
        self.base, self.head = base, head
        self.base_counts, self.head_counts = base_counts, head_counts
        self.module = MODULES[instruction_set]

    def changed(self, case):
        """Whether the two builds differ in the number of instructions that a case takes, or in a function that it runs."""
        base, head = self.base_counts.get(case.name), self.head_counts.get(case.name)
        if base is None or head is None or base["instructions"] != head["instructions"]:
            return True
        names = {self._here(name) for name in base["instructions"]} | self._own()
        return any(self.base.get(name) != self.head.get(name) for name in names)

    def _here(self, name):
        """A counted function's symbol in the module that is timed. Their names are as long as each other."""
        return name.replace(COUNTED, self.module)

    def _own(self):
        """The functions of the timed module that the counted one lacks."""
        return {
            name for name in {*self.base, *self.head}
            if self.module in name and self.module != COUNTED
            and name.replace(self.module, COUNTED) not in self.base}
