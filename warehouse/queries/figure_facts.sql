-- Every figure with its sentence, article and publisher: the rows of figures, ready to read.
CREATE OR REPLACE VIEW figure_facts AS
SELECT
  f.value, f.value_low, f.value_high, f.bound, f.kind, f.unit, f.measured, f.measured_head, f.holder, f.predicate, f.per, f.change,
  f.date_start, f.date_end, f.date_precision, f.claimant,
  f.quote, s.text AS sentence,
  a.title, a.publisher, a.published_on, a.source_uri,
  f.figure_id, f.article_id, f.sentence_no, f.span_start, f.span_end, f.date_id, f.statement_id, f.event_id, f.rule, a.extractor_version
FROM figures f
JOIN articles a ON a.article_id = f.article_id
LEFT JOIN sentences s ON s.article_id = f.article_id AND s.sentence_no = f.sentence_no
