"""Numbers in names and references: flights, roads, articles, models, addresses, ranks, idioms."""

from __future__ import annotations

from transforms.figures.drafts import Draft
from transforms.figures.lexicon import lexicon
from transforms.figures.reasons import BARE, NO_MONEY, Reason, plain_digits, whole
from transforms.figures.tokens import Tokens
from transforms.syntax.lemmas import parts_of_speech

QUARTERS = frozenset(("n", "s", "e", "w", "ne", "nw", "se", "sw"))
REPORTERS = ("F.2d", "F.3d", "F.4th", "F. Supp", "F.Supp", "S. Ct", "S.Ct", "L. Ed", "Fed. Reg")
LONGEST_REPORTER = 8  # characters of "F.3d" with the blanks behind it
ONLY_VERB = frozenset(("verb",))
SCORE_REACH = 8  # tokens between "beat" and the score
LISTS_OF_INC = frozenset((100, 500, 1000, 5000))
FORTUNES = frozenset((50, 100, 200, 250, 500, 1000))
BASES = frozenset((100, 1000, 10_000, 100_000, 1_000_000))
MARKS_OF_TRADE, LAST_NOTE = frozenset("®™Ⓡ℠ⓡ"), 30
MOST_OF_A_CLUB = 100
STREET_ENDINGS = ("allee", "strasse", "straße", "gasse", "straat", "gatan")
DECIMAL_NAMES = frozenset(("exhibit", "exhibits", "version", "section", "sections", "un"))  # whose numbers have points
SOURCES = frozenset(("transcript", "tr", "dkt", "opinion", "complaint", "id"))
LEAST_PAGES = 16  # a book has more, a change of percentage points hardly ever
ROADSIDE = frozenset(("along", "and", "near", "off", "or"))
IN_LAW = frozenset(("art", "arts", "cl", "para", "paras", "sec", "secs"))
LONGEST_ACT = 10
LONGEST_FIRM = 6  # words of the name of a firm
LONGEST_HOUSE, POSTCODE = 3, 5  # digits
LONGEST_STREET = 5  # words of a street name with its kind: "22 Martin Luther King Blvd"


def _referred(tokens: Tokens, draft: Draft) -> bool:
    """Flight 12, Article 5, page 3, No. 7, iPhone 7; also the second of "markers 30 and 31", and "Articles Two and Six"."""
    if tokens.low(draft.first - 1) in DECIMAL_NAMES and draft.style == "digits" and not draft.scaled:
        return tokens.low(draft.first - 1) != "un" or "." in tokens.words[draft.last]  # UN 38.3, a test of batteries
    in_law = tokens.low(draft.first - 1) == "." and tokens.low(draft.first - 2) in IN_LAW
    if in_law and draft.style == "digits" and not draft.scaled:
        return True  # art. 47.1
    if draft.first == 0 and _of_an_act(tokens, draft):
        return True
    lettered = draft.scaled and draft.last == draft.first + 1 and len(tokens.words[draft.last]) == 1  # Paragraph 2b
    slashed = draft.rule == "number.fraction" and tokens.low(draft.last - 1) in ("/", "⁄")  # a Phase 1/2 trial
    if not (whole(draft) or lettered or slashed):
        return False
    no, at = lexicon().no, draft.first - 1
    before = tokens.low(at)
    if draft.style == "words" and tokens.hyphen(draft.last + 1):
        return False  # off-highway four-wheeled
    if before == "at" and tokens.low(at - 1) in SOURCES and tokens.kind(draft.last + 1) != "w":
        return True  # see transcript at 30.
    if before in no["substances"]:
        return True  # glucagon-like peptide 1
    if draft.kind == "index":
        return False
    if before in ("#", "§", "№") or (before in no["airframes"] and tokens.words[at].isupper()):
        return True  # KC 135 tankers
    if before == "." and (
        tokens.low(at - 1) in no["abbreviated"] or (tokens.low(at - 1) == "inc" and draft.value in LISTS_OF_INC)
    ):
        return True
    if before in ("through", "to", "-", "–") and tokens.low(at - 2) == "grades":
        return True  # grades K through 12
    if before in ("and", "or", ",", "to", "through", "&", "-", "–") and (
        tokens.kind(at - 1) == "n" or tokens.low(at - 1) in lexicon().units
    ):
        at, before = at - 2, tokens.low(at - 2)
        return before in no["numbered_lower"] and before.endswith("s")
    if before in no["numbered_lower"]:
        return True
    return before in no["cues_before"] and (tokens.capital(at) or tokens.words[at] in no["mixed_case"])


