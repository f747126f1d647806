"""The second figure of a thing: "rose 5% to 105", "12% against 10%", "killed 12 and wounded 19"."""

from __future__ import annotations

from dataclasses import dataclass

from transforms.figures.answers import Thing
from transforms.figures.grammar import Grammar, Place
from transforms.figures.harmed import harm_before, harmed_after
from transforms.figures.lexicon import lexicon

OWN = frozenset(("for", "in", "of", "on", "to"))  # what follows says what the part is of
TIMES = frozenset(("duration", "age"))
REACH = 7  # tokens between two figures of one thing
INCLUDED_REACH = 24  # tokens from a sum to its part
EXPECTED_REACH = 14  # tokens from what came to what was expected
ELLIPTIC_REACH = 12  # tokens between two figures of which the second one left its noun out
CLAUSE_REACH = 20  # the same where both clauses say what somebody has, wins or loses
PLACED = frozenset(("at", "in", "near", "over"))
SUBJECTS = frozenset(("nsubj", "nsubjpass"))
FINITE = frozenset(("MD", "VBD", "VBP", "VBZ"))
CLAUSES = frozenset(("conj", "advcl", "ccomp"))
BARE = frozenset(("nsubj", "nsubjpass", "appos", "conj", "dep", "npadvmod", "pobj"))


@dataclass(frozen=True, slots=True)
class Before:
    """The figure before in the sentence: where it stands, what it was said of, whether it counts a noun behind it."""

    place: Place
    thing: Thing
    counts: bool


def continued(grammar: Grammar, place: Place, before: Before | None) -> Thing | None:
    """What the figure before was said of, where this one is said of the same; None where it is not."""
    if before is None or before.thing.span is None or place.draft.kind in TIMES or before.place.draft.kind in TIMES:
        return None
    if (
        _is_elliptic(grammar, place, before)
        or _is_expected(grammar, place, before)
        or _is_harmed_too(grammar, place, before)
        or _is_included(grammar, place, before)
        or _is_listed(grammar, place, before)
        or _is_bracketed(grammar, place, before)
        or _is_up_from(grammar, place, before)
    ):
        return before.thing
    if harmed_after(grammar, place) == place.after:
        return None  # "rose to 40, with 12 missing"
    if grammar.low(place.left) == "to" and before.thing.head in lexicon().changes:
        return None  # "saw a fall of 5% to 80": the fall has no level
    after, first = before.place.after, place.inside[0]
    if not after < first <= after + REACH:
        return None
    votes = grammar.low(after) == "votes" and place.left == after + 1
    if _is_coordinated(grammar, place, before) or _is_linked(grammar, after + votes, place.left):
        return before.thing
    return None


def _is_elliptic(grammar: Grammar, place: Place, before: Before) -> bool:
    """Reads "infected 340 people and killed 19": a bare object counts what the object before counted."""
    parse, top = grammar.parse, place.top
    if place.draft.kind != "count" or not before.counts or before.place.draft.kind != "count":
        return False
    if grammar.low(place.inside[0] - 1) == "including":
        return True
    reach, bare = place.inside[0] - before.place.after, parse.tags[top] == "CD" and parse.deps[top] in BARE
    does = parse.deps[top] in SUBJECTS and place.after < len(parse) and parse.tags[place.after] in FINITE
    if bare and does and place.inside[0] > 0 and grammar.low(place.inside[0] - 1) == "and" and reach <= CLAUSE_REACH:
        return True  # "two of the barns were saved, and two burned"
    if (
        bare
        and grammar.low(place.after) in ("from", "were", "was", "are")
        and place.inside[0] - before.place.after < ELLIPTIC_REACH
    ):
        return True  # "five players, three from Leeds", "12 people were hurt and four were killed"
    if grammar.low(place.after) in ("more", "others") and parse.heads[top] == place.after:
        top = place.after  # it claimed 40 barns and damaged 12 more
    if parse.deps[top] != "dobj" or place.verb is None or place.inside[0] - before.place.after > CLAUSE_REACH:
        return False
    above, near = before.place.verb, place.inside[0] - before.place.after <= ELLIPTIC_REACH
    if above is None or above == place.verb:
        return False
    if near and parse.deps[place.verb] == "conj":
        return True
    if parse.deps[place.verb] not in CLAUSES:
        return False
    both = {parse.lemmas[above], parse.lemmas[place.verb]}  # it took, or won, four, while its rival took, or lost, two
    return len(both) == 1 or both <= set(lexicon().nouns["having_verbs"])


