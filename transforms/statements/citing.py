"""As in "Reuters reported, citing two officials, that ...": the officials say it, Reuters reports it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from transforms.statements.drafts import Draft
from transforms.statements.kinds import head_kind
from transforms.syntax import Parse

CITING = frozenset({"cite", "quote"})
SPEAKERS = frozenset({"anonymous", "person", "organisation", "media"})


def with_citing(text: str, parse: Parse, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, those of "citing X" turned round where X can speak and the verb above has a content of its own."""
    by_cue = {d.cue: d for d in drafts}
    return [_turned(text, parse, d, by_cue) if d.rule == "verb_object" else d for d in drafts]


def _turned(text: str, parse: Parse, draft: Draft, by_cue: dict[tuple[int, int], Draft]) -> Draft:
    verb = parse.token_at(draft.cue[0])
    if verb is None or parse.tags[verb] != "VBG" or parse.lemmas[verb] not in CITING or draft.content is None:
        return draft
    above = _reporting(parse, verb, by_cue)
    cited = parse.child(verb, "dobj")
    if above is None or above.content is None or cited is None or not _can_speak(text, parse, cited, draft.content):
        return draft
    content = above.content
    if content[0] < draft.cue[0] < content[1]:  # the phrase was read as part of what is said
        content = (content[0], draft.cue[0]) if content[0] < draft.cue[0] - 2 else content
    end = len(text[: content[1]].rstrip(" ,;"))
    return replace(
        draft, rule="citing", claimant=draft.content, antecedent=None, content=(content[0], end), reported_by=above.cue
    )


def _reporting(parse: Parse, verb: int, by_cue: dict[tuple[int, int], Draft]) -> Draft | None:
    """The nearest statement by a verb above."""
    for above in parse.ancestors(verb):
        draft = by_cue.get((parse.starts[above], parse.ends[above]))
        if draft is not None and draft.kind in ("say", "report"):
            return draft
    return None


def _can_speak(text: str, parse: Parse, noun: int, span: tuple[int, int]) -> bool:
    return parse.tags[noun].startswith("NNP") or head_kind(text[slice(*span)]) in SPEAKERS
