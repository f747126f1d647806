"""Numbers that are parts of codes: what touches their digits, and how the digits are printed."""

from __future__ import annotations

from itertools import pairwise

from transforms.figures.drafts import Draft
from transforms.figures.lexicon import lexicon
from transforms.figures.reasons import ALL, NO_MONEY, Reason, plain_digits
from transforms.figures.tokens import HYPHENS, Tokens

CODE_KINDS = "podxc"  # phone, ordinal, decade, address of the net, clock
MARKS = frozenset("/#_=@\\§^&№")
CHEMICALS = (
    "acetyl",
    "amino",
    "bromo",
    "chloro",
    "deoxy",
    "fluoro",
    "hydroxy",
    "methyl",
    "nitro",
    "phenyl",
)  # 7-hydroxy…
EMERGENCY = frozenset(("101", "111", "112", "211", "311", "911", "988", "999"))
FREE = frozenset(f"1 8{n}{n}" for n in "0345678")
AREA = 3  # digits of the code of an area
SHORT_WORD = 4  # letters that a word in place of a number has more of
FORMATS = frozenset(("2", "4", "5", "8", "10"))
SHORT_REACH = 6  # tokens between "text" and the number it goes to
LOST = 2  # blanks that a lost sign leaves behind
PHONE_REACH = 10  # tokens between "Tel" and the last group of its digits


def _phone(tokens: Tokens, draft: Draft) -> bool:
    """Only digits and their signs between the number and a "Tel" or "Fax" before it, or right behind a phone number."""
    if draft.style != "digits" or draft.kind not in ("count", "ratio"):
        return False
    if tokens.low(draft.first - 1) == "+" and tokens.joined(draft.first):  # +1, a sign that is not seen, (402) 413-0037
        return any(tokens.kind(at) == "p" for at in range(draft.last + 1, draft.last + 4))
    phones = lexicon().no["phone_words"]
    if (
        len(tokens.words[draft.last]) in (5, 6)
        and tokens.low(draft.first - 1) == "to"
        and tokens.words[draft.last].isdigit()
    ):
        return any(tokens.low(at) in ("text", "sms") for at in range(draft.first - SHORT_REACH, draft.first))
    if tokens.words[draft.last] in EMERGENCY and (
        tokens.low(draft.first - 1) in lexicon().no["call_words"]
        or tokens.low(draft.last + 1).rstrip("s") in lexicon().no["behind_emergency"]
    ):
        return True
    ends = tokens.kind(draft.last + 1) != "w" or tokens.low(draft.last + 1) in lexicon().nouns["stops"]
    reached = tokens.low(draft.first - 1) in lexicon().no["reach_words"]
    if tokens.words[draft.last] in ("911", "988") and ends and reached:
        return True  # an alert to a loved one or 911
    if len(tokens.words[draft.last]) == AREA and ends and _of_area(tokens, draft):
        return True
    lettered = tokens.words[draft.last + 1 : draft.last + 2]
    if tokens.words[draft.last] in FREE and any(w.isupper() and len(w) > SHORT_WORD for w in lettered):
        return True  # at 1 800 BAKERIES
    for at in range(draft.first - 1, max(-1, draft.first - 1 - PHONE_REACH), -1):
        if tokens.kinds[at] == "w":
            return tokens.lower[at].rstrip(".") in phones
        if tokens.kinds[at] not in "nscp":
            return False
        if tokens.kinds[at] == "p":
            return tokens.joined(at + 1)
    return False


def _of_area(tokens: Tokens, draft: Draft) -> bool:
    """The 416 and the 647 of "the area codes, 416 and 647"."""
    near = tokens.lower[max(0, draft.first - SHORT_REACH) : draft.first]
    return "area" in near and any(a == "area" and b in ("code", "codes") for a, b in pairwise(near))


