"""Tables of the schema ops: what each run did, refused and checked."""

from __future__ import annotations

from warehouse.tables.columns import Column, Table
from warehouse.tables.shared import RUN_ID

RUN_STATUSES = ("running", "published", "unchanged", "blocked", "failed")
REJECT_REASONS = (
    "unreadable", "empty", "too_large", "undecodable", "not_text", "unsupported_format", "unsupported_language",
    "broken_record", "broken_archive", "no_text", "no_article", "no_feed", "unsafe", "fetch_failed", "not_fetched", "bad_timestamp",
    "damaged_text", "not_extracted",
)  # fmt: skip
SEVERITIES = ("critical", "warning", "info")

RUNS = Table(
    name="runs",
    schema="ops",
    row_is="one run",
    key=("run_id",),
    sort_by=("started_at", "run_id"),
    columns=(
        RUN_ID,
        Column("started_at", "timestamp", "When it began, UTC.", required=True),
        Column("finished_at", "timestamp", "When it ended, UTC."),
        Column("status", "code", "How it ended.", required=True, one_of=RUN_STATUSES),
        Column("code_version", "text", "Version of the code.", required=True),
        Column("lexicon_version", "text", "Hash of the lexicons."),
        Column("syntax_model", "text", "Backend, model name, version and hash."),
        Column("inputs_read", "int", "Records read.", at_least=0),
        Column("inputs_rejected", "int", "Inputs refused, see ops.rejected_articles.", at_least=0),
        Column("articles_new", "int", "Articles that the dataset did not hold before.", at_least=0),
        Column("rows_by_table", "json", "Rows added by table, as a JSON object."),
        Column("seconds_by_stage", "json", "Seconds by stage, as a JSON object.", unit="second"),
    ),
)  # fmt: skip

REJECTED_ARTICLES = Table(
    name="rejected_articles",
    schema="ops",
    row_is="one input that could not be read",
    key=("source_uri", "sha256", "reason"),
    sort_by=("run_id", "source_uri"),
    columns=(
        RUN_ID,
        Column(
            "source_uri", "text", "The file, record or page, with the line number where there is one.", required=True
        ),
        Column("reason", "code", "Why, from a closed list.", required=True, one_of=REJECT_REASONS),
        Column("detail", "text", "What was found and what was expected."),
        Column("sha256", "text", "Hash of the raw bytes."),
    ),
)

FILES_READ = Table(
    name="files_read",
    schema="ops",
    row_is="one file or address as it was when a run read it to its end; the newest row of a path is what the next run compares with",
    key=("path", "run_id"),
    sort_by=("run_id", "path"),
    columns=(
        RUN_ID,
        Column("path", "text", "Absolute path of the file, or the address.", required=True),
        Column("size", "int", "Its size.", unit="byte", required=True, at_least=0),
        Column("mtime_ns", "int", "Its modification time, in nanoseconds since 1970; 0 of an address.", required=True),
        Column("sha256", "text", "Hash of its bytes.", required=True),
        Column("read_at", "timestamp", "When the run that read it began, UTC.", required=True),
        Column(
            "validators",
            "json",
            "Of an address: ETag and modification date that its server gave, for the next request.",
        ),
    ),
)

FINGERPRINTS = Table(
    name="fingerprints",
    schema="ops",
    row_is="one article that is no near copy, as later runs compare theirs with it; what is missing is made anew from the texts",
    key=("article_id",),
    sort_by=("run_id", "article_id"),
    columns=(
        RUN_ID,
        Column("article_id", "key", "The article.", required=True),
        Column("signature", "text", "MinHash of its runs of three words: 126 numbers of 16 bits in base64; NULL where it is too short to compare."),
    ),
)  # fmt: skip

REJECTED_ROWS = Table(
    name="rejected_rows",
    schema="ops",
    row_is="one row that broke an expectation",
    key=("run_id", "table_name", "expectation", "row_json"),
    sort_by=("run_id", "table_name", "expectation"),
    columns=(
        RUN_ID,
        Column("table_name", "text", "The table it was meant for.", required=True),
        Column("row_json", "json", "The row.", required=True),
        Column("expectation", "text", "The expectation it broke.", required=True),
    ),
)

CHECKS = Table(
    name="checks",
    schema="ops",
    row_is="one expectation tested in one run",
    key=("run_id", "expectation"),
    sort_by=("run_id", "expectation"),
    columns=(
        RUN_ID,
        Column("expectation", "text", "Its name.", required=True),
        Column("table_name", "text", "The table it looks at.", required=True),
        Column(
            "severity", "code", "critical blocks publication, warning is reported.", required=True, one_of=SEVERITIES
        ),
        Column("success", "bool", "Whether it held.", required=True),
        Column("observed_value", "text", "What was found."),
        Column("unexpected_count", "int", "How many rows broke it.", at_least=0),
        Column("reason", "text", "Why it must hold."),
        Column(
            "comment", "text", "What its owner says to whoever finds it failing; NULL for what a declaration implies."
        ),
    ),
)