def _of_an_act(tokens: Tokens, draft: Draft) -> bool:
    """The 556 of "Sec. | 556 of the Bread Authorization Act", where the sentence was cut behind the point."""
    at = draft.last + 1
    if not plain_digits(tokens, draft):
        return False
    if tokens.low(at) == "," and tokens.low(at + 1) in ("a", "the") and tokens.low(at + 2) in ("resolution", "bill"):
        return True  # S.Con.Res. | 49, a resolution
    if tokens.lower[at : at + 2] != ["of", "the"]:
        return False
    at += 2
    while tokens.capital(at) and at - draft.last < LONGEST_ACT:
        if tokens.low(at) in ("act", "code", "constitution", "regulations"):
            return True
        at += 1
    return False


def _initial(tokens: Tokens, draft: Draft) -> bool:
    """A single capital before digits: "Model S 90", "Group B 2"."""
    at = draft.first - 1
    initial = tokens.capital(at) and len(tokens.words[at]) == 1 and tokens.low(at) not in ("a", "i")
    return initial and draft.style == "digits" and (draft.value or 0) % 1 == 0


def _bill(tokens: Tokens, draft: Draft) -> bool:
    """H.R. 6, S. 1140, P.L. 108-27, 32 U.S.C. 112."""
    at, behind = draft.first - 2, draft.last + 1
    if tokens.low(behind) in lexicon().no["codes_of_law"] and whole(draft):
        return True
    if tokens.lower[behind : behind + 3] == ["u.s", ".", "code"] and whole(draft):
        return True
    if behind < len(tokens) and tokens.text.startswith(REPORTERS, tokens.starts[behind]) and whole(draft):
        return True  # 390 F.3d 219
    if tokens.low(draft.first - 1) == "d" and whole(draft):
        left = tokens.text[max(0, tokens.starts[draft.first] - LONGEST_REPORTER) : tokens.starts[draft.first]].rstrip()
        return left.endswith(REPORTERS[:2])
    return tokens.low(at + 1) == "." and tokens.low(at) in lexicon().no["bills"] and tokens.capital(at)


def _aircraft(tokens: Tokens, draft: Draft) -> bool:
    """Two 737 Max jets, a 787 Dreamliner, an Airbus 320: the names of airliners."""
    text, after = tokens.words[draft.last], draft.last + 1
    if not (len(text) == 3 and text.isdigit()):
        return False
    if tokens.low(draft.first - 1) == "airbus":
        return True
    if text[0] == text[2] == "7" and tokens.low(draft.first - 1) == "the" and tokens.kind(after) in ("w", "s", ""):
        return tokens.kind(after) != "w" or tokens.low(after) in lexicon().nouns["stops"]
    return text[0] == text[2] == "7" and (tokens.capital(after) or tokens.low(after) in lexicon().no["aircraft"])


def _rank(tokens: Tokens, draft: Draft) -> bool:
    """Top 10, S&P 500, Fortune 100."""
    before = tokens.low(draft.first - 1)
    if _club(tokens, draft) or (tokens.hyphen(draft.first - 1) and tokens.low(draft.first - 2) == "top"):
        return True  # a top-five priority
    if not whole(draft) or before not in lexicon().no["ranks"]:
        return False
    if before in ("top", "bottom"):
        after = tokens.low(draft.last + 1)
        if tokens.kind(draft.last + 1) != "w" or after in lexicon().nouns["stops"]:
            return True
        return draft.style == "digits" or draft.value in (10, 20, 40, 50, 100)
    if before in ("sp", "s&p", "p"):
        return draft.style == "digits" and draft.value in (100, 400, 500, 600)
    return tokens.capital(draft.first - 1) or (before == "fortune" and draft.value in FORTUNES)


