"""How the runs of a data folder are doing: the last of them, how fresh and how full the dataset is, and what is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from flows import journal
from flows.journal import ENDED_WELL, NO_VERDICT, Entry, Past
from flows.settings import Settings
from warehouse import store
from warehouse.store import blocked_files

WELL, WARNING, WRONG, NO_DATASET = 0, 1, 2, 3  # as Nagios and those after it read exit codes
DAY = timedelta(days=1)
DAYS_COMPARED = 7
THIN = 0.5  # of the new articles of a usual day
STUCK = timedelta(hours=12)
COUNTS = """
    SELECT count(*) AS articles, max(published_on) AS newest_day,
           (SELECT count(*) FROM events) AS events, (SELECT count(*) FROM figures) AS figures FROM articles"""


@dataclass(frozen=True, slots=True)
class Warned:
    """Something that somebody should look at, and how bad it is."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Status:
    """What `dateline status` tells."""

    settings: Settings
    runs: Sequence[Past]  # newest first
    events: Sequence[Entry]  # what happened besides runs, newest first
    last_good: Past | None
    dataset: Mapping[str, Any]  # rows and the newest day; empty where nothing is published
    new_by_day: Mapping[str, int]  # articles added in each of the last days, newest first
    warned: Sequence[Warned]

    @property
    def exit_code(self) -> int:
        """That of the worst warning."""
        return max((w.level for w in self.warned), default=WELL)


def status(settings: Settings, now: datetime | None = None, shown: int = 10) -> Status:
    """The state of the data folder at that moment."""
    moment = now or datetime.now(UTC)
    past = journal.runs(settings.journal)
    good = next((run for run in reversed(past) if run.status in ENDED_WELL), None)
    days = _new_by_day(past, moment)
    return Status(
        settings,
        tuple(reversed(past[-shown:])),
        tuple(reversed(journal.happened(settings.journal)[-shown:])),
        good,
        _dataset(settings),
        {f"{(moment - k * DAY):%Y-%m-%d}": count for k, count in enumerate(days)},
        tuple(sorted(_warned(settings, past, good, days, moment), key=lambda w: -w.level)),
    )


def _dataset(settings: Settings) -> Mapping[str, Any]:
    if not settings.live.exists():
        return {}
    return {**store.read(settings.live, COUNTS).row(0, named=True), "bytes": settings.live.stat().st_size}


def _new_by_day(past: Sequence[Past], now: datetime) -> list[int]:
    """New articles of the last 24 hours, of the 24 hours before, and so on."""
    days = [0] * (DAYS_COMPARED + 1)
    for run in past:
        back = (now - run.started_at) // DAY
        if run.status == "published" and 0 <= back < len(days):
            days[back] += run.told.get("articles_new", 0)
    return days


def _warned(
    settings: Settings, past: Sequence[Past], good: Past | None, days: Sequence[int], now: datetime
) -> Iterator[Warned]:
    if not settings.live.exists():
        yield Warned(NO_DATASET, f"there is no dataset at {settings.live}")
    yield from _of_freshness(settings, good, now)
    yield from _of_last_runs(settings, past, now)
    yield from _of_volume(past, days, now)
    for file in blocked_files(settings.live):
        yield Warned(WARNING, f"run {file.stem} was blocked; {file} has the rows that broke an expectation")


def _of_freshness(settings: Settings, good: Past | None, now: datetime) -> Iterator[Warned]:
    limit = timedelta(hours=settings.watch.stale_hours)
    if good is None or good.ended_at is None:
        yield Warned(WRONG, "no run has ended well yet")
    elif now - good.ended_at > limit:
        hours = (now - good.ended_at) / timedelta(hours=1)
        yield Warned(WRONG, f"the last run that ended well did so {hours:.1f} hours ago; {limit} is the limit")


def _of_last_runs(settings: Settings, past: Sequence[Past], now: datetime) -> Iterator[Warned]:
    ended = [run for run in past if run.status not in NO_VERDICT]
    if ended and ended[-1].status not in ENDED_WELL:
        last = ended[-1]
        yield Warned(WRONG, f"the last run, {last.run_id}, {last.status}" + (f": {last.error}" if last.error else ""))
    if ended and ended[-1].told.get("checks_warned"):
        yield Warned(WARNING, f"the last run warns: {', '.join(ended[-1].told['checks_warned'])}")
    if ended and ended[-1].told.get("problems"):
        problems = "; ".join(f"{step}: {error}" for step, error in ended[-1].told["problems"].items())
        yield Warned(WARNING, f"the last run published, and then failed at {problems}")
    limit = timedelta(seconds=settings.run_seconds) if settings.run_seconds else STUCK
    for run in past:
        if run.status == "running" and now - run.started_at > limit:
            yield Warned(WRONG, f"run {run.run_id} (process {run.pid} on {run.host}) began {now - run.started_at} ago")


def _of_volume(past: Sequence[Past], days: Sequence[int], now: datetime) -> Iterator[Warned]:
    """Half a usual day's articles is a source that has gone quiet; said only where there were enough days to know."""
    known = min(DAYS_COMPARED, (now - past[0].started_at) // DAY) if past else 0
    usual = sum(days[1 : known + 1]) / known if known >= 3 else 0.0
    if usual and days[0] < THIN * usual:
        yield Warned(
            WARNING, f"{days[0]:,} new articles in the last 24 hours; {usual:,.0f} a day in the {known} days before"
        )
