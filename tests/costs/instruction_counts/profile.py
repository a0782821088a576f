"""One dump of callgrind's: how many instructions ran, and which."""

from __future__ import annotations

import platform
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

#: Instructions that write to memory in one step before all other threads.
_ATOMIC = {
    "x86_64": re.compile(r"lock\b|xchg\b.*\("),
    "aarch64": re.compile(r"(ld|st)a?l?xp?r?[bh]?\b|cas|swp|(ld|st)(add|clr|eor|set|[su]m(ax|in))"),
}

# `0x30358 491 1000`: address, line, how often.
_COST = re.compile(r"(0x[0-9a-f]+) \S+ (\d+)")
# `   30358:	lock xadd %rax,(%rcx)`, as objdump prints it.
_DISASSEMBLED = re.compile(r"\s*([0-9a-f]+):\t(.*)")


@dataclass(frozen=True)
class Profile:
    """What ran inside the measured function, so many times."""

    instructions: int
    times: int
    #: How often each instruction ran, by file, function and address in the file.
    ran: dict[tuple[str, str], dict[int, int]]

    @staticmethod
    def read(dump: Path, times: int) -> Profile:
        instructions = None
        ran: dict[tuple[str, str], dict[int, int]] = {}
        file = function = ""
        of_call = False
        for line in dump.read_text().splitlines():
            if line.startswith("summary: "):
                instructions = int(line.split()[1])
            elif line.startswith("ob="):
                file = line[3:]
            elif line.startswith("fn="):
                function = line[3:]
            elif line.startswith("calls="):
                of_call = True
            elif cost := _COST.fullmatch(line):
                # What follows a call is the cost of the callee; the instruction has its own line.
                if not of_call:
                    address, count = int(cost[1], 16), int(cost[2])
                    here = ran.setdefault((file, function), {})
                    here[address] = here.get(address, 0) + count
                of_call = False
        if instructions is None:
            raise ValueError(f"{dump} is not a profile: it has no summary")
        if sum(map(sum, (here.values() for here in ran.values()))) != instructions:
            raise ValueError(f"{dump} was not understood: its lines do not make up its summary")
        return Profile(instructions, times, ran)

    @property
    def per_operation(self) -> int:
        return round(self.instructions / self.times)

    def atomic(self) -> dict[str, float]:
        """The atomic writes that ran, with how often each did in one operation."""
        atomic = _ATOMIC[platform.machine()]
        found = {}
        for (file, function), counts in self.ran.items():
            for address, text in _disassembled(file, counts).items():
                if atomic.match(text):
                    found[f"{function}: {text}"] = counts[address] / self.times
        return found


def _disassembled(file: str, addresses: dict[int, int]) -> dict[int, str]:
    """The instructions at these addresses of a program or library."""
    text = subprocess.run(
        [
            *("objdump", "--disassemble", "--no-show-raw-insn"),
            f"--start-address={min(addresses)}",
            f"--stop-address={max(addresses) + 16}",
            file,
        ],
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    ).stdout
    found = {int(at, 16): line for at, line in _DISASSEMBLED.findall(text)}
    unknown = [hex(address) for address in addresses if address not in found]
    if unknown:
        raise ValueError(f"{file} has no instructions at {', '.join(unknown)}")
    return {address: found[address] for address in addresses}
