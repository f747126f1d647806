"""What a person, or a program, is told of the state of the runs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from flows.journal import Entry, Past, age
from flows.status import WARNING, Status

LEAST_WIDTH = 160  # a line of a run stays one line, in a log file too
COLOURS = {"published": "green", "unchanged": "green", "planned": "cyan", "running": "cyan", "busy": "yellow"}
LEVELS = {WARNING: "[yellow]warning[/]"}
EVENT_WORDS = {
    "server_lost": "the Prefect server no longer answers",
    "server_back": "the Prefect server answers again",
    "collapsed": "runs that were late are taken over by one",
    "zombies": "runs without a living process are marked as crashed in Prefect",
    "serving": "the schedule is served",
    "stopped": "the schedule is no longer served",
}


def print_status(found: Status) -> None:
    """State, last runs, what happened besides, and warnings, on standard output."""
    console = Console(highlight=False, soft_wrap=True)
    console.width = max(console.width, LEAST_WIDTH)
    table = Table(show_header=False, box=None, pad_edge=False)
    for name, value in _lines(found):
        table.add_row(f"[bold]{name}[/]", value)
    console.print(table)
    console.print()
    if found.runs:
        console.print(_runs(found))
    for event in found.events:
        console.print(f"{event['at']:%Y-%m-%d %H:%M:%S}  {escape(_words(event))}")
    for warned in found.warned:
        console.print(f"{LEVELS.get(warned.level, '[red]wrong[/]')}  {escape(warned.text)}")
    if not found.warned:
        console.print("[green]all is well[/]")


def _lines(found: Status) -> Iterator[tuple[str, str]]:
    yield "dataset", f"{found.settings.live}" + (f" ({found.dataset['bytes'] / 1e6:,.1f} MB)" if found.dataset else "")
    if found.dataset:
        rows = ", ".join(f"{found.dataset[k]:,} {k}" for k in ("articles", "events", "figures"))
        yield "rows", f"{rows}; newest day of publication {found.dataset['newest_day'] or 'unknown'}"
    if found.last_good and found.last_good.ended_at:
        yield (
            "last good run",
            f"{found.last_good.run_id}, {age(found.last_good.ended_at).total_seconds() / 3600:.1f} hours ago",
        )
    yield "new articles", ", ".join(f"{count:,}" for count in found.new_by_day.values()) + " (by day, newest first)"


def _runs(found: Status) -> Table:
    table = Table("began", "run", "status", "seconds", "read", "new", "rejected", "said", box=None, pad_edge=False)
    for run in found.runs:
        colour = COLOURS.get(run.status, "red")
        counts = (run.told.get(k) for k in ("inputs_read", "articles_new", "inputs_rejected"))
        table.add_row(
            f"{run.started_at:%Y-%m-%d %H:%M:%S}",
            run.run_id,
            f"[{colour}]{run.status}[/]",
            "" if run.seconds is None else f"{run.seconds:.1f}",
            *("" if n is None else f"{n:,}" for n in counts),
            escape(_said(run)),
        )
    return table


def _said(run: Past) -> str:
    late = run.told.get("late_seconds") or 0
    parts = [run.error or "", f"began {late:.0f} s late" if late >= 60 else ""]
    checks = run.told.get("checks_failed") or ()
    return "; ".join([*filter(None, parts), *checks])


def _words(event: Entry) -> str:
    words = EVENT_WORDS.get(event["event"], str(event["event"]))
    told = {k: v for k, v in event.items() if k not in ("at", "event", "run_id")}
    return words + (f" ({', '.join(f'{k} {v}' for k, v in told.items())})" if told else "")


def as_words(found: Status) -> dict[str, Any]:
    """The same as one JSON object."""
    return {
        "exit_code": found.exit_code,
        "warnings": [w.text for w in found.warned],
        "dataset": dict(found.dataset),
        "last_good_run": found.last_good.run_id if found.last_good else None,
        "new_articles_by_day": dict(found.new_by_day),
        "runs": [_run(run) for run in found.runs],
        "events": list(found.events),
    }


def _run(run: Past) -> dict[str, Any]:
    return {
        "run_id": run.run_id,
        "status": run.status,
        "started_at": run.started_at,
        "ended_at": run.ended_at,
        "error": run.error,
        **run.told,
    }
