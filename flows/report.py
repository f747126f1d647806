"""What a person sees of a run: a progress line while it goes, a table when it is done."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from flows.drawn import print_pairs
from flows.run import RunReport, Watch

STATUS_WORDS = {
    "published": "[green]published[/]",
    "unchanged": "nothing new: the dataset stays as it is",
    "planned": "nothing published yet: this is what would change; --yes publishes it",
    "blocked": "[red]blocked[/]: a critical expectation failed, nothing was published",
}
NOTHING_READ = "nothing to read was found: the dataset stays as it is"
AGAIN = {
    "forget": "what is left in the store of batches may be deleted",
    "quality": "`dateline quality --run {}` writes it",
    "export": "`dateline export` writes it",
    "upload": "`dateline export` goes on with it",
}
SHOWN_FAILURES = 10


@contextmanager
def progress() -> Iterator[Watch]:
    """A watcher that draws one line a stage on the terminal; without a terminal it draws nothing."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description:10}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bars:
        tasks = {}

        def watch(stage: str, done: int, total: int | None) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=total)
            bars.update(tasks[stage], completed=done, total=total)

        yield watch


def print_report(report: RunReport) -> None:
    """The summary table of a run, on standard output."""
    print_pairs(_lines(report))


def _lines(report: RunReport) -> Iterator[tuple[str, str]]:
    found_nothing = not (report.inputs_read or report.inputs_rejected or report.files_known)
    yield "run", f"{report.run_id}  {NOTHING_READ if found_nothing else STATUS_WORDS[report.status]}"
    yield "articles read", f"{report.inputs_read:,} ({report.articles_new:,} new)"
    if report.files_known:
        yield "unchanged", f"{report.files_known:,} files, not read again"
    yield (
        "rejected",
        f"{report.inputs_rejected:,}" + (" (`dateline rejected` lists them)" if report.inputs_rejected else ""),
    )
    if report.notes:
        yield "notes", f"{report.notes:,} on articles that were kept (doubtful day, unsupported language)"
    for name, count in report.rows.items():
        yield f"  {name}", f"{count:,} rows added"
    if report.checks_passed or report.checks_failed:
        yield (
            "checks passed",
            f"{report.checks_passed:,} of {report.checks_passed + len(report.checks_failed) + len(report.checks_warned):,}",
        )
    for kind, failures in (("failed", report.checks_failed), ("warning", report.checks_warned)):
        for name in failures[:SHOWN_FAILURES]:
            yield kind, name
        if len(failures) > SHOWN_FAILURES:
            yield kind, f"and {len(failures) - SHOWN_FAILURES} more"
    yield "seconds", ", ".join(f"{name} {seconds:.1f}" for name, seconds in report.seconds.items())
    yield "dataset", escape(str(report.dataset)) + ("" if report.dataset.exists() else " (none yet)")
    for step, error in report.problems.items():
        yield (
            f"[red]{step}[/]",
            f"failed, and the dataset is as said above: {escape(error)}; {AGAIN[step].format(report.run_id)}",
        )
    if report.export:
        yield "export", escape(str(report.export))
    if report.evidence:
        yield "evidence", f"{escape(str(report.evidence))} (the failed checks and every row that broke one)"
