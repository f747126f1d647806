"""Extraction of a batch of articles: frame in, frames out, the syntax model loaded once in each process."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Lock
from traceback import extract_tb

import polars as pl

from flows.logs import log
from transforms.extract import extract, extractor_version
from transforms.frames import declared
from transforms.syntax import Syntax, backend
from warehouse.tables import ARTICLES, REJECTED_ARTICLES

# What the parsers remember of words is shared by the threads of a process, which take turns in any case.
ONE_AT_A_TIME = Lock()


def is_extracted(languages: Sequence[str]) -> pl.Expr:
    """Whether an article is extracted: not a near copy of another, and in a language that can be read, or in an unknown one."""
    return pl.col("duplicate_of").is_null() & (pl.col("language").is_null() | pl.col("language").is_in(languages))


def extracted(articles: pl.DataFrame, syntax: str, languages: Sequence[str]) -> Mapping[str, pl.DataFrame]:
    """One frame a table of everything found in the articles.

    The articles come back complete, those that are not extracted too: day and basis as the text settled them, and the
    extractor's version. Rows of ops.rejected_articles tell of those that the extractor fell over.
    """
    parser = backend(syntax)
    read = articles.filter(is_extracted(languages))
    with ONE_AT_A_TIME:
        found, fallen = _found(read, parser)
    left_out = articles.join(found["articles"], on="article_id", how="anti").select(
        "article_id", "published_on", "published_basis"
    )
    days = pl.concat([found["articles"], left_out])
    settled = articles.drop("published_on", "published_basis").join(
        days, on="article_id", how="left", maintain_order="left"
    )
    version = pl.lit(extractor_version(parser))
    found["articles"] = declared(settled.with_columns(extractor_version=version), ARTICLES)
    if not fallen.is_empty():
        found[REJECTED_ARTICLES.full_name] = fallen
    return found


def _found(articles: pl.DataFrame, parser: Syntax) -> tuple[dict[str, pl.DataFrame], pl.DataFrame]:
    """Frames by table, and rows of ops.rejected_articles for the articles that the extractor fell over: they are in no frame.

    A fault of ours in one sentence must not cost a run the other articles; the article is kept and waits for a mended extractor.
    """
    try:
        return dict(extract(articles, parser)), REJECTED_ARTICLES.polars_schema.to_frame()
    except MemoryError:
        raise
    except Exception:
        log().debug("a batch is read article by article", exc_info=True)
    parts, fallen = [extract(articles.clear(), parser)], [REJECTED_ARTICLES.polars_schema.to_frame()]
    for article in articles.iter_slices(1):
        try:
            parts.append(extract(article, parser))
        except MemoryError:  # says nothing of the article
            raise
        except Exception as error:
            fallen.append(_rejected(article, error))
    return {t: pl.concat([part[t] for part in parts]) for t in parts[0]}, pl.concat(fallen)


def _rejected(article: pl.DataFrame, error: Exception) -> pl.DataFrame:
    """The row that says where the extractor fell over."""
    place = extract_tb(error.__traceback__)[-1]
    told = f"{type(error).__name__}: {error}, in {place.name} ({Path(place.filename).name}, line {place.lineno})"
    detail = (
        f"the extractor fell over it: {told}; kept, not extracted; a mended extractor reads it (dateline reextract)"
    )
    log().warning("%s: %s", article["source_uri"][0], detail)
    row = article.select(
        run_id="first_run_id",
        source_uri="source_uri",
        reason=pl.lit("not_extracted"),
        detail=pl.lit(detail),
        sha256=None,
    )
    return declared(row, REJECTED_ARTICLES)
