"""Extraction in batches, one code path for every engine: a path in, paths out, nothing done twice."""

from flows.batches.job import Done, Job, extract_batch
from flows.batches.plan import Plan, collect, forget, plan

__all__ = ["Done", "Job", "Plan", "collect", "extract_batch", "forget", "plan"]
