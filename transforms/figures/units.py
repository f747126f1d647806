"""Units behind a number: percent, measures, durations, ages; and rates."""

from __future__ import annotations

from transforms.figures.drafts import Draft
from transforms.figures.lexicon import lexicon
from transforms.figures.tokens import Tokens
from transforms.figures.words import PERCENT_WORDS
from transforms.syntax.lemmas import parts_of_speech

PERCENT = frozenset(("%", "percent", "pct", "pct.", "٪", "％"))
NO_RATE_BEFORE = frozenset(("ago", "earlier", "later", "before", "after", "old", "of"))
PARTS = frozenset(("half", "quarter", "third"))  # of "a year and a half"
TRADED = frozenset(("barrel", "gallon", "ounce", "tonne", "ton", "pound", "litre"))
LEAST_SQUARE_FEET = 100  # of what is measured in SF, for the letters are also a town's
LENGTHS = frozenset(("metre", "kilometre", "centimetre", "millimetre", "mile", "foot"))
OVER = frozenset(("over", "under", "above", "below"))
OF_PHYSICS = {
    "A": ("ampere", "of_amperes"),
    "F": ("farad", "of_farads"),
    "K": ("kelvin", "of_kelvins"),
    "T": ("tesla", "of_teslas"),
}  # unit of a capital letter, and the words beside which it is one
POINTS = frozenset(("percentage", "percent", "%"))


def read_unit(tokens: Tokens, draft: Draft) -> None:
    """Give the draft its unit, kind and place behind the unit; what has a currency or is a plain ratio keeps it."""
    if draft.reject or draft.kind == "money" or draft.style in ("multiple", "ratio"):
        return
    at = draft.after
    if tokens.hyphen(at) and tokens.kind(at + 1) in ("w", "s"):
        at += 1
    if (draft.style == "vague" or tokens.low(draft.last) == "couple") and tokens.low(at) == "of":
        at += 1  # dozens of miles, a couple of months
    if _percent(tokens, draft, at) or _inches(tokens, draft, at):
        return
    if draft.style == "fraction" and _point(tokens, draft, at):
        return
    part = draft.style == "digits" and 0 < (draft.value or 0) < 1 and not draft.scaled
    if part and tokens.lower[at : at + 2] == ["of", "a"] and tokens.low(at + 2) in PERCENT_WORDS:
        _percent(tokens, draft, at + 2)  # 0.25 of a percentage point
        return
    if draft.style == "fraction" and tokens.low(at) in ("a", "an"):
        at += 1
    elif draft.style == "fraction" and draft.value is not None and tokens.low(at) == "of":
        if tokens.low(at + 1) in ("a", "one") and tokens.low(at + 2) in PERCENT_WORDS:
            _percent(tokens, draft, at + 2)  # three quarters of a percentage point
        elif tokens.low(at + 1) in ("a", "an"):
            _measure(tokens, draft, at + 2)  # a third of an acre
        return
    _measure(tokens, draft, at)


def _point(tokens: Tokens, draft: Draft, at: int) -> bool:
    """Reads "a quarter-point cut of the rate", "three-quarters of a point" beside words of rates as percentage points."""
    at += 2 * (tokens.lower[at : at + 2] == ["of", "a"])
    if tokens.low(at) != "point" or lexicon().cues["of_rates"].isdisjoint(tokens.lower):
        return False
    draft.kind, draft.unit, draft.rule = "percent", "percentage_point", "unit.percentage_point"
    draft.unit_at, draft.after = at, at + 1
    return True


def _is_share(tokens: Tokens, at: int) -> bool:
    """The pc of "6.5pc" and of "at 6.5 pc in May"; not that of "a 12 pc set" and "12 PC games"."""
    if tokens.joined(at):
        return True
    ends = tokens.kind(at + 1) != "w" or tokens.low(at + 1) in lexicon().nouns["stops"]
    return ends and tokens.words[at] == "pc"


def _percent(tokens: Tokens, draft: Draft, at: int) -> bool:
    word = tokens.low(at)
    two = word == "per" and tokens.low(at + 1) in ("cent", "cents")
    if word in POINTS or word in PERCENT or two or (word == "pc" and _is_share(tokens, at)):
        width = 2 if two else 1
        following = at + width + (1 if tokens.hyphen(at + width) else 0)
        points = tokens.low(following) in ("point", "points")
        if word == "percentage" and not points:
            return False
        draft.kind, draft.unit = "percent", "percentage_point" if points else "percent"
        draft.rule = "unit.percentage_point" if points else "unit.percent"
        draft.unit_at = at
        if not points:
            draft.last = at + width - 1
        draft.after = following + 1 if points else at + width
        return True
    return False


