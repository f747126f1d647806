-- The figures about a thing: figures_about('losses') gives those whose measured words, holder or sentence name it.
CREATE OR REPLACE MACRO figures_about(thing) AS TABLE
SELECT *
FROM figure_facts
WHERE contains(lower(measured), lower(thing)) OR contains(lower(measured_head), lower(thing)) OR contains(lower(holder), lower(thing))
  -- sentences are searched once each, and not once for every figure in them
  OR (article_id, sentence_no) IN (SELECT (s.article_id, s.sentence_no) FROM sentences s WHERE contains(lower(s.text), lower(thing)))
ORDER BY date_start, published_on, article_id, span_start
