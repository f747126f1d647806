"""Names in one parsed sentence: runs of capitalised words, with the titles and roles that stand around them."""

from __future__ import annotations

from dataclasses import dataclass

from transforms.names import words
from transforms.syntax import Parse

NAME_TAGS = frozenset({"NNP", "NNPS"})
LONGEST_NAME = 4
STOPS = frozenset({".", "”", '"'})
TITLED_SHARE = 0.6  # of the words of a headline begin with a capital


@dataclass(slots=True)
class Chunk:
    """A name and what its surroundings tell: `start`, `end` (in the sentence) take in its title, `name` does not.

    `role` is the head of the title or of the apposition ("president", "company"), `modifiers` are the other words of it;
    `speaks` where the name is the subject of a verb of saying.
    """

    start: int
    end: int
    name: str
    kind: str | None
    gender: str | None
    role: str | None
    modifiers: frozenset[str]
    is_subject: bool
    speaks: bool


def chunks(parse: Parse) -> list[Chunk]:
    """The names of the sentence in text order; a headline in title case has none, its tags cannot be trusted."""
    if NAME_TAGS.isdisjoint(parse.tags) or _headline(parse):
        return []
    found: list[Chunk] = []
    i, count = 0, len(parse)
    while i < count:
        if parse.tags[i] in NAME_TAGS and parse.words[i][0].isalnum():
            last = _last(parse, i)
            chunk = _chunk(parse, i, last)
            if chunk is not None:
                found.append(chunk)
            i = last + 1
        else:
            i += 1
    return found


def _headline(parse: Parse) -> bool:
    if parse.words and parse.words[-1] in STOPS:
        return False
    letters = [w for w in parse.words if w[0].isalpha() and len(w) > 3]
    return len(letters) > 3 and sum(w[0].isupper() for w in letters) > TITLED_SHARE * len(letters)


def _last(parse: Parse, first: int) -> int:
    """Last token of the run of name words that begins here."""
    last = first
    while last + 1 < len(parse):
        word, tag = parse.words[last + 1], parse.tags[last + 1]
        if tag in NAME_TAGS and word[0].isalnum():
            last += 1
        elif last + 2 < len(parse) and parse.tags[last + 2] in NAME_TAGS and _joins(parse, first, last + 1):
            last += 2
        else:
            break
    return last


def _joins(parse: Parse, first: int, middle: int) -> bool:
    word = parse.words[middle].lower()
    if word == "-":
        return parse.ends[middle - 1] == parse.starts[middle] and parse.ends[middle] == parse.starts[middle + 1]
    if word in ("of", "for"):
        return any(parse.words[i].lower() in words.heads() for i in range(first, middle))
    return word in words.PARTICLES or (
        word == "and" and parse.words[first].lower() in ("department", "ministry", "office")
    )


def _chunk(parse: Parse, first: int, last: int) -> Chunk | None:
    if parse.words[last].lower() in words.roles() or (first == last and parse.words[last].lower() in words.not_names()):
        return None  # "the Russian President", "Friday"
    first = _with_article(parse, first, last)
    start = _after_titles(parse, first, last)
    lowered = [parse.words[i].lower() for i in range(first, last + 1)]
    name_words = parse.words[start : last + 1]
    before = set(lowered[: start - first])
    outer = _roles_before(parse, first)
    titles = [w for w in lowered[: start - first] if w in words.genders_of_titles() or w in words.roles()]
    titles += [w for w in outer if w in words.roles()]
    head = next((i for i in range(last, start - 1, -1) if parse.deps[i] != "compound"), last)
    appos = _apposition(parse, head)
    kind, gender = _kind(name_words, titles, appos)
    described = _adjectives_before(parse, first, last)
    role, modifiers = _role(kind, titles, before | set(outer) | described, appos, name_words)
    return Chunk(
        start=parse.starts[first - len(outer)],
        end=parse.ends[last],
        name=_printed(parse, start, last),
        kind=kind,
        gender=gender,
        role=role,
        modifiers=modifiers,
        is_subject=parse.deps[head] in ("nsubj", "nsubjpass"),
        speaks=parse.deps[head] == "nsubj" and parse.lemmas[parse.heads[head]] in words.speaking(),
    )


