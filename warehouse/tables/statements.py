"""Table of statements: who says what."""

from __future__ import annotations

from warehouse.tables.columns import Column, Table
from warehouse.tables.shared import ARTICLE_ID, CLAIMANT, RULE, SENTENCE_NO, date_id, interval, offsets

CLAIMANT_KINDS = ("person", "organisation", "document", "media", "anonymous")
CUE_KINDS = ("say", "report", "estimate", "claim", "deny", "plan", "show")
QUOTED = ("direct", "indirect", "mixed")

STATEMENTS = Table(
    name="statements",
    row_is="one attribution: somebody is said to say, report, estimate, claim, deny, plan or show something",
    key=("statement_id",),
    sort_by=("article_id", "sentence_no", "statement_id"),
    columns=(
        Column("statement_id", "key", "Hash of article, cue span and content span.", required=True),
        ARTICLE_ID,
        SENTENCE_NO,
        CLAIMANT,
        Column("claimant_kind", "code", "What sort of source it is.", one_of=CLAIMANT_KINDS),
        *offsets("claimant", "the claimant as printed"),
        Column("cue", "text", "The words that attribute, as printed.", example="said"),
        *offsets("cue", "the cue"),
        Column("cue_kind", "code", "Class of the cue.", required=True, one_of=CUE_KINDS),
        *offsets("content", "what is said"),
        Column("quoted", "code", "Whether the content stands in quotation marks.", required=True, one_of=QUOTED),
        Column(
            "outer_statement_id", "key", "The statement that reports this one.", references="statements.statement_id"
        ),
        date_id("the time of the saying"),
        *interval("the time of the saying"),
        RULE,
    ),
)
