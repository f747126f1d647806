"""The quality page of a run, as a file under the data folder."""

from __future__ import annotations

from pathlib import Path

from flows.settings import Settings
from warehouse import store
from warehouse.page.quality import quality_page


class RunUnknownError(LookupError):
    """No audited run of that id is in the dataset, nor is it blocked."""


def write_quality_page(settings: Settings, run_id: str | None = None, output: Path | None = None) -> Path:
    """Write the page of one audited run, by default of the last that published; the file it is in."""
    chosen = run_id or _last(settings.live)
    blocked = settings.blocked(chosen)
    if not blocked and not _is_audited(settings.live, chosen):
        raise RunUnknownError(f"no audited run {chosen}; `dateline sql 'SELECT run_id FROM ops.runs'` lists the runs")
    page = quality_page(blocked or settings.live, chosen)
    file = output or settings.quality / f"{chosen}.html"
    file.parent.mkdir(parents=True, exist_ok=True)
    half = file.with_name(f".{file.name}.half")
    half.write_text(page, "utf-8")
    half.replace(file)
    return file


def _last(live: Path) -> str:
    found = store.read(live, "SELECT run_id FROM ops.runs WHERE status <> 'unchanged' ORDER BY started_at DESC LIMIT 1")
    if found.is_empty():
        raise RunUnknownError("no run has published yet")
    return str(found.item())


def _is_audited(live: Path, run_id: str) -> bool:
    return (
        live.exists() and not store.read(live, "SELECT 1 FROM ops.checks WHERE run_id = ? LIMIT 1", [run_id]).is_empty()
    )
