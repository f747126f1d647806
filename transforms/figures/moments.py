"""Numbers that tell a time outside of any time expression, and "one" where it counts nothing."""

from __future__ import annotations

from transforms.figures.drafts import Draft
from transforms.figures.lexicon import lexicon
from transforms.figures.reasons import BARE, NO_MONEY, Reason
from transforms.figures.tokens import HYPHENS, Tokens

MODALS = frozenset(("may", "might", "will", "would", "could", "can", "must", "should", "shall", "they'll", "we'll"))
ONE_AND = frozenset(("another's", "another’s", "i've", "i’ve", "we've", "we’ve", "i'd", "i’d", "that's", "that’s"))

TWELVE = 12
YEAR_DIGITS = 4
ONLY = frozenset(("just", "least", "only"))
LAST_YEAR = 2200
MONTHS_AND_WORDS = frozenset(("may", "mar", "mar.", "march"))
NOUNS_IN_LY = frozenset(("ally", "anomaly", "assembly", "family", "fly", "monopoly", "reply", "supply"))
BOUNDED = frozenset(("more_than", "less_than", "at_least", "at_most"))
VERB_ENDINGS = ("ed", "es", "ts", "ns", "ly")  # of what follows a pronoun: "only one remains"


def _pronoun(tokens: Tokens, draft: Draft) -> bool:
    """One of them, no one, one by one, the one; "one person", "one or two" count."""
    if (
        tokens.low(draft.first) != "one"
        or draft.first != draft.last
        or (
            draft.kind not in ("count", "ratio", "money", "score")
            and not (draft.kind == "age" and draft.unit_at is None)
        )
    ):
        return False
    lex = lexicon()
    no, at = lex.no, draft.last + 1
    before, after = tokens.low(draft.first - 1), tokens.low(at)
    if (
        _to_another(tokens, at)
        or _of_odds(tokens, draft)
        or (tokens.hyphen(at) and tokens.low(at + 1) in no["one_of_many"])
    ):
        return False
    if before in ONLY and _of_a_number(tokens, at):
        return False
    if before in no["pronoun_before"] and before not in ("the", "only", "as", "for"):
        return True
    if after in no["pronoun_after"] or tokens.kind(at) != "w" or after in ONE_AND:
        return True
    if after in no["loose_nouns"] and before in no["loose_before"]:
        return True
    if before in ("only", "for") and not _thing_behind(tokens, draft):
        return True
    if before in ("the", "as") and after not in ("person", "man", "woman", "child"):
        return True
    if tokens.hyphen(draft.first - 1) or tokens.hyphen(at):
        return True
    if tokens.capital(draft.first) and tokens.capital(draft.first - 1):
        return True  # Graphite One
    return tokens.capital(draft.first) and tokens.capital(at) and (draft.first > 0 or tokens.capital(at + 1))


def _to_another(tokens: Tokens, at: int) -> bool:
    """Reads what follows "one" in "one or two" and "one-to-two-year"."""
    at += tokens.hyphen(at)
    if tokens.low(at) not in ("to", "or", "and"):
        return False
    at += 1 + tokens.hyphen(at + 1)
    return tokens.low(at) in lexicon().units and tokens.low(at) != "one"


def _of_odds(tokens: Tokens, draft: Draft) -> bool:
    """The one of "a seven-to-one margin"."""
    at = draft.first - 1
    return tokens.hyphen(at) and tokens.low(at - 1) == "to" and tokens.hyphen(at - 2)


def _of_a_number(tokens: Tokens, at: int) -> bool:
    """Reads what follows "one" in "only one of the 13 barns" and "at least one of its two barns": a part that is counted as the whole is."""
    if tokens.low(at) != "of" or tokens.low(at + 1) not in lexicon().cues["determiners"]:
        return False
    number = (tokens.kind(at + 2) == "n" and len(tokens.words[at + 2]) < YEAR_DIGITS) or tokens.low(
        at + 2
    ) in lexicon().units
    return number and tokens.kind(at + 3) == "w" and tokens.low(at + 2) != "one"


def _thing_behind(tokens: Tokens, draft: Draft) -> bool:
    """Whether the noun of "only one shop" and "for one small shop" seems to follow, and no verb: "only one left", "I for one believe"."""
    before, word = tokens.low(draft.first - 2), tokens.low(draft.last + 1)
    if before in (("i", "we", ",") if tokens.low(draft.first - 1) == "for" else lexicon().cues["determiners"]):
        return False
    return word in NOUNS_IN_LY or (word not in lexicon().nouns["stops"] and not word.endswith(VERB_ENDINGS))


