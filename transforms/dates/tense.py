"""Past or future by cue words, without a tagger."""

from __future__ import annotations

from functools import cache

from transforms.dates.words import Text
from transforms.lexicons import load

LEFT, RIGHT, CLOSE = 14, 10, 5
DEFERRED_WITHIN = 7  # tokens: "postponed the elections from May 25 to"
BE = frozenset(("be", "is", "are", "been", "being"))
NOUN_ENDINGS = ("s", "ing", "tion", "ment", "ness", "ity", "ous", "al", "ic", "ive")
BE_FINITE = frozenset(("is", "are"))
GOING = frozenset(("am", "are", "is", "'m", "'re", "'s", "not", "s"))
HEADLINE = 10  # tokens
FINITE = frozenset(("was", "were", "did", "had"))


@cache
def _no_past() -> frozenset[str]:
    return frozenset(load("dates/context")["no_past"])


@cache
def _no_verbs() -> frozenset[str]:
    return frozenset(load("dates/context")["no_verbs"])


@cache
def _headline_verbs() -> frozenset[str]:
    return frozenset(load("dates/context")["headline_verbs"])


@cache
def _cues() -> dict[str, str]:
    return {word: kind for kind, words in load("dates/cues").items() for word in words}


@cache
def _deferring() -> frozenset[str]:
    return frozenset(load("dates/deferring"))


def _cue(text: Text, index: int) -> str | None:
    word = text.lower(index)
    kind = _cues().get(word)
    if text.letter(index - 1) == "-" and index and text.glued(index - 1):
        return None  # "American-made", "state-owned": no verb
    if word.endswith("ed") and text.letter(index + 1) == "-" and text.glued(index) and text.glued(index + 1):
        return None  # "limited-time", "closed-door"
    if word == "for" and text.lower(index - 1) in ("call", "calls", "calling"):
        return "strong_future"
    if word == "to" and text.lower(index - 1) == "going" and text.lower(index - 2) in GOING:
        return "strong_future"
    if word == "to" and text.lower(index - 1) == "forward" and text.lower(index - 2) in ("look", "looks", "looking"):
        return "strong_future"
    if (
        kind == "strong_future"
        and word.endswith("ed")
        and (text.letter(index - 1) in "AHTZ'" or text.lower(index - 1) in ("previously", "originally"))
    ):
        return None  # "the planned visit was called off on Friday"
    if kind == "weak_future" and text.lower(index + 1) == "have" and text.lower(index + 2) == "been":
        return "past"  # "should have been handed in by the end of February"
    if kind == "strong_future" and text.lower(index + 1) == "to" and text.lower(index + 2) == "have":
        return None  # "is expected to have risen in April", "to have opened by June": the month alone tells
    if kind == "strong_future" and text.lower(index - 1) == "to":
        return None  # "due to expire": the word before tells
    if kind == "strong_future" and text.lower(index - 1) == "been" and text.lower(index - 2) == "had":
        return "past"  # "the offer had been due to expire on Friday"
    if word == "due" and text.lower(index + 1) == "to" and _is_cause(text, index + 1):
        return None  # "closed due to a fire", "late due to repairs"; but "due to open"
    if word == "to" and _is_headline(text, index):
        return "strong_future"  # "Mayor Ann Low to Open School"
    if word == "to" and not _opens_infinitive(text, index):
        return None  # "shot to death", "went to Rome", "close to the border"
    if word == "to" and text.lower(index - 1) in BE_FINITE:
        return "strong_future"  # "the law is to take effect"; "was to" may lie behind by now
    if (
        word == "set"
        and text.lower(index + 1) in ("to", "for")
        and text.lower(index - 1) not in ("was", "were", "had", "been")
    ):
        return "strong_future"  # "the strike is set to begin on Thursday"
    if kind is None and len(word) > 3 and word.endswith("ed") and word not in _no_past():
        if not text.tokens[index].islower() and index and text.letters[index - 1] not in ".|":
            return None  # "leave Walter Reed on Friday": a name
        return None if text.lower(index - 1) in BE else "past"
    if kind == "past" and text.lower(index - 1) in BE and word not in FINITE:
        return None  # "will be held on Friday"
    return kind


