"""A command watched from outside: CPU and memory of it and its children over time, by the stage that its log lines name."""

from __future__ import annotations

import json
import os
import subprocess
import threading
import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

TICK = os.sysconf("SC_CLK_TCK")
EVERY = 0.5  # seconds
LAST_LINES = 20


@dataclass(slots=True)
class Watched:
    """What was seen: wall and CPU seconds by stage, and (seconds, megabytes) over time."""

    wall: float = 0.0
    cpu: float = 0.0
    stage_wall: dict[str, float] = field(default_factory=dict)
    stage_cpu: dict[str, float] = field(default_factory=dict)
    memory: list[tuple[float, float]] = field(default_factory=list)

    @property
    def peak(self) -> float:
        """Megabytes at the worst moment; what processes share is counted once."""
        return max((megabytes for _, megabytes in self.memory), default=0.0)


def watch(command: Sequence[str], environ: Mapping[str, str]) -> Watched:
    """Run the command, which must succeed and write its log as JSON lines to standard error."""
    seen = Watched()
    begun = time.monotonic()
    told = {**os.environ, **environ, "DATELINE_WATCH__LOG_FORMAT": "json", "DATELINE_WATCH__LOG_LEVEL": "INFO"}
    with subprocess.Popen(command, env=told, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        ended: list[tuple[str, float]] = []
        last: deque[str] = deque(maxlen=LAST_LINES)
        assert process.stderr is not None
        reader = threading.Thread(target=_stages, args=(process.stderr, ended, last), daemon=True)
        reader.start()
        counted = 0.0  # CPU seconds that belong to stages that have ended
        while process.poll() is None:
            time.sleep(EVERY)
            family = list(_family(process.pid))
            seen.cpu = max(seen.cpu, sum(map(_cpu, family)))
            seen.memory.append((round(time.monotonic() - begun, 1), round(sum(map(_megabytes, family)), 1)))
            while ended:
                stage, spent = ended.pop(0)
                seen.stage_wall[stage] = spent
                seen.stage_cpu[stage], counted = round(seen.cpu - counted, 2), seen.cpu
        reader.join()
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with status {process.returncode}:\n{''.join(last)}")
    seen.stage_wall.update(ended)
    seen.wall = round(time.monotonic() - begun, 2)
    seen.cpu = round(seen.cpu, 2)
    return seen


def _stages(lines: IO[str], ended: list[tuple[str, float]], last: deque[str]) -> None:
    """Stage and seconds of each line that says that a stage has ended; the last lines, for when it goes wrong."""
    for line in lines:
        last.append(line)
        with suppress(ValueError):
            told = json.loads(line)
            if isinstance(told, dict) and "stage" in told:
                ended.append((told["stage"], float(told["message"].split()[-2])))


def _family(pid: int) -> Iterator[int]:
    waiting = [pid]
    while waiting:
        one = waiting.pop()
        yield one
        for children in Path(f"/proc/{one}/task").glob("*/children"):
            with suppress(OSError):
                waiting += map(int, children.read_text().split())


def _cpu(pid: int) -> float:
    """CPU seconds of the process and of its children that have ended."""
    with suppress(OSError, IndexError):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, fields[11:15])) / TICK
    return 0.0


def _megabytes(pid: int) -> float:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1000
    return 0.0
