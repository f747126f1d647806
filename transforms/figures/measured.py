"""What a figure measures that stands alone: one function for each construction, tried in the order of their evidence."""

from __future__ import annotations

from collections.abc import Callable

from transforms.figures.beside import (
    CLOSING,
    beside_bound,
    beside_direction,
    brought_to,
    labelled,
    of_an_age,
    or_two,
    sized,
    worth,
)
from transforms.figures.counted import is_empty
from transforms.figures.grammar import Grammar, Place
from transforms.figures.harmed import harm_before, harmed_after
from transforms.figures.lexicon import lexicon
from transforms.figures.payments import given_to, is_payment, is_spent
from transforms.figures.roles import Measured, Role

HEADLINE = 5  # tokens that a line of a table hardly has
NEAR = 5  # tokens to the left in which a headline's noun stands
LASTING = frozenset(("in", "after", "before", "ahead"))
LIKE_PREPOSITIONS = frozenset(("compared", "excluding", "following", "including"))
SEEING = frozenset(("experience", "see", "show"))  # costs saw a fall of 5% to 80
LATER = frozenset(("later", "earlier", "ago"))
LEADING = frozenset(("to", "by", "from", "at"))
PURPOSE_WITHIN = 12  # tokens from who gets a sum to what it is for
PAID_FOR = frozenset(("for", "on", "into"))


def measured_noun(grammar: Grammar, place: Place) -> Measured | None:
    """The answer of the first construction that has one."""
    for construction in CONSTRUCTIONS:
        found = construction(grammar, place)
        if found is not None and found.noun not in place.inside and not _is_signed(grammar, found.noun):
            return found
    return None


def _is_signed(grammar: Grammar, noun: int) -> bool:
    """The ROE of "ROE: $5 MILLION FOR BREAD": who sends a release, in a headline of capitals."""
    return noun == 0 and grammar.low(1) == ":" and grammar.tokens.text.isupper() and len(grammar.parse) > HEADLINE


def befallen(grammar: Grammar, place: Place) -> Measured | None:
    """Reads "three dead and 20 wounded", "17 were wounded", "a blast wounded 12": what befell those that are counted."""
    found = harmed_after(grammar, place)
    if found is None:
        found = harm_before(grammar, place)
    return Measured(found, Role.DOING) if found is not None else None


def in_damages(grammar: Grammar, place: Place) -> Measured | None:
    """Reads "$5 million in damages", "millions in damages"."""
    draft = place.draft
    if not (draft.kind == "money" or (draft.kind == "count" and draft.style == "vague")) or grammar.low(
        place.after
    ) not in ("in", "worth"):
        return None
    parse = grammar.parse
    child = parse.child(place.after, "pobj") if grammar.low(place.after) == "in" else None
    if child is None or not grammar.is_thing(child) or parse.tags[child].startswith("NNP"):
        return None
    if grammar.low(child) in lexicon().nouns["dealing"]:
        return None  # at $5 in thin trade
    return Measured(child, Role.OBJECT) if parse.child(child, "det") is None else None


def after_a_crash(grammar: Grammar, place: Place) -> Measured | None:
    """Reads "36 minutes after the crash", "seven days ahead of the vote", "ten years in prison"."""
    at = place.after
    if place.draft.kind != "duration" or grammar.low(at) not in LASTING:
        return None
    if grammar.low(at) == "ahead" and grammar.low(at + 1) == "of":
        at += 1
    child = grammar.parse.child(at, "pobj")
    if child is None or not grammar.is_thing(child) or grammar.parse.tags[child].startswith("NNP"):
        return None
    return Measured(child, Role.BESIDE)


def among(grammar: Grammar, place: Place) -> Measured | None:
    """Reads "Among women in parliaments, about 70 percent belong to it", "Of the bakers, 12 left": the whole that opens the sentence."""
    parse = grammar.parse
    if parse.deps[place.top] not in ("nsubj", "nsubjpass") or grammar.low(0) not in ("among", "of"):
        return None
    whole = parse.child(0, "pobj")
    if whole is None or whole > place.inside[0] or not grammar.is_thing(whole):
        return None
    return Measured(whole, Role.BESIDE) if place.draft.kind in ("percent", "count", "ratio") else None


def price_of(grammar: Grammar, place: Place) -> Measured | None:
    """Reads "a price of 5", "winds at 50 mph", "deals from $200": the noun before the preposition."""
    parse, top = grammar.parse, place.top
    if parse.deps[top] != "pobj":
        return None
    preposition = parse.heads[top]
    above = parse.heads[preposition]
    for _ in range(3):
        if above == preposition or above > top:
            return None
        if place.draft.kind == "duration" and grammar.low(preposition) not in ("of", "for"):
            return None
        if above in grammar.figures:
            above = parse.heads[above]
        elif grammar.is_thing(above) and not is_empty(grammar, above) and not _is_age(grammar, place, above):
            return Measured(_changed(grammar, above, preposition), Role.OBJECT)
        elif grammar.is_noun(above) and parse.deps[above] == "pobj":
            preposition = parse.heads[above]
            above = parse.heads[preposition]
        else:
            return None
    return None


