"""Data Docs, the pages that Great Expectations makes of suites and results, for those who are used to them.

They load styles and scripts from addresses outside, so they are an option: the quality page of a run needs no network.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from expectations.suite import CHECKED_TABLES, Scope

SITE = "dateline"


def write_data_docs(dataset: Path, folder: Path) -> Path:
    """Test every expectation on the whole dataset and write Data Docs of it into the folder; the page to begin with."""
    from expectations.validate import opened, rows_and_suite

    folder.mkdir(parents=True, exist_ok=True)
    with opened(dataset, Scope()) as (context, source):
        for site in list(context.get_site_names()):
            context.delete_data_docs_site(site)
        context.add_data_docs_site(SITE, _site(folder.resolve()))
        for table in CHECKED_TABLES:
            rows, suite = rows_and_suite(source, table)
            _run(context, table.name, rows, context.suites.add(suite))
        context.build_data_docs(site_names=[SITE])
    return folder / "index.html"


def _run(context: Any, name: str, rows: Any, suite: Any) -> None:
    """Test a suite so that its result is kept: Data Docs are made of what is kept."""
    import great_expectations as gx

    context.validation_definitions.add(gx.ValidationDefinition(name=name, data=rows, suite=suite)).run()


def _site(folder: Path) -> dict[str, Any]:
    return {
        "class_name": "SiteBuilder",
        "site_index_builder": {"class_name": "DefaultSiteIndexBuilder"},
        "store_backend": {"class_name": "TupleFilesystemStoreBackend", "base_directory": str(folder)},
    }