def _with_article(parse: Parse, first: int, last: int) -> int:
    """The capital article of a newspaper's name belongs to it within a sentence: "reports The Moscow Times"."""
    paper = parse.words[last].lower() in words.media() and first > 1 and parse.words[first - 1] == "The"
    return first - 1 if paper else first


def _after_titles(parse: Parse, first: int, last: int) -> int:
    """First token of the name itself: what follows the last title, where something does."""
    titles = words.genders_of_titles()
    for i in range(last - 1, first - 1, -1):
        lower = parse.words[i].lower()
        if (lower in titles or lower in words.roles()) and parse.words[i + 1][0].isupper():
            rest = [parse.words[j].lower() for j in range(i + 1, last + 1)]
            if rest[-1] not in words.suffixes() and lower not in words.suffixes() and len(rest) <= LONGEST_NAME:
                return i + 1
    return first


def _roles_before(parse: Parse, first: int) -> list[str]:
    """Lower-case role words right before the name: "spokesman John Doe", "former prime minister Jane Roe"."""
    found: list[str] = []
    i = first - 1
    while i >= 0 and parse.tags[i] in ("NN", "JJ") and (found or parse.words[i].lower() in words.roles()):
        found.insert(0, parse.words[i].lower())
        i -= 1
    return found


def _adjectives_before(parse: Parse, first: int, last: int) -> set[str]:
    """Words right before the name that the parser hangs on it or on its title: "Russian" of "Russian President X"."""
    found: set[str] = set()
    i = first - 1
    while i >= 0 and parse.deps[i] in ("amod", "compound", "nmod") and first <= parse.heads[i] <= last:
        found.add(parse.words[i].lower())
        i -= 1
    return found


def _apposition(parse: Parse, head: int) -> tuple[str, frozenset[str]] | None:
    """Head and modifiers of "X, the president of Y": only common nouns that we know."""
    for c in parse.children[head]:
        if parse.deps[c] == "appos" and c > head:
            noun = parse.words[c].lower()
            if noun in words.roles() or noun in words.generic():
                return noun, frozenset(parse.words[k].lower() for k in parse.children[c] if k < c)
    return None


def _kind(
    name: list[str], titles: list[str], appos: tuple[str, frozenset[str]] | None
) -> tuple[str | None, str | None]:
    """Kind and gender of the name, as far as its own words and its surroundings tell."""
    lowered = [w.lower() for w in name]
    if titles and len(name) <= LONGEST_NAME:
        genders = [g for t in titles if (g := words.genders_of_titles().get(t))]
        given = words.first_names().get(name[0]) if len(name) > 1 else None
        return "person", genders[0] if genders else _known(given)
    full = " ".join(lowered)
    if lowered[-1] in words.media():
        return "media", None
    if lowered[-1] in words.suffixes() or (len(name) > 1 and lowered[0] in words.heads()):
        return "organisation", None
    if full in words.places():
        return "place", None
    if 1 < len(name) <= LONGEST_NAME and name[0] in words.first_names():
        return "person", _known(words.first_names()[name[0]])
    if appos is not None:
        return ("organisation" if appos[0] in words.generic() else "person"), None
    if len(name) == 1 and 2 < len(full) < 7 and name[0].isupper():
        return "organisation", None
    return None, None


def _known(gender: str | None) -> str | None:
    return gender if gender in ("f", "m") else None


def _role(
    kind: str | None, titles: list[str], around: set[str], appos: tuple[str, frozenset[str]] | None, name: list[str]
) -> tuple[str | None, frozenset[str]]:
    if titles and kind == "person":
        return titles[-1], frozenset(around) - {titles[-1]}
    if appos is not None:
        return appos
    if kind in ("organisation", "media"):
        lowered = [w.lower() for w in name]
        noun = words.suffixes().get(lowered[-1]) or words.heads().get(lowered[0])
        return noun or ("newspaper" if kind == "media" else None), frozenset(lowered)
    return None, frozenset()


def _printed(parse: Parse, first: int, last: int) -> str:
    """The words with a blank wherever the text has one."""
    out = parse.words[first]
    for i in range(first + 1, last + 1):
        out += ("" if parse.starts[i] == parse.ends[i - 1] else " ") + parse.words[i]
    return out
