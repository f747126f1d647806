"""Jobs in processes of this machine, without Prefect; the syntax model is loaded once in each."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.connection import wait

from flows.batches.job import Done, Job, extract_batch


def in_processes(jobs: Sequence[Job], processes: int) -> Iterator[Done]:
    """The finished jobs, in order; a single one stays in this process."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # the processes share the cores; threads below them only wait
    if len(jobs) < 2 or processes < 2:
        yield from map(extract_batch, jobs)
        return
    context = multiprocessing.get_context("spawn")  # polars and spaCy threads do not survive a fork
    with ProcessPoolExecutor(min(processes, len(jobs)), mp_context=context, initializer=end_with_parent) as pool:
        yield from pool.map(extract_batch, jobs)


def end_with_parent() -> None:
    """Let this process end when the one that started it is gone: a run that is killed leaves no workers behind.

    They would wait for ever for work: each holds the writing end of the queue that it reads.
    """
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_exit_after, args=(parent.sentinel,), daemon=True).start()


def _exit_after(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