def _changed(grammar: Grammar, noun: int, preposition: int) -> int:
    """In "an increase in the rate to 5%" the rate, for it has that level; else the noun itself."""
    if grammar.low(preposition) not in ("to", "from") or grammar.low(noun) not in lexicon().changes:
        return noun
    inner = grammar.parse.child(noun, "prep")
    child = grammar.parse.child(inner, "pobj") if inner is not None and grammar.low(inner) in ("in", "of") else None
    if child is not None and grammar.is_thing(child):
        return child
    above = grammar.parse.heads[noun]
    seen = grammar.parse.deps[noun] == "dobj" and grammar.parse.lemmas[above] in SEEING
    own = grammar.parse.child(above, "nsubj") if seen else None
    return own if own is not None and grammar.is_thing(own) else noun


def _is_age(grammar: Grammar, place: Place, noun: int) -> bool:
    return place.draft.kind == "age" and grammar.low(noun) in ("age", "ages")


def renamed(grammar: Grammar, place: Place) -> Measured | None:
    """Reads "a battery, 4,500 mAh, that ..." and "Ann Baker, 58"."""
    parse = grammar.parse
    head, label = parse.heads[place.top], parse.deps[place.top]
    if label == "appos" and grammar.is_thing(head):
        return Measured(head, Role.OBJECT)
    following = parse.tags[place.after] if place.after < len(parse) else ""
    if label == "conj" and following in ("VBD", "VBP", "VBZ", "MD"):
        return None  # "the date of birth and only 7 percent require a licence"
    if label in ("appos", "dobj", "conj") and head < place.top and place.draft.kind != "duration":
        return Measured(head, Role.OBJECT) if grammar.is_thing(head) else None
    return None


def shared_noun(grammar: Grammar, place: Place) -> Measured | None:
    """Reads "five or six shops": the noun of the other number."""
    parse, head = grammar.parse, grammar.parse.heads[place.top]
    if place.draft.kind not in ("count", "index") or parse.deps[place.top] != "conj" or parse.tags[head] != "CD":
        return None
    noun = parse.heads[head]
    return Measured(noun, Role.OBJECT) if grammar.is_noun(noun) else None


def elided(grammar: Grammar, place: Place) -> Measured | None:
    """Reads "Acme fell 2%, Bell by 3%": a noun between the figure before and the preposition of this one."""
    at, parse = place.inside[0] - 1, grammar.parse
    if grammar.low(at) not in ("at", "by", "between", "to") or at < 2 or not grammar.is_thing(at - 1):
        return None
    noun, role = _over(grammar, at - 1), Role.BESIDE
    if parse.deps[noun] == "conj" and grammar.is_thing(parse.heads[noun]) and 0 < noun - parse.heads[noun] < 4:
        noun, role = parse.heads[noun], Role.SUBJECT  # fats and oils by 3%
    first = noun
    while first and parse.heads[first - 1] == noun and first - 1 not in grammar.figures:
        first -= 1
    while first and grammar.low(first - 1) in (",", "and", ";", "while", "but"):
        first -= 1
        if first - 1 in grammar.figures:
            return Measured(noun, role)
    return None


def _over(grammar: Grammar, noun: int) -> int:
    """The rate of "and the rate on short loans at 4%"."""
    parse = grammar.parse
    if parse.deps[noun] != "pobj" or not grammar.figures.isdisjoint(range(parse.heads[noun], noun)):
        return noun
    above = parse.heads[parse.heads[noun]]
    return above if above < parse.heads[noun] == above + 1 and grammar.is_thing(above) else noun


def without_verb(grammar: Grammar, place: Place) -> Measured | None:
    """In a headline or a table: the noun that the number hangs on, else the one right before it."""
    if place.verb is not None:
        return None
    head = grammar.parse.heads[place.top]
    if head not in place.inside and grammar.is_thing(head):
        return Measured(head, Role.BESIDE)
    return before_the_number(grammar, place) if place.draft.kind != "duration" else None


def object_before(grammar: Grammar, place: Place) -> Measured | None:
    """Reads "cut its stake by 5%", "sold the van for $900": what the verb is done to."""
    if place.verb is None:
        return None
    thing = grammar.parse.child(place.verb, "dobj")
    if thing in grammar.figures and place.draft.kind == "percent":
        thing = grammar.parse.child(place.verb, "dative")
    if thing is None or not grammar.is_thing(thing) or is_empty(grammar, thing):
        return None
    if place.draft.kind == "duration":
        later = grammar.low(place.after) in LATER or thing > place.inside[0]
        return None if later else Measured(thing, Role.OBJECT)
    if thing > place.inside[0]:
        return None
    costing = grammar.parse.lemmas[place.verb] in lexicon().nouns["costing_verbs"]
    if costing and grammar.low(place.left) not in ("to", "by"):  # but "bring down the rate to 5%"
        return None
    led = grammar.parse.deps[place.top] in ("pobj", "npadvmod", "prep") or grammar.low(place.left) in LEADING
    led = led or (
        place.draft.kind == "percent" and grammar.parse.deps[place.top] == "dobj"
    )  # cut its rate 25 basis points
    return Measured(thing, Role.OBJECT) if led else None


