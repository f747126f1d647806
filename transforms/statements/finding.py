"""The statements of one article, put together from what its sentences hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from transforms.mentions import Article, Sentence, StatementMention
from transforms.names import Names
from transforms.statements.citing import with_citing
from transforms.statements.drafts import Draft, Reading, Span
from transforms.statements.kinds import can_speak, claimant_kind
from transforms.statements.layout import beside, laid_out, with_whole_quotes
from transforms.statements.nesting import nested
from transforms.statements.others import other_drafts
from transforms.statements.quotes import Quotes, quoted, read_quotes
from transforms.statements.verbs import verb_drafts
from transforms.syntax import Parse

GENITIVES = ("'s", "’s", "'", "’")


def find_statements(
    article: Article, sentences: Sequence[Sentence], parses: Mapping[int, Parse], names: Names
) -> list[StatementMention]:
    """Every attribution of the article in text order of the cues; `outer` is the one in whose content a cue stands."""
    quotes = read_quotes(article.text)
    found: list[StatementMention] = []
    reported: dict[Span, Span] = {}
    for sentence in sentences:
        parse = parses.get(sentence.no)
        if parse is not None and len(parse):
            drafts = with_citing(sentence.text, parse, _drafts(sentence, parse, quotes))
            mentions = (_mention(article, sentence, d, quotes, names) for d in drafts)
            found += [m for m in mentions if m is not None]
            reported.update((_moved(d.cue, sentence), _moved(d.reported_by, sentence)) for d in drafts if d.reported_by)
    found += laid_out(article.text, sentences, quotes, names)
    found.sort(key=lambda s: s.cue_span or (0, 0))
    return nested(with_whole_quotes(article.text, sentences, found, quotes), reported)


def _moved(span: Span, sentence: Sentence) -> Span:
    return span[0] + sentence.start, span[1] + sentence.start


def _drafts(sentence: Sentence, parse: Parse, quotes: Quotes) -> list[Draft]:
    """The attributions of one sentence, one a cue."""
    local = tuple(
        (max(0, q.start - sentence.start), min(q.end, sentence.end) - sentence.start)
        for q in quotes.touching(sentence.start, sentence.end)
    )
    reading = Reading(sentence.text, parse, local)
    taken: dict[Span, Draft] = {}
    for draft in [*verb_drafts(reading), *other_drafts(reading)]:
        if not _within_quote(draft, local):
            taken.setdefault(draft.cue, draft)
    return list(taken.values())


def _within_quote(draft: Draft, quotes: tuple[Span, ...]) -> bool:
    """What somebody who is quoted says of others is his, not the article's: the outer cue stands for it."""
    return any(start < draft.cue[0] and draft.cue[1] < end for start, end in quotes)


def _mention(
    article: Article, sentence: Sentence, draft: Draft, quotes: Quotes, names: Names
) -> StatementMention | None:
    base = sentence.start
    content = (
        beside(article.text, sentence, quotes)
        if draft.content is None
        else (draft.content[0] + base, draft.content[1] + base)
    )
    if content is None:
        return None
    claimant = None
    if draft.claimant is not None:
        start, end = _bare(sentence.text, draft.antecedent or draft.claimant)
        claimant = names.resolve(sentence.no, start + base, end + base, sentence.text[start:end])
    kind = None if claimant is None else claimant_kind(claimant, names)
    if draft.loose and not can_speak(claimant, kind):
        return None
    return StatementMention(
        sentence_no=sentence.no,
        cue_kind=draft.kind,
        quoted=quoted(content, quotes),
        rule=draft.rule,
        claimant=claimant,
        claimant_kind=kind,
        claimant_span=None if draft.claimant is None else (draft.claimant[0] + base, draft.claimant[1] + base),
        cue_span=(draft.cue[0] + base, draft.cue[1] + base),
        content_span=content,
    )


def _bare(text: str, span: Span) -> Span:
    """The claimant without the sign of the genitive: "the minister's" claim is the minister's."""
    start, end = span
    for ending in GENITIVES:
        if text.endswith(ending, start, end) and end - start > len(ending):
            return start, end - len(ending)
    return span