def _one_day(tokens: Tokens, draft: Draft) -> bool:
    """Reads "One day, she left": at the head of a clause it tells no length."""
    if draft.kind != "duration" or tokens.low(draft.first) != "one" or draft.bound != "exact":
        return False
    no = lexicon().no
    if tokens.low(draft.first + 1) not in no["some_day"] or draft.after != draft.first + 2:
        return False
    if tokens.low(draft.first - 1) in ("only", "just"):
        return False  # missing only one day will cost the prize
    if tokens.low(draft.first - 1) in MODALS and tokens.kind(draft.after) == "w":
        return True  # we may one day bake again
    before = tokens.kind(draft.first - 1) == "w" and tokens.low(draft.first - 1) not in lexicon().nouns["stops"]
    if before and tokens.low(draft.after).endswith("ing"):
        return True  # the hope of bakers one day regaining their bread
    opens = not (left := tokens.low(draft.first - 1)) or left in no["clause_heads"]
    return opens or tokens.low(draft.after) in no["some_day_then"]


def _year(tokens: Tokens, draft: Draft) -> bool:
    """A bare 1000 to 2200: a year unless it is bounded or followed by what it counts; the further from ours, the more is asked."""
    text = tokens.words[draft.last]
    if draft.first != draft.last or len(text) != 4 or not text.isdigit() or not 1000 <= int(text) <= 2200:
        return False
    no, year, before = lexicon().no, int(text), tokens.low(draft.first - 1)
    ends = tokens.kind(draft.last + 1) != "w" or tokens.low(draft.last + 1) in lexicon().nouns["stops"]
    if before in no["year_about"] and ends and tokens.low(draft.first - 2) not in no["amount_before"]:
        return True
    if _counts_things(tokens, draft) or _of_a_range(tokens, draft):
        return False
    if draft.before < draft.first and _compared(tokens, draft):
        return True
    if year < 1500 or year > 2119:
        return ends and before in ("in", "since", "by", "until") and draft.kind == "count"
    if tokens.low(draft.first - 1) in HYPHENS and tokens.low(draft.first - 2) in ("pre", "post"):
        return True
    if _of_its_year(tokens, draft):
        return True
    if before in no["year_before"] or before in no["months"] or before in ("(", ",", "", "'", "’", "/", "‘"):
        return True
    unbounded = draft.before == draft.first or ends
    return year >= 1900 and unbounded and (ends or tokens.capital(draft.last + 1))


def _of_a_range(tokens: Tokens, draft: Draft) -> bool:
    """The 2000 of "2000 to 2600 metres": what it rises to is no year."""
    at = draft.last + 1
    if tokens.low(at) not in ("to", "-", "–") or tokens.kind(at + 1) != "n" or tokens.kind(at + 2) != "w":
        return False
    other = tokens.words[at + 1].replace(",", "")
    return other.isdigit() and LAST_YEAR < int(other) < 10 * int(tokens.words[draft.last])


def _counts_things(tokens: Tokens, draft: Draft) -> bool:
    """Reads "more than 2000 ovens", "fewer than 1900 voted", "a group of 2000 soldiers"; not "more than 2019 levels"."""
    no, after, value = lexicon().no, tokens.low(draft.last + 1), draft.value or 0.0
    if after in no["many_people"]:
        return tokens.low(draft.first - 1) not in (",", "in")
    many = after.endswith("s") and not tokens.capital(draft.last + 1) and after not in lexicon().nouns["stops"]
    if after in no["of_a_year"]:
        return False
    if draft.before == draft.first or draft.bound not in BOUNDED:
        return many and value % 50 == 0 and tokens.low(draft.first - 1) in no["before_a_count"]
    alone = tokens.low(draft.first - 1) in ("than", "least", "most", "to") and value % 100 == 0
    return many or after in no["many_without_s"] or (alone and (after in no["are_many"] or draft.bound != "at_most"))


def _compared(tokens: Tokens, draft: Draft) -> bool:
    """Reads "a rise of 5% over 2006 spending": a year whose amounts others are compared with."""
    word, sign = tokens.low(draft.before - 1), tokens.low(draft.first - 1)
    size = word in lexicon().changes or word in lexicon().scales or word in ("%", "percent")
    return size and sign in ("over", "above", "below", "under", "than") and 1900 <= int(tokens.words[draft.last]) < 2100