def _club(tokens: Tokens, draft: Draft) -> bool:
    """The Gang of 14, the Group of 20: a number that is the name of its members."""
    at = draft.first - 2
    if tokens.low(at + 1) != "of" or tokens.low(at) not in ("gang", "group") or at == 0:
        return False
    return tokens.capital(at) and whole(draft) and (draft.value or 0) < MOST_OF_A_CLUB


def _address(tokens: Tokens, draft: Draft) -> bool:
    """17 Elm Road, 9 E 71st St, 22 Ave Foch, 16-18 Industrial Avenue: digits before a street."""
    no, after = lexicon().no, draft.last + 1
    if tokens.capital(draft.first - 1) and tokens.low(draft.first - 1).endswith(STREET_ENDINGS):
        return plain_digits(tokens, draft)  # Mühlenallee 18
    if _at_compass(tokens, draft) or _with_quarter(tokens, draft) or _before_postcode(tokens, draft):
        return True
    lettered = tokens.words[after : after + 1] in (["SR"], ["CR"], ["FM"], ["US"]) and tokens.kind(after + 1) == "n"
    if lettered and plain_digits(tokens, draft):
        return True  # 7819 SR 64 E
    house = tokens.words[draft.last]
    if draft.style != "digits" or "," in house or "." in house or draft.scaled or len(house) > 5:
        return False
    if tokens.kind(after) == "o":
        return any(tokens.low(after + n) in no["streets"] for n in (1, 2))
    if not tokens.capital(after):
        return tokens.low(after) in no["foreign_streets"] and tokens.capital(after + 1)
    if tokens.low(after) in no["foreign_streets"] or (
        tokens.low(after) in no["streets"] and tokens.capital(after + 1) and tokens.low(after) in no["leading_streets"]
    ):
        return True
    for at in range(after + 1, after + LONGEST_STREET):
        if tokens.low(at) in no["streets"] and tokens.capital(at):
            return True
        if tokens.kind(at) == "o" or tokens.low(at) == ".":
            continue
        if tokens.low(at) in ("of", "the") and tokens.capital(at - 1) and tokens.capital(at + 1):
            continue  # 17 Duke of Crumbs Road
        if not tokens.capital(at):
            return False
    return False


def _before_postcode(tokens: Tokens, draft: Draft) -> bool:
    """The 22 of "22, 68990 Brotstadt", where the sentence was cut behind "Muehlstr."."""
    at = draft.last + 1
    if not plain_digits(tokens, draft) or tokens.low(at) != "," or len(tokens.words[draft.last]) > LONGEST_HOUSE:
        return False
    code = tokens.low(at + 1)
    return len(code) == POSTCODE and code.isdigit() and tokens.capital(at + 2) and not tokens.joined(at + 1)


def _at_compass(tokens: Tokens, draft: Draft) -> bool:
    """At 9400 South, at 200 West Franklin; not 300 South Koreans."""
    no, after = lexicon().no, draft.last + 1
    placed = tokens.low(draft.first - 1) in no["placed_before"] and (draft.value or 0) >= 100
    if not placed or tokens.low(after) not in no["compass"] or not tokens.capital(after):
        return False
    if not tokens.capital(after + 1):
        return True
    ends = tokens.kind(after + 2) != "w" or tokens.low(after + 2) in lexicon().nouns["stops"]
    return ends and not tokens.low(after + 1).endswith("s")


def _with_quarter(tokens: Tokens, draft: Draft) -> bool:
    """900 S. Capital of Utah, 535 W Plant: a letter of the compass between the number and a name."""
    at = draft.last + 1
    if (
        tokens.low(at) not in QUARTERS
        or not tokens.words[at].isupper()
        or tokens.joined(at)
        or not plain_digits(tokens, draft)
    ):
        return False
    if tokens.kind(at + 1) == "o":  # 1302 W 20th St
        return tokens.low(at + 2) in lexicon().no["streets"]
    return tokens.capital(at + 1) or (tokens.low(at + 1) == "." and tokens.capital(at + 2))


def _house(tokens: Tokens, draft: Draft) -> bool:
    """The first number of "16-18 Industrial Avenue"."""
    at = draft.last + 1
    if not (plain_digits(tokens, draft) and tokens.hyphen(at) and tokens.kind(at + 1) == "n"):
        return False
    return _address(tokens, Draft(at + 1, at + 1, 0.0, "digits"))


