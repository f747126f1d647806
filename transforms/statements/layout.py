"""Attribution by the layout of the page: quotations over several sentences, signatures, "Name: ..."."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from transforms.mentions import Sentence, StatementMention
from transforms.names import Names
from transforms.statements import lexicon
from transforms.statements.drafts import Span
from transforms.statements.kinds import claimant_kind
from transforms.statements.quotes import Quote, Quotes, quoted

SIGNATURE = re.compile(r"[ \t\u00a0]*([―—–]|--?)[ \t\u00a0]*([^\W\d_a-z][^\n,(]{1,60})")
NAMED = re.compile(r"((?:[A-Z][\w.’'-]*[ ]){0,3}[A-Z][\w.’'-]*)(:)[ ]+(?=\S+ \S+ \S)")
INITIALS = re.compile(r"[A-Z]{2,3}")
ADDRESS = re.compile(r"@|https?:|www\.|\+?\(?\d[\d() -]{6,}\d")
MOST_SENTENCES = 12  # that one speaker's quotation goes on for, with breaks


def beside(text: str, sentence: Sentence, quotes: Quotes) -> Span | None:
    """The quotation that ends right before the sentence ("“Why?” she asked."), or begins after its colon."""
    last = sentence.start - 1
    while last >= 0 and text[last] == " ":
        last -= 1
    before = quotes.around(last)
    if before is not None and not before.open_ended and before.end <= sentence.start:
        return before.start, before.end
    if not sentence.text.endswith(":"):
        return None
    first = sentence.end
    while first < len(text) and text[first].isspace():
        first += 1
    after = quotes.around(first)
    if after is not None:
        return after.start, after.end
    stop = text.find("\n", first)  # a paragraph set off without marks
    end = len(text) if stop < 0 else stop
    return (first, end) if "\n" in text[sentence.end : first] and first < end else None


def with_whole_quotes(
    text: str, sentences: Sequence[Sentence], found: Sequence[StatementMention], quotes: Quotes
) -> list[StatementMention]:
    """Contents out to the ends of their quotations, and on over the quotations that follow without a speaker of their own."""
    taken = {q.start for s in found if s.content_span for q in quotes.touching(*s.content_span)}
    ends = {s.no: s.end for s in sentences}
    done: list[StatementMention] = []
    for statement in found:
        if statement.content_span is None or statement.quoted == "indirect" or statement.cue_span is None:
            done.append(statement)
            continue
        content = _whole(statement.content_span, statement.cue_span, quotes)
        if statement.cue_kind in ("say", "report"):
            content = _continued(text, content, ends[statement.sentence_no], quotes, taken)
        done.append(replace(statement, content_span=content, quoted=quoted(content, quotes)))
    return done


def _whole(content: Span, cue: Span, quotes: Quotes) -> Span:
    """The content with all of the quotations at its edges, unless the cue stands in them."""
    start, end = content
    for quote in quotes.touching(start, end):
        if not quote.start <= cue[0] < quote.end:
            start, end = min(start, quote.start), max(end, quote.end)
    return start, end


def _continued(text: str, content: Span, sentence_end: int, quotes: Quotes, taken: set[int]) -> Span:
    """The content with the quotations that follow its sentence in the paragraph and that nobody else is said to say."""
    start, end = content
    reach = max(end, sentence_end)
    for _ in range(MOST_SENTENCES):
        following = reach + len(text[reach : reach + 4]) - len(text[reach : reach + 4].lstrip())
        quote = quotes.around(following) if following > reach else None
        if quote is None or quote.start != following or quote.start in taken:
            break
        end = reach = quote.end
        taken.add(quote.start)
    return start, end


def laid_out(text: str, sentences: Sequence[Sentence], quotes: Quotes, names: Names) -> list[StatementMention]:
    """Statements without a cue word: a signed quotation, "Name: what is said" at the start of a paragraph."""
    starts = [s.start for s in sentences]
    found: list[StatementMention] = []
    for quote in quotes.found:
        signed = SIGNATURE.match(text, quote.end)
        if signed is not None and _ends_line(text, signed.end()):
            found.append(
                _signed(sentences[max(0, bisect_right(starts, signed.start(1)) - 1)], quote, signed, quotes, names)
            )
    for sentence in sentences:
        if ":" in sentence.text[:60] and (sentence.start == 0 or text[sentence.start - 1] == "\n"):
            named = NAMED.match(sentence.text)
            if named is not None and named[1].split()[0].lower() not in lexicon.no_speakers():
                said = _named(sentence, named, quotes, names)
                if _is_said(text, said, named[1]):
                    found.append(said)
    return found


def _is_said(text: str, said: StatementMention, label: str) -> bool:
    """Whether a speaker stands before the colon: somebody named, or initials that speak again; headings and addresses say nothing."""
    if said.content_span is None or ADDRESS.search(text, *said.content_span):
        return False
    if said.claimant_kind is not None or said.quoted == "direct":
        return True
    return INITIALS.fullmatch(label) is not None and text.count(f"\n{label}:") > 1


def _ends_line(text: str, at: int) -> bool:
    return at >= len(text) or text[at] in "\n,("


def _signed(sentence: Sentence, quote: Quote, signed: re.Match[str], quotes: Quotes, names: Names) -> StatementMention:
    printed = signed[2].rstrip(" \t\u00a0.")
    span = (signed.start(2), signed.start(2) + len(printed))
    return _laid(sentence, "signature", span, printed, signed.span(1), (quote.start, quote.end), quotes, names)


def _named(sentence: Sentence, named: re.Match[str], quotes: Quotes, names: Names) -> StatementMention:
    base = sentence.start
    content = (base + named.end(), sentence.end)
    span = (base + named.start(1), base + named.end(1))
    return _laid(
        sentence, "colon", span, named[1], (base + named.start(2), base + named.end(2)), content, quotes, names
    )


def _laid(
    sentence: Sentence, rule: str, claimant: Span, printed: str, cue: Span, content: Span, quotes: Quotes, names: Names
) -> StatementMention:
    name = names.resolve(sentence.no, *claimant, printed)
    return StatementMention(
        sentence_no=sentence.no,
        cue_kind="say",
        quoted=quoted(content, quotes),
        rule=rule,
        claimant=name,
        claimant_kind=claimant_kind(name, names),
        claimant_span=claimant,
        cue_span=cue,
        content_span=content,
    )
