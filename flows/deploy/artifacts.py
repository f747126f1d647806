"""What a run leaves on Prefect's pages: a summary, the slowest stages, what was refused and why, and where the quality page is.

Everything that comes from articles or their names is escaped: the pages show Markdown.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

from prefect.artifacts import create_link_artifact, create_markdown_artifact, create_table_artifact

from flows.run import RunReport
from flows.settings import Settings
from warehouse import store

REJECTED = "SELECT reason, count(*) AS inputs, min(source_uri) AS example FROM ops.rejected_articles WHERE run_id = ? GROUP BY 1 ORDER BY 2 DESC, 1"
_MARKUP = re.compile(r"([\\`*_\[\]()#|!~])")


def leave_artifacts(settings: Settings, report: RunReport) -> None:
    """Write the artifacts of a run."""
    create_markdown_artifact(
        summary(report), key="dateline-summary", description="What the run read, added and checked"
    )
    create_table_artifact(stages(report.seconds), key="dateline-stages", description="Seconds by stage, slowest first")
    refused = rejected(settings, report)
    if refused:
        create_table_artifact(refused, key="dateline-rejected", description="Inputs refused by this run, by reason")
    page = settings.quality / f"{report.run_id}.html"
    if page.exists():
        create_link_artifact(page.resolve().as_uri(), link_text="quality page", key="dateline-quality")


def summary(report: RunReport) -> str:
    """The report as a Markdown table."""
    lines = {
        "status": report.status,
        "articles read": f"{report.inputs_read:,}",
        "new articles": f"{report.articles_new:,}",
        "files unchanged": f"{report.files_known:,}",
        "rejected": f"{report.inputs_rejected:,}",
        "notes": f"{report.notes:,}",
        **{f"{table}, rows added": f"{count:,}" for table, count in report.rows.items()},
        "checks passed": f"{report.checks_passed:,}",
        "checks failed": ", ".join(report.checks_failed) or "none",
        "checks with a warning": ", ".join(report.checks_warned) or "none",
        "export": report.export.name if report.export else "none",
    }
    rows = "\n".join(f"| {escaped(name)} | {escaped(value)} |" for name, value in lines.items())
    return f"## Run {escaped(report.run_id)}\n\n| | |\n|---|---|\n{rows}\n"


def stages(seconds: Mapping[str, float]) -> list[dict[str, object]]:
    """Rows of stage, seconds and share of the whole, slowest first."""
    whole = sum(seconds.values()) or 1.0
    slowest = sorted(seconds.items(), key=lambda item: -item[1])
    return [{"stage": name, "seconds": spent, "share": f"{spent / whole:.0%}"} for name, spent in slowest]


def rejected(settings: Settings, report: RunReport) -> list[dict[str, object]]:
    """Rows of reason, number and an example; from the evidence where the run was blocked."""
    file = settings.blocked(report.run_id) or settings.live
    if not report.inputs_rejected + report.notes or not file.exists():
        return []
    rows = store.read(file, REJECTED, [report.run_id]).iter_rows(named=True)
    return [{**row, "example": html.escape(str(row["example"])[:200])} for row in rows]


def escaped(text: str) -> str:
    """Text that Markdown and HTML show as it is."""
    return _MARKUP.sub(r"\\\1", html.escape(text.replace("\n", " ")))