def _hyphened_name(tokens: Tokens, draft: Draft) -> bool:
    """COVID-19, Su-35, mid-air names with digits behind a hyphen; not mid-50s, minus-10, up-to-5."""
    first = draft.first
    if first < 2 or tokens.low(first - 1) not in HYPHENS or not tokens.joined(first):
        return False
    if draft.kind == "money":  # PLX-R18, CRB 800-171 SSP: the letters of a currency inside or behind a code
        chained = tokens.kinds[first - 2] == "n" and tokens.words[first - 3].isupper() and first > 2
        behind = (
            chained
            and draft.currency is not None
            and tokens.kinds[first] == "n"
            and tokens.low(first - 3).upper() not in lexicon().codes
        )
        return behind or (tokens.kinds[first] == "w" and tokens.kinds[first - 2] == "w" and tokens.joined(first - 1))
    left = tokens.words[first - 2]
    if tokens.words[first - 1] == "—" and draft.kind in ("percent", "measure", "duration"):
        return False  # since November—50.5% agree
    if len(left) == 1 and left.isupper() and tokens.joined(first - 1):
        return tokens.kinds[first - 2] == "w"  # Series A-2
    if left.isupper() and len(left) > 2 and tokens.kinds[first - 2] == "w":
        return True
    if draft.style not in ("digits", "fraction"):
        return _hyphened_word(tokens, draft)
    if not tokens.joined(first - 1):
        return False
    if tokens.kinds[first - 2] == "w":
        return left.lower() not in lexicon().no["hyphen_before"] and not left.lower().endswith("ly")
    at = draft.last + 1
    chain = (
        (tokens.hyphen(at) and tokens.kind(at + 1) == "n")
        or tokens.hyphen(first - 3)
        or tokens.low(first - 3) == ":"
        or (
            tokens.capital(first - 3)
            and len(tokens.words[first - 3]) < 4
            and tokens.low(first - 3) not in lexicon().nouns["stops"]
        )
    )
    return tokens.kinds[first - 2] == "n" and draft.kind == "count" and chain


def _hyphened_word(tokens: Tokens, draft: Draft) -> bool:
    """Catch-twenty-two: a number word in small letters behind a capital word and a hyphen."""
    lex, left = lexicon(), draft.first - 2
    if not (draft.style == "words" and draft.kind == "count" and tokens.hyphen(draft.first - 1)):
        return False
    named = tokens.capital(left) and not tokens.capital(draft.first)
    return named and tokens.low(left) not in lex.units and tokens.low(left) not in lex.tens


def _letters_before(tokens: Tokens, draft: Draft) -> bool:
    return draft.style in ("digits", "fraction") and tokens.joined(draft.first) and tokens.kinds[draft.first - 1] == "w"


def _letters_after(tokens: Tokens, draft: Draft) -> bool:
    """5G, 3B1, 510(k): letters that are no scale and no unit; and letters of a scale that digits follow."""
    if draft.style != "digits" or draft.kind != "count":
        return False
    at = draft.last + 1
    if draft.scaled:
        lettered = (
            tokens.words[draft.last] in ("b", "B") and tokens.joined(draft.last) and not tokens.low(at).endswith("s")
        )
        return lettered or (tokens.kind(at) == "n" and tokens.joined(at))
    if tokens.kind(at) in ("w", "x") and tokens.joined(at):
        return True
    if tokens.words[at : at + 1] == [_ending(tokens.words[draft.last])]:
        return True  # the 9 th Wing
    if tokens.low(at) == "." and tokens.joined(at) and tokens.joined(at + 1) and tokens.words[at + 1].isupper():
        return True  # 600690.SH
    if tokens.low(at) == "k" and tokens.words[draft.last] == "401":
        return True
    return (
        tokens.low(at) == "("
        and tokens.joined(at)
        and tokens.joined(at + 1)
        and tokens.kind(at + 1) in ("w", "n")
        and tokens.low(at + 2) == ")"
        and len(tokens.words[at + 1]) <= 2
    )


