-- Every dated event with its sentence, article and publisher: the rows of events, ready to read.
CREATE OR REPLACE VIEW timeline AS
SELECT
  e.date_start, e.date_end, e.date_precision, e.date_basis,
  e.event_type, e.status, e.trigger, e.trigger_lemma, e.actor, e.object, e.place, e.country, e.claimant,
  e.quote, s.text AS sentence,
  a.title, a.publisher, a.published_on, a.source_uri,
  e.event_id, e.article_id, e.sentence_no, e.span_start, e.span_end, e.date_id, e.statement_id, e.rule, a.extractor_version
FROM events e
JOIN articles a ON a.article_id = e.article_id
LEFT JOIN sentences s ON s.article_id = e.article_id AND s.sentence_no = e.sentence_no
