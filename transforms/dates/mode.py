"""News or narrative: whether an article's undated months and weekdays count from publication or from the story's last date."""

from __future__ import annotations

from datetime import date

from transforms.dates.words import Text

MANY_YEARS, FAR_YEARS = 6, 3
DEICTIC = frozenset(("today", "yesterday", "tomorrow", "tonight"))


def is_narrative(text: Text, published: date | None) -> bool:
    """True for a long history: many stated years that lie far behind publication, and hardly a weekday or "yesterday"."""
    years = [int(t) for t, letter in zip(text.tokens, text.letters, strict=True) if letter == "Y"] if "Y" in text.holds else []
    if len(years) < MANY_YEARS:
        return False
    if published is None:
        far = years
    else:
        far = [y for y in years if abs(published.year - y) >= FAR_YEARS]
    news = text.letters.count("W") + sum(1 for t in text.tokens if t.lower() in DEICTIC) + text.letters.count("LU")
    return len(far) >= MANY_YEARS and len(far) >= 2 * news and len(far) * 2 >= len(years)
