"""Columns that mean the same in every table that has them."""

from __future__ import annotations

from warehouse.tables.columns import Column

DATE_PRECISIONS = (
    "day", "week", "weekend", "month", "quarter", "season", "half", "year", "decade", "century", "part", "interval",
)  # fmt: skip
EVENT_STATUSES = ("happened", "expected", "negated", "hypothetical")
EARLIEST_DAY, LATEST_DAY = "0001-01-01", "9999-12-31"

ARTICLE_ID = Column("article_id", "key", "The article it stands in.", required=True, references="articles.article_id")
SENTENCE_NO = Column(
    "sentence_no", "int", "Number of the sentence in its article, from 0; with article_id it finds the row of sentences.",
    required=True, at_least=0,
)  # fmt: skip
RULE = Column("rule", "text", "Name of the rule that made the row.", required=True)


def span(of: str) -> tuple[Column, Column, Column]:
    """The three columns that lead back to the characters: start, end, quote."""
    return (
        Column("span_start", "int", f"First character of {of} in articles.text, counted in code points from 0.", required=True, at_least=0, unit="character"),
        Column("span_end", "int", f"Character after the last of {of} in articles.text.", required=True, at_least=1, unit="character"),
        Column("quote", "text", "The characters between span_start and span_end, unchanged.", required=True),
    )  # fmt: skip


def offsets(name: str, of: str, *, required: bool = False) -> tuple[Column, Column]:
    """A pair `<name>_start`, `<name>_end` of character offsets into articles.text."""
    return (
        Column(f"{name}_start", "int", f"First character of {of} in articles.text.", required=required, at_least=0, unit="character"),
        Column(f"{name}_end", "int", f"Character after the last of {of} in articles.text.", required=required, at_least=1, unit="character"),
    )  # fmt: skip


def interval(of: str) -> tuple[Column, Column, Column]:
    """First day, last day and precision of a calendar interval; both ends inclusive, NULL is an open or unknown side."""
    return (
        Column("date_start", "date", f"First day of {of}, inclusive; NULL where open or unknown.", at_least=EARLIEST_DAY, at_most=LATEST_DAY, example="2025-07-08"),
        Column("date_end", "date", f"Last day of {of}, inclusive; NULL where open or unknown.", at_least=EARLIEST_DAY, at_most=LATEST_DAY, example="2025-07-08"),
        Column("date_precision", "code", f"Calendar unit in which the text gives {of}.", one_of=DATE_PRECISIONS, example="day"),
    )  # fmt: skip


def date_id(of: str) -> Column:
    """The reference to the time expression that a date was taken from."""
    return Column("date_id", "key", f"The time expression that gives {of}.", references="dates.date_id")


STATEMENT_ID = Column("statement_id", "key", "The statement it stands in; NULL is the article's own voice.", references="statements.statement_id")  # fmt: skip
CLAIMANT = Column(
    "claimant", "text", "Who is said to state it, as printed, pronouns replaced by the name they stand for where that is certain; NULL is the article's own voice.",
    example="NATO",
)  # fmt: skip
RUN_ID = Column("run_id", "key", "The run that wrote the row.", required=True)
