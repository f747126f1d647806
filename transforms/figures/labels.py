"""Numbers that are labels: of a model, a release, a cohort, a title; and number words that are names."""

from __future__ import annotations

from transforms.figures.drafts import Draft
from transforms.figures.lexicon import lexicon
from transforms.figures.reasons import BARE, Reason, plain_digits, whole
from transforms.figures.tokens import Tokens

QUOTES, CLOSING = frozenset("\"“‘'"), frozenset("\"”’'")
SHORT = 3  # digits of a model without a grade: the 924
MOST_CAPITALS = 3  # words of a name between its determiner and its number
SHORTEST_NAME = 2  # letters of a unit or a state, which a name of capitals is longer than
BEST_MARK = 10
LAST_LABEL = 999
JOINERS = frozenset(("to", "and", "through", "-", "–"))


def _model(tokens: Tokens, draft: Draft) -> bool:
    """Galaxy 9 Plus, iPhone 11 Pro Max, the second 11 of "11 Pro and 11 Pro Max": digits before the grade of a model."""
    at = draft.last + 1
    if _known_by_number(tokens, draft):
        return True
    if (
        not plain_digits(tokens, draft)
        or len(tokens.words[draft.last]) > 2
        or tokens.low(at) not in lexicon().no["grades"]
    ):
        return False
    return tokens.capital(at)


def _known_by_number(tokens: Tokens, draft: Draft) -> bool:
    """The 924 was new, the 1980 924 Turbo: three digits alone behind "the" before a verb of one thing, or behind a year."""
    if not plain_digits(tokens, draft) or len(tokens.words[draft.last]) != SHORT:
        return False
    before, after = draft.first - 1, draft.last + 1
    one = tokens.capital(after) and not tokens.low(after).endswith("s") and not tokens.hyphen(before)
    behind = after
    behind += tokens.capital(behind)
    while tokens.low(before) in ("the", "") and tokens.capital(behind) and behind - after < MOST_CAPITALS:
        behind += 1
    single = one and not tokens.low(behind - 1).endswith("s") and not tokens.words[after].isupper()
    if single and tokens.low(behind) in ("is", "has", "was"):
        return True  # 813 Elite is a club
    ends = tokens.kind(behind) != "w" or tokens.low(behind) in lexicon().nouns["stops"]
    if single and ends and tokens.low(before) == "the" and behind - after > 1:
        return True  # at the 917 Industrial Park, they bake
    if (
        one
        and tokens.low(before) in ("of", "at")
        and not tokens.words[after].isupper()
        and not tokens.capital(before - 1)
    ):
        return tokens.kind(after + 1) != "w" and tokens.low(after) not in lexicon().no["many_without_s"]
    if tokens.low(before) == "the":
        return tokens.low(after) in lexicon().no["after_a_model"]
    if tokens.words[draft.last] == "365" and tokens.low(before) in ("microsoft", "office", "dynamics"):
        return True
    year = tokens.words[before] if tokens.kind(before) == "n" else ""
    return len(year) == 4 and year[:2] in ("19", "20") and tokens.capital(after)


def _label(tokens: Tokens, draft: Draft) -> bool:
    """Cohort 2, region six, reactor 4, at day 90: a number behind the noun that it tells apart, with nothing counted behind it."""
    at, after = draft.first - 1, draft.last + 1
    if tokens.low(at) in JOINERS and tokens.kind(at - 1) == "n" and tokens.low(at - 2).endswith("s"):
        at -= 2  # months 3 to 6
    if at == 0 and tokens.low(after) == ":" and whole(draft) and (draft.value or 0) <= LAST_LABEL:
        return tokens.kind(0) == "w" and not tokens.low(0).endswith("s")  # Book 2: The Bakers
    told = lexicon().no["label_after"] | {"and", ","}
    of_time = tokens.low(at) in lexicon().no["labelled_times"] and tokens.low(at - 1) in told
    named = of_time or tokens.low(at) in lexicon().no["labelled"]
    if not named or not whole(draft) or (draft.value or 0) > LAST_LABEL:
        return False
    if tokens.low(after) in ("of", "out", "in", "%") or draft.bound != "exact":
        return False
    word, lex = tokens.low(after), lexicon()
    if tokens.kind(after) != "w" or word in lex.nouns["stops"]:
        return True
    many = word.endswith("s") or word in lex.no["many_without_s"] or tokens.low(after + 1).endswith("s")
    return not many and draft.style == "digits" and tokens.low(at - 1) in lex.no["label_after"]


