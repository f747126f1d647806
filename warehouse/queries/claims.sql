-- Who claims which number of what, and for when: figures that somebody is said to state, with the way it is said.
-- claimed_on is the day of the saying where the text dates it, else the day of publication.
CREATE OR REPLACE VIEW claims AS
SELECT
  f.claimant, st.claimant_kind, st.cue, st.cue_kind,
  f.measured_head, f.measured, f.value, f.value_low, f.value_high, f.bound, f.kind, f.unit, f.holder, f.per, f.change,
  f.date_start, f.date_end, f.date_precision,
  coalesce(st.date_start, a.published_on) AS claimed_on,
  f.quote, s.text AS sentence,
  a.title, a.publisher, a.published_on, a.source_uri,
  f.figure_id, f.article_id, f.sentence_no, f.statement_id, f.rule, a.extractor_version
FROM figures f
JOIN articles a ON a.article_id = f.article_id
LEFT JOIN statements st ON st.statement_id = f.statement_id
LEFT JOIN sentences s ON s.article_id = f.article_id AND s.sentence_no = f.sentence_no
WHERE f.claimant IS NOT NULL
