"""Tables of events and of the types they may have."""

from __future__ import annotations

from warehouse.tables.columns import Column, Table
from warehouse.tables.shared import (
    ARTICLE_ID,
    CLAIMANT,
    EVENT_STATUSES,
    RULE,
    SENTENCE_NO,
    STATEMENT_ID,
    date_id,
    interval,
    offsets,
    span,
)  # fmt: skip

DATE_BASES = ("clause", "sentence", "carried", "publication")

EVENTS = Table(
    name="events",
    row_is="one mention of an event; leave out date_basis publication for those that the text itself places in time",
    key=("event_id",),
    sort_by=("date_start", "event_id"),
    columns=(
        Column("event_id", "key", "Hash of article and trigger span.", required=True),
        ARTICLE_ID,
        SENTENCE_NO,
        *span("the clause"),
        Column("trigger", "text", "The one head word, as printed.", required=True, example="signed"),
        *offsets("trigger", "the trigger", required=True),
        Column("trigger_lemma", "text", "Lemma of the trigger, lower case.", required=True, example="sign"),
        Column("event_type", "code", "Type in two levels; NULL where unknown.", references="event_types.event_type", example="government.decree"),
        Column("actor", "text", "Who does it, or what undergoes it where nobody does; pronouns replaced by the name they stand for where that is certain."),
        Column("object", "text", "To whom or to what it is done, or what is said or decided."),
        Column("place", "text", "Where, as printed."),
        Column("country", "code", "ISO 3166 alpha-3 code of the country of place, where certain.", example="UKR"),
        date_id("the time of the event"),
        *interval("the time of the event"),
        Column("date_basis", "code", "Where the date was found: in the clause, in the sentence, carried from another sentence, or publication (the text gives no time: the day of publication, or an open interval that ends or begins there).", one_of=DATE_BASES),
        Column("status", "code", "Whether it is said to have happened.", required=True, one_of=EVENT_STATUSES),
        STATEMENT_ID,
        CLAIMANT,
        RULE,
    ),
)  # fmt: skip

EVENT_TYPES = Table(
    name="event_types",
    row_is="one type of event",
    key=("event_type",),
    sort_by=("event_type",),
    columns=(
        Column("event_type", "key", "Type in two levels, joined by a dot.", required=True, example="conflict.attack"),
        Column("description", "text", "What belongs to the type.", required=True),
        Column("cameo_root", "text", "CAMEO root codes of the type, comma-separated; NULL where CAMEO has none.", example="18,19"),
        Column("plover_type", "text", "PLOVER event type; NULL where PLOVER has none.", example="ASSAULT"),
    ),
)  # fmt: skip
