"""Phrases of a parse: the clean noun phrase of a word, the verb group, the subject. All spans are local to the sentence."""

from __future__ import annotations

from dataclasses import dataclass

from transforms.syntax.parse import Parse

BRACKETED = 10  # tokens of an abbreviation or stock symbol in brackets
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
CLAUSES = frozenset({"relcl", "acl", "advcl", "ccomp", "parataxis", "csubj", "csubjpass"})
QUESTIONED = CLAUSES | {"appos", "cc", "conj", "preconj", "aux", "auxpass", "cop"}  # all others belong to their phrase
AUXILIARIES = frozenset({"aux", "auxpass", "neg"})
FINITE = frozenset({"MD", "VBD", "VBZ", "VBP"})
NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no"})
CLOSING = frozenset({"”", "’’", "''"})
MARKS = frozenset({"“", "”", '"', "‘", "``", "''"})
PARTNERS = {"“": "”", "”": "“", '"': '"', "(": ")", ")": "(", "[": "]", "]": "[", "‘": "’", "’": "‘"}
TELLS_WHICH = frozenset({"of", "including", "excluding", "and", "or"})
TRIMMED = frozenset(",;:.–—-…")


@dataclass(slots=True)
class VerbGroup:
    """A verb with what stands before it: "would not have been seen" -> tokens of all five, negated, passive, modal "would".

    `finite` is the tag that carries the tense (VBD, VBZ, VBP, MD), or the verb's own tag where nothing is finite.
    """

    tokens: tuple[int, ...]
    finite: str
    modal: str | None
    negated: bool
    passive: bool
    perfect: bool
    progressive: bool
    infinitive: bool


def noun_phrase(parse: Parse, token: int, *, conjuncts: bool = True) -> tuple[int, int]:
    """Span of the noun phrase that the token heads, without relative clauses, appositives and other clauses hung on it.

    Prepositional phrases and (unless told otherwise) conjuncts stay: "the head of the bank, a lawyer, who left" -> "the head of the bank".
    """
    first, last = noun_phrase_tokens(parse, token, conjuncts=conjuncts)
    return parse.starts[first], parse.ends[last]


def noun_phrase_tokens(parse: Parse, token: int, *, conjuncts: bool = True) -> tuple[int, int]:
    """First and last token of the noun phrase that the token heads."""
    children = parse.children
    if not children[token]:
        return token, token
    inside = [token]
    for i in inside:  # grows meanwhile
        for c in children[i]:
            if _belongs(parse, i, c, token, conjuncts=conjuncts):
                inside.append(c)
    kept = set(inside)
    first = last = token
    while first - 1 in kept or (first - 2 in kept and parse.words[first - 1] in MARKS):
        first -= 1
    while last + 1 in kept or (last + 2 in kept and parse.words[last + 1] in MARKS):
        last += 1
    if (
        last + 1 < len(parse)
        and (parse.words[last + 1] in CLOSING)
        and any(parse.words[i] in MARKS for i in range(first, last))
    ):
        last += 1  # the parser hangs the closing mark elsewhere
    return _trimmed(parse, first, last, token)


def _belongs(parse: Parse, head: int, child: int, phrase: int, *, conjuncts: bool) -> bool:
    label = parse.deps[child]
    if label not in QUESTIONED:
        return not (label == "prep" and head == phrase and _is_aside(parse, child))
    if label in CLAUSES:
        # A participle before its noun ("the elected leader") is part of the name of the thing.
        return label in ("acl", "amod") and child < head
    if label == "appos":
        # "the newspaper Le Monde", "Prime Minister X": a close apposition without a comma belongs.
        return child > head and parse.words[child - 1] != "," and not _parted(parse, head, child)
    if label in ("cc", "conj", "preconj"):
        return (conjuncts or head != phrase) and not _is_clause(parse, child)
    return False  # a helping verb


def _is_aside(parse: Parse, preposition: int) -> bool:
    """Ane Alencar, in remarks to the paper, said: what stands behind a comma does not tell which."""
    return parse.words[preposition - 1] == "," and parse.words[preposition].lower() not in TELLS_WHICH


def _parted(parse: Parse, left: int, right: int) -> bool:
    return any(parse.words[i] in (",", "(", "–", "—", "-", ":", ";") for i in range(left + 1, right))


def _is_clause(parse: Parse, token: int) -> bool:
    return parse.deps[token] == "conj" and parse.tags[token].startswith(("VB", "MD"))


def _trimmed(parse: Parse, first: int, last: int, token: int) -> tuple[int, int]:
    """Without loose punctuation, and without a bracket or quotation mark that has no partner inside."""
    while last > token and _loose(parse, last, range(first, last)):
        last -= 1
    while first < token and _loose(parse, first, range(first + 1, last + 1)):
        first += 1
    return first, last


