"""Table of time expressions (TimeML TIMEX3)."""

from __future__ import annotations

from warehouse.tables.columns import Column, Table
from warehouse.tables.shared import ARTICLE_ID, RULE, SENTENCE_NO, interval, span

TIMEX_TYPES = ("DATE", "TIME", "DURATION", "SET")
TIMEX_MODS = (
    "BEFORE", "AFTER", "ON_OR_BEFORE", "ON_OR_AFTER", "LESS_THAN", "MORE_THAN", "EQUAL_OR_LESS", "EQUAL_OR_MORE",
    "START", "MID", "END", "APPROX",
)  # fmt: skip
DATE_BASES = ("stated", "completed", "relative", "anaphoric")
DATE_STATUSES = ("resolved", "ambiguous", "underspecified")

DATES = Table(
    name="dates",
    row_is="one time expression",
    key=("date_id",),
    sort_by=("date_start", "date_id"),
    columns=(
        Column("date_id", "key", "Hash of article and span.", required=True),
        ARTICLE_ID,
        SENTENCE_NO,
        *span("the expression"),
        Column("timex_type", "code", "TimeML type.", required=True, one_of=TIMEX_TYPES),
        Column("timex_value", "text", "TIMEX3 value; fiscal 2025 is 2025 (its days are those of the fiscal year where the article says when that ends, else NULL), 2025-H1 is a half, XXXX stands for what cannot be known.", required=True, example="2025-07-08"),
        Column("timex_mod", "code", "TimeML modifier; early, mid and late are START, MID and END.", one_of=TIMEX_MODS),
        *interval("what the expression names (NULL for durations and sets); early, mid and late are thirds of their unit"),
        Column("basis", "code", "stated: complete in itself; completed: year or month supplied; relative: counted from publication; anaphoric: counted from another date of the text.", required=True, one_of=DATE_BASES),
        Column("anchor_date_id", "key", "The date it was counted from, for anaphoric ones.", references="dates.date_id"),
        Column("status", "code", "Whether one calendar reading is left, several, or none.", required=True, one_of=DATE_STATUSES),
        RULE,
    ),
)  # fmt: skip
