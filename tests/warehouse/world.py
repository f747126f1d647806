"""A made-up world of any size in which every expectation holds: each sentence is the same but for a day and three numbers.

Sentences have one length, so that every place is a sum. Signs of two and more code points stand before the last words.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from warehouse.connect import in_memory
from warehouse.derive import DUCKDB_TYPES
from warehouse.merge import Shards
from warehouse.tables import ALL_TABLES

SENTENCE = "On 2019-03-05 Unit 0007 lost 000123 tanks and 000456 men 😀 e\u0301 👨‍👩‍👧, NATO said."
STEP = len(SENTENCE) + 1
CLAUSE = SENTENCE.index(", NATO")


def place(words: str) -> str:
    """SQL for the two offsets of some words of the sentence."""
    at = SENTENCE.index(words)
    return f"o + {at}, o + {at + len(words)}"


IN_SENTENCE = "article_id, n"
DAY = "d, d, 'day'"
SAID = "'s' || k, 'NATO'"
QUERIES = {
    "articles": f"""
        SELECT article_id, 'n/' || article_id || '.txt', 'Paper ' || a % 20, 'Title ' || a, ['Ann'], 'en',
          TIMESTAMP '2025-01-01' + INTERVAL (a % 300) DAY, DATE '2025-01-01' + CAST(a % 300 AS INT), 'metadata',
          string_agg(x, ' ' ORDER BY n) || ' ' || filler, count(*) * {STEP} + length(filler), NULL, 'r1', 'v1'
        FROM world GROUP BY article_id, a, filler""",
    "article_sources": """
        SELECT DISTINCT article_id, 'n/' || article_id || '.txt', 'Paper', TIMESTAMP '2025-01-01', TIMESTAMP '2025-01-02', 'r1', NULL
        FROM world""",
    "sentences": f"SELECT {IN_SENTENCE}, o, o + {STEP - 1}, x FROM world",
    "dates": f"""
        SELECT 'd' || k, {IN_SENTENCE}, {place("2019-03-05")}, x[4:13], 'DATE', x[4:13], NULL, {DAY}, 'stated', NULL, 'resolved', 'iso'
        FROM world""",
    "statements": f"""
        SELECT 's' || k, {IN_SENTENCE}, 'NATO', 'organisation', {place("NATO")}, 'said', {place("said")}, 'say', o, o + {CLAUSE},
          'indirect', NULL, NULL, NULL, NULL, NULL, 'say'
        FROM world""",
    "events": f"""
        SELECT 'e' || k, {IN_SENTENCE}, o, o + {CLAUSE}, x[1:{CLAUSE}], 'lost', {place("lost")}, 'lose', 'conflict.loss',
          x[15:23], 'tanks', 'Ukraine', 'UKR', 'd' || k, {DAY}, 'clause', 'happened', {SAID}, 'lose'
        FROM world""",
    "figures": " UNION ALL ".join(
        f"""
        SELECT '{letter}' || k, {IN_SENTENCE}, {place(sample)}, {number}, CAST({number} AS DOUBLE), NULL, NULL, 'exact', 'count', NULL,
          '{thing}', '{thing}', x[15:23], 'lose', NULL, NULL, 'd' || k, {DAY}, {SAID}, 'e' || k, NULL, NULL, CAST(NULL AS VARCHAR[]), 'count'
        FROM world"""
        for letter, sample, number, thing in (("f", "000123", "x[30:35]", "tank"), ("g", "000456", "x[47:52]", "man"))
    ),
    "event_types": "SELECT 'conflict.loss', 'Losses', '19', 'ASSAULT'",
}


def shards(folder: Path, first: int, count: int, sentences: int = 3, filler: int = 0) -> Shards:
    """Parquet files by table of `count` articles from number `first` on; `filler` words at the end of each state nothing."""
    folder.mkdir(parents=True, exist_ok=True)
    with in_memory(folder) as con:
        con.execute(
            f"""CREATE TABLE world AS
            SELECT printf('%024x', a) AS article_id, a, n, n * {STEP} AS o, printf('%018x%05x', a, n) AS k,
              DATE '2019-01-01' + CAST(hash(a * 31 + n) % 2000 AS INT) AS d,
              replace(replace(replace(replace({quoted(SENTENCE)}, '2019-03-05', strftime(d, '%Y-%m-%d')),
                '0007', printf('%04d', hash(a * 7 + n) % 10000)), '000123', printf('%06d', hash(a * 11 + n) % 1000000)),
                '000456', printf('%06d', hash(a * 13 + n) % 1000000)) AS x,
              coalesce(list_aggregate([md5(concat(a, w)) || ' ' FOR w IN range({filler})], 'string_agg', ''), '') AS filler
            FROM range({first}, {first + count}) articles (a), range({sentences}) sentences (n)"""
        )
        return {name: [_write(con, name, folder)] for name in QUERIES}


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _write(con: duckdb.DuckDBPyConnection, name: str, folder: Path) -> Path:
    table = next(t for t in ALL_TABLES if t.full_name == name)
    names = ", ".join(f'"{c.name}"' for c in table.columns)
    columns = ", ".join(f'CAST("{c.name}" AS {DUCKDB_TYPES[c.kind]}) AS "{c.name}"' for c in table.columns)
    file = folder / f"{name}.parquet"
    con.execute(f"COPY (SELECT {columns} FROM ({QUERIES[name]}) AS t ({names})) TO '{file}' (FORMAT parquet)")
    return file