def _inches(tokens: Tokens, draft: Draft, at: int) -> bool:
    """Reads "17” wheels" where the mark closes no quotation that the sentence opened."""
    mark = tokens.low(at)
    if (
        mark not in ("”", '"')
        or not tokens.joined(at)
        or tokens.joined(at + 1)
        or draft.style not in ("digits", "fraction")
    ):
        return False
    before = tokens.words[:at]
    opened = before.count('"') if mark == '"' else before.count("“") - before.count("”")
    follows = tokens.kind(at + 1) == "w" and tokens.low(at + 1) not in lexicon().nouns["stops"]
    if opened or draft.scaled or not follows or tokens.kind(at - 1) == "s":
        return False
    _done(draft, "measure", "unit.measure", at, 1)
    draft.unit = "inch"
    return True


def _measure(tokens: Tokens, draft: Draft, at: int) -> None:
    lex = lexicon()
    if tokens.low(at) == "+" and tokens.joined(at) and tokens.kind(at + 1) == "w":
        at += 1  # 60+ hour weeks
    unit = tokens.low(at + 1)
    if tokens.low(at) in lex.nouns["between_units"] and unit in lex.unit_words and (len(unit) > 3 or unit == "day"):
        at += 1
    for width in (3, 2, 1):
        if at + width > len(tokens):
            continue
        printed = tokens.text[tokens.starts[at] : tokens.ends[at + width - 1]]
        lower = printed.lower()
        rate = lex.unit_rates.get(printed)
        if rate is not None:
            draft.unit, _, draft.per = rate.partition("/")
            _done(draft, "measure", "unit.rate", at, width)
            return
        name = lex.unit_words.get(printed) or (
            lex.unit_words.get(lower) if len(lower) > 3 or lower in ("day", "feet", "foot") else None
        )
        if printed == "m" and _metres(tokens, draft, at):
            name = "metre"
        name = _in_context(tokens, draft, at, printed) or name
        if name == "foot" and printed == "′" and tokens.low(at + 1) == "s":
            return
        if name is None or not _fits(tokens, draft, at, width, printed):
            continue
        _done(draft, "duration" if name in lex.times else "measure", "unit.measure", at, width)
        draft.unit = _powered(tokens, draft, name)
        if name in ("basis_point", "percentage_point"):
            draft.kind = "percent"
        _age(tokens, draft)
        return
    if tokens.low(at) in ("pound", "pounds"):
        draft.unit = "pound"
        _done(draft, "measure", "unit.pound", at, 1)


def _in_context(tokens: Tokens, draft: Draft, at: int, printed: str) -> str | None:
    """The unit of a symbol that is one beside some words only: "a current of 5 A", "in 9.98s", 6'2"."""
    cues, digits = lexicon().cues, draft.style == "digits" and not draft.scaled
    if not digits:
        return None
    if printed in OF_PHYSICS and not tokens.hyphen(at + 1):
        unit, near = OF_PHYSICS[printed]
        return unit if not cues[near].isdisjoint(tokens.lower) else None
    if printed == "s" and tokens.joined(at) and "." in tokens.words[draft.last]:
        return "second"
    if printed == "t" and tokens.joined(at) and not tokens.hyphen(at + 1) and not tokens.capital(draft.first - 1):
        return "tonne"  # 40t of rice, but not the OnePlus 3t
    inches = tokens.kind(at + 1) == "n" and tokens.joined(at + 1) and tokens.low(at + 2) in ('"', "”", "″")
    return "foot" if printed in ("'", "’") and tokens.joined(at) and inches else None


def _powered(tokens: Tokens, draft: Draft, name: str) -> str:
    """The square_kilometre of "183 km(2)", whose power lost its place."""
    at = draft.after
    power = {"2": "square", "3": "cubic"}.get(tokens.low(at + 1), "")
    if not power or name not in LENGTHS or tokens.low(at) != "(" or tokens.low(at + 2) != ")" or not tokens.joined(at):
        return name
    draft.after = at + 3
    return f"{power}_{name}"


def _done(draft: Draft, kind: str, rule: str, at: int, width: int) -> None:
    draft.kind, draft.rule, draft.unit_at, draft.after = kind, rule, at, at + width


def _metres(tokens: Tokens, draft: Draft, at: int) -> bool:
    """Whether a single m means metres: a word of length near, or a blank before it and no sums or masses spoken of."""
    lex = lexicon()
    if not tokens.joined(at) and draft.style == "digits" and not draft.scaled:
        return lex.cues["sums"].isdisjoint(tokens.lower[max(0, draft.first - 8) : at + 6])
    near = tokens.lower[max(0, draft.first - 4) : draft.first] + tokens.lower[at + 1 : at + 5]
    return any(w in lex.metre_context for w in near) or (tokens.low(draft.first - 1) in ("(", "~"))