def _class_of_age(tokens: Tokens, draft: Draft) -> bool:
    """The Under-8, an under-21 side: sport of an age; "under-5 deaths" and "under-fives" are of that age."""
    at, after = draft.first - 2, draft.last + 1
    if tokens.low(at) != "under" or not tokens.hyphen(at + 1) or not plain_digits(tokens, draft):
        return False
    side = any(tokens.low(n) in lexicon().no["sides"] for n in (after, after + 1))
    return side or (at > 0 and tokens.capital(at))


def _of_one_thing(tokens: Tokens, draft: Draft) -> bool:
    """The Igor 4 project: digits between a name with its determiner and one thing, for more than one would be a plural."""
    at, after = draft.first - 1, draft.last + 1
    if not plain_digits(tokens, draft) or not 1 < (draft.value or 0) <= LAST_LABEL or not tokens.capital(at):
        return False
    if tokens.low(after) not in lexicon().no["one_thing"] or tokens.low(at).endswith(("'s", "’s")):
        return False
    determiners = lexicon().cues["determiners"]
    while tokens.capital(at) and tokens.low(at) not in determiners and draft.first - at <= MOST_CAPITALS:
        at -= 1
    return tokens.low(at) in determiners


def _release(tokens: Tokens, draft: Draft) -> bool:
    """In the 1.0 phase, a release before what there is of it; on 99.7 FM, a station."""
    text = tokens.words[draft.last]
    if draft.first != draft.last or draft.style != "digits":
        return False
    if tokens.words[draft.last + 1 : draft.last + 2] in (["FM"], ["AM"], ["FM’s"], ["FM's"]):
        return True  # the station 99.7 FM
    at = draft.first - 1
    if "." in text and tokens.capital(at) and tokens.words[at].isupper() and len(tokens.words[at]) > SHORTEST_NAME:
        return tokens.capital(draft.last + 1) and not tokens.text.isupper()  # RDNA 3.5 Radeon
    if not text.endswith(".0") or len(text) != 3:
        return False
    return tokens.low(draft.last + 1) in lexicon().no["releases"]


def _loud(tokens: Tokens, draft: Draft, at: int, after: int) -> bool:
    """The app TEN: capitals alone among small letters, which are a name."""
    word, near = tokens.words[draft.first], [n for n in (at, after) if tokens.kind(n) == "w"]
    if not word.isupper() or len(word) <= 2 or draft.first != draft.last:
        return False
    if draft.first == 0 and tokens.low(after) == "," and any(kind == "w" for kind in tokens.kinds[1:]):
        return not tokens.text.isupper()  # SEVEN, a maker of bread
    return bool(near) and not any(tokens.capital(n) for n in near) and tokens.text != tokens.text.upper()