def _is_headline(text: Text, index: int) -> bool:
    """Whether "to" and a verb of what is planned stand behind nothing but names on their line: a headline of what is to come."""
    if text.lower(index + 1) not in _headline_verbs():
        return False
    first = index - 1
    while (
        first >= 0 and index - first <= HEADLINE and (text.tokens[first][0].isupper() or text.letters[first] in "&,'.")
    ):
        first -= 1
    return first < index - 1 and text.letter(first) == "|"


def _is_cause(text: Text, index: int) -> bool:
    """Whether what follows "due to" is a cause: a noun phrase, as its first word shows."""
    word = text.lower(index + 1)
    return not _opens_infinitive(text, index) or (word.endswith(NOUN_ENDINGS) and not word.endswith("ss"))


def _opens_infinitive(text: Text, index: int) -> bool:
    """Whether a verb may follow "to"."""
    return (
        text.letter(index + 1) not in "HATZNDBYVOMW"
        and text.lower(index + 1) not in _no_verbs()
        and (text.tokens[index + 1][:1].islower() if index + 1 < len(text.tokens) else False)
    )


def is_ahead(text: Text, index: int) -> bool:
    """Whether the word tells of what is still to come, as "will", "due", "planned" do."""
    return _cues().get(text.lower(index)) == "strong_future"


def _ends(text: Text, index: int) -> bool:
    """Whether the sentence ends here: a full stop after a short word ("Sept.") does not."""
    letter = text.letters[index]
    if letter == "|":
        return True
    token = text.tokens[index]
    if token in "!?;":
        return True
    if token != "." or not index:
        return False
    before, after = text.tokens[index - 1], text.tokens[index + 1] if index + 1 < len(text.tokens) else "A"
    return (
        len(before) > 4
        or text.letters[index - 1] in "UYDB"
        or (before.islower() and len(before) > 1 and after[0].isupper())
    )


def _is_a_plan(text: Text, index: int) -> bool:
    """Whether the word is that of "a planned strike": "the planned visit", "the originally planned launch" may lie behind."""
    return text.letter(index - 1) == "A" and text.lower(index) in ("planned", "scheduled")


def is_put_off(text: Text, start: int) -> bool:
    """Whether something is moved to the date: "have been postponed from May 25 to March 15", but "had been postponed to"."""
    if text.lower(start - 1) not in ("to", "until", "till"):
        return False
    for index in range(start - 2, max(-1, start - 2 - DEFERRED_WITHIN), -1):
        if _ends(text, index):
            return False
        if text.lower(index) in _deferring():
            return "had" not in (text.lower(index - 1), text.lower(index - 2))
    return False


def tense(text: Text, start: int, end: int) -> str | None:
    """strong_future, weak_future, past or None: the nearest cue to the left in the sentence, else to the right.

    A strong cue further left outweighs a weak one or a participle that stands between ("is due to be launched in September").
    """
    if is_put_off(text, start):
        return "strong_future"
    nearest: str | None = None
    for index in range(start - 1, max(-1, start - 1 - LEFT), -1):
        if _ends(text, index):
            break
        found = _cue(text, index)
        if found is None and nearest is None and start - index <= CLOSE and _is_a_plan(text, index):
            return "strong_future"  # "cancels a planned strike on Thursday"
        if found == "strong_future" and nearest in (None, "weak_future"):
            return found
        if found == "past" and nearest is None:
            return found
        nearest = nearest or found
    if nearest or (text.letters[end - 1] == "." and _ends(text, end - 1)):
        return nearest  # the match took the full stop along: "in August. Talks are due"
    for index in range(end, min(len(text.tokens), end + RIGHT)):
        if _ends(text, index):
            break
        found = _cue(text, index)
        if found:
            return found
    return None
