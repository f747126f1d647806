"""`dateline run`, and how every verb that writes the dataset runs, reports and exits."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.commands.common import (
    DATA,
    DIRECT,
    EXIT_BLOCKED,
    EXIT_BUSY,
    EXIT_FAILED,
    EXIT_NOTHING_READ,
    EXIT_OK,
    SYNTAX,
    WAIT,
    WORKERS,
    configured,
    example,
)
from flows.commands.plainly import check_addresses, check_place, check_runner
from flows.quiet import set_switches

if TYPE_CHECKING:
    from flows.run import RunReport
    from flows.settings import Settings


@click.command(epilog=example("dateline run articles/ --data data", "dateline run today.jsonl.gz --direct"))
@click.argument("paths", nargs=-1)
@click.option("--samples", is_flag=True, help="Read the sample articles that come with Dateline.")
@DATA
@SYNTAX
@DIRECT
@click.option("--no-export", is_flag=True, help="Publish the dataset, write no Parquet export.")
@click.option("--reread", is_flag=True, help="Read files again that have not changed since they were last read.")
@click.option(
    "--batch", "batch_articles", type=click.IntRange(min=1), help="Articles in one batch; 250, or as configured."
)
@WORKERS
@WAIT
def run(
    paths: tuple[str, ...],
    samples: bool,
    data: Path,
    syntax: str | None,
    direct: bool,
    no_export: bool,
    reread: bool,
    batch_articles: int | None,
    workers: int,
    lock_wait_seconds: float,
) -> None:
    """Read articles from files, folders, addresses (http, s3 and others) or standard input ("-") and publish what is new in them."""
    from flows.logs import set_up
    from flows.settings import SAMPLES

    inputs = [*paths, *([str(SAMPLES)] if samples else [])]
    if not inputs:
        raise click.UsageError("name a file or folder to read, or --samples; `dateline run --help` shows an example")
    check_inputs(paths)
    settings = configured(
        data=data,
        syntax=syntax,
        batch_articles=batch_articles,
        workers=workers,
        lock_wait_seconds=lock_wait_seconds,
        export=False if no_export else None,
        reread=True if reread else None,
    )
    check_addresses([*inputs, settings.exports_to, settings.batches.store])
    check_place(settings)
    if not direct:
        check_runner(settings.batches.runner)
    set_up(settings.watch)
    sys.exit(reported(lambda: _run_direct(inputs, settings) if direct else _run_flow(inputs, settings)))


def check_inputs(paths: Sequence[str]) -> None:
    """A clear error for paths that lead nowhere; addresses and standard input are not looked at."""
    missing = [p for p in paths if p != "-" and "://" not in p and not Path(p).exists()]
    if missing:
        raise click.UsageError(f"no such file or folder: {', '.join(missing)}")


def reported(work: Callable[[], RunReport], *, when_nothing_is_read: int = EXIT_NOTHING_READ) -> int:
    """Do the work of a run with a progress line, print its report, and give its exit code."""
    from flows.limits import stopped_politely
    from flows.report import print_report, progress
    from flows.run import watched_by
    from transforms.syntax.sm import ModelError
    from warehouse.store import LockedError

    try:
        with progress() as watch, watched_by(watch), stopped_politely():
            report = work()
    except LockedError as error:
        click.echo(f"dateline: {error}", err=True)
        return EXIT_BUSY
    except (ModelError, TimeoutError) as error:
        click.echo(f"dateline: {error}", err=True)
        return EXIT_FAILED
    print_report(report)
    if report.status == "blocked":
        return EXIT_BLOCKED
    if report.problems:
        return EXIT_FAILED
    return EXIT_OK if report.inputs_read or report.files_known else when_nothing_is_read


def _run_direct(inputs: list[str], settings: Settings) -> RunReport:
    from flows.pipeline import run_pipeline

    return run_pipeline(inputs, settings)


def _run_flow(inputs: list[str], settings: Settings) -> RunReport:
    set_switches(settings.data)
    with _server(settings):
        from flows.daily import dateline

        return dateline(inputs, settings)


@contextmanager
def _server(settings: Settings) -> Iterator[None]:
    """A server that workers in other processes can reach; threads and our own processes get by with Prefect's built-in one."""
    if os.environ.get("PREFECT_API_URL") or settings.batches.runner in ("processes", "threads"):
        yield
        return
    from flows.deploy.server import own_server

    with own_server() as api:
        os.environ["PREFECT_API_URL"] = api
        yield
