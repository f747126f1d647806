"""What a person is told of a dataset and of two states of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl
from rich.markup import escape
from rich.table import Table

from flows.drawn import console, print_pairs
from flows.reextract import Plan
from warehouse.compare import Change, examples
from warehouse.info import Info
from warehouse.tables import MAIN_TABLES

SHOWN_VALUE = 60  # characters


def print_info(told: Info) -> None:
    """The dataset, its rows, its last run and its exports, on standard output."""
    print_pairs(_info_lines(told))


def _info_lines(told: Info) -> Iterator[tuple[str, str]]:
    yield "dataset", f"{escape(str(told.file))} ({told.bytes / 1e6:,.1f} MB, {told.storage_version})"
    for name, count in told.rows.items():
        yield f"  {name}", f"{count:,} rows"
    if told.last_run:
        run = told.last_run
        yield "last run", f"{run['run_id']}  {run['status']}, {run['articles_new'] or 0:,} new articles"
    for version, count in told.extractor_versions.items():
        yield "extractor", f"{version}  {count:,} articles"
    yield "exports", ", ".join(told.exports) or "none"
    for run_id in told.blocked_runs:
        yield "blocked", f"{run_id} (its evidence joins the dataset with the next publication)"


def print_plan(plan: Plan) -> None:
    """How many articles are extracted anew and who has read them so far, on standard output."""

    def lines() -> Iterator[tuple[str, str]]:
        taken = sum(plan.articles.values())
        hint = "" if taken else "; --current takes those too that the present extractor has read"
        yield "plan", f"{taken:,} of {plan.held:,} articles are extracted anew{hint}"
        for version, count in plan.articles.items():
            yield "  read by", f"{version}  {count:,} articles"
        yield "  now by", plan.version

    print_pairs(lines())


def print_changes(before: Path | None, after: Path, changes: Sequence[Change], shown: int) -> None:
    """Rows added, removed and changed by table, with examples of each, on standard output."""
    out = console()
    table = Table("table", "added", "removed", "changed", box=None, pad_edge=False)
    for change in changes:
        table.add_row(change.table, *(f"{n:,}" for n in (change.added, change.removed, change.changed)))
    out.print(table)
    for change in changes:
        if shown and not change.is_none:
            for line in _examples(before, after, change.table, shown):
                out.print(line, markup=False)


def _examples(before: Path | None, after: Path, name: str, shown: int) -> Iterator[str]:
    table = next(t for t in MAIN_TABLES if t.name == name)
    found = examples(before, after, table, shown)
    for sign, frame in (("+", found.added), ("-", found.removed)):
        for row in frame.iter_rows(named=True):
            yield f"{sign} {name}  {_words(row)}"
    for old, new in zip(found.before.iter_rows(named=True), found.after.iter_rows(named=True), strict=True):
        differ = [k for k in new if old[k] != new[k]]
        key = " ".join(str(new[k]) for k in table.key)
        yield f"~ {name}  {key}  " + ", ".join(f"{k}: {_short(old[k])} -> {_short(new[k])}" for k in differ)


def _words(row: dict[str, object]) -> str:
    return ", ".join(f"{k}={_short(v)}" for k, v in row.items() if v is not None)


def _short(value: object) -> str:
    text = str(value).replace("\n", " ")
    return text if len(text) <= SHOWN_VALUE else text[: SHOWN_VALUE - 1] + "…"


def print_letters(letters: pl.DataFrame) -> None:
    """One line an input that was refused, tab-separated: reason, source, detail."""
    for reason, source, detail in letters.select("reason", "source_uri", "detail").iter_rows():
        print(reason, source, " ".join((detail or "").split()), sep="\t")
