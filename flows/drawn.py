"""How the command line draws: names and values below each other, and answers to queries."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Sequence
from datetime import datetime

import polars as pl
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

WITHOUT_TERMINAL = 160  # columns: what is written to a file or a pipe is not broken for the sake of 80
LONGEST = 240  # characters of a value in a table; values of one line each are whole
READABLE = 36  # columns that a long text needs to be read beside others
GAP = 2


def console() -> Console:
    """Standard output, as wide as the terminal or as COLUMNS says; wide where neither says anything."""
    width = shutil.get_terminal_size((WITHOUT_TERMINAL, 25)).columns
    return Console(highlight=False, soft_wrap=True, width=width)


def print_pairs(lines: Iterable[tuple[str, str]]) -> None:
    """Names and what is to be said of them; values may hold markup. What is longer than the terminal is broken, never cut."""
    table = Table(show_header=False, box=None, pad_edge=False)
    table.add_column()
    table.add_column(overflow="fold")
    for name, value in lines:
        table.add_row(f"[bold]{name}[/]", value)
    console().print(table)


def print_answer(frame: pl.DataFrame, style: str, shown: int) -> None:
    """A query's answer. `style` is table, rows (one value a line), auto (of these two what can be read), csv or json.

    At most `shown` rows are drawn, 0 draws all; CSV and JSON always have all.
    """
    if style == "csv":
        print(_flat(frame).write_csv(), end="")
    elif style == "json":
        print(frame.write_ndjson(), end="")
    else:
        out = console()
        head = frame.head(shown) if shown else frame
        cells = [[_cell(v) for v in row] for row in head.iter_rows()]
        if style == "rows" or (style == "auto" and not fits(frame.columns, cells, out.width)):
            _print_rows(out, frame.columns, cells)
        else:
            _print_table(out, frame, cells)
        more = f" (the first {head.height:,} shown; --show 0 shows all)" if head.height < frame.height else ""
        out.print(f"{frame.height:,} row{'' if frame.height == 1 else 's'}{more}")


def fits(names: Sequence[str], cells: Sequence[Sequence[str | None]], width: int) -> bool:
    """Whether every column has room beside the others, long texts broken into lines that can still be read."""
    needed = [
        max(len(name), *(min(len(row[i] or ""), READABLE) for row in cells)) if cells else len(name)
        for i, name in enumerate(names)
    ]
    return sum(needed) + GAP * len(needed) <= width


def _print_table(out: Console, frame: pl.DataFrame, cells: Sequence[Sequence[str | None]]) -> None:
    table = Table(box=None, pad_edge=False, padding=(0, GAP, 0, 0), header_style="bold")
    for name, kind in frame.schema.items():
        table.add_column(escape(name), justify="right" if kind.is_numeric() else "left", overflow="fold")
    for row in cells:
        table.add_row(*(Text(_shortened(cell or "")) for cell in row))
    out.print(table)
    if any(len(cell or "") > LONGEST for row in cells for cell in row):
        out.print(f"[dim]values of more than {LONGEST} characters are cut; --format rows shows them whole[/]")


def _shortened(cell: str) -> str:
    return cell if len(cell) <= LONGEST else cell[: LONGEST - 1] + "…"


def _print_rows(out: Console, names: Sequence[str], cells: Sequence[Sequence[str | None]]) -> None:
    for number, row in enumerate(cells, start=1):
        out.print(f"[dim]─ {number} {'─' * max(out.width - len(str(number)) - 3, 0)}[/]")
        table = Table(show_header=False, box=None, pad_edge=False, padding=(0, GAP, 0, 0))
        table.add_column(style="bold", no_wrap=True)
        table.add_column(overflow="fold")
        for name, cell in zip(names, row, strict=True):
            table.add_row(Text(name), Text("NULL", style="dim") if cell is None else Text(cell))
        out.print(table)


def _flat(frame: pl.DataFrame) -> pl.DataFrame:
    """CSV knows no lists and no structs: they are written as JSON."""
    nested = [name for name, kind in frame.schema.items() if kind.is_nested()]
    texts = {
        n: [None if v is None else json.dumps(v, default=str, ensure_ascii=False) for v in frame[n].to_list()]
        for n in nested
    }
    return frame.with_columns(pl.Series(n, held, pl.String) for n, held in texts.items())


def _cell(value: object) -> str | None:
    """A value as a person reads it: no `.0` behind a whole number, lists with commas, one line."""
    if value is None:
        return None
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, list | tuple):
        return ", ".join(_cell(v) or "" for v in value)
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    return " ".join(str(value).split())