def _ending(digits: str) -> str:
    """The letters that make the digits an ordinal."""
    teen = digits[-2:-1] == "1"
    return "th" if teen else {"1": "st", "2": "nd", "3": "rd"}.get(digits[-1], "th")


def _marked(tokens: Tokens, draft: Draft) -> bool:
    """Signs of codes that touch the digits: #3, 12/2019, a_1, (OH)6, 5/page, 3:16."""
    if draft.style not in ("digits", "fraction"):
        return False
    first, after = draft.first, draft.last + 1
    exchange = tokens.words[first - 2] if first > 2 and tokens.words[first - 1] == ":" else ""
    if (
        exchange.isupper()
        and len(exchange) > 1
        and tokens.low(first - 3) in ("(", ";")
        and tokens.low(after) in (")", ";")
    ):
        return True  # (FSE: 103; NSE: CRUMB)
    if tokens.joined(first) and first:
        before, left = tokens.words[first - 1], tokens.kind(first - 2)
        if before in MARKS or tokens.kinds[first - 1] in CODE_KINDS:
            return True
        if before in HYPHENS and tokens.joined(first - 1) and left and left in CODE_KINDS:
            return True
        if before == "." and tokens.joined(first - 1) and left in ("w", "n"):
            return True
        if before == "*" and tokens.joined(first - 1) and left in ("w", "s"):
            return True  # the smallest of its class*2
        dashed = before in HYPHENS and tokens.low(after) in HYPHENS and tokens.joined(after)
        if dashed and not tokens.joined(after + 1) and (left in ("s", "") or not tokens.joined(first - 1)):
            return True  # the -30- that ends a release
        if before in (")", ":", "]", "!", "?", "”") and tokens.joined(first - 1) and draft.kind == "count":
            return True
    if tokens.low(after) == "_":
        return True  # in 549 ___ (2007)
    if tokens.joined(after) and after < len(tokens):
        following = tokens.words[after]
        return following in ("_", "/", "=") or (following == ":" and tokens.joined(after + 1))
    return False


def _chained(tokens: Tokens, draft: Draft) -> bool:
    """Digits with hyphens on, 12-34-56, 48-013, 5-HT, 3-D, 10-K, 14-in-1; not 5-year, not "40-US stores"."""
    at = draft.last + 1
    if draft.style != "digits" or draft.kind != "count" or not tokens.hyphen(at):
        return False
    right = tokens.words[at + 1]
    if right.lower().startswith(CHEMICALS) or right.lower() in lexicon().no["behind_a_code"]:
        return True  # 7-hydroxy, the 930-based racer
    if right in ("in", "for") and tokens.hyphen(at + 2):
        return True
    if tokens.kinds[at + 1] == "w":
        right = right.removesuffix("'s").removesuffix("’s")
        if right.lower() in lexicon().units and right[0].isupper() and not right.isupper():
            return True  # the shops of 7-Eleven
        letters = right.isupper() and len(right) <= 3 and right.lower() not in lexicon().no["countries"]
        return (len(right) == 1 and right != "a") or (letters and len(tokens.words[at - 1]) < 3)
    if tokens.kinds[at + 1] != "n":
        return False
    return (len(right) > 1 and right[0] == "0" and right.isdigit()) or (
        tokens.hyphen(at + 2) and tokens.kind(at + 3) == "n"
    )


def _leading_zero(tokens: Tokens, draft: Draft) -> bool:
    """007, 0085126, and the second of 061027- 12."""
    if draft.style != "digits":
        return False
    at = draft.first - 1
    left = tokens.words[at - 1] if at > 0 and tokens.words[at] in HYPHENS and tokens.joined(at) else ""
    return any(len(text) > 1 and text[0] == "0" and text.isdigit() for text in (tokens.words[draft.last], left))


