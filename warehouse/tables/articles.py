"""Tables of what was read: articles, article_sources, sentences."""

from __future__ import annotations

from dataclasses import replace

from warehouse.tables.columns import Column, Table
from warehouse.tables.shared import ARTICLE_ID, EARLIEST_DAY, LATEST_DAY, RUN_ID, SENTENCE_NO

PUBLISHED_BASES = ("metadata", "page", "url", "dateline", "inferred", "unknown")
READ_FROM = "the record's url, else its id; the page's URL; or the file's path relative to the input root."
SOURCE_URI = Column(
    "source_uri", "text", f"Where it was read: {READ_FROM}", required=True, example="news/2025/decree.txt"
)
FIRST_SOURCE_URI = replace(SOURCE_URI, description=f"Where it was first read: {READ_FROM}")

ARTICLES = Table(
    name="articles",
    row_is="one distinct article text",
    key=("article_id",),
    sort_by=("published_on", "article_id"),
    private_columns=("text",),
    local_columns=("first_run_id",),
    columns=(
        Column("article_id", "key", "Hash of title and text; the same on every machine.", required=True),
        FIRST_SOURCE_URI,
        Column("publisher", "text", "Publisher as given or found."),
        Column("title", "text", "Title as given or found."),
        Column("authors", "text_list", "Authors as given or found."),
        Column("language", "code", "ISO 639-1 code of the language of the text, as given or detected.", example="en"),
        Column("published_at", "timestamp", "When it was published, in the local time that the source states; NULL where unknown."),
        Column("published_on", "date", "The day from which relative dates are counted; NULL where unknown.", at_least=EARLIEST_DAY, at_most=LATEST_DAY),
        Column("published_basis", "code", "What published_on rests on, in falling trust.", required=True, one_of=PUBLISHED_BASES),
        Column("text", "text", "The canonical text that all offsets count in: LF line ends, blanks for control characters and for newlines that only wrap a line.", required=True),
        Column("char_count", "int", "Length of text.", required=True, at_least=1, unit="character"),
        Column("duplicate_of", "key", "article_id of the earlier article of which this is a near copy, else NULL.", references="articles.article_id"),
        Column("first_run_id", "key", "The run that first read it.", required=True),
        Column("extractor_version", "text", "Version of the code, lexicons and model that read it.", required=True),
    ),
)  # fmt: skip

ARTICLE_SOURCES = Table(
    name="article_sources",
    row_is="one place at which one article text was seen",
    key=("article_id", "source_uri"),
    sort_by=("article_id", "source_uri"),
    local_columns=("seen_at", "run_id"),
    columns=(
        ARTICLE_ID,
        SOURCE_URI,
        Column("publisher", "text", "Publisher as given or found there."),
        Column("published_at", "timestamp", "Publication time stated there, local; NULL where unknown."),
        Column("seen_at", "timestamp", "When the run that first saw it there began, UTC."),
        RUN_ID,
        Column(
            "revision_of",
            "key",
            "article_id of the text that stood there before and that this one took the place of, else NULL.",
            references="articles.article_id",
        ),
    ),
)

SENTENCES = Table(
    name="sentences",
    row_is="one sentence that holds at least one row of dates, figures, events or statements",
    key=("article_id", "sentence_no"),
    sort_by=("article_id", "sentence_no"),
    columns=(
        ARTICLE_ID,
        SENTENCE_NO,
        Column("span_start", "int", "First character of the sentence in articles.text.", required=True, at_least=0, unit="character"),
        Column("span_end", "int", "Character after the last of the sentence.", required=True, at_least=1, unit="character"),
        Column("text", "text", "The sentence, unchanged.", required=True),
    ),
)  # fmt: skip
