"""The code of a library's functions, without where it stands."""

import hashlib
import re
import subprocess

# Where an instruction leads to or reads from is told by a symbol, not by an address.
ADDRESS = re.compile(r"\b[0-9a-f]+ (?=<)")
DISTANCE = re.compile(r"-?0x[0-9a-f]+\(%rip\).*")
# What only fills the space up to the next function.
FILLING = re.compile(r"^(nop|data16|cs nop|xchg\s+%ax,%ax|int3)")


def functions(library):
    """A digest of the instructions of each function, by its mangled symbol. Functions of one name count as one."""
    text = subprocess.run(
        ["objdump", "--disassemble", "--no-show-raw-insn", "--no-addresses", "--wide", library],
        check=True, capture_output=True, text=True).stdout
    return digests(text)


def digests(disassembly):
    """What `functions` returns, of what objdump writes."""
    found = {}
    name, lines = None, []

    def end():
        while lines and FILLING.match(lines[-1]):
            lines.pop()
        if name is not None:
            found.setdefault(name, []).append("\n".join(lines))
        lines.clear()

    for line in disassembly.splitlines():
        if line.startswith("<") and line.endswith(">:"):
            end()
            name = line[1:-2]
        elif line.startswith("\t"):
            lines.append(DISTANCE.sub("(%rip)", ADDRESS.sub("", line.strip())))
        elif line.startswith("Disassembly"):
            end()
            name = None
    end()
    return {
        name: hashlib.sha256("\n\n".join(sorted(bodies)).encode()).hexdigest()[:16]
        for name, bodies in found.items()}


MODULES = {"portable": "KernelsPortable", "v2": "KernelsX86V2", "v3": "KernelsX86V3", "v4": "KernelsX86V4"}


class Code:
    """What two builds have of the functions that a case runs."""

    def __init__(self, base, head, base_counts, head_counts, instruction_set):
        self.base, self.head = base, head
        self.base_counts, self.head_counts = base_counts, head_counts
        self.module = MODULES[instruction_set]

    def changed(self, case):
        """Whether the two builds differ in the number of instructions that a case takes, or in a function that it
        runs. It was counted with the instruction set v3; with another the functions of the same names are compared, and
        those that only its module has."""
        base, head = self.base_counts.get(case.name), self.head_counts.get(case.name)
        if base is None or head is None or base["instructions"] != head["instructions"]:
            return True
        names = {self._here(name) for name in base["instructions"]} | self._own()
        return any(self.base.get(name) != self.head.get(name) for name in names)

    def _here(self, name):
        """A counted function's symbol in the module that is timed."""
        counted = MODULES["v3"]
        return _renamed(name, counted, self.module)

    def _own(self):
        """The functions of the timed module that the counted one lacks."""
        return {
            name for name in {*self.base, *self.head}
            if self.module in name and self.module != MODULES["v3"]
            and _renamed(name, self.module, MODULES["v3"]) not in self.base}


def _renamed(name, module, other):
    """A mangled symbol with one module in place of another: a name follows its length."""
    return name.replace(f"{len(module)}{module}", f"{len(other)}{other}")
