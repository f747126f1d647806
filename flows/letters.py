"""Dead letters as the dataset lists them: what was refused and has not become an article since."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from flows.ingest.dead_letters import DeadLetter
from flows.intake import NOTES
from warehouse import store

# A later run that saw an article at the same place has settled the letter; its row stays as history. Run ids sort by time.
OPEN = """
    SELECT l.reason, l.source_uri, l.detail, l.sha256, l.run_id FROM ops.rejected_articles l
    WHERE NOT list_contains(?::VARCHAR[], l.reason) AND (?::VARCHAR IS NULL OR l.reason = ?)
      AND NOT EXISTS (SELECT 1 FROM article_sources s WHERE s.source_uri = l.source_uri AND s.run_id > l.run_id)
    ORDER BY l.reason, l.source_uri, l.run_id"""


def open_letters(live: Path, reason: str | None = None) -> pl.DataFrame:
    """Columns reason, source_uri, detail, sha256 and run_id of what was refused and is still no article; no notes, unless asked for."""
    left_out = [n for n in NOTES if n != reason]
    return store.read(live, OPEN, [left_out, reason, reason])


def readable_again(letters: pl.DataFrame, folder: Path) -> list[DeadLetter]:
    """Those whose bytes were kept, each once."""
    keys = letters.filter(~pl.col("reason").is_in(NOTES)).drop_nulls("sha256").select("source_uri", "sha256")
    return [DeadLetter(*row) for row in keys.unique(maintain_order=True).iter_rows() if (folder / row[1]).is_file()]