def _of_its_year(tokens: Tokens, draft: Draft) -> bool:
    """Our large 1864 farmhouse: an odd number between a determiner and one thing."""
    at, no = draft.last + 1, lexicon().no
    if draft.kind != "count" or draft.bound != "exact" or int(tokens.words[draft.last]) % 50 == 0:
        return False
    if tokens.kind(at) != "w" or tokens.low(at).endswith("s") or tokens.low(at) in no["many_without_s"]:
        return False
    single = ("a", "an", "our", "his", "her", "their", "its", "this", "that")
    return tokens.low(draft.first - 1) in single or (
        tokens.kind(draft.first - 1) == "w" and tokens.low(draft.first - 2) in single
    )


def _class_year(tokens: Tokens, draft: Draft) -> bool:
    """Jane Doe ’25, the class of '09: two digits behind an apostrophe, and no title that opens with them."""
    text, at = tokens.words[draft.last], draft.first
    if len(text) != 2 or not text.isdigit() or tokens.kind(draft.last + 1) == "w":
        return False
    return tokens.low(at - 1) in ("'", "’", "‘", "`") and tokens.joined(at)


def _day(tokens: Tokens, draft: Draft) -> bool:
    months, value = lexicon().no["months"], draft.value
    if value is None or value > 31:
        return False
    before, after = draft.first - 1, draft.last + 1
    if tokens.low(before) == "," and tokens.kind(after) != "w" and tokens.capital(before - 1):
        before -= 1  # Saturday, May, 19.
    if tokens.low(after + (tokens.low(after) == "de")) in lexicon().no["foreign_months"] and draft.style == "digits":
        return True
    if _in_small_letters(tokens, before) and tokens.kind(after) != "w":
        return True  # for release - april 14, 2031
    return (tokens.low(before) in months and tokens.capital(before)) or (
        tokens.low(after) in months and tokens.capital(after)
    )


def _in_small_letters(tokens: Tokens, at: int) -> bool:
    """Whether the word is a month whose name is no other word."""
    return tokens.low(at) in lexicon().no["months"] and tokens.low(at) not in MONTHS_AND_WORDS


def _clock(tokens: Tokens, draft: Draft) -> bool:
    no, value, at = lexicon().no, draft.value, draft.last + 1
    if draft.kind == "money":
        return tokens.low(draft.last) == "p" and tokens.low(at) == "m"  # 5 p m, and no pence
    if value is None or value > 2359:
        return False
    after = tokens.low(at)
    if after in ("a", "p") and tokens.low(at + 1) == "m" and value <= 12:
        return True
    if after in ("to", "-", "–", "until") and value <= 12 and tokens.kind(at + 1) == "c":
        return True  # 1 to 4:30
    if after in ("midnight", "noon"):
        return value == TWELVE
    if after in no["clock_after"]:
        return after not in no["clock_zones"] or tokens.words[at].isupper()
    said = tokens.low(draft.first - 1) == "at" and after in (".", ",", "on", "") and draft.style == "words"
    return said and value <= 12 and tokens.low(at + 1) in no["weekdays"]


def _year_of(tokens: Tokens, draft: Draft) -> bool:
    """The 2025 of "the 2025 weekend": a year before the singular of a time."""
    text = tokens.words[draft.last]
    if draft.first != draft.last or len(text) != 4 or not text.isdigit() or not 1900 <= int(text) <= 2100:
        return False
    at = draft.unit_at
    if draft.unit == "year" and draft.bound == "exact" and int(text) % 100 and not tokens.hyphen(draft.last + 1):
        return True  # the 2005 or 2007 calendar years
    return at == draft.last + 1 and not tokens.joined(at) and not tokens.low(at).endswith("s")


MOMENTS = (
    Reason("one as a pronoun", "One of them, no one, the one who.", _pronoun, kinds=NO_MONEY),
    Reason("one day as some day", "One day, she left.", _one_day, kinds=NO_MONEY),
    Reason("year", "A bare year outside of any time expression.", _year),
    Reason("year of a time", "The 2025 weekend.", _year_of, kinds=frozenset(("duration",))),
    Reason("year of a class", "Jane Doe ’25.", _class_year),
    Reason("day of a month", "A day beside its month outside of any time expression.", _day),
    Reason("clock time", "5 pm, 1700 GMT.", _clock, kinds=BARE | {"money"}),
)
