-- The timeline of a person, organisation, place or thing: timeline_of('Putin') gives the events whose actor, object, place or clause names it.
CREATE OR REPLACE MACRO timeline_of(name) AS TABLE
SELECT *
FROM timeline
WHERE contains(lower(actor), lower(name)) OR contains(lower(object), lower(name)) OR contains(lower(place), lower(name))
  OR contains(lower(quote), lower(name))
ORDER BY date_start, date_end, article_id, span_start