def _postcode(tokens: Tokens, draft: Draft) -> bool:
    """PA 19087, Anytown, Kansas 66044: five digits behind a state or at the end of an address; zip codes."""
    first, last = draft.first, draft.last
    before, after = tokens.low(first - 1), tokens.low(last + 1)
    if before == "zip" or (after in ("zip", "area") and tokens.low(last + 2) == "code"):
        return True
    if _of_a_city(tokens, draft):
        return True
    if not plain_digits(tokens, draft) or len(tokens.words[last]) != 5 or not first:
        return _second_of_postcode(tokens, draft)
    if tokens.hyphen(last + 1) and _second_of_postcode(tokens, Draft(last + 2, last + 2, 0.0, "digits")):
        return True
    if before == "(" and after == ")":
        return tokens.capital(first - 2)
    if before == "|":
        return tokens.capital(last + 1)  # 4 Mill Road | 62226 Anytown
    if (
        before == ","
        and tokens.capital(last + 1)
        and tokens.kind(first - 2) == "n"
        and len(tokens.words[first - 2]) < 4
    ):
        return True  # Muehlstr. 22, 68990 Brotstadt
    if before == "," and tokens.capital(last + 1) and tokens.low(last + 2) == "," and tokens.capital(last + 3):
        return True  # Mill Road, 62226 Anytown, IL
    closed = after in ("", ".", ",", ";", ")")
    if before == "," and closed and tokens.kind(first - 2) == "w":
        state = tokens.words[first - 2]  # Anytown, NY, 10001
        return (len(state) == 2 and state.isupper()) or state.lower() in lexicon().no["states"]
    if tokens.kinds[first - 1] != "w":
        return False
    if tokens.words[first - 1].isupper() and len(before) == 2:
        return True
    long = before in lexicon().no["second_of_state"] and tokens.low(first - 2) in lexicon().no["first_of_state"]
    if (long or before in lexicon().no["states"]) and tokens.capital(first - 1):
        goes_on = tokens.low(last + 1) in lexicon().nouns["stops"] and tokens.low(first - 2 - long) == ","
        return tokens.kind(last + 1) != "w" or tokens.capital(last + 1) or goes_on
    return tokens.capital(first - 1) and closed and tokens.low(first - 2) == ","


def _of_a_city(tokens: Tokens, draft: Draft) -> bool:
    """Singapore 608526 (+65: six digits without groups between a capital word and a phone number, or the end."""
    text, after = tokens.words[draft.last], draft.last + 1
    if len(text) != 6 or not plain_digits(tokens, draft) or text.endswith("00") or not tokens.capital(draft.first - 1):
        return False
    after += tokens.low(after) in ("(", ",", ".")
    return tokens.kind(after) in ("", "p", "x") or tokens.low(after) in lexicon().no["phone_words"]


def _second_of_postcode(tokens: Tokens, draft: Draft) -> bool:
    """The 4204 of 20510-4204."""
    text, left = tokens.words[draft.last], draft.first - 2
    four = draft.first == draft.last and len(text) == 4 and text.isdigit()
    return four and tokens.hyphen(draft.first - 1) and len(tokens.low(left)) == 5 and tokens.low(left).isdigit()


def _ungrouped(tokens: Tokens, draft: Draft) -> bool:
    """A long number without its groups, at the end of a phrase or before a capital word."""
    at = draft.last + 1
    long = len(tokens.words[draft.last])
    named = long == 7 and tokens.capital(draft.first - 1) and tokens.capital(at)
    if not plain_digits(tokens, draft) or draft.scaled:
        return False
    keyed = long > 3 and any(
        w in lexicon().no["code_words"] for w in tokens.lower[max(0, draft.first - 3) : draft.first]
    )
    if long > 3 and tokens.low(at) in lexicon().no["file_endings"]:
        return True  # what is left of an address of the net
    if not (long > 7 or named or keyed):
        return False
    return tokens.kind(at) != "w" or tokens.capital(at) or tokens.low(at) in lexicon().nouns["stops"]


