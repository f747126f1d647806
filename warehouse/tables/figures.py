"""Table of figures: numbers that state a quantity."""

from __future__ import annotations

from warehouse.tables.columns import Column, Table
from warehouse.tables.shared import ARTICLE_ID, CLAIMANT, RULE, SENTENCE_NO, STATEMENT_ID, date_id, interval, span

BOUNDS = ("exact", "about", "at_least", "more_than", "at_most", "less_than", "range", "vague")
FIGURE_KINDS = ("count", "money", "percent", "measure", "duration", "age", "ratio", "score", "index", "other")
CHANGES = ("increase", "decrease")
CONSISTENCIES = ("agrees", "contradicts")

FIGURES = Table(
    name="figures",
    row_is="one number that states a quantity, at the place where the article states it",
    key=("figure_id",),
    sort_by=("date_start", "figure_id"),
    columns=(
        Column("figure_id", "key", "Hash of article and span.", required=True),
        ARTICLE_ID,
        SENTENCE_NO,
        *span("the number with its sign, currency, scale word and percent sign"),
        Column("value", "float", "The plain number after its scale word; percent as printed (20, not 0.2); NULL for ranges and vague numbers.", example="4400000"),
        Column("value_low", "float", "Lower end of a range, or of a vague number where a reading is defensible."),
        Column("value_high", "float", "Upper end of a range, or of a vague number where a reading is defensible."),
        Column("bound", "code", "How the text bounds the number.", required=True, one_of=BOUNDS),
        Column("kind", "code", "What sort of quantity it is.", required=True, one_of=FIGURE_KINDS),
        Column("unit", "text", "ISO 4217 for money; percent, percentage_point, basis_point; the singular name of the unit for measures, durations and ages; NULL for counts.", example="USD"),
        Column("measured", "text", "The words for what is counted or measured.", example="people confirmed dead"),
        Column("measured_head", "text", "Head word of measured: lemma, lower case.", example="people"),
        Column("holder", "text", "Whose number it is: who has, does, loses or earns it.", example="Russia"),
        Column("predicate", "text", "Lemma of the governing verb.", example="lose"),
        Column("per", "text", "The unit a rate is counted by.", example="month"),
        Column("change", "code", "Direction, where the figure is the size of a change.", one_of=CHANGES),
        date_id("the time the figure speaks of"),
        *interval("the time the figure speaks of"),
        STATEMENT_ID,
        CLAIMANT,
        Column("event_id", "key", "The event it belongs to.", references="events.event_id"),
        Column("consistency", "code", "Whether arithmetic that the sentence itself allows (parts and their sum, a share and its two counts, a change and both levels, a rate and its time) agrees with the figure, within its rounding; NULL where it allows none. A note, never a correction.", one_of=CONSISTENCIES),
        Column("consistency_note", "text", "The arithmetic in words of figures.", example="7 + 5 = 12"),
        Column("consistency_with", "text_list", "Ids of the other figures in the arithmetic."),
        RULE,
    ),
)  # fmt: skip