def _is_expected(grammar: Grammar, place: Place, before: Before) -> bool:
    """Reads "sold 90 vans, above estimates of 80": what was expected of the figure before; not "a profit forecast of 80"."""
    words, noun, draft, known = lexicon().nouns, place.left, place.draft, before.place.draft
    if grammar.low(noun) not in words["expectations"] or place.inside[0] - before.place.after > EXPECTED_REACH:
        return False
    if (draft.kind, draft.unit) != (known.kind, known.unit) and (draft.kind, known.kind) != ("count", "index"):
        return False
    own = (at for at in grammar.parse.children[noun] if at < noun and grammar.parse.deps[at] == "compound")
    return all(grammar.low(at) in words["forecasters"] for at in own)


def _is_harmed_too(grammar: Grammar, place: Place, before: Before) -> bool:
    """Reads "killed nine people and injured at least 50 more", "nine people are killed and dozens are injured"."""
    if not before.counts or before.place.draft.kind != "count" or before.place.verb is None:
        return False
    if place.inside[0] - before.place.after > ELLIPTIC_REACH:
        return False
    if grammar.parse.lemmas[before.place.verb] not in lexicon().nouns["harming_verbs"]:
        return False
    after = harmed_after(grammar, place)
    return harm_before(grammar, place) is not None or (after is not None and after > place.after)


def _is_included(grammar: Grammar, place: Place, before: Before) -> bool:
    """Reads "$9 billion in aid, including $6 billion since May": a part of the sum before, unless it says what it is for."""
    draft, whole = place.draft, before.place.draft
    if grammar.low(place.left) != "including" or draft.kind != whole.kind or draft.unit != whole.unit:
        return False
    return grammar.low(place.after) not in OWN and place.inside[0] - before.place.after < INCLUDED_REACH


def _is_up_from(grammar: Grammar, place: Place, before: Before) -> bool:
    """The 897 of "burned 974 barns, the town said on Friday, up from 897 on Monday": what the number was before."""
    draft, whole = place.draft, before.place.draft
    if grammar.low(place.left) != "from" or grammar.low(place.left - 1) not in ("up", "down"):
        return False
    return draft.kind == whole.kind == "count" and before.counts and grammar.low(place.left - 2) in (",", "and")


def _is_bracketed(grammar: Grammar, place: Place, before: Before) -> bool:
    """The +6 of "tanks – 2,935 (+6)": how much of the number before is new."""
    tokens, first = grammar.tokens, place.draft.first
    if tokens.low(first) != "+" or tokens.low(first - 1) != "(" or place.draft.kind != before.place.draft.kind:
        return False
    return 0 < first - 1 - before.place.draft.last <= 1


def _is_listed(grammar: Grammar, place: Place, before: Before) -> bool:
    """Reads "13 dead - 11 in Leeds and two in York": the parts of a number by their places."""
    draft, whole = place.draft, before.place.draft
    if draft.kind != "count" or whole.kind != "count" or grammar.parse.tags[place.top] != "CD":
        return False
    where = grammar.low(place.after)
    if where not in PLACED or not 0 < place.inside[0] - before.place.after <= ELLIPTIC_REACH:
        return False
    at = place.inside[0] - 1
    left = grammar.low(at - (grammar.low(at) == "another"))
    if left in ("–", "—", "-", ":"):
        return True
    row = before.counts or grammar.low(before.place.after) == where
    same = any(grammar.low(k) == where for k in range(before.place.after, place.inside[0]))
    return left in (",", "and", ";") and row and same  # 20 fell over Leeds, 19 over York and nine over Hull


def _is_coordinated(grammar: Grammar, place: Place, before: Before) -> bool:
    """Reads "0.4 percent on the month and 3.1 percent on the year"."""
    parse, top = grammar.parse, place.top
    if (
        not before.counts
        and place.draft.kind == before.place.draft.kind == "percent"
        and grammar.low(place.left) == "and"
    ):
        between = range(before.place.after, place.left)
        if not any(parse.tags[k].startswith("VB") or grammar.is_thing(k) for k in between):
            return True  # costs fell 29% in the quarter and 27% in the year
    return not before.counts and parse.deps[top] == "conj" and parse.heads[top] in before.place.inside


def _is_linked(grammar: Grammar, after: int, left: int) -> bool:
    """Whether only "to", "from", "up", "against" ... and a verb such as "close" stand between."""
    words = lexicon().nouns
    between = range(after, left)
    if left < after or grammar.low(left) not in words["continuing"] or any(map(grammar.is_thing, between)):
        return False
    doing = (k for k in between if grammar.parse.tags[k].startswith("VB"))
    return all(grammar.parse.lemmas[k] in words["closing_verbs"] for k in doing)