def _broken(tokens: Tokens, draft: Draft) -> bool:
    """$92,5k and $245,00: digits behind a comma that are no group of thousands."""
    at = draft.last + 1
    if draft.style == "digits" and _behind_comma(tokens, draft.first):
        return True
    if draft.style != "digits" or tokens.low(at) != "," or not tokens.joined(at) or not tokens.joined(at + 1):
        return False
    return tokens.kind(at + 1) == "n" and len(tokens.words[at + 1]) < 3 and tokens.low(at + 2) != ","


def _behind_comma(tokens: Tokens, first: int) -> bool:
    """The 75 of "3,75 euros", which is no number of its own; not the 2 of "1,2,3"."""
    tight = tokens.low(first - 1) == "," and tokens.joined(first) and tokens.joined(first - 1)
    if not tight or tokens.kind(first - 2) != "n" or len(tokens.words[first]) > 2:
        return False
    return "," not in (tokens.low(first - 3), tokens.low(first + 1))


def _format(tokens: Tokens, draft: Draft) -> bool:
    """4K video, a 5K run, a 2.5K screen: a K that is no thousand; "5K followers" counts."""
    if draft.kind != "count" or draft.first != draft.last - 1 or tokens.words[draft.last] not in ("K", "k"):
        return False
    formats = lexicon().no["formats"]
    if any(tokens.low(at) in formats for at in (draft.last + 1, draft.last + 2)):
        return True
    following = tokens.low(draft.last + 1)
    if draft.bound != "exact" or tokens.low(draft.first - 1) == "~":
        return False
    return tokens.words[draft.first] in FORMATS and not following.endswith("s") and following != "people"


def _dimension(tokens: Tokens, draft: Draft) -> bool:
    """4x4, 10 x 12, 1920 × 1080 without a unit."""
    for sign, other in ((draft.last + 1, draft.last + 2), (draft.first - 1, draft.first - 2)):
        if tokens.low(sign) in ("x", "×") and tokens.kind(other) == "n":
            return draft.kind == "count"
    return False


def _lost_sign(tokens: Tokens, draft: Draft) -> bool:
    """A cut of 90  of its shops, a 25  cut: two blanks stand where a sign of percent stood, as elsewhere in such a text."""
    at, text = draft.last + 1, tokens.text
    if not plain_digits(tokens, draft) or at >= len(tokens) or tokens.starts[at] - tokens.ends[draft.last] < LOST:
        return False
    share = tokens.low(at) == "of" or tokens.low(at) in lexicon().change_nouns
    return share and (draft.value or 0) <= 100 and text.count("  ") > 1 and "%" not in text


CODES = (
    Reason("phone number", "The groups of a phone or fax number.", _phone, kinds=NO_MONEY),
    Reason("name or code with a hyphen", "Digits behind a word and a hyphen: Su-35, COVID-19.", _hyphened_name, kinds=ALL),
    Reason("code: letters before the digits", "A320, M21, Q4.", _letters_before, kinds=ALL),
    Reason("code: letters after the digits", "5G, 3B1, 510(k).", _letters_after, kinds=NO_MONEY),
    Reason("code", "Signs of codes touch the digits: #3, a_1, (OH)6, 12/2019.", _marked, kinds=NO_MONEY),
    Reason("code with hyphens", "Chains of digits and letters: 12-34-56, 5-HT, Form 10-K.", _chained, kinds=NO_MONEY),
    Reason("code with a leading zero", "007, 0012345.", _leading_zero),
    Reason("postcode", "Five digits behind a state or at the end of an address.", _postcode),
    Reason("code: a long number without its groups", "Eight digits and more, with nothing counted behind them.", _ungrouped),
    Reason("number with a wrong comma", "$92,5k, $245,00.", _broken, kinds=ALL),
    Reason("name of a format", "4K video, a 5K run.", _format),
    Reason("number that lost its sign", "90  of its shops, a 25  cut: two blanks where a sign of percent stood.", _lost_sign),
    Reason("dimensions without a unit", "10 x 12, 4x4.", _dimension),
)  # fmt: skip