def paid_for(grammar: Grammar, place: Place) -> Measured | None:
    """Reads "paid $5 for the van", "spent $5 on vans", "cut $5 from the budget"."""
    if place.draft.kind != "money" or not is_spent(grammar, place):
        return None
    lemma = grammar.parse.lemmas[place.verb] if place.verb is not None else ""
    cut = grammar.low(place.after) == "from" and lemma in lexicon().nouns["cutting_verbs"]
    if grammar.low(place.after) not in PAID_FOR and not cut:
        return None
    child = grammar.parse.child(place.after, "pobj")
    return Measured(child, Role.OBJECT) if child is not None and grammar.is_thing(child) else None


def granted(grammar: Grammar, place: Place) -> Measured | None:
    """Reads "$5 million to Leeds College for a new hall" in a list of grants: what the sum is for, else who gets it."""
    if place.draft.kind != "money" or place.verb is not None or grammar.low(place.after) != "to":
        return None
    taker = grammar.parse.child(place.after, "pobj")
    if taker is None or not grammar.is_thing(taker):
        return None
    for at in range(taker + 1, min(taker + PURPOSE_WITHIN, len(grammar.parse))):
        if grammar.low(at) == "for":
            purpose = grammar.parse.child(at, "pobj")
            if purpose is not None and grammar.is_thing(purpose):
                return Measured(purpose, Role.BESIDE)
    return Measured(taker, Role.BESIDE)


def lasting(grammar: Grammar, place: Place) -> Measured | None:
    """Reads "worked for ten years", "returned three years later": the doing itself; "the term is ten years" is its subject's."""
    if place.draft.kind != "duration" or place.verb is None:
        return None
    if grammar.low(place.verb) in LIKE_PREPOSITIONS:
        return None  # including ten years abroad
    lemma = grammar.parse.lemmas[place.verb]
    level = grammar.low(place.left) in ("to", "by") and grammar.low(place.verb) in lexicon().changes
    if lemma in lexicon().nouns["lasting_verbs"] or level:  # the wait grew to three weeks
        found = subject(grammar, place)
        if found is not None or lemma == "be":
            return found
    return Measured(place.verb, Role.DOING)


def subject(grammar: Grammar, place: Place) -> Measured | None:
    """Reads "sales fell 5%", "the rate was 5%"."""
    if place.verb is None or is_payment(grammar, place):
        return None
    if place.draft.kind == "duration" and grammar.low(place.verb) in LIKE_PREPOSITIONS:
        return None
    found = grammar.doer(place.verb)
    return Measured(found, Role.SUBJECT) if found is not None and found not in place.inside else None


def before_the_number(grammar: Grammar, place: Place) -> Measured | None:
    """In a headline or table row: the noun right before the number."""
    taker = given_to(grammar, place)
    for token in range(place.inside[0] - 1, max(-1, place.inside[0] - NEAR), -1):
        if token == taker:
            return None
        if grammar.is_thing(token) and not is_empty(grammar, token):
            return Measured(token, Role.BESIDE)
        if grammar.parse.tags[token].startswith(("VB", "CC")) or grammar.parse.words[token] in CLOSING:
            return None
    return None


CONSTRUCTIONS: tuple[Callable[[Grammar, Place], Measured | None], ...] = (
    befallen,
    in_damages,
    or_two,
    after_a_crash,
    labelled,
    among,
    worth,
    sized,
    of_an_age,
    beside_direction,
    elided,
    brought_to,
    price_of,
    beside_bound,
    paid_for,
    granted,
    renamed,
    shared_noun,
    without_verb,
    object_before,
    lasting,
    subject,
    before_the_number,
)


def index_of(grammar: Grammar, place: Place, found: Measured) -> Measured | None:
    """What a bare number is the level of: "the Dow closed at 1,478 points", "the yen at 132.86"; None where it counts."""
    draft = place.draft
    if draft.kind != "count" or draft.style != "digits":
        return None
    if grammar.low(found.noun) in ("point", "points"):
        named = subject(grammar, place)
        return named if named is not None and _is_index(grammar, named.noun) else None
    if draft.change is not None:
        return None
    if found.noun > place.top or draft.value is None:
        return None
    level = draft.value != int(draft.value) or (found.role is Role.SUBJECT and _is_index(grammar, found.noun))
    return found if level else None


def _is_index(grammar: Grammar, noun: int) -> bool:
    names = lexicon().nouns["index_names"]
    return any(grammar.low(at) in names for at in (noun, *grammar.parse.children[noun]))
