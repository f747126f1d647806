"""Attribution by other words: "according to", "citing", nouns ("the claim that"), adjectives, "reportedly"."""

from __future__ import annotations

from transforms.statements import lexicon
from transforms.statements.drafts import Draft, Reading, Span, covered
from transforms.statements.lexicon import CLAUSE, INFINITIVE, Cue
from transforms.statements.speakers import Speaker, owner_of, speaker_of
from transforms.syntax import Parse

CONTRAST = frozenset({"while", "whereas"})
NOUNS = frozenset({"NN", "NNS"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def other_drafts(reading: Reading) -> list[Draft]:
    """Every attribution in the sentence that is not made by a verb, in text order."""
    parse = reading.parse
    lemmas, words = lexicon.other_lemmas(), lexicon.other_words()
    if lemmas.isdisjoint(parse.lemmas) and words.isdisjoint(map(str.lower, parse.words)):
        return []  # most sentences
    nouns, adjectives, hearsay = lexicon.nouns(), lexicon.adjectives(), lexicon.hearsay()
    found: list[Draft | None] = []
    for i, (tag, lemma, word) in enumerate(zip(parse.tags, parse.lemmas, parse.words, strict=True)):
        if lemma in lexicon.SOURCES or (lemma == "accord" and tag == "VBG"):
            found.append(_according(reading, i))
        elif lemma in nouns and tag in NOUNS:
            found.append(_noun(reading, i, nouns[lemma]))
        elif (lower := word.lower()) in adjectives and tag[0] in "JV":
            found.append(_adjective(reading, i, adjectives[lower]))
        elif lower in hearsay:
            found.append(_hearsay(reading, i, hearsay[lower]))
    return [d for d in found if d is not None]


def _made(
    reading: Reading, rule: str, kind: str, cue: Span, content: Span | None, speaker: Speaker | None
) -> Draft | None:
    trimmed = None if content is None else reading.trimmed(*content)
    if trimmed is None:
        return None
    parse = reading.parse
    return Draft(
        rule,
        kind,
        cue,
        trimmed,
        speaker.span(parse) if speaker else None,
        speaker.stands_for(parse) if speaker else None,
    )


def _according(reading: Reading, token: int) -> Draft | None:
    """As in "According to X, ...", "..., according to X", "..., per X": the rest of the clause is the content."""
    parse = reading.parse
    last = token
    if parse.words[token].lower() == "according":
        last = token + 1
        if last >= len(parse) or parse.words[last].lower() != "to":
            return None
    elif parse.tags[token] != "IN" or token == 0 or parse.words[token - 1] != ",":
        return None  # "per" of a rate; as a source it follows a comma
    noun = parse.child(last, "pobj")
    if noun is None and token != last:
        noun = parse.child(token, "pobj")
    if last + 1 >= len(parse):
        return None
    source = [] if noun is None else [t for t in parse.subtree(noun) if t > last]
    end = _source_end(parse, last, source or [last + 1])
    speaker = Speaker(noun) if noun is not None else _last_noun(parse, last, end)
    if speaker is None:
        return None
    content = _rest(parse, token, end)
    return _made(reading, "according_to", "report", (parse.starts[token], parse.ends[last]), content, speaker)


def _source_end(parse: Parse, preposition: int, source: list[int]) -> int:
    """Last token of the source: of its subtree, but not past a comma after which a clause begins."""
    end = max(source)
    for t in range(preposition + 1, end):
        if parse.words[t] == "," and any(
            parse.tags[k] in FINITE or parse.words[k] in ("“", '"') for k in range(t, end + 1)
        ):
            return t - 1
    while end + 1 < len(parse) and parse.deps[end] == "compound":
        end += 1
    return end


def _last_noun(parse: Parse, preposition: int, end: int) -> Speaker | None:
    nouns = [t for t in range(preposition + 1, min(end + 2, len(parse))) if parse.tags[t][0] == "N"]
    return Speaker(nouns[-1]) if nouns else None


def _rest(parse: Parse, token: int, end: int) -> Span | None:
    """The clause that the phrase hangs on: all after it where it opens the clause, else all before it."""
    head = parse.heads[token]
    clause = next(
        (a for a in [head, *parse.ancestors(head)] if parse.tags[a][0] in "VM" or parse.deps[a] == "ROOT"), head
    )
    clause = _whole_row(parse, clause, token)
    tokens = [t for t in parse.subtree(clause) if not token <= t <= end]
    before = [t for t in tokens if t < token and parse.deps[t] != "punct" and parse.tags[t] not in ("CC", "RB", "IN")]
    after = [t for t in tokens if t > end]
    if not before:
        after = after or list(range(end + 1, len(parse)))
        return covered(parse, after) if after else None
    first = next(t for t in tokens if parse.deps[t] != "punct")
    inside = sum(parse.deps[t] != "punct" for t in after) > 3
    return covered(parse, [first, *(after if inside else [t for t in tokens if t < token])])


def _whole_row(parse: Parse, clause: int, token: int) -> int:
    """The first verb of "rents rose 2%, while wages fell 3%, according to the bank": behind a comma the source is that of all."""
    if clause > token or parse.words[token - 1] != ",":
        return clause
    contrast = any(parse.words[c].lower() in CONTRAST for c in parse.children[clause] if parse.deps[c] == "mark")
    head = parse.heads[clause]
    return head if parse.deps[clause] == "advcl" and contrast and head < clause else clause


def _noun(reading: Reading, noun: int, cue: Cue) -> Draft | None:
    parse = reading.parse
    if parse.deps[noun] == "compound":
        return None
    for c in parse.children[noun]:
        content: list[int] | None = None
        last = noun
        if parse.deps[c] in ("acl", "ccomp", "relcl", "advcl") and c > noun:
            infinitive = any(parse.tags[k] == "TO" and parse.deps[k] == "aux" for k in parse.children[c])
            that = any(
                parse.words[k].lower() in ("that", "whether") and parse.deps[k] == "mark" for k in parse.children[c]
            )
            if (infinitive and INFINITIVE in cue.joins) or (that and CLAUSE in cue.joins):
                content = parse.subtree(c)
        elif parse.deps[c] == "prep" and c > noun and parse.words[c].lower() in cue.joins:
            held = [k for k in parse.children[c] if parse.deps[k] in ("pobj", "pcomp")]
            content = [t for k in held for t in parse.subtree(k)] or None
            last = c
        if content:
            span = (parse.starts[noun], parse.ends[last])
            return _made(reading, "noun", cue.kind, span, covered(parse, content), owner_of(parse, noun))
    return None


def _adjective(reading: Reading, token: int, cue: Cue) -> Draft | None:
    parse = reading.parse
    for c in parse.children[token]:
        content: list[int] | None = None
        last = token
        if parse.deps[c] in ("ccomp", "xcomp", "advcl", "acl") and c > token:
            infinitive = any(parse.tags[k] == "TO" for k in parse.children[c])
            if (INFINITIVE if infinitive else CLAUSE) in cue.joins:
                content = parse.subtree(c)
        elif parse.deps[c] == "prep" and c > token and parse.words[c].lower() in cue.joins:
            held = [k for k in parse.children[c] if parse.deps[k] in ("pobj", "pcomp")]
            content = [t for k in held for t in parse.subtree(k)] or None
            last = c
        if content:
            head = parse.heads[token]
            governor = head if parse.deps[token] in ("acomp", "conj", "oprd") else token
            speaker = Speaker(head) if parse.deps[token] == "amod" else speaker_of(parse, governor)
            span = (parse.starts[token], parse.ends[last])
            return _made(reading, "adjective", cue.kind, span, covered(parse, content), speaker)
    return None


def _hearsay(reading: Reading, token: int, kind: str) -> Draft | None:
    """As in "reportedly", "the alleged thief": the clause of an adverb, the noun phrase of an adjective."""
    parse = reading.parse
    head = parse.heads[token]
    if parse.deps[token] in ("advmod", "amod") and head != token:
        tokens = [t for t in parse.subtree(head) if t != token]
        if parse.deps[token] == "amod":
            tokens = [t for t in tokens if t > token]
        span = (parse.starts[token], parse.ends[token])
        return _made(reading, "hearsay", kind, span, covered(parse, tokens) if tokens else None, None)
    return None
