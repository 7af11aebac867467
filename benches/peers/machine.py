"""Says what machine this is."""

from __future__ import annotations

import os
import platform
from datetime import date
from pathlib import Path


def described() -> dict[str, str]:
    """Returns what the figures depend on."""
    return {
        "processor": field("/proc/cpuinfo", "model name") or platform.processor(),
        "cores": str(len(os.sched_getaffinity(0))),
        "memory": memory(),
        "system": f"{platform.system()} {platform.release().split('-')[0]}",
        "date": date.today().isoformat(),
    }


def memory() -> str:
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return f"{pages / 2**30:.0f} GiB"


def field(file: str, name: str) -> str | None:
    """Returns the first value of this name in a file of the kernel."""
    try:
        lines = Path(file).read_text().splitlines()
    except OSError:
        return None
    values = [line.partition(":")[2].strip() for line in lines if line.startswith(name)]
    return values[0] if values else None
