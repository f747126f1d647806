"""Figures of the runs as a text file in the format of Prometheus, for the textfile collector of its node exporter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from prometheus_client import CollectorRegistry, Gauge, write_to_textfile

from flows.journal import ENDED_WELL, NO_VERDICT, Past

COUNTS = {
    "inputs_read": "Records read by the last run.",
    "inputs_rejected": "Inputs refused by the last run.",
    "articles_new": "Articles that the last run added.",
    "checks_failed": "Critical expectations that the last run broke.",
    "checks_warned": "Expectations that the last run broke with a warning.",
}


def write_metrics(file: Path, past: Sequence[Past], dataset: Path) -> None:
    """Write the file anew, in one move: the last run, the last good one, runs by status, and the size of the dataset."""
    registry = CollectorRegistry()
    by_status = Gauge("dateline_runs", "Runs in the journal by how they ended.", ["status"], registry=registry)
    for status, count in sorted(Counter(run.status for run in past).items()):
        by_status.labels(status).set(count)
    _moments(registry, past)
    ended = [run for run in past if run.status not in NO_VERDICT]
    if ended:
        _last(registry, ended[-1])
    if dataset.exists():
        Gauge("dateline_dataset_bytes", "Size of the published dataset.", registry=registry).set(dataset.stat().st_size)
    file.parent.mkdir(parents=True, exist_ok=True)
    write_to_textfile(str(file), registry)


def _moments(registry: CollectorRegistry, past: Sequence[Past]) -> None:
    good = [run.ended_at for run in past if run.status in ENDED_WELL and run.ended_at]
    ended = [run.ended_at for run in past if run.ended_at]
    for name, text, moments in (
        ("dateline_last_success_timestamp_seconds", "When the last run ended well.", good),
        ("dateline_last_run_timestamp_seconds", "When the last run ended, well or not.", ended),
    ):
        if moments:
            Gauge(name, text, registry=registry).set(moments[-1].timestamp())


def _last(registry: CollectorRegistry, run: Past) -> None:
    ok = Gauge("dateline_last_run_ok", "1 where the last run ended well, else 0.", registry=registry)
    ok.set(run.status in ENDED_WELL)
    for name, text in COUNTS.items():
        value = run.told.get(name, 0)
        Gauge(f"dateline_last_run_{name}", text, registry=registry).set(
            len(value) if isinstance(value, list) else value
        )
    seconds = Gauge("dateline_last_run_stage_seconds", "Seconds by stage.", ["stage"], registry=registry)
    for stage, spent in run.told.get("seconds", {}).items():
        seconds.labels(stage).set(spent)
    rows = Gauge("dateline_last_run_rows", "Rows added by table.", ["table"], registry=registry)
    for table, count in run.told.get("rows", {}).items():
        rows.labels(table).set(count)
