"""Jobs on the task runners of Prefect: threads, processes, Dask or Ray. Only paths and small values travel between them.

Dask and Ray move functions and values as pickles between their own nodes: the ports of a cluster must be open to its nodes only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.task_runners import ProcessPoolTaskRunner, TaskRunner, ThreadPoolTaskRunner

from flows.batches.job import Done, Job, extract_batch
from flows.settings import Settings

# Not tried again: what the network can break is tried again where it breaks, and what a batch breaks it would break again.
extract_one = task(name="extract batch", cache_policy=NO_CACHE, persist_result=False)(extract_batch)


def task_runner(settings: Settings) -> TaskRunner[Any]:
    """The task runner that the settings name, with one worker a core where it is started on this machine."""
    chosen, count = settings.batches, settings.processes
    if chosen.runner == "dask":
        from prefect_dask import DaskTaskRunner

        here = {"n_workers": count, "threads_per_worker": 1, "dashboard_address": None}
        dask: TaskRunner[Any] = (
            DaskTaskRunner(address=chosen.address) if chosen.address else DaskTaskRunner(cluster_kwargs=here)
        )
        return dask
    if chosen.runner == "ray":
        from prefect_ray import RayTaskRunner

        alone = {"num_cpus": count, "include_dashboard": False}
        ray: TaskRunner[Any] = RayTaskRunner(address=chosen.address, init_kwargs=None if chosen.address else alone)
        return ray
    if chosen.runner == "prefect-processes":
        return ProcessPoolTaskRunner(max_workers=count)
    return ThreadPoolTaskRunner(max_workers=count)


def on_task_runner(jobs: Sequence[Job], settings: Settings) -> Iterator[Done]:
    """The finished jobs, in order. To be called within a flow run."""
    with task_runner(settings) as runner:
        futures = [runner.submit(extract_one, parameters={"job": job}) for job in jobs]
        for future in futures:
            yield future.result()
