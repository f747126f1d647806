"""Numbers over the rows in scope that must lie in a band: rows per article, fill rates, likeness to what the last runs brought.

`<figures>` in a query stands for the rows in scope of that table, `figures` for the whole table, `:enough` for the number of
rows below which nothing is judged. Severity, reason and bounds of each stand in `bounds.yml` under its name.
"""

from __future__ import annotations

from functools import cache

from expectations.bounds import bounds
from expectations.expectation import Band
from warehouse.tables import ARTICLES, DATES, EVENTS, FIGURES, STATEMENTS, Table

FILLED = (  # share of rows that have a value there
    (ARTICLES, "published_on"),
    (DATES, "date_start"),
    (FIGURES, "measured"),
    (FIGURES, "date_start"),
    (FIGURES, "claimant"),
    (EVENTS, "actor"),
    (EVENTS, "date_start"),
    (EVENTS, "event_type"),
    (STATEMENTS, "claimant"),
)
MIXED = ((DATES, "timex_type"), (FIGURES, "kind"), (EVENTS, "status"), (STATEMENTS, "cue_kind"))
LAST_RUNS = 10  # drift is measured against what they brought
WERE_READ = """
SELECT CASE WHEN count(*) >= :enough THEN count(*) FILTER (article_id IN (SELECT article_id FROM <sentences>)) / count(*) END
FROM <articles> WHERE language = 'en' AND duplicate_of IS NULL AND char_count >= 1000
"""  # a sentence is kept where it holds a row of any table
PER_ARTICLE = (DATES, FIGURES, EVENTS, STATEMENTS)


@cache
def bands() -> tuple[Band, ...]:
    """Every band with its severity, reason and bounds."""
    return (
        *(_band(t, "rows_per_article", _rows_per_article(t), f"{t.name}_per_article") for t in PER_ARTICLE),
        _band(ARTICLES, "were_read", WERE_READ, "articles_were_read"),
        *(_band(t, f"{c}_is_filled", _filled(t, c), f"{t.name}_{c}_filled") for t, c in FILLED),
        *(_band(t, f"{c}_is_mixed_as_before", _moved(t, c), "share_moved") for t, c in MIXED),
        *(_band(t, "rows_per_article_are_as_before", _grown(t), "rows_per_article_grown") for t in PER_ARTICLE),
    )


def _band(table: Table, name: str, number: str, entry: str) -> Band:
    bound = bounds()[entry]
    number = number.replace(":enough", str(bound.enough))
    return Band(name, table, number, bound.at_least, bound.at_most, bound.severity, bound.reason, bound.comment)


def _rows_per_article(table: Table) -> str:
    articles = "(SELECT count(*) FROM <articles>)"
    return f"SELECT CASE WHEN {articles} >= :enough THEN count(*) / {articles} END FROM <{table.name}>"


def _filled(table: Table, column: str) -> str:
    return f'SELECT CASE WHEN count(*) >= :enough THEN count("{column}") / count(*) END FROM <{table.name}>'


def _moved(table: Table, column: str) -> str:
    """How much of the mix lies elsewhere than in the rows of the last runs: 0 is the same, 1 has nothing in common."""

    def share(rows: str) -> str:
        return f'SELECT "{column}" AS sort, count(*) / sum(count(*)) OVER () AS share FROM {rows} GROUP BY ALL'

    here = f"<{table.name}>"
    runs = f"SELECT run_id FROM ops.runs WHERE status = 'published' AND articles_new > 0 ORDER BY started_at DESC LIMIT {LAST_RUNS}"
    articles = f"SELECT article_id FROM articles WHERE first_run_id IN ({runs})"
    before = f"{table.name} WHERE article_id IN ({articles})"
    moved = f"SELECT sum(abs(coalesce(n.share, 0) - coalesce(o.share, 0))) / 2 FROM ({share(here)}) n FULL JOIN ({share(before)}) o USING (sort)"
    enough = " AND ".join(f"(SELECT count(*) FROM {rows}) >= :enough" for rows in (here, before))
    return f"SELECT CASE WHEN {enough} THEN ({moved}) END"


def _grown(table: Table) -> str:
    """Rows per article in scope, as a multiple of those in the last runs that published enough articles."""
    articles = "(SELECT count(*) FROM <articles>)"
    last = (
        f"SELECT CAST(rows_by_table ->> '{table.name}' AS DOUBLE) AS n, articles_new FROM ops.runs "
        f"WHERE status = 'published' AND articles_new >= :enough ORDER BY started_at DESC LIMIT {LAST_RUNS}"
    )
    before = f"(SELECT sum(n) / sum(articles_new) FROM ({last}))"
    return f"SELECT CASE WHEN {articles} >= :enough THEN count(*) / {articles} / nullif({before}, 0) END FROM <{table.name}>"
