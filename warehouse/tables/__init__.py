"""Every table of the dataset, declared once. A leaf: it imports polars and nothing else of ours."""

from warehouse.tables.articles import ARTICLE_SOURCES, ARTICLES, SENTENCES
from warehouse.tables.columns import Column, Table
from warehouse.tables.dates import DATES
from warehouse.tables.events import EVENT_TYPES, EVENTS
from warehouse.tables.figures import FIGURES
from warehouse.tables.ops import CHECKS, FILES_READ, FINGERPRINTS, REJECTED_ARTICLES, REJECTED_ROWS, RUNS
from warehouse.tables.statements import STATEMENTS

ARTICLE_TABLES = (ARTICLES, ARTICLE_SOURCES)
EXTRACTED_TABLES = (SENTENCES, DATES, STATEMENTS, EVENTS, FIGURES)
MAIN_TABLES = (*ARTICLE_TABLES, *EXTRACTED_TABLES, EVENT_TYPES)
OPS_TABLES = (RUNS, FILES_READ, FINGERPRINTS, REJECTED_ARTICLES, REJECTED_ROWS, CHECKS)
ALL_TABLES = (*MAIN_TABLES, *OPS_TABLES)

__all__ = [
    "ALL_TABLES", "ARTICLES", "ARTICLE_SOURCES", "ARTICLE_TABLES", "CHECKS", "DATES", "EVENTS", "EVENT_TYPES", "EXTRACTED_TABLES",
    "FIGURES", "FILES_READ", "FINGERPRINTS", "MAIN_TABLES", "OPS_TABLES", "REJECTED_ARTICLES", "REJECTED_ROWS", "RUNS", "SENTENCES", "STATEMENTS", "Column", "Table",
]  # fmt: skip