def _name_of_words(tokens: Tokens, draft: Draft) -> bool:
    """The firm Three Ships, Zero Waste Canada, Sixteen:Nine: a number word with a capital inside of prose, before a capital word."""
    at, after = draft.first - 1, draft.last + 1
    if not tokens.capital(draft.first):
        return False
    if draft.style == "multiple":
        return draft.first > 0
    if draft.style != "words":
        return False
    if tokens.kind(after) == "n" and (tokens.joined(after) or tokens.capital(after + 1)):
        return True  # Fifty1 Bakers, Fifty 1 Bakers
    if tokens.kind(at) == "n" and tokens.joined(draft.first):
        return True  # 3SIXTY Bakers
    if tokens.hyphen(at) and tokens.kind(at - 1) == "n" and not tokens.words[draft.first].isupper():
        return True  # the shops of 7-Eleven
    if any(tokens.low(n) == ":" and tokens.joined(n) and tokens.joined(n + 1) for n in (at, after)):
        return True
    if tokens.low(at) in ("(", ",") and _names_a_school(tokens, after):
        return True
    if tokens.kind(after) != "w" and tokens.capital(at) and tokens.low(at - 1) in lexicon().cues["determiners"]:
        return not tokens.hyphen(after)  # on the Crumbmaker Three, a mixer
    if tokens.kind(after) != "w" and tokens.capital(at) and tokens.low(at - 1) in ("by", "with", "from"):
        return True  # bread by Jane Eight, a baker
    if _loud(tokens, draft, at, after):
        return True
    if tokens.words[draft.first].isupper() and tokens.capital(at) and not tokens.words[at].isupper():
        return True  # Crumbmaker THREE
    if not tokens.capital(after):
        return False
    if tokens.low(draft.first) == "zero":
        return True
    at -= tokens.low(at) == ","
    if tokens.kind(at) != "w" or tokens.capital(at):
        return False
    prose = tokens.kind(at - 1) == "w" and not tokens.capital(at - 1)  # and no headline
    return prose or not tokens.capital(after + 1)


def _names_a_school(tokens: Tokens, at: int) -> bool:
    """The "Mills Primary" of "schools (Three Mills Primary, Oakdale Park Primary)": two capital words in the singular, then a comma."""
    end = at
    while tokens.capital(end):
        end += 1
    named = end - at > 1 and not tokens.low(end - 1).endswith("s")
    return named and tokens.low(end) in (",", ")", ";") and not tokens.text.isupper()


def _mark(tokens: Tokens, draft: Draft) -> bool:
    """Jane Roe: 4 Started well: the mark of a player, behind the capital words that open the line."""
    colon = draft.first - 1
    if tokens.low(colon) != ":" or not 1 < colon <= MOST_CAPITALS + 1 or (draft.value or 0) > BEST_MARK:
        return False
    if not all(tokens.capital(at) for at in range(colon)) or not tokens.capital(draft.last + 1):
        return False
    word = tokens.low(draft.last + 1)
    return word.endswith("ed") or word in lexicon().no["opens_a_judgement"]


def _title(tokens: Tokens, draft: Draft) -> bool:
    """The list "50 Great Bakers": a number that opens a quoted title; and Crumb Pay 2.0, the version of a product."""
    at, after = draft.first - 1, draft.last + 1
    if tokens.low(at) in QUOTES and draft.first > 1:
        closed = any(tokens.low(at) in CLOSING for at in (after, after + (tokens.low(after) in (",", "."))))
        if closed and plain_digits(tokens, draft):
            return True
        if draft.style == "words" and tokens.capital(draft.first) and tokens.capital(after):
            return any(tokens.low(n) in CLOSING for n in (after + 1, after + 2))  # the show "Eight Ovens,"
        return tokens.capital(after) and tokens.capital(after + 1)
    named = tokens.capital(at) or tokens.low(at) in ("™", "®")
    return (
        draft.style == "digits"
        and tokens.words[draft.last].endswith(".0")
        and named
        and not draft.scaled
        and draft.bound == "exact"
    )


LABELS = (
    Reason("number of a model", "iPhone 11 Pro, Galaxy 9 Plus.", _model),
    Reason("label", "Cohort 2, region six, reactor 4.", _label),
    Reason("class of an age", "The Under-8, an under-21 side.", _class_of_age, kinds=BARE | {"age"}),
    Reason("number of one thing", "The Igor 4 project.", _of_one_thing),
    Reason("number of a release", "In the 1.0 phase, on 99.7 FM.", _release),
    Reason("number word in a name", "The firm Three Ships, Zero Waste Canada.", _name_of_words, kinds=BARE | {"measure"}),
    Reason("mark behind a name", "Jane Roe: 4 Started well.", _mark),
    Reason("number in a title", "The list “50 Great Bakers”, Crumb Pay 2.0.", _title),
)  # fmt: skip