def _fits(tokens: Tokens, draft: Draft, at: int, width: int, printed: str) -> bool:
    """Symbols stand behind digits; a word that is also something else needs more."""
    lex = lexicon()
    if len(printed) == 1 and tokens.hyphen(at + width) and tokens.capital(at + width + 1):
        return False  # the letter of a code: 220609-F-AL
    if printed in lex.only_digits and (
        draft.style not in ("digits", "fraction")
        or (
            len(printed) == 1
            and printed not in "°′″m"
            and not tokens.joined(at)
            and printed not in ("W", "V", "F", "L", "J", "C", "K", "g")
        )
    ):
        return False
    if len(printed) == 1 and tokens.low(at + 1) in lex.cues["of_traders"]:
        return False  # a 1W chart shows weeks
    if printed.istitle() and len(printed) > 2 and tokens.joined(at) and at == draft.last + 1:
        return False  # the firm 28Stone
    if printed == "night" and tokens.low(at + 1) in lex.cues["of_night"]:
        return False  # 20 night vision devices
    if printed == "SF" and (draft.value or 0) < LEAST_SQUARE_FEET:
        return False
    if (
        printed == "second"
        and tokens.low(at + 1) in lex.cues["behind_ordinals"]
        and tokens.low(draft.first - 1) == "the"
    ):
        return False  # the twenty second round
    if printed in ("second", "stone", "quarter") and (draft.style == "fraction" or printed == "stone"):
        return False
    printed_so = tokens.kind(draft.first) in ("n", "f") and len(printed) > 3 and tokens.low(at - 1) not in ("a", "an")
    if draft.style == "fraction" and printed_so and lex.unit_words.get(printed) not in lex.times:
        return True  # a 5/8 mile track
    if draft.style == "fraction" and draft.value is not None and draft.value < 1:
        return tokens.low(at - 1) in ("a", "an") or tokens.hyphen(draft.after) or tokens.joined(at)
    following = tokens.low(at + width)
    if tokens.hyphen(at + width) and not tokens.hyphen(at - 1) and tokens.low(at + width + 1) in ("round", "end"):
        return False  # 26,000 year-round jobs
    if printed == "degrees" and following in ("of", "in") and tokens.low(at + width + 1) not in ("north", "south"):
        return following == "in"
    return not (
        printed in ("ton", "mi", "bit", "bits", "cup", "cups", "stone")
        and tokens.capital(at + 1)
        and following not in ("", ".")
    )


def _age(tokens: Tokens, draft: Draft) -> None:
    """Reads "58-year-old", "58 years old", "years of age", "aged 58 years"."""
    if draft.unit not in ("year", "month", "week", "day"):
        return
    at = draft.after
    if tokens.hyphen(at):
        at += 1
    if tokens.low(at) in ("old", "olds"):
        draft.kind, draft.rule, draft.after = "age", "age.old", at + 1
    elif tokens.low(at) == "of" and tokens.low(at + 1) == "age":
        draft.kind, draft.rule, draft.after = "age", "age.of_age", at + 2


def bare_age(tokens: Tokens, draft: Draft, following: bool) -> None:
    """Ages without a unit: "Name, 58,", "aged 58", "a man of 58", "She was 26."."""
    value = draft.value if draft.value is not None else draft.high
    if draft.kind != "count" or draft.scaled or value is None or not 0 < value < 120 or value != int(value):
        return
    before = tokens.low(draft.first - 1)
    ages = before in ("of", "between", "to", "–", "-") and tokens.low(draft.first - 2) in ("age", "ages", "aged")
    told = before in ("age", "aged", "ages", "turned", "turning") and not following
    range_of_age = before in OVER and tokens.low(draft.first - 4) == "age"
    people = before in OVER and tokens.low(draft.first - 2) in lexicon().nouns["aged_people"] and value < 100
    people = people and (not following or _is_doing(tokens.low(draft.last + 1)))
    if (
        ages
        or told
        or range_of_age
        or people
        or _after_name(tokens, draft)
        or (not following and _is_age(tokens, draft))
    ):
        draft.kind, draft.unit, draft.rule = "age", "year", "age.bare"


def _is_doing(word: str) -> bool:
    """The pay of "children under 12 pay half", which is a verb of many: no plural noun that could be counted."""
    return "verb" in parts_of_speech(word) and not word.endswith(("s", "ing"))


