"""The expectations that people wrote: conditions that no declaration of a column can say, table by table.

Severity, reason and bounds of each stand in `bounds.yml` under its name; `:at_least` and `:at_most` take theirs from there.
`<figures>` stands for the rows in scope of that table: all rows of an article are in scope, or none.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from expectations.bounds import bounds, currencies
from expectations.expectation import Expectation, literal
from warehouse.tables import ARTICLES, DATES, EVENTS, FIGURES, SENTENCES, STATEMENTS, Table

ARTICLE = "JOIN <articles> a ON a.article_id = r.article_id"
SENTENCE = "LEFT JOIN <sentences> s ON s.article_id = r.article_id AND s.sentence_no = r.sentence_no"
STATEMENT = "LEFT JOIN <statements> st ON st.statement_id = r.statement_id"


def _slice(start: str, end: str) -> str:
    """`text[start:end]` in code points: `substring` counts those, `substring_grapheme` what a reader sees as one sign."""
    return f"substring(a.text, r.{start} + 1, r.{end} - r.{start})"


def _days(at_least: int, at_most: int) -> str:
    return f"r.date_end - r.date_start + 1 NOT BETWEEN {at_least} AND {at_most}"


SPANNED = {
    "span_is_ordered": "r.span_start >= r.span_end",
    "sentence_is_kept": "s.sentence_no IS NULL",
    "span_is_in_its_sentence": "r.span_start < s.span_start OR r.span_end > s.span_end",
}
QUOTED = {"quote_is_the_text": f"r.quote IS DISTINCT FROM {_slice('span_start', 'span_end')}"}
WIDTHS = {  # in days; None of them may be exceeded by a unit of the calendar of that name
    "day": (1, 1), "week": (7, 7), "weekend": (2, 3), "month": (28, 31), "quarter": (90, 92), "season": (28, 123),
    "half": (181, 184), "year": (365, 366), "decade": (3652, 3653), "century": (36524, 36525),
}  # fmt: skip
INTERVAL = {
    "interval_is_ordered": "r.date_start > r.date_end",
    "width_fits_precision": " OR ".join(
        f"(r.date_precision = {literal(p)} AND {_days(*w)})" for p, w in WIDTHS.items()
    ),
    "precision_goes_with_a_day": "r.date_precision IS NULL AND coalesce(r.date_start, r.date_end) IS NOT NULL",
}
CLAIMED = {
    "claimant_is_its_statement_s": (
        "r.statement_id IS NOT NULL AND r.claimant IS DISTINCT FROM st.claimant "
        "AND coalesce(lower(st.claimant), '') NOT IN ('that', 'this', 'it', 'they', 'he', 'she', 'which', 'who')"
    ),  # of a pronoun the figure may name whom it stands for
    "claimant_has_a_statement": "r.claimant IS NOT NULL AND r.statement_id IS NULL",
}

CONDITIONS: Mapping[str, tuple[Table, str, Mapping[str, str]]] = {
    "articles": (
        ARTICLES,
        "",
        {
            "length_is_right": "r.char_count <> length(r.text)",
            "text_has_no_control_characters": r"regexp_matches(r.text, '[\x00-\x08\x0B-\x1F]')",
            "day_goes_with_a_basis": "(r.published_on IS NULL) <> (r.published_basis = 'unknown')",
            "language_is_a_code": "NOT regexp_full_match(r.language, '[a-z]{2}')",
            "has_a_source": "NOT EXISTS (SELECT 1 FROM <article_sources> o WHERE o.article_id = r.article_id)",
            "is_no_copy_of_itself": "r.duplicate_of = r.article_id",
        },
    ),
    "sentences": (
        SENTENCES,
        ARTICLE,
        {
            "span_is_ordered": "r.span_start >= r.span_end",
            "text_is_the_text": f"r.text IS DISTINCT FROM {_slice('span_start', 'span_end')}",
            "holds_a_row": " AND ".join(
                f"NOT EXISTS (SELECT 1 FROM <{t}> o WHERE o.article_id = r.article_id AND o.sentence_no = r.sentence_no)"
                for t in ("dates", "figures", "events", "statements")
            ),
        },
    ),
    "dates": (
        DATES,
        f"{ARTICLE} {SENTENCE}",
        {
            **SPANNED,
            **QUOTED,
            **INTERVAL,
            "value_is_timex": "NOT regexp_full_match(r.timex_value, :timex)",
            "day_is_its_value": "r.date_precision = 'day' AND regexp_full_match(r.timex_value, '[0-9]{4}-[0-9]{2}-[0-9]{2}') "
            "AND try_cast(r.timex_value AS DATE) IS DISTINCT FROM r.date_start",
            "duration_has_no_days": "r.timex_type = 'DURATION' AND r.status = 'resolved' AND r.date_start = r.date_end",
            "anaphor_has_an_anchor": "r.basis = 'anaphoric' AND r.anchor_date_id IS NULL",
            "is_not_its_own_anchor": "r.anchor_date_id = r.date_id",
        },
    ),
    "figures": (
        FIGURES,
        f"{ARTICLE} {SENTENCE} {STATEMENT}",
        {
            **SPANNED,
            **QUOTED,
            **INTERVAL,
            **CLAIMED,
            "range_is_ordered": "r.value_low > r.value_high",
            "range_has_two_ends": "r.bound = 'range' AND (r.value IS NOT NULL OR r.value_low IS NULL OR r.value_high IS NULL)",
            "exact_has_a_value": "r.bound NOT IN ('range', 'vague') AND r.value IS NULL",
            "value_is_finite": "NOT (isfinite(coalesce(r.value, 0)) AND isfinite(coalesce(r.value_low, 0)) AND isfinite(coalesce(r.value_high, 0)))",
            "percent_is_sane": "r.kind = 'percent' AND abs(coalesce(r.value, r.value_high)) > :at_most",
            "percent_has_its_unit": "r.kind = 'percent' AND (r.unit IS NULL OR r.unit NOT IN ('percent', 'percentage_point', 'basis_point'))",
            "currency_is_iso_4217": "r.kind = 'money' AND r.unit NOT IN (:currencies)",
            "count_has_no_unit": "r.kind = 'count' AND r.unit IS NOT NULL",
            "age_is_human": "r.kind = 'age' AND coalesce(r.value, r.value_high) NOT BETWEEN :at_least AND :at_most",
            "count_is_not_negative": "r.kind = 'count' AND coalesce(r.value, r.value_low) < 0",
            "check_is_whole": "(r.consistency IS NULL) <> (r.consistency_note IS NULL) OR (r.consistency IS NULL) <> (r.consistency_with IS NULL)",
            "check_names_other_figures": "list_contains(r.consistency_with, r.figure_id) OR len(r.consistency_with) < 2",
        },
    ),
    "events": (
        EVENTS,
        f"{ARTICLE} {SENTENCE} {STATEMENT}",
        {
            **SPANNED,
            **QUOTED,
            **INTERVAL,
            **CLAIMED,
            "trigger_is_the_text": f'r."trigger" IS DISTINCT FROM {_slice("trigger_start", "trigger_end")}',
            "trigger_is_in_its_clause": "r.trigger_start < r.span_start OR r.trigger_end > r.span_end",
            "country_is_a_code": "NOT regexp_full_match(r.country, '[A-Z]{3}')",
            "basis_goes_with_a_date": "r.date_basis IS NULL AND coalesce(r.date_start, r.date_end) IS NOT NULL",
            "happened_before_it_was_published": "r.status = 'happened' AND r.date_start > a.published_on + 1",
        },
    ),
    "statements": (
        STATEMENTS,
        f"{ARTICLE} {SENTENCE}",
        {
            **INTERVAL,
            "sentence_is_kept": "s.sentence_no IS NULL",
            "cue_is_the_text": f"r.cue_start IS NOT NULL AND r.cue IS DISTINCT FROM {_slice('cue_start', 'cue_end')}",
            "places_are_whole": " OR ".join(f"(r.{n}_start IS NULL) <> (r.{n}_end IS NULL)" for n in ("claimant", "cue", "content")),
            "places_are_in_the_text": " OR ".join(
                f"r.{n}_start >= r.{n}_end OR r.{n}_end > a.char_count" for n in ("claimant", "cue", "content")
            ),
            "does_not_report_itself": "r.outer_statement_id = r.statement_id",
            # Where the quotation is cut in two by its attribution, cue and claimant both stand inside it.
            "claimant_is_not_in_what_it_says": "r.claimant_start >= r.content_start AND r.claimant_end <= r.content_end "
            "AND NOT (r.cue_start >= r.content_start AND r.cue_end <= r.content_end)",
        },
    ),
}  # fmt: skip

TIMEX = r"(PAST|PRESENT|FUTURE)_REF|P[0-9XTYMWDHSEC.A-Z-]+|(BC)?[0-9X]{2,4}.*|FY[0-9X]{4}.*|T[0-9X].*|X+.*"


@cache
def written() -> tuple[Expectation, ...]:
    """Every written expectation with its severity, reason and bounds."""
    return tuple(
        _expectation(table, joins, name, bad)
        for table, joins, conditions in CONDITIONS.values()
        for name, bad in conditions.items()
    )


def _expectation(table: Table, joins: str, name: str, bad: str) -> Expectation:
    bound = bounds()[name]
    words = {
        ":at_least": repr(bound.at_least),
        ":at_most": repr(bound.at_most),
        ":currencies": ", ".join(literal(c) for c in currencies()),
        ":timex": literal(TIMEX),
    }
    for word, sql in words.items():
        bad = bad.replace(word, sql)
    return Expectation(name, table, bad, bound.severity, bound.reason, bound.comment, _needed(joins, bad))


def _needed(joins: str, bad: str) -> str:
    """Only the joins that the condition looks at: a join is the dearest part of a query."""
    aliases = {"a.": ARTICLE, "s.": SENTENCE, "st.": STATEMENT}
    return " ".join(join for alias, join in aliases.items() if join in joins and _mentions(bad, alias))


def _mentions(sql: str, alias: str) -> bool:
    return any(f"{before}{alias}" in sql for before in " (") or sql.startswith(alias)