def _behind_a_name(tokens: Tokens, draft: Draft) -> bool:
    """Digits of up to four places behind a capital word, with nothing counted behind them."""
    at, after = draft.first - 1, draft.last + 1
    if tokens.low(at) in MARKS_OF_TRADE and plain_digits(tokens, draft) and tokens.joined(at):
        return (draft.value or 0) <= LAST_NOTE
    if at < 0 or not tokens.capital(at) or not plain_digits(tokens, draft):
        return False
    if tokens.low(at) in lexicon().no["loud_before"] and tokens.text.isupper():
        return False  # A PLAN FOR 50 BUSY CROSSINGS
    if tokens.hyphen(draft.last + 1) and tokens.kind(draft.last + 2) == "n":
        near = tokens.lower[max(0, draft.first - SCORE_REACH) : draft.first]
        if any(w in lexicon().no["beating"] for w in near):
            return False  # Leeds beat Oakdale State 87-71
    if at == 0 and tokens.low(0) == "project" and len(tokens.words[draft.last]) <= 3:
        return True  # Project 81 hosts gold
    if len(tokens.words[draft.last]) > 4 or (
        at == 0 and not _numbered_standard(tokens, draft) and not _camel(tokens.words[0])
    ):
        return False
    lex = lexicon()
    if tokens.low(at) in lex.no["weekdays"] or tokens.low(at) in lex.no["months"]:
        return False
    titled = (at > 1 and tokens.capital(at - 1)) or tokens.low(at - 1) in lex.cues["determiners"]
    if len(tokens.words[draft.last]) == 4 and at > 0 and titled:
        return True  # the Crumbmaker 1000 offers: thousands that are counted have their comma
    if tokens.hyphen(after) and tokens.kind(after + 1) == "w" and not tokens.capital(after + 1):
        return tokens.low(after + 1) in lex.no["after_a_name"]  # Jane Roe's 14-point plan; an Ovena 15-compatible tin
    if titled and tokens.low(after).endswith("s") and parts_of_speech(tokens.low(after)) == ONLY_VERB:
        return True  # the Crumbmaker Air 2 simplifies it
    if draft.value == 1 and tokens.low(after).endswith("s") and titled:
        return True  # the Upper Mill 1 ovens: one would be an oven
    noun = tokens.kind(after) == "w" and not tokens.capital(after) and tokens.low(after) not in lex.nouns["stops"]
    noun = noun and not tokens.low(after).endswith(("ally", "n't", "n’t"))
    placed = tokens.low(at - 1) in lex.cues["determiners"] or tokens.low(at - 1) == ","
    if noun and placed and tokens.low(after) in lex.no["product_verbs"]:
        return True  # the Crumbmaker 10 offers
    return not noun or tokens.low(after) in lex.no["events"]


def _camel(word: str) -> bool:
    """CrumbHUB: capitals inside of a word make it a name, even at the head of a sentence."""
    return not word[1:].islower() and not word.isupper() and len(word) > 2


def _numbered_standard(tokens: Tokens, draft: Draft) -> bool:
    """The 140 of "FIPS 140-3", the 287 of "TPI 287, a": behind capitals at the head of a sentence."""
    at = draft.last + 1
    if tokens.words[0].isupper() and len(tokens.words[0]) > 2 and tokens.low(at) in lexicon().no["after_a_model"]:
        return True  # SSAE 18 is
    if not tokens.words[0].isupper() or tokens.kind(at) == "w":
        return False
    return not tokens.hyphen(at) or (tokens.kind(at + 1) == "n" and not tokens.joined(at + 2))


def _firm(tokens: Tokens, draft: Draft) -> bool:
    """The firms 845 Move Now LLC and Five Colleges Inc: a number at the head of capital words that end in a form of firm."""
    if draft.scaled or draft.last != draft.first or "," in tokens.words[draft.last]:
        return False
    at = draft.last + 1
    while tokens.capital(at) and at - draft.last < LONGEST_FIRM:
        if tokens.low(at).removesuffix("’s").removesuffix("'s").rstrip(".") in lexicon().no[
            "firms"
        ] and not tokens.hyphen(at + 1):
            return at - draft.last > 1
        at += 1
    return False