def _after_name(tokens: Tokens, draft: Draft) -> bool:
    """Reads "Jane Doe, 58, said": digits between commas behind a capital word that is no month, or behind a person."""
    name = draft.first - 2
    after = tokens.low(draft.last + 1)
    if draft.style != "digits" or tokens.low(draft.first - 1) != ",":
        return False
    if tokens.low(name) in lexicon().nouns["persons"] and after == "," and tokens.kind(draft.last + 2) == "w":
        return True  # the driver, 52, was
    if not tokens.capital(name):
        return False
    ends = after in (",", ")", ".", ";", "who", "was", "from") or (after == "of" and tokens.capital(draft.last + 2))
    return ends and tokens.low(name) not in lexicon().no["months"] and tokens.low(name) not in lexicon().no["weekdays"]


def _is_age(tokens: Tokens, draft: Draft) -> bool:
    """Reads "She was 26.", "He will be 35 by then", "Doe, the founder, was 68"."""
    at = draft.first - 1
    value = draft.value or 0
    if tokens.low(at) == "was" and tokens.low(draft.last + 1) in (".", "") and draft.style == "digits" and value > 15:
        return tokens.capital(0) and not any(w in lexicon().no["numbers_of"] for w in tokens.lower)
    if tokens.low(at) not in ("was", "is", "be", "about", "only", "just", "turns"):
        return False
    if tokens.low(draft.last + 1) not in (".", "", "when", "and", "at", ",", "by", "this", "next"):
        return False
    told = False
    while at >= 0 and tokens.low(at) in ("about", "only", "just", "was", "is", "now", "be", "will", "would", "turns"):
        told = told or tokens.low(at) in ("was", "is", "be", "turns")
        at -= 1
    if not told:
        return False  # Astoundingly, only 20.
    return tokens.low(at) in ("he", "she") or (tokens.low(at) == "," and tokens.capital(0))


def rate_at(tokens: Tokens, at: int, kind: str) -> tuple[str | None, int]:
    """The rate that begins at the token ("a month", "per barrel", "daily", "/day"), and the token behind it."""
    lex, start = lexicon(), at
    if tokens.hyphen(at):
        at += 1
    word = tokens.low(at)
    if word in lex.rate_adverbs and word not in ("each", "quarterly", "annual"):
        return lex.rate_adverbs[word], at + 1
    if word == "each" and kind == "money" and tokens.kind(at + 1) != "w":
        return "piece", at + 1
    skip = 2 if tokens.hyphen(at + 1) else 1
    noun = tokens.low(at + skip)
    if word == "per" and noun == "cent":
        return None, start
    if word == "per" and noun in lex.cues["determiners"] | lex.cues["half_of"]:
        return None, start  # $5 million per our books
    if word in ("per", "/") and tokens.kind(at + skip) == "w":
        behind = tokens.low(at + skip + 1)
        if (
            noun not in lex.unit_words
            and _is_no_noun(noun)
            and tokens.kind(at + skip + 1) == "w"
            and behind not in lex.nouns["stops"]
        ):
            return lex.rate_units.get(behind, behind), at + skip + 2  # per lost worker
        if noun not in lex.rate_units and behind == "share":
            return "share", at + skip + 2  # per common share
        if noun == "square" and tokens.kind(at + 2) == "w":
            return lex.unit_words.get(f"square {tokens.low(at + 2)}", f"square_{tokens.low(at + 2)}"), at + 3
        two = lex.unit_words.get(f"{noun} {tokens.low(at + 2)}")
        if two is not None:
            return two, at + 3
        return lex.rate_units.get(noun) or (lex.unit_words.get(noun) if len(noun) > 1 else None) or noun, at + skip + 1
    if word == "per" and tokens.kind(at + skip) == "n":
        return f"{tokens.words[at + skip].replace(',', '')}", at + skip + 1
    if word in ("a", "an", "each", "every", "the") and noun in lex.rate_units:
        return _rate_with_article(tokens, at, at + skip, kind) or (None, start)
    return None, start


def _is_no_noun(word: str) -> bool:
    parts = parts_of_speech(word)
    return bool(parts) and "noun" not in parts


def _rate_with_article(tokens: Tokens, article: int, noun: int, kind: str) -> tuple[str, int] | None:
    """Reads "a month", "an hour", "each week", "the barrel"; "a year ago" and "a seat" behind a count are no rates."""
    lex, word, low = lexicon(), tokens.low(article), tokens.low(noun)
    if kind != "money" and low in lex.nouns["only_money_rates"]:
        return None
    if word != "each" and tokens.low(noun + 1) in NO_RATE_BEFORE:
        return None
    if tokens.low(noun + 1) == "and" and tokens.low(noun + 3) in PARTS and tokens.low(noun + 4) != "of":
        return None
    if word == "the" and (kind != "money" or low not in TRADED):
        return None
    return lex.rate_units[low], noun + 1
