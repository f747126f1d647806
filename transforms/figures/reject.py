"""Numbers that state no quantity, each with the reason."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.figures.drafts import Draft
from transforms.figures.lexicon import lexicon
from transforms.figures.tokens import HYPHENS, Tokens
from transforms.mentions import DateMention

OPENERS = frozenset("([{")
WORD_BEFORE_OK = frozenset(("a", "an", "the"))


def not_a_figure(tokens: Tokens, draft: Draft, dates: Sequence[tuple[int, int, DateMention]]) -> str | None:
    """The reason, or None: the draft may be a figure. `dates` are spans in the sentence."""
    if draft.reject:
        return draft.reject
    within = _in_date(tokens, draft, dates)
    if within:
        return within
    if draft.kind == "money":
        return None
    return (
        _code(tokens, draft)
        or _pronoun(tokens, draft)
        or (
            _year(tokens, draft) or _calendar(tokens, draft) or _named(tokens, draft) or _listed(tokens, draft)
            if draft.kind in ("count", "ratio")
            else None
        )
        or _weapon(tokens, draft)
    )


def _in_date(tokens: Tokens, draft: Draft, dates: Sequence[tuple[int, int, DateMention]]) -> str | None:
    start, end = tokens.starts[draft.first], tokens.ends[draft.last]
    for a, b, mention in dates:
        if a < end and start < b:
            if mention.timex_type == "DURATION" or draft.kind in ("money", "percent"):
                return None
            if draft.kind in ("duration", "age") and mention.timex_type != "SET":
                return None
            if draft.kind == "measure":
                return None
            return "part of a date" if mention.timex_type != "TIME" else "clock time"
    return None


def _code(tokens: Tokens, draft: Draft) -> str | None:
    """Letters or hyphens that touch the digits: Su-35, COVID-19, A320, 5G, M21, 12-34-56."""
    first, last, lex = draft.first, draft.last, lexicon()
    if draft.kind == "count" and _after_phone(tokens, first):
        return "phone number"
    if (
        first > 1
        and tokens.low(first - 1) in HYPHENS
        and tokens.joined(first)
        and tokens.words[first - 2].isupper()
        and len(tokens.words[first - 2]) > 2
    ):
        return "name or code with a hyphen"
    if draft.style not in ("digits", "fraction"):
        return (
            "part of a name"
            if first
            and tokens.hyphen(first - 1)
            and tokens.capital(first - 2)
            and not tokens.capital(first)
            and draft.style == "words"
            and tokens.low(first - 2) not in lex.units
            and draft.kind == "count"
            and tokens.kind(first - 2) == "w"
            and tokens.low(first - 2) not in lex.tens
            else None
        )
    if tokens.joined(first):
        before = tokens.words[first - 1]
        if tokens.kinds[first - 1] == "w":
            return "code: letters before the digits"
        if before in HYPHENS and first > 1 and tokens.joined(first - 1):
            left = tokens.kinds[first - 2]
            if (
                left == "w"
                and tokens.low(first - 2)
                not in (
                    "mid",
                    "minus",
                    "now",
                    "sub",
                    "pre",
                    "post",
                    "non",
                    "under",
                    "over",
                    "age",
                    "ages",
                    "to",
                    "plus",
                    "up",
                    "about",
                    "some",
                    "of",
                    "a",
                )
                and not tokens.low(first - 2).endswith("ly")
            ):
                return "name or code with a hyphen"
            if (
                left == "n"
                and draft.kind == "count"
                and (tokens.hyphen(first - 3) or (tokens.capital(first - 3) and len(tokens.words[first - 3]) < 4))
            ):
                return "name or code with a hyphen"
            if left in ("p", "o", "d", "x", "c"):
                return "code"
        if before in ("/", "#", "_", "=", "@", "\\", "§", "^"):
            return "code"
        if before == "." and first > 1 and tokens.joined(first - 1) and tokens.kinds[first - 2] in ("w", "n"):
            return "code"
    if last + 1 < len(tokens) and tokens.joined(last + 1):
        following = tokens.words[last + 1]
        if tokens.kinds[last + 1] == "w" and draft.kind == "count" and not draft.scaled:
            return "code: letters after the digits"
        if following in ("_", "/", "=") or (following == ":" and tokens.joined(last + 2)):
            return "code"
        if tokens.hyphen(last + 1) and draft.kind == "count":
            right = tokens.words[last + 2]
            if tokens.kinds[last + 2] == "w" and len(right) == 1 and right not in ("a",):
                return "code"
            if tokens.kinds[last + 2] == "n" and tokens.hyphen(last + 3) and tokens.kind(last + 4) == "n":
                return "code"
    if draft.kind == "count" and draft.value is not None and draft.value == int(draft.value):
        text = tokens.words[last]
        if len(text) > 1 and text.startswith("0") and "." not in text:
            return "code with a leading zero"
        if (
            text.isdigit()
            and len(text) == 5
            and (tokens.words[first - 1].isupper() if first else False)
            and len(tokens.words[first - 1]) == 2
        ):
            return "postcode"
        if (
            text.isdigit()
            and len(text) > 7
            and not draft.scaled
            and (tokens.low(last + 1) in ("", ".", ",", ")", ";", "]") or tokens.capital(last + 1))
        ):
            return "code: a long number without its groups"
    return None


def _after_phone(tokens: Tokens, at: int) -> bool:
    """Whether only digits and their signs stand between the number and a "Tel" or "Fax" before it."""
    for k in range(at - 1, max(-1, at - 10), -1):
        if tokens.kinds[k] == "w":
            return tokens.lower[k].rstrip(".").removesuffix("tel") in (
                "",
                "fax",
                "phone",
                "mobile",
                "telephone",
                "ph",
                "tel",
                "cell",
                "hotline",
            )
        if tokens.kinds[k] not in "nscp":
            return False
    return False


def _pronoun(tokens: Tokens, draft: Draft) -> str | None:
    if (
        tokens.low(draft.first) != "one"
        or draft.first != draft.last
        or draft.kind in ("duration", "measure", "percent", "age")
    ):
        return _one_day(tokens, draft)
    no = lexicon().no
    before, after = tokens.low(draft.first - 1), tokens.low(draft.last + 1)
    if (
        after in ("to", "or", "and")
        and tokens.low(draft.last + 2) in lexicon().units
        and tokens.low(draft.last + 2) != "one"
    ):
        return None
    if (before in no["pronoun_before"] and before not in ("the", "only", "as")) or after in no["pronoun_after"]:
        return "one as a pronoun"
    if tokens.kind(draft.last + 1) != "w" or (
        before in ("the", "only", "as") and after not in ("person", "man", "woman", "child")
    ):
        return "one as a pronoun"
    if tokens.hyphen(draft.first - 1) or (tokens.hyphen(draft.last + 1)):
        return "one as part of a word"
    if tokens.capital(draft.first) and tokens.capital(draft.last + 1):
        return "part of a name"
    return None


def _one_day(tokens: Tokens, draft: Draft) -> str | None:
    """Reads "one day", "at one time" tell no length."""
    if (
        draft.kind == "duration"
        and tokens.low(draft.first) == "one"
        and tokens.low(draft.first + 1) in ("day", "night", "second", "weekend")
        and tokens.low(draft.first - 1) in ("", ",", '"', "“", "and", "that", "but")
    ):
        return "one day as some day"
    return None


def _year(tokens: Tokens, draft: Draft) -> str | None:
    """A bare 1900 to 2099: a year unless bounded or followed by what it counts."""
    text = tokens.words[draft.last]
    if draft.first != draft.last or not (len(text) == 4 and text.isdigit() and 1500 <= int(text) <= 2100):
        return None
    before = tokens.low(draft.first - 1)
    if (
        before in lexicon().no["year_before"]
        or before in lexicon().no["months"]
        or before in ("(", ",", "", "'", "’", "/")
    ):
        return "year"
    if 1900 <= int(text) <= 2059 and (
        draft.before == draft.first or tokens.capital(draft.last + 1) or tokens.kind(draft.last + 1) != "w"
    ):
        return "year"
    return None


def _calendar(tokens: Tokens, draft: Draft) -> str | None:
    """Days of months and clock times that stand outside of any date mention."""
    no, value = lexicon().no, draft.value
    before, after = tokens.low(draft.first - 1), tokens.low(draft.last + 1)
    if value is None or value > 2359:
        return None
    if value <= 31 and (
        (before in no["months"] and tokens.capital(draft.first - 1))
        or (after in no["months"] and tokens.capital(draft.last + 1))
    ):
        return "day of a month"
    if after in no["clock_after"] and (
        after not in ("et", "ct", "est", "am", "pt") or tokens.words[draft.last + 1].isupper() or after in ("am", "pm")
    ):
        return "clock time"
    if (
        before == "at"
        and after in (".", ",", "on", "")
        and draft.style == "words"
        and value <= 12
        and tokens.low(draft.last + 2) in no["weekdays"]
    ):
        return "clock time"
    return None


def _named(tokens: Tokens, draft: Draft) -> str | None:
    """Flight 12, Route 9, Article 5, iPhone 7, top 10, 17 Elm Road."""
    no, first, last = lexicon().no, draft.first, draft.last
    before, after = tokens.low(first - 1), tokens.low(last + 1)
    plain = (
        draft.style in ("digits", "words")
        and not draft.scaled
        and draft.value is not None
        and draft.value == int(draft.value)
    )
    if not plain or (draft.ranged and not before):
        return None
    if before in ("#", "§", "№"):
        return "number of something"
    if before in no["numbered_lower"] or (
        before in no["cues_before"]
        and (
            tokens.capital(first - 1)
            or (tokens.kind(first - 1) == "w" and tokens.words[first - 1] in ("iPhone", "iPad", "iOS", "macOS"))
        )
    ):
        return "number in a name or reference"
    if (
        first
        and tokens.capital(first - 1)
        and len(before) == 1
        and before not in ("a", "i")
        and draft.style == "digits"
    ):
        return "number in a name"
    if (
        before == "."
        and tokens.low(first - 2) in ("h.r", "s", "p.l", "h", "h.res", "r.s", "j.res")
        and tokens.capital(first - 2)
    ):
        return "number of a bill"
    if before == "zip" or (after in ("zip", "area") and tokens.low(last + 2) == "code"):
        return "postcode"
    if digits_of_aircraft(tokens, draft):
        return "type of aircraft"
    if before in ("sp", "s&p", "p") and draft.style == "digits" and draft.value in (100, 400, 500, 600):
        return "rank or index"
    if before in no["ranks"] and (before in ("top", "bottom") or tokens.capital(first - 1)):
        return "rank or index"
    if before == "." and tokens.low(first - 2) in (
        "no",
        "nos",
        "fig",
        "art",
        "sec",
        "vol",
        "p",
        "pp",
        "ext",
        "tel",
        "mk",
    ):
        return "number in a name or reference"
    if before == "box" and tokens.low(first - 2).startswith("p"):
        return "address"
    digits = draft.style == "digits"
    if (
        digits
        and tokens.capital(last + 1)
        and any(tokens.low(last + n) in no["streets"] and tokens.capital(last + n) for n in (2, 3, 4, 5))
        and "," not in tokens.words[last + 1 : last + 3]
        and (draft.value or 0) < 100_000
    ):
        return "address"
    if (
        digits
        and "," not in tokens.words[last]
        and "." not in tokens.words[last]
        and tokens.kind(last + 1) == "o"
        and tokens.low(last + 2) in no["streets"]
    ):
        return "address"
    if (
        digits
        and len(tokens.words[last]) == 5
        and tokens.words[last].isdigit()
        and tokens.capital(first - 1)
        and after in ("", ".", ",", ";", ")")
        and tokens.low(first - 2) == ","
    ):
        return "postcode"
    weekday = before in no["weekdays"] or before in no["months"]
    if (
        tokens.capital(first - 1)
        and first - 1 > 0
        and not weekday
        and len(tokens.words[last]) <= 4
        and "," not in tokens.words[last]
        and digits
    ):
        noun = tokens.kind(last + 1) == "w" and not tokens.capital(last + 1) and after not in lexicon().nouns["stops"]
        if not noun:
            return "number in a name"
    return None


def digits_of_aircraft(tokens: Tokens, draft: Draft) -> bool:
    """Reads "two 737 Max jets", "a 787 Dreamliner": the names of airliners, not counts."""
    text = tokens.words[draft.last]
    named = len(text) == 3 and text.isdigit() and text[0] == text[2] == "7"
    airbus = len(text) == 3 and tokens.low(draft.first - 1) == "airbus"
    return airbus or (
        named
        and (
            tokens.capital(draft.last + 1)
            or tokens.low(draft.last + 1) in ("jet", "jets", "aircraft", "plane", "planes")
        )
    )


def _listed(tokens: Tokens, draft: Draft) -> str | None:
    """List and footnote numbers."""
    if draft.style != "digits" or draft.first != draft.last or draft.value is None or draft.value > 200:
        return None
    before, after = tokens.low(draft.first - 1), tokens.low(draft.last + 1)
    if before == "[" and after == "]":
        return "footnote"
    if draft.first == 0 and after in (".", ")") and len(tokens) > 2 and not draft.scaled:
        return "number of a list"
    if before == "(" and after == ")" and draft.value <= 30:
        return "number of a list"
    if draft.first == 0 and len(tokens) <= 2:
        return "number alone on its line"
    return None


def _weapon(tokens: Tokens, draft: Draft) -> str | None:
    """155 mm as the name of a gun."""
    if draft.unit in ("millimetre",) and any(tokens.low(draft.after + n) in lexicon().no["weapons"] for n in (0, 1, 2)):
        return "calibre of a weapon"
    return None