def _road(tokens: Tokens, draft: Draft) -> bool:
    """The road U.S. 64, the 405 and 22 freeways."""
    if not tokens.words[draft.last].isdigit():
        return False
    return _of_the_us(tokens, draft) or _freeway(tokens, draft)


def _of_the_us(tokens: Tokens, draft: Draft) -> bool:
    """The road U.S. 64; in the U.S. 64 people count."""
    at, after = draft.first - 1, tokens.low(draft.last + 1)
    at -= tokens.low(at) == "."
    if tokens.low(at) not in ("u.s", "us") or not plain_digits(tokens, draft) or len(tokens.words[draft.last]) > 3:
        return False
    many = after.endswith("s") or after in lexicon().no["many_without_s"]
    return tokens.low(at - 1) in lexicon().no["label_after"] | ROADSIDE and not many


def _freeway(tokens: Tokens, draft: Draft) -> bool:
    """The 405 freeway, and both of the 405 and 22 freeways."""
    roads, before, at = lexicon().no["freeways"], draft.first - 1, draft.last + 1
    if tokens.low(before) == "the" and tokens.low(at) in roads:
        return not tokens.low(at).endswith("s")
    if tokens.low(at) in ("and", "or") and tokens.kind(at + 1) == "n":
        return tokens.low(before) == "the" and tokens.low(at + 2) in roads
    listed = tokens.low(before) in ("and", "or") and tokens.kind(before - 1) == "n"
    return listed and tokens.low(before - 2) == "the" and tokens.low(at) in roads


def _weapon(tokens: Tokens, draft: Draft) -> bool:
    """155 mm as the name of a gun, .50 Cal."""
    weapons = lexicon().no["weapons"]
    if tokens.low(draft.last + 1).rstrip(".") in ("cal", "caliber", "calibre"):
        return True
    return draft.unit == "millimetre" and any(tokens.low(draft.after + n) in weapons for n in (0, 1, 2))


def _base(tokens: Tokens, draft: Draft) -> bool:
    """The 100,000 of "12 per 100,000 people": a power of ten that a rate is counted by, and no number of its own."""
    return draft.value in BASES and tokens.low(draft.first - 1) == "per" and draft.first > 1


def _pages(tokens: Tokens, draft: Draft) -> bool:
    """A book of 220pp; a share that is up 22pp is no book."""
    if draft.unit != "percentage_point" or tokens.low(draft.last + 1) != "pp" or (draft.value or 0.5) % 1:
        return False
    before = tokens.low(draft.first - 1)
    return (draft.value or 0) >= LEAST_PAGES and before not in lexicon().no["before_points"] and draft.bound == "exact"


NAMES = (
    Reason("number in a name or reference", "Flight 12, Article 5, page 3, P.O. Box 5, markers 30 and 31.", _referred, kinds=BARE | {"index"}),
    Reason("number in a name", "A single capital before digits: Model S 90.", _initial),
    Reason("number of a bill", "H.R. 6, S. 1140, 32 U.S.C. 112.", _bill),
    Reason("type of aircraft", "A 787 Dreamliner, two 737 jets.", _aircraft),
    Reason("rank or index", "Top 10, S&P 500, Fortune 100.", _rank),
    Reason("address", "17 Elm Road, 22 Ave Foch.", _address),
    Reason("address with two houses", "The first number of 16-18 Elm Road.", _house),
    Reason("number behind a name", "Digits behind a capital word with nothing counted behind them.", _behind_a_name),
    Reason("number in the name of a firm", "845 Move Now LLC, Five Colleges Inc.", _firm),
    Reason("number of a road", "U.S. 64, the 405 and 22 freeways.", _road, kinds=frozenset(("count",))),
    Reason("base of a rate", "The 100,000 of 12 per 100,000 people.", _base),
    Reason("pages of a book", "220pp behind a title.", _pages, kinds=frozenset(("percent",))),
    Reason("calibre of a weapon", "155 mm shells.", _weapon, kinds=NO_MONEY),
)  # fmt: skip
