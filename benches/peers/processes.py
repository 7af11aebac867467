"""Runs programs and measures them: wall and CPU time, memory, what was read from the disk."""

from __future__ import annotations

import os
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Sequence


class Failed(Exception):
    """A program did not end well; the text tells which, and what it said."""


@dataclass
class Spent:
    """What one run of a program took."""

    wall: float  # seconds, from before its start to after its end
    cpu: float  # seconds, of user and system, with its children that ended
    rss_mib: float  # the most memory it had at once
    read_kib: float  # read from the disk, not from the page cache
    major_faults: int

    def stored(self) -> dict[str, float]:
        return {name: round(value, 6) for name, value in asdict(self).items()}


def run(command: Sequence[str], ends: Sequence[int] = (0,)) -> tuple[Spent, str]:
    """Runs a program and returns what it took and what it printed; `ends` are the good exit codes."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        redirect = [(os.POSIX_SPAWN_DUP2, out.fileno(), 1), (os.POSIX_SPAWN_DUP2, err.fileno(), 2)]
        start = time.perf_counter()
        try:
            child = os.posix_spawnp(command[0], command, os.environ, file_actions=redirect)
        except OSError as error:
            raise Failed(f"{command[0]}: {error.strerror}") from error
        _, status, usage = os.wait4(child, 0)
        wall = time.perf_counter() - start
        code = os.waitstatus_to_exitcode(status)
        if code not in ends:
            err.seek(0)
            said = err.read().decode(errors="replace").strip()
            raise Failed(f"`{' '.join(command)}` ended with {code}:\n{said[-2000:]}")
        out.seek(0)
        printed = out.read().decode(errors="replace")
    spent = Spent(
        wall=wall,
        cpu=usage.ru_utime + usage.ru_stime,
        rss_mib=usage.ru_maxrss / 1024,
        read_kib=usage.ru_inblock / 2,
        major_faults=usage.ru_majflt,
    )
    return spent, printed


def files(place: Path) -> list[Path]:
    """Returns the file, or all files below the folder."""
    if place.is_file():
        return [place]
    return [Path(root) / name for root, _, names in os.walk(place) for name in names]


def size(place: Path) -> int:
    """Returns how many bytes the file has, or all files below the folder."""
    return sum(file.stat().st_size for file in files(place))


def evict(place: Path) -> None:
    """Asks the kernel to forget what it keeps in memory of these files."""
    for file in files(place):
        handle = os.open(file, os.O_RDONLY)
        try:
            os.fsync(handle)
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
        finally:
            os.close(handle)


def bring_in(place: Path) -> None:
    """Reads the files, so that they are in the page cache."""
    for file in files(place):
        with file.open("rb", buffering=0) as opened:
            while opened.read(1 << 20):
                pass
