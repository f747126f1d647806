-- The figures about a thing: figures_about('losses') gives those whose measured words, holder or sentence name it.
CREATE OR REPLACE MACRO figures_about(thing) AS TABLE
SELECT *
FROM figure_facts
WHERE contains(lower(concat_ws(' ', measured, measured_head, holder, sentence)), lower(thing))
ORDER BY date_start, published_on, article_id, span_start
