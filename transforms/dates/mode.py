"""News or narrative: whether an article's undated months and weekdays count from publication or from the story's last date."""

from __future__ import annotations

import re
from datetime import date

from transforms.dates.words import Text, value_of

MANY_YEARS, SOME_YEARS, LONG_AGO = 12, 5, 10
LEAD = 150  # tokens
SHORT = 4  # letters: "Sun" and "Wed" are names as often
YEAR, TODAY = re.compile("Y"), re.compile("t")  # class letters
FULL_DAY = re.compile(r"M\.?([DV])f?,?(Y)|([DV])f?M\.?,?(Y)")
SPEAKERS = frozenset(("I", "my", "My", "me", "we", "We", "our", "Our", "you", "You", "your", "Your"))
SPOKEN = 200  # one word in so many; histories that quote have fewer
DEICTIC = frozenset(("today", "yesterday", "tomorrow", "tonight"))


def _is_news(text: Text, years: list[int], published: date) -> bool:
    """A lead that says when ("died on Thursday"), many years that are still fresh, a speaker, or the day of publication in full."""
    lead = zip(text.tokens[:LEAD], text.letters[:LEAD], strict=True)
    fresh = sum(1 for y in years if y >= published.year - 1)
    deictic = any(k == "t" or (k == "W" and len(t) > SHORT) for t, k in lead) or "TU" in text.letters[:LEAD]
    return 2 * fresh > len(years) or deictic or _is_spoken(text) or _states_its_day(text, published)


def _is_spoken(text: Text) -> bool:
    """Interviews, speeches, advice: who says "I" and "you" so often speaks on a day, however many years he names."""
    return SPOKEN * sum(token in SPEAKERS for token in text.tokens) > len(text.tokens)


def _states_its_day(text: Text, published: date) -> bool:
    """Whether the day of publication stands in it in full, as in the dateline of a press release."""
    for match in FULL_DAY.finditer(text.letters):
        day, year = (match.start(1), match.start(2)) if match[1] else (match.start(3), match.start(4))
        month = text.letters.index("M", match.start(), match.end())
        said = (int(text.tokens[year]), value_of(text.tokens[month]), int(value_of(text.tokens[day])))
        if said == (published.year, published.month, published.day):
            return True
    return False


def is_narrative(text: Text, published: date | None) -> bool:
    """True for a long history: many stated years that lie behind publication, and hardly a weekday or "yesterday"."""
    if text.letters.count("Y") + text.letters.count("b") < SOME_YEARS:
        return False
    years = [int(text.tokens[m.start()]) for m in YEAR.finditer(text.letters)]
    far = [y for y in years if published is None or y < published.year]
    deictic = sum(text.lower(m.start()) in DEICTIC for m in TODAY.finditer(text.letters))
    news = text.letters.count("W") + deictic + text.letters.count("LU")
    behind = len(far) + text.letters.count("b")
    if published is not None and _is_news(text, years, published):
        return False
    if published is not None and behind < MANY_YEARS:
        old = sum(1 for y in far if y <= published.year - LONG_AGO)
        return old >= SOME_YEARS and not news and "TU" not in text.letters and old * 4 >= len(years) * 3
    return behind >= MANY_YEARS and behind >= 2 * news and len(far) * 2 >= len(years)