def _loose(parse: Parse, edge: int, others: range) -> bool:
    """Whether the token at the edge is a conjunction, a comma or the like, or a mark without its partner."""
    word = parse.words[edge]
    if word in TRIMMED or parse.deps[edge] == "cc":
        return True
    partners = PARTNERS.get(word)
    if partners is None:
        return parse.deps[edge] == "punct"
    return not any(parse.words[i] in partners for i in others)


def clause_edges(parse: Parse) -> tuple[list[int], list[int]]:
    """For each token the first token below it and the last one that is no punctuation, itself included; for all at one go."""
    heads, deps, children = parse.heads, parse.deps, parse.children
    order = [i for i, head in enumerate(heads) if head == i]
    for i in order:  # grows meanwhile: heads come before what hangs on them
        order += children[i]
    first = list(range(len(heads)))
    last = [-1 if label == "punct" else i for i, label in enumerate(deps)]
    for i in reversed(order):
        head = heads[i]
        if first[i] < first[head]:
            first[head] = first[i]
        if last[i] > last[head]:
            last[head] = last[i]
    return first, last


def verb_group(parse: Parse, verb: int) -> VerbGroup:
    """The verb's auxiliaries, negation, tense carrier and aspect; a conjunct verb borrows auxiliaries of the first conjunct."""
    deps, tags = parse.deps, parse.tags
    own = [c for c in parse.children[verb] if deps[c] in AUXILIARIES]
    if not own and deps[verb] == "conj" and tags[verb] in ("VB", "VBN", "VBG"):
        first = parse.heads[verb]
        if tags[first] == tags[verb]:
            own = [c for c in parse.children[first] if deps[c] in AUXILIARIES and c < first]
    if not own:
        return VerbGroup((verb,), tags[verb], None, False, False, False, False, False)
    words = [parse.words[c].lower() for c in own]
    lemmas = [parse.lemmas[c] for c in own]
    modals = [w for w, c in zip(words, own, strict=True) if tags[c] == "MD"]
    tag = tags[verb]
    finite = [tags[c] for c in own if tags[c] in FINITE]
    return VerbGroup(
        tokens=tuple(sorted([*own, verb])),
        finite=finite[0] if finite else tag,
        modal=modals[0] if modals else None,
        negated=not NEGATIONS.isdisjoint(words),
        passive="auxpass" in [deps[c] for c in own],
        perfect="have" in lemmas and tag in ("VBN", "VBD"),
        progressive="be" in lemmas and tag == "VBG",
        infinitive="to" in words and not modals,
    )


def subject(parse: Parse, verb: int) -> int | None:
    """Token of the verb's own subject, or of the one it shares: by coordination, control ("wants to leave"), or the noun
    that a relative or participle clause hangs on; None where there is none ("to leave is hard").
    """
    for _ in range(8):
        own = parse.child(verb, *SUBJECTS)
        if own is not None:
            return outside_brackets(parse, _antecedent(parse, verb, _behind_level(parse, verb, own)))
        label, head = parse.deps[verb], parse.heads[verb]
        if label in ("acl", "relcl"):
            return head
        if label not in ("conj", "xcomp", "advcl", "aux", "auxpass", "acomp", "pcomp", "prep", "dep") or head == verb:
            return None
        if label == "xcomp" and (thing := parse.child(head, "dobj")) is not None and thing < verb:
            return thing
        verb = head
    return None


def _behind_level(parse: Parse, verb: int, own: int) -> int:
    """The quake of "a magnitude 6.9 quake": parsers see two subjects where a number parts a noun phrase."""
    noun = own + 2
    is_parted = (
        noun < verb and parse.tags[own + 1] == "CD" and parse.heads[noun] == verb and parse.deps[noun] in SUBJECTS
    )
    return noun if is_parted else own


def outside_brackets(parse: Parse, token: int) -> int:
    """The name before the brackets that the token stands in: "Acme Corp." in `Acme Corp. (NASDAQ: ACM) ("Acme"), a bakery, said`."""
    at = token
    for _ in range(3):
        opened = _opening(parse, at)
        if opened is None or opened == 0:
            return token
        at = opened - 1
        if parse.words[at] != ")":
            return at if parse.tags[at].startswith("NNP") else token
    return token


def _opening(parse: Parse, token: int) -> int | None:
    """The bracket that opens what the token stands in, or closes; None where that is far off, or nowhere."""
    for at in range(token - 1, max(-1, token - BRACKETED), -1):
        if parse.words[at] == "(":
            return at
        if parse.words[at] == ")":
            return None
    return None


def _antecedent(parse: Parse, verb: int, token: int) -> int:
    """The noun that a relative pronoun stands for, else the token itself."""
    if parse.tags[token] in ("WDT", "WP") and parse.deps[verb] == "relcl":
        return parse.heads[verb]
    return token
